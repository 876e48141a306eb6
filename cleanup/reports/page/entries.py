"""The list beside a text: its findings by what became of them, each with its reason, and what was
taken out."""

import bisect
from collections.abc import Callable
from typing import NamedTuple

from ...document import Lines
from .article import NEEDS, Article, family
from .excerpts import excerpt
from .markup import attribute, count, prose
from .pictures import MADE, OFFERED, PERSON

MOST_REMOVED = 5_000
NEEDED = "needs a person"


class Names(NamedTuple):
    """What a group of findings is called, in a legend and over its list, and a hint."""

    legend: str
    title: str
    hint: str = ""


def names(made: bool) -> dict[str, Names]:
    """The groups by their names; `made` says whether changes were made, or would be."""
    return {
        MADE: Names("changes made", "Changes made")
        if made
        else Names("changes to make", "Changes to make", "<code>cleanup fix</code> makes them."),
        OFFERED: Names(
            "unsafe fixes to read first",
            "Unsafe fixes to read first",
            "They change words or names; <code>cleanup fix --unsafe-fixes</code> makes them.",
        ),
        PERSON: Names("for a person", "For a person"),
    }


def side(article: Article, rule: Callable[[str], int], made: bool) -> str:
    """The list of an article; `rule` gives the number by which the page knows a rule."""
    parts = _remarks(article)
    titles = names(made)
    of: dict[str, list[int]] = {}
    for n in article.numbers:
        of.setdefault(article.group(n), []).append(n)
    for group in (PERSON, OFFERED, MADE):
        where = Lines(article.cleaning.before if group == MADE else article.cleaning.after)
        rows = [_entry(article, n, where, rule) for n in of.get(group, ())]
        parts += _group(group, titles[group].title, titles[group].hint, rows)
    parts += _group("removed", "Taken out", "", _removals(article, rule))
    if not article.findings:
        parts.append('<p class="note">Nothing found.</p>')
    return (
        '<aside class="side" tabindex="0" aria-label="Findings">\n' + "".join(parts) + "</aside>\n"
    )


def _group(kind: str, title: str, hint: str, rows: list[str]) -> list[str]:
    if not rows:
        return []
    said = f'<p class="hint">{hint}</p>' if hint else ""
    return [
        f'<details class="group {kind}" open><summary><h3>{title} <span>{len(rows):,}</span></h3>'
        f"</summary>{said}<ol>\n{''.join(rows)}</ol></details>\n"
    ]


def _entry(article: Article, n: int, where: Lines, rule: Callable[[str], int]) -> str:
    finding, number, safety = article.findings[n], article.numbers[n], article.safety(n)
    place = where.place(finding.span.start)
    edits = [fix.edits for fix in finding.fixes] or [()]
    shows = "".join(
        f'<p class="place" dir="auto">{excerpt(where.text, finding.span, some)}</p>'
        for some in edits
    )
    grounds = [*finding.evidence]
    if finding.refused:
        grounds.append(f"not applied: {finding.refused}")
    evidence = "".join(f"<li>{prose(line)}</li>" for line in grounds)
    return (
        f'<li class="entry {article.group(n)}" id="f{number}" value="{number}" data-s="{safety}"'
        f' data-y="{attribute(family(finding))}">'
        f'<p class="head"><a href="#m{article.anchors[n]}">{place.line}:{place.column}</a>'
        f'<a class="rule" href="#r{rule(finding.rule)}">{prose(finding.rule)}</a>'
        f'<span class="{safety}">{NEEDED if safety == NEEDS else safety}</span></p>'
        f"{shows}<p>{prose(finding.message)}</p>{f'<ul>{evidence}</ul>' if evidence else ''}</li>\n"
    )


def _removals(article: Article, rule: Callable[[str], int]) -> list[str]:
    """What was taken out, with links to its place and to its rule."""
    of: dict[str, list[tuple[int, int]]] = {}
    for n, number in article.numbers.items():
        if article.group(n) == MADE:
            finding = article.findings[n]
            of.setdefault(finding.rule, []).append((finding.span.start, number))
    for places in of.values():
        places.sort()
    where = Lines(article.cleaning.before)
    rows = []
    for removal in article.cleaning.removed:
        places = of.get(removal.rule, [])
        at = bisect.bisect_right(places, (removal.span.end, 0)) - 1
        place = where.place(removal.span.start)
        link = f"{place.line}:{place.column}"
        if at >= 0:
            link = f'<a href="#f{places[at][1]}">{link}</a>'
        text = removal.text
        if len(text) > MOST_REMOVED:
            more = count(len(text) - MOST_REMOVED, "character")
            text = f"{text[:MOST_REMOVED]} … and {more} more"
        rows.append(
            f'<li><p class="head">{link}<a class="rule" href="#r{rule(removal.rule)}">'
            f'{prose(removal.rule)}</a></p><blockquote dir="auto">{prose(text)}</blockquote></li>\n'
        )
    return rows


def _remarks(article: Article) -> list[str]:
    """What else there is to know of a text."""
    report = article.report
    remarks = []
    if report.language != "en":
        code = "language unknown" if report.language == "und" else report.language
        remarks.append(f"Not English ({code}): only encoding and white space were checked.")
    for rule in report.stopped:
        remarks.append(f"{rule} took too long and was stopped: this may not be all.")
    if article.silenced:
        remarks.append(f"{count(article.silenced, 'finding')} silenced by an ignore or a baseline.")
    return [f'<p class="note">{prose(remark)}</p>\n' for remark in remarks]
