"""Is this an answer to that question? A visitor's words as a value, or what is wrong with them. No I/O."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import msgspec

from deskbell.domain.flows.choosing import chosen
from deskbell.domain.flows.contacts import email_in, phone_in
from deskbell.domain.flows.days import date_of, day_called
from deskbell.domain.flows.definition import Field, Question
from deskbell.domain.flows.numerals import number_of, told_number
from deskbell.domain.flows.patterns import Patience
from deskbell.domain.flows.shapes import Bound
from deskbell.domain.flows.words import MAX_VALUE, Value

_DATE_AS_TOLD = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_ANY_DAY = date(2026, 1, 1)
_TOLD_IN = 60
"""Characters; who says more tells something else as well."""
_TELLS_NUMBER = re.compile(r"[号號單单]|编号|編號|\bnumber\b|\bno\b|\border\b|[#＃№]", re.IGNORECASE)
_CODE = re.compile(r"[#＃]?[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*", re.ASCII)


class Fault(msgspec.Struct, frozen=True):
    """Why something is no answer: `empty`, `text`, `too_short`, `too_long`, `number`, `too_small`, `too_large`, `email`,
    `phone`, `date`, `too_early`, `too_late`, `choice`, `pattern`, or `left`, a wish to stop; with the bound that was broken, or
    for `date` a day that would be an answer."""

    code: str
    bound: str = ""


def answer_to(question: Question, said: str, locale: str | None, today: date) -> Value | Fault:
    """The value of what was said."""
    text = said.strip()
    if not text:
        return Fault("empty")
    if len(text) > MAX_VALUE:
        return Fault("too_long", str(MAX_VALUE))
    if question.answer_type == "choice":
        return chosen(question.options, text, locale) or Fault("choice")
    value = _read(question.answer_type, text, question.min, question.max, today)
    if isinstance(value, Value) and question.pattern and not Patience().fits(question.pattern, value.text):
        return _number_told(question, value.text) or Fault("pattern")
    return value


def _number_told(question: Question, text: str) -> Value | None:
    """The one number of an order or the like that somebody tells in a sentence: "my order number is 4711", 单号是 A-20481."""
    if question.answer_type != "text" or len(text) > _TOLD_IN or not _TELLS_NUMBER.search(text):
        return None
    pieces = [piece for piece in dict.fromkeys(_CODE.findall(text)) if any(map(str.isdigit, piece))]
    fitting = [one for piece in pieces if isinstance(one := _text(piece, question.min, question.max), Value)]
    found = [one for one in fitting if question.pattern and Patience().fits(question.pattern, one.text)]
    return found[0] if len(pieces) == len(found) == 1 else None


def _read(kind: str, text: str, least: Bound, most: Bound, today: date) -> Value | Fault:
    if kind == "number":
        return _number(text, least, most)
    if kind == "date":
        return _date(text, least, most, today)
    if kind == "email":
        return _email(text)
    return _phone(text) if kind == "phone" else _text(text, least, most)


def field_value(field: Field, given: Any, today: date) -> Value | Fault | None:
    """What stands in a form's field; None where nothing does and nothing has to."""
    text = given.strip() if isinstance(given, str) else ""
    if not text:
        return Fault("empty") if field.required else None
    if len(text) > MAX_VALUE:
        return Fault("too_long", str(MAX_VALUE))
    return _read("text" if field.type == "long_text" else field.type, text, None, None, today)


def _number(text: str, least: Bound, most: Bound) -> Value | Fault:
    number = told_number(text)
    if number is None:
        return Fault("number")
    low, high = number_of(least), number_of(most)
    if low is not None and number < low:
        return Fault("too_small", str(least))
    if high is not None and number > high:
        return Fault("too_large", str(most))
    return Value(format(number, "f"))


def _text(text: str, least: Bound, most: Bound) -> Value | Fault:
    low, high = number_of(least), number_of(most)
    if low is not None and len(text) < low:
        return Fault("too_short", str(least))
    if high is not None and len(text) > high:
        return Fault("too_long", str(most))
    return Value(text)


def _email(text: str) -> Value | Fault:
    address = email_in(text)
    return Value(address) if address else Fault("email")


def _phone(text: str) -> Value | Fault:
    number = phone_in(text)
    return Value(number) if number else Fault("phone")


def _date(text: str, least: Bound, most: Bound, today: date) -> Value | Fault:
    low, high = bound_day(least, today), bound_day(most, today)
    day = date_of(text) or day_called(text, today)
    if day is None:
        return Fault("date", _example(low, high, today).isoformat())
    if low is not None and day < low:
        return Fault("too_early", low.isoformat())
    if high is not None and day > high:
        return Fault("too_late", high.isoformat())
    return Value(day.isoformat(), is_day=True)


def _example(low: date | None, high: date | None, today: date) -> date:
    """A day that would be taken: tomorrow, or the nearest to it within the bounds."""
    tomorrow = today + timedelta(days=1)
    not_before = max(tomorrow, low) if low is not None else tomorrow
    return min(not_before, high) if high is not None else not_before


def is_empty_range(question: Question) -> bool:
    """Whether no answer can lie between the bounds; of a date and a number of days that depends on the day it is asked."""
    if question.answer_type == "date":
        if isinstance(question.min, str) != isinstance(question.max, str):
            return False
        first, last = bound_day(question.min, _ANY_DAY), bound_day(question.max, _ANY_DAY)
        return first is not None and last is not None and first > last
    low, high = number_of(question.min), number_of(question.max)
    return low is not None and high is not None and low > high


def bound_day(bound: Bound, today: date) -> date | None:
    """The first or last day that counts: a date, or so many days from today."""
    if isinstance(bound, str) and _DATE_AS_TOLD.fullmatch(bound):
        return date_of(bound)
    days = None if bound is None else number_of(bound)
    return None if days is None or abs(days) > 40_000 else today + timedelta(days=int(days))
