"""What a run is asked to do."""

import functools
from dataclasses import dataclass
from pathlib import Path

from .checker import Limits
from .names.people import read_names
from .rulebook import Rule, Rulebook


@dataclass(frozen=True)
class Settings:
    """The settings of a run. Paths are taken as they stand, relative to the current folder.

    `select` and `ignore` name rules, families or `ALL`; `names` are names files, `rules` folders
    with cards of the user's own; `max_removed` is the share of the words (0 to 1) that may be taken
    out on weak evidence.
    """

    select: tuple[str, ...] = ("ALL",)
    ignore: tuple[str, ...] = ()
    names: tuple[Path | str, ...] = ()
    rules: tuple[Path | str, ...] = ()
    max_removed: float = 0.3

    @property
    def names_files(self) -> tuple[Path, ...]:
        return tuple(Path(p) for p in self.names)

    @property
    def limits(self) -> Limits:
        return Limits(self.max_removed)

    def selected(self) -> tuple[Rule, ...]:
        """The rules of the run, ready to use.

        Raises UnknownRule and CardError, also for a names file that cannot be used.
        """
        for path in self.names_files:
            read_names(path)
        return _selected(tuple(map(Path, self.rules)), tuple(self.select), tuple(self.ignore))


@functools.cache
def rulebook(folders: tuple[Path, ...] = ()) -> Rulebook:
    """The rules that come with cleanup and those of `folders`, read once."""
    return Rulebook.load(folders)


@functools.cache
def _selected(
    folders: tuple[Path, ...], select: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[Rule, ...]:
    rules = rulebook(folders).select(select, ignore)
    for rule in rules:
        rule.prepare()
    return rules
