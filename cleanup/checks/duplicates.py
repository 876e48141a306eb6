"""Checks of sentences and paragraphs that stand in a text twice.

They are told by their letters and digits alone, so that a comma or a capital makes no difference,
and looked up, never compared with each other. Refrains, legal formulas and the steps of recipes
come back in right texts: what is said three times and more is meant, unless it is said at once.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ..document import Document, Span, lines
from ..findings import Edit, Finding, Safety, Severity
from ..rulebook import Rule
from .runs import quoted

_KEPT = bytes(at | 32 if 65 <= at <= 90 else at for at in range(256))
_DROPPED = bytes(at for at in range(256) if not (chr(at).isalnum() and at < 128) and at != 10)
_TERMINAL = re.compile(r"[.!?…][\"'”’)\]]*$")
# Letters and digits of the shortest paragraph that counts, and of one that nobody repeats by
# intention in another place.
_SHORTEST, _LONG = 60, 120
# A line as long as this is a paragraph even if other lines stand right above and below.
_WIDE = 110
_MOST = 2
# So much of a paragraph is letters and digits; of a row of data less is.
_MOSTLY = 0.7


def paragraph(document: Document, rule: Rule) -> Iterator[Finding]:
    """A paragraph that stood in the text before."""
    text, every = document.text, document.view(lines)
    keys = text.encode("ascii", "replace").translate(_KEPT, _DROPPED).split(b"\n")
    if len(keys) != len(every.starts):
        return
    places: dict[bytes, list[int]] = {}
    for number, key in enumerate(keys):
        if len(key) >= _SHORTEST:
            places.setdefault(key, []).append(number)
    for key, numbers in places.items():
        for before, number in pairwise(numbers):
            line = every.words(number)
            at_once = not any(keys[before + 1 : number])
            if not _is_paragraph(document, number, line) or len(key) < _MOSTLY * len(line):
                continue
            if len(numbers) > _MOST and not at_once:
                continue
            start = line.start
            while start and text[start - 1].isspace():
                start -= 1
            found = rule.finding(
                line,
                (Edit(Span(start, line.end), ""),),
                safety=None if at_once or len(key) >= _LONG else Safety.DISPLAY,
                text=text[line.start : line.start + 40],
            )
            sure = at_once or len(key) >= _LONG
            yield found if sure else replace(found, severity=Severity.INFO)


def _is_paragraph(document: Document, number: int, line: Span) -> bool:
    """Whether a line ends like a paragraph, and is as long as one or stands alone."""
    text, every = document.text, document.view(lines)
    if not _TERMINAL.search(text, max(line.start, line.end - 4), line.end):
        return False
    if (
        re.match(r"[>|#*•\d(-]", text[line.start : line.start + 1])
        or "\t" in text[line.start : line.end]
    ):
        return False
    above = len(every.words(number - 1)) if number else 0
    below = len(every.words(number + 1)) if number + 1 < len(every.starts) else 0
    return len(line) >= _WIDE or not (above or below)


_FEWEST_WORDS = 8
_SHORTEST_SENTENCE = 40


def sentence(document: Document, rule: Rule) -> Iterator[Finding]:
    """A sentence of eight words or more that stood in the text before, right before it or in the
    same paragraph; elsewhere it is only worth a look."""
    text = document.text
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for piece in text.replace("\n", ". ").split(". "):
        if len(piece) >= _SHORTEST_SENTENCE:
            if piece in seen:
                twice[piece] = None
            seen.add(piece)
    found = [f for piece in twice for f in _again(document, rule, piece)]
    yield from sorted(found, key=lambda f: f.span)


def _again(document: Document, rule: Rule, piece: str) -> Iterator[Finding]:
    words, text = piece.strip().rstrip("."), document.text
    if len(words.split()) < _FEWEST_WORDS or not re.match(r"[A-Z]", words):
        return
    spans = []
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        begins = re.search(r"(?:\A|[\n]|[.!?][\"”’)]* )$", text[max(0, at - 4) : at])
        if begins and re.match(r"\.(?:\s|\Z)", text[end : end + 2]):
            spans.append(Span(at, end + 1))
        at = text.find(words, end)
    for one, other in pairwise(spans):
        between = text[one.end : other.start]
        near = "\n" not in between
        if (len(spans) > _MOST and between.strip()) or _alone(text, other):
            continue
        if quoted(document, other.start):
            continue
        start = other.start - len(between) + len(between.rstrip(" "))
        edit = Edit(Span(start, other.end), "")
        safety = None if near else Safety.DISPLAY
        finding = rule.finding(other, (edit,), safety=safety, text=words[:40])
        yield finding if near else replace(finding, severity=Severity.INFO)


def _alone(text: str, span: Span) -> bool:
    """Whether the sentence is a line of its own: then it is a paragraph."""
    return text[span.start - 1 : span.start] in ("", "\n") and text[span.end : span.end + 1] in (
        "",
        "\n",
        "\r",
    )
