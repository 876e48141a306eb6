"""One text as a report tells of it: its path, its findings, and where they are.

What an article holds is made harmless on the way into a message: see `screen.legible`. Data that
must be exact, such as replacements, is not; each format escapes it by its own rules.
"""

import bisect
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from ..document import Lines, Place, Span, lines
from ..findings import Finding, Fix, Safety, State
from ..lazy import lazy
from ..report import Report
from ..revision import mended
from .screen import legible
from .terminal import proposal

if TYPE_CHECKING:
    from ..rulebook import Rule

_ASTRAL = lazy("[\U00010000-\U0010ffff]")
_NOT_ASCII = lazy("[^\x00-\x7f]")


@dataclass(eq=False, repr=False)
class How:
    """How a run is to be told of.

    `fixed` says that texts were cleaned, `preview` that nothing was written, `brief` that their
    changes are shown elsewhere; `findings` and `scores` are what is wanted of each. `show_fixes`
    is whether the user wants to see what was changed, None if nothing was said of it; `quiet` that
    nothing but findings is wanted, `statistics` that a table of rules is wanted in their place.
    `columns` is the width of the screen. `root` is the folder that paths
    are relative to where a program will look them up in a repository, `job_summary` the file that
    GitHub shows with a job. `rules` are all there are, by id.
    """

    fixed: bool = False
    preview: bool = False
    brief: bool = False
    findings: bool = True
    scores: bool = False
    colour: bool = False
    columns: int = 100
    show_fixes: bool | None = None
    quiet: bool = False
    statistics: bool = False
    root: Path = field(default_factory=Path.cwd)
    job_summary: Path | None = None
    rules: "Mapping[str, Rule]" = field(default_factory=dict)

    def changes(self, *, by_default: bool = False) -> bool:
        """Whether to show what was changed, in a format that does or does not `by_default`."""
        if self.show_fixes is None:
            return self.fixed and by_default and not self.quiet
        return self.fixed and self.show_fixes


@dataclass(eq=False, repr=False)
class Told:
    """A report with the path of the text that its findings are places in: the text as it was read,
    or, once it is `written`, the cleaned one."""

    report: Report
    path: str
    written: bool = False

    @property
    def text(self) -> str:
        """The text that the findings are places in."""
        return self.where.text

    @cached_property
    def where(self) -> Lines:
        """Its lines."""
        cleaning = self.report.cleaning
        if self.written and cleaning:
            return Lines(cleaning.after)
        return self.report.document.view(lines)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All there is to be found in it, what is silenced too."""
        cleaning = self.report.cleaning
        return cleaning.left if self.written and cleaning else self.report.findings

    @property
    def open(self) -> tuple[Finding, ...]:
        """What the user wants to hear of."""
        return tuple(f for f in self.findings if not f.silenced)

    def relative(self, root: Path) -> str:
        """Its path from `root` where it lies below it, with slashes; as it is where it does not."""
        if self.path == "-":
            return self.path
        whole, top = os.path.abspath(self.path), os.path.abspath(root)
        below = os.path.commonpath([whole, top]) == top if _one_drive(whole, top) else False
        return (os.path.relpath(whole, top) if below else self.path).replace(os.sep, "/")

    def start(self, finding: Finding) -> Place:
        """Line and column, in code points, of where a finding begins."""
        return self.where.place(finding.span.start)

    def end(self, finding: Finding) -> Place:
        """Line and column, in code points, behind a finding."""
        return self.where.place(finding.span.end)

    def advice(self, finding: Finding) -> str:
        """What could be done about a finding, as `→ “these” (unsafe)`; nothing, if nothing can."""
        if finding.refused:
            return f"not applied: {legible(finding.refused)}"
        if not finding.fixes:
            return ""
        several = " or ".join(proposal(self.text, finding.span, fix) for fix in finding.fixes)
        remark = {State.UNSAFE: " (unsafe)", State.CANDIDATES: "?"}.get(finding.state, "")
        return f"→ {legible(several)}{remark}"

    def message(self, finding: Finding) -> str:
        """What is wrong, and what could be done about it, on one line."""
        return f"{legible(finding.message)} {self.advice(finding)}".rstrip()

    def merged(self, fix: Fix) -> tuple[Span, str]:
        """A fix as one replacement, for programs that know no others."""
        span = Span(fix.edits[0].span.start, fix.edits[-1].span.end)
        return span, mended(self.text, span.start, span.end, fix.edits)


def _one_drive(one: str, other: str) -> bool:
    return os.path.splitdrive(one)[0] == os.path.splitdrive(other)[0]


def safety(fix: Fix) -> str:
    """What a fix is, for people: `safe fix`, `unsafe fix` or `candidate`."""
    return "candidate" if fix.safety is Safety.DISPLAY else f"{fix.safety.value} fix"


class Columns:
    """Places whose columns count code units of UTF-8 (`wide` 1) or UTF-16 (2), not code points.

    Counted once for the whole text, so that a thousand findings on one line cost no more than on
    a thousand lines.
    """

    def __init__(self, where: Lines, wide: int) -> None:
        self._where = where
        pattern = _NOT_ASCII if wide == 1 else _ASTRAL
        found = [] if where.text.isascii() else list(pattern.finditer(where.text))
        more = [1] * len(found) if wide == 2 else [_more_bytes(m[0]) for m in found]
        self._at = [m.start() for m in found]
        self._sums = list(accumulate(more, initial=0))

    def place(self, offset: int) -> Place:
        """Line and column, both from 1, of a code-point offset."""
        line, column = self._where.place(offset)
        first = offset - column + 1
        return Place(line, column + self._more(offset) - self._more(first))

    def _more(self, offset: int) -> int:
        return self._sums[bisect.bisect_left(self._at, offset)]


def _more_bytes(character: str) -> int:
    """How many bytes of UTF-8 beyond the first."""
    return 1 if character < "\u0800" else 2 if character < "\U00010000" else 3
