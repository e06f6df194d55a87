"""Look-ups: an order or an account at the business's own server, asked over signed HTTP, used in flows.

`asking` and `mapping` have the rules of what is sent and taken, `making` does it, `editing` is for the admin.
"""

from __future__ import annotations

from deskbell.feature import Feature
from deskbell.features.lookups import store
from deskbell.features.lookups import tables as _tables  # noqa: F401  (the tables join the core's METADATA)
from deskbell.features.lookups.api import ROUTES
from deskbell.features.lookups.making import Maker
from deskbell.services.core import Core


def _join(core: Core) -> None:
    core.hooks.look_up = Maker(core).look_up
    core.hooks.look_ups = store.names_of_inbox


FEATURE = Feature(name="look_ups", routes=ROUTES, join=_join)
