"""The check of proper words that stand in lower case."""

from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Finding
from ..lazy import lazy
from ..lists import entries
from ..patterns import alternatives, edit_of
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import WORD, paragraph_at
from .tokenised import CODE

# Enough of a very long paragraph to tell whether it has capitals.
NEAR = 1000
FEWEST_WORDS = 4

# "Brussels sprouts", "India ink" and their like are common words to many.
_PROPER = lazy(
    rf"\b{alternatives(entries('lower-case-proper'))}\b"
    r"(?![-@_/\w]|\.\w"
    r"| (?:sprouts?|ink|rubber|dolls?|roulette|dressing|muffins?|breakfast|setter)\b)"
)


@looks_for(_PROPER)
def lower_name(document: Document, rule: Rule) -> Iterator[Finding]:
    """A day, a month, a people or a country in lower case, on a line that has capitals."""
    text = document.text
    for m in matches(document, _PROPER):
        paragraph = paragraph_at(document, m.start())
        start, end = max(paragraph.start, m.start() - NEAR), min(paragraph.end, m.end() + NEAR)
        before, near = text[max(0, m.start() - 1) : m.start()], text[start:end]
        words = WORD.findall(near)
        if (before and before in "-_@#/.&='’") or CODE.search(near) or len(words) < FEWEST_WORDS:
            continue
        # Chats, poems and tags are written in lower case on purpose.
        if sum(word[0].isupper() for word in words) > (words[0] == m[0]):
            span = Span(*m.span())
            yield rule.finding(span, (edit_of(text, span, m[0].capitalize()),), word=m[0])
