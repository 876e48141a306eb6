"""How names sound, whatever script they are in.

The sound of a word is told as coarsely as letters allow: a sequence of consonants, each a set of
classes (Cyrillic г may be heard as K, S or nothing). It never makes a spelling. It only tells which
word of the source a word of the translation comes from; how near two English spellings are is the
business of `folding`.
"""

import functools
import operator
import re
from collections.abc import Iterator

from .latin import pinyin, unmarked
from .native import script_of
from .spelling import distance, plain

# The classes of consonants, a bit each. W is half a vowel, H is often lost.
P, T, K, S, M, N, L, R, H, W = (1 << n for n in range(10))
_WEAK = H | W
Sound = tuple[int, ...]

_LATIN = (
    ("tsch", S | T), ("dzh", S), ("sch", S), ("tch", S), ("shch", S), ("ch", S | K | H), ("sh", S),
    ("zh", S | R), ("kh", K | H), ("gh", K | H), ("ph", P), ("th", T | S), ("ts", S | T),
    ("tz", S | T), ("cz", S), ("dz", S | T), ("dj", S), ("ck", K), ("qu", K), ("ng", N),
    ("b", P), ("p", P), ("f", P | H), ("v", P | W), ("w", P | W), ("t", T), ("d", T), ("k", K),
    ("q", K | S), ("c", K | S), ("g", K | S | H), ("j", S | H | W), ("x", K | S | H), ("z", S | T),
    ("s", S), ("m", M), ("n", N), ("l", L), ("r", R), ("h", H), ("y", W), ("ł", L | W), ("ß", S),
    ("đ", T), ("ð", T), ("þ", T), ("ı", 0), ("ñ", N), ("ç", S),
)  # fmt: skip
_NATIVE: dict[str, int] = {}
for _letters, _sound in (
    ("בפף", P | W), ("גק", K | S), ("דט", T), ("ת", T | S), ("ו", W | P), ("זסש", S), ("צץ", S | T),
    ("חכך", K | H), ("י", W), ("ל", L), ("מם", M), ("נן", N), ("ר", R), ("ה", H),
    ("بف", P), ("پ", P), ("ڤ", P), ("و", W | P), ("تط", T), ("ث", T | S), ("د", T), ("ذظض", T | S),
    ("جچ", S | K), ("ح", H), ("خ", K | H), ("ه", H), ("ة", H | T), ("سصشزژ", S), ("غ", K), ("گ", K),
    ("كق", K), ("ل", L), ("م", M), ("ن", N), ("ر", R), ("ي", W),
    ("бпф", P), ("в", P | W), ("гґ", K | S | H), ("х", K | H), ("дт", T), ("кқ", K), ("жзсшщ", S),
    ("ц", S | T | K), ("ч", S | K | T), ("л", L), ("м", M), ("н", N), ("р", R), ("й", W),
    ("カキクケコガギグゲゴヵヶ", K), ("サシスセソザジズゼゾ", S | T), ("タテトダデド", T),
    ("チツヂヅ", S | T | K), ("ナニヌネノ", N), ("ン", N | M), ("ハヒヘホ", H), ("フ", H | P),
    ("バビブベボパピプペポ", P), ("ヴ", P), ("マミムメモ", M), ("ラリルレロ", L | R), ("ワヲ", W),
    ("ヤユヨャュョ", W),
):  # fmt: skip
    for _letter in _letters:
        _NATIVE[_letter] = _sound
# Of Hangul by the places of its letters: heads, and what closes a syllable.
_HEADS = (K, K, N, T, T, L | R, M, P, P, S, S, 0, S | T, S | T, S | T, K, T, P, H | P)
_FEET = (
    0, K, K, K, N, N, N, T, L | R, L | R, L | R, L | R, L | R, L | R, L | R, L | R, M, P, P, T, T,
    N, T, T, K, T, P, T,
)  # fmt: skip


@functools.cache
def _latin() -> tuple[re.Pattern[str], dict[str, int]]:
    table = dict(_LATIN)
    # In Langer both letters of the pair are heard.
    ways = "|".join(sorted(table, key=len, reverse=True))
    return re.compile(ways.replace("|ng|", "|ng(?![aeiouyrl])|")), table


