"""An admin's pattern is used, or refused before it costs anything: counts are never written out by the thousand."""

from __future__ import annotations

import pytest
import regex

from deskbell.domain.flows.patterns import Patience, TooSlow, matches

FITTING = [
    (r"[A-Z]{2}\d{3,10}", "AB123456"),
    (r"[a-z]{1,64}@[a-z]{1,255}\.[a-z]{2,10}", "vic@shop.example"),
    (r"(?:\d{4}[- ]){3}\d{4}", "1234-1234 1234-1234"),
    (r"[(]\d{2}[)]{1}", "(12)"),
    (r"((A+)+-)+(\d+)+", "AA-A-12"),
    (r"\p{Han}{2,4}", "\N{CJK UNIFIED IDEOGRAPH-738B}\N{CJK UNIFIED IDEOGRAPH-660E}"),
    ("(?i)order [#]?a{3}", "Order #aaa"),
]
HUGE = [
    "(?:(?:(?:(?:a{1000}){1000}){1000}){1000})",
    "a{,1000}{1000}",
    "(a|b{1000}[(]{3}){90}",
    "(a{9})(?#c){1000}",
    "(?x)(a{1000}) {1000}",
    "(?i-x:a)" * 200,
    "(?:" * 20 + "ab" + ")+" * 20,
    "(?:" * 7 + "ab" + "){2,}" * 7,
    "(?:a{100}[[:alpha:](]){100}[)]",
    "(?V1)[[a]--[b]]",
    "a" * 1001,
]


@pytest.mark.parametrize(("pattern", "text"), FITTING)
def test_what_means_well_is_used(pattern: str, text: str) -> None:
    assert matches(pattern, text) and not matches(pattern, f"{text}?")


@pytest.mark.parametrize("pattern", HUGE)
def test_what_would_be_huge_is_refused_before_it_is_compiled(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("compiled")

    monkeypatch.setattr(regex, "compile", never)
    with pytest.raises(ValueError, match="repeats too often"):
        matches(pattern, "a")


def test_what_takes_for_ever_is_ended() -> None:
    with pytest.raises(TooSlow):
        matches("(a|aa)+$", "a" * 500 + "!")


def test_patterns_of_one_flow_may_not_be_huge_together() -> None:
    patience = Patience()
    said = [patience.fault_of(f"(?:a{{20}}){{{40 + n}}}") for n in range(30)]
    assert said[0] is None and "together" in str(said[-1])
