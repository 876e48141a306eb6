"""Cards turned into rules, and rules selected by name.

A card is one TOML file, `rules/<family>/<name>.toml`; its path is its id. It holds either a
`[match]` table (see `patterns`) or the name of a check, `check = "module:function"`, and its own
examples. README.md in that folder shows them all. What few runs need of a card, its examples, is
read from its file when asked for.
"""

import importlib
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import compiled
from .document import Document, Span
from .findings import Edit, Finding, Fix, Safety, Severity
from .lists import CardError, home, meant
from .patterns import Match
from .triggers import Trigger, trigger_of

if TYPE_CHECKING:
    from .cards import Example

# What the function of a check takes: a document and its rule.
CHECK_TAKES = 2


@dataclass(eq=False, repr=False)
class Rule:
    """A card: what is found, why it matters, how it is found, and examples of both.

    `examples` are read from the card at `path`; that raises CardError if it is gone.
    """

    id: str
    summary: str
    message: str
    severity: Severity
    mqm: str
    why: str = ""
    safety: Safety | None = None
    unsafe_because: str | None = None
    # The settings call the fixes safe although the card does not.
    promoted: bool = False
    languages: tuple[str, ...] = ("en",)
    default: bool = True
    # Runs only over texts that come from one of these; empty: over all.
    source_languages: tuple[str, ...] = ()
    # "certain", "labelled" or "weak": the rule takes out whole lines, or tags of a page ("certain"
    # only), on that kind of evidence. What a removal takes out is not looked at by the guard.
    removes: str | None = None
    # Classes of fact that its fixes may change: see `guard`.
    owns: frozenset[str] = frozenset()
    # What it finds spoils the whole text: it weighs more than an error.
    critical: bool = False
    check: str | None = None
    match: Mapping[str, Any] | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    # The triggers, where they are known without the patterns.
    known_triggers: tuple[Trigger, ...] | None = None

    @property
    def family(self) -> str:
        return self.id.split("/")[0]

    @cached_property
    def examples(self) -> "tuple[Example, ...]":
        from .cards import read_card

        return read_card(Path(self.path)).examples

    @cached_property
    def _matcher(self) -> Match:
        assert self.match is not None
        matcher = Match(self.match, self.path)
        # Triggers that are known come from a card that was right.
        if self.known_triggers is None:
            self._check_message(matcher.words)
        return matcher

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """What must be in a text for the rule to find anything; empty if that cannot be told.
        Raises CardError."""
        if self.known_triggers is not None:
            return self.known_triggers
        if self.match is not None:
            return (self._matcher.trigger,)
        return tuple(map(trigger_of, getattr(self._run, "patterns", ())))

    @cached_property
    def _run(self) -> "Callable[[Document, Rule], Iterable[Finding]]":
        if self.match is not None:
            matcher = self._matcher
            return lambda document, rule: (
                rule.finding(hit.span, *((e,) for e in hit.candidates), words=hit.words)
                for hit in matcher.find(document, *rule.triggers)
            )
        module, _, function = (self.check or "").partition(":")
        try:
            found = getattr(importlib.import_module(module), function)
        except (ImportError, AttributeError, ValueError, TypeError) as error:
            raise CardError(f"{self.path}: no such check: {self.check}") from error
        code = getattr(found, "__code__", None)
        if code is None or code.co_argcount != CHECK_TAKES:
            what = "is no function of a document and a rule"
            raise CardError(f"{self.path}: no such check: {self.check} {what}")
        return found  # type: ignore[no-any-return]

    def _check_message(self, words: set[str]) -> None:
        from string import Formatter

        try:
            places = {name for _, name, _, _ in Formatter().parse(self.message) if name is not None}
        except ValueError as error:
            raise CardError(f"{self.path}: bad message: {error}") from error
        if empty := sorted(places - words):
            raise CardError(f"{self.path}: nothing fills {{{empty[0]}}} in the message")

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in self.__dict__.items() if k not in ("_run", "_matcher")}

    def findings(self, document: Document) -> Iterable[Finding]:
        """What the rule sees in `document`."""
        return self._run(document, self)

    def prepare(self) -> None:
        """Compile the pattern or import the check now, if it never was. Raises CardError."""
        if self.known_triggers is None:
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


