"""The operator's embedder: `loading` finds it, `guarding` keeps the chat safe from it."""

from deskbell.features.knowledge.embedding.guarding import Embedding
from deskbell.features.knowledge.embedding.loading import load

__all__ = ["Embedding", "load"]
