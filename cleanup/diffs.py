"""Where diffs are shown: for programs, byte by byte as they must be; for people, on a terminal
through a pager, nothing of an article acting on it."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from .console import Stop, say
from .document import Span
from .files import Source
from .findings import Edit, Finding

if TYPE_CHECKING:
    from .pager import Pager
    from .reports.hunks import Change

FORMS = ("unified", "words", "side-by-side")


class Diffs:
    """Shows diffs in one of the FORMS on standard output.

    `unknown` is what a hunk says that no rule is behind. Raises Stop for a form that is none.
    """

    def __init__(self, form: str, *, pager: bool = True, unknown: str = "") -> None:
        if form not in FORMS:
            raise Stop(f"no form of a diff: {form!r}; it is {', '.join(FORMS[:-1])} or {FORMS[-1]}")
        self._form, self._unknown = form, unknown
        self._terminal = sys.stdout.isatty()
        self.paged = pager and self._terminal and os.environ.get("TERM") != "dumb"
        self._pager: Pager | None = None

    def show(self, path: str, source: Source, change: "Change", mark: bytes | None = None) -> None:
        """Show what changes in the text of a file; `mark` is the byte-order mark of the new one,
        where it may differ from the old one's.

        Raises FileProblem if the encoding of the file lacks a character of the new text.
        """
        if self._form == "unified" and not self._terminal:
            self._exact(path, source, change, source.mark if mark is None else mark)
        elif change.edits:
            self._write(self._lines(path, change))

    def close(self) -> None:
        """End the pager, if there is one."""
        if self._pager:
            self._pager.close()

    def _write(self, lines: Iterable[str]) -> None:
        if not self.paged:
            say(lines, sys.stdout)
            return
        if self._pager is None:
            from .pager import Pager

            self._pager = Pager()
        for line in lines:
            self._pager.write(line)

    def _lines(self, path: str, change: "Change") -> Iterator[str]:
        from .reports.hunks import HunkPrinter
        from .reports.screen import Painter, shown, wants_colour

        paint = Painter(wants_colour(sys.stdout))
        columns = shutil.get_terminal_size((120, 24)).columns
        if self._form == "unified":
            from .reports.diff import unified
            from .reports.painted import on_screen

            given = change.before, change.edits, change.causes, self._unknown
            yield from on_screen(unified(_header(path), *given), paint, columns)
            return
        yield paint(shown(path), "bold") + "\n"
        if self._form == "words":
            wide = columns if self._terminal else None
            yield from HunkPrinter(paint, wide, unknown=self._unknown).words(change)
            yield "\n"
        else:
            yield from HunkPrinter(paint, columns, unknown=self._unknown).side_by_side(change)

    def _exact(self, path: str, source: Source, change: "Change", mark: bytes) -> None:
        """A unified diff in the file's own encoding; names of files in that of the file system."""
        from .reports.diff import unified

        codec = source.codec
        source.encode(change.after)
        before, edits, causes = _marked(source, mark, change)
        if codec.startswith(("utf-16", "utf-32")):
            what = f"{path} is {codec.upper()}, which git and patch take for binary"
            say([f"note: {what}\n"], sys.stderr)
            codec = "utf-8"
        sys.stdout.flush()
        head = True
        for line in unified(_header(path), before, edits, causes, self._unknown):
            own = head or line.startswith("@@")
            data = line.encode("utf-8", "surrogateescape") if own else line.encode(codec)
            sys.stdout.buffer.write(data)
            head = False
        sys.stdout.buffer.flush()


def _header(path: str) -> str:
    return os.path.relpath(path) if os.path.isabs(path) else path


def _marked(
    source: Source, mark: bytes, change: "Change"
) -> tuple[str, list[Edit], list[Sequence[Finding]]]:
    """The text, the edits and their causes with the byte-order mark: the diff is of the file, and
    the file begins with it. Only UTF-8 shows one to those who apply a diff."""
    old = source.mark.decode("utf-8") if source.codec.startswith("utf-8") else ""
    new = mark.decode("utf-8") if mark == b"\xef\xbb\xbf" else ""
    edits, causes = list(change.edits), list(change.causes)
    if old:
        edits = [Edit(Span(e.span.start + 1, e.span.end + 1), e.replacement) for e in change.edits]
    if old != new:
        edits.insert(0, Edit(Span(0, len(old)), new))
        causes.insert(0, ())
    return old + change.before, edits, causes
