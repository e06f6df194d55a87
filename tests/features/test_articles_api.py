"""Ada writes articles over HTTP and tries the bot; nobody else may, and nothing is kept by halves."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.people import AgentActor
from deskbell.features.knowledge import articles
from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio
ARTICLE = {
    "locale": "en",
    "question": "Can I send back an opened tin?",
    "answer": "Yes, within 30 days.",
    "phrasings": ["I do not like the taste"],
    "category": "Returns and refunds",
    "suggested": True,
}


async def test_ada_writes_changes_and_deletes_an_article(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    made = (await ada.post(f"{desk.shop_url}/articles", json=ARTICLE)).json()["article"]
    assert {name: made[name] for name in ARTICLE} == ARTICLE
    assert set(made) == set(ARTICLE) | {"id", "inbox_id", "position", "updated_at"}
    changed = (await ada.patch(f"/api/articles/{made['id']}", json={"answer": "Yes."})).json()["article"]
    assert changed == made | {"answer": "Yes.", "updated_at": changed["updated_at"]}
    assert (await ada.get(f"{desk.shop_url}/articles")).json()["articles"] == [changed]
    assert (await ada.delete(f"/api/articles/{made['id']}")).json() == {"ok": True}
    assert (await ada.get(f"{desk.shop_url}/articles")).json()["articles"] == []


async def test_what_is_not_said_of_an_article_has_a_default(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    least = {"locale": "zh-CN", "question": "怎么退货？", "answer": "30 天内。"}
    made = (await ada.post(f"{desk.shop_url}/articles", json=least)).json()["article"]
    assert (made["phrasings"], made["category"], made["suggested"]) == ([], "", False)


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"locale": "xx"}, "locale", "invalid"),
    ({"question": " "}, "question", "empty"),
    ({"question": "?" * 501}, "question", "too_long"),
    ({"question": 7}, "question", "wrong_type"),
    ({"answer": "x" * 8001}, "answer", "too_long"),
    ({"answer": None}, "answer", "wrong_type"),
    ({"phrasings": "one"}, "phrasings", "wrong_type"),
    ({"phrasings": [1]}, "phrasings", "wrong_type"),
    ({"phrasings": [""]}, "phrasings", "empty"),
    ({"phrasings": ["x" * 501]}, "phrasings", "too_long"),
    ({"phrasings": [str(n) for n in range(201)]}, "phrasings", "too_many"),
    ({"category": "x" * 201}, "category", "too_long"),
    ({"suggested": 1}, "suggested", "wrong_type"),
    ({"position": 1}, "position", "unknown"),
    ({"id": "mine"}, "id", "unknown"),
]


async def test_every_wrong_field_is_named_and_nothing_is_kept(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    made = (await ada.post(f"{desk.shop_url}/articles", json=ARTICLE)).json()["article"]
    for change, field, code in WRONG:
        for answer in (
            await ada.post(f"{desk.shop_url}/articles", json=ARTICLE | change),
            await ada.patch(f"/api/articles/{made['id']}", json={"answer": "Half.", **change}),
        ):
            assert code_of(answer) == "invalid_fields", change
            assert answer.json()["error"]["fields"][field]["code"] == code, change
    missing = await ada.post(f"{desk.shop_url}/articles", json={})
    assert set(missing.json()["error"]["fields"]) == {"locale", "question", "answer"}
    assert (await ada.get(f"{desk.shop_url}/articles")).json()["articles"] == [made]


async def test_the_longest_article_is_taken(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    longest = ARTICLE | {"question": "问" * 500, "answer": "答" * 8000, "phrasings": [f"{n:0>500}" for n in range(200)]}
    answer = await ada.post(f"{desk.shop_url}/articles", json=longest)
    assert answer.status_code == 200, answer.text


async def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    for answer in (
        await ada.get("/api/inboxes/nobodys/articles"),
        await ada.post("/api/inboxes/nobodys/articles", json=ARTICLE),
        await ada.post("/api/inboxes/nobodys/try_bot", json={"text": "hello"}),
        await ada.patch("/api/articles/nobodys", json={"answer": "x"}),
        await ada.delete("/api/articles/%00"),
    ):
        assert (answer.status_code, code_of(answer)) == (404, "not_found")


async def test_only_an_admin_may(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    made = (await ada.post(f"{desk.shop_url}/articles", json=ARTICLE)).json()["article"]
    doors = [
        ("GET", f"{desk.shop_url}/articles"),
        ("POST", f"{desk.shop_url}/articles"),
        ("PATCH", f"/api/articles/{made['id']}"),
        ("DELETE", f"/api/articles/{made['id']}"),
        ("POST", f"{desk.shop_url}/try_bot"),
    ]
    lee, stranger = await desk.signed_in("Lee"), desk.browser()
    for method, path in doors:
        assert code_of(await lee.request(method, path, content=b"not json")) == "not_allowed"
        assert code_of(await stranger.request(method, path, content=b"not json")) == "not_signed_in"
    assert (await ada.get(f"{desk.shop_url}/articles")).json()["articles"] == [made]


async def test_an_inbox_has_room_for_so_many_and_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "MOST_ARTICLES", 1)
    ada = await desk.signed_in("Ada")
    await ada.post(f"{desk.shop_url}/articles", json=ARTICLE)
    second = await ada.post(f"{desk.shop_url}/articles", json=ARTICLE)
    assert second.json()["error"]["fields"]["question"]["code"] == "too_many"


async def test_ada_tries_the_bot_before_anybody_asks_it(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    made = (await ada.post(f"{desk.shop_url}/articles", json=ARTICLE)).json()["article"]

    async def tries(text: str) -> dict[str, Any]:
        answer = await ada.post(f"{desk.shop_url}/try_bot", json={"text": text, "locale": "en"})
        return dict(answer.json())

    right = await tries("can I send back an opened tin??")
    assert (right["score"], right["threshold"]) == (1.0, 0.8)
    assert right["answer"] == {
        "card": "answer",
        "text": "Yes, within 30 days.",
        "article_id": made["id"],
        "title": "Returns and refunds",
        "helpful": None,
    }
    near = await tries("my opened tin")
    assert near["answer"] is None
    assert near["suggestions"] == [{"article_id": made["id"], "question": ARTICLE["question"]}]
    assert 0.3 < near["score"] < 0.8
    nothing = await tries("月亮上有兔子")
    assert (nothing["answer"], nothing["suggestions"], nothing["score"]) == (None, [], 0.0)


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
    for act in (
        articles.list_articles(desk.core, ann, "any"),
        articles.add_article(desk.core, ann, "any", ARTICLE),
        articles.change_article(desk.core, ann, "any", {}),
        articles.delete_article(desk.core, ann, "any"),
    ):
        with pytest.raises(DeskbellError) as caught:
            await act
        assert caught.value.code == "not_allowed"
