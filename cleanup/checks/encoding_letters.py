"""Checks of letters that are others than they seem: look-alikes, ligatures, accents apart."""

from collections.abc import Iterator
from unicodedata import name, normalize

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from .encoding_about import about_characters

# Letters of Cyrillic and Greek that look like one of Latin in every typeface. Greek small letters
# but ο do not: they stand in units and formulas, and "TNFα" is right.
_ALIKE = dict(
    zip(
        "АВЕКМНОРСТУХІЈЅаеорсухіјѕһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABEKMHOPCTYXIJSaeopcyxijshdqwABEZHIKMNOPTYXo",
        strict=True,
    )
)
# The other way round only letters that Russian and Ukrainian have.
_CYRILLIC = {_ALIKE[letter]: letter for letter in "АВЕКМНОРСТУХІаеорсухі"}
_LOOKS_LATIN = "".join(_ALIKE)
_MIXED = lazy(rf"[A-Za-z][{_LOOKS_LATIN}]|[{_LOOKS_LATIN}][A-Za-z]|[б-я][A-Za-z]")
_WORD = lazy(r"[^\W\d_]+")
_LONGEST = 40
# The accents that have characters together with a letter.
_APART = lazy(
    r"[^\W\d_][\u0300-\u0304\u0306-\u030c\u030f\u0311\u0313\u0314\u031b\u0323-\u0328\u032d"
    r"\u032e\u0330\u0331\u0338\u0342\u0345]+(?![\u0300-\u036f])"
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Alone it is what the text is about.
_LIGATURE = lazy(r"[ﬀ-ﬆ](?=[^\W\d_])|(?<=[^\W\d_])[ﬀ-ﬆ]")
# Three kinds one by one: a class of so many characters would be looked for as any beyond ASCII.
_WIDE = lazy(
    "|".join(
        f"[{kind}][０-９Ａ-Ｚａ-ｚ]*(?:[．，－／：][０-９]+)*"
        for kind in ("０-９", "Ａ-Ｚ", "ａ-ｚ")
    )
)
# What stands beside them in the scripts they were made for, signs of their own width included.
_BESIDE_WIDE = lazy(
    r"[\u1100-\u11ff\u2e80-\u303f\u3041-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uffef]"
)
_BESIDE_ONE = lazy(r"[\w\s.,;:!?]|\Z")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@looks_for(_MIXED)
def mixed_script_word(document: Document, rule: Rule) -> Iterator[Finding]:
    """A word of one script with letters of another that look alike, where only one script has them
    all."""
    text, read_to = document.text, 0
    for hit in matches(document, _MIXED):
        if hit.start() < read_to:
            continue
        start = hit.start()
        while start and hit.start() - start < _LONGEST and text[start - 1].isalpha():
            start -= 1
        m = _WORD.match(text, start, hit.end() + _LONGEST)
        if m is None or text[start - 1 : start].isalnum() or text[m.end() : m.end() + 1].isalnum():
            continue
        read_to = m.end()
        new = _one_script(m[0])
        if new is None:
            continue
        span = Span(*m.span())
        strange = [c for c, right in zip(m[0], new, strict=True) if c != right]
        yield rule.finding(
            span,
            (Edit(span, new),),
            safety=_safety(document),
            text=m[0],
            name=name(strange[0]).lower(),
        )


def _one_script(word: str) -> str | None:
    """The word in the only script that has all its letters, or as the English word that it is."""
    latin, other = [_ALIKE.get(c, c) for c in word], [_CYRILLIC.get(c, c) for c in word]
    can_be_latin = all(name(c, "").startswith("LATIN") for c in latin)
    can_be_cyrillic = all(name(c, "").startswith("CYRILLIC") for c in other)
    if can_be_latin and can_be_cyrillic:
        can_be_cyrillic = not (len(word) > 2 and known("".join(latin)))
    if can_be_latin == can_be_cyrillic:
        return None
    return "".join(latin if can_be_latin else other)


@looks_for(_APART)
def letter_apart(document: Document, rule: Rule) -> Iterator[Finding]:
    """A letter and its accent written as two characters where there is one for both."""
    for m in matches(document, _APART):
        new = normalize("NFC", m[0])
        if len(new) == 1 and new != m[0]:
            span = Span(*m.span())
            yield rule.finding(span, (Edit(span, new),), safety=_safety(document), new=new)


@looks_for(_LIGATURE)
def ligature(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two or three letters written as one character."""
    for m in matches(document, _LIGATURE):
        span, new = Span(*m.span()), _LIGATURES[m[0]]
        yield rule.finding(span, (Edit(span, new),), safety=_safety(document), text=m[0], new=new)


@looks_for(_WIDE)
def fullwidth(document: Document, rule: Rule) -> Iterator[Finding]:
    """Letters and digits as wide as Chinese characters, where there are none beside them."""
    text = document.text
    for m in matches(document, _WIDE):
        span = Span(*m.span())
        sides = (text[span.start - 1 : span.start], text[span.end : span.end + 1])
        # One letter between signs is a face: "ｏ(^_^)ｏ".
        face = len(m[0]) == 1 and not m[0].isdigit() and not all(map(_BESIDE_ONE.match, sides))
        if not face and not any(map(_BESIDE_WIDE.match, sides)):
            new = m[0].translate(_NARROW)
            yield rule.finding(
                span, (Edit(span, new),), safety=_safety(document), text=m[0], new=new
            )


def _safety(document: Document) -> Safety | None:
    """Lower than the card's where the text may show such letters on purpose."""
    return Safety.UNSAFE if document.view(about_characters) else None
