"""Checks of single words: glued together, doubled, repeated in a list."""

import re
from collections import Counter
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding
from ..lists import entry_set, known
from ..rulebook import Rule

_HUMP = re.compile(
    r"(?<![\w@#/.&-])([A-Za-z]?[a-z]{2,})([A-Z][a-z]+(?:-[A-Z][a-z]+)*)(?![\w/@]|\.\w)"
)
_ARTICLES = re.compile(r"(?:Al|El|Ar|As|An|Ash|Ad|At|Az)-[A-Z]")


_COLON = re.compile(r"(?<![\w/.@#&:;-])([a-z]{3,})([:;])(?=[A-Z][a-z])")


def glued_colon(document: Document, rule: Rule) -> Iterator[Finding]:
    """A colon or semicolon between an English word and a capital, with no space behind it."""
    for m in _COLON.finditer(document.text):
        if known(m[1]):
            at = Span(m.end(), m.end())
            yield rule.finding(Span(*m.span(2)), (Edit(at, " "),), mark=m[2])


def glued(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two words written as one, told by a capital inside: `sanctionsThe`, `AmericaAl-Arabiya`.

    Names have such capitals too (YouTube, DeepMind, easyJet), so the left half must be a word
    that no name would begin with, or the right half one that no name would end in, and a token
    that comes back in the text is taken for a name.
    """
    hits = list(_HUMP.finditer(document.text))
    often = Counter(m[0] for m in hits)
    for m in hits:
        left, right = m[1], m[2]
        if often[m[0]] > 1 or m[0] in entry_set("camel-names") or len(left) < 4:
            continue
        lower_left = left.islower() and known(left) and len(right) > 2
        function = right.lower() in entry_set("function-words") and len(right) > 1
        if (
            (lower_left and (known(right) or function or len(right) > 4))
            or (function and known(left))
            or (_ARTICLES.match(right) and len(left) > 4)
        ):
            at = Span(m.end(1), m.end(1))
            yield rule.finding(Span(*m.span()), (Edit(at, " "),), left=left, right=right)
