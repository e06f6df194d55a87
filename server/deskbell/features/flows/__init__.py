"""Flows: an admin draws what the bot asks and does, a conversation walks through it.

`domain.flows` has the rules without I/O. Here: `editing`, `transfer`, `trying` and `templates` for the admin, `runs` and
`running` for conversations.
"""

from __future__ import annotations

from deskbell.feature import Feature
from deskbell.features.flows import tables as _tables  # noqa: F401  (the tables join the core's METADATA)
from deskbell.features.flows.api import ROUTES

FEATURE = Feature(name="flows", routes=ROUTES)
