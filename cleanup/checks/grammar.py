"""Checks of grammar, of the kinds that translation breaks."""

import re
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import entry_set, known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import Capitalised, paragraph_at, sentence_at

_IN_WAY = lazy(r"\bin (?P<adjective>[a-z]+) (?:way|manner)\b(?! (?:too|of))")
_ADJECTIVE = lazy(r"(?:able|ible|al|ful|ic|ish|ive|less|ous|ited|erly|ely|ent|ant|ary|ified)$")
_PRONOUN = lazy(
    r"\b(?P<preposition>on|against|for|with|to|from|by|of|about|between|towards?) "
    r"(?P<pronoun>it|him|them) (?P<name>[A-Z][\w’'-]+)(?=[,.;])"
)

_NAME_BEFORE = lazy(r"(?<=[a-z] )[A-Z][a-z]{3,} $")
_SHARE = lazy(
    r"\b(?:all|most|some|many|both|half|part|much|none|any|each|several|few|more|thirds?|quarters?|"
    r"one|two|three|four|\d+|name|names|rest|bulk|majority) $"
)
# A preposition and a noun that take "of", or a clause, only with an article between them.
_BARE = lazy(
    r"\b(?:(?P<the>on (?:outskirts|initiative)|at (?:beginning|initiative|invitation)|"
    r"from beginning|in (?:framework|vicinity|sphere)|within framework|during course|"
    r"(?:from|in|on) territory(?= of (?:the|an?|his|her|our|their|[A-Z])\b))|"
    r"as result|"
    r"(?:is|was|became|becomes) (?:member|citizen|native|graduate|resident|symbol|victim))(?= of\b)"
    r"|\bat time(?= when\b)|\bas result(?=[,.])"
    # Between these and their article stands the whole phrase.
    r"|\b(?P<set>for first time"
    r"(?=[.;]| [-–—] | (?:after|at|by|ever|in|on|since|that|the|when|it|he|she|they|we)\b)"
    # "For first time and repeat offenders".
    r"|(?:at (?:same time|moment)|in (?:meantime|same way|near future|long run)|on other hand)"
    r"(?=[,.;:]| [-–—]| (?:after|and|at|but|by|for|in|on|since|that|to|when|the|it|he|she|they|we)"
    r"\b))"
)
_ARTICLE = lazy(r"\b(?:[Tt]he|[Aa]n?)\b")


@looks_for(_IN_WAY, _BARE)
def missing_article(document: Document, rule: Rule) -> Iterator[Finding]:
    """`in` + adjective + `way` or `manner`, or a fixed phrase, without an article."""
    for m in matches(document, _BARE):
        # Headlines, notes and lists have no articles at all; prose has one near by.
        sentence = sentence_at(document, m.start())
        words = document.text[sentence.start : sentence.end]
        if not words.endswith((".", "!", "?", ".”", '."')) or not _ARTICLE.search(words):
            continue
        noun = m.start() + (m[0].index(" ") if m["set"] else m[0].rindex(" ")) + 1
        at, article = Span(noun, noun), "the " if m["the"] or m["set"] else "a "
        yield rule.finding(Span(*m.span()), (Edit(at, article),), text=m[0])
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
        if name in entry_set("days-and-months") or name == "OK":
            continue
        # Known in the text; or a country, which hardly renames or joins anybody; or a part of a
        # longer name, "the University of it Lund".
        part = m["preposition"] == "of" and _NAME_BEFORE.search(
            text, max(0, m.start() - 20), m.start()
        )
        once = len(document.view(Capitalised)(name)) < 2
        if once and not part and name not in entry_set("countries"):
            continue
        if re.search(r"(?:^|[.!?”\"] )$", text[max(0, m.start() - 2) : m.start()]):
            continue
        # "Most of it Irish", "called the name of it Salem".
        if m["preposition"] == "of" and _SHARE.search(text, max(0, m.start() - 20), m.start()):
            continue
        gone = Span(m.start("pronoun"), m.start("name"))
        yield rule.finding(Span(*m.span()), (Edit(gone, ""),), text=m[0])


_DISAGREE = lazy(r"\b(?:[Tt]hey|[Ww]e) (?:was|has|is)(?![\w’'-])")
# What may stand before the subject of a clause.
_CLAUSE = lazy(
    r"(?:^|[.!?:;] |\n|\b(?:and|but|because|that|when|while|where|if|though|although|until|so|then|"
    r"after|before|since),? |, )$"
)
# A quotation may be open where the paragraph has a mark.
_QUOTED = lazy('[“”"‘«»]')
# Who writes so three times, writes so on purpose.
_A_VOICE = 3


