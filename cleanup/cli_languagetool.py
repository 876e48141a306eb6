"""`cleanup languagetool`: see what there is of LanguageTool, fetch it, keep it running."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console import Stop, say

if TYPE_CHECKING:
    from .engines.languagetool.state import State

app = typer.Typer(
    help="A grammar checker beside the rules: fetch, start, stop.",
    no_args_is_help=True,
)
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Take the settings from this file.")
]


def _state(config: Path | None) -> "State":
    from . import prepare
    from .engines.languagetool.state import state

    chosen = prepare.settings(config, False).settings
    folder = chosen.languagetool_folder
    return state(chosen.languagetool_server, Path(folder) if folder else None)


@app.command("status")
def show_status(config: Config = None) -> None:
    """Tell whether LanguageTool can be used here.

    If it cannot, it says how to switch it on.

    Exit status: 0 it can, 1 it cannot, 2 wrong use.
    """
    found = _state(config)
    if not found.available:
        say([f"off: {found.why}\n", f"     {found.how}\n"])
        raise typer.Exit(1)
    say([f"ready: {found.why}\n"])
    if found.address is None:
        say(
            ["       each run starts it and ends it; cleanup languagetool start keeps it running\n"]
        )


@app.command("start")
def start_server(
    port: Annotated[
        int | None,
        typer.Option("--port", metavar="N", min=1, max=65535, help="Listen here [a free port]."),
    ] = None,
    config: Config = None,
) -> None:
    """Start a server that stays, so that no run has to wait for one.

    It listens on this machine only, and takes half a gigabyte of memory until it is stopped.
    """
    from .engines.languagetool import resident
    from .engines.languagetool.client import ServerError

    if there := resident.running():
        say([f"runs already at {there.address} (process {there.pid})\n"])
        return
    found = _state(config)
    if not found.available:
        raise Stop(f"{found.why}; {found.how}")
    if found.java is None or found.copy is None:
        raise Stop(f"{found.why}, and that is the one that runs ask")
    try:
        there = resident.start(found.java, found.copy, port)
    except ServerError as error:
        raise Stop(f"LanguageTool: {error}") from error
    say([f"LanguageTool {there.version} runs at {there.address} (process {there.pid})\n"])


@app.command("stop")
def stop_server() -> None:
    """Stop the server that start has left running."""
    from .engines.languagetool import resident

    there = resident.stop()
    say([f"stopped: process {there.pid}\n" if there else "none was running\n"])


@app.command("install")
def install_copy(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Fetch LanguageTool, after telling what is fetched and asking."""
    from .engines.languagetool import copies, install

    try:
        there = copies.copy()
    except copies.Missing:
        pass
    else:
        say([f"LanguageTool {there.version} is there already: {there.folder}\n"])
        return
    try:
        chosen = install.plan()
    except copies.Missing as missing:
        raise Stop(str(missing)) from missing
    say([f"This fetches {chosen.what},\ninto {chosen.folder}.\n"])
    if not yes:
        if not sys.stdin.isatty():
            raise Stop("nobody to ask; --yes goes on without asking")
        sys.stdout.flush()
        if not typer.confirm("Go on?"):
            say(["nothing is fetched\n"])
            raise typer.Exit(1)
    try:
        made = install.install(chosen)
    except install.InstallError as error:
        raise Stop(str(error)) from error
    say([f"LanguageTool {made.version} stands in {made.folder}\n"])
    try:
        copies.java()
    except copies.Missing as missing:
        say([f"note: it will not run yet: {missing}\n"], sys.stderr)
