"""Ada writes a look-up at the Shop's own server; a flow asks it for Vic and shows what it found."""

from __future__ import annotations

import asyncio
import codecs
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from deskbell.domain.errors import BadInput, NotAllowed, NotFound
from deskbell.domain.people import AgentActor
from deskbell.features.lookups import editing
from deskbell.features.lookups.asking import signature_of
from deskbell.features.lookups.mapping import at, read_answer, text_of
from deskbell.services.fetching import place_of
from tests.domain.flows.drawing import drawn, node
from tests.features.flow_people import publishes, question, said
from tests.features.people import messages_of, says
from tests.http.desk import Desk
from tests.services.needs_people import make_admin
from tests.shop_server import ShopServer, shop_server
from tests.world import World, open_world

pytestmark = pytest.mark.anyio
FIELDS = [
    {"label": {"en": "Status", "zh-CN": "状态"}, "path": "order.status"},
    {"label": {"en": "Items"}, "path": "order.items.1.name", "name": "second"},
    {"label": {}, "path": "order.paid"},
]


@pytest.fixture
async def inside(tmp_path: Path) -> AsyncIterator[World]:
    """A Shop whose operator lets look-ups go to private addresses."""
    async with open_world(tmp_path, allow_private_addresses=True) as world:
        yield world


@pytest.fixture
async def shop() -> AsyncIterator[ShopServer]:
    async with shop_server() as shop:
        yield shop


def orders(shop: ShopServer, kind: str = "orders", **more: Any) -> dict[str, Any]:
    form = {"name": "Orders", "url": f"{shop.url}/{kind}/{{number}}?lang=en&of={{who}}"}
    named = {"parameters": [{"name": "number"}, {"name": "who"}], "title": {"en": "Your order"}}
    return form | named | {"found_when": "order.number", "fields": FIELDS} | more


async def made(world: World, ada: AgentActor, form: dict[str, Any]) -> tuple[str, str]:
    """The id and the secret."""
    added = await editing.add_look_up(world.core, ada, world.shop.id, form)
    return added["look_up"]["id"], added["secret"]


async def tried(world: World, ada: AgentActor, form: dict[str, Any], number: str = "A-1") -> dict[str, Any]:
    look_up_id, _ = await made(world, ada, form)
    inputs = {"number": number, "who": "vic@shop.example", "unknown": "x"}
    return await editing.try_look_up(world.core, ada, look_up_id, {"inputs": inputs, "locale": "en"})


async def test_a_flow_asks_and_shows_what_was_found(inside: World, shop: ShopServer) -> None:
    look_up_id, secret = await made(inside, await make_admin(inside), orders(shop))
    flow = drawn(
        question("o", "order"),
        node("l", "look_up", look_up_id=look_up_id, inputs={"number": "{{order}}", "who": "Vic"}, save_as="it"),
        node("y", "end", text=said("It is {{it.status}}, {{it.second}}, {{it.paid}}.")),
        node("n", "hand_over", text=said("I cannot see it.")),
        ways="o.next>l l.found>y l.not_found>n l.failed>n",
        triggers=[{"kind": "conversation_start"}],
    )
    await publishes(inside, flow)
    conversation = await inside.begins(inside.vic, "hello")
    await says(inside, inside.vic, conversation, "A/1 ?&茶")
    await inside.core.bus.told_all()
    await asyncio.gather(*inside.core.under_way)
    cards = [message.text for message in await messages_of(inside, conversation) if message.kind == "card"]
    assert cards[1:] == [
        "Your order\nStatus: on its way\nItems: Pu-erh",
        "It is on its way, Pu-erh, true.",
    ]
    [(method, target, headers, body)] = shop.heard
    assert (method, target, body) == ("GET", "/orders/A%2F1%20%3F%26%E8%8C%B6?lang=en&of=Vic", b"")
    t, _, v1 = headers["deskbell-signature"].partition(",")
    signed = f"{t[2:]}.GET.{target}.".encode()
    assert v1 == "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    assert t == f"t={int(inside.clock.now.timestamp())}"


async def test_a_post_sends_its_inputs_signed(inside: World, shop: ShopServer) -> None:
    ada = await make_admin(inside)
    look_up_id, old = await made(inside, ada, orders(shop, method="POST"))
    secret = await editing.renew_secret(inside.core, ada, look_up_id)
    inputs = {"number": " A-1 ", "who": "x"}
    found = await editing.try_look_up(inside.core, ada, look_up_id, {"inputs": inputs, "locale": "zh-CN"})
    assert found["card"]["fields"][0] == {"label": "状态", "value": "on its way"} and found["outcome"] == "found"
    [(_, target, headers, body)] = shop.heard
    assert json.loads(body) == {"number": "A-1", "who": "x"}
    assert headers["deskbell-signature"] == signature_of(
        secret, "POST", target, body, int(inside.clock.now.timestamp())
    )
    assert old != secret


SAYS: dict[str, tuple[str, str | None, int | None]] = {
    "unknown": ("not_found", None, 404),
    "empty": ("not_found", None, 200),
    "errs": ("failed", "bad_status", 500),
    "moved": ("failed", "redirected", 302),
    "lies": ("failed", "not_json", 200),
    "deep": ("failed", "not_json", 200),
    "huge": ("failed", "too_large", None),
}


async def test_what_a_server_may_say(inside: World, shop: ShopServer) -> None:
    ada = await make_admin(inside)
    for kind, (outcome, problem, status) in SAYS.items():
        answer = await tried(inside, ada, orders(shop, kind))
        expected: dict[str, Any] = {
            "outcome": outcome,
            "values": {},
            "card": None,
            "problem": problem,
            "status": status,
        }
        assert answer == expected, kind
    assert len(shop.heard) == len(SAYS)  # nothing was followed, nothing asked twice


