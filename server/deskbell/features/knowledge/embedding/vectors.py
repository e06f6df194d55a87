"""What an embedder gives, held to what it should be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from deskbell.domain.retrieval import Embedder

WIDEST = 8_192


def vectors_of(embedder: Embedder, texts: Sequence[str], width: int | None = None) -> npt.NDArray[np.float32]:
    """One row a text. Raises ValueError for what is no such table, and whatever the embedder raises."""
    vectors = np.asarray(embedder.embed(list(texts)), dtype=np.float32)
    if vectors.ndim != 2 or len(vectors) != len(texts) or not 1 <= vectors.shape[1] <= WIDEST:
        raise ValueError(f"for {len(texts)} texts it gave a table of {vectors.shape}")
    if width is not None and vectors.shape[1] != width:
        raise ValueError(f"it gave {vectors.shape[1]} numbers a text, and {width} before")
    if not np.isfinite(vectors).all():
        raise ValueError("it gave what is no number")
    return vectors
