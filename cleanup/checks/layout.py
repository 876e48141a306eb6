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
# What a paragraph of prose begins with: no sign of a list, no field of a form.
_PROSE_START = lazy(r"[\"'“‘]?(?:[A-Z]|\d+(?![.)\d]))")
_LISTED = lazy(r"(?:[-*•–—>|]|\d+[.)])\s|(?:[A-Z][\w-]*|[\w-]+ [\w-]+): ")
# In texts with code, a sentence a line is a habit.
_CODE = lazy(r"[`{}<>=|\\]|\w_\w|\w\(\)|::")
FEWEST_PROSE_WORDS, FEWEST_IN_ONE = 12, 5
# So many blank lines for each that is missing, and where one of the two paragraphs is short.
MOST_RARE, SO_RARE = 3, 6


def mixed_paragraph_breaks(document: Document, rule: Rule) -> Iterator[Finding]:
    """A single line end between two paragraphs of prose, where at least three times as many
    neighbours are parted by a blank line, and no line is hard-wrapped."""
    text, single, blank = document.text, [], 0
    if "\r" not in text and not (_SINGLE.search(text) and _BLANK.search(text)):
        return
    for above, below in pairwise(document.view(paragraphs)):
        ends = list(LINE_END.finditer(text, above.end, below.start))
        if len(ends) > 1:
            blank += 1
        elif ends:
            if _is_wrapped(text, above, below):
                return
            single.append((above, below, ends[0]))
    if blank < MOST_RARE * max(1, len(single)) or _CODE.search(text):
        return
    for above, below, end in single:
        words = sorted((_words(text, above), _words(text, below)))
        fewest = FEWEST_PROSE_WORDS if blank < SO_RARE * len(single) else FEWEST_IN_ONE
        if words[0] >= fewest and words[1] >= FEWEST_PROSE_WORDS:
            at = Span(end.end(), end.end())
            yield rule.finding(Span(*end.span()), (Edit(at, end[0]),))


def _is_wrapped(text: str, above: Span, below: Span) -> bool:
    """Whether a sentence runs on from one line into the next, or several lines are one block."""
    runs_on = text[above.end - 1].isalpha() or text[above.end - 1] in ",;"
    block = LINE_END.search(text, above.start, above.end)
    return bool(block) or (runs_on and text[below.start].islower())


def _words(text: str, span: Span) -> int:
    """How many words a paragraph of prose has; none, if it is something else."""
    words = text[span.start : span.end]
    prose = _PROSE_END.search(words) and _PROSE_START.match(words) and not _LISTED.match(words)
    return len(WORD.findall(words)) if prose else 0