def rule_of(rule_id: str, path: str, table: Mapping[str, Any]) -> Rule:
    """The rule that the card at `path` describes; `table` is what it says, and right."""
    return Rule(
        id=rule_id,
        summary=table["summary"],
        message=table["message"],
        severity=Severity(table["severity"]),
        mqm=table["mqm"],
        why=table["why"],
        safety=Safety(table["safety"]) if "safety" in table else None,
        unsafe_because=table.get("unsafe-because"),
        languages=tuple(table.get("languages", ("en",))),
        default=table.get("default", True),
        source_languages=tuple(table.get("source-languages", ())),
        removes=table.get("removes"),
        owns=frozenset(table.get("owns", ())),
        critical=table.get("critical", False),
        check=table.get("check"),
        match=table.get("match"),
        options=table.get("options", {}),
        path=path,
        known_triggers=tuple(map(Trigger._make, table["triggers"]))
        if "triggers" in table
        else None,
    )


def with_triggers(rule_id: str, path: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a card says, with the triggers of its rule, unless it is broken or the code is of a
    user's own, which may change without the card."""
    if not table.get("check", "cleanup.").startswith("cleanup."):
        return table
    try:
        triggers = rule_of(rule_id, path, table).triggers
        return {**table, "triggers": triggers}
    except CardError:
        return table


# Families whose rules are those of an engine: they have no cards, and any name in them may be one.
ENGINES = ("languagetool",)


def is_among(rule_id: str, ids: Collection[str]) -> bool:
    """Whether a rule is one of `ids`, where `languagetool/*` is every rule of that engine."""
    return rule_id in ids or f"{rule_id.partition('/')[0]}/*" in ids


class UnknownRuleError(ValueError):
    """A rule or family that does not exist was named."""


class FightingRulesError(Exception):
    """Rules that undo or feed each other's fixes; `rules` are their ids."""

    def __init__(self, rules: Iterable[str]) -> None:
        self.rules = tuple(sorted(set(rules)))
        super().__init__(
            f"the fixes of these rules do not settle: {', '.join(self.rules)}; "
            "ignore one of them (--ignore RULE)"
        )


class Rulebook:
    """All rules by id."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self.rules = rules

    @staticmethod
    def load(folders: Iterable[Path] = ()) -> "Rulebook":
        """The rules that come with cleanup and those of `folders`. Raises CardError."""
        rules: dict[str, Rule] = {}
        for folder in (home(), *folders):
            cards = compiled.load(folder, with_triggers)
            if not cards:
                raise CardError(f"{folder}: no cards (<family>/<name>.toml) in this folder")
            for rule_id, path, table in cards:
                if rule_id in rules:
                    raise CardError(f"{path}: {rules[rule_id].path} has the same name")
                rules[rule_id] = rule_of(rule_id, path, table)
        return Rulebook(rules)

    def select(self, select: Iterable[str], ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
        """The rules named, less those to ignore, in order of id.

        `ALL` and a family's name stand for those of its rules that are on by default; only its own
        full id switches on a rule that is off. Raises UnknownRuleError.
        """
        chosen: set[str] = set()
        for name in select:
            named = self.named(name) & self.rules.keys()
            chosen |= {k for k in named if "/" in name or self.rules[k].default}
        for name in ignore:
            chosen -= self.named(name)
        return tuple(self.rules[key] for key in sorted(chosen))

    def coming_from(self, language: str) -> set[str]:
        """The ids of the rules for texts that come from a language, by its code. Raises
        UnknownRuleError if there are none."""
        found = {key for key, rule in self.rules.items() if language in rule.source_languages}
        if not found:
            known = sorted({one for rule in self.rules.values() for one in rule.source_languages})
            raise UnknownRuleError(
                f"no rules for texts that come from {language!r}, only from {', '.join(known)}"
            )
        return found

    def named(self, name: str) -> set[str]:
        """The ids that a name stands for: `ALL`, a family, or an id. All rules of an engine are
        `languagetool/*`. Raises UnknownRuleError."""
        family, _, own = name.partition("/")
        if family in ENGINES and (own or name == family):
            return {f"{family}/{own or '*'}"}
        found = {key for key in self.rules if name in ("ALL", key) or key.startswith(f"{name}/")}
        if not found:
            families = {*ENGINES, *(rule.family for rule in self.rules.values())}
            raise UnknownRuleError(f"no rule {name!r}{meant(name, {*self.rules, *families})}")
        return found | {f"{engine}/*" for engine in ENGINES} if name == "ALL" else found
