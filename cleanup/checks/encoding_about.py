"""Whether a text is about characters, and may show on purpose what is damage elsewhere."""

import re

from ..document import Document
from ..lazy import lazy
from ..prefilter import occurs

_ABOUT_IT = lazy(
    r"mojibake|\b(?:en|de)cod(?:ed?|ings?)\b|\bUTF|Unicode|\bU\+[0-9A-F]{4}|ISO-?8859|Latin-?1|"
    r"Windows-125|cp125\d|code ?page|\bcharsets?\b|character sets?|replacement character|"
    r"soft.hyphen|zero.width|byte.order|full.?width|vaporwave|ligature|diacritic|homogl|homogr|"
    r"look-?alike|confusable|phish|spoof|Cyrillic|Greek letter",
    re.IGNORECASE,
)


def about_characters(document: Document) -> bool:
    """Whether the text may show characters for their own sake, and mean them (a view)."""
    return occurs(document, _ABOUT_IT)
