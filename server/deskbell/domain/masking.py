"""What a person may have typed and nobody else need know, taken out of a text before it leaves the house. No I/O."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters without a width: between two digits they part nothing for a person."""

_AT = r"(?:[@＠﹫]|&(?:\#64|\#[xX]40|commat);|%(?:25){0,2}40|艾特|\s?[\[(（{]\s?(?:at|AT|@)\s?[\])）}]\s?)"
_LOCAL = r"(?:[\"“][^\"”\n@]{1,64}[\"”]|[^\s@＠<>()\[\],;:，。；：（）\"]{1,64})"
_EMAIL = re.compile(rf"{_LOCAL}{_AT}[^\s@＠<>()\[\],;，。；：（）&\"]+(?:。(?:com|net|org|cn|tw|hk)\b)?")
_SPELT_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:[@＠﹫]|\b(?:at|AT)\b)\s?[\w-]{1,63}(?:\s?\.\s?(?=[a-z])[\w-]{1,63}|\s(?:dot|DOT)\s[\w-]{1,63}){1,5}(?!\w)"
)
"""`vic @ shop . com`, `vic at shop dot com`; a sentence that ends in `at home.` goes on with a capital."""
_DIGIT = r"[\d零〇○一二三四五六七八九两兩幺壹贰貳叁參肆伍陆陸柒捌玖]"
_GAP = r"(?:%(?:25)?2[0-9A-Fa-f]|[\s\-‐-―－_＿.．·•*+()（）/／])"
_DIGITS = re.compile(rf"[+＋]?[(（]?{_DIGIT}(?:{_GAP}{{0,3}}{_DIGIT}){{6,}}[xXｘＸ]?")
"""Seven digits or more, however they are grouped: no price, year or article number needs as many."""
_GROUPED = re.compile(
    r"(?<!\d)\d{4}(?:(?:[\W_xX]{1,3}|<br ?/?>)\d{4,6}){2,3}(?:[\W_]{1,3}\d{1,5})?(?!\s?" + _DIGIT + ")"
)
"""The groups of a card, whatever parts them: a colon or comma alone parts hours and amounts as well."""
_PAPER = re.compile(r"(?<![A-Za-z\d])[A-Za-zＡ-Ｚ]{1,2}[ \-]?(?:\d{7,9}|\d{6}[(（][\dAa][)）])(?![A-Za-z\d])")
"""A passport, or an identity card of Taiwan or Hong Kong: a letter or two are part of the number."""
_INSURED = re.compile(r"(?<![A-Za-z\d])[A-Z]{2}(?:[ \-]\d\d){3}[ \-]?[A-D](?![A-Za-z\d])")
"""A British insurance number in its groups: QQ 12 34 56 C."""
_LETTER = "A-Za-zＡ-Ｚａ-ｚ"
_CODE = re.compile(
    rf"(?<![{_LETTER}\d])(?=(?:[{_LETTER}]*\d){{4}})(?=\d*[{_LETTER}])[{_LETTER}\d]{{8,34}}(?![{_LETTER}\d])"
)
"""Letters and digits, four of these at least: a passport, a tax or identity number of some country, an account."""
_NO_CODE = re.compile(r"\d+[A-Za-z]{2,5}|[A-Za-z]{3,}(?:19|20)\d\d")
"""20000mAh, SUMMER2026."""
_IS = r"(?:\s?(?:号码|號碼|号|號|number|no\b\.?|is|me at|at|是|为|為))*[\s:：.#=]{0,3}"
_TOLD_PHONE = re.compile(
    rf"((?:电话|電話|手机|手機|座机|座機|传真|傳真|致电|致電|\b(?:tel(?:ephone)?|phone|mobile|fax|call)\b){_IS})"
    r"(\d(?:[ \-.]?\d){5,14}+(?!\s?[A-Za-z元块塊]))",
    re.IGNORECASE,
)
_TOLD_SECRET = re.compile(
    rf"((?:\b(?:cvv2?|cvc2?|csc|pin)\b|安全[码碼]|[验驗][证證][码碼]|密[码碼]){_IS})(\d{{3,8}}(?!\d))", re.IGNORECASE
)
"""What follows the name of such a number is one, however short."""
_PARTED = re.compile(rf"(?<=[{_LETTER}\d])[\-‐‑](?=[{_LETTER}\d])")
_SPELT = re.compile(r"\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b[\s,\-]{0,3}){6,}", re.IGNORECASE)


MARK = re.compile(r"\[(?:e-mail|phone|card|id|number)(?: \d+)?\]")
Mark = Callable[[str, str], str]
"""What stands in the place of something, from its kind and what it was."""


def masked(text: str, mark: Mark = lambda kind, _: f"[{kind}]", known: Collection[str] = ()) -> str:
    """With e-mail addresses, and numbers that may be those of a card, an identity or a phone, replaced by what they are.

    A date with its day counts as a number, too: rather one too many. `known` are the codes of our own goods (`codes_in`).
    """
    left = _EMAIL.sub(lambda found: _address(found[0], mark), UNSEEN.sub("", text))
    left = _SPELT_EMAIL.sub(lambda found: mark("e-mail", found[0]), left)
    left = _PAPER.sub(lambda found: mark("id", found[0]), left)
    left = _GROUPED.sub(lambda found: mark("card", found[0]), left)
    left = _INSURED.sub(lambda found: mark("id", found[0]), left)
    left = _CODE.sub(lambda found: found[0] if _is_goods(found[0], known) else mark("id", found[0]), left)
    left = _TOLD_PHONE.sub(lambda found: found[1] + mark("phone", found[2]), left)
    left = _TOLD_SECRET.sub(lambda found: found[1] + mark("number", found[2]), left)
    left = _DIGITS.sub(lambda found: mark(_kind(found[0]), found[0]), left)
    return _SPELT.sub(lambda found: mark("number", found[0].rstrip()) + " ", left)


def codes_in(texts: Iterable[str]) -> frozenset[str]:
    """What in texts of our own looks like somebody's number: codes of goods, also with their hyphens left out."""
    spellings = (one for text in texts for one in (text, _PARTED.sub("", text)))
    return frozenset(code.casefold() for text in spellings for code in _CODE.findall(text))


def _is_goods(code: str, known: Collection[str]) -> bool:
    return code.casefold() in known or _NO_CODE.fullmatch(code) is not None


class Marks:
    """Masks texts of our own so that what was masked can be put back into what is said about them: `[phone 1]`."""

    def __init__(self) -> None:
        self._hidden: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """The same thing has the same mark, wherever it stands."""
        return masked(text, self._mark, codes_in([text]))

    def show(self, text: str) -> str:
        """With everything put back that was hidden; other marks stay as they are."""
        return MARK.sub(lambda found: self._hidden.get(found[0], found[0]), text)

    def _mark(self, kind: str, hidden: str) -> str:
        known = next((mark for mark, one in self._hidden.items() if one == hidden), None)
        mark = known or f"[{kind} {len(self._hidden) + 1}]"
        self._hidden[mark] = hidden
        return mark


def _address(found: str, mark: Mark) -> str:
    """The full stop of a sentence is no part of an address."""
    address = found.rstrip(".")
    return mark("e-mail", address) + found[len(address) :]


def _kind(number: str) -> str:
    parted = re.sub("%(?:25)?2[0-9A-Fa-f]", "", number)
    digits = len(re.findall(_DIGIT, parted))
    if number[-1] in "xXｘＸ" or digits == 18:
        return "id"
    if number[0] in "+＋":
        return "phone"
    return "card" if 13 <= digits <= 19 else "phone" if digits <= 15 else "number"
