"""Checks of words glued together."""

import re
from collections import Counter
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lists import entry_set, known
from ..prefilter import looks_for, matches
from ..rulebook import Rule

_HUMP = re.compile(
    r"(?<![\w@#/.&-])([A-Za-z]?[a-z]{2,})([A-Z][a-z]+(?:-[A-Z][a-z]+)*)(?![\w/@]|\.\w)"
)
_ARTICLES = re.compile(r"(?:Al|El|Ar|As|An|Ash|Ad|At|Az)-[A-Z]")

_COLON = re.compile(r"(?<![\w/.@#&:;-])([a-z]{3,})([:;])(?=[A-Z][a-z])")


@looks_for(_COLON)
def glued_colon(document: Document, rule: Rule) -> Iterator[Finding]:
    """A colon or semicolon between an English word and a capital, with no space behind it."""
    for m in matches(document, _COLON):
        if known(m[1]):
            at = Span(m.end(), m.end())
            # "user:Jane" and "color:Red" are what one types into a search box.
            sure = m[2] == ";" or m[1] in entry_set("speech-verbs")
            safety = None if sure else Safety.UNSAFE
            yield rule.finding(Span(*m.span(2)), (Edit(at, " "),), safety=safety, mark=m[2])


@looks_for(_HUMP)
def glued(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two words written as one, told by a capital inside: `sanctionsThe`, `AmericaAl-Arabiya`.

    Names have such capitals too (YouTube, DeepMind, easyJet), so the right half must be a word
    that begins sentences and ends no name, and a token that comes back in the text is taken for
    a name.
    """
    hits = list(matches(document, _HUMP))
    often = Counter(m[0] for m in hits)
    for m in hits:
        left, right = m[1], m[2]
        if often[m[0]] > 1 or m[0] in entry_set("camel-names") or len(left) < 4:
            continue
        # What begins a sentence, or an Arabic article: "openSource" and "realMadrid" are names.
        function = right.lower() in entry_set("function-words") and len(right) > 1
        if (function and known(left)) or (_ARTICLES.match(right) and len(left) > 4):
            at = Span(m.end(1), m.end(1))
            yield rule.finding(Span(*m.span()), (Edit(at, " "),), left=left, right=right)
