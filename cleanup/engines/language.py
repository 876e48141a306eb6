"""The language of a document, told by script and common words; langdetect only names the others.

English is recognised by the share of its closed-class words among the lower-case words of the
text: capitalised runs are names and headlines and tell nothing. langdetect is slow to load, wrong
on short texts and random unless seeded, so it is asked only when a text is not English.
"""

from collections import Counter
from unicodedata import name

from ..document import Document
from ..lazy import lazy
from ..lists import entry_set
from ..segments import WORD

_BEYOND_ASCII = lazy(r"[^\W\d_\x00-\x7f]")
_ASCII = lazy(r"[A-Za-z]")
# Below this many words a text is taken for English unless its script says otherwise.
FEWEST_WORDS = 20
# English prose has 30 to 45 %; the closest other language in Latin letters stays below 6 %.
SMALLEST_SHARE = 0.1
# Enough to judge by; the head of a document may be a menu, so a stretch of it is not.
SAMPLE = 20_000
SHORT = 3_000
SLICE = 500


def language(document: Document) -> str:
    """The ISO 639-1 code of the document's language, `und` where it cannot be told (a view)."""
    text = document.text[:SAMPLE]
    letters = Counter(_script(c) for c in _BEYOND_ASCII.findall(text) if c.isalpha())
    latin = letters.pop("LATIN", 0)
    if letters and letters.total() > latin + len(_ASCII.findall(text)):
        return named(text)
    words = WORD.findall(text) if len(text) <= SHORT else _some_words(text)
    lower = [word for word in words if word[0].islower()]
    if len(lower) < FEWEST_WORDS:
        return "en"
    common = entry_set("function-words")
    share = sum(word in common for word in lower) / len(lower)
    return "en" if share >= SMALLEST_SHARE else named(text)


def _some_words(text: str) -> list[str]:
    """A quarter of the words, from all over the text: as good for a share, and much faster."""
    return [
        word
        for start in range(0, len(text), 4 * SLICE)
        for word in WORD.findall(text, start, start + SLICE)
    ]


def _script(letter: str) -> str:
    return name(letter, "?").split()[0]


def named(text: str) -> str:
    """The language of a text that is surely not English, as langdetect tells it: slow to load, so
    only to be asked about what other signs call foreign."""
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    try:
        code = str(detect(text))
    except LangDetectException:
        return "und"
    # Too few English words for English, whatever the detector says.
    return "und" if code == "en" else code
