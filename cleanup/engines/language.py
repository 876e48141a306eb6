"""The language of a document or of a piece of it: told by script and common words; a detector only
names what is surely not English.

English is recognised by the share of its closed-class words among the lower-case words of the
text: capitalised runs are names and headlines and tell nothing. What is not English is named by its
letters where they tell (`letters`), else by langdetect, which is slow to load, wrong on short texts
and random unless seeded, or by fastText with a model of the user's (`fasttext`), which is neither.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..document import Document
from ..lists import entries, entry_set
from ..segments import WORD
from .letters import is_latin_script, scripts, told_by_letters

if TYPE_CHECKING:
    from langdetect import DetectorFactory

# Below this many words a text is taken for English unless its script says otherwise.
FEWEST_WORDS = 20
# English prose has 30 to 45 %; the closest other language in Latin letters stays below 6 %.
SMALLEST_SHARE = 0.1
# So many different words among them, or one of these.
FEWEST_KINDS = 3
SURELY = frozenset(("and", "of", "the", "with"))
# Enough to judge by; the head of a document may be a menu, so a stretch of it is not.
SAMPLE = 20_000
SHORT = 3_000
SLICE = 500
UNKNOWN = "und"
# How sure langdetect must be: of texts in one language it is surer than 0.99, of languages that it
# does not know, or of two at once, hardly ever.
SURE = 0.9
# Words and ends of words that a Latin sentence is full of: langdetect takes it for a daughter of
# Latin, which shares some of them.
_LATIN_WORDS = frozenset(
    "ab ac ad atque aut cum de enim esse est et ex haec hic hoc in me nec non nos per pro quae qui "
    "quid quod se sed semper si sic sit sub sunt te tu ut vel".split()
)
_LATIN_ENDS = ("ae", "bus", "ntur", "que", "rum", "tur", "um", "unt", "us")
_LATIN_SHARE = 0.2
_SHORTEST = 4
# The languages of langdetect that are written in Latin letters.
_LATIN = frozenset(
    "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr "
    "vi".split()
)


def language(document: Document) -> str:
    """The code of the document's language, as in `names_of_languages`; `und` where it cannot be
    told (a view)."""
    text = document.text[:SAMPLE]
    model = document.evidence.language_model
    if not is_latin_script(text, scripts(text)):
        return named(text, model)
    words = WORD.findall(text) if len(text) <= SHORT else _some_words(text)
    lower = [word for word in words if word[0].islower()]
    if len(lower) < FEWEST_WORDS:
        return "en"
    common = entry_set("function-words")
    english = [word for word in lower if word in common]
    if len(english) < SMALLEST_SHARE * len(lower):
        return named(text, model)
    if len(set(english)) >= FEWEST_KINDS or not SURELY.isdisjoint(english):
        return "en"
    # One word of another language may be English too ("most", a bridge in Croatian).
    code = named(text, model)
    return "en" if code == UNKNOWN else code


def _some_words(text: str) -> list[str]:
    """A quarter of the words, from all over the text: as good for a share, and much faster."""
    return [
        word
        for start in range(0, len(text), 4 * SLICE)
        for word in WORD.findall(text, start, start + SLICE)
    ]


def named(text: str, model: Path | None = None) -> str:
    """The code of the language of a text that is surely not English, `und` where it cannot be told.

    Only to be asked about what other signs call foreign: langdetect is slow to load. With `model`,
    a file, fastText tells it instead. Raises ValueError for a model that cannot be
    used.
    """
    if code := told_by_letters(text):
        return code
    if is_latin(text):
        return "la"
    if model is not None:
        from .fasttext import detected

        code = detected(text, model)
    else:
        code = _detected(text)
    # Too few English words for English, whatever the detector says.
    return UNKNOWN if code == "en" else code


def is_latin(text: str) -> bool:
    """Whether a text looks like Latin: mottos, prayers, and what printers fill a page with."""
    words = [word.lower() for word in WORD.findall(text)]
    long = [word for word in words if len(word) >= _SHORTEST]
    ends = sum(word.endswith(_LATIN_ENDS) for word in long)
    return ends >= max(2, _LATIN_SHARE * len(long)) and not _LATIN_WORDS.isdisjoint(words)


def _detected(text: str) -> str:
    from langdetect import LangDetectException

    detector = _profiles(only_latin=scripts(text).keys() <= {"LATIN"}).create()
    detector.append(text)
    try:
        best = detector.get_probabilities()[0]
    except LangDetectException:
        return UNKNOWN
    # It tells the two ways of writing Chinese apart.
    return str(best.lang).split("-")[0] if best.prob >= SURE else UNKNOWN


@cache
def _profiles(*, only_latin: bool) -> "DetectorFactory":
    """The languages of langdetect, or those that are written in Latin letters: all of them take
    60 MB and a fifth of a second, these a third of that."""
    from langdetect import PROFILES_DIRECTORY, DetectorFactory

    every = Path(PROFILES_DIRECTORY).iterdir()
    some = [one for one in every if one.name in _LATIN or not only_latin]
    factory = DetectorFactory()
    factory.seed = 0
    factory.load_json_profile([one.read_text("utf-8") for one in sorted(some)])
    return factory


@cache
def names_of_languages() -> Mapping[str, str]:
    """Languages by code: ISO 639-1, or 639-3 where there is none; the names are English."""
    rows = (entry.partition(" ") for entry in entries("languages"))
    return {code: name for code, _, name in rows}


def name_of(code: str) -> str:
    """The English name of a language, for messages."""
    return names_of_languages().get(code, "another language")
