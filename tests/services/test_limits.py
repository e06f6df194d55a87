"""Floods are met with a number of seconds, and one budget is shared by whoever shares a network."""

from __future__ import annotations

import pytest

from deskbell.domain.errors import RateLimited
from deskbell.http.errors import error_answer
from deskbell.services.limits import RULES, Limits, anonymous, network_of


class Monotonic:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_then_it_says_how_long_to_wait() -> None:
    time = Monotonic()
    limits = Limits(monotonic=time)
    rule = RULES["visitor_message"]
    for _ in range(int(rule.burst)):
        limits.take(("visitor_message", "vic"))
    with pytest.raises(RateLimited) as refused:
        limits.take(("visitor_message", "vic"))
    assert refused.value.retry_after is not None
    assert refused.value.retry_after == pytest.approx(1 / rule.per_second, abs=0.1)
    time.now += 1 / rule.per_second
    limits.take(("visitor_message", "vic"))


@pytest.mark.parametrize(
    ("wait", "told", "sentence"), [(0.001, 0.1, "1 s"), (0.2, 0.2, "1 s"), (1.01, 1.1, "2 s"), (30, 30, "30 s")]
)
def test_the_wait_is_rounded_up_and_never_none(wait: float, told: float, sentence: str) -> None:
    refused = RateLimited(wait)
    assert refused.retry_after == told and sentence in refused.message
    assert error_answer(refused).headers["retry-after"] == sentence.removesuffix(" s")


def test_others_are_not_held_up() -> None:
    limits = Limits(monotonic=Monotonic())
    for _ in range(int(RULES["visitor_message"].burst)):
        limits.take(("visitor_message", "vic"))
    limits.take(("visitor_message", "wanda"))


def test_a_refusal_spends_nothing_of_the_other_bucket() -> None:
    limits = Limits(monotonic=Monotonic())
    for _ in range(int(RULES["visitor_message"].burst)):
        limits.take(("visitor_message", "vic"))
    for _ in range(int(RULES["address_message"].burst) * 2):
        with pytest.raises(RateLimited):
            limits.take(("visitor_message", "vic"), ("address_message", "10.0.0.1"))
    limits.take(("address_message", "10.0.0.1"))


def test_zero_switches_limits_off() -> None:
    limits = Limits(0, Monotonic())
    for _ in range(1000):
        limits.take(("setup", "10.0.0.1"))


@pytest.mark.parametrize(
    ("address", "network", "stored"),
    [
        ("203.0.113.77", "203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64", "2001:db8:1::"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64", "2001:db8:1::"),
        ("::ffff:203.0.113.77", "203.0.113.77", "203.0.113.0"),
        ("<script>", "unknown", None),
    ],
)
def test_networks_share_a_budget_and_addresses_are_stored_without_their_end(
    address: str, network: str, stored: str | None
) -> None:
    assert network_of(address) == network
    assert anonymous(address) == stored
