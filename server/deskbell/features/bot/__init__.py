"""The bot: answers what the inbox's articles know, hands the rest to a person, and is taught by what it did not know."""

from __future__ import annotations

from deskbell.feature import Feature
from deskbell.features.bot import tables as _tables  # noqa: F401  (the tables join the core's METADATA)
from deskbell.features.bot.answering import bot_answers, hand_off
from deskbell.features.bot.api import ROUTES
from deskbell.features.bot.helpful import RateAnswer, rate_answer
from deskbell.features.bot.judging import wants_person
from deskbell.features.bot.later import BOT_OWES, answer_owed, owes_still
from deskbell.features.bot.reacting import bot_hears_reaction
from deskbell.features.bot.trail import ListBotTrail, list_bot_trail
from deskbell.realtime.command import Command
from deskbell.services.core import Core


def _join(core: Core) -> None:
    core.hooks.bot_answers += [bot_hears_reaction, bot_answers]
    core.hooks.hand_off = hand_off
    core.hooks.wants_person = wants_person
    core.hooks.timers[BOT_OWES] = owes_still


FEATURE = Feature(
    name="bot",
    visitor_commands=(Command("rate_answer", RateAnswer, rate_answer, ("visitor_command", "address_command")),),
    agent_commands=(Command("list_bot_trail", ListBotTrail, list_bot_trail, ("agent_command",)),),
    routes=ROUTES,
    join=_join,
    subscribers=(answer_owed,),
)
