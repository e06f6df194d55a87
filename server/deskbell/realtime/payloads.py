"""The payloads of the core's commands, as PROTOCOL.md states them. Wrong types and unknown fields are refused."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType, field

from deskbell.domain.routing.needs import LEAST_LEVEL, TOP_LEVEL
from deskbell.realtime.command import Payload

Id = Annotated[str, Meta(min_length=1, max_length=64)]
Seq = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Limit = Annotated[int, Meta(ge=1, le=200)]
Tags = Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=60)]
Cursor = Annotated[str, Meta(max_length=120)]


class Fields(Payload):
    """What a visitor says of themselves: unverified."""

    name: Annotated[str, Meta(max_length=200)] | None = None
    email: Annotated[str, Meta(max_length=254)] | None = None


class Identity(Fields):
    """The same with what the site's server signed (`services.identity`); too long a `token` is one that does not count."""

    token: str | None = None


class Page(Payload):
    """The host page a visitor is on."""

    url: str | None = None
    title: str | None = None
    referrer: str | None = None


class VisitorAuth(Payload):
    inbox: Annotated[str, Meta(max_length=64)]
    token: Annotated[str, Meta(max_length=500)] | None = None
    identity: Identity | None = None
    locale: Annotated[str, Meta(max_length=35)] | None = None
    page: Page | None = None


class AgentAuth(Payload):
    ticket: Annotated[str, Meta(max_length=500)]


class Nothing(Payload):
    """A command without a payload."""


class StartConversation(Payload):
    client_id: Id
    text: str | None = None
    fields: Fields | None = None


class SendMessage(Payload):
    conversation_id: Id
    client_id: Id
    text: str | None = None
    attachments: list[str] = field(default_factory=list)


class Sync(Payload):
    conversation_id: Id
    after_seq: Seq
    limit: Limit = 100


class AgentSync(Payload):
    conversation_id: Id
    after_seq: Seq
    after_note_seq: Seq = 0
    limit: Limit = 100


class OfConversation(Payload):
    """A command about one conversation and nothing else."""

    conversation_id: Id


class SetTyping(Payload):
    conversation_id: Id
    typing: bool


class Mark(Payload):
    conversation_id: Id
    seq: Seq


class ListOwn(Payload):
    before: Cursor | None = None
    limit: Limit = 20


class ListConversations(Payload):
    view: Literal["waiting", "mine", "all", "resolved"]
    inbox_id: Id | None = None
    before: Cursor | None = None
    limit: Limit = 50


class OfVisitor(Payload):
    visitor_id: Id


class SetPresence(Payload):
    presence: Literal["online", "away"]


class AddNote(Payload):
    conversation_id: Id
    client_id: Id
    text: str


class Transfer(Payload):
    """To exactly one of: an agent, a team, the bot."""

    conversation_id: Id
    agent_id: Id | None = None
    team_id: Id | None = None
    to_bot: bool = False
    note: str | None = None


class RefuseTransfer(Payload):
    conversation_id: Id
    note: str | None = None


class Assign(Payload):
    conversation_id: Id
    agent_id: Id


class OfFloor(Payload):
    inbox_id: Id | None = None


class SetTags(Payload):
    conversation_id: Id
    tags: Tags


class SetVisitorTags(Payload):
    visitor_id: Id
    tags: Tags


class Need(Payload):
    skill_id: Id
    level: Annotated[int, Meta(ge=LEAST_LEVEL, le=TOP_LEVEL)] = LEAST_LEVEL


class SetNeeds(Payload):
    """What is absent stays as it is; `team_id: null` is any team."""

    conversation_id: Id
    team_id: Id | UnsetType | None = UNSET
    needs: Annotated[list[Need], Meta(max_length=20)] | UnsetType = UNSET
    priority: Literal["vip", "complaint", "normal"] | UnsetType = UNSET


class ListDecisions(Payload):
    """Of a conversation, or of an inbox; there those with a smaller `number` than `before`."""

    conversation_id: Id | None = None
    inbox_id: Id | None = None
    before: Seq | None = None
    limit: Limit = 50
