"""A long list over several pages: which part one shows, and the addresses of the pages beside it. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Paging(NamedTuple):
    """Page `number` (from 1) of the list at `here`, `size` rows a page."""

    here: str
    number: int
    size: int

    @property
    def path(self) -> str:
        """The page's one right address."""
        return self._at(self.number)

    @property
    def before(self) -> int:
        """Rows on the pages before this one."""
        return (self.number - 1) * self.size

    def told(self, read: int, count: int, words: Mapping[str, str]) -> dict[str, str]:
        """What the page says of its place; `read` is one row more than is shown where more follow, `count` all there are."""
        first, last = self.before + 1, self.before + min(read, self.size)
        alone = self.number == 1 and read <= self.size
        return {
            "range": "" if alone else words["range"].format(first=first, last=last, count=count),
            "earlier": self._at(self.number - 1) if self.number > 1 else "",
            "later": self._at(self.number + 1) if read > self.size else "",
        }

    def _at(self, number: int) -> str:
        return self.here if number == 1 else f"{self.here}?page={number}"
