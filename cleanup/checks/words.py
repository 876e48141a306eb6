"""Checks of words that stand twice."""

import re
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..prefilter import looks_for, matches
from ..rulebook import Rule

_IN_SENTENCE = "was were are be been".split()
_ANYWHERE = (
    "the a an of and to for from with by at as or but its their our which who this these".split()
)
_PAIRS = [rf"{w}(?:[ \t]{{1,3}}{w})+" for w in _IN_SENTENCE] + [
    rf"[{w[0].upper()}{w[0]}]{w[1:]}(?:[ \t]{{1,3}}{w})+" for w in _ANYWHERE
]
_DOUBLED = re.compile(rf"(?<![-’'\w.])\b(?:{'|'.join(_PAIRS)})\b(?![-’'\w])(?!\.\w)")
# No right sentence doubles these.
_NEVER_DOUBLE = frozenset("the a an its their our be been".split())


@looks_for(_DOUBLED)
def doubled(document: Document, rule: Rule) -> Iterator[Finding]:
    """A function word written twice or more, the second time in lower case."""
    for m in matches(document, _DOUBLED):
        word = m[0].split()[0]
        gone = Edit(Span(m.start() + len(word), m.end()), "")
        safety = None if word.lower() in _NEVER_DOUBLE else Safety.UNSAFE
        yield rule.finding(Span(*m.span()), (gone,), safety=safety, text=m[0])
