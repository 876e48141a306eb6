"""`cleanup baseline`: write down, update and list the findings that are known."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console import Stop, remarks, say

if TYPE_CHECKING:
    from .report import Run

app = typer.Typer(help="Known findings, so that only new ones are reported.", no_args_is_help=True)

Paths = Annotated[list[str], typer.Argument(metavar="PATHS", help="Files, folders or patterns.")]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Take the settings from this file.")
]
BaselineFile = Annotated[
    Path,
    typer.Option(
        "--baseline", metavar="FILE", help="The file.", show_default=".cleanup-baseline.json"
    ),
]


@app.command("create")
def create_baseline(
    paths: Paths, baseline: BaselineFile = Path(".cleanup-baseline.json"), config: Config = None
) -> None:
    """Write down the findings there are now.

    For a file that exists there is update.
    """
    from .silences.baseline import create

    if baseline.exists():
        raise Stop(f"{baseline} exists; cleanup baseline update changes it")
    run, files = _found(paths, config)
    made = create(baseline.parent, files)
    _save(run, baseline, made.data(), made.show()[-1])


@app.command("update")
def update_baseline(
    paths: Paths,
    baseline: BaselineFile = Path(".cleanup-baseline.json"),
    add: Annotated[bool, typer.Option("--add", help="Take in new findings too.")] = False,
    config: Config = None,
) -> None:
    """Take out what has been mended; with --add take in what is new."""
    from .silences.baseline import BaselineError, load, update

    try:
        old = load(baseline)
    except BaselineError as error:
        raise Stop(str(error)) from error
    run, files = _found(paths, config)
    new = update(old, files, add=add)
    words = f"{new.dropped} gone, {new.added} added, {new.baseline.show()[-1]}"
    if new.left_out:
        words += f"; {new.left_out} new left out (--add takes them in)"
    _save(run, baseline, new.baseline.data(), words)


@app.command("show")
def show_baseline(baseline: BaselineFile = Path(".cleanup-baseline.json")) -> None:
    """List the known findings by file and rule."""
    from .silences.baseline import BaselineError, load

    try:
        say(line + "\n" for line in load(baseline).show())
    except BaselineError as error:
        raise Stop(str(error)) from error


def _found(paths: list[str], config: Path | None) -> "tuple[Run, list[Any]]":
    from . import prepare
    from .report import Run
    from .runner import reports

    run = Run()
    task = prepare.task(prepare.settings(config, False).settings)
    files = [
        (item.path, item.source.text, report.findings)
        for item, report in reports(paths, task, run)
        if item.path
    ]
    return run, files


def _save(run: "Run", path: Path, data: bytes, words: str) -> None:
    """Write a baseline, unless something could not be read: it would forget what stands there."""
    from .files import FileProblem
    from .writing import write_new

    remarks(run)
    if run.errors:
        raise Stop(f"{path} is not written")
    try:
        write_new(path, data)
    except FileProblem as problem:
        raise Stop(str(problem)) from problem
    say([f"{path}: {words}\n"])
