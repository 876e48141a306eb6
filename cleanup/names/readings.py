"""Names that are garbled by what the source alone says: a Chinese name has one reading in pinyin,
and a Slavic surname has letters that no way of writing it in Latin letters loses."""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..document import Document, Span
from ..lazy import lazy
from ..lists import entries, entry_set
from ..prefilter import matches
from .attested import may_be_garbled, verdicts
from .latin import in_latin, pinyin, romanised, slavic
from .native import Word
from .source import Named, Source, Verdict, keys, named, uses
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
    people = list(matches(document, _PERSON))
    stands = Counter(m[0] for m in people)
    for m in people:
        start, end = source.place(document, m.start())
        called = m["first"].lower()
        given = _given_names(source.text[max(0, start) : end], m["last"].lower())
        if not given or called in _syllables() or any(_is_read(g, called) for g in given):
            continue
        near = [g for g in given if len(g) == 2 and _half_right(g, called)]
        readings = {a + b for g in near for a in pinyin(g[0]) for b in pinyin(g[1])}
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


def _given_names(text: str, last: str) -> list[str]:
    """The two characters behind every surname that is read so, or the one that there is."""
    return [
        behind[0]
        for m in _HAN.finditer(text)
        if m[0] in entry_set("chinese-surnames")
        and last in pinyin(m[0])
        and (behind := _TWO.match(text, m.end()))
        and behind[0] not in entry_set("chinese-titles")
    ]


def _read(character: str) -> set[str]:
    """The ways to write how a character is read."""
    return {reading.replace("ü", u) for reading in pinyin(character) for u in _UMLAUT}


def _is_read(given: str, called: str) -> bool:
    """Whether a given name may be read as it stands: by both characters, or by the first alone. One
    that is in no table may be read like anything."""
    ways = [_read(c) for c in given]
    if not all(ways):
        return True
    return called in ways[0] or any(
        called == a + b for a in ways[0] for others in ways[1:] for b in others
    )


def _half_right(given: str, called: str) -> bool:
    """Whether one of the two characters is read as it stands there, with something else."""
    first, second = map(_read, given)
    return any(called.startswith(a) and called != a for a in first) or any(
        called.endswith(b) and called != b for b in second
    )


@functools.cache
def _syllables() -> frozenset[str]:
    written = (entry.split(" ")[0] for entry in entries("pinyin"))
    return frozenset(reading.replace("ü", u) for reading in written for u in _UMLAUT)


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
    surnames = [(word, form) for word in source.words for form in word.forms if slavic(form)]
    judged = {verdict.at.span for verdict in document.view(verdicts)}
    for one in rows if surnames else ():
        if one.span in judged or "-" in one.name or _OF_NEIGHBOURS.search(one.name):
            continue
        if not may_be_garbled(document, one):
            continue
        near = _near(document, source, surnames, one)
        if (
            len({word.text for word in near.values()}) != 1
            or keys(one.name) & source.right
            or uses(document, one.name)
            or any(_is_form(word, one.name) for word in source.words)
        ):
            continue
        word = next(iter(near.values()))
        if not any(_is_form(word, other.name) for other in rows):
            yield Verdict(one, False, tuple(near), (f"in the source: {word.raw}",))


def _near(
    document: Document, source: Source, surnames: Sequence[tuple[Word, str]], one: Named
) -> dict[str, Word]:
    """The surnames of the source that a name is a letter or two off, in Latin letters."""
    start, end = source.place(document, one.span.start)
    found: dict[str, Word] = {}
    ours = plain(one.name)
    for word, form in surnames:
        right = in_latin(form)
        few = 1 if len(right) < 8 else 2
        if (
            start <= word.start < end
            and not (
                form.endswith("ина")
                and not _AFTER_NAME.search(source.text[max(0, word.start - 40) : word.start])
            )
            and (ours[0], ours[-1]) == (right[0], right[-1])
            and 0 < distance(ours, right) <= few
        ):
            found.setdefault(right.capitalize(), word)
    return found


def _is_form(word: Word, name: str) -> bool:
    return word.script == "cyrillic" and any(
        romanised(form, name, anywhere=True) for form in word.forms
    )
