"""What a run is asked to do, and the rules that follow from it."""

import functools
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .checker import Limits
from .findings import Safety, Severity
from .lists import CardError, meant
from .names.people import read_names
from .quality import WEIGHTS, Scale
from .rulebook import ENGINES, Rule, Rulebook, UnknownRuleError
from .settings_file import SettingsError, SettingsFile, kebab, nearest, read

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_RULE_NAMES = ("select", "ignore", "extend_select", "extend_safe_fixes", "extend_unsafe_fixes")
_LISTS = (*_RULE_NAMES, "source_lang", "exclude", "engines")
_PATHS = ("names", "references", "rules")
_ONE_PATH = ("language_model", "languagetool_folder")
_CHOICES = {
    "quotes": ("keep", "curly", "straight"),
    "dash": ("keep", "em", "en", "spaced-en"),
    "ellipsis": ("keep", "dots", "character"),
}
_FORMS = {
    "languagetool_server": (
        r"https?://[^\s/]+(?::\d+)?(?:/\S*)?",
        "an address, as http://127.0.0.1:8081",
    ),
    "languagetool_folder": (r"(?s:.+)", "a path"),
    "languagetool_language": (r"en-[A-Z]{2}", "a variety of English, as en-GB"),
}
# The rules of the house style: each has an option `style`.
_STYLED = {
    "quotes": "quotes/mixed-style",
    "dash": "punctuation/dash-form",
    "ellipsis": "punctuation/ellipsis-form",
}


