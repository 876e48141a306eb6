"""Decisions in a JSON file, so that a review can be left, resumed, and applied by `fix`.

    {"schema": 1, "tool": "cleanup", "kind": "decisions", "files": {"story.txt": {
      "text": "9f86…", "result": "60a3…", "decisions": [
        {"rule": "quotes/stray", "verdict": "accept", "place": "raised doubts[[.]] about it",
         "start": 20, "end": 21, "proposals": [[[".", ""]]], "fingerprints": ["1c0f…"]}]}}}

Paths are relative to the folder of the file, with forward slashes. `text` is a digest of the text
that was reviewed: if it is still the same, places count; if not, fingerprints do, and the run says
so. `result` is a digest of what the decisions make of it, for which nothing need be said.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..checker import Limits
from ..cleaner import Cleaning
from ..document import Document, Span
from .chooser import clean
from .verdicts import Decision, Decisions, Key, Verdict

SCHEMA = 1
KIND = "decisions"


class DecisionsError(ValueError):
    """A file of decisions that cannot be used; the message is one line and names the file."""


@dataclass(frozen=True)
class Judged:
    """The decisions about one text: the digests of the text and of what comes of it."""

    text: str
    result: str = ""
    by_key: Mapping[Key, Decision] = field(default_factory=dict)

    def held_against(self, text: str) -> Decisions:
        """The decisions, for `text`: by place if it is the one that was reviewed."""
        if self.text == digest(text):
            return Decisions(self.by_key)
        loose: dict[tuple[str, str], Decision] = {}
        doubtful = set()
        for key, decision in self.by_key.items():
            for name in decision.fingerprints:
                known = loose.setdefault((key.rule, name), decision)
                if (known.verdict, known.fix, known.new) != (
                    decision.verdict,
                    decision.fix,
                    decision.new,
                ):
                    doubtful.add((key.rule, name))
        return Decisions({}, {k: d for k, d in loose.items() if k not in doubtful})


@dataclass
class DecisionsFile:
    """The decisions about the files below (or beside) a folder, and what is to be said of them."""

    folder: Path
    files: dict[str, Judged] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def name(self, path: str | Path) -> str:
        """What a file is called in this file."""
        absolute = os.path.abspath(path)
        try:
            return os.path.relpath(absolute, os.path.abspath(self.folder)).replace(os.sep, "/")
        except ValueError:  # Another drive.
            return Path(absolute).as_posix()

    def of(self, path: str | Path) -> Judged | None:
        """The decisions about a file, if there are any."""
        return self.files.get(self.name(path))

    def clean(
        self, document: Document, rules: Any, limits: Limits, *, unsafe: bool = False, **hooks: Any
    ) -> Cleaning:
        """A text cleaned as was decided; in place of `cleaner.clean`."""
        judged = self.of(document.path) if document.path else None
        decisions = judged.held_against(document.text) if judged else Decisions()
        made, chooser = clean(decisions, document, rules, limits, unsafe=unsafe, **hooks)
        if judged and document.path:
            rows = [row for one in chooser.passes for row in one.rows if not row.inherited]
            held = {id(row.decision) for row in rows if row.decision}
            self._remark(document.path, judged, digest(document.text), len(held))
        return made

    def _remark(self, path: str, judged: Judged, now: str, held: int) -> None:
        every = len(judged.by_key)
        if now == judged.result or (now == judged.text and held >= every):
            return
        what = "the text has" if now != judged.text else "what is found there has"
        since = f"{what} changed since it was reviewed"
        self.notes.append(f"{path}: {since}: {held} of {every} decisions still hold")

    def data(self) -> bytes:
        """The content of the file."""
        files = {
            name: {
                "text": judged.text,
                "result": judged.result,
                "decisions": [_row(k, d) for k, d in sorted(judged.by_key.items(), key=_in_place)],
            }
            for name, judged in sorted(self.files.items())
        }
        tables = {"schema": SCHEMA, "tool": "cleanup", "kind": KIND, "files": files}
        # A surrogate, of a name or a text that is no UTF-8, is escaped as JSON does it.
        text = json.dumps(tables, ensure_ascii=False, indent=1)
        return (text + "\n").encode("utf-8", "backslashreplace")


def digest(text: str) -> str:
    """What a text is known by, 32 hexadecimal digits."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def load(path: Path, notes: list[str] | None = None) -> DecisionsFile:
    """The decisions in a file. What there is to say when they are used goes into `notes`. Raises
    DecisionsError."""
    try:
        data = json.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        problem = (error.strerror or type(error).__name__).lower()
        raise DecisionsError(f"{path}: cannot be read: {problem}") from error
    except (ValueError, RecursionError) as error:
        raise DecisionsError(f"{path}: not a file of decisions: {error}") from error
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise DecisionsError(f"{path}: not a file of decisions; `cleanup review` writes one")
    if data.get("schema") != SCHEMA:
        raise DecisionsError(
            f"{path}: has schema {data.get('schema')}, this cleanup reads {SCHEMA}"
        )
    try:
        files = {
            str(name): Judged(
                str(judged["text"]), str(judged["result"]), dict(map(_pair, judged["decisions"]))
            )
            for name, judged in data["files"].items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise DecisionsError(f"{path}: not as `cleanup review` writes it: {what}") from error
    return DecisionsFile(path.parent, files, [] if notes is None else notes)


_OPTIONAL: Mapping[str, Any] = {"fix": 0, "old": "", "new": "", "name": "", "whole_rule": False}


def _in_place(pair: tuple[Key, Decision]) -> tuple[Span, Key]:
    return pair[0].place, pair[0]


def _row(key: Key, decision: Decision) -> dict[str, Any]:
    given = {name: getattr(decision, name) for name in _OPTIONAL}
    return {
        "rule": key.rule,
        "verdict": decision.verdict.value,
        "place": decision.text,
        "start": key.start,
        "end": key.end,
        "proposals": key.proposals,
        "fingerprints": decision.fingerprints,
        **{name: value for name, value in given.items() if value != _OPTIONAL[name]},
    }


def _pair(row: dict[str, Any]) -> tuple[Key, Decision]:
    proposals = tuple(
        tuple((str(old), str(new)) for old, new in edits) for edits in row["proposals"]
    )
    place = Span(int(row["start"]), int(row["end"]))
    key = Key(str(row["rule"]), place.start, place.end, proposals)
    given = {name: type(usual)(row.get(name, usual)) for name, usual in _OPTIONAL.items()}
    if given["fix"] < 0:
        raise ValueError(f"no fix has the number {given['fix']}")
    names = tuple(map(str, row["fingerprints"]))
    verdict = Verdict(row["verdict"])
    return key, Decision(verdict, **given, fingerprints=names, text=str(row["place"]))
