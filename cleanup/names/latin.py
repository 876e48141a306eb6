"""Names in Latin letters: what is the same name in them, and how other scripts are written so."""

import functools
import itertools
import re
import unicodedata

from ..lazy import lazy
from ..lists import entries
from .native import script_of
from .spelling import plain

# What is a matter of taste where sounds are written in Latin letters: the later ones see what the
# earlier ones have made.
_TASTE = tuple(
    pair.split(":")
    for pair in (
        "sch:sh tch:ch kh:h ch:h ph:f th:t tz:z ts:z cz:z ck:k q:k c:k w:v ou:u oo:u ie:i ee:i "
        "ei:i ey:i ai:i ay:i y:i j:i"
    ).split()
)
_DIGRAPHS = str.maketrans(
    {"š": "sh", "č": "ch", "ž": "zh", "ş": "sh", "ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss"}
)


def letters(name: str) -> str:
    """A name in plain letters, the marked ones of Slavic alphabets as English writes them."""
    return plain(unicodedata.normalize("NFC", name.casefold()).translate(_DIGRAPHS))


def unmarked(name: str) -> str:
    """A name without accents."""
    parts = unicodedata.normalize("NFD", name)
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return bare.translate(str.maketrans("ıłŁđøØ", "ilLdoO"))


@functools.lru_cache(maxsize=20_000)
def taste(name: str) -> str:
    """A name without what is a matter of taste: two names with the same one are both right."""
    found = letters(name)
    for old, new in _TASTE:
        found = found.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", found).rstrip("h")


@functools.cache
def _readings() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entry in entries("pinyin"):
        reading, characters = entry.split(" ")
        for character in characters:
            found.setdefault(character, []).append(reading)
    return {character: tuple(readings) for character, readings in found.items()}


def pinyin(character: str) -> tuple[str, ...]:
    """How a Chinese character may be read, without tones; empty for one that is not known."""
    return _readings().get(character, ())


# How Cyrillic is written in English, and beside it how in the systems of other languages.
_CYRILLIC = {
    "а": ("a",), "б": ("b",), "в": ("v", "w|ff?"), "г": ("g", "h|gh"), "ґ": ("g",), "д": ("d",),
    "е": ("e|ye|ie|yo|o", "je|io|jo"), "ж": ("zh", "j"), "з": ("z", "s|zz"), "и": ("i", "y|ee"),
    "і": ("i", "y"), "ї": ("yi|i", "ji"), "є": ("ye|ie|e", "je"), "й": ("[iy]?", "j"),
    "к": ("k", "kk|ck|c(?![eiy])"), "л": ("l", "ll"), "м": ("m",), "н": ("n", "nn"), "о": ("o",),
    "п": ("p",), "р": ("r",), "с": ("s|ss",), "т": ("t", "tt"), "у": ("u", "ou|oo"),
    "ф": ("f", "ph"), "х": ("kh|h", "ch|x"), "ц": ("ts", "c|tz|z"), "ч": ("ch", "t?sch|tch"),
    "ш": ("sh", "s?ch"), "щ": ("shch|shh?", "sch"), "ъ": ("",), "ы": ("y", "i"),
    "ь": ("[iy]?", "j"), "э": ("e", "a"), "ю": ("[yi]u", "ju"), "я": ("[yi]a", "ja"),
    "кс": ("x|ks", "cs"), "дж": ("dzh|j", "dj|zh"), "ий": ("i|y|iy", "ij|yi|yy"),
    "ый": ("i|y|yi|yy|iy", "yj"),
    "ье": ("[iy]?e", "je"), "ьо": ("[iy]?o", "jo"), "ьи": ("[iy]?i", "ji"),
}  # fmt: skip


_USUAL = dict(zip("абвгґдезиійклмнопрстуфыэ", "abvggdeziiyklmnoprstufye", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
    "ї": "yi", "є": "ye", "ий": "y", "ый": "y", "ие": "iye", "ае": "aye", "ее": "eye", "ое": "oye",
    "ье": "ye", "ия": "ia",
}  # fmt: skip


@functools.lru_cache(maxsize=2_000)
def _romanisations(native: str, anywhere: bool) -> re.Pattern[str]:
    parts, at = [], 0
    while at < len(native):
        step = 2 if native[at : at + 2] in _CYRILLIC else 1
        ways = _CYRILLIC.get(native[at : at + step], ("",))
        parts.append("|".join(ways if anywhere else ways[:1]))
        at += step
    return re.compile("".join(f"(?:{part})" for part in parts))


def in_latin(native: str) -> str:
    """A Cyrillic name as English papers write it."""
    found, at = "", 0
    while at < len(native):
        step = 2 if native[at : at + 2] in _USUAL else 1
        found += _USUAL.get(native[at : at + step], "")
        at += step
    return found


def romanised(native: str, name: str, *, anywhere: bool = False) -> bool:
    """Whether a name is a native word written in Latin letters as English does, or as is done
    `anywhere`: Cyrillic by one of the systems in use, Chinese in pinyin. Other scripts do not say
    how."""
    script, ours = script_of(native), letters(name)
    if script == "han":
        return any("".join(way) == ours for way in itertools.product(*map(pinyin, native)))
    return script == "cyrillic" and bool(_romanisations(native, anywhere).fullmatch(ours))


_SLAVIC = lazy(r"(?:[оеё]в|ин|[сц]к(?:ий|ой|ая)|[оеё]ва|ина|енко|чук|юк|[оеё]вич|[оеё]вна)$")


def slavic(native: str) -> bool:
    """Whether a Cyrillic word looks like a Slavic surname, long enough to be one."""
    return len(native) > 4 and script_of(native) == "cyrillic" and bool(_SLAVIC.search(native))
