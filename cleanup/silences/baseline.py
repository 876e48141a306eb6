"""Findings that are known: a JSON file of them, so that only new ones are heard of.

    {"schema": 1, "tool": "cleanup", "files": {"story.txt": {"quotes/stray": {
        "1c0f…": {"count": 2, "text": "raised doubts[[.]] about it"}}}}}

Paths are relative to the folder of the baseline, with forward slashes. An entry is a fingerprint
(see `fingerprints`), never a line number, and is counted: of three equal findings, two of them
known, one is new. `text` shows people the place and is never compared. One entry stands on one
line and all is sorted, so that a change is a small diff.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..findings import Finding, State
from ..lazy import lazy
from .fingerprints import fingerprint, snippet

SCHEMA = 1
_ENTRY = lazy(r'\{\n +"count": (\d+),\n +"text": (".*")\n +\}')


class BaselineError(ValueError):
    """A baseline that cannot be used; the message is one line and names the file."""


@dataclass(frozen=True, slots=True)
class Known:
    """How often a finding is known, and its place for people."""

    count: int
    text: str


# Rule → fingerprint → how often.
Rules = dict[str, dict[str, Known]]


@dataclass(frozen=True)
class Baseline:
    """The known findings of the files below (or beside) a folder."""

    folder: Path
    files: Mapping[str, Rules]
    # Which entry of a file that is gone stands for which new file.
    moved: dict[str, str] = field(default_factory=dict)

    def name(self, path: str | Path) -> str:
        """What a file is called in this baseline."""
        absolute = os.path.abspath(path)
        try:
            return os.path.relpath(absolute, os.path.abspath(self.folder)).replace(os.sep, "/")
        except ValueError:  # Another drive.
            return Path(absolute).as_posix()

    def counts(self, path: str | Path, text: str, findings: Iterable[Finding]) -> Counter[str]:
        """How often each fingerprint is known in a file, for `fingerprints.known`.

        A file without entries that has at least half of those of a file that is gone is taken for
        that file, moved; only the first such file is.
        """
        name = self.name(path)
        if name in self.files:
            return _counts(self.files[name])
        if name not in self.moved:
            gone = [n for n in sorted(set(self.files) - set(self.moved.values())) if self._gone(n)]
            if not gone:
                return Counter()
            here = _counts(_rules(text, findings)).keys()
            shared = {n: len(here & _counts(self.files[n]).keys()) for n in gone}
            best = max(gone, key=lambda n: shared[n])
            if 2 * shared[best] < max(1, len(_counts(self.files[best]))):
                return Counter()
            self.moved[name] = best
        return _counts(self.files[self.moved[name]])

    def _gone(self, name: str) -> bool:
        return not (self.folder / name).exists()

    def data(self) -> bytes:
        """The content of the baseline's file."""
        tables = {"schema": SCHEMA, "tool": "cleanup", "files": asdict(self)["files"]}
        text = json.dumps(tables, ensure_ascii=False, indent=1, sort_keys=True)
        # What a file name has of bytes that are no UTF-8 is escaped as JSON does it.
        return (_ENTRY.sub(r'{"count": \1, "text": \2}', text) + "\n").encode(
            "utf-8", "backslashreplace"
        )

    def show(self) -> list[str]:
        """A line for each file and rule with the number of known findings, then the sum."""
        numbers = {
            f"{name}: {rule}": sum(k.count for k in entries.values())
            for name, rules in sorted(self.files.items())
            for rule, entries in sorted(rules.items())
        }
        lines = [f"{place}: {number}" for place, number in numbers.items()]
        return [*lines, f"known findings: {sum(numbers.values())}"]


File = tuple[str | Path, str, Sequence[Finding]]


def create(folder: Path, files: Iterable[File]) -> Baseline:
    """A baseline in `folder` of files: a path, a text, its findings, suppressed ones left out."""
    baseline = Baseline(folder, {})
    found = {baseline.name(path): _rules(text, findings) for path, text, findings in files}
    return Baseline(folder, {name: rules for name, rules in found.items() if rules})


@dataclass(frozen=True, slots=True)
class Update:
    """A new baseline; how many findings it lost, gained, and did not take in."""

    baseline: Baseline
    dropped: int
    added: int
    left_out: int


def update(old: Baseline, files: Iterable[File], *, add: bool = False) -> Update:
    """The baseline without what has gone from these files; with `add` also with what is new.

    New findings stay out unless asked for: an update after mending some must not hide others that
    nobody has looked at. Files that were not read keep their entries as long as they exist.
    """
    files = list(files)
    for path, text, findings in files:
        old.counts(path, text, findings)  # Sees which files have moved.
    now = create(old.folder, files)
    read = {old.name(path) for path, _, _ in files}
    result: dict[str, Rules] = {}
    dropped = added = left_out = 0
    for name in sorted({*old.files, *read} - set(old.moved.values())):
        before = old.files.get(old.moved.get(name, name), {})
        if name not in read:
            after = {} if old._gone(name) else before
        else:
            after = now.files.get(name, {})
            if not add:
                left_out += (_counts(after) - _counts(before)).total()
                after = _lesser(before, after)
        dropped += (_counts(before) - _counts(after)).total()
        added += (_counts(after) - _counts(before)).total()
        if after:
            result[name] = after
    return Update(Baseline(old.folder, result), dropped, added, left_out)


def load(path: Path) -> Baseline:
    """The baseline in a file. Raises BaselineError."""
    try:
        data = json.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        problem = (error.strerror or type(error).__name__).lower()
        raise BaselineError(f"{path}: cannot be read: {problem}") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{path}: not a baseline: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("schema"), int):
        raise BaselineError(f"{path}: not a baseline; `cleanup baseline create` writes one")
    if data["schema"] != SCHEMA:
        raise BaselineError(f"{path}: has schema {data['schema']}, this cleanup reads {SCHEMA}")
    try:
        files = {
            name: {
                rule: {key: Known(int(k["count"]), str(k["text"])) for key, k in entries.items()}
                for rule, entries in rules.items()
            }
            for name, rules in data["files"].items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BaselineError(f"{path}: not as `cleanup baseline` writes it: {error}") from error
    return Baseline(path.parent, files)


def _rules(text: str, findings: Iterable[Finding]) -> Rules:
    rules: Rules = {}
    for finding in findings:
        if finding.silenced is not State.SUPPRESSED:
            entries, key = rules.setdefault(finding.rule, {}), fingerprint(text, finding)
            first = entries.get(key) or Known(0, snippet(text, finding))
            entries[key] = Known(first.count + 1, first.text)
    return rules


def _counts(rules: Rules) -> Counter[str]:
    return Counter({key: k.count for entries in rules.values() for key, k in entries.items()})


def _lesser(before: Rules, after: Rules) -> Rules:
    """What is in both, as often as in the one where it is rarer."""
    least = _counts(after) & _counts(before)
    both = {
        rule: {key: Known(least[key], k.text) for key, k in entries.items() if least[key]}
        for rule, entries in before.items()
    }
    return {rule: entries for rule, entries in both.items() if entries}
