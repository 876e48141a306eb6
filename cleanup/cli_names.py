"""`cleanup names`: collect names from right texts, import tables of names, ask about a name."""

from pathlib import Path
from typing import Annotated

import typer

from .console import Stop, say

app = typer.Typer(help="Names that are right: collect, import, look up.", no_args_is_help=True)

Index = Annotated[Path, typer.Option("-o", "--output", metavar="INDEX", help="The index to write.")]
Known = Annotated[
    list[Path] | None,
    typer.Option("--names", metavar="FILE", help="A names file or an index (repeatable)."),
]


@app.command("learn")
def learn_names(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS", help="Right texts: files, folders or patterns.")
    ],
    least: Annotated[
        int, typer.Option("--least", min=1, help="Leave out who is named less often.")
    ] = 2,
) -> None:
    """Collect the full names of people from right texts.

    Prints a names file to be reviewed.
    """
    from .console import remarks
    from .inputs import inputs, listed
    from .names.harvest import Harvest
    from .report import Run

    run = Run()
    harvest = Harvest()
    for item in inputs(listed(paths), run):
        harvest.add(item.source.text)
    remarks(run)
    if run.errors:
        raise Stop("nothing is collected from files that cannot be read: leave them out")
    if not harvest.texts:
        raise Stop("no texts here; name files, or a folder with .txt files")
    say(harvest.names_file(least))


@app.command("import")
def import_table(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A table (TSV with a header, plain or .gz) or JSON lines."
        ),
    ],
    output: Index,
) -> None:
    """Make an index, for --names, of a table of names.

    The columns of a table are native and english, and if there are lang, unit (token or full) and
    count. JSON lines are objects with name, aliases and native, or items of Wikidata.
    """
    from .lists import CardError
    from .names.importing import import_names
    from .progress import Steps

    steps = Steps()
    try:
        done = import_names(file, output, steps)
    except CardError as error:
        steps.clear()
        raise Stop(str(error)) from error
    steps.clear()
    if done.remark:
        import sys

        say([f"note: {file}: {done.remark}\n"], sys.stderr)
    say([f"{output}: {done.rows:,} rows from {file}\n"])


@app.command("check")
def check_name(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, or one word of it.")],
    names: Known = None,
) -> None:
    """Tell what is known of a name: native forms, variants, near ones.

    Exit status: 0 it is known, 1 it is not, 2 wrong use.
    """
    from .lists import CardError
    from .names.lookup import tell

    if not any(c.isalpha() for c in name):
        raise Stop(f"no name: {name!r}")
    try:
        known, lines = tell(name, names or ())
    except CardError as error:
        raise Stop(str(error)) from error
    say(lines)
    if not known:
        raise typer.Exit(1)
