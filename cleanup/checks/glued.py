"""Checks of words that lost the space between them."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from ..document import Document, Span, lines
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import entry_set, known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import Capitalised, stands_near

_HUMP = lazy(
    r"(?<![\w@#/.&\\\[-])([A-Za-z]?[a-z]+)([A-Z][a-z]+(?:-[A-Z][a-z]+)*)(?![\w/@(\[\]=]|[.:]\w)"
)
_ARTICLES = lazy(r"(?:Al|El|Ar|As|An|Ash|Ad|At|Az)-[A-Z]")
# Words that stand before names and in no name of a firm or a function ("onSemi", "isEmpty").
_LINKS = frozenset(
    "about after against and as at before between but by for from had has have her his in into its "
    "near of over said says than that their through to under until was were when which while who "
    "whose with".split()
)
# What opens a sentence and ends no name of a firm or a function ("groupBy", "signIn").
_OPENERS = frozenset(
    "although another because but during each even every he her his however its many meanwhile "
    "moreover most our she some such that the their then there therefore these they this those "
    "though under we when while with without yet you".split()
)
# "McDonald", "DeSantis", "VanDyke": the head of one name.
_HEADS = frozenset(
    "Al Ap Ben Bin Da De Del Della Der Des Di Dos Du El Fitz Ibn La Las Le Les Lo Los Mac Mc Saint "
    "San Santa St Ter Van Vander Von".split()
)

# Behind an adjective or a place these are the second word of an institution.
_PUBLIC = frozenset(
    "Affairs Commission Committee Council Court Department Emirates Government Kingdom Minister "
    "Ministry Parliament Police President Republic States University".split()
)


def _two_words(document: Document, left: str, right: str, at: int) -> bool | None:
    """Whether two halves are surely two words; None if they may well be one."""
    small = right.lower()

    def stands(word: str) -> bool:
        return document.view(Capitalised).near(word, at)

    # A name, and one that stands in the text by itself.
    named = not known(small) and len(right) > 2 and stands(right)
    if left.islower():
        return _behind_small(document, left, right, at, named=named)
    if len(left) < 3 or left in _HEADS:
        return None
    # Side by side, as in "Boris Johnson", or both alone, if no word is a part of it: "DigitalGov".
    together = f"{left} {right}"
    named = (named and not known(left) and stands(left)) or (
        together in entry_set("two-word-names") or stands_near(document.text, f" {together} ", at)
    )
    opens = _ARTICLES.match(right) or (small in _OPENERS and (known(left) or stands(left)))
    title = left in entry_set("offices") and not known(small)
    adjective = left.endswith(("ish", "ian", "ean", "ese"))
    if title or (right in _PUBLIC and (stands(left) or adjective)):
        return False
    person = left in entry_set("first-names") and right not in entry_set("first-names")
    person = person and not known(small) and len(right) > 3
    return False if (opens and len(left) > 4) or named or person else None


def _behind_small(
    document: Document, left: str, right: str, at: int, *, named: bool
) -> bool | None:
    """The same for a left half in lower case."""
    name, small = not known(right.lower()) and len(right) > 3, right.lower()
    # A name that is a word too, and stands in the text, alone or behind the same word.
    verb_of_speech = left in entry_set("speech-verbs")
    stands = stands_near(document.text, f" {left} {right}", at) or (
        verb_of_speech and document.view(Capitalised).near(right, at)
    )
    if stands and not document.view(has_code):
        return False
    if left in _LINKS:
        return True if named else False if name and not document.view(has_code) else None
    if len(left) < 3 or not known(left):
        return None
    verb = left.endswith(("ed", "ing")) or verb_of_speech
    person = right in entry_set("first-names") or (verb and name)
    opens = small in _OPENERS or _ARTICLES.match(right)
    likely = opens or named or (person and not document.view(has_code))
    return False if likely else None


def has_code(document: Document) -> bool:
    """Whether names with capitals inside are common in the text, as in programs (a view)."""
    return len([m for m in matches(document, _HUMP) if m[1].islower()]) > 2


_SHORT = lazy(
    r"(?<![\w@#/.&'’_-])\b(?:(?:of|to|in|on|at|by|with|from|and|was|is|has)(?P<a>a)|(?P<left>of|in|to|by|on|at|for|from|with|and|that|is|was|as|into|said)"
    r"(?P<right>the|their|this|these|those|his|its|our|which|that)"
    r"|(?P<and>and|that|but|said)(?P<he>he|she|they|we|it|was|were|had|has|have|will|would)"
    r")\b(?![@/’'=(-]|\.\w)"
)
_BEFORE_A, _BEHIND_A = re.compile(r".*[a-z] \Z"), re.compile(r" [a-z]{3}")


@looks_for(_SHORT)
def glued_short_words(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two short words written as one that is no word: `ofthe`, `andwas`."""
    text = document.text
    hits = [
        m
        for m in matches(document, _SHORT)
        if not m["a"]
        or (
            _BEFORE_A.match(text[max(0, m.start() - 2) : m.start()])
            and _BEHIND_A.match(text, m.end())
        )
    ]
    often = Counter(m[0] for m in hits)
    for m in hits:
        if not known(m[0]) and often[m[0]] < 3:
            cut = next(m.start(group) for group in ("a", "right", "he") if m[group])
            words = {"left": m[0][: cut - m.start()], "right": m[0][cut - m.start() :]}
            yield rule.finding(Span(*m.span()), (Edit(Span(cut, cut), " "),), words=words)


