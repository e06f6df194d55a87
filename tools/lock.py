"""Makes requirements.lock and requirements-node.lock from pyproject.toml: `make lock`.

Universal (every system, every Python from 3.11 on) and with hashes; pip installs from it.
"""

from __future__ import annotations

import sys

from tools.console import ROOT, run_quietly, say

ADVICE = "The lock needs uv: .venv/bin/pip install uv"
LOCKS = {
    "requirements.lock": ["pyproject.toml", "--extra", "postgres", "--group", "test"],
    "requirements-node.lock": ["--group", "node"],
}


def main() -> None:
    for name, inputs in LOCKS.items():
        command = ["uv", "pip", "compile", *inputs, "--universal", "--python-version", "3.11", "--generate-hashes"]
        quiet = ["--no-annotate", "--quiet", "--custom-compile-command", "make lock", "--output-file", str(ROOT / name)]
        run_quietly([*command, *quiet, *sys.argv[1:]], advice=ADVICE, timeout=300)
        say(f"{name} is up to date")


if __name__ == "__main__":
    main()
