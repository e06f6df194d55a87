"""Offline messages: outside business hours, or with nobody online, a visitor leaves name, e-mail and text."""

from __future__ import annotations

from deskbell.feature import Feature
from deskbell.features.offline_messages.form import LeaveOfflineMessage
from deskbell.features.offline_messages.leaving import leave_offline_message, leave_told
from deskbell.realtime.command import Command
from deskbell.services.core import Core


def join(core: Core) -> None:
    core.hooks.leave_message = leave_told


FEATURE = Feature(
    name="offline_messages",
    join=join,
    visitor_commands=(
        Command(
            "leave_offline_message",
            LeaveOfflineMessage,
            leave_offline_message,
            ("visitor_message", "address_message"),
        ),
    ),
)
