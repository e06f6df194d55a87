"""Vic walks through flows: asked, answered, handed over with what he said; and whatever happens, he reaches a person."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deskbell.app import open_core
from deskbell.domain.errors import BadInput, Conflict
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.features.flows import editing, library
from deskbell.features.flows.forms import AnswerForm, answer_form
from deskbell.features.flows.starting import TrackEvent, suggested_flows, track_event, would_begin
from deskbell.features.offline_messages.form import LeaveOfflineMessage
from deskbell.features.offline_messages.leaving import leave_offline_message
from deskbell.realtime.payloads import Page
from deskbell.services import conversations, routing, skills, talk, teams
from deskbell.services.articles import LookedUp
from deskbell.services.sentences import sentences_of
from deskbell.services.timers import fire_due
from deskbell.services.views import suggested_questions
from deskbell.settings import Settings
from deskbell.storage import conversations as stored
from deskbell.storage import visitors
from deskbell.storage.history import decisions_of
from tests.domain.flows.drawing import drawn, node
from tests.features.bot_people import knows, match
from tests.features.flow_people import notes_of, publishes, question, returns, run_of, said
from tests.features.people import CLOSED_WEEK, Bookshelf, as_it_is, cards, configure, last_message, messages_of, says
from tests.world import World, open_world

pytestmark = pytest.mark.anyio


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """On SQLite: what is told here says nothing in SQL that the walk through a restart does not, which is on both."""
    async with open_world(tmp_path) as world:
        yield world


async def texts(world: World, conversation: Any) -> list[str]:
    return [m.text for m in await messages_of(world, conversation) if m.author_type == "bot" and m.kind == "card"]


async def test_vic_walks_through_a_flow_to_a_person(world: World) -> None:
    await publishes(world, returns(priority="complaint"))
    conversation = await world.begins(world.vic, "I want to return a pot")
    card = await last_message(world, conversation)
    assert card.text == "What is wrong?"
    assert card.data["ask"]["options"][0] == {"id": "broken", "label": "It is broken"}
    assert (card.data["card"], card.data["node_id"], card.data["version"]) == ("flow", "what", 1)
    await says(world, world.vic, conversation, "it is BROKEN")
    await says(world, world.vic, conversation, "dunno")
    await says(world, world.vic, conversation, "A-1")
    assert (await texts(world, conversation))[1:] == [
        "order?",
        "That does not look right. Check it and try again.",
        "A colleague helps with A-1.",
    ]
    now = await as_it_is(world, conversation.id)
    assert now.waiting and now.priority == "complaint" and await run_of(world, conversation) is None
    [note] = await notes_of(world, conversation)
    assert note.author_type == "bot" and "order: A-1" in note.text
    asked = {"name": "order", "label": "order?", "labels": said("order?")}
    assert note.data["collected"]["answers"] == [asked | {"type": "text", "text": "A-1"}]
    assert note.data["collected"]["flow"] == "Returns" and note.data["collected"]["reason"] is None


async def test_what_it_needs_goes_with_it_and_what_is_gone_asks_for_nothing(world: World) -> None:
    ada = AgentActor("ada", "Ada", "admin", None, None)
    members = [{"agent_id": world.ann.id, "share": 100}]
    team = await teams.add_team(world.core, ada, {"name": "Returns", "members": members})
    skill = await skills.add_skill(world.core, ada, {"name": "Tea"})
    needs = [{"skill_id": skill["id"], "level": 2}]
    await publishes(world, drawn(node("h", "hand_over", team_id=team["id"], needs=needs), triggers=START))
    await skills.remove_skill(world.core, ada, skill["id"])
    conversation = await world.begins(world.vic, "hello")
    now = await as_it_is(world, conversation.id)
    assert (now.waiting, now.team_id, now.needs) == (True, team["id"], "")
    async with world.core.read() as conn:
        found = await decisions_of(conn, conversation.id)
    [needing] = [one for one in found if one.kind == "needs_changed"]
    assert needing.data["because"] == [{"because": "flow", "flow": "Returns"}]
    assert "流程“Returns”" in sentences_of(needing.kind, needing.data, world.clock())["zh-CN"]


async def test_what_fits_no_button_goes_to_the_bot_and_the_flow_waits(world: World) -> None:
    await publishes(world, returns())
    conversation = await world.begins(world.vic, "return")
    await says(world, world.vic, conversation, "what is the moon made of")
    assert (await last_message(world, conversation)).data["card"] == "unknown"
    await says(world, world.vic, conversation, "Nothing")
    assert (await last_message(world, conversation)).text == "Good bye."
    assert await run_of(world, conversation) is None and not await notes_of(world, conversation)


async def test_talk_to_a_person_leaves_the_flow_with_what_was_said(world: World) -> None:
    await publishes(
        world,
        drawn(question("a", "name"), question("b", "wish"), node("e", "end"), ways="a.next>b b.next>e", triggers=START),
    )
    conversation = await world.begins(world.vic, "hello")
    await says(world, world.vic, conversation, "Vic")
    await conversations.request_human(world.core, world.vic, conversation.id)
    assert await run_of(world, conversation) is None
    assert "name: Vic" in (await notes_of(world, conversation))[0].text
    await conversations.leave_queue(world.core, world.vic, conversation.id)
    await says(world, world.vic, conversation, "and now")
    assert (await last_message(world, conversation)).data["card"] == "unknown"


@pytest.mark.parametrize("act", ["claim", "resolve"])
async def test_whoever_takes_or_ends_the_conversation_ends_the_flow(world: World, act: str) -> None:
    await publishes(world, returns())
    conversation = await world.begins(world.vic, "return")
    if act == "claim":
        await routing.claim(world.core, world.ann, conversation.id)
    else:
        await conversations.resolve(world.core, world.vic, conversation.id)
    assert await run_of(world, conversation) is None


async def test_words_for_a_person_and_anger_leave_it_too_unless_a_button_says_them(world: World) -> None:
    asks = question("a", "name")
    menu = node("m", "buttons", text=said("Well?"), options=[{"id": "p", "label": said("Talk to a person")}])
    hand = node("h", "hand_over", priority="vip")
    await publishes(world, drawn(asks, menu, hand, ways="a.next>m a.invalid>h m.p>h", triggers=START))
    vics, wandas = await world.begins(world.vic, "hello"), await world.begins(world.wanda, "hello")
    await says(world, world.vic, vics, "I want to talk to a person, please")
    await says(world, world.wanda, wandas, "送给我妈的")  # 妈的 alone would be an oath
    await says(world, world.wanda, wandas, "Talk to a person")
    both = [await as_it_is(world, one.id) for one in (vics, wandas)]
    assert [(one.waiting, one.priority) for one in both] == [(True, "normal"), (True, "vip")]
    other = await world.visitor()
    angry = await world.begins(other, "hello")
    await says(world, other, angry, "妈的，别问了")
    assert (await last_message(world, angry)).data == {"activity": "queued", "by": "bot", "reason": "anger"}
    told = await world.visitor()
    telling = await world.begins(told, "hello")
    await says(world, told, telling, "等了三个星期，你们这什么垃圾服务，太差劲了")  # it is asked what there is to tell
    assert not (await as_it_is(world, telling.id)).waiting


async def test_the_very_words_of_an_article_are_no_wish_in_a_flow_either(world: World) -> None:
    knows(world.core, wholesale=[match("wholesale", 1.0, very=True)])
    await publishes(world, drawn(question("a", "name"), node("e", "end"), ways="a.next>e", triggers=START))
    conversation = await world.begins(world.vic, "hello")
    await says(world, world.vic, conversation, "May I talk to a person about wholesale?")
    assert not (await as_it_is(world, conversation.id)).waiting


async def test_who_comes_back_a_day_later_begins_anew(world: World) -> None:
    await publishes(world, returns())
    conversation = await world.begins(world.vic, "return")
    await says(world, world.vic, conversation, "It is broken")
    world.clock.pass_(hours=25)
    await says(world, world.vic, conversation, "return")
    assert (await texts(world, conversation)) == ["What is wrong?", "order?", "What is wrong?"]


START: list[dict[str, Any]] = [{"kind": "conversation_start"}]
END = node("e", "end", text=said("Bye."))


async def test_a_restart_in_the_middle_loses_nothing(tmp_path: Path, ready_database_url: str) -> None:
    async with open_world(tmp_path, ready_database_url) as before:
        flow_id = await publishes(before, returns())
        conversation = await before.begins(before.vic, "return")
        await says(before, before.vic, conversation, "It is broken")
        await publishes(before, returns("Another first question?"), flow_id=flow_id)
    library._kept.clear()
    async with open_core(Settings(data=tmp_path, database_url=ready_database_url), before.clock) as core:
        after = replace(before, core=core)
        await says(after, after.vic, conversation, "B-2")
        assert (await last_message(after, conversation)).data == {"activity": "queued", "by": "bot", "reason": "flow"}
        assert "A colleague helps with B-2." in await texts(after, conversation)
        assert "order: B-2" in (await notes_of(after, conversation))[0].text


async def test_an_articles_very_words_are_answered_though_a_flow_listens_for_one_of_them(world: World) -> None:
    books = Bookshelf(world)
    await books.holds("What is your return address?", "Tea Road 8.", suggested=True)
    await books.holds("Where is my order?", suggested=True)
    await books.holds("INVOICE", suggested=True)  # what a flow's button says is offered once
    for name in ("Returns", "Complaint", "Invoice"):
        starts = [{"kind": "button", "label": said(name)}, {"kind": "keyword", "words": ["return"]}]
        await publishes(world, drawn(node("only", "end", text=said(name)), triggers=starts), name)
    async with world.core.read() as conn:
        offered = await suggested_questions(world.core, conn, world.shop.id, "en")
        would = [
            await would_begin(world.core, conn, world.shop, text, "en")
            for text in (
                *("return", "I want to return a pot", "What is your return address?", "Complaint"),
                "This is ridiculous, I return it",
            )
        ]
    assert [one["text"] for one in offered] == [
        "Returns",
        "Complaint",
        "What is your return address?",
        "Where is my order?",
        "Invoice",
    ]
    assert would == ["Returns", "Returns", None, "Complaint", None]
    conversation = await world.begins(world.vic, "What is your return address?")
    assert (await last_message(world, conversation)).text == "Tea Road 8."


async def test_a_question_goes_to_the_article_that_is_sure_of_it_and_a_wish_to_the_flow(world: World) -> None:
    knows(
        world.core,
        days=[match("days", 0.9)],
        pot=[match("pot", 0.9)],
        odd=[match("odd", 0.7)],
        plan=[match("plan", 1.0)],
    )
    await publishes(world, returns())
    expected = {
        "how many days do I have to return": None,
        "I want to return a pot": "Returns",
        "is it odd to return": "Returns",
        "I plan a return": None,
        "I don't want to return it": None,
        "return?": "Returns",
    }
    async with world.core.read() as conn:
        would = {text: await would_begin(world.core, conn, world.shop, text, "en") for text in expected}
    assert would == expected


async def test_who_is_in_a_flow_finishes_on_the_version_it_began(world: World) -> None:
    flow_id = await publishes(world, returns())
    vics = await world.begins(world.vic, "return")
    other = drawn(node("only", "end", text=said("Version two.")), triggers=[{"kind": "keyword", "words": ["return"]}])
    await publishes(world, other, flow_id=flow_id)
    wandas = await world.begins(world.wanda, "return")
    await says(world, world.vic, vics, "It is broken")
    assert (await texts(world, wandas), (await texts(world, vics))[-1]) == (["Version two."], "order?")


async def test_sub_flows_are_those_of_when_it_began_and_stay_while_flows_use_them(world: World) -> None:
    ada = AgentActor("ada", "Ada", "admin", None, None)
    inner = await publishes(world, drawn(node("m", "message", text=said("One.")), END, ways="m.next>e"), "Inner")
    outer = drawn(
        question("q", "name"), node("s", "sub_flow", flow_id=inner), END,
        ways="q.next>s q.invalid>e s.next>e", triggers=START,
    )  # fmt: skip
    outer_id = await publishes(world, outer, "Outer")
    vics = await world.begins(world.vic, "hello")
    world.clock.pass_(minutes=1)
    await publishes(world, drawn(node("m", "message", text=said("Two.")), END, ways="m.next>e"), "Inner", inner)
    wandas = await world.begins(world.wanda, "hello")
    for act in (editing.stop, editing.delete_flow):
        with pytest.raises(Conflict, match="Outer") as refused:
            await act(world.core, ada, inner)
        assert refused.value.code == "in_use"
    await editing.stop(world.core, ada, outer_id)
    await editing.delete_flow(world.core, ada, inner)
    await says(world, world.vic, vics, "Vic")
    await says(world, world.wanda, wandas, "Wanda")
    assert (await texts(world, vics))[1:] == ["One.", "Bye.", "Bye."]
    assert (await texts(world, wandas))[1:] == ["Two.", "Bye.", "Bye."]


async def test_an_address_that_was_asked_for_is_known_and_not_verified(world: World) -> None:
    asked = drawn(question("q", "mail", answer_type="email"), END, ways="q.next>e q.invalid>e", triggers=START)
    await publishes(world, asked)
    conversation = await world.begins(world.vic, "hello")
    await says(world, world.vic, conversation, "no address")
    await says(world, world.vic, conversation, "vic@example.org")
    async with world.core.read() as conn:
        vic = await visitors.by_id(conn, world.vic.id)
    assert vic and (vic.email, vic.email_verified) == ("vic@example.org", False)


async def test_closed_a_flow_offers_the_form_as_the_bot_does(world: World) -> None:
    await configure(world, business_hours=CLOSED_WEEK)
    await publishes(world, drawn(node("h", "hand_over"), triggers=START))
    conversation = await world.begins(world.vic, "hello")
    assert await cards(world, conversation) == ["closed"]
    assert (await as_it_is(world, conversation.id)).assignee_type == "bot"


async def test_closed_what_a_flow_collected_waits_at_the_desk_if_it_says_how_to_answer(world: World) -> None:
    await configure(world, business_hours=CLOSED_WEEK)
    asked, day = (
        question("q", "number", answer_type="phone"),
        node("d", "question", text=said("On which day? Soon."), name="day", answer_type="date"),
    )
    await publishes(world, drawn(asked, day, node("h", "hand_over"), ways="q.next>d d.next>h", triggers=START))
    conversation = await world.begins(world.vic, "call me")
    for answer in ("0151 23456789", "2030-11-30"):
        await says(world, world.vic, conversation, answer)
    assert (await cards(world, conversation))[2:] == ["left"]
    assert (await as_it_is(world, conversation.id)).assignee_type == "bot"
    async with world.core.read() as conn:
        all_of_vic = await stored.of_visitor(conn, world.vic.id, None, 10)
    [left] = [one for one in all_of_vic if one.kind == "offline"]
    [form] = await messages_of(world, left)
    assert (left.waiting, form.kind, form.data) == (True, "form", {"name": "Vic", "email": "", "phone": "015123456789"})
    assert form.text.splitlines() == [
        *("On which day: 30 November 2030", "number: 015123456789"),
        "Collected by the flow “Returns”.",
    ]


async def test_closed_the_form_takes_along_what_a_flow_collected(world: World) -> None:
    await configure(world, business_hours=CLOSED_WEEK)
    await publishes(world, drawn(question("q", "order"), node("h", "hand_over"), ways="q.next>h", triggers=START))
    conversation = await world.begins(world.vic, "where is it")
    await says(world, world.vic, conversation, "A-20481")
    assert (await cards(world, conversation))[1:] == ["closed"]
    form = LeaveOfflineMessage(new_id(), "Vic", "vic@example.org", "Please write to me")
    left = (await leave_offline_message(world.core, world.vic, form))["conversation"]
    [note] = await notes_of(world, await as_it_is(world, left["id"]))
    assert note.data["collected"]["answers"][0]["text"] == "A-20481"


async def test_a_flow_that_has_no_way_on_ends_with_a_person_and_the_reason_in_the_visitors_language(
    world: World,
) -> None:
    age = question("n", "age", answer_type="number", retries=0)
    await publishes(
        world, drawn(question("o", "order"), age, node("e", "end"), ways="o.next>n n.next>e", triggers=START)
    )
    conversation, _ = await talk.start_conversation(world.core, world.vic, new_id(), "您好", "zh-CN")
    for answer in ("A-20481", "很大"):
        await says(world, world.vic, conversation, answer)
    assert (await as_it_is(world, conversation.id)).waiting
    [note] = await notes_of(world, conversation)
    assert note.data["collected"]["reason"] == "invalid"
    assert note.text.splitlines()[1:] == ["（中）order：A-20481", "有一个问题没有得到有效的回答。"]


FORM = drawn(
    node(
        "f",
        "form",
        text=said("Where are you?"),
        fields=[
            {"name": "email", "label": said("E-mail"), "type": "email", "required": True},
            {"name": "note", "label": said("Note"), "type": "long_text", "required": False},
        ],
    ),
    node("g", "form", fields=[{"name": "size", "label": said("Size")}]),
    node("h", "hand_over"),
    ways="f.next>g g.next>h",
    triggers=START,
)


async def test_a_form_is_answered_once_and_checked_field_by_field(world: World) -> None:
    await publishes(world, FORM)
    conversation = await world.begins(world.vic, "hello")
    card = await last_message(world, conversation)
    assert card.data["ask"]["fields"][0] == {"name": "email", "label": "E-mail", "type": "email", "required": True}
    payload = AnswerForm(conversation.id, new_id(), card.id, {"email": "nobody", "x": "y"})
    with pytest.raises(BadInput) as refused:
        await answer_form(world.core, world.vic, payload)
    assert set(refused.value.fields or {}) == {"values.email", "values.x"}
    payload = AnswerForm(conversation.id, new_id(), card.id, {"email": " vic@shop.example ", "note": "<b>hi</b>"})
    stored = (await answer_form(world.core, world.vic, payload))["message"]
    assert stored["text"] == "E-mail: vic@shop.example\nNote: <b>hi</b>"
    assert (await answer_form(world.core, world.vic, payload))["message"]["id"] == stored["id"]
    with pytest.raises(Conflict):
        await answer_form(world.core, world.vic, AnswerForm(conversation.id, new_id(), card.id, payload.values))
    second = AnswerForm(conversation.id, new_id(), (await last_message(world, conversation)).id, {})
    await answer_form(world.core, world.vic, second)
    assert (await as_it_is(world, conversation.id)).waiting
    assert "E-mail: vic@shop.example" in (await notes_of(world, conversation))[0].text
    second = AnswerForm(conversation.id, new_id(), second.message_id, {})
    with pytest.raises(Conflict):
        await answer_form(world.core, world.vic, second)


async def test_an_address_typed_below_a_form_fills_it_in(world: World) -> None:
    await publishes(world, FORM)
    conversation = await world.begins(world.vic, "hello")
    await says(world, world.vic, conversation, "you can write to vic@shop.example")
    card = await last_message(world, conversation)
    assert [line["name"] for line in card.data["ask"]["fields"]] == ["size"]
    async with world.core.read() as conn:
        vic = await visitors.by_id(conn, world.vic.id)
    assert vic and vic.email == "vic@shop.example"


LOOKS = drawn(
    question("o", "order"),
    node("l", "look_up", look_up_id="orders", inputs={"number": "{{order}}"}, save_as="it"),
    node("y", "end", text=said("It is {{it.status}}.")),
    node("n", "hand_over", text=said("I cannot see it.")),
    ways="o.next>l l.found>y l.not_found>n l.failed>n",
    triggers=START,
)


async def test_a_look_up_is_made_outside_of_the_transaction(world: World) -> None:
    asked: list[Any] = []

    async def look_up(inbox_id: str, look_up_id: str, inputs: dict[str, str], locale: str | None = None) -> LookedUp:
        asked.append((look_up_id, inputs))
        for text in ("are you there?", "hello?"):
            await talk.send_message(world.core, world.vic, conversation.id, new_id(), text)
        return LookedUp("found", {"status": "on its way"}, {"text": "A card", "card": "look_up"})

    world.core.hooks.look_up, world.core.hooks.look_ups = look_up, None
    await publishes(world, LOOKS)
    conversation = await world.begins(world.vic, "hello")
    await says(world, world.vic, conversation, "A-1")
    await settled(world, conversation)
    assert asked == [("orders", {"number": "A-1"})]
    still = "I am still looking that up. One moment; then I am all yours."
    assert (await texts(world, conversation))[1:] == [still, "A card", "It is on its way."]


async def test_a_look_up_that_a_restart_lost_is_made_again_and_then_has_failed(world: World) -> None:
    world.core.hooks.look_ups = None
    await publishes(world, LOOKS)
    conversation = await world.begins(world.vic, "hello")
    lost = world.core.bus._subscribers[:]
    world.core.bus._subscribers.clear()  # nobody hears that it is wanted, as if the server had gone down then
    await says(world, world.vic, conversation, "A-1")
    for _ in range(2):
        world.clock.pass_(minutes=2)
        await fire_due(world.core)
    world.core.bus._subscribers.extend(lost)
    assert "I cannot see it." in await texts(world, conversation)
    assert (await as_it_is(world, conversation.id)).waiting


async def settled(world: World, conversation: Any) -> None:
    """Until the look-up has come to an end."""
    await world.core.bus.told_all()
    for task in list(world.core.under_way):
        await task


async def test_buttons_are_offered_and_events_begin_flows_once_a_day(world: World) -> None:
    triggers = [{"kind": "button", "label": said("Send it back")}, {"kind": "event", "name": "cart_left"}]
    triggers += [{"kind": "time_on_page", "url": "*/returns*", "seconds": 30}]
    flow_id = await publishes(world, returns() | {"triggers": triggers})
    async with world.core.read() as conn:
        offered = await suggested_flows(conn, world.shop.id, "zh-CN")
    assert offered == [{"flow_id": flow_id, "text": "（中）Send it back"}]
    conversation = await world.begins(world.wanda, "（中）Send it back")
    assert (await texts(world, conversation)) == ["What is wrong?"]
    page = Page(url="https://shop.example/returns?x=1")
    too_soon = await track_event(world.core, world.vic, TrackEvent(seconds=10, page=page))
    assert too_soon == {"conversation": None}
    began = (await track_event(world.core, world.vic, TrackEvent(seconds=30, page=page)))["conversation"]
    assert began["last_message"]["text"] == "What is wrong?" and began["assignee"]["type"] == "bot"
    assert await track_event(world.core, world.vic, TrackEvent(name="cart_left")) == {"conversation": None}
    await conversations.resolve(world.core, world.vic, began["id"])
    assert await track_event(world.core, world.vic, TrackEvent(name="cart_left")) == {"conversation": None}
    world.clock.pass_(hours=25)
    assert (await track_event(world.core, world.vic, TrackEvent(name="cart_left")))["conversation"]


async def test_a_flow_that_fails_harms_no_message(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await publishes(world, returns())

    async def broken(*_: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("deskbell.features.flows.running.play", broken)
    conversation = await world.begins(world.vic, "return")
    assert await cards(world, conversation) == ["unknown"]
    assert (await messages_of(world, conversation))[0].text == "return"


async def test_rating_in_a_flow_is_a_rating(world: World) -> None:
    await publishes(
        world,
        drawn(
            node("r", "rate", text=said("How was it?")), node("e", "end", resolve=True), ways="r.next>e", triggers=START
        ),
    )
    conversation = await world.begins(world.vic, "hello")
    assert [o["id"] for o in (await last_message(world, conversation)).data["ask"]["options"]] == list("54321")
    await says(world, world.vic, conversation, "★★★★")
    assert (await as_it_is(world, conversation.id)).status == "resolved"
    async with world.core.read() as conn:
        [field] = (await world.core.hooks.conversation_fields[0](conn, [conversation.id])).values()
    assert field["csat"]["rating"] == 4
