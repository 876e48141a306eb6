"""One text under review: what was decided about it, and what comes of that."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from ..checker import Limits
from ..cleaner import Cleaning
from ..decisions import Decision, Decisions, Key, Pass, Verdict, clean, extent
from ..decisions.file import Judged, digest
from ..document import Document
from ..findings import Finding
from ..inputs import Input
from ..rulebook import FightingRulesError, Rule
from ..runner import Task, report_on
from ..silences.fingerprints import fingerprint, snippet
from .items import Item, items

# Seconds. If it takes longer to work out what comes of a decision, that waits until somebody asks.
SLOW = 0.5
# So many of the latest texts are not checked again: to and fro costs nothing.
_KEPT = 32


class ReviewError(Exception):
    """Something that cannot be done in a review; the message is one line for the reviewer."""


class Reviewed:
    """A text under review. `items` is what there is to decide, `after` what comes of it.

    Every change of `decisions` goes through `decide`, which works the rest out anew; in a long
    text only when `settle` is called, or when what comes of it is asked for.
    """

    def __init__(self, item: Input, task: Task, judged: Judged | None = None) -> None:
        """Raises what `runner.report_on` does. `task` says how the text is checked."""
        self.item = item
        self.decisions: dict[Key, Decision] = {}
        # How many decisions were given, and how many of those still hold, if the text has changed.
        self.carried: tuple[int, int] | None = None
        self._loose = Decisions()
        self._known: dict[tuple[str, Limits], tuple[Finding, ...]] = {}
        if judged:
            given = judged.held_against(item.source.text)
            self.decisions, self._loose = dict(given.by_key), given
        # It sets up what a text is checked with, and calls back for the cleaning.
        self.report = report_on(item, replace(task, clean=True, cleaned_by=self._prepare))
        if judged and judged.text != digest(item.source.text):
            self.carried = len(self.decisions), len(judged.by_key)
        self._loose = Decisions()

    def _prepare(
        self, document: Document, rules: Iterable[Rule], limits: Limits, **hooks: Any
    ) -> Cleaning:
        look: Callable[[Document, Limits], tuple[Finding, ...]] = hooks["look"]

        def remembered(some: Document, its: Limits) -> tuple[Finding, ...]:
            key = some.text, its
            found = self._known.pop(key, None)
            self._known[key] = found = look(some, its) if found is None else found
            if len(self._known) > _KEPT:
                del self._known[next(iter(self._known))]
            return found

        hooks["look"] = remembered
        self._given = document.text, document, list(rules), limits, hooks
        self._work_out(replace(self._loose, by_key=self.decisions))
        # What was known by its fingerprints has a place in this text from now on.
        rows = [row for one in self.passes for row in one.rows]
        known = {row.key: row.decision for row in rows if row.decision and not row.inherited}
        self.decisions = {**self.decisions, **known}
        return self.cleaning

    def _work_out(self, decisions: Decisions) -> None:
        begun = time.monotonic()
        text, document, rules, limits, hooks = self._given
        hooks = {key: value for key, value in hooks.items() if key != "unsafe"}
        made, chooser = clean(decisions, document.with_text(text), rules, limits, **hooks)
        self.cleaning, self.passes = made, tuple(chooser.passes)
        self.items: tuple[Item, ...] = items(self.passes, made)
        self._seconds, self._settled = time.monotonic() - begun, True

    @property
    def name(self) -> str:
        """What the file is called in messages."""
        return self.item.name

    @property
    def after(self) -> str:
        """The text as it would be saved now."""
        self.settle()
        return self.cleaning.after

    @property
    def last(self) -> Pass:
        """The text as it would be saved, and what is left in it."""
        self.settle()
        return self.passes[-1]

    def decide(self, decisions: dict[Key, Decision]) -> None:
        """Put these decisions in place of all there were. Raises ReviewError, and leaves all as it
        was, if rules undo each other's fixes with them."""
        if self._seconds > SLOW:
            self.decisions, self._settled = decisions, False
            self.items = tuple(item.decided(decisions.get(item.key)) for item in self.items)
            return
        before, self.decisions, self._settled = self.decisions, decisions, False
        try:
            self.settle()
        except ReviewError:
            self.decisions = before
            self.settle()
            raise

    def settle(self) -> None:
        """Work out what comes of the decisions. Raises ReviewError if rules undo each other's fixes
        with them."""
        if self._settled:
            return
        try:
            self._work_out(Decisions(self.decisions))
        except FightingRulesError as error:
            raise ReviewError(f"this cannot be: {error}; u takes back") from error

    def judged(self) -> Judged:
        """The decisions about the text as it was read, for a file of them."""
        if not self._settled:
            return Judged(digest(self.item.source.text), "", self.decisions)
        names: dict[Key, str] = {}
        for row in self.last.rows:
            if row.decision and not row.inherited:
                names[row.key] = fingerprint(self.after, row.finding)
        by_key = {
            key: replace(d, fingerprints=tuple(dict.fromkeys((*d.fingerprints, names[key]))))
            if key in names
            else d
            for key, d in self.decisions.items()
        }
        return Judged(digest(self.item.source.text), digest(self.after), by_key)

    def judged_after(self) -> Judged:
        """What of the decisions is still to be known once the text is saved: the rejections, with
        their places in the new text."""
        by_key: dict[Key, Decision] = {}
        for row in self.last.rows:
            if row.decision and row.decision.verdict is Verdict.REJECT:
                key = Key.of(self.after, row.finding, row.finding.span)
                by_key[key] = known_by(self.after, row.finding, row.decision)
        return Judged(digest(self.after), digest(self.after), by_key)

    def left(self) -> int:
        """How many findings of the text as it would be saved nobody has decided about."""
        return sum(row.decision is None for row in self.last.rows)


def known_by(text: str, finding: Finding, decision: Decision) -> Decision:
    """The decision with what the finding in `text` is known by."""
    names, place = (fingerprint(text, finding),), snippet(text, finding)
    return replace(decision, fingerprints=names, text=place)


def to_write(item: Item) -> tuple[str, str]:
    """What a person who edits is shown: the words that stand there, and what is proposed for them
    (or was written before)."""
    from ..revision import mended

    span = extent(item.text, item.finding)
    old = item.text[span.start : span.end]
    if item.decision and item.decision.verdict is Verdict.EDIT:
        return old, item.decision.new
    if not item.finding.fixes:
        return old, old
    return old, mended(item.text, span.start, span.end, item.finding.fixes[0].edits)
