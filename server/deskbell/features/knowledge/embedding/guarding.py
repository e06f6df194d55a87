"""The operator's embedder as the bot uses it: away from the event loop, in a time limit, and never needed.

What it made of a phrasing is kept, so that teaching one phrasing does not have thousands embedded again.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future

import numpy as np
import numpy.typing as npt

from deskbell.domain.retrieval import Embedder, as_embedded
from deskbell.features.knowledge.embedding.worker import LIMIT, Made, Worker
from deskbell.services.articles import NotReady

_TOGETHER = 16
"""Phrasings in one call: a visitor's question waits for one such call at most."""
_PHRASINGS, _QUESTIONS = 50_000, 1_024
_TOLD = 1_000
"""Phrasings between two words about how far it is."""
_LOOK = 0.05
"""Seconds between two looks at whether anybody still waits."""
log = logging.getLogger(__name__)


class Embedding:
    """Holds what was embedded; one to a core."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self._worker = Worker(embedder)
        self._phrasings: OrderedDict[str, npt.NDArray[np.float16]] = OrderedDict()
        self._questions: OrderedDict[str, Future[Made]] = OrderedDict()

    def of_phrasings(self, texts: Sequence[str], pause: Callable[[], None]) -> Made:
        """For a thread that builds an index: one row a text, None where the embedder fails. `pause` is called all the
        while, and what it raises ends it."""
        rows = {text: row for text in texts if (row := self._phrasings.get(text)) is not None}
        missing = [text for text in dict.fromkeys(texts) if text not in rows]
        for start in range(0, len(missing), _TOGETHER):
            some = missing[start : start + _TOGETHER]
            vectors = _waited(self._worker, some, pause)
            if vectors is None:
                log.warning("the bot's index is built without the embedder %s", self.name)
                return None
            rows.update(zip(some, vectors.astype(np.float16), strict=True))
            if start % _TOLD < _TOGETHER and start:
                log.info("the embedder %s has read %s of %s phrasings", self.name, start, len(missing))
        self._keep(rows)
        return np.stack([rows[text] for text in texts]).astype(np.float32)

    async def ahead(self, text: str, patience: float) -> None:
        """Have the vector of a question made for `known`, and wait so long at most."""
        await asyncio.wait([asyncio.wrap_future(self._begun(as_embedded(text)))], timeout=patience)

    async def of_question(self, text: str) -> Made:
        """None where the embedder fails or takes longer than its limit."""
        if not self._worker.hangs:
            await self.ahead(text, LIMIT)
        try:
            return self.known(text)
        except NotReady:
            log.warning("the embedder %s takes too long for a question, which is answered without it", self.name)
            return None

    def known(self, text: str) -> Made:
        """What was made ahead. Raises `NotReady` where it is still being made, or was never asked for."""
        made = self._questions.get(as_embedded(text))
        if made is not None and made.done():
            vectors = made.result()
            return vectors[0] if vectors is not None else None
        if self._worker.hangs:
            return None
        raise NotReady

    def _begun(self, asked: str) -> Future[Made]:
        made = self._questions.get(asked)
        if made is None or (made.done() and made.result() is None):
            made = self._questions[asked] = self._worker.embed([asked])
        self._questions.move_to_end(asked)
        while len(self._questions) > _QUESTIONS:
            self._questions.popitem(last=False)
        return made

    def _keep(self, rows: dict[str, npt.NDArray[np.float16]]) -> None:
        self._phrasings.update(rows)
        while len(self._phrasings) > _PHRASINGS:
            self._phrasings.popitem(last=False)


def _waited(worker: Worker, texts: Sequence[str], pause: Callable[[], None]) -> Made:
    made = worker.embed(texts)
    while True:
        pause()
        try:
            return made.result(_LOOK)
        except TimeoutError:
            if worker.hangs:
                return None
