"""The data that cards and checks refer to: `rules/lists/`, one entry a line, `#` for remarks."""

import functools
import itertools
from collections.abc import Iterable
from pathlib import Path


class CardError(ValueError):
    """A card or list that cannot be used; the message names the file and what is wrong."""


def meant(word: str, among: Iterable[str]) -> str:
    """`; did you mean …?` if something close to `word` is among the names, else nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(among), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


@functools.cache
def home() -> Path:
    """The folder of the rules that come with cleanup: in the wheel, or beside the package."""
    inside = Path(__file__).parent / "rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "rules"


@functools.cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of the list `name`, in the order of the file."""
    text = _text(name)
    lines = text.splitlines()
    # Few lists have remarks behind an entry, and none of the long ones.
    if " #" in text:
        lines = [line.split(" #")[0] for line in lines]
    return tuple([entry for line in lines if (entry := line.strip()) and entry[0] != "#"])


@functools.cache
def entry_set(name: str) -> frozenset[str]:
    """The entries of the list `name` as a set."""
    return frozenset(entries(name))


# As many words as can be looked for one by one while a set of them all is made.
MANY = 700


@functools.cache
def _words() -> frozenset[str]:
    return frozenset(in_order("words").split())


@functools.lru_cache(maxsize=50_000)
def known(word: str) -> bool:
    """Whether `word`, in lower case, is a common English word (not a name)."""
    wanted = word.lower()
    if known.cache_info().misses > MANY:
        return wanted in _words()
    return in_order("words").startswith(f"{wanted}\n", _place(wanted)) and wanted != ""


def has_known(words: Iterable[str], number: int) -> bool:
    """Whether so many of the words are known; no more than it takes are looked up, and those first
    that every text has."""
    small = entry_set("function-words")
    ordered = sorted(words, key=lambda word: word not in small)
    return sum(1 for _ in itertools.islice(filter(known, ordered), number)) == number


@functools.lru_cache(maxsize=10_000)
def is_head(part: str) -> bool:
    """Whether `part`, in lower case, begins a common English word that is longer by three letters
    and more."""
    text, start = in_order("words"), _place(part)
    while text.startswith(part, start):
        end = text.index("\n", start)
        if end - start >= len(part) + 3:
            return True
        start = end + 1
    return False


def _place(word: str) -> int:
    """Where in the text of the common words `word` stands, or would stand."""
    text = in_order("words")
    # Two line ends; the place is behind the first and not behind the second.
    low, high = 0, len(text) - 1
    while low < high:
        middle = text.rfind("\n", low, (low + high) // 2 + 1)
        end = text.index("\n", middle + 1)
        if text[middle + 1 : end] < word:
            low = end
        else:
            high = middle
    return low + 1


@functools.cache
def in_order(name: str) -> str:
    """The entries of a sorted list with remarks at its head only, a line end around each.

    To be searched as it is: a set of 40,000 words takes longer to make than a short article to
    check.
    """
    text = _text(name)
    start = 0
    while text.startswith("#", start):
        start = text.index("\n", start) + 1
    return f"\n{text[start:].strip()}\n"


def _text(name: str) -> str:
    """A list as it is written. Raises CardError."""
    path = home() / "lists" / f"{name}.txt"
    try:
        # Several times as fast as `read_text`, which looks for line ends piece by piece.
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except OSError as error:
        raise CardError(f"{path}: no list of that name ({error.strerror})") from error
