"""Findings suppressed from outside the text: `.cleanup-ignore.toml` in the folder of the file.

    [[ignore]]
    file = "story.txt"              # a name or a pattern; without it any file of the folder
    rule = "quotes/unclosed"        # a rule or a family
    fingerprint = "0f6a…"           # only this place; without it all findings of the rule
    text = "said: [[“]]We have"     # for people, never compared
    reason = "the quotation goes on in part two"
    until = 2027-01-31              # the last day on which the entry counts

Equal findings have one fingerprint, so an entry holds for all of them: what was judged is these
words, not how often they stand there.
"""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from ..document import Document
from ..files import reason as why
from ..findings import Finding, State
from ..lists import meant
from ..rulebook import Rulebook, UnknownRuleError, is_among
from .fingerprints import fingerprint, snippet

NAME = ".cleanup-ignore.toml"
STRINGS = ("file", "rule", "fingerprint", "text", "reason")
KEYS = {**dict.fromkeys(STRINGS, str), "until": datetime.date}
REQUIRED = ("rule", "reason")
EVERY_FILE = "*"


class SuppressionError(ValueError):
    """A sidecar that cannot be used; the message names the file, the entry and what is wrong."""


class Entry(NamedTuple):
    """An `[[ignore]]` table; `rules` are the ids that its `rule` stands for."""

    where: str
    file: str
    rule: str
    rules: frozenset[str]
    fingerprint: str | None
    until: datetime.date | None
    reason: str = ""

    def covers(self, name: str) -> bool:
        """Whether the entry is about the file of this name."""
        return name == self.file or fnmatchcase(name, self.file)


@dataclass(eq=False, repr=False)
class Sidecar:
    """The entries of one folder that count today, and what became of them in this run."""

    folder: Path
    entries: tuple[Entry, ...]
    expired: tuple[Entry, ...] = ()
    used: set[Entry] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    @staticmethod
    def load(folder: Path, book: Rulebook, today: datetime.date) -> "Sidecar":
        """The sidecar of a folder, empty if it has none. Raises SuppressionError."""
        path = folder / NAME
        try:
            text = _read(path).decode("utf-8")
        except UnicodeDecodeError as error:
            raise SuppressionError(f"{path}: not UTF-8 at byte {error.start}") from error
        entries = _entries(path, text, book)
        past = tuple(e for e in entries if e.until and e.until < today)
        return Sidecar(folder, tuple(e for e in entries if e not in past), past)

    def apply(
        self, name: str, document: Document, findings: Sequence[Finding]
    ) -> tuple[Finding, ...]:
        """The findings in their order, those suppressed by an entry so marked. `name` is the
        file's name in its folder."""
        self.seen.add(name)
        by_rule: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.covers(name):
                for rule in entry.rules:
                    by_rule.setdefault(rule, []).append(entry)
        marked = []
        for finding in findings:
            here = None
            every = f"{finding.rule.partition('/')[0]}/*"  # Of an engine.
            for entry in (*by_rule.get(finding.rule, ()), *by_rule.get(every, ())):
                if entry.fingerprint is not None and here is None:
                    here = fingerprint(document.text, finding)
                if entry.fingerprint in (None, here):
                    self.used.add(entry)
                    finding = finding.silence(State.SUPPRESSED, entry.reason)  # noqa: PLW2901
            marked.append(finding)
        return tuple(marked)

    def unused(self, ran: Collection[str]) -> list[str]:
        """A line for each entry that has expired or that matched nothing.

        To be asked when all files of the run were seen; `ran` are the ids of its rules. An entry
        is reported only if all its files were seen, or none is there, and one of its rules ran.
        """
        found = [
            f"{e.where}: {e.rule}: held until {e.until}, no longer counts" for e in self.expired
        ]
        if not self.entries:
            return found
        kinds = {Path(name).suffix for name in self.seen}
        present = {p.name for p in self.folder.iterdir() if p.is_file()} | self.seen
        for entry in self.entries:
            if entry in self.used or not any(is_among(rule, ran) for rule in entry.rules):
                continue
            covered = {name for name in present if entry.covers(name)}
            read = {name for name in covered if Path(name).suffix in kinds}
            if read <= self.seen and (read or not covered):
                gap = f"matches nothing in {entry.file}" if read else f"no file {entry.file}"
                found.append(f"{entry.where}: {entry.rule}: {gap}; the entry can go")
        return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise SuppressionError(f"{path}: cannot be read: {why(error)}") from error


def _entries(path: Path, text: str, book: Rulebook) -> list[Entry]:
    if not text:
        return []
    import tomllib

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SuppressionError(f"{path}: not TOML: {error}") from error
    for key in tables:
        if key != "ignore":
            raise SuppressionError(f"{path}: no key {key!r}{meant(key, ['ignore'])}")
    tables = tables.get("ignore", [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise SuppressionError(f"{path}: entries are [[ignore]] tables")
    heads = [i for i, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith("[[")]
    places = heads if len(heads) == len(tables) else [f"entry {i + 1}" for i in range(len(tables))]
    return [_entry(t, f"{path}:{at}", book) for t, at in zip(tables, places, strict=True)]


def _entry(table: dict[str, Any], where: str, book: Rulebook) -> Entry:
    for key, value in table.items():
        if key not in KEYS:
            raise SuppressionError(f"{where}: an entry has no key {key!r}{meant(key, KEYS)}")
        if type(value) is not KEYS[key]:
            kind = "a string" if KEYS[key] is str else "a date, without quotes (2027-01-31)"
            raise SuppressionError(f"{where}: {key} must be {kind}")
    if missing := [key for key in REQUIRED if not table.get(key, "").strip()]:
        raise SuppressionError(f"{where}: missing: {', '.join(missing)}")
    file = table.get("file", EVERY_FILE)
    if "/" in file:
        raise SuppressionError(f"{where}: file is a name in this folder; put a {NAME} beside it")
    try:
        rules = frozenset(book.named(table["rule"]))
    except UnknownRuleError as error:
        raise SuppressionError(f"{where}: {error}") from error
    given = table.get("fingerprint"), table.get("until"), table["reason"]
    return Entry(where, file, table["rule"], rules, *given)


def add(
    folder: Path, file: str, finding: Finding, text: str, reason: str, *, whole_rule: bool = False
) -> None:
    """Add an entry for this finding in `text` to the sidecar of a folder, at its end; with
    `whole_rule` for everything that its rule finds in the file.

    All that was there stays as it is. Raises SuppressionError if it cannot take the entry, and
    FileProblem if it cannot be written.
    """
    import json
    import tomllib

    from ..writing import write, write_new

    path = folder / NAME
    old = _read(path)
    end = "\r\n" if b"\r\n" in old else "\n"
    place = fingerprint(text, finding), snippet(text, finding)
    table = dict(zip(STRINGS, (file, finding.rule, *place, reason), strict=True))
    if whole_rule:
        del table["fingerprint"], table["text"]
    rows = ["" if not old or old.endswith(b"\n") else end, end if old else "", f"[[ignore]]{end}"]
    for key, value in table.items():
        # A TOML basic string is JSON's, but that DEL is escaped too.
        string = json.dumps(value, ensure_ascii=False).replace("\x7f", r"\u007f")
        rows.append(f"{key} = {string}{end}")
    try:
        new = old + "".join(rows).encode("utf-8")
        tomllib.loads(new.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeError) as error:
        raise SuppressionError(f"{path}: an entry cannot be added: {error}") from error
    if old:
        write(path, new, expected=old)
    else:
        write_new(path, new)
