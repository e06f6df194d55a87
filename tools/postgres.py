"""A PostgreSQL of the tests' own: a throw-away cluster on a unix socket, gone when they end.

initdb refuses to run as root, so then it runs as `postgres` or `nobody`. Nothing is synced to disk: what the tests
ask is whether the SQL is right, not whether the disk is.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

USUAL_PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/pgsql-*/bin")
UNPRIVILEGED = ("postgres", "nobody")
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}
LIMIT = 60


def find_binaries() -> Path | None:
    """The folder holding initdb and pg_ctl, of the newest PostgreSQL here."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in USUAL_PLACES:
        folders += sorted(Path("/").glob(pattern.lstrip("/")), key=_version, reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def _version(folder: Path) -> int:
    digits = "".join(letter for letter in folder.parent.name if letter.isdigit())
    return int(digits or 0)


class Cluster:
    """A running cluster; makes and drops databases through psql, without any Python driver."""

    def __init__(self, binaries: Path, folder: Path, user: str | None) -> None:
        self.binaries, self.folder, self.user = binaries, folder, user
        self._made = 0

    def new_database(self, like: str = "") -> str:
        """A fresh, empty database, or a copy of the one at the address `like`; its address for SQLAlchemy."""
        self._made += 1
        name = f"deskbell_{self._made}"
        self._sql(f"CREATE DATABASE {name}" + (f" TEMPLATE {_name_of(like)}" if like else ""))
        return f"postgresql+asyncpg://deskbell@/{name}?host={self.folder}"

    def drop_database(self, url: str) -> None:
        self._sql(f"DROP DATABASE IF EXISTS {_name_of(url)} WITH (FORCE)")

    def start(self) -> None:
        data = str(self.folder / "data")
        self._run(
            "initdb",
            "--pgdata",
            data,
            "--username",
            "deskbell",
            "--auth",
            "trust",
            "--no-sync",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
        )
        options = " ".join(f"-c {name}={value or repr('')}" for name, value in SETTINGS.items())
        log = str(self.folder / "log")
        self._run(
            "pg_ctl", "--pgdata", data, "--log", log, "--options", f"-k {self.folder} {options}", "--wait", "start"
        )

    def stop(self) -> None:
        with contextlib.suppress(subprocess.SubprocessError):
            self._run("pg_ctl", "--pgdata", str(self.folder / "data"), "--mode", "immediate", "--wait", "stop")

    def _sql(self, statement: str) -> None:
        self._run(
            "psql",
            "--host",
            str(self.folder),
            "--username",
            "deskbell",
            "--dbname",
            "postgres",
            "--quiet",
            "--command",
            statement,
        )

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.binaries / program), *words]
        with (self.folder / "tools.log").open("ab") as log:
            subprocess.run(
                command, user=self.user, cwd=self.folder, timeout=LIMIT, check=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip


def _name_of(url: str) -> str:
    return url.split("@/")[1].split("?")[0]


def _unprivileged_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


@contextlib.contextmanager
def running_cluster(binaries: Path) -> Iterator[Cluster]:
    # Under /tmp by name: a unix socket's path may have 107 bytes at most, and TMPDIR may be long.
    folder = Path(tempfile.mkdtemp(prefix="deskbell-pg-", dir="/tmp"))
    user = _unprivileged_user()
    if user:
        shutil.chown(folder, user)
    cluster = Cluster(binaries, folder, user)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
