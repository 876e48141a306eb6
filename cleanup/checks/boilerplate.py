"""Checks of lines that were never part of the article.

Everything here is decided about the *tail*: the lines after the last one that is prose. A label
("Comments", "Popular posts from this blog") opens a block that reaches to the end of the tail or
to the next label; hashtags and timestamps are lines of their own. Without prose there is no tail.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Document, Span
from ..findings import Edit, Finding
from ..lists import entries
from ..rulebook import Rule
from ..segments import WORD, text_lines

_TERMINAL = re.compile(r"[.!?…][\"'”’)\]\s]*$")
_HASHTAGS = re.compile(r"(?:#[^\W_][\w-]*[.,;]*(?:\s+|$)){2,}")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TIMESTAMP = re.compile(
    rf"""(?:(?:published|updated|posted|last\ updated|date)(?:\ on)?:?\s+)?
    (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?
    (?: \d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}} | \d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}
      | \d{{1,2}}\ {_MONTH},?\ \d{{4}} | {_MONTH}\ \d{{1,2}},?\ \d{{4}} )
    (?:[T,\s]*(?:at|-|–|\|)?\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?
       \s*(?:z|utc|gmt|est|edt|cet|[+-]\d{{2}}:?\d{{2}})?)?""",
    re.VERBOSE | re.IGNORECASE,
)
_HEADLINE = re.compile(r"(?P<head>[“\"][^”\"]{3,60}[.!?][”\"]\s+[A-Z][\w’'-]+:)\s+[A-Z]")
MOST_HEADLINE_WORDS = 15


@dataclass(frozen=True, slots=True)
class Removable:
    """A line that can go, what it is (the name of a rule of this family), and what goes with it."""

    line: Span
    kind: str
    with_space: Span


def tail(document: Document) -> tuple[Removable, ...]:
    """The removable lines of the tail (a view)."""
    text, found = document.text, document.view(text_lines)
    first = len(found)
    while first and not _is_prose(text[found[first - 1].start : found[first - 1].end]):
        first -= 1
    if not first:
        return ()
    labels = [
        (kind, re.compile(pattern, re.IGNORECASE))
        for entry in entries("boilerplate-labels")
        for kind, _, pattern in [entry.partition(" ")]
    ]
    removable, block = [], ""
    for above, line in zip(found[first - 1 :], found[first:], strict=False):
        words = text[line.start : line.end]
        block = next((kind for kind, p in labels if p.fullmatch(words.strip(" :*-–—|"))), block)
        kind = block or _kind_alone(words)
        if kind:
            removable.append(Removable(line, kind, Span(above.end, line.end)))
    return tuple(removable)


def _is_prose(line: str) -> bool:
    if _HASHTAGS.fullmatch(line):
        return False
    words = len(WORD.findall(line))
    return words > MOST_HEADLINE_WORDS or (words > 2 and bool(_TERMINAL.search(line)))


def _kind_alone(line: str) -> str:
    if _HASHTAGS.fullmatch(line):
        return "trailing-hashtags"
    return "timestamp-line" if _TIMESTAMP.fullmatch(line) else ""


def removable_line(document: Document, rule: Rule) -> Iterator[Finding]:
    """The lines of the tail that are of the rule's kind: its own name."""
    for found in document.view(tail):
        if rule.id == f"boilerplate/{found.kind}":
            words = document.text[found.line.start : found.line.end]
            yield rule.finding(found.line, (Edit(found.with_space, ""),), line=words)


def headline_in_text(document: Document, rule: Rule) -> Iterator[Finding]:
    """A headline of another story between two paragraphs: a quotation cut short, a name and a
    colon, no full stop at the end."""
    text, found = document.text, document.view(text_lines)
    for above, line, below in zip(found, found[1:], found[2:], strict=False):
        words = text[line.start : line.end]
        m = _HEADLINE.match(words)
        if m and not _is_prose(words) and _is_prose(text[above.start : above.end]):
            head = Span(line.start, line.start + m.end("head"))
            if _is_prose(text[below.start : below.end]):
                yield rule.finding(head, (Edit(Span(above.end, line.end), ""),), line=words)