@looks_for(_DISAGREE)
def agreement(document: Document, rule: Rule) -> Iterator[Finding]:
    """A plural pronoun at the head of a clause, and a singular verb; not in quoted speech."""
    text, spoken = document.text, dict[Span, bool]()
    found = []
    for m in matches(document, _DISAGREE):
        if _CLAUSE.search(text, max(0, m.start() - 12), m.start()):
            paragraph = paragraph_at(document, m.start())
            if paragraph not in spoken:
                spoken[paragraph] = _QUOTED.search(text, *paragraph) is not None
            if not spoken[paragraph]:
                found.append(m)
    if len(found) < _A_VOICE:
        for m in found:
            yield rule.finding(Span(*m.span()), text=m[0])


# Sound decides, not spelling: "an hour", "a user", "an SMS". Only what is certain is looked at:
# words in lower case that stand in the list of common words, and numbers.
_NO_AN = lazy(
    r"\ban (?P<word>(?:uni(?:que|versit|form)|user|unit\b|[b-dfgj-np-tv-z])"
    r"[a-z]*|(?:[2-79]\d*|1[02-79])(?![\d,.]))"
)
_NO_A = lazy(
    r"\ba (?P<word>(?:hour(?:ly)?|honest|honou?r|honou?rable|honou?rary|heir)\b|un[b-hj-z][a-z]+|"
    r"u(?:gly|mbrella|ltimate|pper|pset|ncle|rban|rgent|pcoming|pdated?|pward)\b|[aeio][a-z]{2,}|"
    r"(?:8\d*|11|18)(?![\d,.]))"
)
_SOUNDS_LIKE_A_CONSONANT = lazy(r"(?:eu|ewer?|one|once\b|oui)")
_VERB_OR_SYMBOL = lazy(r"(?:equal|exceed|approach|else|even|ever|etc|ist|est|und|era|il|el|ei)\b")
_BEFORE = lazy(r"(?:^|[^\w’'])([A-Za-z]+) $")
_QUOTES = tuple("“‘\"'”’")


@looks_for(_NO_AN, _NO_A)
def wrong_a_or_an(document: Document, rule: Rule) -> Iterator[Finding]:
    """`an` before a consonant or `a` before a vowel, as they are spoken."""
    for pattern, right in ((_NO_AN, "a"), (_NO_A, "an")):
        for m in matches(document, pattern):
            word, text = m["word"], document.text
            if not word.isdigit() and not _is_common(word, text[m.end() : m.end() + 1]):
                continue
            if right == "an" and (
                _SOUNDS_LIKE_A_CONSONANT.match(word)
                or _VERB_OR_SYMBOL.match(word)
                or (word.endswith("s") and not word.endswith(("ous", "ss", "us")))
            ):
                continue
            before = _BEFORE.search(text, max(0, m.start() - 25), m.start())
            # "a" and "an" are words of other languages too.
            if text[m.start() - 1 : m.start()] not in ' \n(“"—–' and m.start():
                continue
            if before and before[1].islower() and not known(before[1]):
                continue
            if (
                text[m.start() - 1 : m.start()] in _QUOTES
                and text[m.end() : m.end() + 1] in _QUOTES
            ):
                # Words about words: say “an apple”, not “a apple”.
                continue
            at = Span(m.start(), m.start() + len(m[0]) - len(word) - 1)
            # "It was a almost a mill": one of the two articles is too much.
            safety = Safety.DISPLAY if _ARTICLE.match(text, m.end()) else None
            yield rule.finding(
                Span(*m.span()),
                (Edit(at, right),),
                safety=safety,
                text=m[0],
                new=f"{right} {word}",
            )


_ARTICLE = lazy(r" (?:an?|the) ")


def _is_common(word: str, after: str) -> bool:
    """Whether `word` is whole, has a vowel to be spoken, and is in the list of common words."""
    return (
        len(word) > 2
        and not after.isalnum()
        and after not in ("’", "'", "_", "/", "=", "(")
        and re.search("[aeiouy]", word) is not None
        and word not in entry_set("function-words")
        and known(word)
    )
