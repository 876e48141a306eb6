"""Checks of how paragraphs are set apart."""

from collections.abc import Iterator
from itertools import pairwise

from ..document import LINE_END, Document, Span
from ..findings import Edit, Finding
from ..lazy import lazy
from ..rulebook import Rule
from ..segments import WORD, paragraphs

# Told at once of most texts: no line end that could be the only one, or no blank line at all.
_SINGLE = lazy(r"\n(?<!\n\n)(?=[^\S\n]*\S)")
_BLANK = lazy(r"\n[^\S\n]*\n")
_PROSE_END = lazy(r"[.!?][\"'”’)]*$")
_LISTED = lazy(r"(?:[-*•–—>|]|\d+[.)])\s")
FEWEST_PROSE_WORDS = 12


def mixed_paragraph_breaks(document: Document, rule: Rule) -> Iterator[Finding]:
    """A single line end between two paragraphs of prose, where at least three times as many
    neighbours are parted by a blank line."""
    text, single, blank = document.text, [], 0
    if "\r" not in text and not (_SINGLE.search(text) and _BLANK.search(text)):
        return
    found = document.view(paragraphs)
    for above, below in pairwise(found):
        ends = list(LINE_END.finditer(text, above.end, below.start))
        if len(ends) > 1:
            blank += 1
        elif ends:
            single.append((above, below, ends[0]))
    if blank < 3 * max(1, len(single)):
        return
    for above, below, end in single:
        listed = _LISTED.match(text, above.start) or _LISTED.match(text, below.start)
        if not listed and _prose(text, above) and _prose(text, below):
            at = Span(end.end(), end.end())
            yield rule.finding(Span(*end.span()), (Edit(at, end[0]),))


def _prose(text: str, span: Span) -> bool:
    words = text[span.start : span.end]
    return len(WORD.findall(words)) >= FEWEST_PROSE_WORDS and bool(_PROSE_END.search(words))
