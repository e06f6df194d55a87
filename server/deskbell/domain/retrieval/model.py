"""Scores of all owners for one question: the linear model blended with the nearest phrasing, and what they tell.

With an embedder there are two views of a question, with what its vector says and without, each with a confidence of its
own: where the embedder fails, the answer is the very one that there would be if nobody had given it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from deskbell.domain.retrieval.calibration import LARGE, contrasted
from deskbell.domain.retrieval.contrast import Contrasts, asked_of
from deskbell.domain.retrieval.embedding import Likeness
from deskbell.domain.retrieval.features import Counts, Floats, Ints, pieces_of
from deskbell.domain.retrieval.linear import Linear, Pause
from deskbell.domain.retrieval.nearest import Nearest
from deskbell.domain.retrieval.space import Rows, Space, meanings_of, picked
from deskbell.domain.retrieval.subject import Subjects, Words, subject_of

_WEIGHTS, _FEWEST = 12_000_000, 4_096
"""Weights that the linear model may have, four bytes each, and the columns that it has whatever the articles are."""
_BY_MEANING, _BY_STEMS = 0.2, 0.15
"""What the nearest phrasing adds to the linear score. Measured on the training and validation parts of CLINC150."""

_BY_EMBEDDING, _BY_ALIKE = 1.0, 0.6
"""What an embedder's linear score and nearest phrasing count for beside all of that. Measured on the same parts."""

_NEAR, _NEAREST = 0.2, 0.6
"""The cosines of an embedder up to which two texts have nothing of their subject in common, and from which all."""

_BY_LEAD = 0.3
"""The lead tells right from wrong, the score answerable from strange; more of the lead would lose the latter."""


class Scored(NamedTuple):
    """What one question scores with each owner."""

    scores: Floats
    nearest: Floats | None = None
    """The cosine of its vector with the nearest phrasing's, where an embedder says so."""

    def strength(self, owner: int) -> float:
        """The owner's score and a part of its lead over the best other."""
        others = np.delete(self.scores, owner)
        # Without a rival the half of it: that nothing else was better says little.
        lead = self.scores[owner] - others.max() if len(others) else self.scores[owner] / 2
        return float(self.scores[owner] + _BY_LEAD * lead)


class Model:
    """Built from phrasings sorted by owner. Knows nothing before `rehearse` or `finish`."""

    def __init__(
        self, texts: list[str], owners: Ints, size: int, pause: Pause, likeness: Likeness | None = None
    ) -> None:
        self._likeness = likeness
        self._pieces = pieces_of(texts)
        self.owners, self.size = owners, size
        self._meanings = meanings_of(self._pieces.vectors)
        self._space = Space(self._pieces, max(_FEWEST, _WEIGHTS // size))
        self._nearest = Nearest(self._pieces.stems, self._meanings, owners, size)
        self._rows = self._space.rows(self._pieces, self._meanings)
        self._linear = Linear(self._rows, owners, size, pause)
        self._about = [subject_of(text) for text in texts]
        self._subjects = Subjects(self._about, owners) if len(texts) < LARGE else None
        self._contrasted = contrasted(len(texts), size)
        self._contrasts = Contrasts(texts, owners, size) if self._contrasted < 1 else None

    @property
    def views(self) -> int:
        """2 with an embedder, else 1."""
        return 1 if self._likeness is None else 2

    def score(self, normalised: str, vector: Floats | None = None) -> tuple[int, Scored]:
        """What the whole model makes of a question, and which view that is: 1 with its vector, else 0."""
        pieces = pieces_of([normalised])
        meanings = meanings_of(pieces.vectors)
        plain = self._scored(self._space.rows(pieces, meanings), 0, meanings[0], pieces.stems)
        if self._likeness is None or vector is None:
            return 0, plain
        return 1, _blended(plain, *self._likeness.score(vector, plain.scores))

    def evidence(self, scored: Scored, owner: int, about: Words, hidden: Ints | None = None) -> tuple[float, float]:
        """What speaks for an owner (`calibration`): its strength, and what it shares with a question's subject."""
        if self._subjects is None:
            return scored.strength(owner), 0.0
        alike = 0.0 if scored.nearest is None else (float(scored.nearest[owner]) - _NEAR) / (_NEAREST - _NEAR)
        return scored.strength(owner), max(self._subjects.shared(about, owner, hidden), min(1.0, alike))

    def surest(self, normalised: str, owners: list[int]) -> Floats:
        """How sure each owner may be at most: less where the question asks something else than it answers (`contrast`)."""
        most = np.ones(len(owners), dtype=np.float32)
        if self._contrasts is not None:
            asked = asked_of(normalised)
            most[[self._contrasts.between(asked, owner) for owner in owners]] = self._contrasted
        return most

    def rehearsed_evidence(self, scored: Scored, owner: int, place: int, hidden: Ints) -> tuple[float, float]:
        """The same where the phrasing at `place` was the question, and those at `hidden` were not there."""
        return self.evidence(scored, owner, self._about[place], hidden)

    def rehearse(self, places: Ints, hidden: Ints) -> list[list[Scored]]:
        """What a model without the phrasings at `hidden` makes of each at `places`, in each view."""
        self._linear.learn(hidden)
        plain = [
            self._scored(self._rows, place, self._meanings[place], picked(self._pieces.stems, place), hidden)
            for place in places
        ]
        if self._likeness is None:
            return [plain]
        self._likeness.learn(hidden)
        alike = [self._likeness.rehearsed(int(place), hidden) for place in places]
        return [plain, [_blended(one, *other) for one, other in zip(plain, alike, strict=True)]]

    def finish(self) -> None:
        """Learns all phrasings, and lets go of what only learning needed."""
        nothing = np.array([], dtype=np.int64)
        self._linear.learn(nothing)
        self._linear.finish()
        if self._likeness is not None:
            self._likeness.learn(nothing)
            self._likeness.finish()
        del self._pieces, self._rows, self._about

    def _scored(self, rows: Rows, place: int, meaning: Floats, stems: Counts, hidden: Ints | None = None) -> Scored:
        by_stems = self._nearest.by_stems(stems, hidden)
        by_meaning = self._nearest.by_meaning(meaning, hidden)
        return Scored(self._linear.score(rows, place) + _BY_MEANING * by_meaning + _BY_STEMS * by_stems)


def _blended(plain: Scored, linear: Floats, nearest: Floats) -> Scored:
    """On the scale of the built-in score, for which confidence begins (`calibration`)."""
    scores = (plain.scores + _BY_EMBEDDING * linear + _BY_ALIKE * nearest) / (1 + _BY_EMBEDDING)
    return Scored(scores, nearest)
