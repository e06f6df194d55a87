"""`python -m deskbell`."""

import gc
import sys

# What a start imports stays until the end: looking for garbage among it again and again is an eighth of the start.
gc.disable()
from deskbell.cli import main  # noqa: E402

gc.freeze()
gc.enable()

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
