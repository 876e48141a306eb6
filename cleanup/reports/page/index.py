"""What stands above and around the texts: the head, the pictures, the index of a folder."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...report import BeforeAfter, Run
from . import pictures
from .article import Article
from .entries import Names
from .markup import count, prose
from .pictures import GROUPS, MADE, OFFERED, PERSON, bar, figure


class Row(NamedTuple):
    """What the index says of a text: what became of its findings, its quality, its penalty points
    and words before and after, all its scores as HTML."""

    path: str
    groups: "Counter[str]"
    quality: BeforeAfter[float]
    weight: BeforeAfter[tuple[float, int]]
    scores: str


def row(article: Article) -> Row:
    """The row of an article."""
    report = article.report
    path = report.document.path or "text"
    return Row(
        "standard input" if path == "-" else path,
        article.groups,
        BeforeAfter(*(q.score if q else None for q in report.quality)),
        BeforeAfter(*((q.points, q.words) if q else None for q in report.quality)),
        pictures.scores(report),
    )


def title(rows: Sequence[Row]) -> str:
    """What the page is about: its one text, or the folder of all."""
    if len(rows) == 1:
        return rows[0].path
    folder = _folder(rows)
    return folder or count(len(rows), "text")


def _folder(rows: Sequence[Row]) -> str:
    """The folder that holds all the texts, with a separator at its end; empty if there is none."""
    try:
        common = os.path.commonpath([os.path.dirname(row.path) for row in rows])
    except ValueError:
        return ""
    return os.path.join(common, "") if common else ""


def head(rows: Sequence[Row], run: Run, called: Mapping[str, Names]) -> str:
    """The title, what was found in a sentence, and what went wrong."""
    groups = _together(rows)
    words = {
        MADE: count(groups[MADE], *_forms(called[MADE].legend)),
        OFFERED: count(groups[OFFERED], "unsafe fix to read first", "unsafe fixes to read first"),
        PERSON: f"{groups[PERSON]:,} for a person",
    }
    said = ", ".join(words[group] for group in GROUPS if groups[group])
    texts = "" if len(rows) == 1 else f"{count(len(rows), 'text')}: "
    lines = [f'<li class="bad">{prose(error.message)}</li>' for error in run.errors]
    for gate in run.gates or ():
        where = f"{gate['path']}: " if gate["path"] else ""
        lines.append(
            f'<li class="bad">gate {prose(gate["gate"])} failed: '
            f"{prose(where + gate['message'])}</li>"
        )
    lines += [f"<li>{prose(note)}</li>" for note in run.notes]
    return (
        f'<p class="brand">cleanup</p>\n<h1>{prose(title(rows))}</h1>\n'
        f'<p class="lead">{texts}{said or "nothing found"}.</p>\n'
        + (f'<ul class="notes">{"".join(lines)}</ul>\n' if lines else "")
    )


def _forms(plural: str) -> tuple[str, str]:
    return plural.replace("changes", "change", 1), plural


def _together(rows: Sequence[Row]) -> "Counter[str]":
    groups: Counter[str] = Counter()
    for one in rows:
        groups.update(one.groups)
    return groups


def overview(
    rows: Sequence[Row],
    families: Mapping[str, Mapping[str, int]],
    called: Mapping[str, Names],
) -> str:
    """The pictures: findings by what became of them and by family, and the scores."""
    groups = _together(rows)
    legend = "".join(
        f'<li><i class="{g}"></i><b>{groups[g]:,}</b> {called[g].legend}</li>' for g in GROUPS
    )
    split = (
        f'<div class="split">{bar(((g, groups[g]) for g in GROUPS), groups.total())}'
        f"<ul>{legend}</ul></div>"
    )
    picture = pictures.families(families)
    figures = rows[0].scores if len(rows) == 1 else pictures.quality(_quality(rows))
    return (
        f'<div class="overview"><section>{split}{picture}</section>'
        f"<section>{figures}</section></div>\n"
    )


def _quality(rows: Sequence[Row]) -> BeforeAfter[float]:
    """The quality of all texts as if they were one."""

    def all_of(weights: Sequence[tuple[float, int] | None]) -> float | None:
        known = [weight for weight in weights if weight]
        points, words = sum(p for p, _ in known), sum(n for _, n in known)
        if not known:
            return None
        return round(max(0.0, 100 - 100 * points / words), 1) if words else 100.0

    return BeforeAfter(*map(all_of, zip(*(row.weight for row in rows), strict=True)))


def table(rows: Sequence[Row]) -> str:
    """The index of several texts, each with a link to it."""
    most = max(row.groups.total() for row in rows)
    scored = [q for row in rows for q in row.quality if q is not None]
    least = float(min(90, 10 * (min(scored) // 10))) if scored else 0.0
    body = "".join(
        f'<tr><th scope="row"><a href="#a{number}">{prose(_short(row, rows))}</a></th>'
        + "".join(f'<td class="n">{row.groups[g]:,}</td>' for g in GROUPS)
        + f'<td class="pic">{bar(((g, row.groups[g]) for g in GROUPS), most)}</td>'
        + "".join(f'<td class="n">{figure(q)}</td>' for q in row.quality)
        + f'<td class="pic">{pictures.gained(row.quality, least)}</td></tr>\n'
        for number, row in enumerate(rows, 1)
    )
    heads = (
        *(("Text", ""), ("changes", "n"), ("unsafe", "n"), ("person", "n"), ("findings", "pic")),
        *(("quality", "n"), ("after", "n"), (f"from {least:g} to 100", "pic")),
    )
    head = "".join(f'<th scope="col" class="{kind}">{name}</th>' for name, kind in heads)
    return (
        '<div class="wide"><table class="index"><caption>The texts</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>\n"
    )


def folded(number: int, rows: Sequence[Row], article: str) -> str:
    """A text of several behind its name, with its scores."""
    row = rows[number - 1]
    return (
        f'<details class="folded"><summary><h2>{prose(_short(row, rows))}</h2> '
        f'<span>{row.groups.total():,}</span></summary>\n<div id="a{number}">\n{article}'
        f'<section class="scored">{row.scores}</section></div></details>\n'
    )


def _short(row: Row, rows: Sequence[Row]) -> str:
    return row.path.removeprefix(_folder(rows))
