"""Cards turned into rules, and rules selected by name.

A card is one TOML file, `rules/<family>/<name>.toml`; its path is its id. It holds either a
`[match]` table (see `patterns`) or the name of a check, `check = "module:function"`, and its own
examples. README.md in that folder shows them all.
"""

import difflib
import importlib
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Any

from .document import Document, Span
from .findings import Edit, Finding, Fix, Safety, Severity
from .lists import CardError, home
from .patterns import Match

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
    "default": bool,
    "removes": str,
    "owns": list,
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
    "ignore-case": bool,
}
REQUIRED = ("summary", "message", "why", "severity", "mqm", "example")
GIVEN = ("reference", "names", "source", "date", "settings")
_MARKS = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


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


@dataclass(frozen=True)
class Rule:
    """A card: what is found, why it matters, how it is found, and examples of both."""

    id: str
    summary: str
    message: str
    why: str
    severity: Severity
    mqm: str
    examples: tuple[Example, ...]
    safety: Safety | None = None
    unsafe_because: str | None = None
    # The settings call the fixes safe although the card does not.
    promoted: bool = False
    languages: tuple[str, ...] = ("en",)
    default: bool = True
    # "labelled" or "weak": the rule takes out whole lines, on that kind of evidence.
    removes: str | None = None
    # Classes of fact that its fixes may change: see `guard`.
    owns: frozenset[str] = frozenset()
    check: str | None = None
    match: Mapping[str, Any] | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""

    @property
    def family(self) -> str:
        return self.id.split("/")[0]

    @cached_property
    def _run(self) -> "Callable[[Document, Rule], Iterable[Finding]]":
        if self.match is not None:
            matcher = Match(self.match, self.path)
            self._check_message(matcher.words)
            return lambda document, rule: (
                rule.finding(hit.span, *((e,) for e in hit.candidates), words=hit.words)
                for hit in matcher.find(document.text)
            )
        module, _, function = (self.check or "").partition(":")
        try:
            found = getattr(importlib.import_module(module), function)
        except (ImportError, AttributeError, ValueError, TypeError) as error:
            raise CardError(f"{self.path}: no such check: {self.check}") from error
        if not callable(found):
            raise CardError(f"{self.path}: no such check: {self.check} is no function")
        return found  # type: ignore[no-any-return]

    def _check_message(self, words: set[str]) -> None:
        try:
            places = {name for _, name, _, _ in Formatter().parse(self.message) if name is not None}
        except ValueError as error:
            raise CardError(f"{self.path}: bad message: {error}") from error
        if empty := sorted(places - words):
            raise CardError(f"{self.path}: nothing fills {{{empty[0]}}} in the message")

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in self.__dict__.items() if k != "_run"}

    def findings(self, document: Document) -> Iterable[Finding]:
        """What the rule sees in `document`."""
        return self._run(document, self)

    def prepare(self) -> None:
        """Compile the pattern or import the check now. Raises CardError."""
        self._run  # noqa: B018

    def finding(
        self,
        span: Span,
        *fixes: tuple[Edit, ...],
        evidence: Iterable[str] = (),
        safety: Safety | None = None,
        words: Mapping[str, str] | None = None,
        **more_words: str,
    ) -> Finding:
        """A finding of this rule; the words fill the places in its message.

        Each of `fixes` is a candidate: the edits that belong together. Their safety is the
        card's, or a lower one given here.
        """
        worth = safety or self.safety or Safety.DISPLAY
        if self.promoted and fixes:
            evidence = (*evidence, f"called safe in the settings; the card: {self.unsafe_because}")
        return Finding(
            self.id,
            span,
            # One message is often that of many findings.
            sys.intern(self.message.format_map({**(words or {}), **more_words})),
            self.severity,
            self.mqm,
            tuple(evidence),
            tuple(Fix(edits, worth) for edits in fixes),
        )


