"""One run as data: what was found in each text, what was done, and its JSON form.

The JSON is a contract that other programs rely on; it changes only by adding.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from .document import Document, Lines, lines
from .findings import Finding, State
from .quality import Quality, Scale, quality

if TYPE_CHECKING:
    from .cleaner import Cleaning
    from .readability import Readability

SCHEMA = 1
T = TypeVar("T")


class BeforeAfter(NamedTuple, Generic[T]):
    """A figure, or a set of them, before and after cleaning; None where it was not asked for."""

    before: T | None = None
    after: T | None = None

    def each(self, get: "Callable[[T], Any]") -> dict[str, Any]:
        """Something of both, as JSON has it."""
        return {
            "before": None if self.before is None else get(self.before),
            "after": None if self.after is None else get(self.after),
        }


NOT_ASKED: "BeforeAfter[Readability]" = BeforeAfter()


class Trial(NamedTuple):
    """What cleaning would have applied, and what it would have left; and all of it until the report
    is released."""

    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]
    cleaning: "Cleaning | None" = None


@dataclass(eq=False, repr=False)
class Report:
    """What was found in one text, and what was done about it if it was cleaned.

    `findings` are places in the text as it was read, in order.
    """

    document: Document
    findings: tuple[Finding, ...]
    language: str
    encoding: str = "utf-8"
    cleaning: "Cleaning | None" = None
    # Rules that took too long on this text and were stopped.
    stopped: tuple[str, ...] = ()
    # None where nobody asked for it.
    readability: "BeforeAfter[Readability]" = NOT_ASKED
    # Where only the scores of cleaning are asked for.
    trial: Trial | None = None
    scale: Scale = field(default_factory=Scale)
    # Families of the rules in force of which none is for texts in this language.
    off: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # Reports are kept to the end of the run.
        self.document.forget()

    def release(self) -> None:
        """Let go of the text: the findings can still be counted, but no longer be shown."""
        # Its lines, if it was shown, hold the text too.
        self.document.forget()
        self.document.text = ""
        if self.trial:
            self.trial = self.trial._replace(cleaning=None)

    @cached_property
    def quality(self) -> BeforeAfter[Quality]:
        """The quality before and after; worked out only for those who ask."""
        words, later = (read.words if read else None for read in self.readability)
        before = quality(self.document.text, self.findings, self.scale, words)
        made = self.cleaning or self.trial
        if made is None:
            return BeforeAfter(before)
        # After a trial the words are known, and the text is gone.
        text = self.cleaning.after if self.cleaning else ""
        return BeforeAfter(before, quality(text, made.left, self.scale, later))

    @property
    def changed(self) -> bool:
        """Whether cleaning changed the text."""
        return self.cleaning is not None and self.cleaning.before != self.cleaning.after

    @cached_property
    def left(self) -> tuple[Finding, ...]:
        """What is still to be looked at: after cleaning what is left, otherwise all; without
        what is silenced."""
        found = self.cleaning.left if self.cleaning else self.findings
        return tuple(f for f in found if not f.silenced)


class FileError(NamedTuple):
    """A file that could not be read or written, and why."""

    path: str
    message: str


@dataclass(eq=False, repr=False)
class Run:
    """The reports of a run in the order of the arguments, and the files that failed."""

    reports: list[Report] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # The gates that failed, if there were any to pass.
    gates: list[dict[str, Any]] | None = None

    def count(self, *states: State) -> int:
        """How many of what is left are in one of these states."""
        return sum(f.state in states for report in self.reports for f in report.left)

    @property
    def stopped(self) -> bool:
        """Whether a rule was stopped somewhere, so that nobody knows all there is."""
        return any(report.stopped for report in self.reports)

    @property
    def left(self) -> int:
        """How many findings are left to be looked at."""
        return sum(len(report.left) for report in self.reports)


def run_json(run: Run, version: str, reports: Iterable[Report] | None = None) -> dict[str, Any]:
    """The JSON form of a run, its long lists as generators: see `reports.pieces`.

    Where `reports` are given, they are those of the run, one by one as they come; what stands
    behind them is asked for when they have come.
    """
    return {
        "schema": SCHEMA,
        "tool": {"name": "cleanup", "version": version},
        "files": (file_json(r) for r in (run.reports if reports is None else reports)),
        "errors": ({"path": e.path, "message": e.message} for e in run.errors),
        "summary": lambda: {
            "files": len(run.reports),
            "findings": sum(len(r.findings) for r in run.reports),
            "left": run.left,
            "fixable": run.count(State.FIXABLE),
            "unsafe": run.count(State.UNSAFE),
        },
        "gates": lambda: run.gates,
    }


def file_json(report: Report) -> dict[str, Any]:
    """The JSON form of one text's report, its lists of findings as generators."""
    before = report.document.view(lines)
    cleaning = report.cleaning
    waited = dict(cleaning.waited) if cleaning else {}
    applied = set(cleaning.applied) if cleaning else set()

    def state(finding: Finding) -> State:
        if finding in applied:
            return State.APPLIED
        return State.WAITING if finding in waited else finding.state

    entry: dict[str, Any] = {
        "path": report.document.path,
        "language": report.language,
        "encoding": report.encoding,
        "findings": (_finding_json(f, before, state(f)) for f in report.findings),
        "readability": _readability_json(report.readability),
        "quality": _quality_json(report.quality, whole=report.readability.before is not None),
        "stopped": list(report.stopped),
        "families_off": list(report.off),
    }
    if cleaning:
        after = Lines(cleaning.after)
        entry |= {
            "changed": report.changed,
            "applied": (_finding_json(f, before, State.APPLIED) for f in cleaning.applied),
            "waiting": (
                _finding_json(f, before, State.WAITING) | {"waits_for": winner}
                for f, winner in waited.items()
            ),
            "removed": [
                {"start": r.span.start, "end": r.span.end, "text": r.text, "rule": r.rule}
                for r in cleaning.removed
            ],
            "left": (_finding_json(f, after, f.state) for f in cleaning.left),
        }
    return entry


def _readability_json(figures: "BeforeAfter[Readability]") -> dict[str, Any] | None:
    if figures.before is None:
        return None
    return {
        **figures.each(lambda r: dict(r.measures) or None),
        "unreliable": figures.each(lambda r: {k: list(why) for k, why in r.unreliable.items()}),
        "counts": figures.each(lambda r: r.counts._asdict()),
    }


def _quality_json(figures: BeforeAfter[Quality], *, whole: bool) -> dict[str, Any]:
    parts: dict[str, Callable[[Quality], Any]] = {
        "points": lambda q: q.points,
        "words": lambda q: q.words,
        "points_per_1000_words": lambda q: q.per_thousand,
        "categories": lambda q: [row._asdict() for row in q.categories],
    }
    asked = {name: figures.each(get) if whole else None for name, get in parts.items()}
    return {**figures.each(lambda q: q.score), **asked}


def _finding_json(finding: Finding, where: Lines, state: State) -> dict[str, Any]:
    from .silences.fingerprints import fingerprint

    span = finding.span
    start, end = where.place(span.start), where.place(span.end)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "mqm": finding.mqm,
        "start": span.start,
        "end": span.end,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "text": where.text[span.start : span.end],
        "evidence": list(finding.evidence),
        "fixes": [
            {
                "safety": fix.safety.value,
                "edits": [
                    {"start": e.span.start, "end": e.span.end, "replacement": e.replacement}
                    for e in fix.edits
                ],
            }
            for fix in finding.fixes
        ],
        "state": state.value,
        "refused": finding.refused,
        "fingerprint": fingerprint(where.text, finding),
    }
