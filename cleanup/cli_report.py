"""Files that tell of a run: the page of `--report`, and what stands beside cleaned copies."""

import contextlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from .console import Stop
from .files import FileProblem, real, reason, shown

if TYPE_CHECKING:
    from .report import Report, Run
    from .reports.page import Page
    from .rulebook import Rulebook

PageFile = Annotated[
    Path | None,
    typer.Option(
        "--report", metavar="FILE.html", help="Write the report as a page for the browser."
    ),
]
PAGE, DATA = "report.html", "report.json"
# How files that this program wrote begin: nothing else is ever replaced.
_OURS = {
    ".html": re.compile(rb'<!doctype html>.{0,99}<meta name="generator" content="cleanup ', re.S),
    ".json": re.compile(rb'\{\s*"schema": \d+,\s*"tool": \{\s*"name": "cleanup"'),
}


class Records:
    """What a run leaves behind beside its texts: a page, the data, what was taken out. With nothing
    to write it does nothing."""

    def __init__(
        self, page: Path | None, folder: Path | None = None, removed: Path | None = None
    ) -> None:
        """The page, if there is to be one, and a file for what is taken out. In a `folder` of
        copies the page is called report.html unless it has a name, and the data are beside it."""
        self.page = page or (folder / PAGE if folder else None)
        self.data = folder / DATA if folder else None
        self.removed = removed
        self._made: Page | None = None
        # What is told of each text, a line of JSON each: the texts themselves are let go of.
        self._told: IO[str] | None = None

    @property
    def files(self) -> list[Path]:
        """The page and the data, as far as they will be written."""
        return [path for path in (self.page, self.data) if path]

    def begin(
        self, book: "Rulebook", paths: Iterable[str], output: Path | None = None, *, made: bool
    ) -> None:
        """Begin; `made` says whether changes are made. Raises Stop for a file that cannot be meant:
        one of the texts, whose `paths` these are, another `output`, a folder, or what is there and
        is no report."""
        page = self.page
        if page and not (page.suffix.lower() in (".html", ".htm") or _special(page)):
            raise Stop(f"--report writes a page for the browser: call it {page}.html")
        taken = set(map(real, paths))
        taken |= {real(path) for path in (output, self.removed) if path}
        for path in self.files:
            if real(path) in taken:
                raise Stop(f"{path} cannot hold the report too; give it another name")
            if path.is_dir():
                raise Stop(f"{path} is a folder; the report is a file")
            if path.is_file() and not _ours(path):
                raise Stop(f"{path} exists and is no report of cleanup; move it, or name another")
        self._expect()
        if page:
            from . import __version__
            from .reports.page import Page

            self._made = Page(book, __version__, made=made)
        if self.data:
            import tempfile

            self._told = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def _expect(self) -> None:
        """What is taken out of a text may be nowhere else than in such a file. Raises Stop."""
        paths = [*self.files, *filter(None, (self.removed,))]
        if not paths:
            return
        from .writing import expect

        try:
            for path in paths:
                expect(path)
        except FileProblem as problem:
            raise Stop(str(problem)) from problem

    def add(self, report: "Report") -> None:
        """Take in one text, before its report is released."""
        if self._made:
            self._made.add(report)
        if self._told:
            self._told.write(_line(report))

    def write(self, run: "Run") -> None:
        """Write the files; what cannot be written goes into the errors of the run."""
        if self.page and self._made:
            self._write(self.page, self._made.pieces(run), run)
        if self.data and self._told:
            self._told.seek(0)
            self._write(self.data, _json(run, self._told), run)
            self._told.close()
        if self.removed:
            from .outputs import keep_removed

            with _noted(self.removed, run):
                keep_removed(self.removed, run.reports)

    @staticmethod
    def _write(path: Path, pieces: Iterable[str], run: "Run") -> None:
        from .writing import write_new

        with _noted(path, run):
            # A name that is no UTF-8 comes with surrogates.
            write_new(path, "".join(pieces).encode("utf-8", "backslashreplace"))
            run.notes.append(f"the report is in {shown(path)}")


@contextlib.contextmanager
def _noted(path: Path, run: "Run") -> Iterator[None]:
    """Puts what could not be written into the errors of the run."""
    from .report import FileError

    try:
        yield
    except FileProblem as problem:
        run.errors.append(FileError(str(path), str(problem)))


def _special(path: Path) -> bool:
    """Whether a path is a device or a pipe, which may be called anything."""
    return path.exists() and not path.is_file()


def _line(report: "Report") -> str:
    import json

    from .report import file_json
    from .reports.pieces import pieces

    return json.dumps(json.loads("".join(pieces(file_json(report))))) + "\n"


def _json(run: "Run", lines: Iterable[str]) -> Iterator[str]:
    """What the JSON format says of the run; of the texts it is in lines already."""
    import json

    from . import __version__
    from .report import run_json
    from .reports.pieces import pieces, visible

    whole = run_json(run, __version__, ())
    yield from map(visible, pieces({**whole, "files": (json.loads(line) for line in lines)}))
    yield "\n"


def _ours(path: Path) -> bool:
    """Whether a file is a report of an earlier run, or empty. Raises Stop if it cannot be read."""
    try:
        with open(path, "rb") as file:
            head = file.read(1500)
    except OSError as error:
        raise Stop(f"{path} cannot be read: {reason(error)}") from error
    suffix = ".json" if path.suffix.lower() == ".json" else ".html"
    return not head or _OURS[suffix].match(head) is not None
