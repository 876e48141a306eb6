"""Checks of full stops before a word in lower case: a stop too many, or a capital that was lost."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import entry_set, is_head, known
from ..patterns import edit_of
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import Capitalised, after_abbreviation
from .clauses import Shape, shape_of

# A full stop, a space, a word in lower case; before it a word or a year, and maybe a mark. The mark
# or stop comes first, and each by itself: so it is found at once.
_STOP = lazy(
    r"(?:”\.|’\.|\"\.|\)\.|\.)(?:(?<=[^\W_]{2}\.)|(?<=[^\W_]{2}[”’\")]\.))"
    r"(?=( +)([a-z]+(?:[-’'][a-z]+)*)\b)(?! +\w+[.@]\w| +[\w-]+\()"
)
_END = lazy(r"[.!?][”\"]?\s|[\r\n]")
_LATIN = lazy(r"[A-Za-zÀ-ɏ'’-]+|[12]\d\d\d")
FEWEST_WORDS = 4
_SHORT_WORDS = frozenset("do go he it me on so to up us we in by".split())
# Names and words that are written in lower case even at the head of a sentence.
_LOWER_NAMES = frozenset(
    "al bin da dal das de del della den der di do dos du e el en et ibn la le les lo van vom von y "
    "ter ten zu zum zur i ii iii iv".split()
)


class Stop(NamedTuple):
    """A full stop before a word in lower case, `after`, and what the words behind it look like."""

    at: int
    after: str
    shape: Shape
    # Whether the word before may be an abbreviation that no list has.
    cut_short: bool
    # Whether the word before begins what the stop cuts off: "of the. war".
    unfinished: bool

    @property
    def carried_on(self) -> bool:
        """Whether the word behind can only, or nearly only, carry a sentence on."""
        return self.unfinished or self.after in entry_set("continuations")


def _stops(document: Document) -> tuple[Stop, ...]:
    """The full stops before a lower-case word (a view)."""
    found, text, carrying = [], document.text, entry_set("continuations")
    if text.islower():
        # Written without capitals; that is said once, of the whole text.
        return ()
    for m in matches(document, _STOP):
        left = re.search(r"[\w'’-]+$", text[max(0, m.start() - 30) : m.start()])
        word, stop, after = left[0] if left else "", m.end() - 1, m[2]
        # Before lower case "no." and "fig." are abbreviations too, whatever they are elsewhere.
        short = word.lower() in entry_set("abbreviations") or after_abbreviation(text, m.start())
        if short or text[stop - 1] == "." or not _LATIN.fullmatch(word):
            continue
        if word == "in" and text[max(0, m.start() - 4) : m.start() - 2].strip()[-1:].isnumeric():
            # "5 in. wide"
            continue
        if word == "cent" and text.endswith("per ", 0, m.start() - len(word)):
            continue
        if after in _LOWER_NAMES or not (known(after.rsplit("-", 1)[-1]) or after in carrying):
            continue
        if _whole_word(document, re.sub(r"['’]s$", "", word)):
            # Two spaces part sentences: "the file.  name is its name".
            apart = len(m[1]) > 1 and after not in carrying
            shape = Shape.SENTENCE if apart else shape_of(text, stop, word, after)
            cut, unfinished = _is_cut_short(word), _is_unfinished(text, m.start(), after)
            if not _is_staccato(text, m.start() - len(word), m.end(2)):
                found.append(Stop(stop, after, shape, cut, unfinished))
    return tuple(found)


# One word and a stop.
_ONE_MORE = lazy(r"[.!?] [a-z]+[.!?]")


def _is_staccato(text: str, start: int, end: int) -> bool:
    """Whether two words in a row stand between stops, the one behind a stop, to `end`, and the one
    before, from `start`, or the next: "after every. single. change"."""
    before = text.endswith((". ", "! ", "? "), 0, start)
    return bool(_ONE_MORE.match(text, end) or (before and text.startswith((".", "!", "?"), end)))


def _whole_word(document: Document, word: str) -> bool:
    """Whether a word before a full stop is no abbreviation: a common word, or a name that is long
    or stands in the text without the stop too ("Mass." and "Calif." are names cut short)."""
    last = word.rsplit("-", maxsplit=1)[-1]
    if word.isdigit() or (len(word) > 4 and not word.isupper()):
        return True
    if word.islower():
        return known(last) if len(last) > 2 else last in _SHORT_WORDS
    told = document.view(_without_stop)
    if word not in told:
        places, text = document.view(Capitalised)(word), document.text
        told[word] = any(text[place.end : place.end + 1] != "." for place in places)
    return told[word]


def _is_cut_short(word: str) -> bool:
    """Whether a word may be an abbreviation: the head of a longer one ("deriv.")."""
    last = word.rsplit("-", maxsplit=1)[-1].lower()
    if word.isdigit() or last in _ALSO_CUT or known(re.sub(r"['’]s$", "", last)):
        return last in _ALSO_CUT
    return is_head(last)


# Words that are abbreviations too.
_ALSO_CUT = frozenset("alt attrib avail cont freq lit med min occas sing usu var".split())


def _is_unfinished(text: str, at: int, after: str) -> bool:
    """Whether a word that no sentence ends in stands before a full stop: an article before a common
    word, "of the. war", or an auxiliary before a participle, "were. waiting"."""
    if _UNFINISHED.search(text, max(0, at - 40), at):
        return not (after in entry_set("function-words") or after in entry_set("continuations"))
    held = _HELD.search(text, max(0, at - 40), at)
    if not held or len(after) < SHORTEST_PARTICIPLE or not after.endswith(("ing", "ed")):
        return False
    have = held["have"] and (after.endswith("ing") or held["before"].lower() in _PRONOUNS)
    by = held["by"] and after.endswith("ed")
    sentence = re.split(r"[.!?\r\n]", text[max(0, at - 300) : at])[-1]
    return not (have or by or _STRANDING.search(sentence))


SHORTEST_PARTICIPLE = 5
_PRONOUNS = frozenset("he i it she they we you".split())
_HELD = lazy(
    r"(?<![\w“”\"'’,-])(?P<before>[\w’'-]+) "
    r"(?:is|are|was|were|been|being|(?P<have>has|have|had)|(?P<by>by|without))\Z"
)
# "I know where they were. Waiting is hard."
_STRANDING = lazy(
    r"\b(?:how|what|whatever|when|where|wherever|which|who|whom|whose|why|as|than|all|everything|"
    r"nothing|so|like|yes|no)\b",
    re.IGNORECASE,
)
# No "the word the." or "a, an and the.".
_UNFINISHED = lazy(
    r"(?<![\w“”\"'’,-])(?!(?:words?|articles?|adjectives?|pronouns?|determiners?|or|and|say|said|"
    r"called|term|the|an?)\b)[a-z]+ (?:the|an|my|our|your|their|every|whose)\Z"
)


def _without_stop(_: Document) -> dict[str, bool]:
    """Whether a word stands somewhere without a full stop behind it, for words asked about (a
    view)."""
    return {}


def _written_small(document: Document) -> bool:
    """Whether the text begins sentences in lower case, as chats do (a view)."""
    stops = document.view(_stops)
    others = sum(not s.carried_on and s.shape is Shape.SENTENCE for s in stops)
    return others > 1 and 2 * others >= len(stops)


@looks_for(_STOP)
def stray_full_stop(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full stop before a word that carries the sentence on.

    The fix is safe only where the words behind the stop hold no verb that could make a sentence of
    them, and only shown where they look like one ("in May he left"), or where other sentences of
    the text begin in lower case.
    """
    for stop in document.view(_stops):
        if stop.carried_on:
            span = Span(stop.at, stop.at + 1)
            text, shape = document.text, Shape.PIECE if stop.unfinished else stop.shape
            safety = Safety.UNSAFE if shape is Shape.UNSURE or stop.cut_short else None
            doubtful = shape is Shape.SENTENCE or _loose(text, stop.at) or _apart(text, stop)
            if doubtful or document.view(_written_small):
                safety = Safety.DISPLAY
            yield rule.finding(span, (Edit(span, ""),), safety=safety, after=stop.after)


