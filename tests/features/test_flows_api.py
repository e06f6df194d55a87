"""Ada draws flows over HTTP: kept as drafts, checked, tried, published, gone back to; in and out as files."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.features.flows.templates import all_templates
from tests.domain.flows.drawing import drawn, node
from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio
ALL = {"en": "Hello", "zh-CN": "您好", "zh-TW": "您好"}
HELLO = drawn(
    node("hello", "message", text=ALL),
    node("bye", "end", text=ALL, resolve=False),
    ways="hello.next>bye",
    triggers=[{"kind": "keyword", "words": ["hello"]}],
)


def problems_in(answer: Any) -> set[tuple[str, str | None]]:
    return {(problem["code"], problem["node_id"]) for problem in answer["problems"]}


async def test_ada_draws_publishes_and_goes_back(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    flows = f"{desk.shop_url}/flows"
    made = (await ada.post(flows, json={"name": "Hello"})).json()["flow"]
    assert (made["status"], made["version"], made["revision"], made["running"]) == ("draft", None, 1, 0)
    assert ("no_start", None) in problems_in(made)
    url = f"/api/flows/{made['id']}"
    assert code_of(await ada.post(f"{url}/publish")) == "flow_has_errors"
    drawn_ = (await ada.patch(url, json={"definition": HELLO, "expected_revision": 1})).json()["flow"]
    assert (drawn_["revision"], drawn_["problems"], drawn_["changed"]) == (2, [], True)
    assert code_of(await ada.patch(url, json={"name": "Mine", "expected_revision": 1})) == "conflict"
    published = (await ada.post(f"{url}/publish")).json()["flow"]
    assert (published["status"], published["version"], published["changed"]) == ("published", 1, False)
    other = HELLO | {"triggers": [{"kind": "keyword", "words": ["good day"]}]}
    assert (await ada.patch(url, json={"definition": other})).json()["flow"]["changed"] is True
    assert (await ada.post(f"{url}/publish")).json()["flow"]["version"] == 2
    versions = (await ada.get(f"{url}/versions")).json()["versions"]
    assert [(version["number"], version["author_name"]) for version in versions] == [(2, "Ada"), (1, "Ada")]
    restored = (await ada.post(f"{url}/restore", json={"version": 1})).json()["flow"]
    assert (restored["definition"], restored["version"]) == (drawn_["definition"], 2)
    assert (await ada.post(f"{url}/stop")).json()["flow"]["status"] == "stopped"
    assert [flow["id"] for flow in (await ada.get(flows)).json()["flows"]] == [made["id"]]
    assert (await ada.delete(url)).json() == {"ok": True}
    assert (await ada.get(flows)).json()["flows"] == []
    assert code_of(await ada.get(url)) == "not_found"


async def test_what_is_no_definition_is_refused_with_its_place(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    for wrong, place in (
        ({"nodes": [{"id": "a", "kind": "bomb", "data": {}}]}, "$.nodes[0].kind"),
        ({"nodes": [node("a", "message", text=5)]}, "$.nodes[0].data"),
        ({"nodes": [node("a", "message", nothing=5)]}, "$.nodes[0].data"),
        ({"nodes": [node("a", "end"), node("a", "end")]}, "'a'"),
        ({"nodes": [node("a", "buttons", options=[{"id": "else"}])]}, "'else'"),
        ({"triggers": [{"kind": "moon"}]}, "$.triggers[0].kind"),
        ({"nodes": [node("a", "message", text={"en": "x" * 4001})]}, "$.nodes[0].data"),
        ({"start": ["deep"]}, "$.start"),
        ([], "object"),
    ):
        answer = await ada.post(f"{desk.shop_url}/flows/check", json={"definition": wrong})
        assert code_of(answer) == "invalid_fields"
        assert place in answer.json()["error"]["fields"]["definition"]["message"], answer.text


async def test_a_test_run_says_what_would_happen(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    template = all_templates()[0]
    said = ["换货要多久", "换货", "大一码", "???", "A-20481", "1", "vic@shop.example"]
    asked = {"definition": template["definition"], "locale": "zh-CN", "said": said}
    run = (await ada.post(f"{desk.shop_url}/flows/try", json=asked)).json()
    assert run["steps"][0]["node_id"] == "what" and run["steps"][0]["card"]["data"]["ask"]["type"] == "buttons"
    assert run["steps"][1] == {"node_id": "what", "flow_id": None, "said": "换货要多久", "not_taken": True}
    assert (run["ended"], run["outcome"], run["waiting_at"]) == (True, "handed_over", None)
    assert run["values"]["reason"] == "收到时已损坏" and run["values"]["order"] == "A-20481"
    half = (await ada.post(f"{desk.shop_url}/flows/try", json=asked | {"said": said[:2]})).json()
    assert (half["waiting_at"], half["ended"]) == ("wish", False)


async def test_a_flow_goes_out_as_a_file_and_comes_in(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    team = (await ada.post("/api/teams", json={"name": "Returns"})).json()["team"]
    definition = drawn(
        node("hand", "hand_over", team_id=team["id"], needs=[{"skill_id": "gone", "level": 1}], priority=None),
        node("more", "sub_flow", flow_id="gone too"),
    )
    made = await ada.post(f"{desk.shop_url}/flows", json={"name": "Returns 退货", "definition": definition})
    url = f"/api/flows/{made.json()['flow']['id']}"
    file = await ada.get(f"{url}/export")
    assert "attachment" in file.headers["content-disposition"] and file.json()["format"] == "deskbell-flow"
    elsewhere = file.json() | {"names": {"teams": {"other id": "returns"}}}
    elsewhere["definition"]["nodes"][0]["data"]["team_id"] = "other id"
    answer = (await ada.post(f"{desk.shop_url}/flows/import", json=elsewhere)).json()
    nodes = answer["flow"]["definition"]["nodes"]
    assert (nodes[0]["data"]["team_id"], nodes[0]["data"]["needs"]) == (team["id"], [])
    assert [warning["code"] for warning in answer["warnings"]] == ["missing_skill", "missing_flow"]
    assert "gone too" in answer["warnings"][1]["sentences"]["zh-TW"]
    assert ("missing_flow", "more") in problems_in(answer["flow"])
    refused: list[dict[str, Any]] = [{"format": "zip"}, {"format_version": 2}, {"definition": []}, {"evil": 1}]
    for wrong in refused:
        assert code_of(await ada.post(f"{desk.shop_url}/flows/import", json=file.json() | wrong)) == "invalid_fields"


async def test_articles_and_look_ups_go_with_their_names(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    told = {"locale": "en", "title": "How to send back", "answer": "So.", "publish": True}
    article = (await ada.post(f"{desk.shop_url}/articles", json=told)).json()["article"]["id"]
    form = {"name": "Orders", "url": "https://shop.example/{number}", "parameters": [{"name": "number"}]}
    look_up = (await ada.post(f"{desk.shop_url}/look_ups", json=form)).json()["look_up"]["id"]
    definition = drawn(node("a", "article", article_id=article), node("l", "look_up", look_up_id=look_up))
    made = await ada.post(f"{desk.shop_url}/flows", json={"name": "Returns", "definition": definition})
    file = (await ada.get(f"/api/flows/{made.json()['flow']['id']}/export")).json()
    assert file["names"]["articles"] == {article: "How to send back"}
    assert file["names"]["look_ups"] == {look_up: "Orders"}

    async def comes_in(names: dict[str, Any], *ids: str) -> tuple[list[str], list[str]]:
        there = [{"article_id": ids[0]}, {"look_up_id": ids[1]}]
        for one, data in zip(file["definition"]["nodes"], there, strict=True):
            one["data"] |= data
        answer = (await ada.post(f"{desk.shop_url}/flows/import", json=file | {"names": names})).json()
        nodes = [one["data"] for one in answer["flow"]["definition"]["nodes"]]
        sentences = [one["sentences"]["en"] for one in answer["warnings"]]
        return [nodes[0]["article_id"], nodes[1]["look_up_id"]], sentences

    assert await comes_in({}, article, look_up) == ([article, look_up], [])
    theirs = {"articles": {"x": "HOW to send back"}, "look_ups": {"y": "orders"}}
    assert await comes_in(theirs, "x", "y") == ([article, look_up], [])
    await ada.post(f"/api/articles/{article}/variants/en/archive", json={})
    (ids, said) = await comes_in(theirs | {"look_ups": {"y": "Accounts"}}, "x", "y")
    assert ids == ["", ""]
    assert ["“HOW to send back” does not exist here" in said[0], "“Accounts” does not exist here" in said[1]] == [
        True
    ] * 2


async def test_flows_are_for_admins(desk: Desk) -> None:
    for name in ("Lee", "Ann"):
        browser = await desk.signed_in(name)
        assert code_of(await browser.get(f"{desk.shop_url}/flows")) == "not_allowed"
        assert code_of(await browser.post(f"{desk.shop_url}/flows", json={"name": "Mine"})) == "not_allowed"
    ada = await desk.signed_in("Ada")
    assert len((await ada.get(f"{desk.shop_url}/flow_templates")).json()["templates"]) == 5
