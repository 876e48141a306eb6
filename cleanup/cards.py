"""Cards read from their files: what is refused, and how it is said.

A card is one TOML file, `rules/<family>/<name>.toml`. Few runs need this module: the tables of
cards that were read once are kept (see `compiled`).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .document import Span
from .findings import Safety, Severity
from .lazy import lazy
from .lists import CardError, meant

# The categories of the MQM core typology that a card may name; "Other" is for what was never
# part of the article.
MQM = {
    "Accuracy": ("Mistranslation", "Addition", "Omission", "Untranslated"),
    "Terminology": ("Inconsistent", "Wrong term"),
    "Linguistic conventions": (
        "Character encoding",
        "Duplication",
        "Grammar",
        "Punctuation",
        "Spelling",
        "Unintelligible",
        "White space",
    ),
    "Style": ("Awkward", "Inconsistent", "Organizational", "Unidiomatic"),
    "Locale conventions": ("Currency format", "Date format", "Number format", "Punctuation"),
    "Design and markup": ("Layout", "Markup tag"),
    "Other": ("Not article text",),
}
FACT_CLASSES = ("numbers", "names", "negations", "quotations", "addresses")
KEYS = {
    "summary": str,
    "message": str,
    "why": str,
    "severity": str,
    "safety": str,
    "unsafe-because": str,
    "mqm": str,
    "languages": list,
    "source-languages": list,
    "default": bool,
    "removes": str,
    "owns": list,
    "critical": bool,
    "check": str,
    "match": dict,
    "options": dict,
    "example": list,
}
MATCH_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "pattern": str,
    "replace": (str, list),
    "pairs": dict,
    "unless": list,
    "unless-line": list,
    "ignore-case": bool,
}
REQUIRED = ("summary", "message", "why", "severity", "mqm", "example")
# A language by its code, "ar".
_CODE = lazy(r"[a-z]{2,3}")
GIVEN = ("reference", "names", "source", "date", "settings")
_MARKS = lazy(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the spans a rule must find in it: none, for one that is right as it stands.

    `fixed` is the text after the fix, where the card gives it. `miss` says why a known failure
    fails. `given` is what the rule needs beside the text.
    """

    text: str
    spans: tuple[Span, ...]
    fixed: str | None
    miss: str | None
    given: Mapping[str, Any]
    marked: str

    @staticmethod
    def read(table: Mapping[str, Any], where: str) -> "Example":
        """An `[[example]]` table: `bad` with `[[ ]]` around what is found, or `good`."""
        if not isinstance(table, dict):
            raise CardError(f"{where}: an example is a table")
        if ("bad" in table) == ("good" in table):
            raise CardError(f"{where}: an example is either bad or good")
        if strange := set(table) - {"bad", "good", "fixed", "miss", *GIVEN}:
            raise CardError(f"{where}: an example has no key {', '.join(sorted(strange))}")
        marked = table.get("bad", table.get("good"))
        if not isinstance(marked, str):
            raise CardError(f"{where}: the text of an example is a string")
        spans, removed = [], 0
        for m in _MARKS.finditer(marked if "bad" in table else ""):
            spans.append(Span(m.start() - removed, m.start() - removed + len(m[1])))
            removed += 4
        if "bad" in table and not spans:
            raise CardError(f"{where}: a bad example marks what is found with [[ ]]")
        text = _MARKS.sub(r"\1", marked) if "bad" in table else marked
        given = {k: table[k] for k in GIVEN if k in table}
        return Example(text, tuple(spans), table.get("fixed"), table.get("miss"), given, marked)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: its examples, and `table`, everything else in it."""

    examples: tuple[Example, ...]
    table: Mapping[str, Any]


def read_card(path: Path) -> Card:
    """The card at `path`. Raises CardError with the path and what is wrong."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CardError(f"{path}: not a card: {error}") from error
    return card_of(data, str(path))


def card_of(data: bytes, where: str) -> Card:
    """The card in these bytes of the file `where`. Raises CardError."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        table = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CardError(f"{where}: not a card: {error}") from error
    for key, value in table.items():
        if key not in KEYS:
            raise CardError(f"{where}: a card has no key {key!r}{meant(key, KEYS)}")
        if not isinstance(value, KEYS[key]):
            raise CardError(f"{where}: {key} must be a {KEYS[key].__name__}")
    if missing := [key for key in REQUIRED if key not in table]:
        raise CardError(f"{where}: missing: {', '.join(missing)}")
    if ("check" in table) == ("match" in table):
        raise CardError(f"{where}: a card has either a [match] table or a check")
    _check_match(table.get("match"), where)
    _check_codes(table.get("source-languages", ()), where)
    area, _, category = table["mqm"].partition("/")
    if category not in MQM.get(area, ()):
        raise CardError(f"{where}: no MQM category {table['mqm']!r}")
    if table.get("safety") == "unsafe" and "unsafe-because" not in table:
        raise CardError(f"{where}: safety is unsafe, but unsafe-because does not say why")
    if table.get("removes", "weak") not in ("weak", "labelled", "certain"):
        raise CardError(f"{where}: removes is either weak or labelled or certain")
    if strange := set(table.get("owns", ())) - set(FACT_CLASSES):
        raise CardError(f"{where}: no class of facts {', '.join(map(str, strange))}")
    try:
        Severity(table["severity"])
        if "safety" in table:
            Safety(table["safety"])
    except ValueError as error:
        raise CardError(f"{where}: {error}") from error
    examples = tuple(Example.read(e, where) for e in table.pop("example"))
    table["why"] = table["why"].strip()
    return Card(examples, table)


def _check_match(match: Mapping[str, Any] | None, where: str) -> None:
    """Raises CardError for a `[match]` table that cannot be used."""
    if match is None:
        return
    for key, value in match.items():
        if key not in MATCH_KEYS:
            raise CardError(f"{where}: [match] has no key {key!r}{meant(key, MATCH_KEYS)}")
        if not isinstance(value, MATCH_KEYS[key]) or not _only_texts(value):
            raise CardError(f"{where}: [match] {key} must not be {value!r}")
    if bool(match.get("pattern")) == bool(match.get("pairs")):
        raise CardError(f"{where}: [match] needs either a pattern or pairs")
    if "pairs" in match and "replace" in match:
        raise CardError(f"{where}: [match] has pairs, which say what to put in place, and replace")


def _check_codes(codes: Iterable[Any], where: str) -> None:
    """Raises CardError for what cannot be the code of a language."""
    for code in codes:
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise CardError(f'{where}: no code of a language, as "ar" is: {code!r}')


def _only_texts(value: Any) -> bool:
    """Whether a list holds nothing but texts, and a table of pairs texts or such lists."""
    if isinstance(value, dict):
        return all(isinstance(v, str | list) and v != [] and _only_texts(v) for v in value.values())
    return not isinstance(value, list) or all(isinstance(v, str) for v in value)
