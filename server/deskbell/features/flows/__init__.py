"""Flows: an admin draws what the bot asks and does, a conversation walks through it.

`domain.flows` has the rules without I/O. Here: `editing`, `transfer`, `trying` and `templates` for the admin; `starting`,
`running`, `forms`, `looking` and `leaving` for conversations.
"""

from __future__ import annotations

from deskbell.feature import Feature
from deskbell.features.flows import tables as _tables  # noqa: F401  (the tables join the core's METADATA)
from deskbell.features.flows.api import ROUTES
from deskbell.features.flows.forms import AnswerForm, answer_form
from deskbell.features.flows.looking import look_up_is_late, look_up_wanted
from deskbell.features.flows.running import LOOK_UP_LATE, bot_lost
from deskbell.features.flows.starting import (
    TrackEvent,
    flow_answers,
    suggested_flows,
    track_event,
    watched,
    would_begin,
)
from deskbell.realtime.command import Command
from deskbell.services.core import Core


def _join(core: Core) -> None:
    core.hooks.bot_answers.append(flow_answers)
    core.hooks.bot_lost.append(bot_lost)
    core.hooks.suggested_flows = suggested_flows
    core.hooks.would_begin = would_begin
    core.hooks.watched = watched
    core.hooks.timers[LOOK_UP_LATE] = look_up_is_late


FEATURE = Feature(
    name="flows",
    visitor_commands=(
        Command("answer_form", AnswerForm, answer_form, ("visitor_message", "address_message")),
        Command("track_event", TrackEvent, track_event, ("visitor_command", "address_command")),
    ),
    routes=ROUTES,
    join=_join,
    subscribers=(look_up_wanted,),
)
