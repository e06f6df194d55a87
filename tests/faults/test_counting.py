"""The checker itself: it must see each kind of fault, or a clean table means nothing."""

from __future__ import annotations

import pytest

from tests.faults.journal import Faults, Journal, Line, count_faults

A1, B1, A2 = Line(1, "a1"), Line(2, "b1"), Line(3, "a2")
ALL = [A1, B1, A2]


def vic(shown: list[Line] | None = None, acked: dict[str, int] | None = None) -> Journal:
    return Journal(
        "vic", "c", ["a1", "a2"], {"a1": 1, "a2": 3} if acked is None else acked, ALL if shown is None else shown
    )


def ann(shown: list[Line] | None = None) -> Journal:
    return Journal("ann", "c", ["b1"], {"b1": 2}, ALL if shown is None else shown)


def test_a_clean_talk_has_no_faults() -> None:
    assert count_faults([vic(), ann()], {"c": ALL}) == Faults(0, 0, 0, 0)


def test_a_message_that_was_not_acknowledged_may_be_stored_or_not() -> None:
    assert count_faults([vic(acked={"a1": 1}), ann()], {"c": ALL}).none
    assert count_faults([vic([A1, B1], {"a1": 1}), ann([A1, B1])], {"c": [A1, B1]}).none


@pytest.mark.parametrize(
    ("journals", "stored", "expected"),
    [
        pytest.param([vic([A1, B1]), ann([A1, B1])], [A1, B1], Faults(1, 0, 0, 0), id="acknowledged, then gone"),
        pytest.param([vic(), ann()], [A1, B1, Line(4, "a2")], Faults(1, 0, 0, 0), id="acknowledged at another place"),
        pytest.param([vic(), ann([A1, A2])], ALL, Faults(0, 0, 0, 1), id="stored and never shown to Ann"),
        pytest.param([vic([B1, A1, A2]), ann()], ALL, Faults(0, 0, 1, 0), id="shown out of order to Vic"),
        pytest.param([vic([*ALL, Line(4, "a2")]), ann()], ALL, Faults(0, 1, 0, 0), id="shown twice to Vic"),
        pytest.param(
            [vic([*ALL, Line(4, "a2")]), ann([*ALL, Line(4, "a2")])],
            [*ALL, Line(4, "a2")],
            Faults(0, 3, 0, 0),
            id="stored twice, shown twice to both",
        ),
        pytest.param(
            [vic([Line(1, "a2"), B1, Line(3, "a1")], {}), ann([Line(1, "a2"), B1, Line(3, "a1")])],
            [Line(1, "a2"), B1, Line(3, "a1")],
            Faults(0, 0, 1, 0),
            id="stored in another order than sent",
        ),
        pytest.param([vic(), ann([A1, B1, Line(3, "x")])], ALL, Faults(0, 0, 1, 1), id="two viewers differ"),
    ],
)
def test_each_fault_is_found(journals: list[Journal], stored: list[Line], expected: Faults) -> None:
    assert count_faults(journals, {"c": stored}) == expected
