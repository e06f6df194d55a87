"""What a node asks the visitor, and what their answer means to it. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from deskbell.domain.flows.answers import Fault, answer_to, field_value
from deskbell.domain.flows.choosing import chosen
from deskbell.domain.flows.definition import Buttons, Field, Form, Node, Option, Question, Rate
from deskbell.domain.flows.steps import Ask, Said, Visit
from deskbell.domain.flows.wording import gives_up
from deskbell.domain.flows.words import Value, in_language

_CONTACTS = ("email", "phone")
STARS = {str(stars): "★" * stars for stars in (5, 4, 3, 2, 1)}


class Heard(msgspec.Struct, frozen=True):
    """What an answer means: the way `out` and what is kept, a `fault`, or neither where it is no answer to the card."""

    out: str | None = None
    kept: dict[str, Value] = {}
    fault: Fault | None = None
    stars: int | None = None


def ask_of(node: Node, locale: str | None) -> Ask | None:
    """The `ask` of the node's card; None where it waits for nothing."""
    data = node.data
    if isinstance(data, Buttons):
        return {"type": "buttons", "options": _options(data.options, locale)}
    if isinstance(data, Question):
        options = {"options": _options(data.options, locale)} if data.answer_type == "choice" else {}
        return {"type": data.answer_type, **options}
    if isinstance(data, Form):
        return {"type": "form", "fields": [_field(line, locale) for line in data.fields]}
    if isinstance(data, Rate):
        return {"type": "choice", "options": [{"id": stars, "label": label} for stars, label in STARS.items()]}
    return None


def _options(options: list[Option], locale: str | None) -> list[dict[str, str]]:
    return [{"id": option.id, "label": in_language(option.label, locale) or option.id} for option in options]


def _field(line: Field, locale: str | None) -> dict[str, object]:
    wire = msgspec.to_builtins(line)
    return {**wire, "label": in_language(wire["label"], locale) or wire["name"]}


def hear(node: Node, said: Said, visit: Visit) -> Heard:
    """What the visitor's answer means to a node that asked."""
    data = node.data
    if isinstance(data, Form):
        return _form(data, said, visit)
    if isinstance(data, Buttons):
        option = chosen(data.options, said.text, visit.locale)
        return Heard("else" if option is None else option.id)
    if isinstance(data, Question):
        value = answer_to(data, said.text, visit.locale, visit.today)
        return Heard(fault=value) if isinstance(value, Fault) else Heard("next", {data.name: value})
    if isinstance(data, Rate):
        return Heard("next", stars=_stars(said.text))
    return Heard()


def wants_out(node: Node, said: Said, heard: Heard) -> bool:
    """Whether what was said is no answer but a wish to stop: "never mind", 算了; "cancel" only where nothing else fits."""
    if heard.fault is not None or (isinstance(node.data, Form) and said.fields is None) or heard.out == "else":
        return gives_up(said.text, fits_nothing=True)
    is_free = isinstance(node.data, Question) and node.data.answer_type == "text"
    return is_free and gives_up(said.text, fits_nothing=False)


def _form(form: Form, said: Said, visit: Visit) -> Heard:
    """A form is answered by its fields, and by all that have to be there; or by what is typed below it (`typed_into`)."""
    fields = said.fields if said.fields is not None else typed_into(form, said.text, visit.today)
    if fields is None or faults_of(form, fields, visit):
        return Heard()
    found = {line.name: field_value(line, fields.get(line.name), visit.today) for line in form.fields}
    return Heard("next", {name: value for name, value in found.items() if isinstance(value, Value)})


def typed_into(form: Form, text: str, today: date) -> dict[str, str] | None:
    """The form filled in by an address or a number that was typed below it, where nothing else needs to be in it."""
    fitting = {
        line.name: value.text
        for line in form.fields
        if line.type in _CONTACTS and isinstance(value := field_value(line, text, today), Value)
    }
    needed = {line.name for line in form.fields if line.required}
    return fitting if len(fitting) == 1 and needed <= set(fitting) else None


def faults_of(form: Form, fields: Mapping[str, str], visit: Visit) -> dict[str, Fault]:
    """What is wrong with what stands in a form's fields, by name; also fields that it has not."""
    known = {line.name for line in form.fields}
    faults = {name: Fault("unknown") for name in fields if name not in known}
    for line in form.fields:
        value = field_value(line, fields.get(line.name), visit.today)
        if isinstance(value, Fault):
            faults[line.name] = value
    return faults


def _stars(text: str) -> int | None:
    plain = text.strip()
    plain = {label: stars for stars, label in STARS.items()}.get(plain, plain)
    return int(plain) if plain in STARS else None
