"""Browser and device from a User-Agent, for the visitor panel. Good enough for people; nothing is decided by it."""

from __future__ import annotations

import re

_BROWSERS = (
    ("WeChat", r"MicroMessenger/(\d+)"),
    ("QQ", r"QQBrowser/(\d+)"),
    ("Edge", r"Edg(?:A|iOS)?/(\d+)"),
    ("Opera", r"OPR/(\d+)"),
    ("Samsung Internet", r"SamsungBrowser/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Chrome|CriOS)/(\d+)"),
    ("Safari", r"Version/(\d+)[\d.]* (?:Mobile/\S+ )?Safari"),
)
_DEVICES = (
    ("HarmonyOS", "HarmonyOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac", "Macintosh"),
    ("ChromeOS", "CrOS"),
    ("Linux", "Linux"),
)


def browser_of(user_agent: str) -> str | None:
    """Such as `Chrome 156`; None when unknown."""
    for name, pattern in _BROWSERS:
        found = re.search(pattern, user_agent[:500])
        if found:
            return f"{name} {found[1]}"
    return None


def device_of(user_agent: str) -> str | None:
    """Such as `iPhone` or `Windows`; None when unknown."""
    return next((name for name, mark in _DEVICES if mark in user_agent[:500]), None)
