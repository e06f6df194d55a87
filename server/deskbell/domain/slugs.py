"""A short name for an address, made of a title: letters and digits of any script, hyphens between them. No I/O."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

LONGEST = 80
"""Characters of a slug: a Chinese one is nine bytes each in an address."""
_GAP = re.compile(r"[^\w]+|_+")


def slug_of(title: str, without: str = "article") -> str:
    """`Where is my order?` is `where-is-my-order`, `怎么退货？` is `怎么退货`; `without` where no letter is left."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return _GAP.sub("-", plain).strip("-")[:LONGEST].rstrip("-") or without


def free_slug(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or with the first number behind it that nobody has."""
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
