"""Texts in, reports out: what `check` and `fix` do with each file."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import checker
from .discovery import Found, find
from .document import Document, Evidence
from .engines.language import language
from .files import FileProblem, NotText, Source, decode, read, reason
from .findings import Finding
from .quality import score
from .report import BeforeAfter, FileError, Report, Run
from .rulebook import FightingRulesError
from .settings import Settings
from .silences.changes import Change, ChangesError
from .silences.quiet import Quiet
from .silences.sidecar import SuppressionError
from .watch import Watch

STDIN = "-"


@dataclass(frozen=True)
class Task:
    """What is done with each text: checked, or cleaned too; with or without readability."""

    settings: Settings
    evidence: Evidence
    quiet: Quiet
    clean: bool = False
    unsafe: bool = False
    readability: bool = False


@dataclass(frozen=True)
class Input:
    """A text that was read: where from (None for standard input), and its name in reports.

    `folder` is the folder the user named, if the file was met in one.
    """

    path: Path | None
    name: str
    source: Source
    folder: Path | None = None


def inputs(
    paths: Sequence[str],
    run: Run,
    *,
    stdin_name: str | None = None,
    settings: Settings | None = None,
    change: Change | None = None,
) -> Iterator[Input]:
    """Every text that `paths` stand for, in their order; what cannot be read goes into `run`.

    With a `change` only the files that it touches, and their staged versions if it is staged.
    """
    for argument in dict.fromkeys(paths):
        if argument == STDIN:
            name = stdin_name or STDIN
            try:
                yield Input(None, name, decode(sys.stdin.buffer.read(), name))
            except FileProblem as problem:
                run.errors.append(FileError(name, str(problem)))
            continue
        found = _find(argument, run)
        folder = Path(argument) if Path(argument).is_dir() else None
        left_out = []
        for path in found.files:
            named = path in found.named
            if not named and settings and settings.excluded(path):
                continue
            try:
                if change and not change.touches(path):
                    continue
                staged = change is not None and change.staged
                source = decode(change.new(path), str(path)) if change and staged else read(path)
            except NotText as problem:
                if named:
                    run.errors.append(FileError(str(path), str(problem)))
                else:
                    left_out.append(path.name)
            except (FileProblem, ChangesError) as problem:
                run.errors.append(FileError(str(path), str(problem)))
            else:
                yield Input(path, str(path), source, folder)
        if left_out:
            run.notes.append(f"{argument}: left out, not text: {', '.join(left_out)}")


def _find(argument: str, run: Run) -> Found:
    """The files that an argument stands for; what is wrong with it goes into `run`."""
    try:
        found = find([argument])
    except OSError as error:
        problem = FileProblem(argument, f"cannot be read: {reason(error)}")
        found = Found(errors=[(argument, str(problem))])
    run.errors += [FileError(path, message) for path, message in found.errors]
    run.notes += found.notes
    return found


def report_on(item: Input, task: Task) -> Report:
    """The report on one text. Raises FightingRulesError, SuppressionError, ChangesError."""
    document = Document(item.source.text, path=item.name, evidence=task.evidence)
    rules = task.settings.selected(None if item.path is None else str(item.path))
    limits, watch = task.settings.limits, Watch(task.settings.max_seconds)

    def look(text: str) -> tuple[Finding, ...]:
        before = document.with_text(text)
        silence = Quiet(task.quiet.book, task.quiet.ran, task.quiet.today).silence(item.path, look)
        return silence(before, checker.check(before, rules, limits, watch))

    silence = task.quiet.silence(item.path, look)
    cleaning = None
    if task.clean:
        from . import cleaner

        cleaning = cleaner.clean(
            document, rules, limits, unsafe=task.unsafe, find=watch, silence=silence
        )
        findings = cleaning.found
    else:
        findings = silence(document, checker.check(document, rules, limits, watch))
    figures = BeforeAfter()
    if task.readability:
        from .readability import readability

        after = readability(cleaning.after) if cleaning else None
        figures = BeforeAfter(readability(document.text), after)
    return Report(
        document,
        findings,
        document.view(language),
        item.source.encoding,
        cleaning,
        tuple(sorted(watch.stopped)),
        BeforeAfter(
            score(document.text, findings),
            score(cleaning.after, cleaning.left) if cleaning else None,
        ),
        figures,
    )


def reports(
    paths: Sequence[str], task: Task, run: Run, stdin_name: str | None = None
) -> Iterator[tuple[Input, Report]]:
    """Each text with its report, which is also added to `run`."""
    found = inputs(
        paths, run, stdin_name=stdin_name, settings=task.settings, change=task.quiet.change
    )
    for item in found:
        try:
            report = report_on(item, task)
        except (FightingRulesError, SuppressionError, ChangesError) as problem:
            run.errors.append(FileError(item.name, str(problem)))
            continue
        run.reports.append(report)
        yield item, report
    run.notes += task.quiet.ending()
