"""An optional language model: off until an admin gives one, and never needed. It answers from articles or not at all."""

from __future__ import annotations

from deskbell.feature import Feature
from deskbell.features.assistant import tables as _tables  # noqa: F401  (the tables join the core's METADATA)
from deskbell.features.assistant.answering import bot_was_unsure
from deskbell.features.assistant.api import ROUTES

FEATURE = Feature(name="assistant", routes=ROUTES, subscribers=(bot_was_unsure,))
