"""Checks of single words: glued together, doubled, repeated in a list."""

import re
from collections import Counter
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lists import entry_set, known
from ..rulebook import Rule

_HUMP = re.compile(
    r"(?<![\w@#/.&-])([A-Za-z]?[a-z]{2,})([A-Z][a-z]+(?:-[A-Z][a-z]+)*)(?![\w/@]|\.\w)"
)
_ARTICLES = re.compile(r"(?:Al|El|Ar|As|An|Ash|Ad|At|Az)-[A-Z]")


_DOUBLED = re.compile(
    r"(?<![-’'\w.])(?P<word>[Tt]he|[Aa]n?|[Oo]f|[Aa]nd|[Tt]o|[Ff]or|[Ff]rom|[Ww]ith|[Bb]y|[Aa]t|"
    r"[Aa]s|[Oo]r|[Bb]ut|[Ii]ts|[Tt]heir|[Oo]ur|was|were|are|be|been|[Ww]hich|[Ww]ho|[Tt]his|"
    r"[Tt]hese)(?:[ \t]+(?P<again>[a-z]+)(?![-’'\w])(?!\.\w))"
)
# No right sentence doubles these.
_NEVER_DOUBLE = frozenset("the a an its their our be been".split())


def doubled(document: Document, rule: Rule) -> Iterator[Finding]:
    """A function word written twice or more, the second time in lower case."""
    at = 0
    while m := _DOUBLED.search(document.text, at):
        at = m.end("word")
        word, end = m["word"].lower(), m.end()
        if m["again"] != word:
            continue
        more = re.compile(rf"(?:[ \t]+{word}(?![-’'\w]))*").match(document.text, end)
        at = end = more.end() if more else end
        text = document.text[m.start() : end]
        gone = Edit(Span(m.end("word"), end), "")
        safety = None if word in _NEVER_DOUBLE else Safety.UNSAFE
        yield rule.finding(Span(m.start(), end), (gone,), safety=safety, text=text)


_COLON = re.compile(r"(?<![\w/.@#&:;-])([a-z]{3,})([:;])(?=[A-Z][a-z])")


def glued_colon(document: Document, rule: Rule) -> Iterator[Finding]:
    """A colon or semicolon between an English word and a capital, with no space behind it."""
    for m in _COLON.finditer(document.text):
        if known(m[1]):
            at = Span(m.end(), m.end())
            # "user:Jane" and "color:Red" are what one types into a search box.
            sure = m[2] == ";" or m[1] in entry_set("speech-verbs")
            safety = None if sure else Safety.UNSAFE
            yield rule.finding(Span(*m.span(2)), (Edit(at, " "),), safety=safety, mark=m[2])


def glued(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two words written as one, told by a capital inside: `sanctionsThe`, `AmericaAl-Arabiya`.

    Names have such capitals too (YouTube, DeepMind, easyJet), so the right half must be a word
    that begins sentences and ends no name, and a token that comes back in the text is taken for
    a name.
    """
    hits = list(_HUMP.finditer(document.text))
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
