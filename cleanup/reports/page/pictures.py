"""Small pictures: bars as inline SVG, beside the figures they show."""

from collections.abc import Iterable, Mapping, Sequence

from ...readability import GRADE, MEASURES, Readability
from ...report import BeforeAfter, Report
from ..scores import HINTS
from .markup import prose

# What became of findings, in the order of the pictures.
MADE, OFFERED, PERSON = "made", "offered", "person"
GROUPS = (MADE, OFFERED, PERSON)
# A bar for a grade ends here at least, and always beyond the grade.
_LAST_GRADE = 20.0
_SCORES = (
    ("quality", "Quality", "of 100"),
    ("flesch_reading_ease", "Reading ease", "Flesch; 60 is plain English"),
    (GRADE, "Grade", "of school, by consensus"),
)
_MARKS = "*†‡§¶"


def bar(parts: Iterable[tuple[str, float]], total: float) -> str:
    """One bar of parts side by side, each with its class, which may be empty for a gap; `total`
    fills it."""
    rects, at = [], 0.0
    for name, size in parts:
        width = max(0.0, min(100 * size / total, 100 - at)) if total else 0.0
        if width and name:
            rects.append(f'<rect class="{name}" x="{at:.2f}" width="{width:.2f}" height="8"/>')
        at += width
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="rail" width="100" height="8"/>{"".join(rects)}</svg>'
    )


def families(table: Mapping[str, Mapping[str, int]]) -> str:
    """The findings by family: a bar each, the longest first, split by what became of them."""
    totals = {family: sum(row.values()) for family, row in table.items()}
    if not totals:
        return ""
    longest = max(totals.values())
    rows = [
        f'<tr><th scope="row">{prose(family)}</th>'
        f"<td>{bar(((g, table[family].get(g, 0)) for g in GROUPS), longest)}</td>"
        f"<td>{totals[family]:,}</td></tr>"
        for family in sorted(totals, key=lambda f: (-totals[f], f))
    ]
    return f'<table class="bars"><caption>Findings by family</caption>{"".join(rows)}</table>'


def scores(report: Report) -> str:
    """The scores of a text before and after, as bars and as a table; nothing where none were asked
    for."""
    if report.readability.before is None:
        return ""
    reasons: dict[str, str] = {}
    measures = _measures(report, reasons)
    pairs = [
        _pair(
            name,
            hint,
            _figures(report, key),
            [_doubts(read, key, reasons) for read in report.readability],
            key,
        )
        for key, name, hint in _SCORES
    ]
    notes = "".join(
        f'<p class="note"><strong>{mark}</strong> unreliable: {prose(reason)}</p>'
        for reason, mark in reasons.items()
    )
    return _bars("Scores", "".join(pairs)) + measures + notes


def quality(figures: BeforeAfter[float]) -> str:
    """The quality of several texts together, as bars."""
    return _bars("Scores", _pair("Quality", "of all, of 100", figures, ("", ""), "quality"))


def gained(figures: BeforeAfter[float], least: float) -> str:
    """The way of the quality from before to after, on an axis from `least` to 100."""
    before = figures.before or 0.0
    after = before if figures.after is None else figures.after
    low, high = sorted((before, after))
    way = "now" if after >= before else "lost"
    # Where nothing moved, there is a mark all the same.
    return bar((("", low - least), (way, max(high - low, (100 - least) / 100))), 100 - least)


def figure(value: float | None) -> str:
    """A score with one decimal."""
    return "–" if value is None else f"{value:,.1f}".replace("-", "−")


def _bars(title: str, rows: str) -> str:
    return f'<table class="bars scores"><caption>{title}</caption>{rows}</table>'


def _pair(name: str, hint: str, both: BeforeAfter[float], doubts: Sequence[str], key: str) -> str:
    """Two bars under each other; nothing where there are no figures."""
    values = [v for v in both if v is not None]
    if not values:
        return ""
    full = max(_LAST_GRADE, *(1.1 * v for v in values)) if key == GRADE else 100.0
    return (
        f'<tr class="first"><th scope="rowgroup" rowspan="2">{name} <small>{hint}</small></th>'
        f'<td class="when">before</td><td>{bar([("was", both.before or 0)], full)}</td>'
        f"<td>{figure(both.before)}{doubts[0]}</td></tr>"
        f'<tr><td class="when">after</td><td>{bar([("now", both.after or 0)], full)}</td>'
        f"<td><strong>{figure(both.after)}</strong>{doubts[1]}</td></tr>"
    )


def _figures(report: Report, key: str) -> BeforeAfter[float]:
    if key == "quality":
        return BeforeAfter(*(q.score if q else None for q in report.quality))
    return BeforeAfter(*(r.measures.get(key) if r else None for r in report.readability))


def _measures(report: Report, reasons: dict[str, str]) -> str:
    """Every measure; why some are not to be relied on goes into `reasons`, with its mark."""
    both = [r for r in report.readability if r]
    if not any(r.measures for r in both):
        return '<p class="note">There is no sentence, so no measure of readability.</p>'
    rows = [
        f'<tr><th scope="row">{name}</th>'
        + "".join(
            f'<td class="n">{figure(r.measures.get(key))}{_doubts(r, key, reasons)}</td>'
            for r in both
        )
        + f"<td>{prose(HINTS.get(key, 'grade of school'))}</td></tr>"
        for key, name in MEASURES.items()
    ]
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in ("Measure", *("before", "after")[: len(both)], "what it means")
    )
    return (
        "<details><summary>All measures</summary>"
        f'<div class="wide"><table class="measures"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div></details>"
    )


def _doubts(read: Readability | None, key: str, reasons: dict[str, str]) -> str:
    """The marks of the reasons why a measure is not to be relied on."""
    marks = [
        reasons.setdefault(reason, _MARKS[len(reasons) % 5] * (len(reasons) // 5 + 1))
        for reason in (read.unreliable.get(key, ()) if read else ())
    ]
    return f"<sup>{''.join(marks)}</sup>" if marks else ""
