"""Builds the source archive and the wheel into dist/ (or the given folder): `make wheel`.

The wheel is built from the unpacked source archive, so that whoever gets only the archive gets the same wheel.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tools.console import ROOT, StepFailed, give_up, run_quietly, say, step

ADVICE = "The wheel could not be built; the lines above say why."
MINUTES = 60.0


def build(into: Path) -> tuple[Path, Path]:
    """The source archive and the wheel made from it."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deskbell-wheel-") as scratch:
        archive = _hatchling(ROOT, "sdist", into)
        run_quietly([sys.executable, "-m", "tarfile", "-e", archive, scratch], advice=ADVICE, timeout=MINUTES)
        (unpacked,) = Path(scratch).iterdir()
        return archive, _hatchling(unpacked, "wheel", into)


def _hatchling(source: Path, target: str, into: Path) -> Path:
    """Run the build backend as pip would, without an environment of its own: ours has all it needs."""
    call = f"import hatchling.build as b; print(b.build_{target}({str(into)!r}))"
    told = run_quietly([sys.executable, "-c", call], advice=ADVICE, timeout=10 * MINUTES, cwd=source)
    return into / told.splitlines()[-1]


def main() -> None:
    try:
        with step("Source archive, and the wheel from it"):
            archive, wheel = build(Path(sys.argv[1]).resolve() if sys.argv[1:] else ROOT / "dist")
        say(f"{archive}\n{wheel}")
    except StepFailed as failure:
        give_up(str(failure))


if __name__ == "__main__":
    main()
