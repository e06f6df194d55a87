"""The languages that widget and desk are written in. One more is one more entry here and its files of words."""

from __future__ import annotations

LOCALES = ("en", "zh-CN", "zh-TW")
