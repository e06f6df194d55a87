"""Lee and Ada write articles over HTTP and try the bot; Ann reads what is published, and nothing is kept by halves."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.people import AgentActor
from deskbell.features.knowledge import articles, checks, collections, saving
from deskbell.features.knowledge.help_centre.addresses import article_path
from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio
CONTENT = {
    "title": "Can I send back an opened tin?",
    "answer": "Yes, within 30 days.",
    "body": "Yes, **within 30 days**.",
    "phrasings": ["I do not like the taste"],
    "keywords": ["tin"],
}
ARTICLE = {"locale": "en", "suggested": True, "publish": True, **CONTENT}


async def writes(desk: Desk, **more: Any) -> dict[str, Any]:
    lee = await desk.signed_in("Lee")
    answer = await lee.post(f"{desk.shop_url}/articles", json=ARTICLE | more)
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["article"])


def fields_of(answer: Any) -> dict[str, str]:
    return {name: field["code"] for name, field in answer.json()["error"]["fields"].items()}


async def test_lee_sees_what_she_writes_as_the_help_centre_would_show_it(desk: Desk) -> None:
    lee, ann = await desk.signed_in("Lee"), await desk.signed_in("Ann")
    body = "**Hay** <script>alert(1)</script>[x](javascript:alert(1))"
    shown = await lee.post("/api/knowledge/preview", json={"body": body})
    assert shown.json()["html"] == "<p><strong>Hay</strong> [x](javascript:alert(1))</p>\n"
    large = await lee.post("/api/knowledge/preview", json={"body": "x" * (checks.MAX_BODY + 1)})
    assert code_of(large) == "article_too_large"
    assert code_of(await ann.post("/api/knowledge/preview", json={"body": body})) == "not_allowed"


async def test_lee_writes_changes_publishes_and_deletes_an_article(desk: Desk) -> None:
    made, lee = await writes(desk), await desk.signed_in("Lee")
    [variant] = made["variants"]
    assert {name: variant[name] for name in CONTENT} == CONTENT
    public = {"slug": "can-i-send-back-an-opened-tin", "status": "published", "version": 1, "published_version": 1}
    assert {name: variant[name] for name in public} == public
    assert made["author"] == {"id": desk.ids["Lee"], "name": "Lee"}

    url = f"/api/articles/{made['id']}"
    saved = (await lee.put(f"{url}/variants/en", json={"answer": "Yes."})).json()["article"]["variants"][0]
    assert (saved["answer"], saved["title"], saved["version"], saved["published_version"]) == (
        "Yes.",
        CONTENT["title"],
        2,
        1,
    )
    published = (await lee.post(f"{url}/variants/en/publish", json={"expected_version": 2})).json()["article"]
    assert published["variants"][0]["published_version"] == 2
    changed = (await lee.patch(url, json={"visibility": "agents", "review_on": "2027-03-31"})).json()["article"]
    assert (changed["visibility"], changed["review_on"]) == ("agents", "2027-03-31")

    [listed] = (await lee.get(f"{desk.shop_url}/articles")).json()["articles"]
    assert listed["variants"][0]["phrasings_count"] == 1
    assert "body" not in listed["variants"][0]
    assert (await lee.get(url)).json()["article"] == changed
    assert (await lee.delete(url)).json() == {"ok": True}
    assert code_of(await lee.get(url)) == "not_found"


async def test_an_agent_reads_what_is_published_and_not_what_is_being_written(desk: Desk) -> None:
    made, lee, ann = await writes(desk), await desk.signed_in("Lee"), await desk.signed_in("Ann")
    draft = await writes(desk, title="Not yet", publish=False)
    url = f"/api/articles/{made['id']}"
    await lee.put(f"{url}/variants/en", json={"answer": "Half a thought"})
    [read] = (await ann.get(f"{desk.shop_url}/articles")).json()["articles"]
    assert (read["id"], read["variants"][0]["answer"]) == (made["id"], CONTENT["answer"])
    assert (await ann.get(url)).json()["article"]["variants"][0]["answer"] == CONTENT["answer"]
    for word, count in (("thought", 0), ("30 days", 1)):
        found = (await ann.get(f"{desk.shop_url}/articles", params={"query": word})).json()["articles"]
        assert len(found) == count, word
    assert code_of(await ann.get(f"/api/articles/{draft['id']}")) == "not_found"
    assert (await ann.get(f"{desk.shop_url}/articles?status=draft")).json()["articles"] == []


async def test_the_list_is_searched_filtered_and_read_page_by_page(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    branch = (await ada.post(f"{desk.shop_url}/categories", json={"names": {"en": "Returns"}})).json()["category"]
    tin = await writes(desk, category_id=branch["id"], review_on="2026-11-23")
    chinese = await writes(desk, locale="zh-CN", title="怎么退货？", phrasings=["退款"], publish=False)
    parcel = await writes(desk, title="Where is my 100% parcel?", review_on="2026-11-24")

    async def finds(**query: str) -> list[str]:
        answer = (await ada.get(f"{desk.shop_url}/articles", params=query)).json()
        return [article["id"] for article in answer["articles"]]

    assert await finds(query="PARCEL 100%") == [parcel["id"]]
    assert await finds(query="退款") == [chinese["id"]]
    assert await finds(locale="zh-CN") == await finds(status="draft") == [chinese["id"]]
    assert await finds(category_id=branch["id"]) == await finds(to_review="true") == [tin["id"]]
    first = (await ada.get(f"{desk.shop_url}/articles?limit=2")).json()
    assert ([one["id"] for one in first["articles"]], first["complete"]) == ([parcel["id"], chinese["id"]], False)
    assert first["total"] == 3
    assert await finds(before=chinese["id"]) == [tin["id"]]
    await ada.post(f"/api/articles/{tin['id']}/variants/en/archive", json={})
    assert await finds(status="in_use") == [parcel["id"], chinese["id"]]
    assert await finds(collection_id=tin["collection_id"], status="archived") == [tin["id"]]
    assert await finds(collection_id="nobodys") == []
    await ada.patch(f"/api/articles/{parcel['id']}", json={"position": 0})
    await ada.patch(f"/api/articles/{chinese['id']}", json={"suggested": False})
    assert await finds(suggested="true") == [parcel["id"], tin["id"]]
    for wrong in ("limit=0", "limit=x", "status=gone", "locale=xx"):
        assert code_of(await ada.get(f"{desk.shop_url}/articles?{wrong}")) == "invalid_fields", wrong
    for wrong in ("limit=1&limit=2", "nonsense=1", "?"):
        assert code_of(await ada.get(f"{desk.shop_url}/articles?{wrong}")) == "bad_payload", wrong


async def test_who_saves_what_somebody_else_has_saved_meanwhile_is_told(desk: Desk) -> None:
    made, lee, ada = await writes(desk), await desk.signed_in("Lee"), await desk.signed_in("Ada")
    url = f"/api/articles/{made['id']}/variants/en"
    assert (await ada.put(url, json={"answer": "Ada's.", "expected_version": 1})).status_code == 200
    for method, path, form in (
        ("PUT", url, {"answer": "Lee's."}),
        ("POST", f"{url}/publish", {}),
        ("POST", f"{url}/archive", {}),
        ("POST", f"{url}/restore", {"version": 1}),
    ):
        late = await lee.request(method, path, json=form | {"expected_version": 1})
        assert (late.status_code, code_of(late)) == (409, "conflict"), path
    read = (await ada.get(f"/api/articles/{made['id']}")).json()["article"]
    [variant] = read["variants"]
    assert (variant["answer"], variant["version"], variant["published_version"]) == ("Ada's.", 2, 1)
    shared = f"/api/articles/{made['id']}"
    assert read["version"] == made["version"]  # what one language says is nothing that all share
    hers = await ada.patch(shared, json={"visibility": "agents", "expected_version": read["version"]})
    assert hers.json()["article"]["version"] != read["version"]
    late = await lee.patch(shared, json={"visibility": "everybody", "expected_version": made["version"]})
    assert (late.status_code, code_of(late)) == (409, "conflict")
    assert (await ada.get(shared)).json()["article"]["visibility"] == "agents"


async def test_versions_are_kept_compared_and_restored(desk: Desk) -> None:
    made, ada = await writes(desk, body="One\nTwo\nThree"), await desk.signed_in("Ada")
    url = f"/api/articles/{made['id']}/variants/en"
    await ada.put(url, json={"body": "One\n2\nThree\nFour", "phrasings": []})
    await ada.put(url, json={"body": "One\n2\nThree\nFour"})  # nothing new, so no version
    listed = (await ada.get(f"{url}/versions")).json()["versions"]
    assert [(one["number"], one["author"]["name"]) for one in listed] == [(2, "Ada"), (1, "Lee")]
    shown = (await ada.get(f"{url}/versions/2")).json()["version"]
    lines = [(line["kind"], line["text"]) for line in shown["differences"]["body"]]
    same, added = "same", "added"
    assert lines == [(same, "One"), ("removed", "Two"), (added, "2"), (same, "Three"), (added, "Four")]
    assert shown["differences"]["phrasings"] == [{"kind": "removed", "text": CONTENT["phrasings"][0]}]
    assert set(shown["differences"]) == {"body", "phrasings"}
    back = (await ada.post(f"{url}/restore", json={"version": 1})).json()["article"]["variants"][0]
    assert (back["body"], back["version"], back["published_version"]) == ("One\nTwo\nThree", 3, 1)
    assert fields_of(await ada.post(f"{url}/restore", json={"version": 9})) == {"version": "invalid"}
    assert code_of(await ada.get(f"{url}/versions/9")) == "not_found"


async def test_only_so_many_versions_are_kept_and_always_the_served_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskbell.features.knowledge.writing.MOST_VERSIONS", 2)
    made, ada = await writes(desk), await desk.signed_in("Ada")
    url = f"/api/articles/{made['id']}/variants/en"
    for text in "abcd":
        await ada.put(url, json={"answer": text})
    assert [one["number"] for one in (await ada.get(f"{url}/versions")).json()["versions"]] == [5, 4, 1]


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"title": " "}, "title", "empty"),
    ({"title": "\u200b\u202e"}, "title", "empty"),
    ({"title": "?" * 501}, "title", "too_long"),
    ({"title": 7}, "title", "wrong_type"),
    ({"answer": "x" * 8001}, "answer", "too_long"),
    ({"body": None}, "body", "wrong_type"),
    ({"phrasings": "one"}, "phrasings", "wrong_type"),
    ({"phrasings": [""]}, "phrasings", "empty"),
    ({"phrasings": ["x" * 501]}, "phrasings", "too_long"),
    ({"phrasings": [str(n) for n in range(10_001)]}, "phrasings", "too_many"),
    ({"keywords": [str(n) for n in range(101)]}, "keywords", "too_many"),
    ({"id": "mine"}, "id", "unknown"),
]
WRONG_OF_ALL: list[tuple[dict[str, Any], str, str]] = [
    ({"suggested": 1}, "suggested", "wrong_type"),
    ({"visibility": "nobody"}, "visibility", "invalid"),
    ({"review_on": "next week"}, "review_on", "invalid"),
    ({"category_id": "nobodys"}, "category_id", "invalid"),
    ({"name": "taken"}, "name", "taken"),
    ({"author_id": "me"}, "author_id", "unknown"),
]


async def test_every_wrong_field_is_named_and_nothing_is_kept(desk: Desk) -> None:
    ada, made = await desk.signed_in("Ada"), await writes(desk)
    await writes(desk, name="taken")
    before = (await ada.get(f"{desk.shop_url}/articles")).json()["articles"]
    url = f"/api/articles/{made['id']}"
    for change, field, code in WRONG + WRONG_OF_ALL:
        answers = [await ada.post(f"{desk.shop_url}/articles", json=ARTICLE | change)]
        if (change, field, code) in WRONG:
            answers.append(await ada.put(f"{url}/variants/en", json={"answer": "Half.", **change}))
        else:
            answers.append(await ada.patch(url, json={"suggested": False, **change}))
        for answer in answers:
            assert code_of(answer) == "invalid_fields", change
            assert fields_of(answer)[field] == code, change
    assert set(fields_of(await ada.post(f"{desk.shop_url}/articles", json={}))) == {"locale", "title"}
    assert fields_of(await ada.put(f"{url}/variants/xx", json={"title": "Ein Titel"})) == {"locale": "invalid"}
    assert fields_of(await ada.put(f"{url}/variants/zh-CN", json={"answer": "无题"})) == {"title": "missing"}
    assert (await ada.get(f"{desk.shop_url}/articles")).json()["articles"] == before


async def test_the_longest_article_is_taken_and_a_longer_one_refused_in_words(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    phrasings = [f"{n:0>50}" for n in range(10_000)]
    longest = ARTICLE | {"title": "问" * 500, "body": "a" * 1024 * 1024, "phrasings": phrasings}
    answer = await ada.post(f"{desk.shop_url}/articles", json=longest)
    assert answer.status_code == 200, answer.text
    longer = await ada.post(f"{desk.shop_url}/articles", json=ARTICLE | {"body": "a" * 5_000_000})
    assert (longer.status_code, code_of(longer)) == (413, "article_too_large")
    for body in ("<div>\n" * 4_000, "|a" * 1_100 + "|\n" + "|-" * 1_100 + "|\n"):
        refused = await ada.post(f"{desk.shop_url}/articles", json=ARTICLE | {"body": body})
        assert (refused.status_code, code_of(refused)) == (413, "article_too_complex")


async def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    made = await writes(desk)
    for answer in (
        await ada.get("/api/inboxes/nobodys/articles"),
        await ada.post("/api/inboxes/nobodys/articles", json=ARTICLE),
        await ada.post("/api/inboxes/nobodys/try_bot", json={"text": "hello"}),
        await ada.get("/api/articles/nobodys"),
        await ada.patch("/api/articles/nobodys", json={"suggested": True}),
        await ada.put("/api/articles/nobodys/variants/en", json={"answer": "x"}),
        await ada.post(f"/api/articles/{made['id']}/variants/zh-CN/publish", json={}),
        await ada.get(f"/api/articles/{made['id']}/variants/en/versions/-1"),
        await ada.delete("/api/articles/%00"),
    ):
        assert (answer.status_code, code_of(answer)) == (404, "not_found")


async def test_agents_do_not_write_and_strangers_do_not_read(desk: Desk) -> None:
    made = await writes(desk)
    url, ann, stranger = f"/api/articles/{made['id']}", await desk.signed_in("Ann"), desk.browser()
    for_leaders = [
        ("POST", f"{desk.shop_url}/articles"),
        ("PATCH", url),
        ("DELETE", url),
        ("PUT", f"{url}/variants/en"),
        *(("POST", f"{url}/variants/en/{act}") for act in ("publish", "archive", "restore")),
        ("GET", f"{url}/variants/en/versions"),
        ("GET", f"{url}/variants/en/versions/1"),
        *(("POST", f"{desk.shop_url}/{what}") for what in ("collections", "categories")),
        *((method, f"/api/{what}/any") for what in ("collections", "categories") for method in ("PATCH", "DELETE")),
    ]
    for_agents = [("GET", url), *(("GET", f"{desk.shop_url}/{w}") for w in ("articles", "collections", "categories"))]
    for method, path in for_leaders:
        assert code_of(await ann.request(method, path, content=b"not json")) == "not_allowed", (method, path)
    for method, path in for_leaders + for_agents:
        assert code_of(await stranger.request(method, path, content=b"not json")) == "not_signed_in", (method, path)
    for _, path in for_agents:
        assert (await ann.get(path)).status_code == 200, path


async def test_an_inbox_has_room_for_so_many_and_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MOST_ARTICLES", 1)
    await writes(desk)
    second = await (await desk.signed_in("Ada")).post(f"{desk.shop_url}/articles", json=ARTICLE)
    assert fields_of(second) == {"title": "too_many"}


async def test_ada_tries_the_bot_before_anybody_asks_it(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    made = await writes(desk)
    assert desk.shop

    async def tries(text: str) -> dict[str, Any]:
        answer = await ada.post(f"{desk.shop_url}/try_bot", json={"text": text, "locale": "en"})
        return dict(answer.json())

    right = await tries("can I send back an opened tin??")
    assert (right["score"], right["threshold"]) == (1.0, 0.8)
    assert right["answer"] == {
        "card": "answer",
        "text": "Yes, within 30 days.",
        "article_id": made["id"],
        "title": CONTENT["title"],
        "url": article_path(desk.shop.key, "en", "can-i-send-back-an-opened-tin", made["id"]),
        "helpful": None,
    }
    shy = {"routing": {"bot_threshold": 1.0, "bot": {"suggest_from": 0.1}}}
    assert (await ada.patch(desk.shop_url, json=shy)).status_code == 200
    near = await tries("my opened tin")
    assert (near["outcome"], near["answer"]) == ("suggested", None)
    assert near["suggestions"] == [{"article_id": made["id"], "question": CONTENT["title"]}]
    assert 0.1 <= near["score"] < 1
    nothing = await tries("月亮上有兔子")
    assert (nothing["answer"], nothing["suggestions"]) == (None, [])


async def test_trying_the_bot_with_nonsense_is_refused_in_words(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    wrong = [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "x" * 8001}, "text"),
        ({"text": "a", "locale": 1}, "locale"),
    ]
    for form, field in wrong:
        answer = await ada.post(f"{desk.shop_url}/try_bot", json=form)
        assert field in answer.json()["error"]["fields"]
    assert (await ada.post(f"{desk.shop_url}/try_bot", json={"text": "x" * 8000})).status_code == 200


async def test_the_rules_check_the_role_themselves(desk: Desk) -> None:
    """Not only the door: whoever calls the rule from elsewhere is asked too."""
    ann = AgentActor(desk.ids["Ann"], "Ann", "agent", None, None)
    made = (await writes(desk))["id"]
    for act in (
        articles.add_article(desk.core, ann, "any", ARTICLE),
        articles.change_article(desk.core, ann, made, {}),
        articles.delete_article(desk.core, ann, made),
        saving.save_variant(desk.core, ann, made, "en", {}),
        saving.publish(desk.core, ann, made, "en", {}),
        saving.list_versions(desk.core, ann, made, "en"),
        collections.add_collection(desk.core, ann, "any", {"name": "Ours"}),
    ):
        with pytest.raises(DeskbellError) as caught:
            await act
        assert caught.value.code == "not_allowed"


async def test_one_language_goes_and_with_the_last_one_the_article(desk: Desk) -> None:
    made, ada = await writes(desk), await desk.signed_in("Ada")
    url = f"/api/articles/{made['id']}"
    await ada.put(f"{url}/variants/zh-CN", json={"title": "拆开的茶叶还能退吗？"})
    assert (await ada.delete(f"{url}/variants/en")).json() == {"ok": True}
    assert [one["locale"] for one in (await ada.get(url)).json()["article"]["variants"]] == ["zh-CN"]
    await ada.delete(f"{url}/variants/zh-CN")
    assert code_of(await ada.get(url)) == "not_found"
