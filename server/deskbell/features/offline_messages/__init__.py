"""Offline messages: outside business hours, or with nobody online, a visitor leaves name, e-mail and text."""

from __future__ import annotations

from deskbell.feature import Feature
from deskbell.features.offline_messages.form import LeaveOfflineMessage
from deskbell.features.offline_messages.leaving import leave_offline_message
from deskbell.realtime.command import Command

FEATURE = Feature(
    name="offline_messages",
    visitor_commands=(
        Command(
            "leave_offline_message",
            LeaveOfflineMessage,
            leave_offline_message,
            ("visitor_message", "address_message"),
        ),
    ),
)
