"""The command `fix`: apply the fixes, or show what they would change."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .cli_engines import Engine
from .cli_options import (
    Config,
    Date,
    ExitZero,
    Extend,
    Ignore,
    Isolated,
    Jobs,
    KnownFindings,
    MaxRemoved,
    Names,
    NoCache,
    Original,
    Paths,
    Reference,
    Select,
    Since,
    SourceLang,
    StdinFilename,
    options,
)
from .cli_report import PageFile, Records
from .console import Stop, leave, remarks, show_changes
from .delivery import Delivery, Form, OutputFile

if TYPE_CHECKING:
    from .cleaner import Cleaning


def fix(
    paths: Paths,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Apply the unsafe fixes too.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show the changes as a unified diff; write nothing.")
    ] = False,
    word_diff: Annotated[
        bool, typer.Option("--word-diff", help="Show the changes word by word; write nothing.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the cleaned text to this file."),
    ] = None,
    output_dir: Annotated[
        Path | None,
        typer.Option(
            "--output-dir",
            metavar="FOLDER",
            help="Write cleaned copies into this folder, with report.html and report.json.",
        ),
    ] = None,
    backup: Annotated[
        bool, typer.Option("--backup", help="Keep the old text in FILE.orig.")
    ] = False,
    keep_removed: Annotated[
        Path | None,
        typer.Option(
            "--keep-removed", metavar="FILE", help="Write the lines taken out to this file."
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions", metavar="FILE", help="Apply what was decided in a cleanup review."
        ),
    ] = None,
    select: Select = None,
    extend_select: Extend = None,
    ignore: Ignore = None,
    reference: Reference = None,
    names: Names = None,
    source: Original = None,
    date: Date = None,
    source_lang: SourceLang = None,
    engine: Engine = None,
    baseline: KnownFindings = None,
    since: Since = None,
    max_removed: MaxRemoved = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    config: Config = None,
    isolated: Isolated = False,
    output_format: Form = "text",
    output_file: OutputFile = None,
    report_file: PageFile = None,
    exit_zero: ExitZero = False,
    stdin_filename: StdinFilename = None,
) -> None:
    """Apply the safe fixes, in place or in copies, and report what was changed and what is left.

    Exit status: 0 nothing left, 1 findings left (with --diff: files would change), 2 wrong use or
    a file that could not be read or written.
    """
    from . import outputs, prepare
    from .files import FileProblem
    from .inputs import STDIN, listed
    from .report import FileError, Run
    from .reports.told import Told
    from .runner import cores, reports

    delivery = Delivery(output_format, output_file)
    preview = diff or word_diff
    if sum([diff, word_diff, output is not None, output_dir is not None]) > 1:
        raise Stop("--diff, --word-diff, --output and --output-dir exclude each other")
    run = Run()
    loaded = prepare.settings(
        config,
        isolated,
        **options(select, extend_select, ignore, names, reference, source_lang, max_removed),
        engines=prepare.names(engine),
    )
    task = prepare.task(
        loaded.settings,
        since=since,
        known=baseline,
        source=prepare.Original(source, paths or ()) if source else None,
        date=date,
        engine=engine,
        clean=True,
        unsafe=unsafe_fixes,
        readability=not preview or report_file is not None,
        into=output_dir,
        cleaned_by=_decided(decisions, run.notes) if decisions else None,
    )
    target = outputs.Output(output, output_dir, backup, keep_removed)
    records = Records(report_file, output_dir, keep_removed)
    try:
        groups = listed(paths, loaded.settings, output_dir) if output_dir else ()
        planned = target.prepare(paths, groups, records.files)
    except outputs.OutputError as error:
        raise Stop(str(error)) from error
    own = (*planned.files, *records.files, decisions)
    delivery.spare(paths, (*own, baseline, source, config, *(reference or ()), *(names or ())))
    records.begin(task.quiet.book, paths, output, made=not preview)
    run.notes += planned.notes
    # Standard output is kept for the text or the diff when one goes there.
    stream = sys.stderr if preview or STDIN in paths else sys.stdout

    def told() -> Iterator[Told]:
        texts = reports(paths, task, run, stdin_filename, jobs=jobs or cores(), cached=not no_cache)
        with contextlib.closing(texts) as each:
            for item, report in each:
                where = item.name
                try:
                    if not preview:
                        where = target.put(item, report)
                    elif report.cleaning:
                        # What could not be written is no proposal either.
                        item.source.encode(report.cleaning.after)
                except FileProblem as problem:
                    run.errors.append(FileError(item.name, str(problem)))
                    run.reports.remove(report)
                    continue
                if shows_changes:
                    show_changes(item, report, diff)
                records.add(report)
                yield Told(report, where, written=not preview)
                report.release()
        records.write(run)
        remarks(run)

    # A report for machines takes the place of the changes, unless it has a file of its own.
    shows_changes = preview and (delivery.for_people or delivery.file is not None)
    how = delivery.how(
        stream,
        fixed=True,
        preview=preview,
        brief=preview and delivery.file is None,
        scores=len(paths) == 1 and not os.path.isdir(paths[0]) and not preview,
        rules=task.quiet.book.rules,
    )
    delivery.send(told(), run, how, stream, into=sys.stdout if preview else None)
    changed = any(report.changed for report in run.reports)
    leave(run, changed if preview else bool(run.left) or run.stopped, exit_zero)


def _decided(file: Path, notes: list[str]) -> "Callable[..., Cleaning]":
    """What cleans a text as was decided; what there is to say of it goes into `notes`."""
    from .decisions import file as decisions_file

    try:
        return decisions_file.load(file, notes).clean
    except decisions_file.DecisionsError as error:
        raise Stop(str(error)) from error