@functools.lru_cache(maxsize=20_000)
def sound(word: str) -> Sound:
    """The consonants of a word, in Latin letters or others, each as a set of classes."""
    script = script_of(word)
    found: list[int] = []
    if script == "han":
        for character in word:
            found += _sound_of_han(character)
    elif script == "hangul":
        for c in word:
            code = ord(c) - 0xAC00
            if 0 <= code < 11_172:
                found += (_HEADS[code // 588], _FEET[code % 28])
    elif script:
        pairs = zip(word, " " + word, strict=False)
        found = [_NATIVE.get(c, 0) for c, before in pairs if c != before or script == "hebrew"]
    else:
        found += _sound_of_latin(word)
    return tuple(one for one in found if one)


@functools.lru_cache(maxsize=10_000)
def _sound_of_han(character: str) -> Sound:
    readings = pinyin(character)
    # Foreign names have L written for R.
    heard = _sound_of_latin(readings[0] if readings else "")
    return tuple(one | R if one == L else one for one in heard)


def _sound_of_latin(word: str) -> Iterator[int]:
    pattern, table = _latin()
    bare, before = unmarked(word.casefold()), ("", 0)
    for m in pattern.finditer(bare):
        if before == (m[0], m.start()):
            continue  # a letter doubled
        before = (m[0], m.end())
        if m[0] == "x":
            yield K | H
        yield table[m[0]]


def unlike(one: Sound, other: Sound) -> float:
    """How far two sounds are from each other: 0 if they may be one, each consonant that differs
    counts 1, and one that is often lost less."""
    row = [0.0]
    for y in other:
        row.append(row[-1] + _lost(y))
    for x in one:
        left = [row[0] + _lost(x)]
        for j, y in enumerate(other, 1):
            left.append(
                min(
                    row[j] + _lost(x),
                    left[-1] + _lost(y),
                    row[j - 1] + (0.0 if x & y else 1.0),
                )
            )
        row = left
    return row[-1]


def may_be_near(one: Sound, other: Sound) -> bool:
    """Whether two sounds may be less than one consonant apart, told cheaply: what is not easily
    lost has to be in both."""
    return _within(one, other) and _within(other, one)


def _within(one: Sound, other: Sound) -> bool:
    every = functools.reduce(operator.or_, other, 0)
    return all(x & every or x & _WEAK for x in one)


def _lost(consonant: int) -> float:
    if not consonant & _WEAK:
        return 1.0
    return 0.5 if consonant & ~_WEAK & ~P else 0.2


def word_pairs(native: str, english: str) -> list[tuple[str, str]]:
    """The words of a full name with their spellings, where both have as many and sound alike."""
    ours, theirs = native.split(), english.split()
    if len(ours) != len(theirs) or len(ours) < 2:
        return []
    pairs = list(zip(ours, theirs, strict=True))
    if script_of(native) == "han" or any(unlike(sound(a), sound(b)) > NEARLY for a, b in pairs):
        return []
    return pairs


def alike(name: str, other: str) -> bool:
    """Whether a name may be another one garbled: a letter or two off it, or of the same sound with
    at least half of the letters the same."""
    ours, theirs = plain(name), plain(other)
    most = 1 if min(len(ours), len(theirs)) < 7 else 2
    one, two = sound(name), sound(other)
    if may_be_near(one, two) and unlike(one, two) <= NEARLY:
        most = max(2, max(len(ours), len(theirs)) // 2)
    # Told cheaply: each letter that only one of them has is an edit.
    here, there = _letters_in(ours), _letters_in(theirs)
    if max((here & ~there).bit_count(), (there & ~here).bit_count()) > most:
        return False
    return 0 < distance(ours, theirs, most + 1) <= most


@functools.lru_cache(maxsize=50_000)
def _letters_in(word: str) -> int:
    """The letters of a word as bits."""
    return functools.reduce(operator.or_, (1 << ord(letter) % 64 for letter in word), 0)


# Sounds no further apart than this may be one.
NEARLY = 0.65
