"""Checks of full stops before a word in lower case: a stop too many, or a capital that was lost."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import entry_set, known
from ..patterns import edit_of
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import Capitalised, after_abbreviation

# A full stop, a space, a word in lower case; before it a word or a year.
_STOP = lazy(
    r"(?<=([^\W_]{2}))([”’\")]?)\.(?=( +)([a-z]+(?:[-’'][a-z]+)*)\b)(?! +\w+[.@]\w| +[\w-]+\()"
)
_END = lazy(r"[.!?][”\"]?\s|[\r\n]")
_LATIN = lazy(r"[A-Za-zÀ-ɏ'’-]+|[12]\d\d\d")
FEWEST_WORDS = 4
# As far as a sentence may reach; enough to find a verb in.
_TO_STOP = lazy(r"[^.!?\r\n]{0,300}")
# "in a bowl, whisk the eggs": no comma of a list or of what is added.
_SET_OFF = lazy(
    r", (?!(?:and|or|but|nor|which|who|whose|including|according|as|with|such|though|especially|"
    r"[a-z]{3,}ing)\b)[a-z]"
)
# "…, officials said on Monday" at the end says who says it; the rest is what they say.
_SAID = lazy(
    r",[”\"]? (?:[\w’'-]+\.? ){1,4}(?:said|says|added|reported|announced|reads)"
    r"(?: (?:on|in) \w+)?\Z"
)
_WORDS = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|,")
# These join a clause to the one before, whatever it holds; the others open a sentence too.
_JOINING = frozenset("and or but nor which who whom whose than".split())
_SUBORDINATING = frozenset("because since so unless until whereas whether while as".split())
_RELATIVE = _JOINING | _SUBORDINATING | frozenset("that where when if before after".split())
_SUBJECTS = frozenset(
    "everybody everyone he i nobody nothing she somebody someone there they we".split()
)
_DETERMINERS = frozenset("a an the his its my our their your every".split())
_NOT_VERBS_BEHIND = _DETERMINERS | frozenset("to her this these those no of".split())
_OPENERS = _DETERMINERS | _SUBJECTS | frozenset("it this these those you what how".split())
# Behind a stop none of these begins a statement.
_PREDICATES = frozenset(
    "am are can could did does had has have is may might must said says should was were will "
    "would".split()
)
_SHORT_WORDS = frozenset("do go he it me on so to up us we in by".split())
# Names and words that are written in lower case even at the head of a sentence.
_LOWER_NAMES = frozenset(
    "al bin da dal das de del della den der di do dos du e el en et ibn la le les lo van vom von y "
    "ter ten zu zum zur i ii iii iv".split()
)


class Shape(Enum):
    """What the words behind a stop look like."""

    PIECE = "no sentence: they carry on the one before"
    UNSURE = "a piece more likely than a sentence"
    SENTENCE = "a sentence, it may well be"


class Stop(NamedTuple):
    """A full stop before a word in lower case, `after`, and what the words behind it look like."""

    at: int
    after: str
    shape: Shape

    @property
    def carried_on(self) -> bool:
        """Whether the word behind can only, or nearly only, carry a sentence on."""
        return self.after in entry_set("continuations")


def _stops(document: Document) -> tuple[Stop, ...]:
    """The full stops before a lower-case word (a view)."""
    found, text, carrying = [], document.text, entry_set("continuations")
    if text.islower():
        # Written without capitals; that is said once, of the whole text.
        return ()
    for m in matches(document, _STOP):
        left = re.search(r"[\w'’-]+$", text[max(0, m.start() - 30) : m.start()])
        word, stop, after = left[0] if left else "", m.end(2), m[4]
        # Before lower case "no." and "fig." are abbreviations too, whatever they are elsewhere.
        short = word.lower() in entry_set("abbreviations") or after_abbreviation(text, m.start())
        if short or text[stop - 1] == "." or not _LATIN.fullmatch(word):
            continue
        if word == "in" and text[max(0, m.start() - 4) : m.start() - 2].strip()[-1:].isnumeric():
            # "5 in. wide"
            continue
        if after in _LOWER_NAMES or not (known(after.rsplit("-", 1)[-1]) or after in carrying):
            continue
        if _whole_word(document, re.sub(r"['’]s$", "", word)):
            # Two spaces part sentences: "the file.  name is its name".
            apart = len(m[3]) > 1 and after not in carrying
            shape = Shape.SENTENCE if apart else _shape(text, stop, word, after)
            found.append(Stop(stop, after, shape))
    return tuple(found)


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


def _without_stop(_: Document) -> dict[str, bool]:
    """Whether a word stands somewhere without a full stop behind it, for words asked about (a
    view)."""
    return {}


def _shape(text: str, stop: int, word: str, after: str) -> Shape:
    """What the words from `stop` to the next stop look like, the first of them `after`."""
    m = _TO_STOP.match(text, stop + 1)
    assert m is not None
    if text[m.end() : m.end() + 1] == "?":
        return Shape.SENTENCE
    tail = _SAID.sub("", m[0])
    rest = _words(tail)
    left = word.lower()
    verbs = _verbs(rest)
    if after == "of" and left in _OF_WHAT and not (verbs and set(rest[1:2]) & _OUT_OF):
        return Shape.PIECE
    if after in _JOINING or after in _SUBORDINATING or after == "that":
        return _behind_joining(after, rest, verbs)
    shape = _behind_other(text, stop, after, rest, tail)
    if shape is Shape.UNSURE and (f"{left} {after}" in entry_set("bound-prepositions")):
        return Shape.PIECE
    unsure = left in _DETERMINERS or after in _PREDICATES
    return Shape.UNSURE if unsure and shape is Shape.PIECE else shape


def _behind_other(text: str, stop: int, after: str, rest: list[str], tail: str) -> Shape:
    """The shape of what begins with a preposition or another word."""
    verbs = _verbs(rest)
    set_off = _SET_OFF.search(tail)
    subject = any(one in _SUBJECTS for one in rest)
    if rest[1:2] and rest[1] in _WH and rest[2:3] != ["case"] and not set_off:
        return Shape.PIECE  # "the year. in which it fell"
    clauses = [at for at, one in enumerate(rest) if at and one in _BOUND]
    if clauses and not set_off and after not in _OPENERS:
        # "for those who came": the one verb is that of a clause inside.
        inside = [at for at in verbs if at > clauses[0]]
        if len(inside) == len(verbs) < 2 and "," not in rest[: clauses[0]]:
            return Shape.PIECE
    if after == "of" and not set_off and not set(rest[1:]) & _PART_OF and not subject:
        return Shape.PIECE  # hardly a sentence begins so, but with a part: "of the ten, two sank"
    if not verbs and not subject and after not in _OPENERS:
        return Shape.UNSURE if set_off else Shape.PIECE
    clause = set(rest[1 : verbs[0]] if verbs else rest[1:])
    noun_and_verb = verbs[:1] == [1] and after not in entry_set("continuations")
    shaped = not clause & _RELATIVE and ("," in clause or subject or _opens(rest))
    if noun_and_verb or (shaped and _verbs(_sentence_before(text, stop))):
        return Shape.SENTENCE
    return Shape.UNSURE


_WH = frozenset("which whom whose".split())
# These say how much or where, and ask "of what?".
_OF_WHAT = frozenset(
    "beginning couple dozens end front handful hundreds instead kind kinds lots majority member "
    "members middle millions number numbers outskirts pair part parts rest series sort sorts spite "
    "tens terms thousands type types variety vicinity".split()
)
# "His kind. Of all who came he stayed": not "his kind of all".
_OUT_OF = frozenset("all course them these those us".split())
# What opens a clause that cannot be the main one.
_BOUND = frozenset("who whom which whose that because if when while where whether".split())
_PART_OF = frozenset(
    "the these those them us all course which whom one two three four five six seven eight nine "
    "ten an a his her its their our my your this that".split()
)


def _behind_joining(after: str, rest: list[str], verbs: list[int]) -> Shape:
    """The shape of what begins with a word that joins clauses."""
    if after in _JOINING:
        return Shape.PIECE
    if after == "because" and rest[1:2] == ["of"]:
        return Shape.UNSURE if verbs else Shape.PIECE
    if after == "that":
        # "gimmicks. that look good": no verb of "that" alone.
        clause = rest[1:2] and rest[1] in _DETERMINERS | _SUBJECTS | _PLURAL
        return Shape.PIECE if clause else Shape.UNSURE
    return Shape.SENTENCE if "," in rest else Shape.UNSURE if len(verbs) > 1 else Shape.PIECE


_PLURAL = frozenset("are were have do look seem appear remain".split())


def _sentence_before(text: str, stop: int) -> list[str]:
    return _words(re.split(r"[.!?\r\n]", text[max(0, stop - 300) : stop])[-1])


def _words(text: str) -> list[str]:
    """The words in lower case, numbers and commas; a name in the middle counts as a noun."""
    return [
        "—" if at and w[0].isupper() and w != "I" else w.lower()
        for at, w in enumerate(_WORDS.findall(text))
    ]


def _opens(rest: list[str]) -> bool:
    """Whether the words begin like "in 2019 the", "on monday the" or "the bank"."""
    return bool(rest[1:]) and (rest[0] in _OPENERS or rest[1].isdigit() or rest[1] in _TIMES)


_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december spring summer autumn winter".split()
)


def _verbs(words: list[str]) -> list[int]:
    """Where finite verbs stand, or what looks like one."""
    return [
        at
        for at, word in enumerate(words)
        if (word.replace("’", "'") in entry_set("finite-verbs") or _is_past(word))
        and not (at and words[at - 1] in _NOT_VERBS_BEHIND)
        and not (at and words[at - 1] in _AUXILIARY)
        and not (at and words[at - 1] in _BEFORE_PARTICIPLE and _is_past(word))
    ]


# "with suspected wounds": no finite verb there.
_BEFORE_PARTICIPLE = frozenset("as at by for from in of on with".split())
# Behind these a verb is no other finite one.
_AUXILIARY = frozenset(
    "am are be been being can could did do does had has have having is may might must shall should "
    "was were will would".split()
)


def _is_past(word: str) -> bool:
    return (len(word) > 4 and word.endswith("ed")) or word.endswith(("n't", "n’t"))


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
            safety = Safety.UNSAFE if stop.shape is Shape.UNSURE else None
            text = document.text
            doubtful = stop.shape is Shape.SENTENCE or _loose(text, stop.at) or _apart(text, stop)
            if doubtful or document.view(_written_small):
                safety = Safety.DISPLAY
            yield rule.finding(span, (Edit(span, ""),), safety=safety, after=stop.after)


def _loose(text: str, stop: int) -> bool:
    """Whether fewer than four words stand before the stop, or they begin in lower case: "sorry. on
    the bus. at work"."""
    text = text[max(0, stop - 700) : stop].rstrip('”’")')
    few = len(re.split(r"[.!?“”\"\r\n]", text)[-1].split()) < FEWEST_WORDS
    sentence = _SPEAKER.sub("", _END.split(text)[-1])
    return few or sentence.lstrip('“"‘( ')[:1].islower()


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
        if (
            _loose(document.text, stop.at)
            or document.view(_written_small)
            or stop.shape is Shape.SENTENCE
        ):
            word = Span(start, start + len(stop.after))
            fixes.append((edit_of(document.text, word, stop.after.capitalize()),))
        yield rule.finding(found, *fixes, after=stop.after)
