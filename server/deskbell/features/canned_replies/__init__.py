"""Canned replies: texts that agents put into the composer with a slash and a short name."""

from __future__ import annotations

from deskbell.feature import Feature
from deskbell.features.canned_replies import tables as _tables  # noqa: F401  (the tables join the core's METADATA)
from deskbell.features.canned_replies.api import ROUTES

FEATURE = Feature(name="canned_replies", routes=ROUTES)
