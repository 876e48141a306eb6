"""Checks of what the source left behind: its words, its letters, and the marks of the program.

English text holds foreign words on purpose too: in italics, in quotation marks, in brackets behind
their translation, in names, or because it is about them. What is looked for is a word that stands
where an English one would, with English on both sides.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from ..document import Document, Span, lines
from ..findings import Finding, Severity
from ..lazy import lazy
from ..lists import entries, entry_set, known
from ..names.spelling import plain
from ..prefilter import looks_for, matches
from ..rulebook import Rule

_SCRIPTS = (
    "\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u05d0-\u05f2\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff"
    "\u0900-\u0963\u0971-\u0dff\u0e01-\u0e4e\u0e80-\u0eff\u10a0-\u11ff\u1780-\u17d3\u1f00-\u1fff"
    "\u3041-\u30fa\u30fd-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\ufb50-\ufdfb\ufe70-\ufefc"
)
FOREIGN = lazy(
    rf"[{_SCRIPTS}][{_SCRIPTS}]*(?:[ ·،、，‧ー\u200c\u200d\u064b-\u0652'’-]{{1,2}}[{_SCRIPTS}]+)*"
)
WORDS = lazy(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
MARKED = tuple("\"'“”‘’«»‹›„‚()[]{}（）《》〈〉「」『』【】*_/=|<>`&#@\\")
_ABOUT = lazy(
    r"(?:\b(?:words?|characters?|letters?|kanji|hanzi|kana|symbols?|terms?|phrases?|names?|named|"
    r"called|spel(?:led|t)|written|pronounced|romani[sz]ed|transliterat\w+|translates?|"
    r"inscri\w+|aka|calligraph\w+|titled?|Chinese|Japanese|Arabic|Russian|Greek|"
    r"Hebrew|Korean|Hindi|Cyrillic|Ukrainian|Persian|Thai|Bulgarian|Serbian|Sanskrit|Urdu|French|"
    r"German|Spanish|Italian|Latin|Polish|Czech|Portuguese|Dutch|Turkish|Swedish)\b[^.\n]{0,20}"
    r"|, or |[:=/–—-] ?)$",
    re.IGNORECASE,
)
_GLOSS = lazy(r"\s*[(（\[=/–—]|,? (?:means?|meaning|or|stands|literally|translates)\b")
_FEWEST_WORDS = 4


def meant(text: str, span: Span, line: Span) -> bool:
    """Whether a foreign word is marked as one, explained, or what the sentence is about."""
    before = text[max(line.start, span.start - 60) : span.start]
    after = text[span.end : min(line.end, span.end + 60)]
    if before.endswith(MARKED) or after[:1] in MARKED:
        return True
    if before.endswith(", ") and after[:1] == ",":
        # "Beijing, 北京, is": the name once more.
        return True
    if _ABOUT.search(before) or _GLOSS.match(after):
        return True
    # Inside brackets that are opened before and closed behind it.
    opened = max(before.rfind("("), before.rfind("["))
    return opened > max(before.rfind(")"), before.rfind("]"))


@looks_for(FOREIGN)
def foreign_script(document: Document, rule: Rule) -> Iterator[Finding]:
    """Letters of another script in the middle of an English sentence."""
    text = document.text
    for m in matches(document, FOREIGN):
        span = Span(*m.span())
        line = document.view(lines).around(span.start)
        if (
            _is_word(text, span)
            and not meant(text, span, line)
            and _is_english(document, line)
            and _beside_english(text, span, line)
        ):
            found = rule.finding(span, text=m[0])
            # A name may be left in its own letters.
            yield replace(found, severity=Severity.INFO) if m[0][0].isupper() else found


def _is_word(text: str, span: Span) -> bool:
    """No sign of mathematics, no part of a word in two scripts: one letter is a word in Chinese,
    Japanese and Russian only."""
    letters = [c for c in text[span.start : span.end] if c.isalpha()]
    beside = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    if re.match(r"\.\w", text[span.end : span.end + 2]) or beside[:1] == ".":
        return False
    if not letters or any(c.isalpha() or c.isdigit() for c in beside if c < "\u0370"):
        return False
    if letters[0] < "\u0400":
        return len(letters) > 2
    return len(letters) > 1 or "\u0430" <= letters[0] <= "\u045f" or letters[0] >= "\u3040"


def _is_english(document: Document, line: Span) -> bool:
    """Whether most words of a line are in Latin letters, and some of them English."""
    told = document.view(_lines_told)
    if line.start not in told:
        part = document.text[line.start : min(line.end, line.start + 5_000)]
        words = [word.lower() for word in WORDS.findall(part)]
        latin = [word for word in words if word[0] < "\u0370"]
        common = entry_set("function-words")
        enough = len(latin) >= max(_FEWEST_WORDS, len(words) / 2)
        told[line.start] = enough and any(word in common for word in latin)
    return told[line.start]


def _lines_told(_: Document) -> dict[int, bool]:
    """Whether lines that were asked about are English, by where they begin (a view)."""
    return {}


def _any(words: list[str]) -> str:
    """A pattern for any of `words`, those that begin alike together. Each way through it ends with
    a letter, or a trigger would lose the edge of the word that follows."""
    heads: dict[str, list[str]] = {}
    for word in words:
        heads.setdefault(word[:2], []).append(word[2:])
    parts = list[str]()
    for head, rests in heads.items():
        while rests and all(rest.startswith(short := min(rests, key=len)) for rest in rests):
            parts.append(head + short)
            rests.remove(short)
        parts += [f"{head}(?:{'|'.join(rests)})"] if rests else []
    return f"(?:{'|'.join(parts)})"


# The codes of the languages that a word is of, with commas between them.
LANGUAGES: dict[str, str] = dict(map(str.split, entries("foreign-words")))


@functools.lru_cache(maxsize=5_000)
def languages_of(word: str) -> tuple[str, ...]:
    """The codes of the languages that a word, in lower case, is listed for."""
    codes = LANGUAGES.get(word)
    return tuple(codes.split(",")) if codes else ()


class _Listed:
    """A pattern of the listed words that stands in for one of `re`: any word is read, and looked
    up. To compile them all takes longer than to check an article."""

    # A name; `source` is what it stands for. Words with other letters are found by those.
    pattern = "{foreign-words}"
    flags = int(re.UNICODE)
    _edges = r"(?<![\w'’@#./-]\b)\b", r"\b(?![\w'’@/-]|\.\w)"
    _word = lazy(r"[a-z]+(?:['-][a-z]+)*".join(_edges))

    @property
    def source(self) -> str:
        """The expression that matches where this does."""
        return _any([word for word in LANGUAGES if word.isascii()]).join(self._edges)

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The listed words that begin at `start` or behind it, in order."""
        return (m for m in self._word.finditer(text, start, end) if m[0] in LANGUAGES)

    def match(self, text: str, start: int) -> re.Match[str] | None:
        """The listed word that begins at `start`."""
        m = self._word.match(text, start)
        return m if m and m[0] in LANGUAGES else None