@dataclass(frozen=True)
class Settings:
    """The settings of a run. Raises SettingsError, a ValueError, for a value that cannot be used.

    `select`, `extend_select` and `ignore` name rules, families or `ALL`, as all names of rules do.
    `per_file_ignores` pairs patterns as in .gitignore with what is ignored in files they match,
    `severity` pairs names with `info`, `warning` or `error`; both may be given as a dict.
    `extend_safe_fixes` and `extend_unsafe_fixes` (which wins) call unsafe fixes safe and the
    reverse; candidates are never applied.

    `source_lang` are the languages that texts have been translated from, as "ar": rules for such
    texts run only then. `names` are names files or imported indexes, `references` texts whose names
    are right, `rules` folders with cards of the user's own, `exclude` patterns of files to leave
    out. Paths are taken as they stand; patterns are relative to `folder`. In the house style "keep"
    leaves each text its own; "em" and "en" are dashes without spaces. `max_removed` is the share of
    the words (0 to 1) that may be taken out on weak evidence, `max_seconds` how long one rule may
    take over one text.

    `language_model` is the path of a model with which fastText names languages, in place of
    langdetect.

    `min_quality`, `max_grade`, `fail_on` and `max_findings` are gates (see `gates`); None is none.
    `weights` pairs severities, or `critical`, with the points an issue costs (see `quality`).

    `engines` are checkers that the command asks beside the rules: "languagetool" is all there is.
    `check` and `clean` on a string ask none. `languagetool_server` is the address of a server that
    runs, `languagetool_folder` where LanguageTool stands; without either it is looked for.
    `languagetool_language` is a variety of English, "en-GB"; None takes what is right in America or
    Britain for right.
    """

    select: tuple[str, ...] = ("ALL",)
    ignore: tuple[str, ...] = ()
    names: tuple[Path | str, ...] = ()
    rules: tuple[Path | str, ...] = ()
    max_removed: float = 0.3
    extend_select: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    extend_safe_fixes: tuple[str, ...] = ()
    extend_unsafe_fixes: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    exclude: tuple[str, ...] = ()
    references: tuple[Path | str, ...] = ()
    quotes: Literal["keep", "curly", "straight"] = "keep"
    dash: Literal["keep", "em", "en", "spaced-en"] = "keep"
    ellipsis: Literal["keep", "dots", "character"] = "keep"
    max_seconds: float = 10.0
    folder: Path | str = "."
    source_lang: tuple[str, ...] = ()
    min_quality: float | None = None
    max_grade: float | None = None
    fail_on: Literal["info", "warning", "error"] | None = None
    max_findings: int | None = None
    weights: tuple[tuple[str, float], ...] = ()
    language_model: Path | str | None = None
    engines: tuple[str, ...] = ()
    languagetool_server: str | None = None
    languagetool_folder: Path | str | None = None
    languagetool_language: str | None = None

    def __post_init__(self) -> None:
        """Check every value, and make tuples of lists and dicts, so that settings can be hashed."""
        made: dict[str, Any] = {}
        for key in (*_LISTS, *_PATHS):
            made[key] = _several(key, getattr(self, key), paths=key in _PATHS)
        ignores = _pairs("per_file_ignores", self.per_file_ignores)
        several = [(p, _several("per_file_ignores", names, item=p)) for p, names in ignores]
        made["per_file_ignores"] = tuple(several)
        made["severity"] = _pairs("severity", self.severity)
        for name, level in made["severity"]:
            _one_of("severity", level, tuple(map(str, Severity)), of=f" of {name!r}", item=name)
        made["weights"] = tuple(
            (name, _number("weights", points, 0, 1000, item=name))
            for name, points in _pairs("weights", self.weights)
        )
        for name, _ in made["weights"]:
            _one_of("weights", name, tuple(WEIGHTS), of=": a key", item=name)
        for key, most in (("min_quality", 100), ("max_grade", 100)):
            if (limit := getattr(self, key)) is not None:
                made[key] = _number(key, limit, 0, most)
        if self.fail_on is not None:
            _one_of("fail_on", self.fail_on, tuple(map(str, Severity)))
        if self.max_findings is not None:
            made["max_findings"] = int(_number("max_findings", self.max_findings, 0, 1_000_000_000))
            if made["max_findings"] != self.max_findings:
                what = f"max_findings must be a whole number, not {self.max_findings}"
                raise SettingsError(what, "max_findings")
        _path("language_model", self.language_model)
        for key, allowed in _CHOICES.items():
            _one_of(key, getattr(self, key), allowed)
        made["max_removed"] = _number("max_removed", self.max_removed, 0, 1)
        made["max_seconds"] = _number("max_seconds", self.max_seconds, 0.01, 86_400)
        self._check_engines(made["engines"])
        patterns = [("exclude", p) for p in made["exclude"]]
        for key, pattern in patterns + [("per_file_ignores", p) for p, _ in ignores]:
            _pattern(key, pattern)
        for key, value in made.items():
            object.__setattr__(self, key, value)

    def _check_engines(self, engines: tuple[str, ...]) -> None:
        for name in engines:
            if name not in ENGINES:
                near = meant(name, ENGINES) or f"; there is {ENGINES[0]!r}"
                raise SettingsError(f"engines: no engine {name!r}{near}", "engines", name)
        for key, (pattern, what) in _FORMS.items():
            value = getattr(self, key)
            if value is not None and not re.fullmatch(pattern, str(value)):
                raise SettingsError(f"{key} must be {what}, not {value!r}", key)

    @classmethod
    def load(cls, path: Path | str) -> "Settings":
        """The settings in a file; for a folder, in the nearest file there or above, if any.

        Raises SettingsError with file and line.
        """
        file = nearest(Path(path)) if Path(path).is_dir() else read(Path(path))
        return cls.of(file) if file else cls()

    @classmethod
    def of(cls, file: SettingsFile) -> "Settings":
        """The settings that a file gives. Raises SettingsError with file and line."""
        folder = file.path.parent
        values = dict(file.values)
        for key in _PATHS:
            paths = values.get(key)
            if isinstance(paths, list) and all(isinstance(p, str) for p in paths):
                values[key] = [folder / p for p in paths]
        for key in _ONE_PATH:
            if isinstance(path := values.get(key), str) and path:
                values[key] = folder / path
        try:
            settings = cls(**values, folder=folder)
        except SettingsError as error:
            what = kebab(error.key) + str(error).removeprefix(error.key)
            raise SettingsError(f"{file.of(error.key, error.item)}: {what}") from error
        key, name = "rules", ""
        try:
            book = rulebook(tuple(map(Path, settings.rules)))
            for key, name in settings.rule_names():  # noqa: B007
                book.named(name)
            key = "source_lang"
            for name in settings.source_lang:
                book.coming_from(name)
        except (CardError, UnknownRuleError) as error:
            raise SettingsError(f"{file.of(key, name)}: {error}") from error
        return settings

    @property
    def names_files(self) -> tuple[Path, ...]:
        """The names files among `names`."""
        return self._names(indexes=False)

    @property
    def indexes(self) -> tuple[Path, ...]:
        """The imported indexes among `names`."""
        return self._names(indexes=True)

    def _names(self, *, indexes: bool) -> tuple[Path, ...]:
        if not self.names:
            return ()
        from .names.index import is_index  # late: few runs have any

        return tuple(p for p in map(Path, self.names) if is_index(p) is indexes)

    @property
    def model(self) -> Path | None:
        """The model that names languages, if there is one."""
        return Path(self.language_model) if self.language_model else None

    @property
    def limits(self) -> Limits:
        return Limits(self.max_removed)

    @cached_property
    def scale(self) -> Scale:
        """What issues weigh."""
        book = rulebook(tuple(map(Path, self.rules)))
        critical = frozenset(key for key, rule in book.rules.items() if rule.critical)
        return Scale({**WEIGHTS, **dict(self.weights)}, critical)

    def rule_names(self) -> Iterator[tuple[str, str]]:
        """Every name that stands for rules, with the field it is in."""
        for key in _RULE_NAMES:
            yield from ((key, name) for name in getattr(self, key))
        yield from (("severity", name) for name, _ in self.severity)
        for _, names in self.per_file_ignores:
            yield from (("per_file_ignores", name) for name in names)

    def selected(self, path: str | None = None) -> tuple[Rule, ...]:
        """The rules in force for the file at `path`, ready to use; without one, those of the run.

        Raises UnknownRuleError and CardError, also for a names file or a model that cannot be used.
        """
        if self.names:
            self._check_names()
        if self.model:
            from .engines.fasttext import load

            load(self.model)
        return _selected(self, self._ignored_in(path))

    def _ignored_in(self, path: str | None) -> tuple[str, ...]:
        """What `per_file_ignores` says of the file at `path`."""
        if path is None or not self.per_file_ignores:
            return ()
        inside, pairs = self._inside(path), self.per_file_ignores
        return tuple(n for p, names in pairs if _spec((p,)).match_file(inside) for n in names)

    def of_engine(self, rule_id: str, path: str | None = None) -> Severity | None:
        """The severity of an engine's rule in the file at `path`; None if it is not in force. It
        is selected and ignored as others are, and `info` unless `severity` says otherwise."""
        names = rule_id, rule_id.partition("/")[0], "ALL"
        ignored = {*self.ignore, *self._ignored_in(path)}
        if ignored.intersection(names) or not {*self.select, *self.extend_select} & {*names}:
            return None
        levels = dict(self.severity)
        return Severity(next((levels[n] for n in names if n in levels), Severity.INFO))

    def _check_names(self) -> None:
        from .names.index import check_index, refuse_table

        for names_file in self.names_files:
            refuse_table(names_file)
            read_names(names_file)
        for index in self.indexes:
            check_index(index)

    def excluded(self, path: Path | str) -> bool:
        """Whether `exclude` leaves this file out."""
        return bool(self.exclude) and _spec(self.exclude).match_file(self._inside(path))

    def _inside(self, path: Path | str) -> str:
        """The way to `path` from the folder of the settings; elsewhere only its name."""
        full, folder = (Path(os.path.abspath(p)) for p in (path, self.folder))
        return full.relative_to(folder).as_posix() if full.is_relative_to(folder) else full.name