# A word before a function word, or behind one, that no English word begins or ends with. Written as
# `{2}` twice, four letters are four for the fast matcher too: "within" and "anywhere" are no hits.
_LONG = lazy(
    r"(?<![\w@#/.&'’_-])\b(?:(?P<before>which|their|these|they|those|would|could|should|because|between|"
    r"from|with|that|said|have|were)(?P<word>[a-z]{2}[a-z]{2,})"
    r"|(?P<other>[a-z]{2}[a-z]{2}[a-z]+?)(?P<behind>which|their|these|those|would|could|should|because|between|"
    r"from|with|that|this|said|were|have|been|the|them|they|then|than|when|where|what|after|under|"
    r"into|also|very|was))\b(?![@/’'=(-]|\.\w)"
)
_ENDINGS = frozenset(
    "able ably ness less like ship ward wards wise ever soever born held hold".split()
)


@looks_for(_HUMP, _LONG)
def glued(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two words written as one, told by a capital inside, `sanctionsThe`, or by a function word,
    `peoplewhich`.

    Names have such capitals too (YouTube, DeepMind, easyJet). So the halves must be words that no
    such name is made of, or names that stand in the text by themselves too; and a token that comes
    back in the text is taken for a name.
    """
    hits = list(matches(document, _HUMP))
    often = Counter(m[0] for m in hits)
    for m in hits:
        if often[m[0]] == 1 and m[0] not in entry_set("camel-names"):
            sure = _two_words(document, m[1], m[2], m.start())
            if sure is not None:
                at = Span(m.end(1), m.end(1))
                safety = None if sure else Safety.UNSAFE
                words = {"left": m[1], "right": m[2]}
                yield rule.finding(Span(*m.span()), (Edit(at, " "),), safety=safety, words=words)
    yield from _in_lower_case(document, rule)


def _in_lower_case(document: Document, rule: Rule) -> Iterator[Finding]:
    """A function word written together with the word before or behind it: `peoplewho`."""
    hits = list(matches(document, _LONG))
    often = Counter(m[0] for m in hits)
    for m in hits:
        word = m["word"] or m["other"]
        if not known(word) or word in _ENDINGS or known(m[0]) or often[m[0]] > 1:
            continue
        if word.startswith(("here", "there", "where")):
            # "therefrom", "wherewith", "hereinafter", as deeds have them.
            continue
        cut = m.start("word") if m["word"] else m.start("behind")
        words = {"left": m[0][: cut - m.start()], "right": m[0][cut - m.start() :]}
        yield rule.finding(
            Span(*m.span()), (Edit(Span(cut, cut), " "),), safety=Safety.UNSAFE, words=words
        )


_SENTENCES = lazy(
    r"(?<![\w/.@#&:’'\\-])([a-z]+(?:-[a-z]+)*|[A-Z][a-z]{3,}|[12]\d\d\d)([.?!]”?)"
    r"([A-Z][a-z]*)(?=[ ,]|['’](?:s|re|ll|ve|d|m)\b)"
)
FEWEST_WORDS = 3
_SHORT_OPENERS = frozenset("an as at he if in it so we".split())
_ADVERBS = frozenset(
    "additionally afterwards allegedly earlier furthermore instead maybe moreover nevertheless "
    "nobody nonetheless nothing perhaps previously recently separately several similarly somebody "
    "someone sometimes soon thus today tomorrow unfortunately yesterday".split()
)
_DETERMINERS = frozenset("her his its our such that the their these this those".split())
_DOMAINS = frozenset("ai ca co com de eu fr info io it me net org ru tv uk us".split())


@looks_for(_SENTENCES)
def glued_sentences(document: Document, rule: Rule) -> Iterator[Finding]:
    """A sentence that begins right behind the stop of the one before: `today.She`."""
    hits = list(matches(document, _SENTENCES))
    often = Counter(m[0] for m in hits)
    for m in hits:
        left, right = m[1], m[3]
        small = right.lower()
        line = document.view(lines).around(m.start())
        before = document.text[max(line.start, m.start() - FAR) : m.start()]
        if often[m[0]] > 1 or len(before.split()) < FEWEST_WORDS or is_code(before):
            continue
        near = document.text[m.start() : min(line.end, m.end() + FAR)]
        if m[2][0] == "?" and _LOST.search(before + near):
            continue
        if left.lower() in entry_set("abbreviations") or not (
            known(left)
            or left.isdigit()
            or document.view(Capitalised).near(left, m.start())
            # A word that no list has, and surely a sentence: "cybersecurity.This is".
            or (small in _DETERMINERS and len(left) > 5 and _goes_on(document.text, m.end()))
        ):
            continue
        sure = small in _OPENERS or (small in entry_set("function-words") and len(small) != 2)
        sure = sure or small in _SHORT_OPENERS or small in _ADVERBS
        if not sure and (left[0].isupper() or small in _DOMAINS):
            continue
        plain = m[2] != "." or not known(small) or not document.view(_has_paths)
        if not sure and not (plain and _goes_on(document.text, m.end())):
            continue
        at = Span(m.end(2), m.end(2))
        # "Athena.The temple": behind a name only an article or its like is no part of a longer one.
        name = left[0].isupper() and not (
            small in _DETERMINERS and _goes_on(document.text, m.end())
        )
        safety = None if sure and not name else Safety.UNSAFE
        yield rule.finding(Span(*m.span()), (Edit(at, " "),), safety=safety, right=right)


# Dashes that an encoding lacked: "soon?I mean very soon?come to an end".
_LOST = lazy(r"[a-z]\?[a-z]")


def _has_paths(document: Document) -> bool:
    """Whether words with a stop between them are common in the text, as in programs (a view)."""
    return len(list(itertools.islice(PATH.finditer(document.text), 3))) > 1


# As far as a line is looked at.
FAR = 1_000
PATH = lazy(r"[a-z]\.[A-Za-z]")


def _goes_on(text: str, end: int) -> bool:
    """Whether two words in lower case follow, or a name and one: no "object.Close" then."""
    return bool(re.match(r",? (?:[A-Z][a-z]+ )?[a-z]+ \w", text[end : end + 60]))


def is_code(before: str) -> bool:
    """Whether what stands before looks like code or a listing."""
    return bool(re.search(r"[{}=`_<>|\\]|\(\)|;$", before))


_COMMA = lazy(
    r"(?<![\w/.@#&:’',;=-])(?P<left>[A-Za-z][a-z]+),(?P<right>[A-Za-z][a-z]*)(?=[ .,’'])(?![.,]\w)"
)


@looks_for(_COMMA)
def glued_comma(document: Document, rule: Rule) -> Iterator[Finding]:
    """A comma with no space behind it, in a line that has no other: `however,she`."""
    for m in matches(document, _COMMA):
        line = document.view(lines).around(m.start())
        low, high = max(line.start, m.start() - FAR), min(line.end, m.end() + FAR)
        text = document.text[low:high]
        if len(re.findall(r"[^\W\d],[^\W\d]", text)) > 1 or len(text.split()) < 6 or is_code(text):
            continue
        left, right = m["left"], m["right"]
        spaced = ", " in text
        if not all(known(w) or (w[0].isupper() and spaced) for w in (left, right)):
            continue
        sure = right in CARRYING or (spaced and _is_part(document, m))
        at = Span(m.start("right"), m.start("right"))
        safety = None if sure else Safety.UNSAFE
        yield rule.finding(Span(at.start - 1, at.start), (Edit(at, " "),), safety=safety)


def _is_part(document: Document, m: re.Match[str]) -> bool:
    """Whether the words at a comma are surely two parts of a sentence: a name of the text, or a
    participle and its preposition."""
    stands, behind = document.view(Capitalised), document.text[m.end() : m.end() + 12]
    for name in (m["left"], m["right"]):
        if name[0].isupper() and (name in entry_set("countries") or len(stands(name)) > 1):
            return True
    return m["right"].endswith(("ing", "ed")) and bool(_PREPOSITION.match(behind))


_PREPOSITION = lazy(r" (?:about|against|as|at|by|for|from|in|into|of|on|the|to|with)\b")
CARRYING = frozenset(
    "although among and as at because but by during for from he her his if in including it nor not "
    "of on or said says she since so than that the their then there they this though to unless "
    "until we when where which while who whom whose with without".split()
)
