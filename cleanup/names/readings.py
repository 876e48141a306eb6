"""Names that are garbled by what the source alone says: a Chinese name has one reading in pinyin,
and a Slavic surname has letters that no way of writing it in Latin letters loses."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from ..document import Document, Span
from ..lazy import lazy
from ..lists import entries, entry_set
from ..prefilter import matches
from .attested import may_be_garbled, verdicts
from .latin import in_latin, pinyin, romanised, slavic
from .native import Word
from .source import Named, Source, Verdict, keys, named, trusted, uses
from .spelling import distance, plain

_PERSON = lazy(r"(?P<last>[A-Z](?<![\w’'-][A-Z])[a-z]{1,5}) (?P<first>[A-Z][a-z]{3,11})(?![\w-])")
_HAN = lazy(r"[\u4e00-\u9fff]")
_KANA = lazy(r"[\u3041-\u30fa]")
_TWO = lazy(r"[\u4e00-\u9fff]{1,2}")
_SMALL_CYRILLIC = lazy(r"[а-я]")
_OTHER_CYRILLIC = lazy(r"[іїєґўђјљњћџѓќӣӯқғүұһәөң]")
# What is written for the letter ü of pinyin.
_UMLAUT = ("u", "v", "yu", "ü")
# In front of a surname that is no first name, such as Катерина.
_AFTER_NAME = lazy(r"(?:[А-ЯЁ][а-яё]+|[А-ЯЁ]\.) $")
# Names that are Ukrainian or Belarusian and so have other letters than in Russian: Kharkiv for
# Харьков, Tsikhanouskaya for Тихановская.
_OF_NEIGHBOURS = lazy(r"(?:iv|yi|ii)$|[ao]u(?:sk|$)")


def misread(document: Document) -> Iterator[Verdict]:
    """Given names in pinyin behind a Chinese surname that are read otherwise in the source."""
    text = document.evidence.source or ""
    if not _HAN.search(text) or _KANA.search(text):
        return
    source = document.view(Source)
    given_by_name = _given_names(source.text)
    people = [m for m in matches(document, _PERSON) if m["last"].lower() in given_by_name]
    stands = Counter(m[0] for m in people)
    for m in people:
        start, end = source.place(document, m.start())
        named_so = given_by_name[m["last"].lower()]
        given = [behind for at, behind in named_so if start <= at < end]
        called = m["first"].lower()
        if called in document.view(trusted):
            continue
        if not given or called in _syllables() or any(_is_read(g, called) for g in given):
            continue
        near = [g for g in given if len(g) == 2 and _mended(g, called)]
        readings = {reading for g in near for reading in _mended(g, called)}
        if len(readings) != 1:
            continue
        right = readings.pop().capitalize()
        # A name that is no pinyin may be spelled by its bearer: only a slip of the pen is offered.
        sure = _is_pinyin(called)
        if (
            stands[f"{m['last']} {right}"] >= len(near)
            or _is_old(called, right.lower())
            or not (sure or distance(called, right) <= 2)
        ):
            continue
        span = Span(*m.span("first"))
        grounds = (f"in the source: {near[0]}, read {right}",)
        yield Verdict(Named(span, m["first"]), sure, (right,), grounds)


def _given_names(text: str) -> dict[str, list[tuple[int, str]]]:
    """By the reading of a surname: where it stands, and the two characters behind it, or the one
    that there is."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for m in _HAN.finditer(text):
        behind = _TWO.match(text, m.end()) if m[0] in entry_set("chinese-surnames") else None
        if behind and behind[0] not in entry_set("chinese-titles"):
            for reading in pinyin(m[0]):
                for last in _spelled(reading):
                    found[last].append((m.start(), behind[0]))
    return found


def _spelled(reading: str) -> set[str]:
    return {reading.replace("ü", u) for u in _UMLAUT}


def _read(character: str) -> set[str]:
    """The ways to write how a character is read."""
    return {way for reading in pinyin(character) for way in _spelled(reading)}


