"""Which pages of a website are meant. No I/O."""

from __future__ import annotations


def is_on(pattern: str, url: str) -> bool:
    """Whether an address is of a pattern in which `*` stands for anything; one without any may stand anywhere in it.

    Looks for the parts one after the other: no address makes it slow.
    """
    wanted, address = pattern.strip().casefold(), url.casefold()
    if not wanted:
        return False
    first, *rest = wanted.split("*")
    if not rest:
        return wanted in address
    last, at = rest.pop(), len(first)
    if not address.startswith(first):
        return False
    for part in rest:
        found = address.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return address.endswith(last) and len(address) - len(last) >= at