def test_an_answer_may_begin_with_a_byte_order_mark() -> None:
    assert read_answer('{"status": "在路上"}'.encode("utf-8-sig")) == {"status": "在路上"}
    with pytest.raises(ValueError, match="not JSON"):
        read_answer(codecs.BOM_UTF8 * 2 + b"{}")


async def test_what_would_lead_to_another_path_is_not_asked(inside: World, shop: ShopServer) -> None:
    ada = await make_admin(inside)
    for number in ("", "  ", "..", "../admin", "a/../../b", "..\\x"):
        answer = await tried(inside, ada, orders(shop), number)
        assert (answer["outcome"], answer["problem"]) == ("not_found", "unfit_input"), number
    assert shop.heard == []


async def test_without_the_operators_word_nothing_goes_inside(tmp_path: Path, shop: ShopServer) -> None:
    async with open_world(tmp_path) as world:
        ada = await make_admin(world)
        with pytest.raises(BadInput) as refused:
            await made(world, ada, orders(shop))
        assert refused.value.fields == {"url": {"code": "not_https", "message": "Only https is allowed here."}}
        answer = await tried(world, ada, orders(shop) | {"url": f"https://localhost:{shop.port}/{{number}}"})
    assert (answer["outcome"], answer["problem"], shop.heard) == ("failed", "refused_address", [])


WRONG: list[dict[str, Any]] = [
    {"url": "https://{number}/x"},
    {"url": "https://ada:secret@shop.example/"},
    {"url": "https://shop.example/a/../{number}"},
    {"url": "https://shop.example/{nobody}"},
    {"url": "https://shop.example/{number"},
    {"url": "https://shop.example/x y"},
    {"url": "https://shop.example:99999/"},
    {"url": "ftp://shop.example/"},
    {"url": "https://shop.example/#x"},
    {"method": "DELETE"},
    {"parameters": [{"name": "a b"}]},
    {"parameters": [{"name": "a"}, {"name": "a"}]},
    {"fields": [{"path": "a.b"}, {"path": "c.b"}]},
    {"fields": [{"path": "a..b"}]},
    {"found_when": "$"},
    {"title": {"fr": "Commande"}},
    {"secret": "mine"},
]


async def test_who_may_do_what_with_them(world: World) -> None:
    ada = await make_admin(world)
    look_up_id, secret = await made(world, ada, orders(ShopServer(), url="https://shop.example/{number}"))
    for form in WRONG:
        with pytest.raises(BadInput) as refused:
            await editing.change_look_up(world.core, ada, look_up_id, form)
        assert refused.value.code == "invalid_fields", form
    changed = await editing.change_look_up(world.core, ada, look_up_id, {"name": "Parcels"})
    assert changed["fields"][0]["name"] == "status" and changed["name"] == "Parcels"
    assert await editing.list_look_ups(world.core, world.lee, world.shop.id) == [changed]
    assert secret not in str(changed)
    for step in (
        editing.list_look_ups(world.core, world.ann, world.shop.id),
        editing.add_look_up(world.core, world.lee, world.shop.id, {}),
        editing.change_look_up(world.core, world.lee, look_up_id, {}),
        editing.try_look_up(world.core, world.lee, look_up_id, {"inputs": {}}),
        editing.renew_secret(world.core, world.lee, look_up_id),
        editing.delete_look_up(world.core, world.lee, look_up_id),
    ):
        with pytest.raises(NotAllowed):
            await step
    look_up, look_ups = world.core.hooks.look_up, world.core.hooks.look_ups
    async with world.core.read() as conn:
        assert (
            look_ups and set(await look_ups(conn, world.shop.id)) == {look_up_id} and not await look_ups(conn, "other")
        )
    assert look_up and (await look_up("another inbox", look_up_id, {})).outcome == "failed"
    await editing.delete_look_up(world.core, ada, look_up_id)
    assert (await look_up(world.shop.id, look_up_id, {})).outcome == "failed"
    with pytest.raises(NotFound):
        await editing.renew_secret(world.core, ada, look_up_id)


async def test_the_http_api(desk: Desk) -> None:
    ada, lee = await desk.signed_in("Ada"), await desk.signed_in("Lee")
    form = {"name": "Orders", "url": "https://127.0.0.1:9/{number}", "parameters": [{"name": "number"}]}
    added = (await ada.post(f"{desk.shop_url}/look_ups", json=form)).json()
    url = f"/api/look_ups/{added['look_up']['id']}"
    assert (await ada.patch(url, json={"method": "POST"})).json()["look_up"]["method"] == "POST"
    assert (await ada.post(f"{url}/secret")).json()["secret"] != added["secret"]
    answer = (await ada.post(f"{url}/try", json={"inputs": {"number": "1"}})).json()
    assert (answer["outcome"], answer["problem"]) == ("failed", "refused_address")
    assert [one["name"] for one in (await lee.get(f"{desk.shop_url}/look_ups")).json()["look_ups"]] == ["Orders"]
    assert (await lee.delete(url)).status_code == 403
    assert (await ada.delete(url)).json() == {"ok": True}


def test_places_in_answers_and_urls() -> None:
    answer = {"a": [{"b": 1.5}, None], "c": "  x\n y ", "l": ["a", None, 2, {"x": 1}], "0": "zero"}
    assert [text_of(at(answer, path)) for path in ("a.0.b", "a.1", "a.9", "a.-1", "a.b", "c", "l", "0", "a.0")] == [
        "1.5", "", "", "", "", "x y", "a, 2", "zero", "",
    ]  # fmt: skip
    assert len(text_of("x" * 900)) == 500
    place = place_of("https://[2606:4700::1111]/x")
    assert place and (place.host, place.port, place.path, place.query) == ("2606:4700::1111", 443, "/x", "")
