"""Sentence embeddings, where an operator has given an embedder: one more score beside the built-in ones.

Vectors are taken from the middle of all texts, which encoders place in a narrow cone, and compared twice: by a linear
model of their own on random Fourier features (see `space`), and by the nearest phrasing. Questions of everyday stand
beside the phrasings when the middle is found, so that it is one in a knowledge base of three phrasings too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from deskbell.domain.retrieval.features import Floats, Ints
from deskbell.domain.retrieval.linear import Linear, Pause
from deskbell.domain.retrieval.space import Rows, waves

_NEARNESS = 1.0
"""Two texts count as alike by exp(-(1 - cosine)): sentences are told apart better than sums of words (3.0 there)."""
_WAVES = 512
_AT_ONCE = 1_000
_LOOKED_AT = 16
"""Owners whose nearest phrasing is looked for: more than anybody is shown."""
EVERYDAY = (
    "how are you today",
    "what is the weather like tomorrow",
    "who won the football match",
    "tell me a joke",
    "what time is it in london",
    "play some music",
    "how do i cook rice",
    "what is the capital of france",
    "i need help with my homework",
    "can you recommend a good film",
    "is this seat free",
    "why is the sky blue",
    "my phone does not work",
    "how much is it",
    "where can i find you",
    "i am not happy with this",
    "你今天怎么样",
    "明天天气怎么样",
    "谁赢了昨天的比赛",
    "讲个笑话吧",
    "现在几点了",
    "米饭怎么煮",
    "法国的首都是哪里",
    "推荐一部好看的电影",
    "天空为什么是蓝色的",
    "我的手机坏了",
    "这个多少钱",
    "在哪里可以找到你们",
)
"""Said to nobody in particular."""
Embed = Callable[[Sequence[str]], "Floats | None"]
"""One row a text (`text.as_embedded`); None where the embedder fails."""


class Embedder(Protocol):
    """What an operator may give. It is always called from the same thread, with 16 texts at most."""

    name: str
    """What it is called in figures and in the log, with its version."""

    def embed(self, texts: Sequence[str]) -> Floats:
        """One row a text, always as wide; the nearer in meaning, the larger their cosine. Whatever it raises is logged,
        and the bot does without."""
        ...


class Likeness:
    """Of the phrasings of all owners to a question, by their vectors. Knows nothing before `learn`."""

    def __init__(self, vectors: Floats, everyday: Floats, owners: Ints, size: int, pause: Pause) -> None:
        self._middle = np.concatenate([_directed(everyday), _directed(vectors)]).mean(axis=0)
        self._waves = waves(vectors.shape[1], _WAVES, _NEARNESS)
        self._centred = self._from_middle(vectors)
        self._bounds = np.searchsorted(owners, np.arange(size + 1))
        self._rows = self._dense(self._centred)
        self._linear = Linear(self._rows, owners, size, pause)

    def learn(self, hidden: Ints) -> None:
        """As if nobody had written the phrasings at `hidden`."""
        self._linear.learn(hidden)

    def finish(self) -> None:
        """Lets go of what only learning needed."""
        self._linear.finish()
        del self._rows

    def score(self, vector: Floats, beside: Floats) -> tuple[Floats, Floats]:
        """What a question scores with each owner: by the linear model, and by the nearest phrasing. The latter reads every
        number of every phrasing: so only of those that are best by the former and what they score `beside` it, else 0."""
        centred = self._from_middle(vector[None, :])
        linear = self._linear.score(self._dense(centred), 0)
        nearest = np.zeros_like(linear)
        for owner in np.argsort(-(beside + linear), kind="stable")[:_LOOKED_AT]:
            alike = self._centred[self._bounds[owner] : self._bounds[owner + 1]] @ centred[0]
            nearest[owner] = max(0.0, float(alike.max()))
        return linear, nearest

    def rehearsed(self, place: int, hidden: Ints) -> tuple[Floats, Floats]:
        """The same for a phrasing, of all owners."""
        alike = self._centred @ self._centred[place]
        alike[hidden] = 0
        nearest = np.maximum(np.maximum.reduceat(alike, self._bounds[:-1]), 0)
        return self._linear.score(self._rows, place), np.asarray(nearest)

    def _from_middle(self, vectors: Floats) -> Floats:
        directed = _directed(vectors)
        # A text of which the embedder makes nothing is like none, rather than opposite to the middle.
        return _directed((directed - self._middle) * np.any(directed, axis=1)[:, None])

    def _dense(self, centred: Floats) -> Rows:
        """Rows without a written part."""
        nothing, known = np.zeros(0, dtype=np.float32), np.any(centred, axis=1)
        features = [self._features(centred[at : at + _AT_ONCE]) for at in range(0, len(centred), _AT_ONCE)]
        starts = np.zeros(len(centred) + 1, dtype=np.int64)
        # Of each frequency the squares of cosine and sine are 1 together.
        squares = known.astype(np.float32)
        return Rows(starts, nothing.astype(np.int64), nothing, np.concatenate(features), squares, 0)

    def _features(self, centred: Floats) -> npt.NDArray[np.float16]:
        angles = centred @ self._waves
        both = np.concatenate([np.cos(angles), np.sin(angles)], axis=1)
        return np.asarray(both * np.any(centred, axis=1)[:, None] / math.sqrt(_WAVES), dtype=np.float16)


def _directed(vectors: Floats) -> Floats:
    """Each of length 1, or 0."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
