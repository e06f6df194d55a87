"""Remembers which inputs a step was last done for, so that a second `make` does nothing twice.

A stamp is a file in .build/ holding one digest; it is written after the step has ended well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tools.console import ROOT

STAMPS = ROOT / ".build"


def digest_of(paths: Iterable[Path], *words: str) -> str:
    """One digest over files (and folders, recursively) and words; a missing path counts as missing."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in sorted(_files(paths)):
        total.update(str(path).encode() + b"\0")
        total.update(path.read_bytes() if path.exists() else b"missing")
    return total.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (found for found in path.rglob("*") if found.is_file() and "__pycache__" not in found.parts)
        else:
            yield path


def is_done(name: str, digest: str) -> bool:
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == digest


def mark_done(name: str, digest: str) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).write_text(digest)
