"""Who gets a conversation, and why.

`standing` is the line, `giving` gives by the inbox's rule, `offers` are accepted or not, `holding` says whether one still
holds, `handing` is claiming and transferring, `leading` a team leader who steps in, `wants` what a conversation needs when
it comes to the line, `needing` what changes of that while it waits, `floor` reads what the rules of `domain.routing` decide
on, `deciding` records what they decided, `widening` and `overflowing` help where a line is too long, `deadlines` what comes
due for those in line, `forgetting` is what becomes of those who wait for what is no more.
"""

from deskbell.services.routing.deadlines import overflow_changed
from deskbell.services.routing.giving import assign, give_in, give_waiting, load_changed
from deskbell.services.routing.handing import claim, is_reachable, refuse, transfer, transfer_to_bot, transfer_to_team
from deskbell.services.routing.leading import assign_to, take_over
from deskbell.services.routing.needing import Said, more_said, reconsider, set_needs, waiver_changed
from deskbell.services.routing.offers import accept, decline, offers_no_more
from deskbell.services.routing.standing import (
    enter_line,
    head_starts_changed,
    out_of_line,
    return_to_line,
    step_out,
)

__all__ = [
    "Said",
    "accept",
    "assign",
    "assign_to",
    "claim",
    "decline",
    "enter_line",
    "give_in",
    "give_waiting",
    "head_starts_changed",
    "is_reachable",
    "load_changed",
    "more_said",
    "offers_no_more",
    "out_of_line",
    "overflow_changed",
    "reconsider",
    "refuse",
    "return_to_line",
    "set_needs",
    "step_out",
    "take_over",
    "transfer",
    "transfer_to_bot",
    "transfer_to_team",
    "waiver_changed",
]
