"""Checks of how paragraphs are set apart."""

import bisect
from collections.abc import Iterator

from ..document import Document, Span, lines
from ..findings import Edit, Finding
from ..lazy import lazy
from ..rulebook import Rule
from ..segments import WORD, paragraph_at

# Two line ends or more, and one that is the only one if the line before it holds text. In a text
# without a CR they are found much sooner.
_BLANK = lazy(r"\n[^\S\n]*\n\s*"), lazy(r"(?>\r\n|[\r\n])[^\S\r\n]*[\r\n]\s*")
_SINGLE = (
    lazy(r"\n(?<!\n\n)(?=[^\S\n]*\S)"),
    lazy(r"[\r\n](?<![\r\n][\r\n])(?:(?<=\r)\n)?+(?=[^\S\r\n]*\S)"),
)
_TEXT = lazy(r"\S")
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
    text, single, every = document.text, [], document.view(lines)
    blank = _blank_between(text)
    for end in _SINGLE["\r" in text].finditer(text) if blank >= MOST_RARE else ():
        number = bisect.bisect_right(every.starts, end.start())
        above, below = every.words(number - 1), every.words(number)
        # Lines that are one hard-wrapped paragraph are none that lost anything.
        if len(above) and paragraph_at(document, above.start) == above:
            single.append((above, below, end))
            if _runs_on(text, above, below) or len(single) * MOST_RARE > blank:
                return
    if not single or _CODE.search(text):
        return
    for above, below, end in single:
        words = sorted((_words(text, above), _words(text, below)))
        fewest = FEWEST_PROSE_WORDS if blank < SO_RARE * len(single) else FEWEST_IN_ONE
        if words[0] >= fewest and words[1] >= FEWEST_PROSE_WORDS:
            at = Span(end.end(), end.end())
            yield rule.finding(Span(*end.span()), (Edit(at, end[0]),))


def _blank_between(text: str) -> int:
    """How often blank lines stand between two lines with text."""
    first, last = _TEXT.search(text), len(text)
    while last and text[last - 1].isspace():
        last -= 1
    found = _BLANK["\r" in text].finditer(text, first.start() if first else last, last)
    return sum(1 for _ in found)


def _runs_on(text: str, above: Span, below: Span) -> bool:
    """Whether a sentence runs on from one line into the next."""
    ends = text[above.end - 1].isalpha() or text[above.end - 1] in ",;"
    return ends and text[below.start].islower()


def _words(text: str, span: Span) -> int:
    """How many words a paragraph of prose has; none, if it is something else."""
    words = text[span.start : span.end]
    prose = _PROSE_END.search(words) and _PROSE_START.match(words) and not _LISTED.match(words)
    return len(WORD.findall(words)) if prose else 0
