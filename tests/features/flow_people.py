"""What the stories about flows say: Ada publishes a flow in the Shop, Vic walks through it."""

from __future__ import annotations

from typing import Any

from deskbell.domain.flows.definition import read_definition, to_wire
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation, Message
from deskbell.features.flows import editing, runs
from deskbell.features.flows.tables import Run
from deskbell.storage import messages as message_rows
from tests.domain.flows.drawing import drawn, node, option
from tests.world import World


def said(text: str) -> dict[str, str]:
    """A text in every language, the English one as given."""
    return {"en": text, "zh-CN": f"（中）{text}", "zh-TW": f"（繁）{text}"}


def question(node_id: str, name: str, **more: Any) -> dict[str, Any]:
    return node(node_id, "question", text=said(f"{name}?"), name=name, **more)


def returns(first: str = "What is wrong?", **hand_over: Any) -> dict[str, Any]:
    """Choose, tell the order, be handed over."""
    return drawn(
        node("what", "buttons", text=said(first), options=[option("broken", "It is broken"), option("bye", "Nothing")]),
        question("order", "order", pattern="[A-Z]-[0-9]+", retries=1),
        node("hand", "hand_over", text=said("A colleague helps with {{order}}."), **hand_over),
        node("end", "end", text=said("Good bye.")),
        ways="what.broken>order what.bye>end order.next>hand order.invalid>hand",
        triggers=[{"kind": "keyword", "words": ["return"]}],
    )


async def publishes(world: World, definition: dict[str, Any], name: str = "Returns", flow_id: str = "") -> str:
    """Ada publishes a flow, or the next version of one; returns its id."""
    ada = AgentActor("ada", "Ada", "admin", None, None)
    form = {"name": name, "definition": to_wire(read_definition(definition))}
    if not flow_id:
        flow_id = (await editing.add_flow(world.core, ada, world.shop.id, form))["id"]
    else:
        await editing.change_flow(world.core, ada, flow_id, form)
    await editing.publish(world.core, ada, flow_id)
    return flow_id


async def run_of(world: World, conversation: Conversation) -> Run | None:
    async with world.core.read() as conn:
        return await runs.under_way(conn, conversation.id)


async def notes_of(world: World, conversation: Conversation) -> list[Message]:
    async with world.core.read() as conn:
        return await message_rows.notes_after(conn, conversation.id, 0, 50)
