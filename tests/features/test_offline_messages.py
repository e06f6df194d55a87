"""Nobody is at the desk: Wanda leaves name, address and words, and finds them kept."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.features.offline_messages.form import LeaveOfflineMessage, check_email, check_phone
from deskbell.features.offline_messages.leaving import leave_offline_message
from deskbell.services import conversations, lists, routing, talk
from deskbell.services.events import ConversationChanged, QueueTouched, VisitorChanged
from deskbell.storage import visitors
from tests.features.people import as_it_is, last_message
from tests.world import World

pytestmark = pytest.mark.anyio
FORM = LeaveOfflineMessage("0193-wanda-asks", "Wanda Brandt", "wanda@brandt.example", "Is the Alishan coming back?")


async def test_the_message_stands_at_the_desk_as_a_conversation_of_its_own(world: World) -> None:
    left = (await leave_offline_message(world.core, world.wanda, FORM))["conversation"]
    assert (left["kind"], left["status"], left["assignee"], left["waiting"]) == ("offline", "open", None, True)
    assert left["queue"] is None
    listed = await lists.list_conversations(world.core, world.ann, "waiting", None, None, 50)
    [seen] = listed["conversations"]
    assert seen["id"] == left["id"]
    assert (listed["counts"]["offline_messages"], listed["counts"]["waiting"]) == (1, 0)
    assert (seen["visitor"]["name"], seen["visitor"]["email"]) == ("Wanda Brandt", "wanda@brandt.example")
    assert seen["visitor"]["email_verified"] is False


async def test_its_one_message_is_a_form(world: World) -> None:
    left = (await leave_offline_message(world.core, world.wanda, FORM))["conversation"]
    [message] = (await lists.sync(world.core, world.ann, left["id"], 0, 10))["messages"]
    assert (message["kind"], message["seq"], message["text"]) == ("form", 1, FORM.text)
    assert message["data"] == {"name": "Wanda Brandt", "email": "wanda@brandt.example"}
    assert (message["author"]["type"], message["author"]["name"]) == ("visitor", "Wanda Brandt")


async def test_the_desk_is_told_in_an_order_that_makes_sense(world: World) -> None:
    await world.core.bus.told_all()
    world.told.clear()
    await leave_offline_message(world.core, world.wanda, FORM)
    await world.core.bus.told_all()
    kinds = [type(event) for event in world.told]
    assert kinds.index(VisitorChanged) < kinds.index(ConversationChanged)
    assert QueueTouched in kinds
    first, *_, last = [event for event in world.told if isinstance(event, ConversationChanged)]
    assert (first.created, first.for_agents["visitor"]["name"]) == (True, "Wanda Brandt")
    assert last.for_agents["topic"] == FORM.text


async def test_sending_again_leaves_one_message(world: World) -> None:
    lefts = await asyncio.gather(*[leave_offline_message(world.core, world.wanda, FORM) for _ in range(4)])
    assert len({left["conversation"]["id"] for left in lefts}) == 1
    assert {left["conversation"]["last_seq"] for left in lefts} == {1}
    assert len((await lists.list_conversations(world.core, world.ann, "waiting", None, None, 50))["conversations"]) == 1


async def test_the_client_id_of_a_live_conversation_is_refused(world: World) -> None:
    await talk.start_conversation(world.core, world.wanda, FORM.client_id, "hello", "en")
    with pytest.raises(DeskbellError) as refused:
        await leave_offline_message(world.core, world.wanda, FORM)
    assert refused.value.code == "bad_payload"


async def test_whoever_stands_in_line_leaves_it_with_the_message_once(world: World) -> None:
    live = await world.waits(world.wanda)
    await leave_offline_message(world.core, world.wanda, FORM)
    left = await as_it_is(world, live.id)
    assert (left.assignee_type, left.queue_order) == ("bot", None)
    assert (await last_message(world, live)).data == {"activity": "left_queue"}
    await conversations.request_human(world.core, world.wanda, live.id)
    await leave_offline_message(world.core, world.wanda, FORM)
    assert (await as_it_is(world, live.id)).queue_order is not None


async def test_it_does_not_become_the_live_conversation(world: World) -> None:
    left = (await leave_offline_message(world.core, world.wanda, FORM))["conversation"]
    live = await world.begins(world.wanda, "hello, somebody there now?")
    assert live.id != left["id"]


async def test_it_is_never_the_conversation_that_the_window_shows_first(world: World) -> None:
    await leave_offline_message(world.core, world.wanda, FORM)
    assert await lists.current_of_visitor(world.core, world.wanda) is None
    talked = await world.begins(world.vic)
    await conversations.resolve(world.core, world.vic, talked.id)
    await leave_offline_message(world.core, world.vic, msgspec.structs.replace(FORM, client_id=new_id()))
    shown = await lists.current_of_visitor(world.core, world.vic)
    assert shown and (shown["id"], shown["status"]) == (talked.id, "resolved")


async def test_it_cannot_ask_for_a_person_but_wanda_can_write_on_to_it(world: World) -> None:
    left = (await leave_offline_message(world.core, world.wanda, FORM))["conversation"]
    with pytest.raises(DeskbellError) as refused:
        await conversations.request_human(world.core, world.wanda, left["id"])
    assert refused.value.code == "unsupported"
    await talk.send_message(world.core, world.wanda, left["id"], new_id(), "The Alishan, I mean")
    now = await as_it_is(world, left["id"])
    assert (now.assignee_type, now.queue_order, now.last_seq, now.unread) == (None, None, 2, 2)


async def test_ann_can_take_it(world: World) -> None:
    left = (await leave_offline_message(world.core, world.wanda, FORM))["conversation"]
    await routing.claim(world.core, world.ann, left["id"])
    assert (await as_it_is(world, left["id"])).assignee_id == world.ann.id


async def test_what_is_wrong_is_said_in_words_and_nothing_is_kept(world: World) -> None:
    wrong = [
        ({"name": ""}, "bad_payload", "name"),
        ({"name": " \t "}, "bad_payload", "name"),
        ({"name": "W" * 201}, "bad_payload", "name"),
        ({"email": "wanda@"}, "bad_payload", "email"),
        ({"text": "  "}, "text_empty", "nothing to send"),
        ({"text": "x" * 8001}, "text_too_long", "8000"),
        ({"client_id": "<script>"}, "bad_payload", "client_id"),
    ]
    for change, code, word in wrong:
        with pytest.raises(DeskbellError, match=word) as caught:
            await leave_offline_message(world.core, world.wanda, msgspec.structs.replace(FORM, **change))
        assert caught.value.code == code, change
    async with world.core.read() as conn:
        wanda = await visitors.by_id(conn, world.wanda.id)
        assert wanda
        assert (wanda.email, await visitors.count_conversations(conn, wanda.id)) == (None, 0)


async def test_the_longest_words_and_hostile_ones_are_kept_as_they_are(world: World) -> None:
    name, text = "<img src=x onerror=alert(1)>" + "王" * 100, "‮" + "😊<script>" * 800
    form = LeaveOfflineMessage(new_id(), name, "o'neil+tea@brandt.example", text[:8000])
    left = (await leave_offline_message(world.core, world.wanda, form))["conversation"]
    [message] = (await lists.sync(world.core, world.wanda, left["id"], 0, 10))["messages"]
    assert (message["text"], message["data"]["name"]) == (text[:8000], name)


@pytest.mark.parametrize(
    "email",
    [
        "w@b.co",
        " wanda@brandt.example ",
        "Wanda.Brandt+tea@mail.brandt.example",
        "王达@例子.中国",
        "a@b.c.d.e",
        '"<b>"@x.yz',
    ],
)
def test_a_plausible_address_is_taken(email: str) -> None:
    assert check_email(email) == email.strip()


@pytest.mark.parametrize(
    "email",
    [
        "",
        " ",
        "wanda",
        "wanda@",
        "@brandt.example",
        "wanda@brandt",
        "wanda@brandt.",
        "wanda@.example",
        "wanda@brandt..example",
        "wanda@@brandt.example",
        "wanda@brandt@example.com",
        "wan da@brandt.example",
        "wanda@brandt.example\nBcc: all@brandt.example",
        "wanda\x00@brandt.example",
        "wanda\u202e@brandt.example",
        "wanda\u200b@brandt.example",
        "w" * 250 + "@b.co",
    ],
)
def test_what_cannot_be_an_address_is_refused(email: str) -> None:
    with pytest.raises(DeskbellError, match="email") as caught:
        check_email(email)
    assert caught.value.code == "bad_payload"


async def test_with_a_number_to_call_no_address_is_needed(world: World) -> None:
    form = msgspec.structs.replace(FORM, email=" ", phone="+86 138-0013 (8000)")
    left = (await leave_offline_message(world.core, world.wanda, form))["conversation"]
    [message] = (await lists.sync(world.core, world.ann, left["id"], 0, 10))["messages"]
    assert message["data"] == {"name": "Wanda Brandt", "email": "", "phone": "+8613800138000"}
    for wrong in (msgspec.structs.replace(form, phone=" "), msgspec.structs.replace(form, email="wanda@")):
        with pytest.raises(DeskbellError):
            await leave_offline_message(world.core, world.wanda, msgspec.structs.replace(wrong, client_id=new_id()))


@pytest.mark.parametrize("phone", ["1234", "1" * 21, "+", "12345x", "+86+138000", "١٢٣٤٥٦"])
def test_what_cannot_be_a_number_is_refused(phone: str) -> None:
    with pytest.raises(DeskbellError):
        check_phone(phone)
