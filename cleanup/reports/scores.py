"""The scores for a person: a table of what was measured before and after, doubts marked."""

import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ..quality import Category, Quality
from ..readability import GRADE, MEASURES, Readability
from ..report import BeforeAfter, Report
from .screen import Painter, Style, shown

# What a figure means, in a few words.
HINTS = {
    "flesch_reading_ease": "higher is easier: 60 is plain English",
    "dale_chall_readability_score": "7 is for grade 9, from 9 on for college",
    "lix": "from 50 on difficult",
    "rix": "from 7 on for college",
    "mcalpine_eflaw": "from 26 on hard for learners of English",
}
_GRADE = "grade of school"
_MARKS = "*†‡§¶"
_NAME, _VALUE, _MARK = 34, 9, 3
ARROW = "→"
_NOTE = 12
# A table with hints is so wide.
_WIDE = 100


class ScoreTable:
    """The scores in one report, for a screen `columns` wide."""

    def __init__(self, paint: Painter, columns: int, report: Report) -> None:
        self.paint, self.report = paint, report
        self.columns, self.hints = columns, columns >= _WIDE
        self.reasons: dict[str, str] = {}

    def lines(self) -> Iterator[str]:
        """The table, line by line; nothing where no scores were asked for."""
        read, quality = self.report.readability, self.report.quality
        if read.before is None or quality.before is None:
            return
        yield self._head(shown(self.report.document.path or "text"), read.after is not None)
        yield from self._measures(read.before, read.after)
        yield from self._quality(quality.before, quality.after)
        yield from self._below(read.before, read.after)
        yield "\n"

    def _head(self, name: str, both: bool) -> str:
        row = f"{'before':>{_VALUE}}" + f"{'':{_MARK}} {'after':>{_VALUE}}" * both
        apart = "\n" + " " * (_NAME + 2) if len(name) > _NAME else " " * (_NAME + 2 - len(name))
        return self.paint(name, "bold") + apart + self.paint(row, "dim") + "\n"

    def _row(
        self,
        name: str,
        values: tuple[str, str | None],
        *,
        marks: Sequence[str] = ("", ""),
        hint: str = "",
        bold: bool = False,
    ) -> str:
        title = f"{name:<{_NAME}}"
        line = f"  {self.paint(title, 'bold') if bold else title}{values[0]:>{_VALUE}}"
        line += self.paint(marks[0], "magenta") + " " * (_MARK - len(marks[0]))
        if values[1] is not None:
            line += self.paint(ARROW, "dim") + f"{values[1]:>{_VALUE}}"
            line += self.paint(marks[1], "magenta") + " " * (_MARK - len(marks[1]))
        if hint and self.hints:
            line += " " + self.paint(hint, "dim")
        return line.rstrip() + "\n"

    def _measures(self, before: Readability, after: Readability | None) -> Iterator[str]:
        if not before.measures and not (after and after.measures):
            yield f"  {self.paint('no sentence, so no measure of readability', 'dim')}\n"
            return
        for name, known_as in MEASURES.items():
            later = None if after is None else _figure(after.measures.get(name))
            yield self._row(
                known_as,
                (_figure(before.measures.get(name)), later),
                marks=[self._reasons(r, name) if r else "" for r in (before, after)],
                hint=HINTS.get(name, _GRADE),
                bold=name == GRADE,
            )

    def _reasons(self, read: Readability, name: str) -> str:
        marks = ""
        for reason in read.unreliable.get(name, ()):
            number = len(self.reasons)
            new = _MARKS[number % len(_MARKS)] * (number // len(_MARKS) + 1)
            marks += self.reasons.setdefault(reason, new)
        return marks

    def _quality(self, before: Quality, after: Quality | None) -> Iterator[str]:
        def values(get: Callable[[Quality], float]) -> tuple[str, str | None]:
            return f"{get(before):,.1f}", None if after is None else f"{get(after):,.1f}"

        hint = "100 less the points per 100 words"
        yield self._row("Quality", values(lambda q: q.score), hint=hint, bold=True)
        yield self._row("  points per 1,000 words", values(lambda q: q.per_thousand))
        tables = [{c.name: c for c in q.categories} for q in (before, after) if q]
        for name in {name: None for table in tables for name in table}:
            none = Category(name, 0, 0.0)
            rows = [table.get(name, none) for table in tables]
            area, _, category = name.partition("/")
            issues = f" {ARROW} ".join(dict.fromkeys(str(row.issues) for row in rows))
            yield self._row(
                f"    {category}",
                (f"{rows[0].points:,.1f}", f"{rows[1].points:,.1f}" if after else None),
                hint=f"{area}: {issues} {'issue' if issues == '1' else 'issues'}",
            )

    def _below(self, before: Readability, after: Readability | None) -> Iterator[str]:
        counted = [self._counted(r) for r in (before, after) if r]
        if len(set(counted)) == 1:
            yield self._note("counted", counted[0])
        else:
            yield self._note("counted", f"{counted[0]} {ARROW} {counted[1]}")
        for reason, mark in self.reasons.items():
            yield self._note(mark, f"unreliable: {reason}", "magenta")
        if after:
            yield from self._moved(before, after)

    def _note(self, name: str, text: str, colour: Style = "dim") -> str:
        pad = " " * _NOTE
        rows = textwrap.wrap(text, max(20, self.columns - _NOTE), break_on_hyphens=False)
        rows[0] = "  " + self.paint(f"{name:<{_NOTE - 2}}", colour) + rows[0]
        return f"\n{pad}".join(rows) + "\n"

    @staticmethod
    def _counted(read: Readability) -> str:
        c = read.counts
        return f"{_number(c.words, 'word')} in {_number(c.sentences, 'sentence')}"

    def _moved(self, before: Readability, after: Readability) -> Iterator[str]:
        """What moved the measures, and how far it moved the Flesch-Kincaid grade."""
        made = self.report.cleaning or self.report.trial
        if made is None or not made.applied:
            return
        families = Counter(f.rule.partition("/")[0] for f in made.applied).most_common()
        fixes = ", ".join(f"{n} {family}" for family, n in families)
        yield self._note("fixes", fixes)
        was, now = before.counts, after.counts
        if not (was.sentences and now.sentences):
            return
        shifts = (
            ("words per sentence", was.words / was.sentences, now.words / now.sentences, 0.39, 1),
            ("syllables per word", was.syllables / was.words, now.syllables / now.words, 11.8, 2),
        )
        parts = [
            f"{name} {a:.{digits}f} {ARROW} {b:.{digits}f} ({_signed(weight * (b - a))} grades)"
            for name, a, b, weight, digits in shifts
            if abs(weight * (b - a)) >= 0.05
        ]
        if parts:
            yield self._note("moved by", ", ".join(parts))


def in_a_line(read: "BeforeAfter[Readability]", quality: "BeforeAfter[Quality]") -> str:
    """Quality and consensus grade, before and after where both are known."""
    scores = [f"{q.score:,.1f}" for q in quality if q]
    grades = [_figure(r.measures.get(GRADE)) for r in read if r]
    doubt = any(r and GRADE in r.unreliable for r in read)
    line = f"quality {f' {ARROW} '.join(scores)}, grade {f' {ARROW} '.join(grades)}"
    return line + (" (unreliable)" if doubt else "")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def _number(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"
