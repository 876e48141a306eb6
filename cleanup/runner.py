"""Texts in, reports out: what `check` and `fix` do with each file."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import checker, cleaner
from .cleaner import FightingRulesError
from .document import Document, Evidence
from .engines.language import language
from .files import FileProblem, Source, decode, find, read
from .quality import score
from .report import BeforeAfter, FileError, Report, Run
from .settings import Settings

STDIN = "-"


@dataclass(frozen=True)
class Task:
    """What is done with each text: checked, or cleaned too; with or without readability."""

    settings: Settings
    evidence: Evidence
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


def inputs(paths: Sequence[str], run: Run, stdin_name: str | None = None) -> Iterator[Input]:
    """Every text that `paths` stand for, in their order; what cannot be read goes into `run`."""
    for argument in dict.fromkeys(paths):
        if argument == STDIN:
            name = stdin_name or STDIN
            try:
                yield Input(None, name, decode(sys.stdin.buffer.read(), name))
            except FileProblem as problem:
                run.errors.append(FileError(name, str(problem)))
            continue
        found = find([argument])
        run.errors += [FileError(path, message) for path, message in found.errors]
        run.notes += found.notes
        folder = Path(argument) if Path(argument).is_dir() else None
        left_out = []
        for path in found.files:
            try:
                yield Input(path, str(path), read(path), folder)
            except FileProblem as problem:
                if path in found.named:
                    run.errors.append(FileError(str(path), str(problem)))
                else:
                    left_out.append(path.name)
        if left_out:
            run.notes.append(f"{argument}: left out, not text: {', '.join(left_out)}")


def report_on(item: Input, task: Task) -> Report:
    """The report on one text. Raises FightingRulesError."""
    document = Document(item.source.text, path=item.name, evidence=task.evidence)
    rules = task.settings.selected()
    cleaning = None
    if task.clean:
        cleaning = cleaner.clean(document, rules, task.settings.limits, unsafe=task.unsafe)
        findings = cleaning.found
    else:
        findings = checker.check(document, rules, task.settings.limits)
    quality = BeforeAfter(
        score(document.text, findings), score(cleaning.after, cleaning.left) if cleaning else None
    )
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
        quality,
        figures,
    )


def reports(
    paths: Sequence[str], task: Task, run: Run, stdin_name: str | None = None
) -> Iterator[tuple[Input, Report]]:
    """Each text with its report, which is also added to `run`."""
    for item in inputs(paths, run, stdin_name):
        try:
            report = report_on(item, task)
        except FightingRulesError as fight:
            run.errors.append(FileError(item.name, str(fight)))
            continue
        run.reports.append(report)
        yield item, report