def _several(key: str, value: Any, *, paths: bool = False, item: str = "") -> tuple[Any, ...]:
    kinds = (str, os.PathLike) if paths else (str,)
    right = isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)
    found = tuple(value) if right else ()
    if not right or not all(isinstance(one, kinds) for one in found):
        raise SettingsError(f"{key} must be a list of strings, not {value!r}", key, item)
    return found


def _pairs(key: str, value: Any) -> tuple[tuple[str, Any], ...]:
    pairs = value.items() if isinstance(value, Mapping) else value
    try:
        found = tuple((name, right) for name, right in pairs)
    except (TypeError, ValueError):
        raise SettingsError(f"{key} must be a table, not {value!r}", key) from None
    if not all(isinstance(name, str) for name, _ in found):
        raise SettingsError(f"{key} must have strings for keys", key)
    return found


def _one_of(key: str, value: Any, allowed: tuple[str, ...], of: str = "", item: str = "") -> None:
    if not isinstance(value, str) or value not in allowed:
        choice = ", ".join(map(repr, allowed[:-1])) + f" or {allowed[-1]!r}"
        what = f"{key}{of} must be {choice}, not {value!r}{meant(str(value), allowed)}"
        raise SettingsError(what, key, item)


def _number(key: str, value: Any, least: float, most: float, item: str = "") -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SettingsError(f"{key} must be a number, not {value!r}", key, item)
    if not least <= value <= most:
        raise SettingsError(f"{key} must be from {least} to {most}, not {value}", key, item)
    return float(value)


