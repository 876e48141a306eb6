"""The command line: what is asked for, what is printed, the exit status.

Nothing is imported here that `--version` and `--help` do not need.
"""

import contextlib
import copy
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from .cli_baseline import app as baseline_app
from .cli_names import app as names_app
from .cli_options import (
    PATHS,
    Config,
    Date,
    ExitZero,
    Extend,
    FailOn,
    Format,
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
    Paths,
    Reference,
    Select,
    Since,
    SourceLang,
    StdinFilename,
    gate_options,
    known_format,
    options,
)
from .cli_score import score
from .console import Stop, close, leave, printer_for, say, show_changes

app = typer.Typer(
    name="cleanup",
    help="Find and repair machine-translation damage in English articles.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(baseline_app, name="baseline")
app.add_typer(names_app, name="names")


@app.command()
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
    output_format: Format = "text",
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
    from .runner import cores, reports

    known_format(output_format)
    loaded = prepare.settings(
        config,
        isolated,
        **options(select, extend_select, ignore, names, reference, source_lang, max_removed),
        **gate_options(min_quality, max_grade, fail_on, max_findings),
    )
    gates = Gates.of(loaded.settings)
    counted = with_score or gates.max_grade is not None
    task = prepare.task(
        loaded.settings,
        since=since,
        staged=staged,
        known=baseline,
        source=prepare.Original(source, paths or ()) if source else None,
        date=date,
        readability=counted,
    )
    if not paths:
        if task.quiet.change is None:
            raise Stop("no files or folders to check; . is the current folder")
        paths = [
            str(p) for p in task.quiet.change.paths() if p.suffix.lower() == ".txt" and p.exists()
        ]
    run, keeper = Run(), Keeper(gates)
    printer = printer_for(sys.stdout)
    jobs = jobs or cores()
    texts = reports(paths, task, run, stdin_filename, jobs=jobs, cached=not no_cache)
    with contextlib.closing(texts) as each:
        for _, report in each:
            keeper.see(report)
            if output_format == "text":
                if report.left or with_score:
                    say(printer.found(report))
                if with_score:
                    say(printer.scores(report))
                report.release()
    keeper.end(run)
    close(run, printer, output_format, sys.stdout)
    leave(run, bool(keeper.failures if gates.any else run.left) or run.stopped, exit_zero)


app.command()(score)


@app.command()
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
            "--output-dir", metavar="FOLDER", help="Write cleaned copies into this folder."
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
    select: Select = None,
    extend_select: Extend = None,
    ignore: Ignore = None,
    reference: Reference = None,
    names: Names = None,
    source: Original = None,
    date: Date = None,
    source_lang: SourceLang = None,
    baseline: KnownFindings = None,
    since: Since = None,
    max_removed: MaxRemoved = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    config: Config = None,
    isolated: Isolated = False,
    output_format: Format = "text",
    exit_zero: ExitZero = False,
    stdin_filename: StdinFilename = None,
) -> None:
    """Apply the safe fixes, in place or in copies, and report what was changed and what is left.

    Exit status: 0 nothing left, 1 findings left (with --diff: files would change), 2 wrong use or
    a file that could not be read or written.
    """
    from . import outputs, prepare
    from .files import FileProblem
    from .inputs import STDIN
    from .report import FileError, Run
    from .runner import cores, reports

    known_format(output_format)
    preview = diff or word_diff
    if sum([diff, word_diff, output is not None, output_dir is not None]) > 1:
        raise Stop("--diff, --word-diff, --output and --output-dir exclude each other")
    loaded = prepare.settings(
        config,
        isolated,
        **options(select, extend_select, ignore, names, reference, source_lang, max_removed),
    )
    task = prepare.task(
        loaded.settings,
        since=since,
        known=baseline,
        source=prepare.Original(source, paths or ()) if source else None,
        date=date,
        clean=True,
        unsafe=unsafe_fixes,
        readability=not preview,
    )
    target = outputs.Output(output, output_dir, backup, keep_removed)
    try:
        target.prepare(paths)
    except outputs.OutputError as error:
        raise Stop(str(error)) from error
    run = Run()
    # Standard output is kept for the text or the diff when one goes there.
    stream = sys.stderr if preview or STDIN in paths else sys.stdout
    printer = printer_for(stream)
    changed = False
    jobs = jobs or cores()
    texts = reports(paths, task, run, stdin_filename, jobs=jobs, cached=not no_cache)
    with contextlib.closing(texts) as each:
        for item, report in each:
            try:
                if not preview:
                    target.put(item, report)
                elif report.cleaning:
                    # What could not be written is no proposal either.
                    item.source.encode(report.cleaning.after)
            except FileProblem as problem:
                run.errors.append(FileError(item.name, str(problem)))
                run.reports.remove(report)
                continue
            changed |= report.changed
            if output_format != "text":
                continue
            if preview:
                show_changes(item, report, diff)
                continue
            say(printer.fixed(report), stream)
            say(printer.found(report), stream)
            if report.changed or (len(paths) == 1 and item.folder is None):
                say(printer.scores(report), stream)
    if keep_removed:
        try:
            outputs.keep_removed(keep_removed, run.reports)
        except FileProblem as problem:
            run.errors.append(FileError(str(keep_removed), str(problem)))
    close(run, printer, output_format, stream, preview=preview)
    leave(run, changed if preview else bool(run.left) or run.stopped, exit_zero)


