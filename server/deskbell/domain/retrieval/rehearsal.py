"""How sure the answers are, learned from the phrasings alone: some are hidden and asked.

A phrasing whose article keeps others stands for a question that has an answer. When all of an article's phrasings are
hidden, they stand for questions that nothing answers. So no examples of strange questions are needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from deskbell.domain.retrieval.calibration import Case, Numbers, beginning, case_of, fitted
from deskbell.domain.retrieval.features import Ints
from deskbell.domain.retrieval.model import Model, Scored

_SEED = 20261128
_SHARE = 5
"""One article of so many is hidden whole, and of the others one phrasing of so many."""
_ASKED = 400
"""Questions of each kind in one rehearsal, at most; an article with more phrasings than that is never hidden whole."""
_REHEARSED = 6_000
_MOST = 6


class _Cast(NamedTuple):
    answerable: Ints
    strange: Ints
    hidden: Ints
    """Both, and what else is written about what is strange."""


class _Observed(NamedTuple):
    """Of each question asked: what spoke for its best answer, whether it was right (1 or 0), and whether it has one."""

    evidence: Numbers
    right: Numbers
    in_scope: npt.NDArray[np.bool_]


def calibrated(model: Model) -> list[Numbers]:
    """Weights of `calibration.confidence` for each view of this model."""
    case = case_of(len(model.owners), model.size)
    begun = beginning(case, len(model.owners), model.size)
    # Of the only article there is any answer is right, whatever is asked: that teaches nothing but to be too sure.
    casts = [] if model.size == 1 else list(_casts(model.owners, model.size))
    if not casts:
        return [begun] * model.views
    rehearsals = [_observed(model, cast) for cast in casts]
    return [_learned(case, begun, view) for view in zip(*rehearsals, strict=True)]


def _learned(case: Case, begun: Numbers, rows: Sequence[_Observed]) -> Numbers:
    evidence, right, in_scope = (np.concatenate(column) for column in zip(*rows, strict=True))
    return fitted(case, begun, evidence, right, in_scope)


def _observed(model: Model, cast: _Cast) -> list[_Observed]:
    """One in each view."""
    places = np.concatenate([cast.answerable, cast.strange])
    in_scope = np.arange(len(places)) < len(cast.answerable)
    return [_judged(model, cast.hidden, places, view, in_scope) for view in model.rehearse(places, cast.hidden)]


def _judged(
    model: Model, hidden: Ints, places: Ints, scored: list[Scored], in_scope: npt.NDArray[np.bool_]
) -> _Observed:
    found = np.array([one.scores.argmax() for one in scored])
    right = in_scope & (found == model.owners[places])
    evidence = [
        model.rehearsed_evidence(one, int(owner), int(place), hidden)
        for one, owner, place in zip(scored, found, places, strict=True)
    ]
    return _Observed(np.array(evidence), right.astype(np.float64), in_scope)


def _casts(owners: Ints, size: int) -> Iterator[_Cast]:
    """Who plays what in each rehearsal: many for few phrasings, one for thousands."""
    drawn = np.random.default_rng(_SEED)
    sizes = np.bincount(owners, minlength=size)
    for _ in range(min(_MOST, max(1, _REHEARSED // max(1, len(owners))))):
        absent = _absent(drawn.permutation(size), sizes)
        strange = np.nonzero(np.isin(owners, absent))[0]
        answerable = _answerable(drawn.permutation(len(owners)), owners, sizes, absent)
        if len(strange) + len(answerable):
            yield _Cast(answerable, drawn.permutation(strange)[:_ASKED], np.concatenate([answerable, strange]))


def _absent(shuffled: Ints, sizes: Ints) -> Ints:
    """Articles to hide whole, at least one where four are left: many of them, since each is strange in its own way."""
    most = len(shuffled) // _SHARE or int(len(shuffled) > 3)
    return shuffled[sizes[shuffled] <= _ASKED][:most]


def _answerable(shuffled: Ints, owners: Ints, sizes: Ints, absent: Ints) -> Ints:
    """Phrasings of the others, never an article's last."""
    left, chosen = sizes.copy(), []
    left[absent] = 0
    for place in shuffled:
        if left[owners[place]] > max(1, sizes[owners[place]] * (1 - 1 / _SHARE) - 1):
            left[owners[place]] -= 1
            chosen.append(place)
        if len(chosen) == min(_ASKED, len(owners) // _SHARE + 1):
            break
    return np.array(sorted(chosen), dtype=np.int64)
