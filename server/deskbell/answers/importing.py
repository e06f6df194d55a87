"""`deskbell knowledge import`: a CSV into an inbox's articles, one row a phrasing, without a server running."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deskbell.answers.files import as_json, inbox_of, read_file
from deskbell.app import check_is_there, open_core
from deskbell.features.knowledge.importing import FORMATS, import_knowledge
from deskbell.progress import say, tell
from deskbell.settings import Settings
from deskbell.storage.database import AlreadyRunning

_SUFFIXES = {".json": "json", ".zip": "markdown"}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="columns article,phrasing,language: one row a phrasing")
    parser.add_argument("--inbox", metavar="KEY", help="key, name or id; needed where there are several")
    parser.add_argument("--replace", action="store_true", help="archive what the file does not hold")
    parser.add_argument("--format", choices=sorted(FORMATS), help="told by the file's name unless given (default: csv)")


async def import_file(settings: Settings, options: argparse.Namespace) -> int:
    """Read articles into an inbox and publish them; twice is the same as once. The server must not be running."""
    check_is_there(settings)
    data = read_file(options.file)
    format = options.format or _SUFFIXES.get(options.file.suffix.lower(), "csv")
    try:
        async with open_core(settings) as core:
            inbox = await inbox_of(core, options.inbox)
            progress = tell("storing", "articles")
            found = await import_knowledge(core, inbox, data, format, replace=options.replace, progress=progress)
    except AlreadyRunning as error:
        raise AlreadyRunning(f"{error}. Stop it first, or import in its settings.") from None
    say("")
    sys.stdout.write(as_json(found) + "\n")
    return 0
