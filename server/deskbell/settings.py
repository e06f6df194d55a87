"""The operator's settings: one frozen record, read once, from `deskbell.toml` in the data folder, then the environment.

Every key has an environment variable of the same name in capitals with `DESKBELL_` before it. Unknown keys are reported,
never ignored in silence; a value of the wrong kind raises `SettingsError` with a sentence that names it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

PREFIX = "DESKBELL_"


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it and says what is expected."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an operator may set. Everything else is set in the desk by an admin."""

    data: Path = Path("deskbell-data")
    database_url: str = ""
    """Empty: an SQLite file in `data`. Else `postgresql://user@host/name` (needs the extra `postgres`)."""
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    """Where people reach the desk, such as `https://desk.example`; empty: as the request says."""
    frame_url: str = ""
    """Another origin for the widget's frame on the same server, so that a hole in one gives no right in the other."""
    trusted_proxies: str = "127.0.0.1"
    """Whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses and networks, with commas."""
    rate_limit_scale: float = 1.0
    """Multiplies every rate limit; 0 switches them off (load tests)."""
    allow_private_addresses: bool = False
    """Whether look-ups and the language model may be on this machine, in its network, and over plain http."""
    embedder: str = ""
    """Code of the operator's own that embeds sentences: `package.module:factory`, or a file or folder of Python. It runs
    in this process, so nobody in the desk can set it."""
    log_level: str = "info"


def read_settings(data: Path | None = None, environ: Mapping[str, str] = os.environ, **given: Any) -> Settings:
    """The settings from file, environment and the command line's `given`, the later ones winning.

    Raises `SettingsError` for an unknown key, a wrong value or an unreadable file.
    """
    folder = data or Path(environ.get(PREFIX + "DATA", "deskbell-data"))
    values: dict[str, Any] = {**_from_file(folder / "deskbell.toml"), **_from_environment(environ)}
    values.update({key: value for key, value in given.items() if value is not None})
    values["data"] = str(folder)
    try:
        return msgspec.convert(values, Settings, strict=False, dec_hook=lambda kind, value: kind(value))
    except msgspec.ValidationError as error:
        raise SettingsError(f"A setting is wrong: {error}") from None


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from None


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and name != PREFIX + "DATA"
    }