def _is_read(given: str, called: str) -> bool:
    """Whether a given name may be read as it stands: by both characters, or by the first alone. One
    that is in no table may be read like anything."""
    ways = [_read(c) for c in given]
    if not all(ways):
        return True
    return called in ways[0] or any(
        called == a + b for a in ways[0] for others in ways[1:] for b in others
    )


def _mended(given: str, called: str) -> set[str]:
    """How a given name may be read if one of its two characters is read as it stands, and the other
    is not; empty if neither is."""
    first, second = (pinyin(c) for c in given)
    return {
        a + b
        for a in first
        for b in second
        if any(called.startswith(way) and called != way for way in _spelled(a))
        or any(called.endswith(way) and called != way for way in _spelled(b))
    }


@functools.cache
def _syllables() -> frozenset[str]:
    return frozenset(way for entry in entries("pinyin") for way in _spelled(entry.split(" ")[0]))


def _is_old(called: str, right: str) -> bool:
    """Whether a name may be the same one as it was spelled before pinyin, and is in Taiwan: Chiling
    for Zhiling."""
    old = re.sub(r"zh|j", "ch", right)
    return re.sub("ong", "ung", old.translate(_HARDER)) == called.translate(_HARDER)


_HARDER = str.maketrans("bdg", "ptk")


def _is_pinyin(word: str) -> bool:
    return any(
        word[:at] in _syllables() and word[at:] in _syllables() for at in range(1, len(word))
    )


def unlike(document: Document) -> Iterator[Verdict]:
    """Names that are none of the ways to write any name of the source, and a letter or two off a
    Slavic surname, which stands nowhere in the text."""
    text = document.evidence.source or ""
    if not _SMALL_CYRILLIC.search(text) or _OTHER_CYRILLIC.search(text):
        return
    source, rows = document.view(Source), document.view(named)
    surnames: dict[tuple[str, str], dict[str, list[Word]]] = defaultdict(lambda: defaultdict(list))
    for word in source.words:
        for form in filter(slavic, word.forms):
            right = in_latin(form)
            surnames[right[0], right[-1]][right].append(word)
    judged = {verdict.at.span for verdict in document.view(verdicts)}
    everything = {word.text: word for word in source.words}.values() if surnames else ()
    for one in rows if surnames else ():
        if one.span in judged or "-" in one.name or _OF_NEIGHBOURS.search(one.name):
            continue
        if not may_be_garbled(document, one):
            continue
        ours = plain(one.name)
        near = _near(document, source, surnames.get((ours[0], ours[-1]), {}), one)
        if (
            len({word.text for word in near.values()}) != 1
            or keys(one.name) & source.right
            or uses(document, one.name)
            or any(_is_form(word, one.name) for word in everything)
        ):
            continue
        word = next(iter(near.values()))
        if not any(_is_form(word, other) for other in {row.name for row in rows}):
            yield Verdict(one, False, tuple(near), (f"in the source: {word.raw}",))


def _near(
    document: Document, source: Source, surnames: Mapping[str, list[Word]], one: Named
) -> dict[str, Word]:
    """The surnames of the source that a name is a letter or two off, in Latin letters."""
    start, end = source.place(document, one.span.start)
    found: dict[str, Word] = {}
    ours = plain(one.name)
    for right, there in surnames.items():
        few = 1 if len(right) < 8 else 2
        if abs(len(ours) - len(right)) > few or not 0 < distance(ours, right) <= few:
            continue
        for word in there:
            feminine = right.endswith("ina")
            behind = _AFTER_NAME.search(source.text[max(0, word.start - 40) : word.start])
            if start <= word.start < end and (behind or not feminine):
                found.setdefault(right.capitalize(), word)
    return found


def _is_form(word: Word, name: str) -> bool:
    return word.script == "cyrillic" and any(
        romanised(form, name, anywhere=True) for form in word.forms
    )
