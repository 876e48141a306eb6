"""When characters that can be read as UTF-8 are surely damage: `sure` for a run of them.

What the two or three characters are, what stands before and behind, and what they would be, must
leave no right text in any language that could look like this: areas in "Å²", the end of “IRMÔ,
capitals of Polish and Romanian ("RÓŻA", "GĂŞTE"), boxes and trees of plain text.
"""

import bisect
import functools
import re
from unicodedata import category, name

from ..lazy import lazy
from .encoding_tables import LOST_END, OTHERS, Guise, Table

C1 = re.compile(r"[\u0080-\u009f]")
# What ftfy does not look for: the encodings of DOS, where “ and its like become "ΓÇ£" and "ÔÇ£".
BAD_TOO = lazy(
    r"ΓÇ[\u00a0-\u017f\u0192\u20a7\u2310]"
    r"|ÔÇ[\u00a0-\u017f\u0192]"
    r"|(?<![^\W\d_])Ã…[a-z]|[A-Za-z][├┬][\u00a0-\u017f\u2310]"
)
# Marks that may stand behind a letter in right text, so that they prove nothing there.
_OPENING = "“‘«‹„‚"
_QUOTES = f"{_OPENING}”’»›–—…•\u00a0 "
# And those that are never followed by a letter.
_SIGNS = "™®©†·"
# What begins two bytes in the encodings of Macs and of DOS.
_DRAWN = "√¬ƒ≈├┬─┼"
_REST_OF_WORD = lazy(r"[^\W\d_]{2}")
_CAPITALS = lazy(r"[^\W\d_a-zß-ÿ]{2}")
_AFTER_A = ("la ", "les ", "l’", "l'")
_EAST_ASIAN = frozenset(
    ("CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "FULLWIDTH")
)

_LONGEST_BAD = 8


class Bad:
    """Where a text has neighbours that no right text has."""

    def __init__(self, text: str) -> None:
        self._text = text

    @functools.cached_property
    def _places(self) -> list[tuple[int, int]]:
        """In order, and short."""
        from ftfy.badness import BADNESS_RE

        return sorted(m.span() for bad in (BADNESS_RE, BAD_TOO) for m in bad.finditer(self._text))

    def overlaps(self, start: int, end: int) -> bool:
        """Whether two characters of such a place, or all of it, lie in the span."""
        places = self._places
        at = bisect.bisect_left(places, (start - _LONGEST_BAD, 0))
        while at < len(places) and places[at][0] < end:
            a, b = places[at]
            if min(end, b) - max(start, a) >= min(2, b - a):
                return True
            at += 1
        return False


def sure(text: str, run: list[Guise], bad: Bad, table: Table, level: int) -> bool:
    """Whether a run of guises is damage by itself; `level` is how often the text was mended."""
    # To ask for what is bad imports ftfy.
    return _proves(text, run, table, level) and bad.overlaps(run[0].start, run[-1].end)


def _proves(text: str, run: list[Guise], table: Table, level: int) -> bool:
    """Whether a run would be damage if its characters were bad neighbours."""
    start, end = run[0].start, run[-1].end
    readings = "".join([guise.reading for guise in run])
    if not all(map(_plausible, readings)):
        return len(run) > 1 and bool(C1.search(text, start, end))
    if len(run) > 1:
        scripts = {_script(c) for c in readings if c.isalpha()}
        return (len(scripts) < 2 or scripts <= _EAST_ASIAN) and not (
            all(_mere_marks(text, g) and not g.reading.isalpha() for g in run)
        )
    if C1.search(text, start, end) or text.startswith(LOST_END, start):
        return True
    if end - start > 2:
        return level > 0 or not _mere_marks(text, run[0])
    return _sure_pair(text, run[0], table)


def clashes(text: str, guise: Guise) -> bool:
    """Whether it would be a capital in a word in small letters, or a sign in the midst of one."""
    before, after = text[guise.start - 1 : guise.start], text[guise.end : guise.end + 1]
    inside = guise.reading in "×÷" and before.isalpha() and after.isalpha()
    return inside or (guise.reading.isupper() and before.islower() and not after.isupper())


def _sure_pair(text: str, guise: Guise, table: Table) -> bool:
    """Whether two characters are one that was damaged: they alone must prove it."""
    before, first, reading = text[guise.start - 1 : guise.start], text[guise.start], guise.reading
    if table.encoding in OTHERS and not (before.isalpha() and first in _DRAWN):
        return False
    if text[guise.end - 1] == " ":
        word = text.startswith(_AFTER_A, guise.end) and reading == "à"
        return before.islower() or word or (bool(before) and before in ".,;:!?")
    return (_sure_letter if reading.isalpha() and reading not in "ªº" else _sure_sign)(text, guise)


def _sure_sign(text: str, guise: Guise) -> bool:
    """ "20Ã—30", "Â£5", and not the last letter of a word in capitals with a mark behind it."""
    before, second, reading = (
        text[guise.start - 1 : guise.start],
        text[guise.end - 1],
        guise.reading,
    )
    if reading in "×÷":
        around = text[max(0, guise.start - 2) : guise.start], text[guise.end : guise.end + 2]
        return all(any(c.isdigit() for c in side) for side in around)
    marked = second in _QUOTES + _SIGNS and text[guise.start] != "Â"
    quoted = second in _QUOTES and before in tuple(_OPENING + "\"'(")
    return reading <= "ÿ" and not (marked or quoted or before.isupper())


def _sure_letter(text: str, guise: Guise) -> bool:
    """A letter of a word: it must fit there, and what is read as it must not."""
    before, after = text[guise.start - 1 : guise.start], text[guise.end : guise.end + 1]
    second, reading = text[guise.end - 1], guise.reading
    if not (_latin(reading) and (_latin(before) or _latin(after))) or clashes(text, guise):
        return False
    if reading.islower() and reading != "ß" and before.isupper() and not after.islower():
        return False
    if second in _QUOTES:
        # "Ã–sterreich" and "RÄ«ga", not "AMANHÔ or "the letter Ã’s sound".
        word = bool(_REST_OF_WORD.match(text, guise.end)) and not before.isalpha()
        opening = second in _OPENING and (after.islower() or word)
        return before.islower() or opening or (second in "–…•" and word)
    if second in _SIGNS:
        # "OÃ™" is French; a word of Portuguese may end in Ã, but none in OÃ.
        capitals = _CAPITALS.match(text, max(0, guise.start - 2), guise.start)
        return before.islower() or (after.islower() and not capitals) or before == "O"
    return True


def _mere_marks(text: str, guise: Guise) -> bool:
    """Whether only marks that may stand anywhere make more than a letter of it."""
    return all(c in _QUOTES for c in text[guise.start + 1 : guise.end])


def _latin(letter: str) -> bool:
    return letter.isalpha() and _script(letter) == "LATIN"


def _script(letter: str) -> str:
    return "LATIN" if letter in "ªºµ" else name(letter, "?").split()[0]


def _plausible(character: str) -> bool:
    """Whether a character is one that texts are made of."""
    if "\u0250" <= character <= "\u036f":
        # Phonetic letters, modifiers and accents: what "É²" and its like would be.
        return False
    return category(character) not in ("Cc", "Cn", "Co", "Cs")
