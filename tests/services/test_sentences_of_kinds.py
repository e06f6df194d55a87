"""A sentence of every kind of decision, and of every reason to wait, as people read it."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.services.sentences import KINDS, sentences_of, still_waiting_sentences
from tests.services.sentence_people import ANN, AT, BEN, BILLING, CHINESE, LEE, RETURNS, found, given

SAID: list[tuple[str, dict[str, Any], str, str]] = [
    ("given", {"agent": ANN}, "Given to Ann.", "分给 Ann。"),
    (
        "offered",
        given(because="only_one", seconds=20),
        "Offered to Ann for 20 seconds: online, 2 of 5, the only one free.",
        "请 Ann 在 20 秒内接受：在线，2/5，只有这一位有空。",
    ),
    (
        "accepted",
        {"agent": ANN, "waited_seconds": 125},
        "Ann accepted it, after 2 minutes in line.",
        "Ann 接受了，排队 2 分钟。",
    ),
    ("claimed", {"agent": ANN}, "Ann took it.", "由 Ann 接待。"),
    ("assigned", {"agent": ANN, "by": LEE}, "Lee gave it to Ann.", "Lee 分给 Ann。"),
    ("transferred", {"agent": ANN, "from": BEN, "by": BEN}, "Ben handed it to Ann.", "Ben 转给 Ann。"),
    (
        "transferred",
        {"agent": ANN, "from": BEN, "by": LEE},
        "Lee handed it from Ben to Ann.",
        "Lee 把它从 Ben 转给 Ann。",
    ),
    (
        "transferred",
        {"team": RETURNS, "from": BEN, "by": BEN},
        "Ben handed it to the team Returns.",
        "Ben 转给小组 Returns。",
    ),
    ("transferred", {"bot": True, "from": BEN, "by": BEN}, "Ben handed it back to the bot.", "Ben 交回机器人。"),
    ("refused", {"agent": BEN, "by": ANN}, "Back with Ben: Ann refused it.", "回到 Ben：Ann 没有接受转接。"),
    (
        "transfer_refused",
        {"agent": ANN, "to": BEN},
        "Ann refused what Ben had handed over.",
        "Ann 没有接受 Ben 的转接。",
    ),
    ("reopened", {"agent": ANN}, "Open again, with Ann.", "重新打开，由 Ann 接待。"),
    (
        "returned",
        {"agent": ANN, "reason": "connection_lost", "position": 1},
        "Back in line at place 1: Ann lost the connection.",
        "回到队伍，排在第 1 位：Ann 的网络断了。",
    ),
    (
        "offer_missed",
        {"agent": ANN, "seconds": 20},
        "Ann did not answer within 20 seconds.",
        "Ann 在 20 秒内没有回应。",
    ),
    ("offer_declined", {"agent": ANN, "seconds": 20}, "Ann declined the offer.", "Ann 没有接受。"),
    ("offer_withdrawn", {"agent": ANN}, "Ann was asked no longer; that is no miss.", "不再请 Ann 接受，不算错过。"),
    (
        "set_away",
        {"agent": ANN, "reason": "missed_offer"},
        "Ann was set away: an offer was not answered.",
        "Ann 已设为暂离：有一个对话没有回应。",
    ),
    (
        "priority_changed",
        {"priority": "vip", "was": "normal", "by": LEE},
        "Lee set the priority to VIP, it was normal.",
        "Lee 把优先级由普通改为 VIP。",
    ),
    (
        "went_ahead",
        {"priority": "vip", "passed": 3},
        "Placed before three who came earlier: VIP.",
        "排在三位先到的人之前：VIP。",
    ),
    (
        "overflowed",
        {"because": "waiting", "number": 12, "to_team": RETURNS},
        "The team Returns may take it, too: 12 were waiting.",
        "小组 Returns 也可以接：有 12 位在等。",
    ),
    (
        "overflowed",
        {"because": "seconds", "number": 300, "to_team": RETURNS},
        "The team Returns may take it, too: nobody had come within 5 minutes.",
        "小组 Returns 也可以接：5 分钟内没有人接。",
    ),
    (
        "overflowed",
        {"because": "seconds", "number": 300, "to_team": RETURNS, "waived": [BILLING]},
        "The team Returns may take it, too: nobody had come within 5 minutes. "
        "Nobody there has billing, so it is not asked for any more.",
        "小组 Returns 也可以接：5 分钟内没有人接。那里没有人具备 billing，不再要求。",
    ),
    (
        "needs_waived",
        {"because": "nobody_has", "needs": [BILLING]},
        "No longer needs billing: nobody could take it otherwise.",
        "不再要求 billing：否则没有人能接。",
    ),
    (
        "needs_waived",
        {"because": "seconds", "seconds": 120, "team": RETURNS, "needs": []},
        "After 2 minutes in line anybody may take it; Returns is no longer asked for.",
        "排队满 2 分钟，谁都可以接，不再要求 Returns。",
    ),
    (
        "priority_changed",
        {"priority": "vip", "was": "normal", "by": None, "because": [{"because": "attribute", "attribute": "vip"}]},
        "Priority is VIP now, it was normal: signed by the site as vip.",
        "优先级由普通改为 VIP：网站签名标明 vip。",
    ),
    (
        "team_empty",
        {"team": RETURNS},
        "No longer for the team Returns: nobody of this inbox is in it.",
        "不再限小组 Returns：里面没有这个入口的客服。",
    ),
    ("taken_over", {"agent": LEE, "from": ANN}, "Lee took it over from Ann.", "Lee 从 Ann 那里接手。"),
    (
        "needs_changed",
        {"by": LEE, "team": RETURNS, "needs": [BILLING | {"level": 3}, CHINESE]},
        "Lee said what it needs: Returns, billing at level 3 and 中文.",
        "Lee 修改了要求：Returns、billing（3 级以上）和中文。",
    ),
    (
        "needs_changed",
        {"by": LEE, "needs": [CHINESE], "removed": {"skill": {"id": "b", "name": "billing"}}},
        "The skill billing was deleted by Lee. Still needed: 中文.",
        "Lee 删除了技能 billing。仍然需要中文。",
    ),
    (
        "needs_changed",
        {
            "by": None,
            "needs": [CHINESE],
            "priority": "vip",
            "because": [{"because": "tag", "tag": "vip"}, {"because": "rule", "rule": "Money"}],
        },
        "Needs 中文 and priority VIP: tag vip, rule Money.",
        "需要中文和 VIP 优先级：标签“vip”，规则“Money”。",
    ),
    ("from_the_future", {}, "Noted: from the future.", "已记录：from the future。"),
]


@pytest.mark.parametrize(("kind", "data", "english", "chinese"), SAID)
def test_every_kind(kind: str, data: dict[str, Any], english: str, chinese: str) -> None:
    said = sentences_of(kind, data, AT)
    assert (said["en"], said["zh-CN"]) == (english, chinese)
    assert said["zh-TW"].endswith("。") and "{" not in said["zh-TW"]


def test_no_kind_is_left_out_here() -> None:
    assert {kind for kind, *_ in SAID} == {*KINDS, "from_the_future"}


WAITING: list[tuple[dict[str, Any], str, str]] = [
    (
        {"because": "in_line", "needs": [BILLING], "able": 2, "states": {"full": 2}, "ahead": 0},
        "Still waiting: needs billing; two agents have it, both full; next in line for them.",
        "还在等：需要 billing；两位客服具备，两位都已满；下一位就是。",
    ),
    (
        {"because": "in_line", "needs": [CHINESE], "able": 3, "states": {"not_here": 2, "full": 1}, "ahead": 2},
        "Still waiting: needs 中文; three agents speak it: one full, two not here; two ahead for the same agents.",
        "还在等：需要中文；三位客服会说：一位已满，两位不在；同一批客服前面还有两位。",
    ),
    (
        {
            "because": "in_line",
            "team": RETURNS,
            "needs": [],
            "able": 1,
            "states": {"full": 1},
            "ahead": 0,
            "agents": [found("Ann", "full")],
        },
        "Still waiting: for Returns; only Ann is in it, who is full; next in line for Ann.",
        "还在等：要 Returns 接待；只有 Ann 在其中，已满；Ann 的下一位就是。",
    ),
    (
        {
            "because": "in_line",
            "team": RETURNS,
            "overflow_team": {"id": "second", "name": "Second"},
            "needs": [],
            "able": 2,
            "states": {"full": 2},
            "ahead": 1,
        },
        "Still waiting: for Returns or Second; two agents could take it, both full; one ahead for the same agents.",
        "还在等：要 Returns 或 Second 接待；两位客服能接，两位都已满；同一批客服前面还有一位。",
    ),
    (
        {"because": "nobody_has", "needs": [BILLING]},
        "Still waiting: needs billing; nobody has it.",
        "还在等：需要 billing；没有人具备。",
    ),
    ({"because": "nobody_here", "able": 3, "states": {}}, "Still waiting: nobody is here.", ""),
    ({"because": "manual"}, "Waits for somebody to claim it.", "等待客服来接。"),
    (
        {"because": "offered", "agent": ANN},
        "Offered to Ann, who has not answered yet.",
        "已请 Ann 接受，还没有回应。",
    ),
    (
        {"because": "team_empty", "team": RETURNS},
        "Still waiting: for Returns, and nobody of this inbox is in that team.",
        "还在等：要 Returns 接待，但这个小组里没有这个入口的客服。",
    ),
]


@pytest.mark.parametrize(("data", "english", "chinese"), WAITING)
def test_why_somebody_still_waits(data: dict[str, Any], english: str, chinese: str) -> None:
    said = still_waiting_sentences(data)
    assert said["en"] == english
    assert chinese in ("", said["zh-CN"])
