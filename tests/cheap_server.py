"""Deskbell as stories and kills start it: `python -m tests.cheap_server …` is `deskbell …` whose passwords cost little.

Everybody signs in again in every story, and each time a real hash would take as much as all else that the server does
for it. And as with an operator, what only clients and tests need is not there: our libraries would import it.
"""

from __future__ import annotations

import sys

from argon2 import PasswordHasher

for name in ("aiohttp", "requests", "websocket", "pygments"):
    sys.modules[name] = None  # type: ignore[assignment]

from deskbell.__main__ import main  # noqa: E402
from deskbell.services import passwords  # noqa: E402

if __name__ == "__main__":
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)
    sys.exit(main())
