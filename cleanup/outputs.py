"""Where cleaned texts go: into their file, a copy, or standard output; and what was taken out."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .discovery import find
from .files import FileProblem, reason
from .inputs import Input
from .report import Report
from .writing import write, write_new


class OutputError(ValueError):
    """Outputs that cannot be meant: two texts for one file."""


@dataclass(frozen=True)
class Output:
    """Where the cleaned texts of a run go: by default back into their files."""

    file: Path | None = None
    folder: Path | None = None
    backup: bool = False
    removed: Path | None = None

    def prepare(self, paths: Sequence[str]) -> tuple[Path, ...]:
        """The files that will be written beside the texts.

        Raises OutputError if two of the texts would be written to one file, or what is removed
        into one that holds something else.
        """
        if self.file is not None and (len(paths) > 1 or Path(paths[0]).is_dir()):
            raise OutputError("--output takes one file; for several there is --output-dir")
        kept = self.removed
        if kept is not None:
            if kept.exists():
                try:
                    _kept(kept)
                except FileProblem as problem:
                    raise OutputError(str(problem)) from problem
            if self.file is not None and kept.resolve() == self.file.resolve():
                raise OutputError(f"{kept} cannot hold both the text and what was taken out of it")
        targets: dict[Path, Path] = {}
        for argument in dict.fromkeys(paths) if self.folder is not None else ():
            for path in find([argument]).files:
                target = self._copy(path, Path(argument))
                if targets.setdefault(target, path) != path:
                    raise OutputError(
                        f"{targets[target]} and {path} would both be written to {target}"
                    )
        return (*targets, *filter(None, (self.file, kept)))

    def put(self, item: Input, report: Report) -> str:
        """Write one cleaned text; gives the name of where it now stands. Raises FileProblem; the
        file is then as it was."""
        cleaning = report.cleaning
        assert cleaning is not None
        data = item.source.encode(cleaning.after)
        if self.file is not None:
            write_new(self.file, data)
            return str(self.file)
        elif self.folder is not None:
            path = item.path or Path(Path(item.name).name)
            copy = self._copy(path, item.folder)
            write_new(copy, data)
            return str(copy)
        elif item.path is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        elif cleaning.before != cleaning.after:
            write(item.path, data, expected=item.source.encode(cleaning.before), backup=self.backup)
        return item.name

    def _copy(self, path: Path, folder: Path | None) -> Path:
        """Where the copy of a file goes: in the same tree below the folder the user named."""
        assert self.folder is not None
        if folder is not None and folder.is_dir():
            return self.folder / path.relative_to(folder)
        return self.folder / path.name


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
