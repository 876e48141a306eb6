"""The command line: what is asked for, what is printed, the exit status."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from .document import Evidence
    from .report import Report, Run
    from .reports.terminal import TerminalReport
    from .runner import Input
    from .settings import Settings

app = typer.Typer(
    name="cleanup",
    help="Find and repair machine-translation damage in English articles.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[
    list[str],
    typer.Argument(help="Files, folders (their .txt files) or patterns; - is standard input."),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", help="Only these rules or families (by comma, or repeated)."),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", help="Not these rules or families (by comma, or repeated)."),
]
Reference = Annotated[
    list[str] | None,
    typer.Option("--reference", help="A text (or a folder of them) whose names are right."),
]
Names = Annotated[
    list[Path] | None, typer.Option("--names", help="A names file: people whose names are right.")
]
Format = Annotated[str, typer.Option("--output-format", help="text or json.")]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="Exit with 0 also when there are findings.")
]
StdinFilename = Annotated[
    str | None, typer.Option("--stdin-filename", help="The name of standard input in reports.")
]


class Stop(Exception):
    """Something that ends the run before any file is touched: wrong use, exit status 2."""


@app.command()
def check(
    paths: Paths,
    select: Select = None,
    ignore: Ignore = None,
    reference: Reference = None,
    names: Names = None,
    output_format: Format = "text",
    score: Annotated[bool, typer.Option("--score", help="Report readability too.")] = False,
    exit_zero: ExitZero = False,
    stdin_filename: StdinFilename = None,
) -> None:
    """Report damage; change nothing.

    Exit status: 0 nothing found, 1 findings, 2 wrong use or a file that could not be read.
    """
    from .report import Run
    from .runner import Task, reports

    settings, evidence = _prepared(select, ignore, names, reference, output_format)
    run = Run()
    task = Task(settings, evidence, readability=score)
    printer = _printer(sys.stdout)
    for _, report in reports(paths, task, run, stdin_filename):
        if output_format == "text":
            _print(printer.found(report))
            _print(printer.scores(report))
    _close(run, printer, output_format, sys.stdout)
    _exit(run, bool(run.left), exit_zero)


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
        Path | None, typer.Option("-o", "--output", help="Write the cleaned text to this file.")
    ] = None,
    output_dir: Annotated[
        Path | None, typer.Option("--output-dir", help="Write cleaned copies into this folder.")
    ] = None,
    select: Select = None,
    ignore: Ignore = None,
    reference: Reference = None,
    names: Names = None,
    output_format: Format = "text",
    exit_zero: ExitZero = False,
    stdin_filename: StdinFilename = None,
) -> None:
    """Apply the safe fixes, in place or in copies, and report what was changed and what is left.

    Exit status: 0 nothing left, 1 findings left (with --diff: files would change), 2 wrong use or
    a file that could not be read or written.
    """
    from .report import FileError, Run
    from .runner import STDIN, Task, reports

    preview = diff or word_diff
    if sum([preview, output is not None, output_dir is not None]) > 1:
        raise Stop("--diff, --output and --output-dir exclude each other")
    settings, evidence = _prepared(select, ignore, names, reference, output_format)
    run = Run()
    # Standard output is kept for the text or the diff when one goes there.
    stream = sys.stderr if preview or STDIN in paths else sys.stdout
    printer = _printer(stream)
    task = Task(settings, evidence, clean=True, unsafe=unsafe_fixes, readability=not preview)
    write = _writer(paths, output, output_dir)
    changed = False
    for item, report in reports(paths, task, run, stdin_filename):
        cleaning = report.cleaning
        assert cleaning is not None
        changed |= cleaning.before != cleaning.after
        if preview and output_format == "text":
            _show_changes(item, report, diff)
        elif not preview:
            try:
                write(item, report)
            except _problem() as problem:
                run.errors.append(FileError(item.name, str(problem)))
                run.reports.remove(report)
                continue
            if output_format == "text":
                _print(printer.fixed(report), stream)
                _print(printer.found(report), stream)
                _print(printer.scores(report), stream)
    _close(run, printer, output_format, stream)
    _exit(run, changed if preview else bool(run.left), exit_zero)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="The rule, for instance quotes/stray.")],
) -> None:
    """Explain a rule: what it finds, why, and with what examples."""
    from .lists import CardError
    from .rule_index import page
    from .rulebook import UnknownRuleError
    from .settings import rulebook

    try:
        book = rulebook()
        named = sorted(book.named(rule))
    except (UnknownRuleError, CardError) as error:
        raise Stop(f"{error}; cleanup rules lists them") from error
    for one in named:
        _print([page(book.rules[one])])


@app.command()
def rules() -> None:
    """List the rules: name, severity, safety of the fix, and what each finds."""
    from .lists import CardError
    from .settings import rulebook

    try:
        every = rulebook().rules
    except CardError as error:
        raise Stop(str(error)) from error
    longest = max(map(len, every))
    for name in sorted(every):
        rule = every[name]
        safety = rule.safety.value if rule.safety else "–"
        off = "" if rule.default else " (off by default)"
        head = f"{name:<{longest}}  {rule.severity.value:<7}  {safety:<7}"
        _print([f"{head}  {rule.summary}{off}\n"])


def _version(wanted: bool) -> None:
    if wanted:
        from . import __version__

        typer.echo(f"cleanup {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


def _prepared(
    select: list[str] | None,
    ignore: list[str] | None,
    names: list[Path] | None,
    references: list[str] | None,
    output_format: str,
) -> "tuple[Settings, Evidence]":
    """Settings and evidence of a run. Raises Stop for whatever is wrong with them."""
    from .document import Evidence
    from .lists import CardError
    from .report import Run
    from .rulebook import UnknownRuleError
    from .runner import inputs
    from .settings import Settings

    if output_format not in ("text", "json"):
        raise Stop(f"no output format {output_format!r}: text or json")
    settings = Settings(
        select=_names(select) or ("ALL",), ignore=_names(ignore), names=tuple(names or ())
    )
    try:
        settings.selected()
    except (UnknownRuleError, CardError) as error:
        raise Stop(str(error)) from error
    run = Run()
    texts = tuple(item.source.text for item in inputs(references or [], run))
    if run.errors:
        raise Stop(f"--reference: {run.errors[0].message}")
    return settings, Evidence(texts, settings.names_files)


def _names(options: list[str] | None) -> tuple[str, ...]:
    return tuple(name.strip() for o in options or () for name in o.split(",") if name.strip())


def _printer(stream: Any) -> "TerminalReport":
    from .reports.screen import Painter, wants_colour
    from .reports.terminal import TerminalReport

    return TerminalReport(
        Painter(wants_colour(stream)), shutil.get_terminal_size((100, 24)).columns
    )


def _print(lines: "Iterator[str] | list[str]", stream: Any = None) -> None:
    from .reports.screen import harden

    stream = stream or sys.stdout
    harden(stream)
    for line in lines:
        stream.write(line)


def _show_changes(item: "Input", report: "Report", diff: bool) -> None:
    """The changes of one file on standard output, a unified diff in the file's own encoding."""
    from .reports.diff import unified

    cleaning = report.cleaning
    assert cleaning is not None
    if not diff:
        printer = _printer(sys.stdout)
        if cleaning.edits:
            _print([printer.paint(item.name, "bold") + "\n"])
        _print(printer.word_diff(report))
        return
    text = unified(item.name, cleaning.before, cleaning.edits)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(item.source.codec))
    sys.stdout.buffer.flush()


