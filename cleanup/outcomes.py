"""What checking one text gave, kept so that no text is checked twice.

An outcome depends on the text and on everything that `digests` names, never on the clock or on the
files beside it. So it may come from a worker process or from the cache of an earlier run in place
of a check, and nobody sees a difference. Silences are no part of it: they are applied afterwards.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from . import checker
from .checker import Limits
from .document import Document, Span
from .engines.language import language
from .findings import Edit, Finding, Fix, Safety, Severity
from .rulebook import Rule
from .watch import Watch

if TYPE_CHECKING:
    from .cache import Cache
    from .digests import Digests

# What cannot be a value of these, read from a damaged cache, raises one of them.
DAMAGED = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
MOST_FINDINGS = 10_000
# Keys and values, and whether a value may be kept for other runs.
Entries = dict[bytes, tuple[str, bool]]
_SEVERITIES = {severity.value: severity for severity in Severity}
_SAFETIES = {safety.value: safety for safety in Safety}


class Outcome(NamedTuple):
    """The findings in a text, its language, and the rules that took too long on it."""

    findings: tuple[Finding, ...]
    language: str
    stopped: tuple[str, ...] = ()


def encode(outcome: Outcome) -> str:
    """An outcome as JSON; what is silenced is not in it."""
    import json

    rows = [
        [
            f.rule,
            [f.span.start, f.span.end],
            f.message,
            f.severity.value,
            f.mqm,
            f.evidence,
            [
                [x.safety.value, [[e.span.start, e.span.end, e.replacement] for e in x.edits]]
                for x in f.fixes
            ],
            f.refused,
        ]
        for f in outcome.findings
    ]
    data = [outcome.language, outcome.stopped, rows]
    return json.dumps(data, separators=(",", ":"))


def decode(value: str) -> Outcome:
    """The outcome that was encoded. Raises one of DAMAGED for anything else."""
    import json

    code, stopped, rows = json.loads(value)
    findings = tuple(
        Finding(
            rule,
            Span(*span),
            message,
            _SEVERITIES[severity],
            mqm,
            tuple(evidence),
            tuple(
                Fix(
                    tuple(Edit(Span(start, end), new) for start, end, new in edits), _SAFETIES[safe]
                )
                for safe, edits in fixes
            ),
            refused,
        )
        for rule, span, message, severity, mqm, evidence, fixes, refused in rows
    )
    return Outcome(findings, code, tuple(stopped))


@dataclass(eq=False, repr=False)
class Outcomes:
    """The outcomes that are known, by key; `digests` makes the keys.

    `ready` is what is at hand for the text whose turn it is. `fresh`, where there is one, collects
    what is new: for a worker to send home.
    """

    digests: "Digests"
    cache: "Cache | None" = None
    ready: Entries = field(default_factory=dict)
    fresh: Entries | None = None
    # Whether a text had to be checked.
    missed: bool = False

    def check(
        self, document: Document, rules: Sequence[Rule], limits: Limits, watch: Watch
    ) -> Outcome:
        """The outcome for this text; checked only if it is not known. Rules that took too long
        then count as stopped now."""
        key = self.digests.check(document, rules, limits, watch.stopped)
        if (value := self.value(key)) is not None:
            try:
                outcome = decode(value)
            except DAMAGED:
                pass
            else:
                watch.stopped.update(outcome.stopped)
                return outcome
        self.missed = True
        outcome = checked(document, rules, limits, watch)
        # To read a great many back takes as long as to find them, and as much room as the text.
        if len(outcome.findings) <= MOST_FINDINGS:
            self.add(key, encode(outcome), keep=not outcome.stopped)
        return outcome

    def data(self, what: str, text: str, make: Callable[[str], Any]) -> Any:
        """What `make` makes of the text: anything that JSON can say, known or made now."""
        import json

        key = self.digests.data(what, text)
        if (value := self.value(key)) is not None:
            try:
                return json.loads(value)
            except DAMAGED:
                pass
        made = make(text)
        self.add(key, json.dumps(made))
        return made

    def take(self, entries: Entries) -> None:
        """What was found elsewhere of the text whose turn it is."""
        self.ready = entries
        for key, (value, keep) in entries.items():
            if keep and self.cache is not None:
                self.cache.put(key, value)

    def add(self, key: bytes, value: str, *, keep: bool = True) -> None:
        """Remember a value; for other runs too, unless a time limit had a part in it."""
        if self.fresh is not None:
            self.fresh[key] = value, keep
        if self.cache is not None and keep:
            self.cache.put(key, value)

    def value(self, key: bytes) -> str | None:
        """What is known under a key."""
        if (entry := self.ready.get(key)) is not None:
            return entry[0]
        return self.cache.get(key) if self.cache is not None else None


def checked(document: Document, rules: Sequence[Rule], limits: Limits, watch: Watch) -> Outcome:
    """A text checked now."""
    findings = checker.check(document, rules, limits, watch)
    stopped = tuple(sorted(watch.stopped))
    return Outcome(findings, document.view(language), stopped)
