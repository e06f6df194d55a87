"""Headings of an article that an address may end with: `#what-you-need`, `#退货`. Works without a script. No I/O."""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape

from deskbell.domain.slugs import slug_of

MOST = 500
"""Headings of an article that get one; nobody links to more."""
RESERVED = ("content", "helpful", "q")
"""Ids that the page itself has (`templates`)."""
_HEADING = re.compile(r"<(h[1-6])((?: [a-z]+=\"[^\"]*\")*)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_READ = 500


def with_ids(html: str) -> str:
    """Clean HTML (`rendering.clean`, which leaves no id) with one for each heading, made of its words and given once."""
    taken, seen = set(RESERVED), Counter[str]()

    def named(heading: re.Match[str]) -> str:
        name, attributes, inside = heading.groups()
        identity = _free(_words_of(inside), taken, seen)
        return f'<{name} id="{escape(identity)}"{attributes}>{inside}</{name}>'

    return _HEADING.sub(named, html, count=MOST)


def _words_of(inside: str) -> str:
    return unescape(_TAG.sub("", inside[:_READ]))


def _free(words: str, taken: set[str], seen: Counter[str]) -> str:
    """`costs`, and then `costs-2`."""
    wanted = slug_of(words, without="section")
    identity = wanted
    while identity in taken:
        seen[wanted] += 1
        identity = f"{wanted}-{seen[wanted] + 1}"
    taken.add(identity)
    return identity
