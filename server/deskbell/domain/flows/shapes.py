"""The types that all parts of a flow's definition are made of. No I/O."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

Id = Annotated[str, Meta(min_length=1, max_length=64)]
NoId = Annotated[str, Meta(max_length=64)]
"""An id, or empty where none was chosen yet."""
Words = dict[Annotated[str, Meta(max_length=35)], Annotated[str, Meta(max_length=4_000)]]
"""A text by locale."""
Name = Annotated[str, Meta(max_length=40, pattern=r"^[\w.\-]*\Z")]
"""What an answer is kept under, and `{{name}}` puts in."""
Line = Annotated[str, Meta(max_length=500)]
Place = Annotated[int, Meta(ge=-1_000_000, le=1_000_000)]
Scalar = str | int | float | bool | None
Bound = int | float | str | None


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The base of all parts: unknown fields are refused."""
