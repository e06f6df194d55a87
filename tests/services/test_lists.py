"""Pages of conversations: a cursor goes on where the page before ended, and a forged one is refused."""

from __future__ import annotations

import base64

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.services import lists
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
