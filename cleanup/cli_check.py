"""The command `check`: report damage, change nothing."""

import contextlib
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from .cli_engines import Engine
from .cli_options import (
    PATHS,
    Config,
    Date,
    ExitZero,
    Extend,
    FailOn,
    Ignore,
    Isolated,
    Jobs,
    KnownFindings,
    MaxFindings,
    MaxGrade,
    MaxRemoved,
    MinQuality,
    Names,
    NoCache,
    Original,
    Reference,
    Select,
    Since,
    SourceLang,
    StdinFilename,
    gate_options,
    options,
)
from .cli_report import PageFile, Records
from .cli_show import Quiet, Statistics
from .console import Stop, leave, remarks
from .delivery import Delivery, Form, OutputFile


def check(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATHS", help=PATHS)] = None,
    select: Select = None,
    extend_select: Extend = None,
    ignore: Ignore = None,
    reference: Reference = None,
    names: Names = None,
    source: Original = None,
    date: Date = None,
    source_lang: SourceLang = None,
    engine: Engine = None,
    with_score: Annotated[
        bool, typer.Option("--score", help="Report readability and quality too, before and after.")
    ] = False,
    min_quality: MinQuality = None,
    max_grade: MaxGrade = None,
    fail_on: FailOn = None,
    max_findings: MaxFindings = None,
    baseline: KnownFindings = None,
    since: Since = None,
    staged: Annotated[
        bool, typer.Option("--staged", help="Only what is about to be committed.")
    ] = False,
    max_removed: MaxRemoved = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    config: Config = None,
    isolated: Isolated = False,
    output_format: Form = "text",
    output_file: OutputFile = None,
    report_file: PageFile = None,
    statistics: Statistics = False,
    quiet: Quiet = False,
    exit_zero: ExitZero = False,
    stdin_filename: StdinFilename = None,
) -> None:
    """Report damage; change nothing.

    Exit status: 0 nothing found, 1 findings, 2 wrong use or a file that could not be read. With
    gates, 1 means that one of them failed, and nothing else.
    """
    from . import prepare
    from .gates import Gates, Keeper
    from .report import Run
    from .reports.told import Told
    from .runner import cores, reports

    delivery = Delivery(output_format, output_file, statistics=statistics)
    loaded = prepare.settings(
        config,
        isolated,
        **options(select, extend_select, ignore, names, reference, source_lang, max_removed),
        engines=prepare.names(engine),
        **gate_options(min_quality, max_grade, fail_on, max_findings),
    )
    gates = Gates.of(loaded.settings)
    counted = with_score or gates.max_grade is not None or report_file is not None
    task = prepare.task(
        loaded.settings,
        since=since,
        staged=staged,
        known=baseline,
        source=prepare.Original(source, paths or ()) if source else None,
        date=date,
        engine=engine,
        readability=counted,
    )
    if not paths:
        if task.quiet.change is None:
            raise Stop("no files or folders to check; . is the current folder")
        paths = [
            str(p) for p in task.quiet.change.paths() if p.suffix.lower() == ".txt" and p.exists()
        ]
    records = Records(report_file)
    read = (baseline, source, config, *(reference or ()), *(names or ()))
    delivery.spare(paths, (*records.files, *read))
    records.begin(task.quiet.book, paths, made=False)
    run, keeper = Run(), Keeper(gates)
    jobs = jobs or cores()

    def told() -> Iterator[Told]:
        texts = reports(paths, task, run, stdin_filename, jobs=jobs, cached=not no_cache)
        with contextlib.closing(texts) as each:
            for item, report in each:
                keeper.see(report)
                records.add(report)
                yield Told(report, item.name)
                report.release()
        keeper.end(run)
        records.write(run)
        remarks(run, quiet)

    how = delivery.how(
        sys.stdout,
        scores=with_score,
        rules=task.quiet.book.rules,
        quiet=quiet,
        statistics=statistics,
    )
    delivery.send(told(), run, how, sys.stdout)
    leave(run, bool(keeper.failures if gates.any else run.left) or run.stopped, exit_zero)
