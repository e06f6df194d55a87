"""An embedder as the measurements use it: in calls as small as the server's, and without its thread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from deskbell.domain.retrieval import Embed, Embedder, as_embedded
from deskbell.features.knowledge.embedding.vectors import vectors_of

Vectors = npt.NDArray[np.float32]
_TOGETHER = 16


def embeds(embedder: Embedder) -> Embed:
    def embed(texts: Sequence[str]) -> Vectors:
        starts = range(0, len(texts), _TOGETHER)
        return np.concatenate([vectors_of(embedder, texts[start : start + _TOGETHER]) for start in starts])

    return embed


def vector_of(embed: Embed | None, question: str) -> Vectors | None:
    vectors = embed([as_embedded(question)]) if embed is not None else None
    return None if vectors is None else vectors[0]
