"""Teams, skills, capacities and the settings of routing, as an admin's browser meets them."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio


async def _made(ada: httpx2.AsyncClient, what: str, **form: Any) -> dict[str, Any]:
    answer = await ada.post(f"/api/{what}s", json=form)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()[what]
    return made


async def _faults(browser: httpx2.AsyncClient, method: str, path: str, form: Any) -> dict[str, str]:
    answer = await browser.request(method, path, json=form)
    assert (answer.status_code, code_of(answer)) == (400, "invalid_fields")
    return {name: field["code"] for name, field in answer.json()["error"]["fields"].items()}


async def test_a_team_comes_changes_and_goes(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    members: list[dict[str, Any]] = [{"agent_id": desk.ids["Ann"], "share": 50}, {"agent_id": desk.ids["Lee"]}]
    team = await _made(ada, "team", name=" Billing ", members=members)
    members[1]["share"] = 100
    assert team == {"id": team["id"], "name": "Billing", "members": members, "used_in": [], "warning": None}
    renamed = (await ada.patch(f"/api/teams/{team['id']}", json={"name": "billing"})).json()["team"]
    assert (renamed["name"], renamed["members"]) == ("billing", members)
    emptied = (await ada.patch(f"/api/teams/{team['id']}", json={"members": []})).json()["team"]
    assert (emptied["members"], emptied["warning"]) == ([], "no_members")
    assert (await ada.get("/api/teams")).json()["teams"] == [emptied]
    assert (await ada.delete(f"/api/teams/{team['id']}")).json() == {"ok": True}
    assert (await ada.get("/api/teams")).json()["teams"] == []
    assert code_of(await ada.delete(f"/api/teams/{team['id']}")) == "not_found"
    assert code_of(await ada.patch(f"/api/teams/{team['id']}", json={"name": "x"})) == "not_found"


async def test_what_is_wrong_with_a_team_is_named(desk: Desk) -> None:
    ada, ann = await desk.signed_in("Ada"), desk.ids["Ann"]
    await _made(ada, "team", name="Billing")
    orders = await _made(ada, "team", name="Orders")
    assert await _faults(ada, "POST", "/api/teams", {"name": "BILLING"}) == {"name": "taken"}
    assert await _faults(ada, "PATCH", f"/api/teams/{orders['id']}", {"name": "billing"}) == {"name": "taken"}
    assert await _faults(ada, "POST", "/api/teams", {"members": [{"agent_id": ann, "share": 9}]}) == {
        "name": "missing",
        "members.0.share": "out_of_range",
    }
    double = {"name": "X", "members": [{"agent_id": ann}, {"agent_id": ann, "share": 10}]}
    assert await _faults(ada, "POST", "/api/teams", double) == {"members.1.agent_id": "double"}
    nobody = {"name": "X", "members": [{"agent_id": ann}, {"agent_id": "nobody"}]}
    assert await _faults(ada, "POST", "/api/teams", nobody) == {"members.1.agent_id": "not_found"}
    assert [team["name"] for team in (await ada.get("/api/teams")).json()["teams"]] == ["Billing", "Orders"]


async def test_a_skill_says_who_has_it_and_a_language_is_there_once(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    chinese = await _made(ada, "skill", name="中文", language="zh")
    assert chinese == {
        "id": chinese["id"],
        "name": "中文",
        "language": "zh",
        "agents": [],
        "used_in": [],
        "warning": "nobody_has",
    }
    billing = await _made(ada, "skill", name="Billing")
    path = f"/api/skills/{billing['id']}"
    assert await _faults(ada, "POST", "/api/skills", {"name": "Mandarin", "language": "ZH"}) == {"language": "taken"}
    assert await _faults(ada, "PATCH", path, {"name": "中文", "language": None}) == {"name": "taken"}
    assert await _faults(ada, "PATCH", path, {"language": "not a language"}) == {"language": "invalid"}
    levels = [{"skill_id": chinese["id"], "level": 4}]
    agent = (await ada.patch(f"/api/agents/{desk.ids['Ann']}", json={"skills": levels})).json()["agent"]
    assert agent["skills"] == levels
    shown = {skill["name"]: skill for skill in (await ada.get("/api/skills")).json()["skills"]}
    assert shown["中文"]["agents"] == [{"agent_id": desk.ids["Ann"], "level": 4}]
    assert (shown["中文"]["warning"], shown["Billing"]["warning"]) == (None, "nobody_has")
    await ada.patch(f"/api/agents/{desk.ids['Ann']}", json={"active": False})
    assert {skill["warning"] for skill in (await ada.get("/api/skills")).json()["skills"]} == {"nobody_has"}
    assert (await ada.delete(f"/api/skills/{chinese['id']}")).status_code == 200
    agents = (await ada.get("/api/agents")).json()["agents"]
    assert [agent["skills"] for agent in agents] == [[], [], []]


async def test_there_are_so_many_skills_and_no_more(desk: Desk) -> None:
    """A conversation that needed them all could still be stored."""
    ada = await desk.signed_in("Ada")
    desk.core.limits._buckets.clear()
    for number in range(50):
        await _made(ada, "skill", name=f"Skill {number}")
        desk.core.limits._buckets.clear()
    assert await _faults(ada, "POST", "/api/skills", {"name": "One more"}) == {"name": "too_many"}


async def test_an_agents_skills_and_capacities(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    assert desk.shop
    shop, path = desk.shop.id, f"/api/agents/{desk.ids['Ann']}"
    studio = (await ada.post("/api/inboxes", json={"name": "Studio", "locale": "en", "time_zone": "UTC"})).json()
    other = studio["inbox"]["id"]
    billing = await _made(ada, "skill", name="Billing")
    wrong = {
        "skills": [{"skill_id": billing["id"], "level": 6}, {"level": 1}],
        "inbox_capacity": {shop: 0},
    }
    assert await _faults(ada, "PATCH", path, wrong) == {
        "skills.0.level": "out_of_range",
        "skills.1.skill_id": "missing",
        f"inbox_capacity.{shop}": "out_of_range",
    }
    assert await _faults(ada, "PATCH", path, {"skills": [{"skill_id": "x", "level": 1}]}) == {
        "skills.0.skill_id": "not_found"
    }
    assert await _faults(ada, "PATCH", path, {"inbox_capacity": {other: 2}}) == {f"inbox_capacity.{other}": "not_found"}
    agent = (await ada.patch(path, json={"inbox_capacity": {shop: 2}})).json()["agent"]
    assert agent["inbox_capacity"] == {shop: 2}
    agent = (await ada.patch(path, json={"inbox_ids": [shop, other], "inbox_capacity": {other: 1}})).json()["agent"]
    assert agent["inbox_capacity"] == {shop: 2, other: 1}
    agent = (await ada.patch(path, json={"inbox_ids": [other], "inbox_capacity": {other: None}})).json()["agent"]
    assert agent["inbox_capacity"] == {other: None}
    team = await _made(ada, "team", name="Billing", members=[{"agent_id": desk.ids["Ann"], "share": 20}])
    shown = next(a for a in (await ada.get("/api/agents")).json()["agents"] if a["id"] == desk.ids["Ann"])
    assert shown["teams"] == [{"team_id": team["id"], "share": 20}]


async def test_whether_people_come_to_me_again_is_mine_to_say(desk: Desk) -> None:
    ann = await desk.signed_in("Ann")
    assert (await ann.get("/api/me")).json()["agent"]["serves_again"] is True
    changed = (await ann.patch("/api/me", json={"serves_again": False})).json()["agent"]
    assert changed["serves_again"] is False
    assert await _faults(ann, "PATCH", "/api/me", {"serves_again": "no"}) == {"serves_again": "wrong_type"}


async def test_what_a_rule_names_cannot_be_deleted(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    team, skill = await _made(ada, "team", name="Billing"), await _made(ada, "skill", name="Invoices")
    rule = {"name": "Invoices", "words": ["invoice"], "team_id": team["id"], "needs": [{"skill_id": skill["id"]}]}
    routing = {"rules": [rule], "overflow": {"seconds": 600, "team_id": team["id"]}}
    stored = (await ada.patch(desk.shop_url, json={"routing": routing})).json()["inbox"]["routing"]
    assert stored["rules"] == [
        {"page": None, "tag": None, "language": None, "priority": None}
        | rule
        | {"needs": [{"skill_id": skill["id"], "level": 1}]}
    ]
    for path in (f"/api/teams/{team['id']}", f"/api/skills/{skill['id']}"):
        answer = await ada.delete(path)
        assert (answer.status_code, code_of(answer)) == (409, "in_use")
        assert "the rule “Invoices” of Shop" in answer.json()["error"]["message"]
    used = (await ada.get("/api/teams")).json()["teams"][0]["used_in"]
    assert [(use["inbox"], use["rule"]) for use in used] == [("Shop", "Invoices"), ("Shop", None)]
    nothing = {"rules": [], "overflow": {"seconds": None, "team_id": None}}
    await ada.patch(desk.shop_url, json={"routing": nothing})
    for path in (f"/api/teams/{team['id']}", f"/api/skills/{skill['id']}"):
        assert (await ada.delete(path)).status_code == 200


async def test_all_that_is_wrong_with_routing_is_named_at_its_place(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    good = {"name": "Good", "priority": "vip"}
    routing: dict[str, Any] = {
        "assignment": "by chance",
        "offer_seconds": 4,
        "head_start_seconds": {"vip": 3601, "normal": 1},
        "prefer_last_agent": 1,
        "match_language": None,
        "waive_needs_seconds": 9,
        "rules": [
            good,
            {"name": "", "words": ["x" * 61], "page": 1, "language": "?", "priority": "low"},
            {"name": "Two", "needs": [{"skill_id": "any", "level": 6}]},
            {"name": "Nothing", "words": ["hello"]},
            "no rule",
        ],
        "overflow": {"waiting": 0, "seconds": 1, "limit": True, "beyond": "nothing"},
        "closing": "leave",
        "idle": {"remind_minutes": 0, "resolve_minutes": 1441, "texts": {"en": {"first": 1}, "fr": {}}},
        "silence": {"agent_minutes": "5", "boss_minutes": 1},
        "return_hours": 169,
    }
    assert await _faults(ada, "PATCH", desk.shop_url, {"routing": routing}) == {
        "routing.assignment": "invalid",
        "routing.offer_seconds": "out_of_range",
        "routing.head_start_seconds.vip": "out_of_range",
        "routing.head_start_seconds.normal": "unknown",
        "routing.prefer_last_agent": "wrong_type",
        "routing.match_language": "wrong_type",
        "routing.waive_needs_seconds": "out_of_range",
        "routing.rules.1.name": "empty",
        "routing.rules.1.words": "too_long",
        "routing.rules.1.page": "wrong_type",
        "routing.rules.1.language": "invalid",
        "routing.rules.1.priority": "invalid",
        "routing.rules.2.needs.0.level": "out_of_range",
        "routing.rules.3": "no_effect",
        "routing.rules.4": "wrong_type",
        "routing.overflow.waiting": "out_of_range",
        "routing.overflow.seconds": "out_of_range",
        "routing.overflow.limit": "wrong_type",
        "routing.overflow.beyond": "invalid",
        "routing.closing": "invalid",
        "routing.idle.remind_minutes": "out_of_range",
        "routing.idle.resolve_minutes": "out_of_range",
        "routing.idle.texts.en.first": "wrong_type",
        "routing.idle.texts.fr": "unknown",
        "routing.silence.agent_minutes": "wrong_type",
        "routing.silence.boss_minutes": "unknown",
        "routing.return_hours": "out_of_range",
    }


async def test_leaders_are_told_after_the_agent(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    early = {"routing": {"silence": {"agent_minutes": 10, "leader_minutes": 5}}}
    refused = await ada.patch(desk.shop_url, json=early)
    fault = refused.json()["error"]["fields"]["routing.silence.leader_minutes"]
    assert (
        fault["code"] == "before_agent" and "leader_minutes" in fault["message"] and "agent_minutes" in fault["message"]
    )
    for minutes in ({"leader_minutes": 10}, {"leader_minutes": None}, {"agent_minutes": None, "leader_minutes": 5}):
        kept = {"routing": {"silence": {"agent_minutes": 10} | minutes}}
        assert (await ada.patch(desk.shop_url, json=kept)).status_code == 200


async def test_routing_refers_to_what_exists_and_says_where_to(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    before = (await ada.get(desk.shop_url)).json()["inbox"]["routing"]
    rules = [
        {"name": "One", "priority": "vip"},
        {"name": "Two", "team_id": "gone", "needs": [{"skill_id": "gone", "level": 2}]},
    ]
    double = [{"name": "Twice", "needs": [{"skill_id": "a"}, {"skill_id": "a", "level": 2}]}]
    assert await _faults(ada, "PATCH", desk.shop_url, {"routing": {"rules": rules}}) == {
        "routing.rules.1.team_id": "not_found",
        "routing.rules.1.needs.0.skill_id": "not_found",
    }
    assert await _faults(ada, "PATCH", desk.shop_url, {"routing": {"rules": double}}) == {
        "routing.rules.0.needs.1.skill_id": "double"
    }
    assert await _faults(ada, "PATCH", desk.shop_url, {"routing": {"overflow": {"waiting": 5}}}) == {
        "routing.overflow.team_id": "missing"
    }
    assert (await ada.get(desk.shop_url)).json()["inbox"]["routing"] == before
    part = {
        "head_start_seconds": {"vip": 900},
        "idle": {"texts": {"en": {"first": "Still there?"}}},
        "offer_seconds": 0,
    }
    after = (await ada.patch(desk.shop_url, json={"routing": part})).json()["inbox"]["routing"]
    assert after == before | {
        "head_start_seconds": {"vip": 900, "complaint": 300},
        "idle": before["idle"] | {"texts": {"en": {"first": "Still there?"}}},
    }
