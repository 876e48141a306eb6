"""The command `fix`: apply the fixes, or show what they would change."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
from .cli_show import DiffForm, NoPager, Quiet, ShowFixes, Statistics, diffs_asked_for
from .console import Stop, leave, remarks
from .delivery import Delivery, Form, OutputFile

if TYPE_CHECKING:
    from .cleaner import Cleaning
    from .inputs import Input
    from .outputs import Output
    from .report import Report, Run


def fix(
    paths: Paths,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Apply the unsafe fixes too.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show the changes as a unified diff; write nothing.")
    ] = False,
    diff_format: DiffForm = None,
    word_diff: Annotated[
        bool, typer.Option("--word-diff", help="The same as --diff-format words.")
    ] = False,
    no_pager: NoPager = False,
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
    show_fixes: ShowFixes = None,
    statistics: Statistics = False,
    quiet: Quiet = False,
    exit_zero: ExitZero = False,
    stdin_filename: StdinFilename = None,
) -> None:
    """Apply the safe fixes; report what changed and what is left.

    Files are fixed in place, or as copies.

    Exit status: 0 nothing left, 1 findings left (with --diff: files would change), 2 wrong use or
    a file that could not be read or written.
    """
    from . import outputs, prepare
    from .inputs import STDIN, listed
    from .report import Run
    from .reports.terminal import change
    from .reports.told import Told
    from .runner import cores, reports

    delivery = Delivery(output_format, output_file, statistics=statistics)
    diffs = diffs_asked_for(diff, word_diff, diff_format, no_pager)
    preview = diffs is not None
    if sum([preview, output is not None, output_dir is not None]) > 1:
        raise Stop("a diff, --output and --output-dir exclude each other")
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
        texts = reports(
            paths,
            task,
            run,
            stdin_filename,
            jobs=jobs or cores(),
            cached=not no_cache,
            progress=not (shown and shown.paged),
        )
        with contextlib.closing(texts) as each:
            for item, report in each:
                where = _put(item, report, None if preview else target, run)
                if where is None:
                    continue
                if shown:
                    shown.show(item.name, item.source, change(report))
                records.add(report)
                yield Told(report, where, written=not preview)
                report.release()
        records.write(run)
        if shown:
            shown.close()
        remarks(run, quiet)

    # A report for machines takes the place of the changes, unless it has a file of its own.
    shown = diffs if delivery.for_people or delivery.file is not None else None
    how = delivery.how(
        stream,
        fixed=True,
        preview=preview,
        brief=preview and delivery.file is None,
        show_fixes=show_fixes,
        quiet=quiet,
        statistics=statistics,
        scores=len(paths) == 1 and not os.path.isdir(paths[0]) and not preview,
        rules=task.quiet.book.rules,
    )
    into = sys.stdout if preview else None
    _tell(told(), partial(delivery.send, run=run, how=how, stream=stream, into=into), preview)
    changed = any(report.changed for report in run.reports)
    leave(run, changed if preview else bool(run.left) or run.stopped, exit_zero)


def _tell(texts: "Iterator[Any]", send: "Callable[[Iterator[Any]], None]", preview: bool) -> None:
    """Send the report on the texts. Who reads no more of it (`| head`) has not said that the rest
    of them is to stay as it is."""
    try:
        send(texts)
    except BrokenPipeError:
        if preview:
            raise
        for _ in texts:
            pass


def _decided(file: Path, notes: list[str]) -> "Callable[..., Cleaning]":
    """What cleans a text as was decided; what there is to say of it goes into `notes`."""
    from .decisions import file as decisions_file

    try:
        return decisions_file.load(file, notes).clean
    except decisions_file.DecisionsError as error:
        raise Stop(str(error)) from error


def _put(item: "Input", report: "Report", target: "Output | None", run: "Run") -> str | None:
    """Write a cleaned text, if there is a place to; where it is now. None for one that cannot be
    written: it is among the errors of the run then."""
    from .files import FileProblem
    from .report import FileError

    try:
        if target is not None:
            return target.put(item, report)
        if report.cleaning:
            # What could not be written is no proposal either.
            item.source.encode(report.cleaning.after)
    except FileProblem as problem:
        run.errors.append(FileError(item.name, str(problem)))
        run.reports.remove(report)
        return None
    return item.name
