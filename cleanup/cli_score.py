"""`cleanup score`: readability and quality, before and after fixing."""

import contextlib
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from .cli_engines import Engine
from .cli_options import (
    Config,
    Date,
    ExitZero,
    Extend,
    FailOn,
    Ignore,
    Isolated,
    Jobs,
    MaxFindings,
    MaxGrade,
    MaxRemoved,
    MinQuality,
    Names,
    NoCache,
    Original,
    Paths,
    Reference,
    Select,
    SourceLang,
    StdinFilename,
    gate_options,
    options,
)
from .console import leave, remarks
from .delivery import Delivery, OutputFile, ScoreForm


def score(
    paths: Paths,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Score what the unsafe fixes make of it.")
    ] = False,
    select: Select = None,
    extend_select: Extend = None,
    ignore: Ignore = None,
    reference: Reference = None,
    names: Names = None,
    source: Original = None,
    date: Date = None,
    source_lang: SourceLang = None,
    engine: Engine = None,
    min_quality: MinQuality = None,
    max_grade: MaxGrade = None,
    fail_on: FailOn = None,
    max_findings: MaxFindings = None,
    max_removed: MaxRemoved = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    config: Config = None,
    isolated: Isolated = False,
    output_format: ScoreForm = "text",
    output_file: OutputFile = None,
    exit_zero: ExitZero = False,
    stdin_filename: StdinFilename = None,
) -> None:
    """Score readability and quality, before and after fixing.

    Nothing is changed. Gates are for the text as it is.

    Exit status: 0 scored, 1 a gate failed, 2 wrong use or a file that could not be read.
    """
    from . import prepare
    from .gates import Gates, Keeper
    from .report import Run
    from .reports.told import Told
    from .runner import cores, reports

    delivery = Delivery(output_format, output_file, scores=True)
    delivery.spare(paths, (source, config, *(reference or ()), *(names or ())))
    loaded = prepare.settings(
        config,
        isolated,
        **options(select, extend_select, ignore, names, reference, source_lang, max_removed),
        engines=prepare.names(engine),
        **gate_options(min_quality, max_grade, fail_on, max_findings),
    )
    task = prepare.task(
        loaded.settings,
        source=prepare.Original(source, paths) if source else None,
        date=date,
        engine=engine,
        unsafe=unsafe_fixes,
        readability=True,
    )
    run, keeper = Run(), Keeper(Gates.of(loaded.settings))
    jobs = jobs or cores()

    def told() -> Iterator[Told]:
        texts = reports(paths, task, run, stdin_filename, jobs=jobs, cached=not no_cache)
        with contextlib.closing(texts) as each:
            for item, report in each:
                keeper.see(report)
                yield Told(report, item.name)
                report.release()
        keeper.end(run)
        remarks(run)

    how = delivery.how(sys.stdout, findings=False, scores=True)
    delivery.send(told(), run, how, sys.stdout)
    leave(run, bool(keeper.failures) or run.stopped, exit_zero)
