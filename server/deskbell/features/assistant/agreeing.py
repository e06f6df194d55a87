"""Whether a sentence of a language model says what one sentence of an article says. No I/O.

Each of its parts, or some together, must be what a row of parts of one sentence says (`readings`), word by word (`laying`). A
refusal costs little, since the visitor has the article itself then; a lie that is believed costs much.
"""

from __future__ import annotations

from collections.abc import Iterator

from deskbell.features.assistant import marks
from deskbell.features.assistant.contrasts import keeps_apart
from deskbell.features.assistant.heads import crosses, keep_their_heads
from deskbell.features.assistant.laying import Known, laid
from deskbell.features.assistant.readings import Reading, readings_of, until_limits
from deskbell.features.assistant.sentences import Sentence
from deskbell.features.assistant.tokens import NOTHING, Text, together
from deskbell.features.assistant.words import ADDABLE, TOLD_APART

MOST_PARTS, MOST_WORDS = 12, 150
"""Of a sentence; nobody writes so many, and each two of them may be what is told."""
MOST_TRIES = 200
_LABEL = 2
"""Words before a colon that name what is told behind it."""
_ADDED_SIGNS = ADDABLE | {sign for word in ADDABLE if not word.isascii() for sign in word}


def tries() -> Iterator[int]:
    """What may be tried for one claim, so that nobody's words take long to compare: those in the tests need 2, at most 30."""
    return iter(range(MOST_TRIES))


def is_told(said: Text, before: Text, sentences: list[Sentence], left: Iterator[int], *, here: Text = NOTHING) -> bool:
    """Whether each of its parts, or several of them together, are held. `before`: what the model said just before; whether
    what of it stands `here`, in the same sentence. `left`: see `tries`."""
    goes_on = bool(here.tokens)
    if _is_long(said):
        return False
    if not said.tokens:
        return True
    for last in reversed(range(len(said.parts))):
        first, rest = said.between(0, last), said.between(last + 1, len(said.parts) - 1)
        if rest.parts[:1] == (marks.LEAD,) and _is_label(first):
            continue  # what stands behind "sale items:" is said of them
        whole = before.words | said.words
        near = (one for one in sentences if one.answer or one.text != one.topic or _may_be_titled(first, rest))
        holding = (one for one in near if _is_held(first, before, one, left, here))
        if any(keeps_apart(first, one.text, whole, goes_on=goes_on) for one in holding):
            return is_told(rest, together(before, first), sentences, left, here=together(here, first))
    return False


def _is_label(said: Text) -> bool:
    return len(said.tokens) <= _LABEL and not any(one.is_number or one.binding for one in said.tokens)


def _may_be_titled(said: Text, rest: Text) -> bool:
    """A title says nothing of what may be ("photos are allowed"), nor half of what is said of two ("photos and …")."""
    return not any("may" in one.marks for one in said.tokens) and rest.parts[:1] != (marks.AND,)


def _is_long(text: Text) -> bool:
    return len(text.parts) > MOST_PARTS or len(text.tokens) > MOST_WORDS


def _goes_on(reading: Reading) -> bool:
    """It begins with words that need those before it ("… and a towel", "也可以换")."""
    start = reading.text.tokens[:1]
    moods = {"may", "might", "must", "not"}
    return reading.first > 0 and (reading.text.parts[0] == marks.AND or any(one.marks & moods for one in start))


def _turns_round(said: Text, reading: Reading) -> bool:
    """What goes on with something is not told after something else."""
    return len(said.parts) > 1 and _goes_on(reading) and reading.text.tokens[0].text != said.tokens[0].text


def _is_of_another(said: Text, before: Text, sentence: Text, reading: Reading, *, foreign: bool) -> bool:
    """As in "coffee cannot be returned, but exchanged", where the article says of tea that it can be exchanged."""
    start = said.tokens[0]
    begins = reading.text.tokens[:1] and reading.text.tokens[0].text == start.text
    goes_on = _goes_on(reading)
    if begins and not goes_on:
        return False
    subject = next((one.part for one in sentence.tokens if one.text == before.tokens[0].text), None)
    if foreign or subject is None:
        return foreign and goes_on
    known = before.words | said.words
    between = [one for part, one in sentence.starts().items() if subject < part < reading.first]
    return subject > reading.first or any(one.text not in known for one in between)


def _is_held(said: Text, before: Text, sentence: Sentence, left: Iterator[int], here: Text) -> bool:
    goes_on = bool(here.tokens)
    if _is_long(sentence.text):
        return False
    beside = sentence.topic.words | sentence.before.words | _ADDED_SIGNS
    beside |= {word for word, other in TOLD_APART.items() if other in sentence.topic.words} | {"each"}
    if not said.words <= sentence.text.words | beside:
        return False
    subject = before.tokens[0].text if before.tokens else ""
    foreign = bool(subject) and subject not in sentence.text.words | beside
    if foreign and any(one.points for one in said.tokens[:2]):
        return False
    known = Known(sentence.topic, sentence.before, before.words, whole=foreign and goes_on)
    alone, denied = known._replace(adds=False), sentence.answer < 0
    readings = until_limits(sentence.text, 0, 0) if sentence.answer else readings_of(sentence.text)
    words = said.words - beside
    readings = (one for one in readings if not _turns_round(said, one))
    if goes_on:
        readings = (one for one in readings if not _is_of_another(said, before, sentence.text, one, foreign=foreign))
    near = (one for one, _ in zip(readings, left, strict=False) if words <= one.text.words)
    told = [said, here if goes_on else before, sentence.topic]
    for one in near:
        parts = laid(said, one.text, alone if one.cut else known, denied=denied)
        whole = {one.first + part for part in parts}
        if len(said.parts) == 1 and crosses(sentence.text, whole):
            continue
        if parts and keep_their_heads(sentence.text, whole, told, is_case=sentence.is_case, goes_on=goes_on):
            return True
    return False
