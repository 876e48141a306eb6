"""Checks of sentences cut in two or run together."""

import re
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lists import entry_set, known
from ..patterns import edit_of
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import Capitalised, after_abbreviation

# A full stop, a space, a word in lower case; before it a word of three letters or more.
_STOP = re.compile(
    r"(?<=([^\W\d_]{3}))([”’\")]?)\.(?=( +)([a-z][a-z]*(?:[-’'][a-z]+)*)\b)(?! +\w+[.@]\w)"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’-]+")
FEWEST_WORDS = 4
# As far as a sentence may reach; enough to find a verb in.
_TO_STOP = re.compile(r"[^.!?\r\n]{0,300}")
_LETTERS = re.compile(r"[a-z]+")
# These join a clause to the one before, whatever it holds; the others open a sentence too.
_JOINING = frozenset("and or but nor which who whom whose that than".split())
_SUBORDINATING = frozenset("because since so unless until whereas whether while as".split())
# Names and words that are written in lower case even at the head of a sentence.
_LOWER_NAMES = frozenset(
    "al bin da dal das de del della den der di do dos du e el en et ibn la le les lo van vom von y "
    "ter ten zu zum zur i ii iii iv".split()
)


def _stops(document: Document) -> Iterator[tuple[int, str, str]]:
    """Full stops before a lower-case word: offset, the word before, the word after."""
    text = document.text
    for m in matches(document, _STOP):
        left = re.search(r"[\w'’-]+$", text[max(0, m.start() - 30) : m.start()])
        word, stop = left[0] if left else "", m.end(2)
        # Before lower case "no." and "fig." are abbreviations too, whatever they are elsewhere.
        short = word.lower() in entry_set("abbreviations") or after_abbreviation(text, m.start())
        if short or text[stop - 1] == "." or not _LATIN.fullmatch(word):
            continue
        if m[4] in _LOWER_NAMES or not (known(m[4]) or m[4] in entry_set("continuations")):
            continue
        if not _whole_word(document, re.sub(r"['’]s$", "", word)):
            continue
        yield stop, word, m[4]


def _whole_word(document: Document, word: str) -> bool:
    """Whether a word before a full stop is no abbreviation: a common word, or a name that is long
    or stands in the text without the stop too ("Mass." and "Calif." are names cut short)."""
    if word.islower():
        return known(word.rsplit("-", maxsplit=1)[-1])
    if known(word) and len(word) > 4:
        return True
    if len(word) > 4 and not word.isupper():
        return True
    told = document.view(_without_stop)
    if word not in told:
        places, text = document.view(Capitalised)(word), document.text
        told[word] = any(text[place.end : place.end + 1] != "." for place in places)
    return told[word]


def _without_stop(_: Document) -> dict[str, bool]:
    """Whether a word stands somewhere without a full stop behind it, for words asked about (a
    view)."""
    return {}


@looks_for(_STOP)
def stray_full_stop(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full stop before a word that carries the sentence on.

    The fix is only shown where the words behind the stop could be a sentence that has lost its
    capital: where they hold a verb of their own ("in May he left"), or where other lower-case
    words follow full stops at least as often.
    """
    stops = document.view(_all_stops)
    stray = [s for s in stops if s[2] in entry_set("continuations")]
    many = len(stops) - len(stray) >= len(stray)
    for at, _, after in stray:
        span = Span(at, at + 1)
        text = document.text
        doubtful = many or _short(text, at) or _own_sentence(text, at + 1, after)
        yield rule.finding(
            span, (Edit(span, ""),), safety=Safety.DISPLAY if doubtful else None, after=after
        )


def _short(text: str, stop: int) -> bool:
    """Whether fewer than four words stand before the stop: "sorry. on the bus. at work"."""
    before = re.split(r"[.!?“”\"\r\n]", text[max(0, stop - 200) : stop].rstrip('”’")'))[-1]
    return len(before.split()) < FEWEST_WORDS


def _own_sentence(text: str, start: int, first: str) -> bool:
    """Whether the words from `start` to the next stop, the first of them `first`, could stand as a
    sentence."""
    rest = _TO_STOP.match(text, start)
    words = rest[0].lower() if rest else ""
    if first in _JOINING:
        return False
    if first in _SUBORDINATING:
        return "," in words
    return any(
        word in entry_set("finite-verbs") or (len(word) > 4 and word.endswith("ed"))
        for word in _LETTERS.findall(words)
    )


@looks_for(_STOP)
def lower_case_after_stop(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full stop before another lower-case word: a stray stop, or a capital that was lost."""
    for at, _, after in document.view(_all_stops):
        if after in entry_set("continuations"):
            continue
        stop = Span(at, at + 1)
        start = document.text.index(after, at)
        capital = edit_of(document.text, Span(start, start + len(after)), after.capitalize())
        yield rule.finding(Span(at, start + len(after)), (Edit(stop, ""),), (capital,), after=after)


_COLLISION = re.compile(
    r"(?<=[a-z,;] )(?P<first>the|an?) (?P<second>[Tt]he|an?|[Tt]hese|[Tt]his|[Tt]hose|[Ii]ts|"
    r"[Oo]ur|[Tt]heir|[Mm]y|[Yy]our)(?= (?P<next>[a-z]+))"
)


@looks_for(_COLLISION)
def determiner_collision(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two determiners in a row. One with a capital in mid-sentence opened the clause in the
    source, so the other is left over; of two in lower case either may be."""
    for m in matches(document, _COLLISION):
        first, second = m["first"], m["second"]
        # "the a cappella choir", "the these and those": the second is no determiner there.
        if m["next"] in ("cappella", "la", "priori", "and", "or") or first == second:
            continue
        drop_first = Edit(Span(*m.span()), second.lower())
        fixes = [(drop_first,)]
        if second.islower():
            fixes.append((Edit(Span(m.end("first"), m.end()), ""),))
        yield rule.finding(Span(*m.span()), *fixes, text=m[0])


def _all_stops(document: Document) -> tuple[tuple[int, str, str], ...]:
    return tuple(_stops(document))