@app.command()
def explain(
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="A rule or a family, for instance quotes/stray.")
    ],
    config: Config = None,
) -> None:
    """Explain a rule: what it finds, why, and with what examples."""
    from . import prepare
    from .rule_index import page
    from .rulebook import UnknownRuleError

    try:
        book = prepare.book(config)
        named = sorted(book.named(rule))
    except UnknownRuleError as error:
        raise Stop(f"{error}; cleanup rules lists them") from error
    say(page(book.rules[one]) for one in named)


@app.command()
def rules(config: Config = None) -> None:
    """List the rules: name, severity, safety of the fix, and what each finds."""
    from . import prepare
    from .rule_index import row

    every = prepare.book(config).rules
    longest = max(map(len, every))
    say(row(every[name], longest) for name in sorted(every))


@app.command("config")
def show_config(
    select: Select = None,
    extend_select: Extend = None,
    ignore: Ignore = None,
    names: Names = None,
    reference: Reference = None,
    source_lang: SourceLang = None,
    max_removed: MaxRemoved = None,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Show the settings in force here, and where each comes from."""
    from . import prepare
    from .config import describe

    given = options(select, extend_select, ignore, names, reference, source_lang, max_removed)
    say(describe(prepare.settings(config, isolated, **given)))


def _version(wanted: bool) -> None:
    if wanted:
        from . import __version__

        typer.echo(f"cleanup {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


def _only(first: list[str]) -> typer.Typer:
    """The application with nothing but the command that the first argument names, if it does.

    Making the others, with their many options, takes as long as reading an article.
    """
    chosen = [c for c in app.registered_commands if c.callback and c.callback.__name__ in first]
    if not chosen:
        return app
    one = copy.copy(app)
    one.registered_commands, one.registered_groups = chosen, []
    return one


def main() -> None:
    """Run the command; every failure is one line on standard error."""
    # A stream that was closed before we began takes what is written to it, and nobody reads it.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    status: Any = 0
    try:
        try:
            _only(sys.argv[1:2])(prog_name="cleanup")
        except SystemExit as end:
            status = end.code
        sys.stdout.flush()
    except Stop as stop:
        print(f"error: {stop}", file=sys.stderr)
        status = 2
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): nothing more to say, and nobody to say it to.
        _drop(sys.stdout)
    except OSError as error:
        print(f"error: the output cannot be written: {error.strerror}", file=sys.stderr)
        _drop(sys.stdout)
        status = 2
    sys.exit(status)


def _drop(stream: Any) -> None:
    """Point a stream that cannot be written to nowhere, so that closing it does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
