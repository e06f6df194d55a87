"""Origins: one written form each, and rules that cover what they say and nothing beside it."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.forms import Wrong
from deskbell.services.origins import check_origin, covers, normal_origin, origin_is_allowed


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://Shop.Example/", "https://shop.example"),
        ("HTTPS://shop.example:443", "https://shop.example"),
        ("http://localhost:8001", "http://localhost:8001"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("http://[::1]:80", "http://[::1]"),
        ("https://*.shop.example", "https://*.shop.example"),
    ],
)
def test_one_written_form(typed: str, origin: str) -> None:
    assert check_origin(typed) == origin


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("shop.example", "no_scheme"),
        ("javascript://shop.example", "bad_scheme"),
        ("file:///etc/passwd", "bad_scheme"),
        ("https://shop.example/path", "has_path"),
        ("https://shop.example?x", "has_path"),
        ("https://*", "bad_wildcard"),
        ("https://*.com", "bad_wildcard"),
        ("https://a.*.shop.example", "bad_wildcard"),
        ("https://user@shop.example", "unreadable"),
        ("https://shop.example:99999", "unreadable"),
        ("https://sh op.example", "unreadable"),
        ("https://", "unreadable"),
        ("https://shop.example; script-src x", "unreadable"),
        ("https://" + "a" * 400 + ".example", "too_long"),
        ("", "empty"),
        (None, "wrong_type"),
        (["https://shop.example"], "wrong_type"),
    ],
)
def test_what_is_no_origin(typed: Any, code: str) -> None:
    with pytest.raises(Wrong) as caught:
        check_origin(typed)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("rule", "origin", "covered"),
    [
        ("https://shop.example", "https://shop.example", True),
        ("https://shop.example", "http://shop.example", False),
        ("https://shop.example", "https://shop.example.evil.example", False),
        ("https://shop.example", "https://shop.example:8443", False),
        ("https://*.shop.example", "https://www.shop.example", True),
        ("https://*.shop.example", "https://a.b.shop.example", True),
        ("https://*.shop.example", "https://shop.example", False),
        ("https://*.shop.example", "https://.shop.example", False),
        ("https://*.shop.example", "https://evilshop.example", False),
        ("https://*.shop.example", "http://www.shop.example", False),
        ("https://*.shop.example", "https://www.shop.example.evil.example", False),
    ],
)
def test_what_a_rule_covers(rule: str, origin: str, covered: bool) -> None:
    assert covers(rule, origin) is covered


def test_no_rules_mean_the_desk_itself_and_not_everybody() -> None:
    own = frozenset(["https://desk.example"])
    assert origin_is_allowed("https://desk.example", [], own)
    assert not origin_is_allowed("https://evil.example", [], own)
    assert not origin_is_allowed("null", ["https://shop.example"], own)


@pytest.mark.parametrize("text", ["null", "about:blank", "data:,x", "//shop.example", "https:", "https://a b", "\x00"])
def test_what_has_no_origin(text: str) -> None:
    assert normal_origin(text) is None
