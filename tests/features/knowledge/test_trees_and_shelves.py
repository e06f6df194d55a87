"""Lee grows the category tree, without circles; collections are shared by inboxes and never lost by accident."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from deskbell.features.knowledge import collections
from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio


async def grows(lee: httpx2.AsyncClient, desk: Desk, name: str, parent: str | None = None, **more: Any) -> Any:
    form = {"names": {"en": name}, "parent_id": parent, **more}
    return (await lee.post(f"{desk.shop_url}/categories", json=form)).json()


def wrong(body: Any) -> dict[str, str]:
    return {name: field["code"] for name, field in body["error"]["fields"].items()}


async def test_a_tree_has_no_circle_and_is_not_too_deep(desk: Desk) -> None:
    lee = await desk.signed_in("Lee")
    branch: list[str] = []
    for level in range(5):
        grown = await grows(lee, desk, f"Level {level}", branch[-1] if branch else None)
        branch.append(grown["category"]["id"])
    assert wrong(await grows(lee, desk, "Too deep", branch[-1])) == {"parent_id": "too_deep"}
    for top, below in ((0, 0), (0, 1), (0, 4), (2, 3)):
        answer = await lee.patch(f"/api/categories/{branch[top]}", json={"parent_id": branch[below]})
        assert wrong(answer.json()) == {"parent_id": "cycle"}, (top, below)
    other = (await grows(lee, desk, "Other"))["category"]
    moved = await lee.patch(f"/api/categories/{branch[0]}", json={"parent_id": other["id"]})
    assert wrong(moved.json()) == {"parent_id": "too_deep"}
    assert wrong(await grows(lee, desk, "Nowhere", "nobodys")) == {"parent_id": "invalid"}
    assert wrong(await grows(lee, desk, "")) == {"names": "empty"}


async def test_what_was_in_a_deleted_category_goes_one_up(desk: Desk) -> None:
    lee = await desk.signed_in("Lee")
    top = (await grows(lee, desk, "Orders"))["category"]
    middle = (await grows(lee, desk, "Delivery", top["id"]))["category"]
    last = (await grows(lee, desk, "Abroad", middle["id"], slug="Abroad & beyond"))["category"]
    assert last["slug"] == "abroad-beyond"
    form = {"locale": "en", "title": "When?", "category_id": middle["id"]}
    article = (await lee.post(f"{desk.shop_url}/articles", json=form)).json()["article"]
    assert (await lee.delete(f"/api/categories/{middle['id']}")).json() == {"ok": True}
    left = {one["slug"]: one for one in (await lee.get(f"{desk.shop_url}/categories")).json()["categories"]}
    assert (left["abroad-beyond"]["parent_id"], left["orders"]["articles"]) == (top["id"], 1)
    assert (await lee.get(f"/api/articles/{article['id']}")).json()["article"]["category_id"] == top["id"]
    taken = await lee.patch(f"/api/categories/{last['id']}", json={"slug": "orders"})
    assert wrong(taken.json()) == {"slug": "taken"}


async def test_an_inbox_has_only_so_many_collections_however_they_come(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collections, "MOST_COLLECTIONS", 2)
    ada = await desk.signed_in("Ada")
    new = {"name": "Studio", "locale": "en", "time_zone": "UTC"}
    studio = (await ada.post("/api/inboxes", json=new)).json()["inbox"]["id"]
    made = [(await ada.post(f"{desk.shop_url}/collections", json={"name": name})) for name in ("Clay", "Iron", "Tin")]
    assert wrong(made[2].json()) == {"name": "too_many"}
    shelf = (await ada.post(f"/api/inboxes/{studio}/collections", json={"name": "Glass"})).json()["collection"]
    assert desk.shop
    shared = await ada.patch(f"/api/collections/{shelf['id']}", json={"inbox_ids": [studio, desk.shop.id]})
    assert wrong(shared.json()) == {"inbox_ids": "too_many"}


async def test_a_collection_is_shared_and_what_is_needed_stays(desk: Desk) -> None:
    ada, ann = await desk.signed_in("Ada"), await desk.signed_in("Ann")
    new = {"name": "Studio", "locale": "en", "time_zone": "UTC"}
    studio = (await ada.post("/api/inboxes", json=new)).json()["inbox"]["id"]
    shelf = (await ada.post(f"/api/inboxes/{studio}/collections", json={"name": "Clay"})).json()["collection"]
    form = {"locale": "en", "title": "Is clay heavy?", "collection_id": shelf["id"], "publish": True}
    article = (await ada.post(f"/api/inboxes/{studio}/articles", json=form)).json()["article"]
    url, of = f"/api/collections/{shelf['id']}", f"/api/articles/{article['id']}"
    assert code_of(await ann.get(of)) == "not_found"
    assert desk.shop
    shared = await ada.patch(url, json={"inbox_ids": [studio, desk.shop.id]})
    assert shared.json()["collection"]["articles"] == 1
    assert (await ann.get(of)).status_code == 200
    assert [one["name"] for one in (await ann.get(f"{desk.shop_url}/collections")).json()["collections"]] == ["Clay"]

    assert wrong((await ada.patch(url, json={"inbox_ids": ["nobodys"]})).json()) == {"inbox_ids": "invalid"}
    not_theirs = {"locale": "en", "title": "?", "collection_id": "nobodys"}
    assert wrong((await ada.post(f"{desk.shop_url}/articles", json=not_theirs)).json()) == {"collection_id": "invalid"}
    assert code_of(await ada.delete(url)) == "in_use"
    await ada.delete(of)
    assert (await ada.delete(url)).json() == {"ok": True}
    own = (await ada.post(f"{desk.shop_url}/articles", json={"locale": "en", "title": "?"})).json()["article"]
    await ada.delete(f"/api/articles/{own['id']}")
    assert code_of(await ada.delete(f"/api/collections/{own['collection_id']}")) == "in_use"
    unshared = await ada.patch(f"/api/collections/{own['collection_id']}", json={"inbox_ids": [studio]})
    assert code_of(unshared) == "in_use"
