"""What of cleanup is on here, what is off, why, and how to switch it on.

Each part is tried, not guessed: a package is imported and used once, a folder is written to. Only
Java and git are started, to ask for their versions; nothing is downloaded, and no network is used.
"""

import importlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from .compiled import CACHE_FOLDER, cache_folder
from .config import Loaded
from .engines.fasttext import EXTRA, load
from .lists import CardError
from .settings import Settings
from .settings_file import OWN, SHARED, shown

# Seconds that a program may take to tell its version.
PATIENCE = 20


class State(StrEnum):
    """Whether a part is on; `broken` is one that was asked for and does not work."""

    ON = "on"
    OFF = "off"
    BROKEN = "broken"


class Part(NamedTuple):
    """A part of cleanup: whether it is on, what there is or why there is none, and how to switch it
    on or what to do about it; a line each."""

    name: str
    state: State
    what: str
    how: str = ""


def system() -> str:
    """The program and what it runs on, in a line."""
    from . import __version__

    python = f"{platform.python_implementation()} {platform.python_version()}"
    where = f"{platform.system()} {platform.machine()}"
    return f"cleanup {__version__}, {python}, {where}, {Path(__file__).parent}"


def examined(loaded: Loaded | Exception, terminal: "Part") -> Iterator[Part]:
    """All parts in the order in which they are shown; `loaded` are the settings, or why there are
    none that can be used."""
    settings = Settings() if isinstance(loaded, Exception) else loaded.settings
    yield _settings(loaded)
    yield _rules(settings)
    yield _matching()
    yield _language()
    yield _fasttext(settings)
    yield _readability()
    yield languagetool(settings)
    yield _git()
    yield _cache()
    yield terminal


def _settings(loaded: Loaded | Exception) -> Part:
    if isinstance(loaded, Exception):
        return Part("settings", State.BROKEN, str(loaded), "mend it, or use --isolated")
    if loaded.path is None:
        how = f"others go into {OWN}, or [tool.cleanup] in {SHARED}"
        return Part("settings", State.ON, "the defaults; no file here or above", how)
    # What they name is read too: names files, indexes, cards.
    try:
        loaded.settings.selected()
    except (ValueError, CardError) as error:
        return Part("settings", State.BROKEN, str(error), f"mend it, or {shown(loaded.path)}")
    missing = [str(path) for path in loaded.settings.references if not Path(path).exists()]
    if missing:
        what = f"references: no such file or folder: {', '.join(missing)}"
        return Part("settings", State.BROKEN, what, f"mend {shown(loaded.path)}")
    return Part("settings", State.ON, shown(loaded.path), "")


def _rules(settings: Settings) -> Part:
    from .settings import rulebook

    try:
        every = rulebook(tuple(map(Path, settings.rules))).rules
        on = {rule.id for rule in settings.selected()}
    except (ValueError, CardError) as error:
        return Part("rules", State.BROKEN, str(error), "mend it, or use --isolated")
    waiting = sum(bool(r.source_languages) for r in every.values() if r.id not in on)
    others = len(every) - len(on) - waiting
    ways = [f"{waiting} more with --source-lang"] if waiting else []
    ways += [f"{others} more with --extend-select"] if others else []
    how = f"{', '.join(ways)}; cleanup rules lists them" if ways else ""
    return Part("rules", State.ON if on else State.OFF, f"{len(on)} of {len(every)}", how)


def _version(package: str) -> str:
    try:
        return f"{package} {metadata.version(package)}"
    except metadata.PackageNotFoundError:
        return package


def _imported(module: str) -> Any:
    """A module, or why it cannot be imported."""
    try:
        return importlib.import_module(module)
    except Exception as error:  # A damaged package may raise anything.
        return error


def _matching() -> Part:
    re2 = _imported("re2")
    if isinstance(re2, Exception):
        what = f"{re2}; the findings are the same, and take several times as long"
        return Part("fast matcher", State.OFF, what, "pip install google-re2")
    return Part("fast matcher", State.ON, _version("google-re2"))


def _language() -> Part:
    from .engines.language import named

    try:
        told = named("Der Rat hat am Montag über die alte Brücke beraten.")
    except Exception as error:  # A damaged package may raise anything.
        what = f"langdetect cannot be used: {error}"
        return Part("languages", State.BROKEN, what, "pip install langdetect")
    if told != "de":
        what = f"langdetect takes German for {told!r}"
        return Part("languages", State.BROKEN, what, "pip install --force-reinstall langdetect")
    return Part("languages", State.ON, f"by letters and common words, and {_version('langdetect')}")


