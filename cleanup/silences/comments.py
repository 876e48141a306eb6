"""Findings suppressed by comments in Markdown and HTML.

    <!-- cleanup: ignore -->                        this line: the one the comment stands in
    <!-- cleanup: ignore quotes/stray, spacing -->  only these rules and families
    <!-- cleanup: ignore-next-line -->              the next line that is not blank
    <!-- cleanup: off -->  …  <!-- cleanup: on -->  what stands between; without `on`, to the end
    <!-- cleanup: ignore-file -->                   the whole file

All but `on` take names; `on` with names switches back on only those. A comment that is code is not
a directive. Plain text has no comments: see `sidecar`.
"""

import bisect
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from ..document import Document, lines
from ..findings import Finding, State
from ..lazy import lazy
from ..lists import meant
from ..rulebook import Rulebook, UnknownRuleError, is_among
from ..segments import is_markup

DIRECTIVES = ("ignore", "ignore-next-line", "ignore-file", "off", "on")

# Code goes first, so that a comment shown as an example is not taken for one.
_COMMENT = lazy(
    r"""
      ^(?P<fence>```+|~~~+)(?s:.*?)(?:^(?P=fence)|\Z)
    | `[^`\n]+`
    | <(?P<tag>script|style|pre|code)\b(?s:.*?)(?:</(?P=tag)\s*>|\Z)
    | <!--(?P<comment>(?s:.*?))(?:-->|\Z)
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_DIRECTIVE = lazy(
    r"\s*clean-?up\b(?P<colon>\s*:)?[\s-]*(?P<word>[^\s,:]*)[\s,:]*(?P<names>.*?)[\s-]*",
    re.DOTALL | re.IGNORECASE,
)
_ONLY_COMMENTS = lazy(r"(?:\s*<!--(?:(?!-->).)*-->)*\s*")


class Directive(NamedTuple):
    """A comment for `cleanup`: its place, the word, the names of rules and families, and whether
    it has the colon."""

    start: int
    end: int
    word: str
    names: tuple[str, ...]
    colon: bool


@dataclass(slots=True, eq=False, repr=False)
class Region:
    """Where some rules are silenced, by which directive, and whether that was of any use."""

    start: int
    end: int
    rules: frozenset[str]
    by: Directive
    used: bool = field(default=False)


def directives(document: Document) -> tuple[Directive, ...]:
    """The comments for `cleanup` in a Markdown or HTML document, well written or not (a view)."""
    if "<" not in document.text or "<!--" not in document.text or not document.view(is_markup):
        return ()
    found = []
    for m in _COMMENT.finditer(document.text):
        d = _DIRECTIVE.fullmatch(m["comment"] or "")
        if d and (d["colon"] or d["word"].lower() in DIRECTIVES):
            names = tuple(filter(None, re.split(r"[\s,]+", d["names"])))
            found.append(Directive(*m.span(), d["word"], names, d["colon"] is not None))
    return tuple(found)


def suppressed_by_comment(
    document: Document, findings: Sequence[Finding], book: Rulebook, ran: Collection[str]
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings in their order, those suppressed by a comment so marked, and lines to report:
    directives that are misspelt, and those that suppress nothing.

    `book` says which names there are; `ran` are the ids of the rules that were run: of others
    nobody knows whether there was something to suppress.
    """
    found = document.view(directives)
    if not found:
        return tuple(findings), ()
    problems: list[tuple[int, str]] = []
    regions = sorted(_regions(document, found, book, problems), key=lambda r: r.start)
    starts = [r.start for r in regions]
    reach = list(accumulate((r.end for r in regions), max))
    marked = []
    for finding in findings:
        span, hit = finding.span, False
        at = bisect.bisect_right(starts, max(span.start, span.end - 1)) - 1
        while at >= 0 and reach[at] > span.start:
            region = regions[at]
            if region.end > span.start and is_among(finding.rule, region.rules):
                region.used = hit = True
            at -= 1
        marked.append(finding.silence(State.SUPPRESSED) if hit else finding)
    used = {r.by for r in regions if r.used}
    idle: dict[Directive, frozenset[str]] = {}
    for region in regions:
        if region.by not in used:
            idle[region.by] = idle.get(region.by, frozenset()) | region.rules
    for by, rules in idle.items():
        off = (rule for rule in rules if rule not in book.rules or not book.rules[rule].default)
        expected = rules.difference(off) | rules.intersection(by.names)
        if rules and all(is_among(rule, ran) for rule in expected):
            hint = _alone(document, by) if by.word == "ignore" else ""
            problems.append((by.start, f"{_shown(by)} suppresses nothing{hint}"))
    place, name = document.view(lines).place, document.path
    return tuple(marked), tuple(f"{name}:{place(at).line}: {p}" for at, p in sorted(problems))


def _shown(directive: Directive) -> str:
    return f"`{' '.join((directive.word, ', '.join(directive.names))).strip()}`"


def _alone(document: Document, directive: Directive) -> str:
    line = document.view(lines).around(directive.start)
    alone = _ONLY_COMMENTS.fullmatch(document.text, line.start, line.end)
    return "; did you mean `ignore-next-line`?" if alone else ""


def _regions(
    document: Document,
    found: Sequence[Directive],
    book: Rulebook,
    problems: list[tuple[int, str]],
) -> Iterator[Region]:
    """Where which rules are silenced; what is wrong with a directive goes into `problems`."""
    whole = len(document.text) + 1  # An empty span may stand at the very end.
    is_open: list[Region] = []
    for d in found:
        if d.word not in DIRECTIVES or not d.colon:
            near = (
                meant(d.word.lower(), DIRECTIVES)
                if d.colon
                else f"; write `cleanup: {d.word.lower()}`"
            )
            problems.append((d.start, f"no directive {d.word!r}{near}"))
            continue
        rules = _rules(d, book, problems)
        match d.word:
            case "ignore-file":
                yield Region(0, whole, rules, d)
            case "ignore" | "ignore-next-line":
                yield Region(*_line(document, d), rules, d)
            case "off":
                is_open.append(Region(d.start, whole, rules, d))
            case "on":
                if rules and not any(r.rules & rules for r in is_open):
                    problems.append((d.start, f"{_shown(d)} where nothing is off"))
                for r in is_open:
                    yield Region(r.start, d.end, r.rules & rules, r.by)
                is_open = [
                    Region(r.start, whole, rest, r.by) for r in is_open if (rest := r.rules - rules)
                ]
    yield from is_open


def _rules(directive: Directive, book: Rulebook, problems: list[tuple[int, str]]) -> frozenset[str]:
    """The ids that a directive is about: all without names, none for names that do not exist."""
    if not directive.names:
        return frozenset(book.named("ALL"))
    rules: set[str] = set()
    for name in directive.names:
        try:
            rules |= book.named(name)
        except UnknownRuleError as error:
            problems.append((directive.start, f"{_shown(directive)}: {error}"))
    return frozenset(rules)


def _line(document: Document, directive: Directive) -> tuple[int, int]:
    """Start and end, line end included, of the line that a directive is about."""
    starts, text = document.view(lines).starts, document.text
    first = bisect.bisect_right(starts, directive.start) - 1
    last = bisect.bisect_right(starts, directive.end) - 1

    def ends(line: int) -> int:
        return starts[line + 1] if line + 1 < len(starts) else len(text) + 1

    if directive.word == "ignore":
        return starts[first], ends(last)
    after = last + 1
    while after < len(starts) and _ONLY_COMMENTS.fullmatch(text, starts[after], ends(after)):
        after += 1
    return (starts[after], ends(after)) if after < len(starts) else (len(text), len(text))
