"""Tables of names turned into an index: TSV with a header, JSON lines, an extract of Wikidata.

A row that cannot be used is left out, and the first few are named by line; a file in which none
can be used is refused. The index takes its place in one step when it is complete.
"""

import contextlib
import gzip
import io
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from ..lists import CardError
from .index import APPLICATION, INDEXES, LAYOUT, MAGIC, TABLES, is_index
from .native import folded, script_of
from .sounds import word_pairs
from .spelling import plain, skeleton

WAY_OUT = (
    "a table has tabs, and a header with the columns native and english (also lang, unit, count), "
    'or each line is an object like {"name": "Ann Bo", "aliases": [], "native": {"Анн Бо": 3}}'
)
# Languages of the labels of a Wikidata item that are native forms.
_LABELS = ("ar", "fa", "he", "ru", "uk", "zh", "ja", "ko")
# bzip2, xz, ZIP and zstd.
_OTHERWISE_PACKED = (b"BZh", b"\xfd7zXZ", b"PK\x03\x04", b"\x28\xb5\x2f\xfd")
_BATCH = 20_000
_SHOWN = 5
_LONGEST = 300


class Row(NamedTuple):
    """An English spelling of a native form. Without a native form it is a name that is known, and
    `main` the name that it is a variant of."""

    native: str
    unit: str
    english: str
    times: int = 1
    lang: str = ""
    main: str = ""


class BadRow(ValueError):
    """A row that cannot be used, and why."""


@dataclass
class Imported:
    """What became of a table: how many rows are in the index, and which lines are not."""

    rows: int = 0
    bad: int = 0
    named: list[str] = field(default_factory=list)

    def leave_out(self, line: int, why: str) -> None:
        self.bad += 1
        if self.bad <= _SHOWN:
            self.named.append(f"line {line}: {why}")

    @property
    def remark(self) -> str:
        """One line about what was left out; empty if nothing was."""
        if not self.bad:
            return ""
        more = ", and others" if self.bad > _SHOWN else ""
        lines = "1 line" if self.bad == 1 else f"{self.bad} lines"
        return f"{lines} left out: {'; '.join(self.named)}{more}"


def import_names(
    path: Path, index: Path, step: Callable[[int, int, int], None] = lambda *_: None
) -> Imported:
    """Write the index of a table. `step` is told rows, and bytes read of how many, now and then.

    Raises CardError with the file and what is wrong; an index that was there is then as it was.
    """
    done = Imported()
    with _replacing(index) as made:
        try:
            database = sqlite3.connect(made, isolation_level=None)
            with contextlib.closing(database):
                _fill(database, path, done, step)
        except sqlite3.Error as error:
            raise CardError(f"{index}: cannot be written: {error}") from error
    return done


