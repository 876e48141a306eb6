"""The source text of a document: its words, what an index has of them, and where they belong."""

import bisect
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..document import Document, Span
from ..lazy import lazy
from ..lists import entries
from ..prefilter import matches
from ..segments import text_lines
from .index import Index, Spelling
from .latin import letters, unmarked
from .native import DOTS, Word, folded, script_of, words
from .people import read_names
from .sounds import alike
from .spelling import plain

NAME = lazy(r"[^\W\d_a-z](?<![\w’'-][^\W\d_a-z])[^\W\d_]+(?:[-’'][^\W\d_]+){0,3}")
_GENITIVE = lazy(r"['’]s?$")
_LINE = lazy(r"\S[^\r\n]*")
# A text or a source of fewer code points is one place; in longer ones places are told apart.
SHORT = 600
WIDTH = 0.1
WIDEST = 3_000
# Code points. A longer source is a book: nothing is looked for in it, rather than in a wrong part.
LONGEST = 100_000
# One spelling of several is the right one with this share of what is attested.
DOMINANT = 0.8
MOST_WORDS = 4
FORMS = 4
_BETWEEN = frozenset(" \u00a0" + DOTS)
# A foreign name in Chinese: its words have dots between them, and nothing tells where it begins.
_DOTTED = lazy(rf"[\u4e00-\u9fff]+(?:[{DOTS}][\u4e00-\u9fff]+)+")
LONGEST_HAN = 8


class Attested(NamedTuple):
    """A word of the source with the spellings that one of its forms has, the most frequent first;
    `total` is how often they are attested together, `starts` where the form is in the source."""

    word: Word
    form: str
    spellings: tuple[Spelling, ...]
    total: int
    starts: tuple[int, ...]

    def within(self, start: int, end: int) -> bool:
        """Whether the form stands in a part of the source."""
        at = bisect.bisect_left(self.starts, start)
        return at < len(self.starts) and self.starts[at] < end


class FullName(NamedTuple):
    """A full name in the source, its first place, and the one English name attested for it; `times`
    is how often that is attested, for other native forms too."""

    start: int
    native: str
    english: str
    times: int


class Source:
    """The source of a document (a view). `right` are the letters of all spellings that any of its
    words is attested to have."""

    def __init__(self, document: Document) -> None:
        text = document.evidence.source or ""
        self.text = text if len(text) <= LONGEST else ""
        self.words = tuple(words(self.text))
        self._starts = [word.start for word in self.words]
        self._by_spelling: dict[str, list[Attested]] = defaultdict(list)
        for one in self._attested(document):
            for spelling in one.spellings:
                self._by_spelling[spelling.english].append(one)
        self.right = {key for english in self._by_spelling for key in keys(english)}
        self._alike: dict[str, tuple[Attested, ...]] = {}
        self._lines = [m.span() for m in _LINE.finditer(self.text)]

    def _attested(self, document: Document) -> Iterator[Attested]:
        starts: dict[str, list[int]] = defaultdict(list)
        first: dict[str, Word] = {}
        for word in self.words:
            for form in word.forms:
                starts[form].append(word.start)
                first.setdefault(form, word)
        for form, found in sorted(_look_up(document, starts, "token").items()):
            merged = merge(found)
            total = sum(s.times for s in merged)
            yield Attested(first[form], form, merged, total, tuple(starts[form]))

    def alike(self, name: str) -> tuple[Attested, ...]:
        """What has a spelling that the name may be a garbled form of, in order of the source."""
        if name not in self._alike:
            near = [english for english in self._by_spelling if alike(name, english)]
            found = {one.form: one for english in near for one in self._by_spelling[english]}
            self._alike[name] = tuple(sorted(found.values(), key=lambda a: (a.starts, a.form)))
        return self._alike[name]

    def words_in(self, start: int, end: int) -> Iterable[Word]:
        """The different words in a part of the source."""
        low, high = (bisect.bisect_left(self._starts, at) for at in (start, end))
        return {word.text: word for word in self.words[low:high]}.values()

    def full_names(self, document: Document) -> Iterator[FullName]:
        """The full names that one English name is attested for."""
        places: dict[str, int] = {}
        for start, native in (*_sequences(self.text, self.words), *_dotted(self.text)):
            places.setdefault(native, start)
        for native, found in _look_up(document, places, "full").items():
            merged = merge(found)
            if merged[0].times >= DOMINANT * sum(s.times for s in merged):
                english = merged[0].english
                yield FullName(places[native], native, english, uses(document, english))

    def place(self, document: Document, start: int) -> tuple[int, int]:
        """The part of the source that an offset in the text comes from: the line with the same
        number, if there are as many; otherwise what stands about as far from the beginning."""
        if len(self.text) < SHORT or len(document.text) < SHORT:
            return 0, len(self.text)
        lines = document.view(text_lines)
        if len(lines) == len(self._lines):
            return self._lines[max(0, sum(line.start <= start for line in lines) - 1)]
        middle = start / len(document.text) * len(self.text)
        reach = min(WIDTH * len(self.text), WIDEST) + SHORT / 4
        return int(middle - reach), int(middle + reach)


def _look_up(document: Document, asked: Iterable[str], unit: str) -> dict[str, list[Spelling]]:
    found: dict[str, list[Spelling]] = defaultdict(list)
    for path in document.evidence.indexes if asked else ():
        with Index(path) as index:
            for native, spellings in index.spellings(asked, unit).items():
                found[native] += spellings
    return found


