"""What is done to the database file from the outside: dropping the unique key, and asking whether the file is whole."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

UNIQUE = re.compile(r",\s*(CONSTRAINT\s+\S+\s+)?UNIQUE\s*\(\s*conversation_id\s*,\s*client_id\s*\)", re.IGNORECASE)


def drop_unique_key(file: Path) -> None:
    """Rebuild `messages` without UNIQUE (conversation_id, client_id). The server must not be running."""
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        (made,) = db.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'messages'").fetchone()
        without, found = UNIQUE.subn("", made)
        assert found == 1, f"the unique key is not where it was: {made}"
        indexes = db.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'messages' AND type = 'index' AND sql > ''"
        )
        again = [sql for (sql,) in indexes.fetchall()]
        db.execute("ALTER TABLE messages RENAME TO messages_before")
        db.execute(without)
        db.execute("INSERT INTO messages SELECT * FROM messages_before")
        db.execute("DROP TABLE messages_before")
        for sql in again:
            db.execute(sql)


def integrity(file: Path) -> str:
    """`ok`, or what SQLite found."""
    with closing(sqlite3.connect(file)) as db:
        (answer,) = db.execute("PRAGMA integrity_check").fetchone()
        return str(answer)
