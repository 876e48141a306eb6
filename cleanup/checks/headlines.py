"""Checks of headlines, and of sentences written like some: in capitals, unevenly, twice.

Off by default: papers differ, and contracts, posters and speeches have customs of their own.
"""

from collections.abc import Iterator
from itertools import pairwise

from ..document import Document, Span, lines
from ..findings import Edit, Finding
from ..lazy import lazy
from ..lists import entry_set, known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import WORD, paragraph_at, sentence_at

_SHOUTED = lazy(r"\b[A-Z]{2,}[,:;]?(?: [A-Z][A-Z’'-]*[,:;]?){3,}")
_SMALL = lazy(r"(?<=[a-z] )(?:And|At|By|For|From|In|Of|On|To|With)(?= [A-Za-z])")
_TERMINAL = lazy(r"[.!?…:;,][\"'”’)\]]*$")
FEWEST_SHOUTED, FEWEST_IN_HEADLINE, MOST_IN_HEADLINE = 6, 5, 20
# Lines of the head of a text, and how many below its headline repeat it: date and author between.
LOOKED_AT, NEAR = 12, 3
# Content words of a headline: shorter ones have a capital in some houses and none in others.
CONTENT = 5


@looks_for(_SHOUTED)
def shouting_line(document: Document, rule: Rule) -> Iterator[Finding]:
    """A sentence of six words or more in capitals, with a mark at its end, among others."""
    text, read_to = document.text, -1
    if text.isupper():
        return
    for m in matches(document, _SHOUTED):
        if m.start() < read_to:
            continue
        sentence = sentence_at(document, m.start())
        words = text[sentence.start : sentence.end]
        read_to = max(sentence.end, m.end())
        ended = words.rstrip("\"'”’)")[-1:] in (".", "!", "?")
        if ended and words.isupper() and len(WORD.findall(words)) >= FEWEST_SHOUTED:
            yield rule.finding(sentence)


@looks_for(_SMALL)
def uneven_title_case(document: Document, rule: Rule) -> Iterator[Finding]:
    """A headline with a capital on “Of” or “With” in its midst and none on words of more weight."""
    text, every, read_to = document.text, document.view(lines), -1
    for m in matches(document, _SMALL):
        if m.start() < read_to:
            continue
        line = every.words(every.place(m.start()).line - 1)
        read_to = line.end
        words = WORD.findall(text, line.start, min(line.end, line.start + 300))
        if not FEWEST_IN_HEADLINE <= len(words) <= MOST_IN_HEADLINE:
            continue
        if _TERMINAL.search(text, max(line.start, line.end - 4), line.end):
            continue
        if paragraph_at(document, m.start()) != line or not text[line.start].isupper():
            continue
        heavy = [w for w in words[1:] if len(w) >= CONTENT and known(w.split("’")[0].split("'")[0])]
        heavy = [w for w in heavy if w.lower() not in entry_set("function-words")]
        lower = [w for w in heavy if w.islower()]
        if len(lower) > 1 and len(heavy) - len(lower) > 0:
            yield rule.finding(line, lower=", ".join(f"“{w}”" for w in lower[:3]))


def headline_echo(document: Document, rule: Rule) -> Iterator[Finding]:
    """A headline at the head of the text that stands there again in one of the next lines."""
    text, every, head = document.text, document.view(lines), list[Span]()
    for number in range(min(len(every.starts), LOOKED_AT)):
        if len(line := every.words(number)):
            head.append(line)
    title = head[0] if head else Span(0, 0)
    words = WORD.findall(text, title.start, min(title.end, title.start + 300))
    if not FEWEST_IN_HEADLINE <= len(words) <= MOST_IN_HEADLINE:
        return
    if _TERMINAL.search(text, max(title.start, title.end - 4), title.end):
        return
    for above, line in pairwise(head[: NEAR + 1]):
        if text[line.start : line.end].casefold() == text[title.start : title.end].casefold():
            yield rule.finding(line, (Edit(Span(above.end, line.end), ""),))
            return
