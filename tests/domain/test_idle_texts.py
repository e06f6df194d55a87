"""The words of a reminder that the settings show as usual are those that are sent."""

from __future__ import annotations

import json
from pathlib import Path

from deskbell.domain.patience import DEFAULT_TEXTS

SHOWN = Path(__file__).parents[2] / "admin/src/settings/routing/idle-texts.ts"


def test_the_settings_show_the_words_that_are_sent() -> None:
    shown = SHOWN.read_text("utf-8")
    for locale, texts in DEFAULT_TEXTS.items():
        of_locale = shown.partition(f'"{locale}": {{')[2].partition("}")[0]
        for name, text in texts.items():
            assert f"{name}: {json.dumps(text, ensure_ascii=False)}" in of_locale, (locale, name)
