"""Outcomes of earlier runs, on disk: a key and a value of text, each at most some weeks old.

One SQLite file in the user's cache folder (see `compiled`). Several runs may use it at once.
Whatever is the matter with it, a run goes on without: nothing in it is needed. A file that is
damaged is thrown away; a value that is damaged counts as not there.
"""

import contextlib
import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

# Another layout gets another name.
NAME = "outcomes-1.sqlite"
DAYS = 30
# At this many bytes, what was not used today goes, and nothing comes until it has.
MOST = 1 << 29
_BATCH = 2000
# Another run writes for some milliseconds; we wait no longer than nobody notices.
_PATIENCE = 0.2
_DAY = 86_400
_TABLE = """
create table if not exists outcomes (
    id integer primary key, key blob not null unique, day integer not null,
    sum integer not null, value text not null
)
"""

_ASKED = "select value, sum, day from outcomes where key = ?"
_TROUBLE = (sqlite3.Error, OSError, ValueError, TypeError, OverflowError)


class Cache:
    """Values by key. No method raises; after the first trouble there is nothing in it."""

    def __init__(self, place: Path) -> None:
        self._file = place / NAME
        self._today = int(time.time()) // _DAY
        self._new: dict[bytes, str] = {}
        self._used: set[bytes] = set()
        self._tidied = False
        self._open: sqlite3.Connection | None = None
        with self._careful():
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            # In autocommit: a transaction is begun where one is wanted.
            self._open = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
            self._open.execute("pragma journal_mode = wal")
            self._open.execute("pragma synchronous = normal")
            self._open.execute(_TABLE)

    def get(self, key: bytes) -> str | None:
        """The value, if there is one that is whole."""
        if (new := self._new.get(key)) is not None or self._open is None:
            return new
        # Not in `_careful`, which would cost as much as a row: this is asked for every text.
        try:
            row = self._open.execute(_ASKED, (key,)).fetchone()
            if row is None or _sum(row[0]) != row[1]:
                return None
            if row[2] != self._today:
                self._used.add(key)
            return str(row[0])
        except _TROUBLE as error:
            self._give_up(error)
            return None

    def put(self, key: bytes, value: str) -> None:
        """Keep a value; it is written later, with others."""
        if self._open is not None:
            self._new[key] = value
            if len(self._new) >= _BATCH:
                self._write()

    def close(self) -> None:
        """Write what is new, and let go of what is old."""
        self._write()
        with self._careful():
            if self._open is not None:
                self._open.close()
        self._open = None

    def _write(self) -> None:
        new, self._new = self._new, {}
        used, self._used = self._used, set()
        if self._open is None or not (new or used):
            return
        with self._careful(), self._open as database:
            database.execute("begin immediate")
            if not self._tidied:
                self._tidied = True
                oldest = self._today - (0 if self._full(database) else DAYS)
                database.execute("delete from outcomes where day < ?", (oldest,))
            if not self._full(database):
                database.executemany(
                    "insert or replace into outcomes (key, day, sum, value) values (?, ?, ?, ?)",
                    ((key, self._today, _sum(value), value) for key, value in new.items()),
                )
            database.executemany(
                "update outcomes set day = ? where key = ?", ((self._today, key) for key in used)
            )

    @staticmethod
    def _full(database: sqlite3.Connection) -> bool:
        pages, free, size = (
            database.execute(f"pragma {what}").fetchone()[0]
            for what in ("page_count", "freelist_count", "page_size")
        )
        return bool((pages - free) * size > MOST)

    @contextlib.contextmanager
    def _careful(self) -> Iterator[None]:
        """Ends the use of the cache where something is wrong with it."""
        try:
            yield
        except _TROUBLE as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        with contextlib.suppress(sqlite3.Error):
            if self._open is not None:
                self._open.close()
        self._open = None
        # Locked, full, or not ours to write are OperationalErrors: then the file is sound.
        if type(error) is sqlite3.DatabaseError:
            for end in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    os.unlink(f"{self._file}{end}")


def _sum(value: str) -> int:
    return zlib.crc32(value.encode("utf-8", "surrogatepass"))
