"""Rating: a visitor gives a resolved conversation 1 to 5 stars and a comment; the desk sees it at the conversation.

`csat_requested` is emitted by `realtime/broadcast` when a conversation is resolved: asking needs no rule of ours.
"""

from __future__ import annotations

from deskbell.feature import Feature
from deskbell.features.csat import tables as _tables  # noqa: F401  (the table joins the core's METADATA)
from deskbell.features.csat.rating import RateConversation, conversation_fields, keep_rating, rate_conversation
from deskbell.realtime.command import Command
from deskbell.services.core import Core


def _join(core: Core) -> None:
    core.hooks.conversation_defaults["csat"] = None
    core.hooks.conversation_fields.append(conversation_fields)
    core.hooks.keep_rating = keep_rating


FEATURE = Feature(
    name="csat",
    visitor_commands=(
        Command("rate_conversation", RateConversation, rate_conversation, ("visitor_command", "address_command")),
    ),
    join=_join,
)
