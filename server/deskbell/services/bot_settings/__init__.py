"""What an admin may set of an inbox's bot (`routing.bot`), and what counts where nothing is set.

The words for a person and of anger are a JSON file for each language beside this one; an inbox keeps a copy to edit.
"""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from typing import Any

import msgspec

from deskbell.domain.bot.policy import MISSES, SUGGEST_FROM
from deskbell.domain.forms import (
    Check,
    Checks,
    Wrong,
    check_flag,
    check_form,
    check_id,
    check_share,
    check_text,
    items_of,
    list_of,
    or_none,
    whole_number,
)
from deskbell.domain.locales import LOCALES
from deskbell.domain.tags import LONGEST_TAG

MOST_WORDS, MOST_RULE_WORDS, MAX_WORD, MAX_PAGE, MOST_RULES, MOST_MISSES = 500, 200, 60, 200, 50, 10
_CONDITIONS = ("vip", "page", "tag", "category_id", "words")


def _words_of(locale: str) -> dict[str, list[str]]:
    data = files(__package__).joinpath(f"{locale}.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, list[str]])


def _defaults() -> dict[str, Any]:
    words = {locale: _words_of(locale) for locale in LOCALES}
    return {
        "suggest_from": SUGGEST_FROM,
        "misses": MISSES,
        "person_words": {locale: words[locale]["person"] for locale in LOCALES},
        "anger_words": {locale: words[locale]["anger"] for locale in LOCALES},
        "hand_over": [],
    }


DEFAULTS = _defaults()
_words = list_of(partial(check_text, longest=MAX_WORD), MOST_WORDS)
_per_locale: Check = partial(check_form, optional=dict.fromkeys(LOCALES, _words))


def _check_rule(value: Any) -> dict[str, Any]:
    conditions: dict[str, Check] = {
        "vip": check_flag,
        "page": or_none(partial(check_text, longest=MAX_PAGE)),
        "tag": or_none(partial(check_text, longest=LONGEST_TAG)),
        "category_id": or_none(check_id),
        "words": list_of(partial(check_text, longest=MAX_WORD), MOST_RULE_WORDS),
    }
    rule = check_form(value, required={"name": partial(check_text, longest=MAX_WORD)}, optional=conditions)
    if not any(rule.get(name) for name in _CONDITIONS):
        raise Wrong(
            "no_effect", "This rule says nothing of whom or what it is about. To hand over all, switch the bot off."
        )
    return {"vip": False, "page": None, "tag": None, "category_id": None, "words": [], **rule}


CHECKS: Checks = {
    "suggest_from": check_share,
    "misses": whole_number(1, MOST_MISSES),
    "person_words": _per_locale,
    "anger_words": _per_locale,
    "hand_over": items_of(_check_rule, MOST_RULES),
}
