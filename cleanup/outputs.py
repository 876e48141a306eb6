"""Where cleaned texts go: into their file, a copy, or standard output; and what was taken out."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from .files import FileProblem, real, reason, shown
from .inputs import STDIN, Input, Listed
from .report import Report
from .writing import write, write_new

_ELSEWHERE = "name another folder, or leave out --output-dir to fix them in place"
MOST_NAMED = 100


class OutputError(ValueError):
    """Outputs that cannot be meant: two texts for one file."""


class Planned(NamedTuple):
    """The files that will be written, and what of the folders is not copied, for the user to
    know."""

    files: tuple[Path, ...]
    notes: list[str]


@dataclass(frozen=True)
class Output:
    """Where the cleaned texts of a run go: by default back into their files."""

    file: Path | None = None
    folder: Path | None = None
    backup: bool = False
    removed: Path | None = None

    def prepare(
        self, paths: Sequence[str], groups: Sequence[Listed] = (), others: Sequence[Path] = ()
    ) -> Planned:
        """What will be written. `groups` are the texts that `paths` stand for, where copies are
        made of them; `others` are files that the run writes beside the texts.

        Raises OutputError if two of the texts would be written to one file, a text over itself or
        over one of the others, or what is removed into a file that holds something else.
        """
        self._fit(paths)
        kept = self.removed
        if kept is not None:
            if kept.exists():
                try:
                    _kept(kept)
                except FileProblem as problem:
                    raise OutputError(str(problem)) from problem
            if self.file is not None and real(kept) == real(self.file):
                raise OutputError(f"{kept} cannot hold both the text and what was taken out of it")
        files = tuple(filter(None, (self.file, kept)))
        if self.folder is None:
            return Planned(files, [])
        taken = set(map(real, others))
        targets: dict[Path, Path] = {}
        for group in groups:
            if group.folder and real(group.folder) == real(self.folder):
                raise OutputError(f"{self.folder} holds the texts themselves; {_ELSEWHERE}")
            for path in group.found.files:
                target = self._copy(path, group.folder)
                if targets.setdefault(target, path) != path:
                    raise OutputError(
                        f"{targets[target]} and {path} would both be written to {target}"
                    )
                if real(target) == real(path):
                    raise OutputError(f"{path} would be written over itself; {_ELSEWHERE}")
                if real(target) in taken:
                    raise OutputError(f"the copy of {path} would take the place of the report")
        return Planned((*files, *targets), [note for group in groups for note in _left_out(group)])

    def _fit(self, paths: Sequence[str]) -> None:
        """Raises OutputError for a place that is none for these texts."""
        if self.file is not None and (len(paths) > 1 or Path(paths[0]).is_dir()):
            raise OutputError("--output takes one file; for several there is --output-dir")
        if self.file == Path(STDIN):
            raise OutputError("--output takes a file; what comes in by `-` goes to standard output")
        if self.folder is not None and os.path.lexists(self.folder) and not self.folder.is_dir():
            raise OutputError(f"--output-dir: {shown(self.folder)} is no folder")

    def put(self, item: Input, report: Report) -> str:
        """Write one cleaned text; gives the name of where it now stands. Raises FileProblem; the
        file is then as it was."""
        cleaning = report.cleaning
        assert cleaning is not None
        data = item.source.encoded(cleaning.after)
        if self.file is not None:
            write_new(self.file, data)
            return str(self.file)
        elif self.folder is not None:
            path = item.path or Path(Path(item.name).name)
            copy = self._copy(path, item.folder)
            write_new(copy, data)
            return str(copy)
        elif item.path is None:
            sys.stdout.buffer.writelines(data)
            sys.stdout.buffer.flush()
        elif cleaning.before != cleaning.after:
            before = item.source.encoded(cleaning.before)
            write(item.path, data, expected=before, backup=self.backup)
        return item.name

    def _copy(self, path: Path, folder: Path | None) -> Path:
        """Where the copy of a file goes: in the same tree below the folder the user named."""
        assert self.folder is not None
        if folder is not None and folder.is_dir():
            return self.folder / path.relative_to(folder)
        return self.folder / path.name


def _left_out(group: Listed) -> Iterator[str]:
    """Which files of a folder have no copy."""
    others = group.found.others
    if others:
        names = [shown(p.relative_to(group.folder or "").as_posix()) for p in others[:MOST_NAMED]]
        more = f" and {len(others) - MOST_NAMED:,} more" if len(others) > MOST_NAMED else ""
        yield f"{group.argument}: left out, not .txt: {', '.join(names)}{more}"


def removed(reports: Sequence[Report]) -> dict[str, Any]:
    """Everything that was taken out, by file, as data: tags, timestamp and headlines by name, and
    each line with its place and rule."""
    files = []
    for report in reports:
        if report.cleaning is None or not report.cleaning.removed:
            continue
        lines = report.cleaning.removed
        of = {rule: [r.text for r in lines if r.rule == rule] for rule in {r.rule for r in lines}}
        tags = " ".join(of.get("boilerplate/trailing-hashtags", ())).replace("#", " ").split()
        files.append(
            {
                "path": report.document.path,
                "tags": [tag.rstrip(".,;") for tag in tags],
                "timestamp": next(iter(of.get("boilerplate/timestamp-line", ())), None),
                "headlines": of.get("boilerplate/headline-in-text", []),
                "removed": [
                    {"start": r.span.start, "end": r.span.end, "rule": r.rule, "text": r.text}
                    for r in lines
                ],
            }
        )
    return {"schema": 1, "files": files}


def keep_removed(path: Path, reports: Sequence[Report]) -> None:
    """Add what was taken out to a JSON file; nothing is written if nothing was.

    Raises FileProblem, also for a file that is there and is no such file.
    """
    now = removed(reports)
    old = _kept(path) if path.exists() else []
    if not now["files"]:
        return
    text = json.dumps(now | {"files": [*old, *now["files"]]}, ensure_ascii=False, indent=1)
    write_new(path, text.encode("utf-8", "backslashreplace") + b"\n")


def _kept(path: Path) -> list[Any]:
    """The files that a file of this kind tells of already."""
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] == 1 and all("removed" in file for file in data["files"]):
            return list(data["files"])
    except OSError as error:
        raise FileProblem(path, f"cannot be read: {reason(error)}") from error
    except (ValueError, KeyError, TypeError):
        pass
    raise FileProblem(path, "exists and holds something else; --keep-removed needs another name")