LISTED = cast("re.Pattern[str]", _Listed())
# The first letter that English has not; what stands before it is looked at behind.
ACCENTED = lazy(r"[ß-öø-ɏḀ-ỿ][a-zß-öø-ɏḀ-ỿ]*")
_ELIDED = lazy(
    r"\b(?<![\w'’@#./-]\b)(?:[dlnsj]|qu|dell|all|nell|sull|dall)['’](?P<rest>[a-zß-öø-ÿœ]{4,})\b(?![\w'’-])"
)
# Behind an apostrophe in words that English has borrowed: "coup d'état", "raison d'être".
_ELIDED_LOANS = frozenset(
    "etat état etre être oeuvre oeuvres œuvre œuvres oeil œil hote hôte hotel hôtel affaires "
    "estime evre avance argent orange amour oreille orient ancienne heure esprit escalier "
    "execution entree entrée honneur".split()
)
_SHORTEST_WORD, _LONGEST_WORD = 4, 100
# Letters of words that English has not borrowed, and languages whose words stand in no names there.
_STRANGE = lazy("[ąćęłńśźżčďěňřšťůžőűğışßœțșăâ]")
_UNNAMED = frozenset(("cs", "de", "pl"))


def foreign_words(document: Document) -> tuple[Span, ...]:
    """The words in lower case that are no English ones (a view)."""
    text, found = document.text, set()
    found |= {Span(*m.span()) for m in matches(document, LISTED)}
    for m in matches(document, ACCENTED):
        start, end = m.span()
        low = max(0, start - _LONGEST_WORD)
        while start > low and text[start - 1].isalpha():
            start -= 1
        word = text[start:end]
        edge = text[max(0, start - 1) : start] + text[end : end + 1]
        if word.islower() and not re.search(r"[\w'’@#./-]{1}(?<![.])", edge):
            found.add(Span(start, end))
    elided = [
        m
        for m in matches(document, _ELIDED)
        if m["rest"] not in _ELIDED_LOANS and not known(m["rest"])
    ]
    parts = {at for m in elided for at in (m.start(), m.start("rest"))}
    found = {span for span in found if span.start not in parts}
    return tuple(sorted(found | {Span(*m.span()) for m in elided}))


