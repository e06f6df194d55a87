"""A PostgreSQL of the tests' own: a throw-away cluster on a unix socket, gone when they end.

initdb refuses to run as root, so then it runs as `postgres` or `nobody`. Nothing is synced to disk: what the tests
ask is whether the SQL is right, not whether the disk is. Nothing is vacuumed either: whoever empties a database for the
next test wants the plans of one that is new.
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
    "jit": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
LIMIT = 60
END_OF_ANSWER = "--deskbell: done--"
_EMPTY = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
DO $$
DECLARE name text; filled bool;
BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);
    FOR name IN
        SELECT oid::regclass FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || name || ')' INTO filled;
        IF filled THEN EXECUTE 'DELETE FROM ' || name; END IF;
    END LOOP;
END $$
"""
"""In the role of a replica nothing asks for what refers to what is deleted. A TRUNCATE costs ten times as much."""


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
    """A running cluster; makes and empties databases through psql, without any Python driver.

    One psql for each database stays open: starting it costs more than what it is asked for.
    """

    def __init__(self, binaries: Path, folder: Path, user: str | None) -> None:
        self.binaries, self.folder, self.user = binaries, folder, user
        self._made = 0
        self._shells: dict[str, subprocess.Popen[str]] = {}

    def new_database(self) -> str:
        """A fresh, empty database; its address for SQLAlchemy."""
        self._made += 1
        name = f"deskbell_{self._made}"
        self._ask("postgres", f"CREATE DATABASE {name}")
        return f"postgresql+asyncpg://deskbell@/{name}?host={self.folder}"

    def empty(self, url: str) -> None:
        """Send everybody out of a database and delete every row but the schema's version."""
        self._ask(url.split("@/")[1].split("?")[0], _EMPTY)

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
        for shell in self._shells.values():
            shell.communicate(timeout=LIMIT)
        with contextlib.suppress(subprocess.SubprocessError):
            self._run("pg_ctl", "--pgdata", str(self.folder / "data"), "--mode", "immediate", "--wait", "stop")

    def _ask(self, database: str, statements: str) -> None:
        """Raises `RuntimeError` where psql or PostgreSQL refused; why is in the cluster's tools.log."""
        shell = self._shells.get(database) or self._shell(database)
        assert shell.stdin
        assert shell.stdout
        shell.stdin.write(f"{statements};\n\\echo {END_OF_ANSWER}\n")
        shell.stdin.flush()
        for line in shell.stdout:
            if line.strip() == END_OF_ANSWER:
                return
        raise RuntimeError(f"PostgreSQL refused: {(self.folder / 'tools.log').read_text()[-1000:]}")

    def _shell(self, database: str) -> subprocess.Popen[str]:
        where = ["--host", str(self.folder), "--username", "deskbell", "--dbname", database]
        how = ["--no-psqlrc", "--quiet", "--tuples-only", "--set", "ON_ERROR_STOP=1"]
        with (self.folder / "tools.log").open("ab") as log:
            shell = subprocess.Popen(
                [str(self.binaries / "psql"), *where, *how], user=self.user, cwd=self.folder, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
            )  # fmt: skip
        self._shells[database] = shell
        return shell

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.binaries / program), *words]
        with (self.folder / "tools.log").open("ab") as log:
            subprocess.run(
                command, user=self.user, cwd=self.folder, timeout=LIMIT, check=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip


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
