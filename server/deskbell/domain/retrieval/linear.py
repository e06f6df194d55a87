"""The linear model: each article's score is at least 1 for its own phrasings and at most 0 for others', as nearly as a
small model can: a one-versus-rest squared hinge with an L2 penalty.

Learned by dual coordinate descent (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008, LIBLINEAR), all articles of a phrasing
at once. Every phrasing keeps what it has put into the weights, so it can be taken out again: that is how rehearsals hide
some. The order is drawn with a fixed seed: the same phrasings give the same model. A phrasing of an article that has many
weighs less, or 10,000 of one would drown the others.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from deskbell.domain.retrieval.features import Floats, Ints
from deskbell.domain.retrieval.space import Rows

_PENALTY = 0.3
_EVENNESS = 0.5
"""The power by which an article's number of phrasings is levelled: 0 not at all, 1 every article weighs the same."""
_FIRST, _AGAIN = 4, 3
"""Passes over the phrasings: from nothing, and after some were hidden or shown."""
_SEED = 20261128
_BETWEEN_PAUSES = 64
"""Phrasings, a few milliseconds: so long another thread, the chat's, may have to wait."""
Pause = Callable[[], None]
"""Lets other threads run. What it raises ends the learning."""


class Linear:
    """Weights of each column and article; nothing is learned before `learn`."""

    def __init__(self, rows: Rows, owners: Ints, articles: int, pause: Pause) -> None:
        sizes = np.bincount(owners, minlength=articles)
        self._rows, self._owners, self._pause = rows, owners, pause
        self._slack = (_PENALTY * (sizes[owners] / sizes.mean()) ** _EVENNESS).astype(np.float32)
        self._put = np.zeros((len(owners), articles), dtype=np.float32)
        self._written = np.zeros((rows.width, articles), dtype=np.float32)
        self._meant = np.zeros((articles, rows.meant.shape[1]), dtype=np.float32)
        self._drawn, self._passes = np.random.default_rng(_SEED), _FIRST

    def learn(self, hidden: Ints) -> None:
        """As if nobody had written the phrasings at `hidden`, whatever was learned before."""
        for place in hidden:
            self._move(int(place), -self._put[place])
        self._put[hidden] = 0
        kept = np.delete(np.arange(len(self._owners)), hidden)
        for _ in range(self._passes):
            for count, place in enumerate(self._drawn.permutation(kept)):
                if count % _BETWEEN_PAUSES == 0:
                    self._pause()
                self._improve(int(place))
        self._passes = _AGAIN

    def finish(self) -> None:
        """Lets go of what only learning needed."""
        del self._rows, self._put, self._owners, self._slack

    def score(self, rows: Rows, place: int) -> Floats:
        """What one row scores with each article."""
        columns, values = rows.written(place)
        return np.asarray(values @ self._written[columns] + self._meant @ rows.meant[place].astype(np.float32))

    def _improve(self, place: int) -> None:
        """The best that can be done for one phrasing with the others as they are; each article's part is exact."""
        put, slack, own = self._put[place], self._slack[place], self._owners[place]
        wanted = -self.score(self._rows, place) - slack * put
        wanted[own] += 1
        better = put + wanted / (self._rows.squares[place] + slack)
        for_own = max(better[own], np.float32(0))
        np.minimum(better, 0, out=better)
        better[own] = for_own
        self._move(place, better - put)
        self._put[place] = better

    def _move(self, place: int, change: Floats) -> None:
        columns, values = self._rows.written(place)
        self._written[columns] += values[:, None] * change
        moved = np.nonzero(change)[0]
        self._meant[moved] += change[moved, None] * self._rows.meant[place].astype(np.float32)
