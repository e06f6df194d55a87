"""Whether a case of a condition holds. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from deskbell.domain.flows.answers import bound_day
from deskbell.domain.flows.days import date_of
from deskbell.domain.flows.definition import Case, Test
from deskbell.domain.flows.numerals import number_of
from deskbell.domain.flows.patterns import Patience
from deskbell.domain.flows.words import Value, Values
from deskbell.domain.folding import fold
from deskbell.domain.locales import speaks


class Facts(msgspec.Struct, frozen=True):
    """What is known around a conversation at this moment."""

    locale: str | None = None
    attributes: Mapping[str, Any] = {}
    """What the site signed of the visitor; `name`, `email` and `page` are there, too."""
    is_open: bool = True
    queue_length: int = 0


def holds(case: Case, values: Values, facts: Facts, patience: Patience) -> bool:
    """All tests of the case; a case without any always holds."""
    return all(_passes(test, values, facts, patience) for test in case.all)


def _passes(test: Test, values: Values, facts: Facts, patience: Patience) -> bool:
    if test.what == "hours":
        return facts.is_open is (test.op != "closed")
    if test.what == "language":
        same = speaks(str(test.value or ""), facts.locale)
        return not same if test.op == "is_not" else same
    if test.what == "queue_length":
        return _compares(test, Value(str(facts.queue_length)), patience)
    if test.what == "attribute":
        return _compares(test, _as_value(facts.attributes.get(test.name)), patience)
    return _compares(test, values.get(test.name, Value("")), patience)


def _as_value(known: Any) -> Value:
    if isinstance(known, bool):
        return Value("true" if known else "false")
    return Value("" if known is None else str(known))


def _compares(test: Test, value: Value, patience: Patience) -> bool:
    wanted = _as_value(test.value).text
    if test.op in ("is", "is_not"):
        return _is(value, wanted) is (test.op == "is")
    if test.op == "contains":
        return bool(wanted.strip()) and fold(wanted.strip()) in fold(value.text)
    if test.op == "matches":
        return patience.fits(wanted, value.text)
    if test.op in ("more_than", "less_than"):
        return _is_beyond(value.text, wanted, more=test.op == "more_than")
    return False  # open and closed are said of hours only


def _is(value: Value, wanted: str) -> bool:
    """The same text, the same number, or the option of that id."""
    if fold(value.text.strip()) == fold(wanted.strip()) or (value.id != "" and value.id == wanted):
        return True
    mine, theirs = number_of(value.text), number_of(wanted)
    return mine is not None and mine == theirs


def _is_beyond(text: str, wanted: str, *, more: bool) -> bool:
    """Of two numbers or two dates; what cannot be compared is neither more nor less."""
    mine: Decimal | None = number_of(text)
    theirs: Decimal | None = number_of(wanted)
    if mine is not None and theirs is not None:
        return mine > theirs if more else mine < theirs
    day = date_of(text)
    other = bound_day(wanted, day) if day is not None and date_of(wanted) is not None else None
    return day is not None and other is not None and (day > other if more else day < other)
