"""What tells that a sentence is not English: its script, its words, and want of English ones."""

import functools
import itertools
import math
import unicodedata
from collections import Counter
from typing import NamedTuple

from ..lazy import lazy
from ..lists import entry_set, has_known, known
from .residue import FOREIGN, LANGUAGES, WORDS, languages_of

# Czech and Croatian have some 40 %, English under ROT13 has 25.
_VOWELS, _LEAST_VOWELS = frozenset("aeiouyıøæœəɛɔ"), 0.3
# Words of the shortest sentence; and of one without a mark at its end, which else is a title or a
# line of verse.
FEWEST, _LONG = 6, 15
# Listed words of one language that tell it; with words that have foreign letters beside them, so
# many are enough, and of both together.
_LISTED, _FEWER_LISTED, _MARKED = 3, 2, 4
# Slovak, Danish and Norwegian are not listed and share many words of these.
_NEIGHBOURS = ("cs", "sv")
# Without listed words it takes more, hardly any of them known in English, and most of them once.
_UNKNOWN, _UNKNOWN_SHARE, _DISTINCT = 7, 0.7, 6
# One English word in so many may be part of a name.
_ENGLISH = 16
# So much of a sentence is letters and spaces, and of its words in lower case; addresses, names and
# rows of data have less.
_MOSTLY, _LOWER = 0.85, 0.4
# In a list every fourth word has a comma behind it.
_LIST = 4
# Words, or code points in scripts that put no spaces, that are more than a name in another script.
_FEWEST_SCRIPT, _FEWEST_UNSPACED = 4, 10
_UNSPACED = lazy(r"[\u0e01-\u0e4e\u0e80-\u109f\u1780-\u17d3\u3041-\u30ff\u3400-\u9fff]")
# Columns, and paths of files.
_DATA = lazy(r"\t|   |\w/\S*/|\w_\w")
TERMINAL = lazy(r"[.!?…。！？؟۔।][\"”’»)\]*_]*$")
# Function words of English that are words elsewhere too.
_ELSEWHERE = frozenset(
    "all an as at by do has her he i in is it me most my no not on or over so to under very was we "
    "will".split()
)
# Tone marks of romanised Chinese, and words of romanised Japanese, which is not written so.
_ROMANISED = lazy(
    r"[ǎǐǒǔǚǜ]|\b(?:[Dd]esu|deshita|i?masu|mashita|shimasu|[Ww]atashi|[Aa]nata|[Bb]oku|[Kk]imi)\b"
)


class Foreign(NamedTuple):
    """A sentence that is not English: whether its letters or words show it, or only their being
    unknown in English; and the code of its language where they tell it."""

    sure: bool
    code: str = ""


def foreign(sentence: str) -> Foreign | None:
    """What tells that a sentence is foreign; None if it may be English, or is no sentence."""
    if _DATA.search(sentence):
        return None
    ended = TERMINAL.search(sentence) is not None
    if _other_script(sentence):
        return Foreign(sure=True) if _says_something(sentence, ended) else None
    words = WORDS.findall(sentence)
    letters = sum(map(len, words)) + sentence.count(" ")
    if len(words) < (FEWEST if ended else _LONG) or letters < _MOSTLY * len(sentence):
        return None
    lower = [word for word in words if word[0].islower()]
    if len(lower) < _LOWER * len(words) or sentence.count(",") * _LIST >= len(words):
        return None
    return None if is_english(words) else _by_words(sentence, words, lower)


def _other_script(sentence: str) -> bool:
    """Whether more than half of a sentence is in letters of other scripts."""
    size = len(sentence)
    # They take two bytes or more. The pattern takes as long to compile as an article to check.
    if len(sentence.encode("utf-8", "replace")) * 2 <= size * 3:
        return False
    return sum(len(m[0]) for m in FOREIGN.finditer(sentence)) * 2 > size


def is_english(words: list[str]) -> bool:
    """Whether more of the words are plainly English than a name may have."""
    plain = plain_words()
    return sum([word.lower() in plain for word in words]) * _ENGLISH > len(words)


@functools.cache
def plain_words() -> frozenset[str]:
    """The function words of English that are no words elsewhere."""
    return entry_set("function-words") - _ELSEWHERE


def _by_words(sentence: str, words: list[str], lower: list[str]) -> Foreign | None:
    listed = Counter(itertools.chain.from_iterable(languages_of(w.lower()) for w in words))
    (code, most), (_, next_most) = [*listed.most_common(2), ("", 0), ("", 0)][:2]
    accented = sum(not word.isascii() and word.lower() not in LANGUAGES for word in words)
    few = most >= _FEWER_LISTED and most + accented >= _MARKED
    if (most >= _LISTED or few) and (most + accented * few) * 5 >= len(words):
        told = most >= _LISTED and most > next_most + 1 and code not in _NEIGHBOURS
        return Foreign(sure=True, code=code if told else "")
    if not _are_unknown(lower) or not _is_speech(lower) or _ROMANISED.search(sentence):
        return None
    return Foreign(sure=sum(not word.isascii() for word in words) * 4 >= len(words))


def _says_something(sentence: str, ended: bool) -> bool:
    """Whether a piece in another script is a sentence, not a name or a title."""
    if _UNSPACED.search(sentence):
        return len(sentence) >= (_FEWEST_UNSPACED if ended else _LONG)
    words = sentence.split()
    # Where letters have capitals, names do too.
    lower = sum(not word[0].isupper() for word in words)
    return lower > 1 and len(words) >= (_FEWEST_SCRIPT if ended else FEWEST)


def _are_unknown(words: list[str]) -> bool:
    """Whether words in lower case are enough, and hardly any of them English."""
    if len(words) < _UNKNOWN or len(set(words)) < _DISTINCT:
        return False
    most = len(words) - math.ceil(_UNKNOWN_SHARE * len(words))
    return not has_known((word for word in words if word not in LANGUAGES), most + 1)


def _is_speech(words: list[str]) -> bool:
    """Whether vowels are as frequent in the unknown words as in any language in Latin letters; in
    ciphers they are not, whoever is said in English to have written them."""
    unknown = "".join([word for word in words if not known(word)])
    letters = [c for c in unicodedata.normalize("NFD", unknown) if c.isalpha()]
    return sum(c in _VOWELS for c in letters) >= _LEAST_VOWELS * len(letters)


def goes_on(sentence: str) -> bool:
    """Whether a short sentence beside a foreign one is foreign too: no word of it is plainly
    English, and half of them are unknown."""
    words = WORDS.findall(sentence)
    unknown = sum(word.lower() in LANGUAGES or not known(word.lower()) for word in words)
    return len(words) < FEWEST and not is_english(words) and unknown * 2 >= len(words) > 0
