"""Retrieval: which article answers a question, with a confidence that means what it says. No I/O but the word table.

`text` and `features` take a question apart, `space` places it, `ridge` and `nearest` score it (`model`), `rehearsal`
learns from the phrasings alone how sure that is (`calibration`), `retriever` is what others use, `evaluation` measures.
"""

from deskbell.domain.retrieval.retriever import Found, Retriever
from deskbell.domain.retrieval.shelf import Phrasing

__all__ = ["Found", "Phrasing", "Retriever"]
