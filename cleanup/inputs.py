"""The texts of a run: which files the arguments stand for, and what was read from each."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .discovery import Found, find
from .files import FileProblem, NotText, Source, decode, read, real, reason
from .report import FileError, Run
from .settings import Settings
from .silences.changes import Change, ChangesError

STDIN = "-"


class Input(NamedTuple):
    """A text that was read: where from (None for standard input), and its name in reports.

    `folder` is the folder the user named, if the file was met in one.
    """

    path: Path | None
    name: str
    source: Source
    folder: Path | None = None


class Listed(NamedTuple):
    """What one argument stands for; no files for standard input."""

    argument: str
    found: Found
    folder: Path | None


def listed(
    paths: Sequence[str], settings: Settings | None = None, into: Path | None = None
) -> list[Listed]:
    """The files that each argument stands for, without what the settings exclude. A file that
    several arguments stand for is listed under the first.

    Where copies go `into` a folder below one of them, what lies there is none of its texts; what
    else of a folder is not copied is listed too."""
    groups = []
    seen: dict[str, Path] = {}
    named: set[Path] = set()
    for argument in dict.fromkeys(paths):
        found = Found()
        folder = None
        if argument != STDIN:
            try:
                found = find([argument], seen=seen, every=into is not None)
            except OSError as error:
                problem = FileProblem(argument, f"cannot be read: {reason(error)}")
                found = Found(errors=[(argument, str(problem))])
            folder = Path(argument) if os.path.isdir(argument) else None
            if into and folder and real(into).is_relative_to(real(folder)):
                _without(found, real(into))
        named |= found.named
        groups.append(Listed(argument, found, folder))
    for group in groups:
        group.found.named = named
        if settings and settings.exclude:
            files = group.found.files
            group.found.files = [p for p in files if p in named or not settings.excluded(p)]
            group.found.others = [p for p in group.found.others if not settings.excluded(p)]
    return groups


def _without(found: Found, folder: Path) -> None:
    """Take what lies in a folder out of what was found."""
    found.files = [p for p in found.files if not real(p).is_relative_to(folder)]
    found.others = [p for p in found.others if not real(p).is_relative_to(folder)]


def inputs(
    groups: Sequence[Listed],
    run: Run,
    *,
    stdin_name: str | None = None,
    change: Change | None = None,
    read: Callable[[Path], Source] = read,
) -> Iterator[Input]:
    """Every text in turn; what cannot be read goes into `run`.

    With a `change` only the files that it touches, and their staged versions if it is staged.
    """
    staged = change is not None and change.staged
    for group in groups:
        if group.argument == STDIN:
            name = stdin_name or STDIN
            try:
                yield Input(None, name, decode(sys.stdin.buffer.read(), name))
            except FileProblem as problem:
                run.errors.append(FileError(name, str(problem)))
            continue
        run.errors += [FileError(path, message) for path, message in group.found.errors]
        run.notes += group.found.notes
        left_out = []
        for path in group.found.files:
            try:
                if change and not change.touches(path):
                    continue
                source = decode(change.new(path), str(path)) if change and staged else read(path)
            except NotText as problem:
                if path in group.found.named:
                    run.errors.append(FileError(str(path), str(problem)))
                else:
                    left_out.append(path.name)
            except (FileProblem, ChangesError) as problem:
                run.errors.append(FileError(str(path), str(problem)))
            else:
                yield Input(path, str(path), source, group.folder)
        if left_out:
            run.notes.append(f"{group.argument}: left out, not text: {', '.join(left_out)}")
