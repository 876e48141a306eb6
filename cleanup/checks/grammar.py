"""Checks of grammar, of the kinds that translation breaks."""

import re
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding
from ..lists import entry_set
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import Capitalised

_IN_WAY = re.compile(r"\bin (?P<adjective>[a-z]+) (?:way|manner)\b(?! (?:too|of))")
_ADJECTIVE = re.compile(
    r"(?:able|ible|al|ful|ic|ish|ive|less|ous|ited|erly|ely|ent|ant|ary|ified)$"
)
_PRONOUN = re.compile(
    r"\b(?P<preposition>on|against|for|with|to|from|by|of|about|between|towards?) "
    r"(?P<pronoun>it|him|them) (?P<name>[A-Z][\w’'-]+)(?=[,.;])"
)


@looks_for(_IN_WAY)
def missing_article(document: Document, rule: Rule) -> Iterator[Finding]:
    """`in` + adjective + `way` or `manner`, without an article."""
    for m in matches(document, _IN_WAY):
        adjective = m["adjective"]
        if not (_ADJECTIVE.search(adjective) or adjective in entry_set("way-adjectives")):
            continue
        at = Span(m.start("adjective"), m.start("adjective"))
        article = "an " if adjective[0] in "aeio" else "a "
        yield rule.finding(Span(*m.span()), (Edit(at, article),), text=m[0])


@looks_for(_PRONOUN)
def pronoun_before_noun(document: Document, rule: Rule) -> Iterator[Finding]:
    """Preposition, pronoun, name, comma or stop: the name stands elsewhere in the text too."""
    text = document.text
    for m in matches(document, _PRONOUN):
        name = m["name"]
        if name in entry_set("days-and-months"):
            continue
        if len(document.view(Capitalised)(name)) < 2:
            continue
        if re.search(r"(?:^|[.!?”\"] )$", text[max(0, m.start() - 2) : m.start()]):
            continue
        gone = Span(m.start("pronoun"), m.start("name"))
        yield rule.finding(Span(*m.span()), (Edit(gone, ""),), text=m[0])
