"""The language of a document, told by script and common words; langdetect only names the others.

English is recognised by the share of its closed-class words among the lower-case words of the
text: capitalised runs are names and headlines and tell nothing. langdetect is slow to load, wrong
on short texts and random unless seeded, so it is asked only when a text is not English.
"""

from collections import Counter
from unicodedata import name

from ..document import Document
from ..lists import entry_set
from ..segments import WORD

# Below this many words a text is taken for English unless its script says otherwise.
FEWEST_WORDS = 20
# English prose has 30 to 45 %; the closest other language in Latin letters stays below 6 %.
SMALLEST_SHARE = 0.1
# Enough to judge by; the head of a document may be a menu, so a stretch of it is not.
SAMPLE = 20_000


def language(document: Document) -> str:
    """The ISO 639-1 code of the document's language, `und` where it cannot be told (a view)."""
    text = document.text[:SAMPLE]
    letters = Counter(_script(c) for c in text if c > "\x7f" and c.isalpha())
    latin = letters.pop("LATIN", 0)
    if letters and letters.total() > latin + sum(c.isascii() and c.isalpha() for c in text):
        return _named(text)
    lower = [w for m in WORD.finditer(text) if (w := m[0])[0].islower()]
    if len(lower) < FEWEST_WORDS:
        return "en"
    share = sum(w in entry_set("function-words") for w in lower) / len(lower)
    return "en" if share >= SMALLEST_SHARE else _named(text)


def _script(letter: str) -> str:
    return name(letter, "?").split()[0]


def _named(text: str) -> str:
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    try:
        code = str(detect(text))
    except LangDetectException:
        return "und"
    # Too few English words for English, whatever the detector says.
    return "und" if code == "en" else code
