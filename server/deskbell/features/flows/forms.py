"""Answering a form of a flow: all fields at once, checked one by one, stored as a message that everybody can read."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from msgspec import Meta

from deskbell.domain.errors import BadInput, Conflict
from deskbell.domain.flows.asking import faults_of
from deskbell.domain.flows.definition import Form
from deskbell.domain.flows.steps import Said
from deskbell.domain.flows.words import in_language
from deskbell.domain.forms import invalid
from deskbell.domain.people import VisitorActor
from deskbell.domain.records import Conversation, Message
from deskbell.features.flows import library, runs
from deskbell.features.flows.running import goes_on
from deskbell.features.flows.stage import Scene, set_scene
from deskbell.features.flows.tables import Run
from deskbell.features.flows.texts import fault_text
from deskbell.realtime.command import Payload
from deskbell.realtime.payloads import Id
from deskbell.services import access, conversations, turns
from deskbell.services.authors import author_now
from deskbell.services.core import Core
from deskbell.services.messages import MAX_TEXT, add_message, check_client_id
from deskbell.services.telling import fresh
from deskbell.services.views import message_view
from deskbell.storage import messages as rows
from deskbell.storage.writer import Tx


class AnswerForm(Payload):
    """`values` by the names of the card's fields."""

    conversation_id: Id
    client_id: Id
    message_id: Id
    values: Annotated[
        dict[Annotated[str, Meta(max_length=64)], Annotated[str, Meta(max_length=MAX_TEXT)]], Meta(max_length=40)
    ]


async def answer_form(core: Core, actor: VisitorActor, payload: AnswerForm) -> dict[str, Any]:
    """Store the answer, once per `client_id`, and let the flow go on.

    Raises `not_found`, `form_closed` (the flow does not wait for it any more), `invalid_fields`.
    """
    check_client_id(payload.client_id)

    async def work(tx: Tx) -> Message:
        conversation = await access.access_conversation(tx.conn, actor, payload.conversation_id)
        known = await rows.by_client_id(tx.conn, conversation, payload.client_id)
        if known is not None and known.author_type != "visitor":
            raise BadInput("bad_payload", "This client_id is taken in this conversation. Use a fresh UUIDv7.")
        return known or await _answered(core, tx, actor, conversation, payload)

    return {"message": message_view(await core.write(work))}


async def _answered(
    core: Core, tx: Tx, actor: VisitorActor, conversation: Conversation, payload: AnswerForm
) -> Message:
    card = await access.access_message(tx.conn, actor, conversation.id, payload.message_id)
    run, form = await _open_form(tx, conversation, card)
    inbox = await conversations.inbox_of(tx, conversation)
    scene = await set_scene(core, tx, inbox, conversation)
    _check(form, payload.values, scene)
    answers = _answers(form, payload.values, scene.locale)
    text = "\n".join(f"{answer['label']}: {answer['text']}" for answer in answers) or "–"
    author, data = await author_now(tx.conn, actor), {"form": {"message_id": card.id, "answers": answers}}
    message = await add_message(
        core, tx, conversation, author, "text", text[:MAX_TEXT], data, client_id=payload.client_id
    )
    await turns.visitor_wrote(tx, conversation)
    said, now = Said(fields=payload.values), await fresh(tx, conversation.id)
    await conversations.or_nothing(tx, partial(goes_on, core, tx, inbox, now, run, said))
    return message


async def _open_form(tx: Tx, conversation: Conversation, card: Message) -> tuple[Run, Form]:
    """The flow that waits for this very card. Raises `form_closed`."""
    run = await runs.under_way(tx.conn, conversation.id)
    place = run.stack[-1] if run is not None else None
    if run is not None and place == {name: card.data.get(name) for name in ("flow_id", "version", "node_id")}:
        definition = await library.definition_of(tx.conn, place["flow_id"], place["version"])
        node = definition.node(place["node_id"]) if definition is not None else None
        if node is not None and isinstance(node.data, Form):
            return run, node.data
    raise Conflict("form_closed", "This form was answered, or is not needed any more.")


def _check(form: Form, values: dict[str, str], scene: Scene) -> None:
    faults = faults_of(form, values, scene.visit)
    if faults:
        raise invalid(
            {
                f"values.{name}": {"code": fault.code, "message": fault_text(fault, scene.locale)}
                for name, fault in faults.items()
            }
        )


def _answers(form: Form, values: dict[str, str], locale: str) -> list[dict[str, str]]:
    """What was filled in, with the labels as the visitor saw them."""
    return [
        {"name": line.name, "label": in_language(line.label, locale) or line.name, "text": values[line.name].strip()}
        for line in form.fields
        if values.get(line.name, "").strip()
    ]