def _fill(
    database: sqlite3.Connection,
    path: Path,
    done: Imported,
    step: Callable[[int, int, int], None],
) -> None:
    database.execute("pragma journal_mode = off")
    database.execute("pragma synchronous = off")
    database.execute(f"pragma application_id = {APPLICATION}")
    database.execute(f"pragma user_version = {LAYOUT}")
    database.executescript(TABLES)
    database.execute("begin")
    digest = blake2b(digest_size=16)
    for rows in _batches(_rows(path, done, step)):
        done.rows += len(rows)
        digest.update(repr(rows).encode("utf-8", "surrogatepass"))
        database.executemany(
            "insert into forms values (?, ?, ?, ?, ?) on conflict do update "
            "set count = count + excluded.count",
            [row[:5] for row in rows if row.native],
        )
        database.executemany(
            "insert or ignore into names values (?, ?, ?, ?, 0)",
            [(r.english, plain(r.english), skeleton(r.english), r.main) for r in rows if r.main],
        )
    if not done.rows:
        why = done.named[0] if done.named else "it is empty"
        raise CardError(f"{path}: no row of it can be used ({why}); {WAY_OUT}")
    database.create_function("plain", 1, plain, deterministic=True)
    database.create_function("skeleton", 1, skeleton, deterministic=True)
    database.execute(
        "insert into names select english, plain(english), skeleton(english), '', sum(count) "
        "from forms where true group by english "
        "on conflict do update set uses = uses + excluded.uses"
    )
    database.execute("insert into about values ('digest', ?)", (digest.hexdigest(),))
    database.execute("insert into about values ('rows', ?)", (str(done.rows),))
    database.execute("commit")
    database.executescript(INDEXES)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A file beside `target` that takes its place when all went well."""
    try:
        if target.is_dir():
            raise CardError(f"{target}: is a folder; name the file to write with -o")
        if target.exists() and target.stat().st_size and not is_index(target):
            raise CardError(f"{target}: exists and is no index; name another file with -o")
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".cleanup-tmp")
        os.close(handle)
    except OSError as error:
        raise CardError(f"{target}: cannot be written: {(error.strerror or '').lower()}") from error
    try:
        yield Path(name)
        with contextlib.suppress(OSError):
            os.chmod(name, 0o644)
        os.replace(name, target)
    except OSError as error:
        raise CardError(f"{target}: cannot be written: {(error.strerror or '').lower()}") from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)


def _rows(path: Path, done: Imported, step: Callable[[int, int, int], None]) -> Iterator[Row]:
    """The rows of a table, whatever it is."""
    try:
        with open(path, "rb") as raw:
            size, start = os.fstat(raw.fileno()).st_size, raw.read(len(MAGIC))
            raw.seek(0)
            if start == MAGIC:
                raise CardError(f"{path}: an index already: give it to --names")
            if start.startswith(_OTHERWISE_PACKED):
                raise CardError(f"{path}: not packed with gzip: unpack it first")
            packed: Any = gzip.GzipFile(fileobj=raw) if start[:2] == b"\x1f\x8b" else raw
            lines = _lines(packed, path)
            number, line = next(lines, (0, ""))
            every = _objects if line.lstrip()[:1] in ("{", "[") else _table
            for count, row in enumerate(every(path, number, line, lines, done), 1):
                if count % _BATCH == 0:
                    step(count, raw.tell(), size)
                yield row
    except (EOFError, gzip.BadGzipFile) as error:
        raise CardError(f"{path}: damaged: the packed file ends too early, or is none") from error
    except OSError as error:
        raise CardError(f"{path}: cannot be read: {(error.strerror or '').lower()}") from error


def _lines(file: BinaryIO, path: Path) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline=None)
        for number, line in enumerate(text, 1):
            yield number, line.rstrip("\n")
    except UnicodeDecodeError as error:
        where = f"after line {number}"
        raise CardError(f"{path}: not UTF-8 ({where}); convert it to UTF-8 first") from error


def _table(
    path: Path, number: int, head: str, lines: Iterator[tuple[int, str]], done: Imported
) -> Iterator[Row]:
    names = [name.strip().lower() for name in head.split("\t")]
    if not {"native", "english"} <= set(names):
        raise CardError(f"{path}: line {number or 1}: no table of names; {WAY_OUT}")
    if len(set(names)) < len(names):
        raise CardError(f"{path}: line {number}: a column stands there twice")
    for at, line in lines:
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != len(names):
            done.leave_out(at, f"{len(cells)} columns instead of {len(names)}")
            continue
        try:
            yield _row(dict(zip(names, cells, strict=True)))
        except BadRow as problem:
            done.leave_out(at, str(problem))


def _row(cells: dict[str, str]) -> Row:
    native, english = folded(cells["native"]), cells["english"].strip()
    count, unit = cells.get("count", "1").strip(), cells.get("unit", "").strip()
    if not native or not english:
        raise BadRow(f"no {'english' if native else 'native'} form")
    if not count.isascii() or not count.isdigit() or int(count[:18]) < 1:
        raise BadRow(f"count is no number from 1: {count[:20]!r}")
    if unit not in ("token", "full", ""):
        raise BadRow(f"unit is token or full, not {unit[:20]!r}")
    return _made(native, english, int(count[:9]), cells.get("lang", "").strip(), unit)


def _made(native: str, english: str, count: int, lang: str, unit: str = "") -> Row:
    if len(native) > _LONGEST or len(english) > _LONGEST:
        raise BadRow(f"longer than {_LONGEST} characters")
    if not plain(english):
        raise BadRow(f"no name: {english[:20]!r}")
    unit = unit or ("full" if " " in english else "token")
    return Row(native, unit, english.lower() if unit == "token" else english, count, lang)


def _objects(
    path: Path, number: int, first: str, lines: Iterator[tuple[int, str]], done: Imported
) -> Iterator[Row]:
    """The rows of JSON lines; a dump of Wikidata has brackets around them, and commas."""
    for at, raw in _with_first(number, first, lines):
        line = raw.strip().rstrip(",")
        if line in ("", "[", "]"):
            continue
        try:
            yield from _entry(json.loads(line))
        except (BadRow, RecursionError) as problem:
            done.leave_out(at, str(problem))
        except ValueError:
            done.leave_out(at, "no JSON object")


def _with_first(
    number: int, first: str, lines: Iterator[tuple[int, str]]
) -> Iterator[tuple[int, str]]:
    yield number, first
    yield from lines


def _entry(entry: Any) -> list[Row]:
    """The rows of one object: its name, the aliases, and each native form with its words."""
    if not isinstance(entry, dict):
        raise BadRow("no JSON object")
    name, aliases, natives = _wikidata(entry) if "labels" in entry else _plain(entry)
    if not isinstance(name, str) or not plain(name):
        raise BadRow("no name")
    found = [Row("", "", name, main=name)]
    found += [Row("", "", alias, main=name) for alias in aliases]
    for native, count in natives:
        form = folded(native)
        if not form or not script_of(form):
            continue
        row = _made(form, name, count, script_of(form))
        found.append(row)
        if row.unit == "full":
            pairs = word_pairs(form, name)
            found += [_made(one, word, count, row.lang, "token") for one, word in pairs]
    return found


def _plain(entry: dict[str, Any]) -> tuple[Any, list[str], list[tuple[str, int]]]:
    aliases, native = entry.get("aliases", []), entry.get("native", [])
    if not isinstance(aliases, list) or not all(isinstance(one, str) for one in aliases):
        raise BadRow("aliases must be a list of strings")
    natives: list[tuple[str, int]] = []
    waiting = [native]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            natives.append((value, 1))
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            # Either a form with its count, or a language with its forms.
            for key, inner in value.items():
                if isinstance(inner, int) and not isinstance(inner, bool) and inner > 0:
                    natives.append((key, inner))
                else:
                    waiting.append(inner)
        else:
            raise BadRow("native must be forms, or forms with counts")
    return entry.get("name"), [a for a in aliases if plain(a)], sorted(natives)


def _wikidata(entry: dict[str, Any]) -> tuple[Any, list[str], list[tuple[str, int]]]:
    labels, aliases = entry["labels"], entry.get("aliases", {})
    try:
        name = labels["en"]["value"]
        known = [one["value"] for one in aliases.get("en", ())] if aliases else []
        natives = [(labels[code]["value"], 1) for code in _LABELS if code in labels]
        if aliases:
            natives += [(one["value"], 1) for c in _LABELS for one in aliases.get(c, ())]
    except (KeyError, TypeError, AttributeError) as error:
        raise BadRow("no English label") from error
    return name, [k for k in known if isinstance(k, str) and plain(k)], natives
