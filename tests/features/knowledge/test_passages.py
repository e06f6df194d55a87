"""What of a long article is nearest to a question."""

from __future__ import annotations

import pytest

from deskbell.features.knowledge.passages import passages

FILLER = "Our tea grows on hills, and people pick it by hand.\n\n"
ROWS = "| 重量 | 价格 |\n| --- | --- |\n" + "".join(f"| {n} 克 | {n * 3} 元 |\n" for n in range(1, 200))


@pytest.mark.parametrize(
    ("body", "question", "found"),
    [
        (
            FILLER * 90 + "# Giraffes\n\n" + "They *stay* [here](https://shop.example).\n\n" + FILLER * 90,
            "a giraffe?",
            "Giraffes\nThey stay here.",
        ),
        (FILLER * 90 + "## 退货\n\n退貨須在三十天內。\n\n" + FILLER * 90, "怎么退货", "退货\n退貨須在三十天內。"),
        (FILLER * 90 + ROWS, "157 克多少钱", "| 157 克 | 471 元 |"),
        (FILLER * 90 + ROWS, "157 克多少钱", "| 重量 | 价格 |\n|---|\n| 1"),
        ("tea " * 5_000 + "zebra. " + "tea " * 5_000, "zebra", "zebra"),
        (FILLER * 90, "nothing of this", FILLER.strip()),
        ("", "anything", ""),
    ],
)
def test_passages_are_the_nearest_and_fit(body: str, question: str, found: str) -> None:
    near = passages(body, question, 1_000)
    assert found in near and len(near) <= 1_000
