"""The one thread in which an operator's embedder runs, so that it needs no locks, and a server can stop without it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from queue import SimpleQueue

import numpy as np
import numpy.typing as npt

from deskbell.domain.retrieval import Embedder
from deskbell.features.knowledge.embedding.vectors import vectors_of

LIMIT = 5.0
"""Seconds after which one call counts as hanging: until it comes back, everything is done without the embedder."""
Made = npt.NDArray[np.float32] | None
"""None: the embedder failed, which is logged."""
log = logging.getLogger(__name__)


class Worker:
    """Does one call after the other, in the order they came in."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self._width = embedder, None
        self._asked: SimpleQueue[tuple[Sequence[str], Future[Made]]] = SimpleQueue()
        self._since: float | None = None
        # A daemon: nobody who stops the server waits for an embedder that hangs.
        threading.Thread(target=self._work, name="deskbell-embedder", daemon=True).start()

    @property
    def hangs(self) -> bool:
        """Whether the call that is being made takes too long."""
        since = self._since
        return since is not None and time.monotonic() - since > LIMIT

    def embed(self, texts: Sequence[str]) -> Future[Made]:
        """Never raises."""
        made: Future[Made] = Future()
        self._asked.put((texts, made))
        return made

    def _work(self) -> None:
        while True:
            texts, made = self._asked.get()
            if made.set_running_or_notify_cancel():
                self._since = time.monotonic()
                made.set_result(self._made(texts))
                self._since = None

    def _made(self, texts: Sequence[str]) -> Made:
        try:
            vectors = vectors_of(self._embedder, texts, self._width)
        except Exception as error:
            log.warning("the embedder failed, the bot goes on without it: %s: %s", type(error).__name__, error)
            return None
        self._width = vectors.shape[1]
        return vectors
