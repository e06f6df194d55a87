"""From a fresh clone to a working environment: `python3 -m tools.bootstrap`.

Needs a plain Python and nothing else. It makes .venv from the committed lock, finds or fetches Node, and builds
the assets; each step only when its inputs changed. How each step is done stands in tools/environment.py and
tools/node.py. Kept readable for old interpreters, so that they get a sentence and not a syntax error.
"""

from __future__ import annotations

import os
import shutil
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")


def choose_interpreter() -> None:
    """Go on under a newer Python when this one is too old and a newer one stands beside it."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER_NAMES:
        found = shutil.which(name)
        if found and os.spawnv(os.P_WAIT, found, [found, "-c", "import ssl"]) == 0:
            os.execv(found, [found, "-m", "tools.bootstrap", *sys.argv[1:]])
    sys.exit(
        "Deskbell needs Python 3.11 or newer; this is {}.{}.\n"
        "Install a newer one, then run: make PYTHON=python3.12 …".format(*sys.version_info[:2])
    )


def main() -> None:
    choose_interpreter()
    from tools import environment, node
    from tools.console import StepFailed, give_up

    try:
        environment.prepare()
        node.prepare_assets()
    except StepFailed as failure:
        give_up(str(failure))
    except KeyboardInterrupt:
        give_up("Stopped. Run the same command again to go on.")


if __name__ == "__main__":
    main()
