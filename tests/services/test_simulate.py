"""What if: who would get somebody described, and a day that was, under other settings. Nothing is ever changed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.domain.routing.needs import Need
from deskbell.route import told
from deskbell.services import conversations, setup
from deskbell.services.what_if import for_leaders
from deskbell.services.what_if.asking import Asked, who_would_get
from deskbell.services.what_if.recorded import read_day
from deskbell.services.what_if.replaying import replay
from deskbell.storage import agents, history, inboxes
from tests.services.routing_people import passes
from tests.services.test_why import full, rules, skill, team, waits
from tests.world import World

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 23)


async def ask(world: World, **asked: Any) -> dict[str, Any]:
    async with world.core.read() as conn:
        inbox = await inboxes.by_id(conn, world.shop.id)
        assert inbox is not None
        return await who_would_get(world.core, conn, inbox, Asked(**asked))


def found(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["agent"]["name"], one["sentences"]["en"]) for one in answer["agents"]]


async def test_who_would_get_it_and_what_was_found_of_the_others(world: World) -> None:
    chinese = await skill(world, "中文", world.ann, language="zh")
    await rules(world)
    await world.is_here(world.ann, world.ben)
    answer = await ask(world, needs=(Need(chinese.id),))
    assert answer["sentences"] == {
        "en": "Ann would get it: online, 0 of 3, speaks 中文, the only one free.",
        "zh-CN": "会分给 Ann：在线，0/3，会说中文，只有这一位有空。",
        "zh-TW": "會分給 Ann：在線上，0/3，會說中文，只有這一位有空。",
    }
    assert found(answer) == [("Ann", "would get it"), ("Ben", "lacks 中文"), ("Lee", "lacks 中文")]


async def test_the_rules_of_the_inbox_say_what_it_needs(world: World) -> None:
    returns = await team(world, "Returns", world.ben)
    rule = {"name": "Money back", "words": ["refund"], "page": None, "tag": None, "language": None}
    effect = {"team_id": returns.id, "needs": [], "priority": "complaint"}
    await rules(world, rules=[rule | effect], offer_seconds=20)
    await world.is_here(world.ann, world.ben)
    answer = await ask(world, text="I want a refund", tags=("vip",))
    assert answer["sentences"]["en"] == (
        "Ben would be asked first, for 20 seconds: online, 0 of 3, in Returns, the only one free."
    )
    assert (answer["priority"], answer["team"]["name"]) == ("vip", "Returns")
    assert [reason["sentences"]["en"] for reason in answer["because"]] == ["tag vip", "rule Money back"]
    assert found(answer)[1:] == [("Ann", "in another team"), ("Lee", "in another team")]


async def test_when_nobody_is_free_it_would_wait_behind_those_for_the_same_agents(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    await full(world, world.ann, world.ben)
    await rules(world)
    await waits(world)
    plain, vip = await ask(world), await ask(world, vip=True)
    assert plain["sentences"]["en"] == (
        "It would wait: of three agents two are full, one not here; one ahead for the same agents."
    )
    assert vip["sentences"]["en"].endswith("two are full, one not here."), "a head start of ten minutes"


async def test_what_nobody_has_is_not_asked_for_and_that_is_said(world: World) -> None:
    rare = await skill(world, "tap dance")
    await rules(world)
    await world.is_here(world.ann)
    answer = await ask(world, needs=(Need(rare.id),))
    assert answer["dropped"]["sentences"]["en"] == "Nobody here has tap dance, so it is not asked for."
    assert answer["sentences"]["en"].startswith("Ann would get it")


async def test_claiming_closed_and_a_visitor_who_was_here_before(world: World) -> None:
    assert (await ask(world))["sentences"]["en"] == (
        "It would stand in line until somebody claims it; nobody who could is here now."
    )
    await world.is_here(world.ann, world.ben)
    assert "two agents could" in (await ask(world))["sentences"]["en"]
    await rules(world)
    again = await ask(world, served_by=world.ben.id)
    assert again["sentences"]["en"] == "Ben would get it: online, 0 of 3, served this person last."
    week = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    hours = {"always_open": False, "time_zone": "Asia/Shanghai", "week": week}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, business_hours=hours))
    answer = await ask(world, at=world.clock().replace(hour=22))
    assert answer["sentences"]["en"] == "Closed then: the form is offered. Open again 2026-11-24 09:00."
    assert "is taken as it is now" in answer["assumed"][0]["en"]


async def test_a_full_line_lets_nobody_in_but_whose_priority_has_a_head_start(world: World) -> None:
    await rules(world, overflow={"limit": 1, "beyond": "callback"})
    await world.waits(world.vic)
    answer = await ask(world)
    assert (answer["outcome"], answer["sentences"]) == (
        "line_full",
        {
            "en": "The line is full (at most 1 wait): a call-back is offered.",
            "zh-CN": "队伍已满（最多 1 位排队），会请访客留下电话，由客服回电。",
            "zh-TW": "隊伍已滿（最多 1 位排隊），會請訪客留下電話，由客服回電。",
        },
    )
    assert (await ask(world, vip=True))["outcome"] == "waits"
    with pytest.raises(DeskbellError) as refused:
        await world.waits(world.wanda)
    assert refused.value.code == "line_full"
    await rules(world, assignment="manual", overflow={"limit": 1})
    assert (await ask(world))["sentences"]["en"].endswith("the form is offered.")
    await rules(world, overflow={"limit": 2})
    assert (await ask(world))["outcome"] == "waits"


async def test_a_leader_may_ask_and_nothing_is_changed(world: World) -> None:
    await world.is_here(world.ann)
    await rules(world)
    form = {"text": "hello", "tags": ["vip"], "at": "2026-11-23T14:30"}
    answer = await for_leaders.simulate(world.core, world.lee, world.shop.id, form)
    assert answer["at"] == "2026-11-23T06:30:00.000Z", "by the clock of Shanghai"
    with pytest.raises(DeskbellError) as refused:
        await for_leaders.simulate(world.core, world.ann, world.shop.id, form)
    assert refused.value.code == "not_allowed"
    with pytest.raises(DeskbellError) as wrong:
        await for_leaders.simulate(world.core, world.lee, world.shop.id, {"at": "noon", "team_id": 5, "colour": "red"})
    assert set(wrong.value.fields or {}) == {"at", "team_id", "colour"}
    async with world.core.read() as conn:
        assert (await ask(world))["ahead"] == 0 and await inboxes.by_id(conn, world.shop.id)


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59", "1999-12-31", "2101-01-01"])
async def test_a_year_beyond_the_calendar_is_a_fault_of_its_field(world: World, at: str) -> None:
    with pytest.raises(DeskbellError) as moment:
        await for_leaders.simulate(world.core, world.lee, world.shop.id, {"at": at})
    with pytest.raises(DeskbellError) as day:
        await for_leaders.replay_day(world.core, world.lee, world.shop.id, {"date": at[:10]})
    fault = {"code": "out_of_range", "message": "From the year 2000 to 2100."}
    assert (moment.value.fields, day.value.fields) == ({"at": fault}, {"date": fault})


async def test_a_skill_or_an_agent_that_is_not_there_is_refused_as_a_team_is(world: World) -> None:
    stranger = await world.agent(
        "Olga", inbox=await world.core.write(lambda tx: setup.create_inbox(tx, "B", "en", "UTC"))
    )
    real = await skill(world, "billing", world.ann)
    gone = new_id()
    for form, field, code in (
        ({"team_id": gone}, "team_id", "unknown_team"),
        ({"needs": [{"skill_id": real.id}, {"skill_id": gone}]}, "needs.1.skill_id", "unknown_skill"),
        ({"served_by": gone}, "served_by", "unknown_agent"),
        ({"served_by": stranger.id}, "served_by", "unknown_agent"),
    ):
        with pytest.raises(DeskbellError) as wrong:
            await for_leaders.simulate(world.core, world.lee, world.shop.id, form)
        assert {name: fault["code"] for name, fault in (wrong.value.fields or {}).items()} == {field: code}
    known = {"needs": [{"skill_id": real.id}], "served_by": world.ann.id}
    assert (await for_leaders.simulate(world.core, world.lee, world.shop.id, known))["outcome"] == "claim"


async def _a_day(world: World) -> None:
    """Ann alone, with one place: the second waits for the first, the third gives up after five minutes."""
    await rules(world)
    await world.core.write(lambda tx: agents.change(tx.conn, world.ann.id, capacity=1))
    await world.is_here(world.ann)
    first = await world.waits(await world.visitor())
    world.clock.pass_(minutes=1)
    second, third = await world.waits(world.vic), await world.waits(world.wanda)
    assert first.assignee_id == world.ann.id and second.waiting
    world.clock.pass_(minutes=5)
    await conversations.leave_queue(world.core, world.wanda, third.id)
    world.clock.pass_(minutes=4)
    await conversations.resolve(world.core, world.ann, first.id)
    world.clock.pass_(minutes=10)
    await conversations.resolve(world.core, world.ann, second.id)


async def _replayed(world: World, changes: dict[str, Any]) -> dict[str, Any]:
    async with world.core.read() as conn:
        shop = await inboxes.by_id(conn, world.shop.id)
    assert shop is not None
    return await replay(world.core, shop, TODAY, changes)


async def test_a_day_beside_the_same_day_under_other_settings(world: World) -> None:
    await _a_day(world)
    answer = await _replayed(world, {"capacity": 3})
    happened, as_set, changed = answer["happened"], answer["as_set"], answer["changed"]
    assert (happened["arrivals"], happened["served"], happened["left"]) == (3, 2, 1)
    assert happened["waits"] == {"median": 300, "nine_of_ten": 540, "longest": 540}
    assert as_set["waits"] == happened["waits"] and as_set["left"] == 1, "played as it is set it is the same day"
    assert changed["waits"]["longest"] == 0 and changed["left"] == 0
    assert [(one["agent"]["name"], one["taken"], one["most"]) for one in changed["agents"]] == [("Ann", 3, 3)]
    assert [one["hour"] for one in happened["hours"] if one["arrivals"]] == [18], "by the clock of Shanghai"
    assert len(answer["assumed"]) == 7 and "10 minutes" in answer["assumed"][1]["en"]


@pytest.mark.parametrize("locale", ["zh-CN", "zh-TW"])
async def test_the_command_line_answers_all_of_it_in_the_language(world: World, locale: str) -> None:
    await _a_day(world)
    async with world.core.read() as conn:
        shop = await inboxes.by_id(conn, world.shop.id)
    assert shop is not None
    said = told.replayed(await _replayed(world, {"capacity": 3}), shop, locale)
    said += told.asked(await ask(world, vip=True), shop, locale)
    assert set(re.findall("[A-Za-z]+", said)) == {
        "Ann",
        "Ben",
        "Lee",
        "Shop",
        "Asia",
        "Shanghai",
        "VIP",
        "vip",
        "capacity",
    }


async def test_the_day_to_play_is_the_last_one_on_which_somebody_came(world: World) -> None:
    async def day() -> str:
        return str((await for_leaders.choices(world.core, world.lee, world.shop.id))["day"])

    assert await day() == "2026-11-22", "nobody came, so it is yesterday"
    await _a_day(world)
    assert await day() == "2026-11-22", "today is not over"
    world.clock.pass_(days=5)
    assert await day() == TODAY.isoformat()
    world.clock.pass_(days=10)
    assert await day() == "2026-12-07"


async def test_table_and_hours_count_the_same_people_also_who_waits_still(world: World) -> None:
    """One is served at once, two wait to the end: a day that serves all three is not the worse one."""
    await rules(world)
    await world.core.write(lambda tx: agents.change(tx.conn, world.ann.id, capacity=1))
    await world.is_here(world.ann)
    for who in (world.vic, world.wanda, await world.visitor()):
        await world.waits(who)
    world.clock.pass_(minutes=12)
    answer = await _replayed(world, {"capacity": 3})
    happened, changed = answer["happened"], answer["changed"]
    assert (happened["served"], happened["still_waiting"], changed["served"]) == (1, 2, 3)
    assert happened["waits"] == {"median": 720, "nine_of_ten": 720, "longest": 720}
    assert [hour["median"] for hour in happened["hours"] if hour["arrivals"]] == [happened["waits"]["median"]]
    assert changed["waits"]["longest"] == 0


async def _helpers_of_returns(world: World, **rule: int | None) -> None:
    """All are for Returns, which is Ann's and full; Ben's team helps."""
    returns, helpers = await team(world, "Returns", world.ann), await team(world, "Helpers", world.ben)
    asked: dict[str, Any] = {
        "name": "All",
        "words": [],
        "page": None,
        "tag": None,
        "language": None,
        "needs": [],
        "priority": None,
    }
    await rules(world, rules=[asked | {"team_id": returns.id}], overflow={"team_id": helpers.id, **rule})
    await world.core.write(lambda tx: agents.change(tx.conn, world.ann.id, capacity=1))


async def test_who_would_be_one_too_many_would_get_whom_the_other_team_has(world: World) -> None:
    await _helpers_of_returns(world, waiting=1, limit=1)
    await world.is_here(world.ann, world.ben)
    await world.waits(world.vic)
    await world.waits(world.wanda)
    answer = await ask(world)
    assert answer["sentences"]["en"] == "Ben would get it: online, 0 of 3, in Helpers, the only one free."
    assert answer["because"][-1]["sentences"]["en"] == "behind the first 1 in line: Helpers may take it, too"
    got = await world.waits(await world.visitor())
    assert got.assignee_id == world.ben.id, "as at the desk"


@pytest.mark.parametrize("rule", [{"seconds": 60}, {"waiting": 1}])
async def test_a_day_is_played_with_the_help_of_the_other_team(world: World, rule: dict[str, int]) -> None:
    await _helpers_of_returns(world, **rule, limit=9)
    await world.is_here(world.ann, world.ben)
    for _ in range(4):
        await world.waits(await world.visitor())
    for _ in range(10):
        await passes(world, minutes=1)
    answer = await _replayed(world, {})
    for run in (answer["happened"], answer["as_set"]):
        assert {one["agent"]["name"]: one["taken"] for one in run["agents"]}.get("Ben", 0) >= 2
    assert answer["as_set"]["waits"] == answer["happened"]["waits"]
    said = [one["en"] for one in answer["assumed"]]
    assert any("Another team helps" in one for one in said) and any("full line" in one for one in said)


async def test_a_day_without_anybody_and_a_day_to_come(world: World) -> None:
    empty = await replay(world.core, world.shop, None, {})
    assert empty["date"] == "2026-11-22" and empty["happened"]["arrivals"] == 0
    with pytest.raises(DeskbellError) as refused:
        await replay(world.core, world.shop, date(2026, 12, 24), {})
    assert refused.value.code == "bad_payload"
    with pytest.raises(DeskbellError) as wrong:
        await replay(world.core, world.shop, TODAY, {"offer_seconds": 1, "nonsense": 1})
    assert set(wrong.value.fields or {}) == {"offer_seconds", "nonsense"}


async def test_who_lost_the_connection_was_not_here_meanwhile(world: World) -> None:
    """Presence is read from signs: what a decision found of somebody, and what they did."""
    await rules(world)
    await world.is_here(world.ann)
    first = await world.waits(world.vic)
    world.clock.pass_(minutes=10)
    await conversations.resolve(world.core, world.ann, first.id)
    await world.is_here(world.ben)
    await world.loses_connection(world.ann)
    world.clock.pass_(minutes=10)
    await world.waits(world.wanda)
    world.clock.pass_(minutes=1)
    async with world.core.read() as conn:
        recorded = await read_day(conn, world.shop, TODAY, world.clock())
    [span] = recorded.shifts[world.ann.id]
    assert round(span.end - span.begin) == 600
    assert world.lee.id not in recorded.shifts and world.ben.id in recorded.shifts


async def test_a_clock_that_was_put_back_makes_no_wait_of_less_than_nothing(world: World) -> None:
    await rules(world)
    for _ in range(3):
        await world.waits(await world.visitor())
    world.clock.pass_(minutes=-60)
    await world.is_here(world.ann)
    world.clock.pass_(minutes=61)
    answer = await replay(world.core, world.shop, TODAY, {})
    for run in (answer["happened"], answer["as_set"]):
        assert run["waits"] is None or min(run["waits"].values()) >= 0
        assert all(hour["median"] is None or hour["median"] >= 0 for hour in run["hours"])


async def test_whoever_has_a_conversation_is_here_so_that_the_load_is_true(world: World) -> None:
    """Ann takes two and talks for three hours, without another sign of her."""
    await rules(world)
    await world.is_here(world.ann)
    for _ in range(2):
        await world.waits(await world.visitor())
    world.clock.pass_(hours=3)
    answer = await replay(world.core, world.shop, TODAY, {})
    for run in (answer["happened"], answer["as_set"]):
        [ann] = run["agents"]
        assert ann["load"] == pytest.approx(2, abs=0.02) and ann["here"] == pytest.approx(3 * 3600, abs=10)


async def test_presence_is_read_from_what_decisions_found(world: World) -> None:
    """Who was away ends; who was full was here; who lacks a skill was not looked at further."""
    start = world.clock()

    async def decided(kind: str, agent: AgentActor, **others: str) -> None:
        people = {"Ben": world.ben.id, "Lee": world.lee.id, "Ann": world.ann.id}
        found = [{"agent": {"id": people[name], "name": name}, "why_not": why_not} for name, why_not in others.items()]
        data = {"agent": {"id": agent.id, "name": agent.name}, "others": found}
        await world.core.write(
            lambda tx: history.add_decision(
                tx.conn, inbox_id=world.shop.id, conversation_id=None, kind=kind, data=data, created_at=tx.now
            )
        )
        world.clock.pass_(minutes=10)

    await decided("given", world.ann, Ben="full", Lee="lacks_skill")
    await decided("set_away", world.ann)
    await decided("given", world.ben, Ann="not_here")
    async with world.core.read() as conn:
        shifts = (await read_day(conn, world.shop, TODAY, world.clock())).shifts
    begin = (start - datetime(2026, 11, 22, 16, tzinfo=UTC)).total_seconds()
    assert shifts == {world.ann.id: ((begin, begin + 60),), world.ben.id: ((begin, begin + 1200),)}
