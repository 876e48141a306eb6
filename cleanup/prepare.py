"""Options of the command turned into a task; whatever is wrong with them ends the run."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from . import cli_engines, config
from .console import Stop
from .document import Evidence, iso_date
from .files import FileProblem, read
from .inputs import STDIN, inputs, listed
from .lists import CardError
from .report import Run
from .rulebook import Rulebook, UnknownRuleError
from .runner import Task
from .settings import Settings, rulebook
from .settings_file import SettingsError
from .silences import changes
from .silences.quiet import Quiet

if TYPE_CHECKING:
    from .silences.baseline import Baseline


class Original(NamedTuple):
    """The file with the source text, and the paths of what was translated."""

    file: Path
    of: Sequence[str]

    def text(self, chosen: Settings) -> str:
        """The source. Raises Stop if it would be that of several texts, and FileProblem."""
        groups = listed(self.of, chosen)
        texts = sum(len(group.found.files) + (group.argument == STDIN) for group in groups)
        if texts > 1:
            what = f"the original of one text, and these are {texts}: name one of them"
            raise Stop(f"--source is {what}")
        return read(self.file).text


BASELINE = Path(".cleanup-baseline.json")


def names(options: Sequence[str] | None) -> tuple[str, ...]:
    """The names in options that may be repeated and may hold several, by comma."""
    return tuple(name.strip() for o in options or () for name in o.split(",") if name.strip())


def settings(file: Path | None, isolated: bool, **options: Any) -> config.Loaded:
    """The settings in force: those of a file, with the options over them. Raises Stop."""
    try:
        loaded = config.defaults() if isolated else config.choose(file)
        loaded = config.override(loaded, **options)
        loaded.settings.selected()
    except (SettingsError, UnknownRuleError, CardError) as error:
        raise Stop(str(error)) from error
    return loaded


def book(file: Path | None) -> Rulebook:
    """All rules there are, those of the settings' own folders too. Raises Stop."""
    return rulebook(tuple(map(Path, settings(file, False).settings.rules)))


def task(
    chosen: Settings,
    *,
    since: str | None = None,
    staged: bool = False,
    known: Path | None = None,
    source: Original | None = None,
    date: str | None = None,
    engine: list[str] | None = None,
    into: Path | None = None,
    **todo: Any,
) -> Task:
    """What is done with each text. Raises Stop."""
    run = Run()
    found = inputs(listed([str(path) for path in chosen.references]), run)
    texts = tuple(item.source.text for item in found)
    if run.errors:
        given = "by --reference or in the settings"
        raise Stop(f"{run.errors[0].message}; it was given as a reference, {given}")
    if since is not None and staged:
        raise Stop("--since and --staged exclude each other")
    try:
        every = rulebook(tuple(map(Path, chosen.rules)))
        asked, notes = cli_engines.engine(chosen, engine)
        ran = frozenset(rule.id for rule in chosen.selected())
        ran |= {f"{asked.name}/*"} if asked else frozenset()
        quiet = Quiet(
            every,
            ran,
            datetime.date.today(),
            _known(known) if known else None,
            changes.since(since) if since is not None else changes.staged() if staged else None,
        )
    except changes.ChangesError as error:
        raise Stop(str(error)) from error
    try:
        original = source.text(chosen) if source else None
        if source and chosen.indexes:
            from .names.index import identity

            for index in chosen.indexes:
                identity(index)
        evidence = Evidence(
            texts,
            chosen.names_files,
            original,
            date and iso_date(date),
            chosen.indexes,
            chosen.model,
        )
    except FileProblem as problem:
        raise Stop(f"--source: {problem}") from problem
    except OSError as error:
        raise Stop(str(error)) from error
    except ValueError as error:
        raise Stop(f"--date: {error}") from error
    return Task(chosen, evidence, quiet, engine=asked, notes=tuple(notes), into=into, **todo)


def _known(file: Path) -> "Baseline":
    from .silences import baseline

    try:
        return baseline.load(file)
    except baseline.BaselineError as error:
        raise Stop(str(error)) from error
