"""Checks of sentences and paragraphs that stand in a text twice.

They are told by their letters and digits alone, so that a comma or a capital makes no difference,
and looked up, never compared with each other. Refrains, legal formulas and the steps of recipes
come back in right texts: what is said three times and more is meant, unless it is said at once.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from ..document import Document, Span, lines
from ..findings import Edit, Finding, Safety, Severity
from ..lazy import lazy
from ..rulebook import Rule
from ..segments import line_blocks
from .pieces import pieces
from .runs import quoted

_KEPT = bytes(at | 32 if 65 <= at <= 90 else at for at in range(256))
_DROPPED = bytes(at for at in range(256) if not (chr(at).isalnum() and at < 128) and at != 10)
_LONE_CR = lazy(r"\r(?!\n)")
_TERMINAL = lazy(r"[.!?…][\"'”’)\]]*$")
# Letters and digits of the shortest paragraph that counts, and of one that nobody repeats by
# intention in another place.
_SHORTEST, _LONG = 60, 120
# A line as long as this is a paragraph even if other lines stand right above and below.
_WIDE = 110
_TWICE = 2
# A line with more code points is read in parts.
_HUGE = 1_000_000
# So much of a paragraph is letters and digits; of a row of data less is.
_MOSTLY = 0.7


def paragraph(document: Document, rule: Rule) -> Iterator[Finding]:
    """A paragraph that stood in the text before."""
    text, every = document.text, document.view(lines)
    keys, sizes = _keys(text)
    if len(keys) != len(every.starts):
        keys, sizes = _keys(_LONE_CR.sub("\n", text))
    times = Counter(key for key, size in zip(keys, sizes, strict=True) if size >= _SHORTEST)
    if len(times) == times.total():
        return
    again = {key for key, often in times.items() if often >= _TWICE}
    # How many lines that are not blank stand above, this one among them.
    above = array("Q", accumulate(map(bool, sizes)))
    last: dict[int, int] = {}
    for number in [number for number, key in enumerate(keys) if key in again]:
        key, size = keys[number], sizes[number]
        before, last[key] = last.get(key), number
        if before is None or size != sizes[before]:
            continue
        at_once = above[number] - above[before] == 1
        line = every.words(number)
        if (times[key] > _TWICE and not at_once) or size < _MOSTLY * len(line):
            continue
        if _is_paragraph(document, number, line):
            sure = at_once or size >= _LONG
            yield _found(rule, line, _space_above(text, line.start), sure, text)


def _keys(text: str) -> tuple["array[int]", "array[int]"]:
    """Of each line a hash of its letters and digits, and how many they are: the letters of a whole
    text would be kept."""
    keys, sizes = array("q"), array("Q")
    for _, block in line_blocks(text):
        if len(block) > _HUGE:
            for key, size in map(_key, block.split("\n")):
                keys.append(key)
                sizes.append(size)
        else:
            every = _letters(block).split(b"\n")
            keys.extend(map(hash, every))
            sizes.extend(map(len, every))
    return keys, sizes


def _key(line: str) -> tuple[int, int]:
    """The same of a line that may be huge."""
    if len(line) <= _HUGE:
        letters = _letters(line)
        return hash(letters), len(letters)
    # To import it takes as long as to check a short article for this.
    from hashlib import blake2b

    made, size = blake2b(digest_size=7), 0
    for at in range(0, len(line), _HUGE):
        letters = _letters(line[at : at + _HUGE])
        made.update(letters)
        size += len(letters)
    return int.from_bytes(made.digest()), size


def _letters(text: str) -> bytes:
    return text.encode("ascii", "replace").translate(_KEPT, _DROPPED)


def _space_above(text: str, start: int) -> int:
    while start and text[start - 1].isspace():
        start -= 1
    return start


def _found(rule: Rule, span: Span, start: int, sure: bool, text: str) -> Finding:
    """A finding whose fix takes out `span` and what stands before it from `start` on."""
    found = rule.finding(
        span,
        (Edit(Span(start, span.end), ""),),
        safety=None if sure else Safety.DISPLAY,
        text=text[span.start : span.start + 40],
    )
    return found if sure else replace(found, severity=Severity.INFO)


def _is_paragraph(document: Document, number: int, line: Span) -> bool:
    """Whether a line ends like a paragraph, and is as long as one or stands alone."""
    text, every = document.text, document.view(lines)
    if not _TERMINAL.search(text, max(line.start, line.end - 4), line.end):
        return False
    if (
        re.match(r"[>|#*•\d(-]", text[line.start : line.start + 1])
        or "\t" in text[line.start : line.end]
    ):
        return False
    above = len(every.words(number - 1)) if number else 0
    below = len(every.words(number + 1)) if number + 1 < len(every.starts) else 0
    return len(line) >= _WIDE or not (above or below)


_FEWEST_WORDS = 8
# Further apart two sentences are never in one paragraph.
_FAR = 5_000


def sentence(document: Document, rule: Rule) -> Iterator[Finding]:
    """A sentence of eight words or more that stood in the text before, right before it or in the
    same paragraph; elsewhere it is only worth a look."""
    text, found = document.text, document.view(pieces)
    times = Counter(key for *_, key in found.repeated)
    for at, size, before, key in found.repeated:
        often = times[key] >= _TWICE
        if often and at - before > _FAR + size:
            continue
        words = text[at : at + size]
        one, other = Span(before, before + len(words) + 1), Span(at, at + len(words) + 1)
        near = other.start - one.end < _FAR
        between = text[one.end : other.start] if near else "\n"
        at_once = near and not between.strip()
        if (often and not at_once) or not _is_sentence(text, words, one, other):
            continue
        if not _alone(text, other) and not quoted(document, other.start):
            start = other.start - len(between) + len(between.rstrip(" "))
            yield _found(rule, other, start, "\n" not in between, text)


_BEGINS = lazy(r"(?:\A|\n|[.!?][\"”’)]* )$")
_ENDS = lazy(r"\.(?:\s|\Z)")


def _is_sentence(text: str, words: str, *places: Span) -> bool:
    """Whether `words` are a sentence, in both places, and long enough."""
    return (
        len(words.split()) >= _FEWEST_WORDS
        and words[0].isupper()
        and words[-1] != "."
        and all(
            _BEGINS.search(text[max(0, span.start - 4) : span.start])
            and _ENDS.match(text, span.end - 1)
            for span in places
        )
    )


def _alone(text: str, span: Span) -> bool:
    """Whether the sentence is a line of its own: then it is a paragraph."""
    return text[span.start - 1 : span.start] in ("", "\n") and text[span.end : span.end + 1] in (
        "",
        "\n",
        "\r",
    )