def _path(key: str, value: Any) -> None:
    if value is not None and (not isinstance(value, str | os.PathLike) or not os.fspath(value)):
        raise SettingsError(f"{key} must be the path of a file, not {value!r}", key)


def _pattern(key: str, pattern: str) -> None:
    if key == "per_file_ignores" and pattern.startswith("!"):
        raise SettingsError(f"{key}: {pattern!r} matches nothing; leave out the '!'", key, pattern)
    try:
        _spec((pattern,))
    except ValueError:
        raise SettingsError(f"{key}: not a pattern: {pattern!r}", key, pattern) from None


@functools.cache
def _spec(patterns: tuple[str, ...]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec  # late: few runs have patterns

    return GitIgnoreSpec.from_lines(patterns)


@functools.cache
def rulebook(folders: tuple[Path, ...] = ()) -> Rulebook:
    """The rules that come with cleanup and those of `folders`, read once."""
    return Rulebook.load(folders)


@functools.cache
def _selected(settings: Settings, ignored: tuple[str, ...]) -> tuple[Rule, ...]:
    select = (*settings.select, *settings.extend_select)
    rules = _adjusted(settings).select(select, (*settings.ignore, *ignored))
    for rule in rules:
        rule.prepare()
    return rules


@functools.cache
def _adjusted(settings: Settings) -> Rulebook:
    """All rules, with the severity, the safety and the style that the settings give them."""
    book = rulebook(tuple(map(Path, settings.rules)))
    stands_for = {name: book.named(name) for _, name in settings.rule_names()}
    changes: dict[str, dict[str, Any]] = {rule_id: {} for rule_id in book.rules}
    # A rule's own name goes before its family's, and that before ALL.
    for name, level in sorted(settings.severity, key=lambda p: ("/" in p[0], p[0] != "ALL")):
        for rule_id in stands_for[name] & changes.keys():
            changes[rule_id]["severity"] = Severity(level)
    from_there = {i for code in settings.source_lang for i in book.coming_from(code)}
    for rule_id, rule in book.rules.items():
        if rule.source_languages and rule_id not in from_there:
            # As any rule that is off, it runs if it is named itself.
            changes[rule_id]["default"] = False
    demoted = {i for name in settings.extend_unsafe_fixes for i in stands_for[name]}
    promoted = {i for name in settings.extend_safe_fixes for i in stands_for[name]} - demoted
    for rule_id, rule in book.rules.items():
        if rule_id in demoted and rule.safety is Safety.SAFE:
            reason = rule.unsafe_because or "the settings say so"
            changes[rule_id] |= {"safety": Safety.UNSAFE, "unsafe_because": reason}
        elif rule_id in promoted and rule.safety is Safety.UNSAFE:
            changes[rule_id] |= {"safety": Safety.SAFE, "promoted": True}
    for key, rule_id in _STYLED.items():
        if (style := getattr(settings, key)) != "keep":
            # A house style is asked for by setting it: `ALL` and the family stand for its rule too.
            options = {**book.rules[rule_id].options, "style": style}
            changes[rule_id] |= {"options": options, "default": True}
    made = {i: replace(book.rules[i], **change) for i, change in changes.items() if change}
    return Rulebook({**book.rules, **made})