def _fasttext(settings: Settings) -> Part:
    there = not isinstance(_imported("fasttext"), Exception)
    version = _version("fasttext-predict")
    if settings.model:
        try:
            load(settings.model)
        except CardError as error:
            return Part("fastText", State.BROKEN, str(error), "mend language-model in the settings")
        return Part("fastText", State.ON, f"{version} with {settings.model}")
    model = 'set language-model = "lid.176.ftz" (0.9 MB, from fasttext.cc)'
    if there:
        return Part("fastText", State.OFF, f"{version}, but no model", model)
    how = f"pip install 'cleanup-text[{EXTRA}]' and {model}"
    return Part("fastText", State.OFF, "fasttext-predict is not installed", how)


def _readability() -> Part:
    from .readability import MEASURES, counts
    from .readability.formulas import measures

    figures = measures(counts("The cat sat on the mat. It was an old and quiet animal."))
    what = f"{len(figures)} of {len(MEASURES)} measures, by counters of our own (no textstat)"
    return Part("readability", State.ON if len(figures) == len(MEASURES) else State.BROKEN, what)


def languagetool(settings: Settings) -> Part:
    """LanguageTool: whether a server runs, or there is a copy of it and the Java that it needs."""
    from .engines.languagetool.state import state

    folder = settings.languagetool_folder
    found = state(settings.languagetool_server, Path(folder) if folder else None)
    asked = "languagetool" in settings.engines
    if not found.available:
        return Part("LanguageTool", State.BROKEN if asked else State.OFF, found.why, found.how)
    if asked:
        return Part("LanguageTool", State.ON, found.why)
    return Part("LanguageTool", State.OFF, f"{found.why}; not asked for", "--engine languagetool")


def _output(program: str, *arguments: str) -> str:
    """What a program prints; nothing if it cannot be run."""
    if (path := shutil.which(program)) is None:
        return ""
    try:
        done = subprocess.run(
            [path, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return "" if done.returncode else done.stdout.decode("utf-8", "replace").strip()


def _git() -> Part:
    options = "--since and --staged"
    version = _output("git", "--version").removeprefix("git version ")
    if not version:
        return Part("git", State.OFF, f"no git, so no {options}", "install git")
    if not _output("git", "rev-parse", "--show-toplevel"):
        what = f"git {version}, but this folder is in no repository"
        return Part("git", State.OFF, f"{what}, so no {options}", "git init, or another folder")
    return Part("git", State.ON, f"git {version}, for {options}")


def _cache() -> Part:
    folder = cache_folder()
    if folder is None:
        how = f"name a folder in {CACHE_FOLDER}"
        return Part("cache", State.OFF, "this user has no cache folder", how)
    from tempfile import NamedTemporaryFile

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        what = f"{folder} cannot be written to: {error.strerror}; every run checks all anew"
        return Part("cache", State.BROKEN, what, f"name another folder in {CACHE_FOLDER}")
    size = sum(path.stat().st_size for path in folder.glob("*") if path.is_file())
    return Part("cache", State.ON, f"{folder} ({size / 1_000_000:.1f} MB)")


def terminal_of(stream: Any, columns: int, colour: bool) -> Part:
    """What is known of the terminal that is printed to."""
    encoding = str(getattr(stream, "encoding", None) or "unknown encoding").upper()
    if not stream.isatty():
        what = f"the output is no terminal: {columns} columns, {encoding}"
        how = "" if colour else "FORCE_COLOR=1 gives colours all the same"
        return Part("terminal", State.OFF, what, how)
    what = f"{columns} columns, {encoding}, {'colours' if colour else 'no colours'}"
    if colour:
        return Part("terminal", State.ON, what)
    why = "NO_COLOR is set" if os.environ.get("NO_COLOR") else "TERM is dumb"
    return Part("terminal", State.ON, f"{what}: {why}", "unset it")


def as_json(parts: list[Part]) -> Mapping[str, Any]:
    """The parts as data."""
    from . import __version__

    return {
        "tool": {"name": "cleanup", "version": __version__},
        "python": sys.version.split()[0],
        "platform": platform.platform(),
        "parts": [part._asdict() for part in parts],
    }
