"""The command `diff`: what changed between two texts, and which rules are about it."""

import os
from typing import Annotated

import typer

from .cli_options import (
    Config,
    Date,
    ExitZero,
    Extend,
    Ignore,
    Isolated,
    Names,
    Original,
    Reference,
    Select,
    SourceLang,
    options,
)
from .cli_show import DiffForm, NoPager
from .console import Stop, remarks


def diff(
    old: Annotated[
        str, typer.Argument(metavar="A", help="The text as it was; - is standard input.")
    ],
    new: Annotated[str, typer.Argument(metavar="B", help="The text as it is now.")],
    diff_format: DiffForm = None,
    no_pager: NoPager = False,
    select: Select = None,
    extend_select: Extend = None,
    ignore: Ignore = None,
    reference: Reference = None,
    names: Names = None,
    source: Original = None,
    date: Date = None,
    source_lang: SourceLang = None,
    config: Config = None,
    isolated: Isolated = False,
    exit_zero: ExitZero = False,
) -> None:
    """Show what changed from A to B, and the rules that found it.

    A rule is named at a change if it found something in A there. A unified diff, applied, makes A
    what B is.

    Exit status: 0 the same text, 1 another, 2 wrong use or a file that could not be read.
    """
    from . import prepare
    from .diffs import Diffs
    from .files import FileProblem
    from .inputs import STDIN, inputs, listed
    from .report import Run
    from .reports.causes import causes
    from .reports.compare import compare
    from .reports.hunks import Change
    from .runner import reports

    shown = Diffs(diff_format or "unified", pager=not no_pager, unknown="no rule")
    folders = [path for path in (old, new) if os.path.isdir(path)]
    if folders:
        raise Stop(f"{folders[0]} is a folder; diff takes two files")
    if old == new == STDIN:
        raise Stop("only one of the two can be standard input")
    given = options(select, extend_select, ignore, names, reference, source_lang, None)
    task = prepare.task(
        prepare.settings(config, isolated, **given).settings,
        source=prepare.Original(source, (old,)) if source else None,
        date=date,
        clean=True,
        unsafe=True,
    )
    run = Run()
    befores, afters = list(reports([old], task, run)), list(inputs(listed([new]), run))
    same = False
    for (item, report), later in zip(befores, afters, strict=False):
        before, after = item.source.text, later.source.text
        edits = compare(before, after)
        cleaning = report.cleaning
        found = {*report.findings, *(cleaning.applied if cleaning else ())}
        why = causes(edits, (f for f in found if not f.silenced))
        change = Change(before, after, edits, why)
        try:
            shown.show(item.name, item.source, change, later.source.mark)
        except FileProblem as problem:
            raise Stop(f"{problem}, or --diff-format words") from problem
        same = before == after and item.source.mark == later.source.mark
    shown.close()
    remarks(run)
    if run.errors:
        raise typer.Exit(2)
    raise typer.Exit(0 if same or exit_zero else 1)