def _problem() -> "type[Exception]":
    from .files import FileProblem

    return FileProblem


def _writer(
    paths: list[str], output: Path | None, output_dir: Path | None
) -> "Callable[[Input, Report], None]":
    """What writes a cleaned text to where it belongs. Raises Stop where that is not clear."""
    from .files import find
    from .writing import write, write_new

    if output is not None and (len(paths) > 1 or Path(paths[0]).is_dir()):
        raise Stop("--output takes one file; for several there is --output-dir")
    if output_dir is not None:
        targets: dict[Path, Path] = {}
        for argument in dict.fromkeys(paths):
            for path in find([argument]).files:
                target = _copy(output_dir, path, Path(argument))
                if targets.setdefault(target, path) != path:
                    raise Stop(f"{targets[target]} and {path} would both be written to {target}")

    def put(item: "Input", report: "Report") -> None:
        cleaning = report.cleaning
        assert cleaning is not None
        data = item.source.encode(cleaning.after)
        if output is not None:
            write_new(output, data)
        elif output_dir is not None:
            name = Path(item.name).name if item.path is None else item.path
            write_new(_copy(output_dir, Path(name), item.folder), data)
        elif item.path is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        elif cleaning.before != cleaning.after:
            write(item.path, data, expected=item.source.encode(cleaning.before))

    return put


def _copy(output_dir: Path, path: Path, folder: Path | None) -> Path:
    """Where the copy of `path` goes: in the same tree below the folder the user named."""
    if folder is not None and folder.is_dir():
        return output_dir / path.relative_to(folder)
    return output_dir / path.name


def _close(run: "Run", printer: "TerminalReport", output_format: str, stream: Any) -> None:
    """Errors and notes on standard error, then the summary or the JSON."""
    for note in run.notes:
        _print([f"note: {note}\n"], sys.stderr)
    for error in run.errors:
        _print([f"error: {error.message}\n"], sys.stderr)
    languages = {r.document.path: r.language for r in run.reports if r.language != "en"}
    for path, code in languages.items():
        _print(
            [f"note: {path}: not English ({code}); only encoding and white space were checked\n"],
            sys.stderr,
        )
    if output_format == "json":
        import json

        from . import __version__
        from .report import run_json

        text = json.dumps(run_json(run, __version__), ensure_ascii=False, indent=1)
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass") + b"\n")
        sys.stdout.buffer.flush()
    else:
        _print(printer.summary(run), stream)


def _exit(run: "Run", findings: bool, exit_zero: bool) -> None:
    if run.errors:
        raise typer.Exit(2)
    raise typer.Exit(1 if findings and not exit_zero else 0)


def main() -> None:
    """Run the command; every failure is one line on standard error."""
    try:
        app()
    except Stop as stop:
        print(f"error: {stop}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): nothing more to say, and nobody to say it to.
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
