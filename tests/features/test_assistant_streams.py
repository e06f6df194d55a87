"""An answer of the language model is seen to grow, by sentences that hold; what does not hold leaves nothing behind."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from deskbell.features.assistant import editing, store
from deskbell.features.assistant.saying import said_in
from deskbell.features.assistant.streaming import Reader
from deskbell.services.articles import Match
from deskbell.services.events import AnswerDrafted
from deskbell.services.fetching import FetchFailed
from tests.features.people import messages_of
from tests.services.needs_people import make_admin
from tests.shop_server import ShopServer, shop_server
from tests.world import World, open_world

pytestmark = pytest.mark.anyio
TINS = Match("a1", "en", "Opened tins", "Send it back within 30 days. Half must be left.", 0.2)
FIRST, SECOND = "Send it back within 30 days. [1]", " Half must be left. [1]"
DONE = b"data: [DONE]\n\n"
Draft = Callable[[], Awaitable[Any]]


def delta(text: str | None, **more: Any) -> bytes:
    chunk = {"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, **more}]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


USED = b'data: {"choices": [], "usage": {"prompt_tokens": 60, "completion_tokens": 17, "total_tokens": 277}}\n\n'


@pytest.fixture
async def model() -> AsyncIterator[ShopServer]:
    async with shop_server() as model:
        model.streams["stream"] = asyncio.Queue()
        yield model


@pytest.fixture
async def inside(tmp_path: Path, model: ShopServer) -> AsyncIterator[World]:
    """A Shop with one article that is near, and a model that streams."""
    async with open_world(tmp_path, allow_private_addresses=True) as world:

        async def find(*_: Any, **__: Any) -> list[Match]:
            return [TINS]

        world.core.hooks.find_answers = find
        form = {"base_url": f"{model.url}/stream", "model": "small", "enabled": True}
        await editing.change(world.core, await make_admin(world), world.shop.id, form)
        yield world


@pytest.fixture
async def drafted(inside: World) -> Draft:
    """The next draft's text, as its event is told."""
    told: asyncio.Queue[Any] = asyncio.Queue()

    async def listen(events: list[Any]) -> None:
        for event in events:
            if isinstance(event, AnswerDrafted):
                told.put_nowait((event.draft["after_seq"], event.draft["text"]))

    inside.core.bus.subscribe(listen)
    return lambda: asyncio.wait_for(told.get(), 20)


async def test_it_grows_sentence_by_sentence_and_is_then_stored(
    inside: World, model: ShopServer, drafted: Draft
) -> None:
    says = model.streams["stream"].put_nowait
    conversation = await inside.begins(inside.vic, "May I send an opened tin back?")
    assert await drafted() == (2, "")
    for words in ("<thi", "nk>", "Send it back within 60 days. [1]</th", "ink>\nSend it back within 30 "):
        says(delta(words))
    says(delta("days. [1"))
    says(delta("]") + delta(SECOND[:5]))
    assert await drafted() == (2, FIRST)
    assert (await messages_of(inside, conversation))[-1].data == {"card": "unknown"}
    for piece in (delta(SECOND[5:]), delta(None, finish_reason="stop"), USED, DONE, b""):
        says(piece)
    assert await drafted() == (2, FIRST + SECOND)
    assert await drafted() == (2, None)
    card = (await messages_of(inside, conversation))[-1]
    assert card.data and card.data["card"] == "composed" and card.text.startswith(FIRST + SECOND)
    async with inside.core.read() as conn:
        assert await store.tokens_of(conn, inside.shop.id, inside.clock.now.date().isoformat()) == 277
    asked = json.loads(model.heard[0][3])
    assert asked["stream"] and asked["stream_options"] == {"include_usage": True}


LIES: dict[str, tuple[bytes, ...]] = {
    "made up": (delta("Send it back within 60 days. [1]"), DONE),
    "cited nothing": (delta("Send it back."), DONE),
    "cut off": (delta("Send it back"),),
    "errs": (b'data: {"error": {"message": "overloaded"}}\n\n', DONE),
    "no stream": (b"<html>Welcome</html>\n\n",),
    "for ever": (delta("tea " * 400),),
    "thinks for ever": (delta("<think>" + "tea " * 5_000),),
    "no UTF-8": (b'data: {"choices": [{"delta": {"content": "\xe9"}}]}\n\n', DONE),
}


async def test_what_does_not_hold_is_never_shown(inside: World, model: ShopServer, drafted: Draft) -> None:
    for lie, pieces in LIES.items():
        conversation = await inside.begins(await inside.visitor(), "May I send an opened tin back?")
        assert await drafted() == (2, ""), lie
        for piece in (*pieces, b""):
            model.streams["stream"].put_nowait(piece)
        assert await drafted() == (2, None), lie
        assert (await messages_of(inside, conversation))[-1].data == {"card": "unknown"}, lie
        model.streams["stream"] = asyncio.Queue()


async def test_a_later_lie_takes_back_what_was_shown(inside: World, model: ShopServer, drafted: Draft) -> None:
    conversation = await inside.begins(inside.vic, "May I send an opened tin back?")
    for piece in (delta(FIRST), delta(" Call 0800 55. [1]"), DONE, b""):
        model.streams["stream"].put_nowait(piece)
    assert [await drafted() for _ in range(3)] == [(2, ""), (2, FIRST), (2, None)]
    assert (await messages_of(inside, conversation))[-1].data == {"card": "unknown"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<think>Hm [1]</think>\nTea. [1]", "Tea. [1]"),
        ("Hm [1]\n</think>\n\nTea. [1]", "Tea. [1]"),
        ("<thinking>Hm [1]", ""),
        ("Tea. [1] <think>Hm", "Tea. [1]"),
        ("Tea < 3 <thin", "Tea < 3"),
        ("Tea <b>", "Tea <b>"),
        ("Te\0a \u202e\u2066\u200f\x07\x9bis\r\n\there", "Te\ufffda is\n\there"),
    ],
)
def test_thoughts_and_what_nobody_sees_are_no_part_of_what_is_said(written: str, said: str) -> None:
    assert said_in(written) == said


def read(pieces: list[bytes]) -> tuple[str, int | None]:
    reader = Reader(lambda _: None)
    for piece in pieces:
        reader.hear(200, piece)
    written = reader.end()
    return written.text, written.tokens


def test_a_stream_may_come_in_any_pieces() -> None:
    lines = b"\xef\xbb\xbf: hello\n\nevent: x\n" + delta("\u8336 [1]") + USED + b"data:[DONE]"
    for ends in (b"\n", b"\r\n", b"\r"):
        body = lines.replace(b"\n", ends)
        assert read([body[at : at + 1] for at in range(len(body))]) == ("\u8336 [1]", 277), ends
    whole = b' {"choices": [{"message": {"content": "x"}}], "usage": {"total_tokens": 5}}'
    assert read([whole[:9], whole[9:]]) == ("x", 5)
    for broken in (b"", b"data: [1", b"data: {}\n\n", b'data: {"choices": 7}\n\n', b"[" * 9_000):
        with pytest.raises(FetchFailed):
            read([broken])
