"""Which Chromium the browser tests use: Playwright's own, else the system's, else one from the distribution.

Of the system's, the headless shell comes first: it is what Playwright itself brings for runs without a window, at two
thirds of a whole Chromium's CPU. The answer is remembered in .build/chromium; delete that file to look again. An empty
answer means Playwright's own.
"""

from __future__ import annotations

import os
import re
import selectors
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools import distribution
from tools.console import ROOT, StepFailed, say, step

ANSWER = ROOT / ".build" / "chromium"
SHELL = "chromium-headless-shell"
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge")
MAC_NAMES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
FIRST_SIGN_WITHIN, DONE_WITHIN = 20.0, 600.0
OWN = ""
HOW_TO_GET_ONE = """No Chromium for the browser tests: Playwright's own cannot be downloaded, the system has none.
Install one, then run the same command again:
  Debian:  sudo apt-get install chromium-headless-shell fonts-noto-cjk fonts-liberation
  Fedora:  sudo dnf install chromium google-noto-sans-cjk-fonts
  macOS:   brew install --cask google-chrome
"""


def executable(*, window: bool = False) -> str | None:
    """The path for Playwright's launch; None for its own browser. With a `window` the shell will not do."""
    found = prepare()
    if window and Path(found).name == SHELL:
        found = _in_system(SYSTEM_NAMES)
    return found or None


def prepare() -> str:
    if ANSWER.exists():
        known = ANSWER.read_text()
        if known == OWN or Path(known).exists():
            return known
    found = _look()
    ANSWER.parent.mkdir(exist_ok=True)
    ANSWER.write_text(found)
    return found


def _look() -> str:
    with step("Browser"):
        if _playwrights_own():
            return OWN
        found = _in_system() or _from_distribution()
        if not found:
            raise StepFailed(HOW_TO_GET_ONE)
        say(f"    Playwright's own cannot be had here; using {found}")
        return found


def _from_distribution() -> str:
    if distribution.can_install():
        for package in (SHELL, "chromium"):  # not every Debian and no Ubuntu has the shell
            if distribution.install(package, "fonts-noto-cjk", "fonts-liberation"):
                return _in_system()
    return ""


def _in_system(names: tuple[str, ...] = (SHELL, *SYSTEM_NAMES)) -> str:
    for name in (*names, *MAC_NAMES):
        path = shutil.which(name)
        if path:
            return path
    return ""


def _playwrights_own() -> bool:
    """`playwright install chromium`, given up when no progress shows in 20 s (no way to its server) or it fails."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    began = time.monotonic()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            return _ends_well(process, began)
        finally:
            process.kill()


def _ends_well(process: subprocess.Popen[bytes], began: float) -> bool:
    assert process.stdout
    seen, limit = b"", FIRST_SIGN_WITHIN
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while time.monotonic() < began + limit:
            if not selector.select(timeout=1):
                continue
            chunk = os.read(process.stdout.fileno(), 65536)
            seen = (seen + chunk)[-4096:]
            if re.search(rb"\d+% of", seen):
                limit = DONE_WITHIN
            if not chunk:
                return process.wait() == 0
    return False


def main() -> None:
    try:
        say(prepare() or "Playwright's own Chromium")
    except StepFailed as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
