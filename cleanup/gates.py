"""Gates: limits that a text must keep, or the run ends with 1."""

from collections.abc import Iterator
from typing import NamedTuple

from .findings import Finding, Severity
from .report import Report, Run
from .settings import Settings

_LEVELS = list(Severity)


class Gates(NamedTuple):
    """The limits; None is no limit.

    `min_quality` and `max_grade` hold for every text as it was read, `fail_on` (no finding as
    severe as this, or more) and `max_findings` for all texts together. What is silenced does not
    count.
    """

    min_quality: float | None = None
    max_grade: float | None = None
    fail_on: str | None = None
    max_findings: int | None = None

    @staticmethod
    def of(settings: Settings) -> "Gates":
        """The gates of a run."""
        s = settings
        return Gates(s.min_quality, s.max_grade, s.fail_on, s.max_findings)

    @property
    def any(self) -> bool:
        """Whether there is a gate at all."""
        return any(limit is not None for limit in self)


class Failure(NamedTuple):
    """A gate that was not passed: its limit, what was found, and by how much it is off; `path` is
    the text, where the gate is for each."""

    gate: str
    limit: float | str
    value: float
    by: float
    message: str
    path: str | None = None


class Keeper:
    """Looks at the reports one by one, then at them all."""

    def __init__(self, gates: Gates) -> None:
        self.gates = gates
        self.failures: list[Failure] = []
        self.notes: list[str] = []
        self._findings = 0
        self._severe = 0

    def see(self, report: Report) -> None:
        """Look at one text, before its report is released."""
        path = report.document.path or "text"
        self.failures += (f._replace(path=path) for f in self._of_text(report, path))
        self._findings += len(report.left)
        self._severe += sum(map(self._fails, report.left))

    def end(self, run: Run) -> None:
        """Look at them all together, and tell the run."""
        gates = self.gates
        if gates.fail_on and (n := self._severe):
            severe = f"{n} {'finding' if n == 1 else 'findings'} at level {gates.fail_on}"
            above = "" if gates.fail_on == _LEVELS[-1] else " or above"
            message = f"{severe}{above}, {n} too many"
            self.failures.append(Failure("fail-on", gates.fail_on, n, n, message))
        most = gates.max_findings
        if most is not None and self._findings > most:
            over = self._findings - most
            message = f"{self._findings} findings are {over} over the limit of {most}"
            self.failures.append(Failure("max-findings", most, self._findings, over, message))
        run.notes += self.notes
        if gates.any:
            run.gates = [failure._asdict() for failure in self.failures]

    def _fails(self, finding: Finding) -> bool:
        least = self.gates.fail_on
        return least is not None and finding.severity in _LEVELS[_LEVELS.index(Severity(least)) :]

    def _of_text(self, report: Report, path: str) -> Iterator[Failure]:
        least, most = self.gates.min_quality, self.gates.max_grade
        found = report.quality.before if least is not None else None
        if least is not None and found and (score := found.score) < least:
            by = round(least - score, 1)
            message = f"quality {score:g} is {by:g} below the limit of {least:g}"
            yield Failure("min-quality", least, score, by, message)
        read = report.readability.before
        if most is None or read is None:
            return
        grade, doubt = read.grade, "; ".join(read.doubts_of_grade)
        remark = f" (unreliable: {doubt})" if doubt else ""
        if grade is None:
            self.notes.append(f"{path}: max-grade: the text has no sentence, so no grade")
        elif grade > most:
            by = round(grade - most, 1)
            message = f"grade {grade:g} is {by:g} above the limit of {most:g}{remark}"
            yield Failure("max-grade", most, grade, by, message)
        elif doubt:
            self.notes.append(f"{path}: max-grade: grade {grade:g} is within the limit{remark}")
