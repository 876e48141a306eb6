"""A review of some texts: decisions given, taken back, kept for another day, saved."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..decisions import Decision, Key, Verdict
from ..decisions.file import DecisionsError, DecisionsFile, load
from ..files import FileProblem, read
from ..inputs import inputs, listed
from ..lists import CardError
from ..progress import Progress
from ..report import FileError, Run
from ..rulebook import FightingRulesError
from ..runner import Task
from ..silences.changes import ChangesError
from ..silences.sidecar import SuppressionError
from ..writing import write_new
from .items import Item
from .saving import as_read, counted, save_ignored, save_names, save_text
from .texts import Reviewed, ReviewError, known_by, to_write

# One text after another: what was decided about each before one step.
Step = list[dict[Key, Decision]]


@dataclass
class Session:
    """The texts under review, those in which there is something to decide, and how to undo.

    `kept` is where decisions are kept; with `export` they are all that is written.
    """

    task: Task
    kept: Path
    export: bool = False
    backup: bool = False
    texts: list[Reviewed] = field(default_factory=list)
    run: Run = field(default_factory=Run)
    history: list[Step] = field(default_factory=list)
    store: DecisionsFile = field(default_factory=lambda: DecisionsFile(Path()))

    def open(self, paths: Sequence[str]) -> None:
        """Look through the texts; what goes wrong stands in `run`."""
        groups = listed(paths, self.task.settings)
        progress = Progress(sum(len(group.found.files) for group in groups))
        for item in inputs(groups, self.run, change=self.task.quiet.change):
            progress.step()
            try:
                text = Reviewed(item, self.task, self.store.of(item.name))
            except (FightingRulesError, SuppressionError, ChangesError, CardError) as problem:
                self.run.errors.append(FileError(item.name, str(problem)))
                continue
            self.run.reports.append(text.report)
            if text.items:
                self.texts.append(text)
        progress.clear()
        self.run.notes += self.task.quiet.ending()

    def items(self) -> Iterator[tuple[Reviewed, Item]]:
        """Everything there is to decide, text by text."""
        for text in self.texts:
            for item in text.items:
                yield text, item

    def resumed(self) -> list[str]:
        """What is to be said about decisions of an earlier review."""
        return [
            f"{text.name} has changed since it was reviewed: {text.carried[0]} of "
            f"{text.carried[1]} decisions still hold"
            for text in self.texts
            if text.carried
        ]

    # Decisions. Each returns what was done, in a line.

    def accept(self, text: Reviewed, item: Item, fix: int | None = None) -> str:
        """Accept a fix of a finding, of several the one of that number, from 0. Raises
        ReviewError."""
        number = len(item.finding.fixes)
        if not number:
            raise ReviewError("nothing is proposed here: e writes it anew, n leaves it")
        if fix is None and number > 1:
            raise ReviewError("several are possible: choose by number")
        fix = fix or 0
        if not 0 <= fix < number:
            raise ReviewError(f"the proposals have numbers up to {number}")
        self._one(text, item, Decision(Verdict.ACCEPT, fix=fix))
        if item.finding.refused:
            return f"accepted, but not made: {item.finding.refused}; e writes it yourself"
        return "accepted"

    def reject(self, text: Reviewed, item: Item) -> str:
        """Leave the text as it is here."""
        self._one(text, item, Decision(Verdict.REJECT))
        return "left as it is"

    def edit(self, text: Reviewed, item: Item, new: str) -> str:
        """Write something of one's own in place of what `to_write` gives."""
        old, _ = to_write(item)
        if new == old:
            return self.reject(text, item)
        self._one(text, item, Decision(Verdict.EDIT, old=old, new=new))
        return "written"

    def ignore_rule(self, text: Reviewed, item: Item) -> str:
        """Leave what this rule finds in this file, and do not hear of it again."""
        self._whole_rule([text], item, Verdict.IGNORE)
        return self._for_good(f"{item.key.rule} is ignored in {text.name}")

    def ignore(self, text: Reviewed, item: Item) -> str:
        """Leave it, and do not hear of it again."""
        self._one(text, item, Decision(Verdict.IGNORE))
        return self._for_good("ignored here from now on")

    def accept_rule(self, text: Reviewed, item: Item) -> str:
        """Accept all that this rule proposes in all texts, where it proposes exactly one thing."""
        every = [(t, i) for t, i in self.items() if i.key.rule == item.key.rule and i.single]
        if not every:
            raise ReviewError(f"what {item.key.rule} proposes is asked one by one")
        self._several(every, lambda _: Decision(Verdict.ACCEPT))
        return f"accepted all {len(every)} of {item.key.rule}"

    def reject_rule(self, text: Reviewed, item: Item) -> str:
        """Leave everything as it is that this rule finds in any of the texts."""
        number = self._whole_rule(self.texts, item, Verdict.REJECT)
        return f"left all {number} of {item.key.rule} as they are"

    def add_name(self, text: Reviewed, item: Item, name: str) -> str:
        """Leave it because it is a name, here and where its family finds the same words again."""
        name = " ".join(name.split())
        if len(name.split()) < 2:
            raise ReviewError("a names file takes a first name and a surname")
        family = item.key.rule.partition("/")[0]
        every = [
            (t, i)
            for t, i in self.items()
            if (i.key.rule.partition("/")[0], i.own) == (family, item.own)
        ]
        self._several(every, lambda _: Decision(Verdict.NAME, name=name))
        return self._for_good(f"{name} goes into {self.people.name}")

    def _for_good(self, what: str) -> str:
        if self.export:
            return "left as it is; exported decisions write nothing that holds for good"
        return f"{what}, once this is saved"

    def undo(self) -> str:
        """Take the last step back. Raises ReviewError if there is none."""
        if not self.history:
            raise ReviewError("nothing to undo")
        self._restore(self.history.pop())
        return "undone"

    @property
    def people(self) -> Path:
        """The names file that new names go into."""
        settings = self.task.settings
        return next(iter(settings.names_files), Path(settings.folder) / "people.toml")

    def _one(self, text: Reviewed, item: Item, decision: Decision) -> None:
        self._several([(text, item)], lambda _: decision)

    def _several(
        self, every: Sequence[tuple[Reviewed, Item]], make: Callable[[Item], Decision]
    ) -> None:
        new = {id(text): dict(text.decisions) for text, _ in every}
        for text, item in every:
            new[id(text)][item.key] = known_by(item.text, item.finding, make(item))
        self._step(new)

    def _whole_rule(self, texts: Sequence[Reviewed], item: Item, verdict: Verdict) -> int:
        rule, new, number = item.key.rule, {}, 0
        for text in texts:
            its = [i for i in text.items if i.key.rule == rule]
            number += len(its)
            made = {key: d for key, d in text.decisions.items() if key.rule != rule}
            for one in its:
                decision = Decision(verdict, whole_rule=True)
                made[one.key] = known_by(one.text, one.finding, decision)
            new[id(text)] = made
        self._step(new)
        return number

    def _step(self, new: dict[int, dict[Key, Decision]]) -> None:
        before = [text.decisions for text in self.texts]
        try:
            for text in self.texts:
                if id(text) in new:
                    text.decide(new[id(text)])
        except ReviewError:
            self._restore(before)
            raise
        self.history.append(before)

    def _restore(self, step: Step) -> None:
        for text, decisions in zip(self.texts, step, strict=True):
            if text.decisions is not decisions:
                text.decide(decisions)

    def settle(self) -> None:
        """Work out what comes of the decisions, where that was put off; new findings may come of
        it. Raises ReviewError."""
        for text in self.texts:
            text.settle()

    # The files underneath.

    def changed(self) -> list[Reviewed]:
        """The texts that are no longer on the disk as they were read."""
        return [text for text in self.texts if not as_read(text)]

    def reload(self) -> str:
        """Read again what has changed; decisions are found again by the words they are about."""
        lines = []
        for text in self.changed():
            at = self.texts.index(text)
            path = text.item.path
            assert path is not None
            try:
                item = text.item._replace(source=read(path))
                new = Reviewed(item, self.task, text.judged())
            except (FileProblem, FightingRulesError, SuppressionError, ChangesError) as problem:
                raise ReviewError(str(problem)) from problem
            self.texts[at] = new
            kept, every = new.carried or (0, 0)
            lines.append(f"{text.name} was read again: {kept} of {every} decisions still hold")
        if not lines:
            return "nothing has changed"
        # Steps before this one were about another text.
        self.history.clear()
        return "; ".join(lines)

    def keep(self) -> None:
        """Write the decisions down, as they are, for another day. Raises FileProblem."""
        for text in self.texts:
            if text.decisions or self.export:
                self.store.files[self.store.name(text.name)] = text.judged()
            else:
                self.store.files.pop(self.store.name(text.name), None)
        self._write_store()

    def save(self) -> list[str]:
        """Write the texts, what is to be ignored, and the names; with `export` only the decisions.
        Returns what was written, a line each.

        Nothing is written if a file has changed meanwhile, or cannot take a character: raises
        ReviewError. What then cannot be written stands in `run`, and its decisions are kept. Raises
        FileProblem if those cannot be.
        """
        self.settle()
        if self.export:
            self.keep()
            number = counted(sum(len(text.decisions) for text in self.texts), "decision")
            return [f"{self.kept}: {number}; cleanup fix --decisions {self.kept} applies them"]
        if changed := self.changed():
            names = ", ".join(text.name for text in changed)
            raise ReviewError(f"{names} changed meanwhile; r reads it again, nothing was written")
        try:
            data = [text.item.source.encode(text.after) for text in self.texts]
        except FileProblem as problem:
            raise ReviewError(f"{problem}; nothing was written") from problem
        lines = []
        for text, new in zip(self.texts, data, strict=True):
            name, judged = self.store.name(text.name), text.judged()
            try:
                lines.append(save_text(text, new, backup=self.backup))
                judged = text.judged_after()
                lines += save_ignored(text)
            except (FileProblem, SuppressionError) as problem:
                self.run.errors.append(FileError(text.name, str(problem)))
            self.store.files.pop(name, None)
            if judged.by_key:
                self.store.files[name] = judged
        lines += self._save_names()
        self._write_store()
        return lines

    def _save_names(self) -> list[str]:
        names = [d.name for t in self.texts for d in t.decisions.values() if d.name]
        try:
            return save_names(self.people, names, self.task.settings.names_files)
        except (FileProblem, CardError) as problem:
            self.run.errors.append(FileError(str(self.people), str(problem)))
            return []

    def _write_store(self) -> None:
        # Another review may have left its decisions there meanwhile.
        with contextlib.suppress(DecisionsError):
            others = load(self.kept).files if self.kept.exists() else {}
            own = {self.store.name(text.name) for text in self.texts}
            mine = {name: judged for name, judged in self.store.files.items() if name in own}
            self.store.files = {n: j for n, j in others.items() if n not in own} | mine
        if self.store.files or self.export:
            write_new(self.kept, self.store.data())
        else:
            with contextlib.suppress(FileNotFoundError):
                self.kept.unlink()
