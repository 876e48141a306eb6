"""Checks of numbers: digits of other scripts, endings of ordinals, separators, magnitudes."""

import re
from collections.abc import Iterator
from unicodedata import category, digit

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..prefilter import looks_for, matches, occurs
from ..rulebook import Rule

# Arabic, Persian, Devanagari, Bengali, Tamil and Thai.
_DIGITS = "٠-٩۰-۹०-९০-৯௦-௯๐-๙"
_FOREIGN = lazy(rf"[{_DIGITS}]+(?:[٫٬.,:/-][{_DIGITS}]+)*٪?")
_MARKS = {"٫": ".", "٬": ",", "٪": "%"}
_ABOUT_DIGITS = lazy(r"numerals?|\bdigits?\b|\bscripts?\b|alphabet|Unicode", re.IGNORECASE)
_NEAR = 3

_ORDINAL = lazy(
    r"(\d(?<![^\s(\[“‘\"'—–]\d)(?:\d{0,2}(?:,\d{3})+|\d*))([ \u00a0]?(st|nd|rd|th))(?![\w’']|-\d)"
)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
# "11st" is also a weight: these say that it is none. "16st of muscle" is one.
_COUNTED = lazy(
    r" (?:of (?:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)|anniversary|birthday|century|"
    r"congress|consecutive|day|edition|floor|grade|minute|month|"
    r"place|round|season|session|straight|time|week|year)\b"
)

_UNIT = (
    r"(?:%|percent\b|per cent\b|percentage points?\b|(?:thousand|million|billion|trillion)\b|"
    r"k[gm]\b|[cm]m\b|(?:kilo|centi|milli)?met(?:re|er)s?\b|kilograms?\b|kilos?\b|lit(?:re|er)s?\b|"
    r"tons?\b|tonnes?\b|hectares?\b|degrees?\b|euros?\b|dollars?\b|points?\b|"
    r"miles?\b|yards?\b|feet\b|inches\b|years?\b|hours?\b|minutes?\b|seconds?\b)"
)
_SEPARATED = lazy(
    rf"(?<![\w.,:/$€£-])[$€£]?(?:\d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?![\d,.]\d|\d)"
    rf"|\d{{1,3}},\d{{1,2}}(?=[ \u00a0-]?{_UNIT}))"
)
_SWAPPED = str.maketrans(".,", ",.")
_LISTED = lazy(
    r"(?:\b(?:and|articles?|chapters?|figures?|items?|lines?|no|nos|numbers?|or|pages?|paragraphs?|"
    r"parts?|pp?|questions?|rooms?|rules?|sections?|steps?|tables?|verses?|weeks?)\.?|\d,?) ?\Z",
    re.IGNORECASE,
)


@looks_for(_FOREIGN)
def non_latin_digits(document: Document, rule: Rule) -> Iterator[Finding]:
    """A number in the digits of another script, among words of ours."""
    text, about_it = document.text, None
    for m in matches(document, _FOREIGN):
        around = text[max(0, m.start() - _NEAR) : m.start()] + text[m.end() : m.end() + _NEAR]
        # In words of that script it stands as it should.
        if any(c > "\u024f" and category(c)[0] in "LM" for c in around):
            continue
        if about_it is None:
            about_it = occurs(document, _ABOUT_DIGITS)
        new = "".join(_MARKS.get(c) or (str(digit(c)) if c.isdigit() else c) for c in m[0])
        span = Span(*m.span())
        safety = Safety.UNSAFE if about_it else None
        yield rule.finding(span, (Edit(span, new),), safety=safety, text=m[0], new=new)


@looks_for(_ORDINAL)
def ordinal_form(document: Document, rule: Rule) -> Iterator[Finding]:
    """An ordinal number with the ending of another, or with one that stands apart."""
    text = document.text
    for m in matches(document, _ORDINAL):
        number = int(m[1].replace(",", "")[-2:])
        right = "th" if 10 < number < 14 else _ENDINGS.get(number % 10, "th")
        if m[2] == right or (m[3] == "st" and not _COUNTED.match(text, m.end())):
            continue
        # "The n + 1th term".
        if text[max(0, m.start() - 3) : m.start()].rstrip()[-1:] in tuple("+-−–*/="):
            continue
        span, ending = Span(*m.span()), Span(*m.span(2))
        yield rule.finding(span, (Edit(ending, right),), text=m[0], new=m[1] + right)


@looks_for(_SEPARATED)
def foreign_separators(document: Document, rule: Rule) -> Iterator[Finding]:
    """A number with a comma for the decimal point, and perhaps full stops between thousands."""
    text = document.text
    for m in matches(document, _SEPARATED):
        if "." not in m[0] and _LISTED.search(text, max(0, m.start() - 20), m.start()):
            continue
        span, new = Span(*m.span()), m[0].translate(_SWAPPED)
        yield rule.finding(span, (Edit(span, new),), text=m[0], new=new)
