"""Languages told by their letters: by a script that one language has, or by letters that its
neighbours have not.

This is exact where it says anything, needs no model, and knows languages that langdetect does not
(Armenian, Georgian, Icelandic, Belarusian, Kazakh, Pashto).
"""

import re
from collections import Counter
from unicodedata import name

from ..lazy import lazy

_ASCII = lazy(r"[A-Za-z]")
_BEYOND_ASCII = lazy(r"[^\W\d_\x00-\x7f]")
# By the first word of the Unicode names of their letters. Scripts of several languages are missing.
_SCRIPTS = {
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "KANNADA": "kn",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAANA": "dv",
    "THAI": "th",
    "TIBETAN": "bo",
}
_KANA = ("HIRAGANA", "KATAKANA")
# Half of Japanese is kana; in Chinese there are some in names and on signs.
_LEAST_KANA = 0.1
# Letters and words that of the languages of a script only one has.
_TELLING = {
    "CYRILLIC": (
        ("be", lazy(r"ў.*і|і.*ў", re.I | re.S)),
        ("kk", lazy(r"ұ|[қғ].*і|і.*[қғ]", re.I | re.S)),
        ("uk", lazy(r"[їє]", re.I)),
        ("mk", lazy(r"[ѓќѕ]", re.I)),
        ("sr", lazy(r"[ђћ]|\b(?:је|су)\b", re.I)),
        ("ru", lazy(r"ы.*э|э.*ы|ё", re.I | re.S)),
    ),
    "ARABIC": (
        ("ps", lazy(r"[ټډړږښڼۍ]")),
        ("ur", lazy(r"[ٹڈڑے]")),
        ("ckb", lazy(r"[ڕڵێۆ]")),
    ),
    "LATIN": (
        ("is", lazy(r"þ", re.I)),
        ("vi", lazy(r"[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I)),
    ),
}


def scripts(text: str) -> Counter[str]:
    """How many letters beyond ASCII the text has of each script, by its name in Unicode ("LATIN",
    "CJK")."""
    return Counter(name(c, "?").split()[0] for c in _BEYOND_ASCII.findall(text) if c.isalpha())


def is_latin_script(text: str, found: Counter[str]) -> bool:
    """Whether half of the letters are Latin; `found` is what `scripts` says of the text."""
    others = found.total() - found["LATIN"]
    return not others or others <= found["LATIN"] + len(_ASCII.findall(text))


def told_by_letters(text: str) -> str:
    """The code of the language, if the letters of a text that is not English tell it; else ""."""
    found = scripts(text)
    latin = is_latin_script(text, found)
    if not latin:
        del found["LATIN"]
    script = "LATIN" if latin else found.most_common(1)[0][0]
    if script in ("CJK", *_KANA):
        kana = sum(found[one] for one in _KANA)
        return "ja" if kana >= _LEAST_KANA * (kana + found["CJK"]) else "zh"
    if script in _TELLING:
        return next((code for code, sign in _TELLING[script] if sign.search(text)), "")
    return _SCRIPTS.get(script, "")
