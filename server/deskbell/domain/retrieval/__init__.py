"""Retrieval: which article answers a question, with a confidence that means what it says. No I/O but the word table.

`text` and `features` take a question apart, `space` places it, `linear` and `nearest` score it (`model`), `rehearsal`
learns from the phrasings alone how sure that is (`calibration`), `contrast` finds what asks for something else,
`embedding` adds what an operator's embedder says, `retriever` is what others use, `evaluation` measures.
"""

import os

# Before numpy is imported: a build that takes every core would make the chat wait, and threads that wait for work spin.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from deskbell.domain.retrieval.embedding import Embed, Embedder
from deskbell.domain.retrieval.retriever import Found, Retriever, step_aside
from deskbell.domain.retrieval.shelf import Phrasing
from deskbell.domain.retrieval.text import as_embedded, normalise

__all__ = ["Embed", "Embedder", "Found", "Phrasing", "Retriever", "as_embedded", "normalise", "step_aside"]
