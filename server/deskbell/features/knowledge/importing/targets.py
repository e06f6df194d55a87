"""The addresses that Markdown shows and links to, each of which may become another; code stays as it is. No I/O.

A pattern and not the parser, since every other letter must come back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_CODE = r"^ {0,3}(?P<fence>`{3,}(?=[^`\n]*\n)|~{3,}).*?(?:\n {0,3}(?P=fence)|\Z)|`[^`\n]{1,300}`"
_INLINE = (
    r"(?<!\\)(?:(?P<shown>!\[[^\[\]\n]{0,200}\]\()|\]\()\s{0,5}"
    r"(?:<(?P<angled>[^<>\n]{1,500})>|(?P<bare>[^\s<>)]{1,500}))"
)
_DEFINED = r"^ {0,3}\[[^\[\]\n]{1,200}\]:[ \t]{1,5}<?(?P<defined>[^\s<>]{1,500})>?(?=[ \t]*(?:[\"'(][^\n]*)?$)"
_HTML = (
    r"<(?:(?P<drawn>img)|a)\s[^<>]{0,200}?\b(?:href|src)\s?=\s?"
    r"(?P<quote>[\"'])(?P<quoted>[^\"'<>]{1,500})(?P=quote)"
)
_TARGETS = re.compile(f"{_CODE}|{_INLINE}|{_DEFINED}|{_HTML}", re.MULTILINE | re.DOTALL)
_NAMES = ("angled", "bare", "defined", "quoted")

Replace = Callable[[str, bool], str | None]
"""What an address becomes, None where it stays; the second argument: it is shown as a picture."""


def with_targets(markdown: str, replace: Replace) -> str:
    """The same with other addresses: of `![x](…)`, `[x](…)`, `[x]: …`, `<img src="…">` and `<a href="…">`."""

    def replaced(match: re.Match[str]) -> str:
        name = next((name for name in _NAMES if match[name]), None)
        target = replace(match[name], bool(match["shown"] or match["drawn"])) if name else None
        if name is None or target is None:
            return match[0]
        begin, end = match.span(name)
        return match[0][: begin - match.start()] + target + match[0][end - match.start() :]

    return _TARGETS.sub(replaced, markdown)