def read_card(path: Path, rule_id: str) -> Rule:
    """The rule that a card describes. Raises CardError with the path and what is wrong."""
    where = str(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
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
    area, _, category = table["mqm"].partition("/")
    if category not in MQM.get(area, ()):
        raise CardError(f"{where}: no MQM category {table['mqm']!r}")
    if table.get("safety") == "unsafe" and "unsafe-because" not in table:
        raise CardError(f"{where}: safety is unsafe, but unsafe-because does not say why")
    if table.get("removes", "weak") not in ("weak", "labelled"):
        raise CardError(f"{where}: removes is either weak or labelled")
    if strange := set(table.get("owns", ())) - set(FACT_CLASSES):
        raise CardError(f"{where}: no class of facts {', '.join(map(str, strange))}")
    try:
        severity = Severity(table["severity"])
        safety = Safety(table["safety"]) if "safety" in table else None
    except ValueError as error:
        raise CardError(f"{where}: {error}") from error
    return Rule(
        id=rule_id,
        summary=table["summary"],
        message=table["message"],
        why=table["why"].strip(),
        severity=severity,
        mqm=table["mqm"],
        examples=tuple(Example.read(e, where) for e in table["example"]),
        safety=safety,
        unsafe_because=table.get("unsafe-because"),
        languages=tuple(table.get("languages", ("en",))),
        default=table.get("default", True),
        removes=table.get("removes"),
        owns=frozenset(table.get("owns", ())),
        check=table.get("check"),
        match=table.get("match"),
        options=table.get("options", {}),
        path=where,
    )


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


def _only_texts(value: Any) -> bool:
    """Whether a list holds nothing but texts, and a table of pairs texts or such lists."""
    if isinstance(value, dict):
        return all(isinstance(v, str | list) and v != [] and _only_texts(v) for v in value.values())
    return not isinstance(value, list) or all(isinstance(v, str) for v in value)


def meant(word: str, among: Iterable[str]) -> str:
    """`; did you mean …?` if something close to `word` is among the names, else nothing."""
    near = difflib.get_close_matches(word, list(among), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


class UnknownRuleError(ValueError):
    """A rule or family that does not exist was named."""


@dataclass(frozen=True)
class Rulebook:
    """All rules by id."""

    rules: Mapping[str, Rule]

    @staticmethod
    def load(folders: Iterable[Path] = ()) -> "Rulebook":
        """The rules that come with cleanup and those of `folders`. Raises CardError."""
        rules: dict[str, Rule] = {}
        for folder in (home(), *folders):
            cards = sorted(folder.glob("*/*.toml"))
            if not cards:
                raise CardError(f"{folder}: no cards (<family>/<name>.toml) in this folder")
            for path in cards:
                rule_id = f"{path.parent.name}/{path.stem}"
                if rule_id in rules:
                    raise CardError(f"{path}: {rules[rule_id].path} has the same name")
                rules[rule_id] = read_card(path, rule_id)
        return Rulebook(rules)

    def select(self, select: Iterable[str], ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
        """The rules named, less those to ignore, in order of id.

        `ALL` and a family's name stand for those of its rules that are on by default; only its own
        full id switches on a rule that is off. Raises UnknownRuleError.
        """
        chosen: set[str] = set()
        for name in select:
            chosen |= {k for k in self.named(name) if "/" in name or self.rules[k].default}
        for name in ignore:
            chosen -= self.named(name)
        return tuple(self.rules[key] for key in sorted(chosen))

    def named(self, name: str) -> set[str]:
        """The ids that a name stands for: `ALL`, a family, or an id. Raises UnknownRuleError."""
        found = {key for key in self.rules if name in ("ALL", key) or key.startswith(f"{name}/")}
        if not found:
            families = {rule.family for rule in self.rules.values()}
            raise UnknownRuleError(f"no rule {name!r}{meant(name, {*self.rules, *families})}")
        return found