def _borrowed(word: str) -> bool:
    """Whether English has the word too, with accents or without."""
    own = entry_set("accented-words")
    if word in own or word.removesuffix("s") in own:
        return True
    # "Débuted" has an ending of English; "coöperate" is how some houses spell it.
    english = word.endswith(("ed", "ing")) or "eë" in word or "oö" in word
    return english and known(plain(word))


# So often a word is one that the text explains somewhere.
_TERM = 3


@looks_for(LISTED, ACCENTED, _ELIDED)
def untranslated_word(document: Document, rule: Rule) -> Iterator[Finding]:
    """A word of another language with English on both sides."""
    text, often = document.text, document.view(_often)
    for span in document.view(foreign_words):
        word = text[span.start : span.end]
        listed = word in LANGUAGES
        if often[word] >= _TERM or _borrowed(word) or (not listed and len(word) < _SHORTEST_WORD):
            continue
        line = document.view(lines).around(span.start)
        if not meant(text, span, line) and _between_english(text, span, line):
            yield rule.finding(span, text=word)


def _often(document: Document) -> Counter[str]:
    return Counter(document.text[s.start : s.end] for s in document.view(foreign_words))


def _beside_english(text: str, span: Span, line: Span) -> bool:
    """Whether an English word stands right before or behind, a space or comma between."""
    before = _LAST.search(text[max(line.start, span.start - 40) : span.start])
    after = _NEXT.match(text[span.end : min(line.end, span.end + 40)])
    near = [
        m[group]
        for m, group, mark in ((before, 1, 2), (after, 2, 1))
        if m and m[mark] in (" ", ", ")
    ]
    return any(_english(word.lower()) for word in near)


_LAST = lazy(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)([^\w]{1,3})$")
_NEXT = lazy(r"([^\w]{1,3})([^\W\d_]+(?:['’-][^\W\d_]+)*)")
_STOPS = lazy(r"[.!?:;]")


def _between_english(text: str, span: Span, line: Span) -> bool:
    """Whether an English word in lower case stands on one side, and nothing else but one, a number
    or the edge of the sentence on the other; and no name begins or ends with the word."""
    before = _LAST.search(text[max(line.start, span.start - 40) : span.start])
    after = _NEXT.match(text[span.end : min(line.end, span.end + 40)])
    sides: list[bool | None] = []
    word = text[span.start : span.end]
    strange = _STRANGE.search(word) or not _UNNAMED.isdisjoint(languages_of(word))
    for m, group, mark in ((before, 1, 2), (after, 2, 1)):
        if m is None or _STOPS.search(m[mark]) or (strange and m[group][0].isupper()):
            sides.append(None)
        else:
            sides.append(m[group].islower() and _english(m[group]))
    return False not in sides and True in sides


def _english(word: str) -> bool:
    return word not in LANGUAGES and (known(word) or word in entry_set("function-words"))
