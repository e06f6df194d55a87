"""Deskbell as the stories start it: `python -m e2e.server demo …` is `deskbell demo …` whose passwords cost little.

Everybody signs in again in every story, and each time a real hash would take as much as all else that the server does
for it. The product knows nothing of this.
"""

from __future__ import annotations

import sys

from argon2 import PasswordHasher

from deskbell.cli import main
from deskbell.services import passwords

CHEAP = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)

if __name__ == "__main__":
    passwords._hasher = CHEAP
    sys.exit(main())
