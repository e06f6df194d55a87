"""Installs what no Python or npm package brings (a browser, its Chinese fonts, PostgreSQL) from the distribution.

Only as root and only where apt is, as in CI; everywhere else the caller says what to install by hand.
"""

from __future__ import annotations

import os
import shutil

from tools.console import StepFailed, run_quietly, say, step

MINUTES = 60.0


def can_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> bool:
    """True when apt brought them; a failure is told and left to the caller."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *wait, *packages]
    try:
        with step(f"From the distribution: {', '.join(packages)}"):
            run_quietly(["apt-get", "update", *wait], advice="", timeout=5 * MINUTES, env=environment)
            run_quietly(command, advice="", timeout=15 * MINUTES, env=environment)
    except StepFailed as failure:
        say(f"    not possible: {failure}")
        return False
    return True
