"""Pages of conversations: a cursor goes on where the page before ended, and a forged one is refused."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.services import lists, talk
from deskbell.storage import messages
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_a_cursor_goes_on_where_the_page_ended(world: World) -> None:
    waiting = [(await world.waits(who)).id for who in (world.vic, world.wanda, await world.visitor())]
    for view in ("waiting", "all"):
        found: list[str] = []
        before = None
        while len(found) < len(waiting):
            page = await lists.list_conversations(world.core, world.ann, view, None, before, 1)
            found += [conversation["id"] for conversation in page["conversations"]]
            before = page["next"]
        assert (sorted(found), before) == (sorted(waiting), None)


@pytest.mark.parametrize("words", ["5 \0", "5 x", "5", "nan 0193", "", "1e300 ' OR 1=1 --"])
async def test_a_forged_cursor_is_refused(world: World, words: str) -> None:
    forged = base64.urlsafe_b64encode(words.encode()).decode()
    for asked in (
        lists.list_conversations(world.core, world.ann, "waiting", None, forged, 5),
        lists.list_conversations(world.core, world.ann, "all", None, forged, 5),
        lists.list_of_visitor(world.core, world.vic, world.vic.id, forged, 5),
    ):
        with pytest.raises(DeskbellError) as refused:
            await asked
        assert refused.value.code == "bad_payload"


async def test_a_page_holds_nothing_beyond_the_conversation_beside_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = await world.begins(world.vic)
    after = messages.after

    async def after_one_more_was_said(*given: Any) -> Any:
        await talk.send_message(world.core, world.vic, conversation.id, new_id(), "one more")
        return await after(*given)

    monkeypatch.setattr(messages, "after", after_one_more_was_said)
    page = await lists.sync(world.core, world.vic, conversation.id, 0, 50)
    assert page["messages"][-1]["seq"] == page["conversation"]["last_seq"]
    assert page["complete"]
