"""Checks of what the source left behind: its words, its letters, and the marks of the program.

English text holds foreign words on purpose too: in italics, in quotation marks, in brackets behind
their translation, in names, or because it is about them. What is looked for is a word that stands
where an English one would, with English on both sides.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..document import Document, Span, lines
from ..engines.language import named
from ..findings import Finding, Severity
from ..lazy import lazy
from ..lists import entries, entry_set, known
from ..prefilter import looks_for, matches, places, within
from ..rulebook import Rule
from .runs import quoted

_SCRIPTS = (
    "\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u05d0-\u05f2\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff"
    "\u0900-\u0963\u0971-\u0dff\u0e01-\u0e4e\u0e80-\u0eff\u10a0-\u11ff\u1780-\u17d3\u1f00-\u1fff"
    "\u3041-\u30fa\u30fd-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\ufb50-\ufdfb\ufe70-\ufefc"
)
_FOREIGN = lazy(
    rf"[{_SCRIPTS}][{_SCRIPTS}]*(?:[ ·،、，‧ー\u200c\u200d\u064b-\u0652'’-]{{1,2}}[{_SCRIPTS}]+)*"
)
_WORDS = lazy(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MARKED = tuple("\"'“”‘’«»‹›„‚()[]{}（）《》〈〉「」『』【】*_/=|<>`&#@\\")
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


def _meant(text: str, span: Span, line: Span) -> bool:
    """Whether a foreign word is marked as one, explained, or what the sentence is about."""
    before = text[max(line.start, span.start - 60) : span.start]
    after = text[span.end : min(line.end, span.end + 60)]
    if before.endswith(_MARKED) or after[:1] in _MARKED:
        return True
    if before.endswith(", ") and after[:1] == ",":
        # "Beijing, 北京, is": the name once more.
        return True
    if _ABOUT.search(before) or _GLOSS.match(after):
        return True
    # Inside brackets that are opened before and closed behind it.
    opened = max(before.rfind("("), before.rfind("["))
    return opened > max(before.rfind(")"), before.rfind("]"))


@looks_for(_FOREIGN)
def foreign_script(document: Document, rule: Rule) -> Iterator[Finding]:
    """Letters of another script in the middle of an English sentence."""
    text = document.text
    for m in matches(document, _FOREIGN):
        span = Span(*m.span())
        line = document.view(lines).around(span.start)
        if (
            _is_word(text, span)
            and not _meant(text, span, line)
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
        words = [word.lower() for word in _WORDS.findall(part)]
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


def _languages() -> dict[str, frozenset[str]]:
    rows = (entry.partition(" ") for entry in entries("foreign-words"))
    return {word: frozenset(codes.split(",")) for word, _, codes in rows}


_LANGUAGES = _languages()
_ASCII = [word for word in _LANGUAGES if word.isascii()]
_ANY_LISTED = rf"(?<![\w'’@#./-]\b)\b{_any(_ASCII)}\b(?![\w'’@/-]|\.\w)"
# Takes longer to compile than a short article to check, and hardly any has one.
_LISTED = lazy(_ANY_LISTED)
# The first letter that English has not; what stands before it is looked at behind.
_ACCENTED = lazy(r"[ß-öø-ɏḀ-ỿ][a-zß-öø-ɏḀ-ỿ]*")
_ELIDED = lazy(
    r"\b(?<![\w'’@#./-]\b)(?:[dlnsj]|qu|dell|all|nell|sull|dall)['’](?P<rest>[a-zß-öø-ÿœ]{4,})\b(?![\w'’-])"
)
# Behind an apostrophe in words that English has borrowed: "coup d'état", "raison d'être".
_ELIDED_LOANS = frozenset(
    "etat état etre être oeuvre oeuvres œuvre œuvres oeil œil hote hôte hotel hôtel affaires "
    "estime evre avance argent orange amour oreille orient ancienne heure esprit escalier "
    "execution entree entrée honneur".split()
)
_SHORTEST_WORD = 4
# Letters of words that English has not borrowed, and languages whose words stand in no names there.
_STRANGE = lazy("[ąćęłńśźżčďěňřšťůžőűğışßœțșăâ]")
_UNNAMED = frozenset(("cs", "de", "pl"))


def _words(document: Document) -> tuple[Span, ...]:
    """The words in lower case that are no English ones (a view)."""
    text, found = document.text, set()
    for start, end in places(document, (_ANY_LISTED, int(re.UNICODE))):
        found |= {Span(*m.span()) for m in within(text, _LISTED, start, end)}
    for m in matches(document, _ACCENTED):
        start, end = m.span()
        while start and text[start - 1].isalpha():
            start -= 1
        word = text[start:end]
        edge = text[max(0, start - 1) : start] + text[end : end + 1]
        if word.islower() and not re.search(r"[\w'’@#./-]{1}(?<![.])", edge):
            found.add(Span(start, end))
    for m in matches(document, _ELIDED):
        if m["rest"] not in _ELIDED_LOANS and not known(m["rest"]):
            found = {span for span in found if not m.start() <= span.start < m.end()}
            found.add(Span(*m.span()))
    return tuple(sorted(found))


def _borrowed(word: str) -> bool:
    """Whether English has the word too, with accents or without."""
    own = entry_set("accented-words")
    return word in own or word.removesuffix("s") in own


# So often a word is one that the text explains somewhere.
_TERM = 3


@looks_for(_LISTED, _ACCENTED, _ELIDED)
def untranslated_word(document: Document, rule: Rule) -> Iterator[Finding]:
    """A word of another language with English on both sides."""
    text, often = document.text, document.view(_often)
    for span in document.view(_words):
        word = text[span.start : span.end]
        listed = word in _LANGUAGES
        if often[word] >= _TERM or _borrowed(word) or (not listed and len(word) < _SHORTEST_WORD):
            continue
        line = document.view(lines).around(span.start)
        if not _meant(text, span, line) and _between_english(text, span, line):
            yield rule.finding(span, text=word)


def _often(document: Document) -> Counter[str]:
    return Counter(document.text[s.start : s.end] for s in document.view(_words))


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
    strange = _STRANGE.search(word) or _UNNAMED & _LANGUAGES.get(word, frozenset())
    for m, group, mark in ((before, 1, 2), (after, 2, 1)):
        if m is None or _STOPS.search(m[mark]) or (strange and m[group][0].isupper()):
            sides.append(None)
        else:
            sides.append(m[group].islower() and _english(m[group]))
    return False not in sides and True in sides


def _english(word: str) -> bool:
    return word not in _LANGUAGES and (known(word) or word in entry_set("function-words"))


_FEWEST_SEGMENT, _FEWEST_FOREIGN = 6, 3
# So much of a sentence is letters and spaces; of a row of data less is.
_MOSTLY = 0.85
# Three foreign words of one sentence stand no further apart; no sentence is longer.
_REACH, _FAR = 200, 1_000
_SENTENCE_END = lazy(r"[.!?…][\"”’)]*(?=\s)")


@looks_for(_LISTED, _ACCENTED, _FOREIGN)
def untranslated_segment(document: Document, rule: Rule) -> Iterator[Finding]:
    """A sentence of six words or more in another language, not in quotation marks."""
    text = document.text
    found: set[Span] = set()
    words = document.view(_words)
    # Only where three of them stand close together; most texts have none or a few.
    for first, third in zip(words, words[2:], strict=False):
        if third.start - first.start < _REACH:
            found.add(_sentence(document, first.start))
    for m in matches(document, _FOREIGN):
        if len(m[0]) > _FEWEST_SEGMENT:
            found.add(_sentence(document, m.start()))
    for span in sorted(found):
        code = _language(text[span.start : span.end], document.view(_Named))
        if code and not quoted(document, span.start + 1) and text[span.start] not in _MARKED:
            yield rule.finding(span, language=_NAMES.get(code, "another language"))


def _sentence(document: Document, at: int) -> Span:
    """The sentence around a place, as far as marks and the line tell."""
    text, line = document.text, document.view(lines).around(at)
    low, high = max(line.start, at - _FAR), min(line.end, at + _FAR)
    start = max([m.end() for m in _SENTENCE_END.finditer(text, low, at)], default=low)
    end = _SENTENCE_END.search(text, at, high)
    span = Span(start, end.end() if end else high)
    words = text[span.start : span.end]
    left = span.start + len(words) - len(words.lstrip())
    return Span(left, max(left, span.start + len(words.rstrip())))


class _Named:
    """Which language a sentence in other letters is in; of many in one text, what most of them
    were (a view)."""

    MOST = 20

    def __init__(self, _: Document) -> None:
        self.told: list[str] = []

    def __call__(self, sentence: str) -> str:
        """The code of the language."""
        if len(self.told) >= self.MOST:
            return Counter(self.told).most_common(1)[0][0]
        self.told.append(named(sentence))
        return self.told[-1]


def _language(sentence: str, name: Callable[[str], str]) -> str:
    """The language of a sentence that is not English; empty for any other."""
    words = [word.lower() for word in _WORDS.findall(sentence[:5_000])]
    letters = sum(map(len, words))
    columns = "\t" in sentence or "   " in sentence
    if columns or letters + sentence.count(" ") < _MOSTLY * len(sentence[:5_000]):
        return ""
    script = sum(len(m[0]) for m in _FOREIGN.finditer(sentence[:5_000]))
    if script * 2 > letters and script > 2 * _FEWEST_SEGMENT:
        return name(sentence[:1_000])
    common, foreign = entry_set("function-words"), Counter[str]()
    for word in words:
        foreign.update(_LANGUAGES.get(word, ()))
    english = sum(word in common for word in words)
    code, seen = max(foreign.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if len(words) < _FEWEST_SEGMENT or english * 8 > len(words):
        return ""
    if seen >= _FEWEST_FOREIGN and seen * 5 >= len(words):
        return code
    accented = sum(not word.isascii() for word in words)
    told = named(sentence[:1_000]) if accented * 4 >= len(words) else "und"
    return "" if told in ("en", "und") else told


_NAMES = {
    "ar": "Arabic",
    "cs": "Czech",
    "de": "German",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh-cn": "Chinese",
    "zh-tw": "Chinese",
}
