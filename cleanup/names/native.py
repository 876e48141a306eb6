"""Names in the scripts of other languages: the words of a source text that may be names, and what
they may be without endings and prefixes."""

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from ..lazy import lazy

# Letters of the scripts that names are looked for in, with the marks written among them.
_SCRIPTS = {
    "hebrew": "\u0590-\u05ff",
    "arabic": "\u0600-\u06ff",
    "cyrillic": "\u0400-\u052f",
    "hangul": "\uac00-\ud7a3",
    "katakana": "\u30a1-\u30fa\u30fc\u30fd\u30fe",
    "han": "\u3400-\u4dbf\u4e00-\u9fff",
}
_WORD = lazy(
    "(?P<hebrew>[\u05d0-\u05ea][\u0590-\u05cf\u05d0-\u05f4'\"’״׳-]*)"
    "|(?P<arabic>[\u0620-\u065f\u066e-\u06d3]+)"
    "|(?P<cyrillic>[\u0400-\u052f]+(?:['’-][\u0400-\u052f]+)*)"
    "|(?P<hangul>[\uac00-\ud7a3]+)"
    "|(?P<katakana>[\u30a1-\u30fa\u30fc\u30fd\u30fe]+)"
    "|(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)"
)
_MARKS = str.maketrans({"׳": "'", "’": "'", "״": '"', "ـ": "", "ё": "е", "־": "-"})
# What stands between the words of foreign names where no spaces are written.
DOTS = "·・‧•＝="
_DOTS = str.maketrans(dict.fromkeys(DOTS, " "))
_ALEF = str.maketrans("أإآٱىیک", "ااااييك")
# Hebrew and Arabic write small words and prepositions at the head of the next word.
_PREFIXES = {"hebrew": "ובלמשכה", "arabic": "وفبلك"}
# What Russian and Ukrainian names end in when declined, and what then stood there before.
_CASES = (
    ("ского", "ский"), ("скому", "ский"), ("ским", "ский"), ("ском", "ский"), ("ского", "ской"),
    ("ской", "ская"), ("скую", "ская"), ("цкого", "цкий"), ("цкому", "цкий"), ("цким", "цкий"),
    ("цком", "цкий"), ("цкой", "цкая"), ("цкую", "цкая"), ("ього", "ій"), ("овой", "ова"),
    ("евой", "ева"), ("иной", "ина"), ("ову", "ова"), ("еву", "ева"), ("ину", "ина"),
    ("ому", "ый"), ("ого", "ый"), ("ым", ""), ("ом", ""), ("ем", ""), ("ем", "ь"), ("ем", "й"),
    ("ою", "а"), ("ой", "ая"), ("ую", "ая"), ("ой", "а"), ("ей", "я"), ("ия", "ий"),
    ("ию", "ий"), ("ии", "ия"), ("ию", "ия"), ("ью", "ь"), ("а", ""), ("у", ""), ("е", ""),
    ("е", "а"), ("у", "а"), ("ы", "а"), ("и", "а"), ("я", "ь"), ("я", "й"), ("ю", "ь"),
    ("ю", "й"), ("ю", "я"), ("и", "я"), ("е", "я"), ("и", "ь"), ("ам", ""), ("ами", ""),
    ("ах", ""), ("ом", "о"), ("а", "о"), ("у", "о"),
)  # fmt: skip
_PARTICLES = (
    "에게서 에서는 에게는 으로는 이라고 에서 에게 으로 까지 부터 보다 처럼 이나 이란 라고 하고 "
    "한테 은 는 이 가 을 를 의 에 와 과 도 로 만 씨"
).split()
# A Han name that stands for a foreign one has at least two characters.
_LONGEST_HAN = 8


class Word(NamedTuple):
    """A word of the source that may be a name, folded and as it stands there, and where; `forms`
    are what it may be without endings and prefixes, itself first."""

    text: str
    script: str
    start: int
    forms: tuple[str, ...]
    raw: str


def folded(native: str) -> str:
    """A native form as it is looked up: composed, lower case, without vowel points and marks, a
    space between its words."""
    text = unicodedata.normalize("NFC", native).translate(_MARKS).translate(_DOTS).casefold()
    if any("\u0590" <= c <= "\u06ff" for c in text):
        parts = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", "".join(c for c in parts if not _point(c)))
        text = text.translate(_ALEF)
    return " ".join(text.split())


def _point(c: str) -> bool:
    """A point or a short vowel of Hebrew or Arabic; not the hamza, which is part of a letter."""
    hebrew = "\u0591" <= c <= "\u05c7" and c != "\u05be"
    return hebrew or "\u064b" <= c <= "\u0652"


@functools.cache
def _of_script() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>[{letters}])" for name, letters in _SCRIPTS.items()))


def script_of(native: str) -> str:
    """The script of the first letter that is of one; empty if there is none."""
    m = _of_script().search(native)
    return str(m.lastgroup) if m else ""


def words(source: str) -> Iterator[Word]:
    """The words of the source that may be names, in order. A run of Han gives every piece of it
    that may be one."""
    for m in _WORD.finditer(source):
        script = str(m.lastgroup)
        if script == "han":
            yield from _pieces(m[0], m.start())
            continue
        text = folded(m[0]).strip("-'\"")
        # Small words are no names, and few kana mean many things.
        short = len(text) < (3 if script == "katakana" else 2)
        if short or (script == "cyrillic" and not m[0][0].isupper()):
            continue
        yield Word(text, script, m.start(), (text, *_forms(text, script)), m[0])


def _pieces(run: str, start: int) -> Iterator[Word]:
    for at in range(len(run) - 1):
        for end in range(at + 2, min(len(run), at + _LONGEST_HAN) + 1):
            yield Word(run[at:end], "han", start + at, (run[at:end],), run[at:end])


@functools.lru_cache(maxsize=20_000)
def _forms(text: str, script: str) -> tuple[str, ...]:
    """What a word may be without its endings and prefixes, the likely ones first."""
    found: dict[str, None] = {}
    if script in _PREFIXES:
        for length in (1, 2):
            head, rest = text[:length], text[length:].lstrip("-'\"")
            if len(rest) > 1 and all(c in _PREFIXES[script] for c in head):
                found[rest] = None
    elif script == "cyrillic":
        for case, ending in _CASES:
            if text.endswith(case) and len(text) - len(case) > 2:
                found[text[: -len(case)] + ending] = None
    elif script == "hangul":
        for particle in _PARTICLES:
            if text.endswith(particle) and len(text) - len(particle) > 1:
                found[text[: -len(particle)]] = None
    found.pop(text, None)
    return tuple(found)
