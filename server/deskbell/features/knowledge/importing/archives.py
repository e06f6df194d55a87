"""Zip archives from strangers: everything is checked from the list of entries before one is unpacked. No I/O.

A bomb needs many entries, a large sum, an improbable ratio or entries that share their bytes; a traversal needs a name
that leaves the folder. Archives with any of these are refused whole: who packs one means no good.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator

from deskbell.domain.errors import BadInput, TooLarge
from deskbell.domain.text_files import read_text
from deskbell.features.knowledge.importing.places import place_of

MOST_ENTRIES = 20_000
MAX_UNPACKED = 128 * 1024 * 1024
"""Bytes of all entries together."""
MAX_RATIO, RATIO_FROM = 200, 1024 * 1024
"""Text packs to a tenth; an entry larger than a megabyte that packs to less than one in two hundred is no text."""
_ENTRY = b"PK\x01\x02"
_UTF8, _LOCKED = 0x800, 0x1
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """The files of an archive by their names, without the folder that all of them are in."""

    def __init__(self, data: bytes) -> None:
        """Raises `bad_archive`, `archive_too_large` or `unsafe_path`."""
        if data.count(_ENTRY) > MOST_ENTRIES:
            raise _too_large(f"An archive has at most {MOST_ENTRIES} entries.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
            raise _bad("This is not a zip archive that can be read.") from None
        _check_sizes(infos, len(data))
        named = {_safe_name(info): info for info in infos}
        if len(named) != len(infos):
            raise _bad("Two entries have the same name, so that one of them would be lost.")
        kept = {name: info for name, info in named.items() if not info.is_dir() and not _is_litter(name)}
        self.root = _root_of(kept)
        """The folder that all were in, with its slash; empty where there is none."""
        self._infos = {name.removeprefix(self.root): info for name, info in kept.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def names(self, *endings: str) -> Iterator[str]:
        """The files that end like this, in the order of their names."""
        return (name for name in sorted(self._infos) if name.lower().endswith(endings))

    def read(self, name: str) -> bytes:
        """A file's bytes, no more than its entry promised. Raises `bad_archive` when it is damaged."""
        info = self._infos[name]
        try:
            with self._zip.open(info) as file:
                return file.read(info.file_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise _bad("This entry is damaged.") from None


def _check_sizes(infos: list[zipfile.ZipInfo], size: int) -> None:
    if len(infos) > MOST_ENTRIES:
        raise _too_large(f"An archive has at most {MOST_ENTRIES} entries.")
    if sum(info.file_size for info in infos) > MAX_UNPACKED or sum(info.compress_size for info in infos) > size:
        raise _too_large(f"All entries together have at most {MAX_UNPACKED // 1024**2} MB.")
    for info in infos:
        if info.flag_bits & _LOCKED or info.compress_type not in _PACKINGS:
            raise _bad("An entry is locked with a password or packed in a way that is not read.")
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * info.compress_size:
            raise _too_large("An entry unpacks to far more than text ever does.")


def _safe_name(info: zipfile.ZipInfo) -> str:
    """The entry's name with plain slashes. Raises `unsafe_path` for one that leads out of the folder, or elsewhere."""
    name = info.orig_filename if info.flag_bits & _UTF8 else _as_written(info.orig_filename)
    name = name.replace("\\", "/")
    parts = name.rstrip("/").split("/")
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    if is_link or ":" in parts[0] or any(part in ("", ".", "..") for part in parts):
        raise BadInput("unsafe_path", f"An entry of the archive leads out of it: {name[:100]}.")
    return name


def _as_written(name: str) -> str:
    """A name that claims to be of the code page of old: mostly it is in the one of whoever packed it."""
    try:
        return read_text(name.encode("cp437"))
    except UnicodeEncodeError:
        return name


def _root_of(names: Collection[str]) -> str:
    """The folder that all are in, if it is not a language: who packs a folder packs its name with it."""
    tops = {name.partition("/")[0] for name in names if "/" in name}
    inside = len(tops) == 1 and all("/" in name for name in names) and not place_of(f"{min(tops)}/any").locale
    return f"{tops.pop()}/" if inside else ""


def _is_litter(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def _bad(message: str) -> BadInput:
    return BadInput("bad_archive", message)


def _too_large(message: str) -> TooLarge:
    return TooLarge("archive_too_large", message)
