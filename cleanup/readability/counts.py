"""What the formulas need to know of a text, counted in one pass.

Sentences are those of `segments` that end in an end mark: a line without one is a headline or a
label. Words are what stands between white space, parted at dashes and slashes, if it has a letter
or a figure in it; a hyphen or an apostrophe parts none. Letters include figures. The text is read
a stretch at a time, so that little more room is needed than it takes itself.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..document import LINE_END, Document, Span
from ..lazy import lazy
from ..lists import entry_set
from ..segments import paragraphs, sentences_of
from .syllables import syllables

# Code points that are read at a time; a stretch ends at a blank line if there is one.
STRETCH = 100_000
# Code points whose words are counted at a time.
BATCH = 500_000
# Words that are remembered with what is to be known of them, and how long they may be.
MOST_WORDS = 50_000
LONGEST_KNOWN = 50
# The longest run of marks at the end of a sentence.
LONGEST_END = 60
# Linsear Write looks at so many words.
SAMPLE = 100

BLANK_LINE = lazy(r"(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)")
_WORD = lazy(r"[^\W_]")
_LETTER = lazy(r"[^\W\d_]")
_PARTED = lazy(r"[—–/]|--|\.\.+|…")
_MARKS = '.,;:!?()"“”'
# From the first letter or figure to the last.
_CORE = lazy(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
# A mark behind which there is nothing but marks; stray ones may be among them.
_END = lazy(r"[.!?…؟。！？]\W*\Z")
_TOKEN = lazy(r"\S+")
_SPACE = lazy(r"\s")


class Counts(NamedTuple):
    """How much there is of what; `polysyllables` have three syllables and more, `complex` of them
    are those that are not on Dale's list of easy words, `difficult` all words that are not; `long`
    words have more than six letters, `short` ones up to three. `strokes` is what a typist strikes
    but the space bar. Of the first 100 words `sample_hard` are polysyllables; they stand in
    `sample_sentences`. `other_words` stand in no sentence.
    """

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    polysyllables: int = 0
    complex: int = 0
    difficult: int = 0
    long: int = 0
    short: int = 0
    letters: int = 0
    strokes: int = 0
    sample_words: int = 0
    sample_hard: int = 0
    sample_sentences: int = 0
    other_words: int = 0


# Of a token, in the order of the fields of Counts from `words` to `strokes`.
_Features = tuple[int, ...]
_NOTHING: _Features = (0,) * 9


def counts(text: str, without: Sequence[Span] = ()) -> Counts:
    """The counts of a text; what lies in the spans `without`, whole lines in order, is left out."""
    counter = _Counter()
    start = 0
    for gone in (*without, Span(len(text), len(text))):
        for stretch, span in _paragraphs(text, start, gone.start):
            end = span.start
            for sentence in sentences_of(stretch, span):
                # Whatever another sentence follows has ended.
                if sentence.end < span.end or _closed(stretch, sentence):
                    end = sentence.end
                    if stretch[sentence.start].isalnum() or _WORD.search(
                        stretch, sentence.start, end
                    ):
                        counter.sentences += 1
                        if counter.sample[0] < SAMPLE:
                            counter.sampled(stretch, sentence)
            counter.words(stretch, span.start, end)
            counter.others(stretch, end, span.end)
        start = gone.end
    return counter.counts()


def _closed(text: str, span: Span) -> bool:
    return _END.search(text, max(span.start, span.end - LONGEST_END), span.end) is not None


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """Each paragraph, as a stretch of the text and the place in that."""
    while start < end:
        stop = _stretch(text, start, end)
        if stop - start > 2 * STRETCH:  # One endless line: it is not copied.
            yield text, Span(start, stop)
        else:
            stretch = text[start:stop]
            for span in paragraphs(Document(stretch)):
                yield stretch, span
        start = stop


def _stretch(text: str, start: int, end: int) -> int:
    """Where the stretch that begins at `start` ends."""
    near, far = start + STRETCH, start + 2 * STRETCH
    if near >= end:
        return end
    for mark in (BLANK_LINE, LINE_END):
        if stop := mark.search(text, near, min(far, end)):
            return stop.end()
    # An endless line comes: up to where it begins, then all of it.
    begin = 1 + max(text.rfind("\n", start, near), text.rfind("\r", start, near))
    if begin > start:
        return begin
    stop = LINE_END.search(text, near, end)
    return stop.end() if stop else end


class _Known(dict[str, _Features]):
    """What is to be known of what stands between white space, worked out once."""

    def __missing__(self, token: str) -> _Features:
        if _PARTED.search(token):
            parts = [_word(part) for part in _PARTED.split(token)]
            *sums, _ = map(sum, zip(*parts, strict=True))
            found: _Features = (*sums, len(token))
        else:
            found = _word(token)
        if len(token) <= LONGEST_KNOWN:
            if len(self) >= MOST_WORDS:
                self.clear()
            self[token] = found
        return found


_known = _Known()


class _Counter:
    def __init__(self) -> None:
        self.sentences = 0
        # How many words there are of each kind: of kinds there are few.
        self.kinds: Counter[_Features] = Counter()
        self.waiting: list[str] = []
        self.room = BATCH
        self.sample = [0, 0, 0]
        self.other = 0

    def sampled(self, text: str, sentence: Span) -> None:
        self.sample[2] += 1
        for token in _TOKEN.finditer(text, sentence.start, sentence.end):
            if self.sample[0] >= SAMPLE:
                break
            found = _known[token[0]]
            self.sample[0] += found[0]
            self.sample[1] += found[2]

    def words(self, text: str, start: int, end: int) -> None:
        while start < end:
            stop = _white_space(text, start, end)
            self.waiting.append(text[start:stop])
            self.room -= stop - start
            if self.room < 0:
                self._flush()
            start = stop

    def others(self, text: str, start: int, end: int) -> None:
        if start < end:
            self.other += words(text[start:end])

    def _flush(self) -> None:
        for token, times in Counter(" ".join(self.waiting).split()).items():
            self.kinds[_known[token]] += times
        self.waiting, self.room = [], BATCH

    def counts(self) -> Counts:
        self._flush()
        sums = [0] * len(_NOTHING)
        for kind, times in self.kinds.items():
            for at, number in enumerate(kind):
                sums[at] += number * times
        return Counts._make([self.sentences, *sums, *self.sample, self.other])


def _word(token: str) -> _Features:
    word = token.strip(_MARKS)
    if not word.isalpha():
        core = _CORE.search(word)
        if not core:
            return (*_NOTHING[:-1], len(token))
        word = core[0]
    word = word.lower().replace("’", "'")
    letters = len(word) if word.isalpha() else len(_WORD.findall(word))
    if "-" in word:
        spoken = sum(map(_syllables, word.split("-")))
    else:
        spoken = _syllables(word) if _LETTER.search(word) else 1
    hard, many = word not in _easy(), spoken >= 3
    return (
        *(1, spoken, many, hard and many, hard, letters > 6, letters <= 3),
        *(letters, len(token)),
    )


def _syllables(part: str) -> int:
    if not part.isascii():
        # “Café” is “cafe” to the patterns.
        part = "".join(
            c for c in unicodedata.normalize("NFKD", part) if not unicodedata.combining(c)
        )
    return syllables(part) if part else 0


@functools.cache
def _easy() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in entry_set("easy-words"))


def words(text: str) -> int:
    """How many words a text has, headlines and all: see above for what a word is."""
    total = 0
    start = 0
    while start < len(text):
        stop = _white_space(text, start, len(text))
        for token, times in Counter(text[start:stop].split()).items():
            if _WORD.search(token):
                parted = _PARTED.search(token)
                parts = sum(bool(_WORD.search(p)) for p in _PARTED.split(token)) if parted else 1
                total += parts * times
        start = stop
    return total


def _white_space(text: str, start: int, end: int) -> int:
    """The first white space BATCH behind `start`, or the end."""
    found = _SPACE.search(text, start + BATCH, end) if end - start > BATCH else None
    return found.start() if found else end
