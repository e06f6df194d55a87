"""A visitor comes back to what is over: within the inbox's `return_hours` it goes on, after that a new one begins.

Here is the rule; `conversations.go_on` carries it out. Nothing that a visitor writes is refused for it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from deskbell.domain.patience import return_hours
from deskbell.domain.records import Conversation, Inbox


def can_go_on(conversation: Conversation, inbox: Inbox, now: datetime) -> bool:
    """Whether a resolved conversation is still the one to come back to. A letter always is: its answer may take days."""
    if conversation.kind == "offline" or conversation.resolved_at is None:
        return True
    return now < conversation.resolved_at + timedelta(hours=return_hours(inbox.routing))
