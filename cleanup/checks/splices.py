"""Checks of sentences cut in two or run together."""

from collections import Counter
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..prefilter import looks_for, matches
from ..rulebook import Rule

_COLLISION = lazy(
    r"(?<=[a-z,;] )(?P<first>the|an?) (?P<second>[Tt]he|an?|[Tt]hese|[Tt]his|[Tt]hose|[Ii]ts|"
    r"[Hh]is|[Hh]er|[Oo]ur|[Tt]heir|[Mm]y|[Yy]our)(?= (?P<next>[a-z]+))"
)


# "the a cappella choir", "the his and hers towels", "the my of the poem".
_NOT_DETERMINED = frozenset(
    "after and as at before by cappella for in is la of or priori stand stands to was with".split()
)


@looks_for(_COLLISION)
def determiner_collision(document: Document, rule: Rule) -> Iterator[Finding]:
    """An article before another determiner. One with a capital in mid-sentence opened the clause in
    the source, so the article is left over; of two in lower case it says less."""
    for m in matches(document, _COLLISION):
        first, second = m["first"], m["second"]
        # "the a cappella choir", "the these and those": the second is no determiner there.
        if m["next"] in _NOT_DETERMINED or first == second:
            continue
        # The article says less than the other one, so less is lost with it.
        fix = (Edit(Span(*m.span()), second.lower()),)
        # "A burden an the town" is one on it as well as not.
        safety = Safety.DISPLAY if first == "an" else None
        yield rule.finding(Span(*m.span()), fix, safety=safety, text=m[0])


# Behind a word in lower case one that opens a sentence and has no business with a capital
# elsewhere: "In" and its like only before what opens their phrase.
_OPENER = lazy(
    r"(?<=[a-z]{2} )(?P<word>He|She|It|We|They|The|This|These|There|"
    r"(?:In|On|At|As|After|But|And|If|When)"
    r"(?= (?:the|an?|this|these|that|his|her|its|their|our|he|she|it|we|they|addition|fact|result)"
    r"\b))(?= (?P<next>[a-z]+(?:[-’'][a-z]+)*)[ ,])"
)
_BEFORE = lazy(r"(?<![\w.@/’'-])[a-z]+(?:[-’'][a-z]+)*(?= \Z)")
# What no sentence ends in: with a capital behind it, it is a capital that is wrong.
_NEVER_LAST = frozenset(
    "a an the and or nor but if as of at by for from with into onto upon via per vs versus than to "
    "in on that when while where which who whom whose because since until unless although though "
    "is are was were be been has have had will would can could shall should may might must do does "
    "did my your his her its our their this these those what how why not de la le el les los "
    "like about through against between among during without within".split()
)
# Before a title, which may have a small word with a capital and a small one behind it.
_TITLE = lazy(
    r"\b(?:films?|movies?|songs?|albums?|books?|novels?|series|shows?|bands?|singles?|tracks?|"
    r"plays?|poems?|games?|hits?|magazines?|newspapers?|sitcoms?|dramas?|comed(?:y|ies)|musicals?|"
    r"group|duo|trio|entitled|titled|headed|called|named|chapters?|sections?|articles?)\b"
)
# He of whom believers write with a capital.
_REVERED = lazy(r"\b(?:God|Lord|Allah|Jesus|Christ|Almighty|Creator|Saviour|Savior|Spirit)\b")
# Code points before the word in which a title is announced.
_ANNOUNCED = 60
# A capital that comes as often before the same word is the writer's.
_HABIT = 3


@looks_for(_OPENER)
def lost_sentence_end(document: Document, rule: Rule) -> Iterator[Finding]:
    """A word that opens a sentence, with its capital, behind one in lower case: either the stop
    between them was lost, or the capital is wrong."""
    text, hits = document.text, list(matches(document, _OPENER))
    habits = Counter((m["word"], m["next"]) for m in hits)
    for m in hits:
        line = text.rfind("\n", 0, m.start()) + 1
        ahead = text[max(line, m.start() - _ANNOUNCED) : m.start()]
        before = _BEFORE.search(ahead)
        if not before or before[0] in _NEVER_LAST or _TITLE.search(ahead):
            continue
        if habits[m["word"], m["next"]] >= _HABIT or (m["word"] == "He" and _REVERED.search(text)):
            continue
        stop = Edit(Span(m.start() - 1, m.start() - 1), ".")
        small = Edit(Span(*m.span("word")), m["word"].lower())
        span = Span(m.start() - 1 - len(before[0]), m.end("word"))
        yield rule.finding(span, (stop,), (small,), word=m["word"])
