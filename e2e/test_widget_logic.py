"""The widget's pure parts (log, outbox, links, ids) under Node's own test runner: `node widget/test/run.mjs`."""

from __future__ import annotations

import subprocess

from tools import node
from tools.console import ROOT


def test_the_pure_parts_of_the_widget() -> None:
    command = [str(node.find_or_fetch().node), "widget/test/run.mjs"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stdout + run.stderr
