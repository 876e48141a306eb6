"""Where a report goes: the options for it; standard output, or a file, whole or not at all."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console import Stop, say
from .reports import formats

if TYPE_CHECKING:
    from .report import Run
    from .reports.told import How, Told

Form = Annotated[
    str,
    typer.Option("--output-format", metavar="FORMAT", help=f"{formats.names()}."),
]
ScoreForm = Annotated[
    str,
    typer.Option("--output-format", metavar="FORMAT", help=f"{formats.names(scores=True)}."),
]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output-file", metavar="FILE", help="Write the report to this file."),
]
_PIECE = 1 << 16


class Delivery:
    """A format and a place, both known to be good before any text is looked at."""

    def __init__(
        self, name: str, file: Path | None, *, scores: bool = False, statistics: bool = False
    ) -> None:
        """Raises Stop for a format that is none, or has no room for the `scores` or `statistics`
        that it is for, and for a file that is a folder."""
        form = formats.named(name)
        if form is None or (scores and not form.scores):
            what = "no output format" if form is None else "no format for scores:"
            raise Stop(f"{what} {name!r}: {formats.names(scores)}")
        if statistics and not form.for_people:
            raise Stop(f"--statistics is for people to read: not with --output-format {name}")
        self.form = form
        self.file = None if file is None or str(file) == "-" else file
        if self.file is not None and self.file.is_dir():
            raise Stop(f"--output-file: {file} is a folder")

    def spare(self, texts: Sequence[str], others: "Iterable[Path | str | None]" = ()) -> None:
        """Raises Stop if the report would take the place of one of the texts, or of another file
        that is read or written, or cannot be written at all."""
        if self.file is None:
            return
        from .files import FileProblem, real
        from .inputs import listed
        from .writing import expect

        there = real(self.file)
        if any(real(p) == there for group in listed(texts) for p in group.found.files):
            raise Stop(f"--output-file: {self.file} is one of the texts; it needs another name")
        if any(real(p) == there for p in others if p is not None):
            raise Stop(f"--output-file: {self.file} is for something else; it needs another name")
        try:
            expect(self.file)
        except FileProblem as problem:
            raise Stop(str(problem)) from problem

    @property
    def for_people(self) -> bool:
        """Whether the report is one to be read in a terminal."""
        return self.form.for_people

    def how(self, stream: Any, **about: Any) -> "How":
        """How to tell of the run; `about` are fields of `How`."""
        from .reports.screen import wants_colour
        from .reports.told import How

        if self.for_people and self.file is None:
            about["colour"] = wants_colour(stream)
            about["columns"] = shutil.get_terminal_size((100, 24)).columns
        job = os.environ.get("GITHUB_STEP_SUMMARY")
        root = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
        if root:
            about["root"] = Path(root)
        return How(job_summary=Path(job) if job else None, **about)

    def send(
        self, texts: "Iterator[Told]", run: "Run", how: "How", stream: Any, into: Any = None
    ) -> None:
        """Write the report to its place; if that is a file, `stream` is told of it in a line.

        `into` is where a report for machines goes that has no file, where that is not `stream`.
        """
        from .files import FileProblem
        from .report import FileError

        into = into or stream
        counted = _Counted()
        if self.file is not None:
            texts = counted.of(texts)
        elif not self.for_people:
            texts = _as_they_finish(texts, into)
        pieces = formats.writer(self.form)(texts, run, how)
        if self.file is None:
            if self.for_people:
                say(pieces, stream)
                return
            _write(pieces, into)
            self._gates(run)
            return
        try:
            _save(pieces, self.file)
        except FileProblem as problem:
            run.errors.append(FileError(str(self.file), str(problem)))
            say([f"error: {problem}\n"], sys.stderr)
            return
        self._gates(run)
        what = _count(counted.found, "finding") if counted.found else "nothing found"
        say([f"{self.file}: {_count(len(run.reports), 'file')}, {what}\n"], stream)

    def _gates(self, run: "Run") -> None:
        """The gates, which decide on the exit status, where the report may not be looked at."""
        if run.gates:
            from .console import printer_for

            say(printer_for(sys.stderr).gates(run), sys.stderr)


class _Counted:
    """How many findings were told of."""

    found = 0

    def of(self, texts: "Iterator[Told]") -> "Iterator[Told]":
        """The texts, counted as they pass."""
        for told in texts:
            self.found += len(told.open)
            yield told


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _as_they_finish(texts: "Iterator[Told]", stream: Any) -> "Iterator[Told]":
    """The texts; what was said of one goes out before the next is looked at."""
    for told in texts:
        yield told
        stream.buffer.flush()


def _write(pieces: Iterable[str], stream: Any) -> None:
    """Bytes of UTF-8, whatever the stream's encoding."""
    stream.flush()
    for piece in pieces:
        stream.buffer.write(piece.encode("utf-8", "backslashreplace"))
    stream.buffer.flush()


def _save(pieces: Iterable[str], file: Path) -> None:
    """Raises FileProblem if it cannot be written; what stands there is then as it was."""
    import tempfile

    from .writing import write_new

    with tempfile.TemporaryFile() as whole:
        for piece in pieces:
            whole.write(piece.encode("utf-8", "backslashreplace"))
        whole.seek(0)
        write_new(file, iter(lambda: whole.read(_PIECE), b""))