def _loose(text: str, stop: int) -> bool:
    """Whether fewer than four words stand before the stop, or they begin in lower case: "sorry. on
    the bus. at work"."""
    text = text[max(0, stop - 700) : stop].rstrip('”’")')
    last = max(map(text.rfind, '.!?“"\r\n')) + 1
    if len(text[last:].split()) < FEWEST_WORDS:
        return True
    sentence = _END.split(text)[-1].lstrip(_OPENING)
    while speaker := _SPEAKER.match(sentence):
        sentence = sentence[speaker.end() :].lstrip(_OPENING)
    return sentence[:1].islower()


_OPENING = '“"‘( '
# "<Ann> so tired.", "[12:30] ann: so tired."
_SPEAKER = lazy(r"(?:\s*(?:<[^<>]{1,30}>|\[[^\[\]]{1,30}\]|[\w -]{1,20}:) )+")


def _apart(text: str, stop: Stop) -> bool:
    """Whether two spaces part the words behind a stop from it, as they part sentences."""
    return text.startswith("  ", stop.at + 1)


# "p-values fell", "a) the mill".
_ONE_LETTER = lazy(r"[a-z](?:-|\Z)")
_SMALL_SPEECH = lazy(r"(?:\A|[\s(])[“\"‘](?P<said>[a-z][^“”\"A-Z]*)\Z")
_SMALL_AGAIN = lazy(r"[.!?] [a-z]")


def _in_small_speech(text: str, stop: int) -> bool:
    """Whether what is quoted is written in lower case: “sorry. gone out. back at six”."""
    m = _SMALL_SPEECH.search(text[max(0, stop - 100) : stop])
    rest = re.split('[”"A-Z]', text[stop + 1 : stop + 100])[0]
    return bool(m and (_SMALL_AGAIN.search(m["said"]) or _SMALL_AGAIN.search(rest)))


@looks_for(_STOP)
def lower_case_after_stop(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full stop before another lower-case word: a stray stop, or a capital that was lost. Where
    the words behind it cannot be a sentence, it is the stop."""
    for stop in document.view(_stops):
        text = document.text
        if stop.carried_on or _ONE_LETTER.match(stop.after) or _apart(text, stop):
            continue
        if _in_small_speech(text, stop.at):
            continue
        span = Span(stop.at, stop.at + 1)
        start = document.text.index(stop.after, stop.at)
        found, fixes = Span(stop.at, start + len(stop.after)), [(Edit(span, ""),)]
        # "The board of the company. has told them": no sentence begins with its verb.
        piece = stop.shape is Shape.PIECE or (
            stop.shape is Shape.UNSURE and stop.after in entry_set("finite-verbs")
        )
        if _loose(document.text, stop.at) or document.view(_written_small) or not piece:
            word = Span(start, start + len(stop.after))
            fixes.append((edit_of(document.text, word, stop.after.capitalize()),))
        yield rule.finding(found, *fixes, after=stop.after)
