"""An imported index of names: which English spellings are attested for a native form of a name.

`cleanup names import` writes it (see `importing`), one SQLite file that is only ever replaced
whole. It is opened anew for each text: that takes less than to look at one page, and a connection
may not cross into a worker process.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..lists import CardError

MAGIC = b"SQLite format 3\0"
# Tells an index from other SQLite files ("clnm"), and its layout from later ones.
APPLICATION = 0x636C6E6D
LAYOUT = 1
IMPORT = "cleanup names import FILE -o INDEX makes one"
_HEADER = 100
_AT_ONCE = 500
# A row for each spelling of each native form; `plain` and `bones` find spellings near a name.
TABLES = """
create table about (key text primary key, value text not null) without rowid;
create table forms (
    native text not null, unit text not null, english text not null, count integer not null,
    lang text not null, primary key (native, unit, english)
) without rowid;
create table names (
    english text primary key, plain text not null, bones text not null, main text not null,
    uses integer not null
) without rowid;
"""
INDEXES = """
create index names_plain on names (plain);
create index names_bones on names (bones);
create index forms_english on forms (english);
"""


class Spelling(NamedTuple):
    """An English spelling of a native form, and how often it is attested."""

    english: str
    times: int


def is_index(path: Path) -> bool:
    """Whether the file is an index, to go by its first bytes; a file that cannot be read is
    none."""
    try:
        with open(path, "rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def check_index(path: Path) -> None:
    """Look at an index without reading it. Raises CardError with what is wrong and the way out."""
    try:
        with open(path, "rb") as file:
            header = file.read(_HEADER)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise CardError(f"{path}: cannot be read: {(error.strerror or '').lower()}") from error
    page, pages = int.from_bytes(header[16:18], "big"), int.from_bytes(header[28:32], "big")
    if len(header) < _HEADER or size < (65_536 if page == 1 else page) * pages:
        raise CardError(f"{path}: a damaged index, cut short: import it again ({IMPORT})")
    if int.from_bytes(header[68:72], "big") != APPLICATION:
        raise CardError(f"{path}: a database, but no index of names; {IMPORT}")
    if int.from_bytes(header[60:64], "big") != LAYOUT:
        raise CardError(f"{path}: an index of another version of cleanup: import it again")


def refuse_table(path: Path) -> None:
    """Raises CardError for what can be imported, and is no names file and no index itself."""
    try:
        with open(path, "rb") as file:
            start = file.read(400)
    except OSError:
        return
    line = start.removeprefix(b"\xef\xbb\xbf").split(b"\n")[0]
    header = b"\t" in line and b"=" not in line and line[:1] not in (b"#", b"[")
    if header or start[:2] == b"\x1f\x8b" or start[:1] == b"{":
        what = "import it first: cleanup names import"
        raise CardError(f"{path}: a table of names; {what} {path} -o INDEX, then --names INDEX")


def identity(path: Path) -> bytes:
    """What stands for the contents of an index: they are too many to be digested with each run.

    It is the digest that was taken when it was imported, and SQLite's own count of changes.
    Raises OSError.
    """
    with open(path, "rb") as file:
        header = file.read(_HEADER)
    try:
        with Index(path) as index:
            return header + index.about("digest").encode()
    except CardError as error:
        raise OSError(str(error)) from error


class Index:
    """An index that is open, until the `with` ends. Raises CardError for a file that is none, or
    that turns out to be damaged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        check_index(path)
        import sqlite3

        self._error: type[Exception] = sqlite3.Error
        try:
            place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            self._open = sqlite3.connect(place, uri=True)
        except sqlite3.Error as error:
            raise CardError(f"{path}: cannot be read: {error}") from error

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def about(self, key: str) -> str:
        """What the import has noted of the index."""
        rows = self._rows("select value from about where key = ?", (key,))
        return str(rows[0][0]) if rows else ""

    def spellings(self, natives: Iterable[str], unit: str) -> dict[str, list[Spelling]]:
        """The attested spellings of native forms (see `native.folded`), the most frequent first.

        `unit` is "token" for one word of a name, or "full".
        """
        found: dict[str, list[Spelling]] = {}
        asked = sorted(set(natives))
        for at in range(0, len(asked), _AT_ONCE):
            some = asked[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            for native, english, count in self._rows(
                "select native, english, count from forms "
                f"where native in ({marks}) and unit = ? order by count desc, english",
                (*some, unit),
            ):
                found.setdefault(native, []).append(Spelling(english, count))
        return found

    def natives(self, english: str) -> list[tuple[str, str, int]]:
        """The native forms that a spelling is attested for, with language and count."""
        return self._rows(
            "select native, lang, count from forms where english = ? order by count desc, native",
            (english,),
        )

    def spelled(self, plain: str) -> list[tuple[str, str]]:
        """The names that are these letters, with the name each is a variant of, or itself."""
        return self._rows(
            "select english, main from names where plain = ? order by english", (plain,)
        )

    def uses(self, plain: str, *, full: bool = False) -> int:
        """How often a word of these letters is attested, or a full name, for whatever native
        form."""
        rows = self._rows(
            "select coalesce(sum(uses), 0) from names "
            "where plain = ? and (instr(english, ' ') > 0) = ?",
            (plain, full),
        )
        return int(rows[0][0])

    def alike(self, bones: str) -> list[str]:
        """The names with these consonants."""
        rows = self._rows("select english from names where bones = ? order by english", (bones,))
        return [row[0] for row in rows]

    def _rows(self, asked: str, values: Sequence[object]) -> list[Any]:
        try:
            return self._open.execute(asked, values).fetchall()
        except self._error as error:
            raise CardError(f"{self.path}: a damaged index ({error}): import it again") from error