def merge(found: Sequence[Spelling]) -> tuple[Spelling, ...]:
    """Spellings with the same letters as one, the most frequent for all of them."""
    best: dict[str, Spelling] = {}
    counts: Counter[str] = Counter()
    for one in sorted(found, key=lambda s: (-s.times, s.english)):
        counts[plain(one.english)] += one.times
        best.setdefault(plain(one.english), one)
    merged = [Spelling(best[key].english, n) for key, n in counts.items()]
    return tuple(sorted(merged, key=lambda s: (-s.times, s.english)))


def _sequences(text: str, found: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """What may be a full name: two to four words side by side, the first without its prefix, those
    that are declined without their endings; of Han every piece."""
    for at, first in enumerate(found):
        if first.script == "han":
            yield first.start, first.text
            continue
        run, end = [first], first.start + len(first.raw)
        for word in found[at + 1 : at + MOST_WORDS]:
            if word.script != first.script or text[end : word.start] not in _BETWEEN:
                break
            run.append(word)
            end = word.start + len(word.raw)
            for parts in itertools.product(*_choices(run)):
                yield first.start, " ".join(parts)


def _dotted(text: str) -> Iterator[tuple[int, str]]:
    """The foreign names in a Chinese text, however much of what stands around them is cut off."""
    for m in _DOTTED.finditer(text):
        first, *middle, last = folded(m[0]).split()
        for head in range(1, min(len(first), LONGEST_HAN) + 1):
            for tail in range(1, min(len(last), LONGEST_HAN) + 1):
                native = " ".join((first[-head:], *middle, last[:tail]))
                yield m.start() + len(first) - head, native


def _choices(run: Sequence[Word]) -> Iterator[Sequence[str]]:
    most = FORMS if len(run) == 2 else FORMS // 2
    for at, word in enumerate(run):
        changes = word.script == "cyrillic" or (at == 0) is (word.script != "hangul")
        yield word.forms[:most] if changes else word.forms[:1]


class Named(NamedTuple):
    """A word in the text that may be a name, without a genitive ending."""

    span: Span
    name: str


def named(document: Document) -> tuple[Named, ...]:
    """The words of a text that may be names (a view)."""
    found = []
    for m in matches(document, NAME):
        name = _GENITIVE.sub("", m[0])
        found.append(Named(Span(m.start(), m.start() + len(name)), name))
    return tuple(found)


class Verdict(NamedTuple):
    """That a name is garbled: whether it is sure, the right spellings, the likely first, and the
    grounds."""

    at: Named
    sure: bool
    spellings: tuple[str, ...]
    grounds: tuple[str, ...]


def standing(document: Document) -> Counter[str]:
    """How often each of them stands there, by its letters (a view)."""
    return Counter(key for one in document.view(named) for key in keys(one.name))


def keys(name: str) -> set[str]:
    """The letters of a name, as they are and as English writes those with marks."""
    return {plain(name), letters(name)}


def trusted(document: Document) -> frozenset[str]:
    """The letters of names that the user gives as right: those in reference texts and in names
    files (a view)."""
    given = [m[0] for text in document.evidence.references for m in NAME.finditer(text)]
    for path in document.evidence.names:
        for person in read_names(path):
            given += [word for name in (person.name, *person.variants) for word in name.split()]
    return frozenset(plain(_GENITIVE.sub("", name)) for name in given)


def uses(document: Document, name: str) -> int:
    """How often the indexes have a name, for whatever native form."""
    looked_up, letters_of, full = document.view(_uses), plain(name), " " in name
    key = letters_of, full
    if key not in looked_up:
        looked_up[key] = 0
        for path in document.evidence.indexes:
            with Index(path) as index:
                looked_up[key] += index.uses(letters_of, full=full)
    return looked_up[key]


def _uses(_: Document) -> dict[tuple[str, bool], int]:
    """What was looked up (a view)."""
    return {}


def variants(one: str, other: str) -> bool:
    """Whether two spellings are both accepted for one name."""
    pair = {one.lower(), other.lower()}
    return any(pair <= set(row.lower().split()) for row in entries("name-variants"))


def as_written(document: Document, name: str, spelling: str, native: str) -> str:
    """A spelling as the text would have it in place of `name`: with capitals, inside too where both
    have the same beginning (LaBeouf), and accents only if the text has any."""
    if not document.view(_accented):
        # In Semitic names the mark stands for another letter.
        semitic = script_of(native) in ("hebrew", "arabic")
        spelling = unmarked(spelling.replace("š", "sh") if semitic else spelling)
    spelling = "".join(c for c in spelling if c.isalpha() or c in "-'’ ")
    inner = next((at for at, c in enumerate(name) if at > 1 and c.isupper()), 0)
    if inner and name[:inner].isalpha() and name[:inner].lower() == spelling[:inner].lower():
        spelling = spelling[:inner] + spelling[inner : inner + 1].upper() + spelling[inner + 1 :]
    return re.sub(
        r"(?<![^\W\d_])(?<![a-z]['’])[^\W\d_]|(?<=\b[do]['’])[a-z]|(?<=\bmc)[a-z]",
        lambda m: m[0].upper(),
        spelling,
    )


def _accented(document: Document) -> bool:
    """Whether a text writes names with accents (a view)."""
    return any(unmarked(one.name) != one.name for one in document.view(named))
