"""The settings in force and where each comes from: defaults, a settings file, the command line."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from .settings import Settings
from .settings_file import TABLES, SettingsError, SettingsFile, kebab, nearest, read, shown

DEFAULT = "default"
COMMAND_LINE = "command line"
# So far out the origins are aligned; longer values push theirs further.
_WIDEST = 60


class Loaded(NamedTuple):
    """Settings, the file they were read from, and the origin of each, by its key in a file:
    `default`, `FILE:LINE`, `command line`."""

    settings: Settings
    path: Path | None
    origins: Mapping[str, str]


def load(start: Path) -> Loaded:
    """The settings for the folder `start`: those of the nearest file there or above, if any.

    Raises SettingsError with file and line.
    """
    return _loaded(nearest(start))


def load_file(path: Path) -> Loaded:
    """The settings in the file at `path`. Raises SettingsError with file and line."""
    return _loaded(read(path))


def choose(path: Path | None) -> Loaded:
    """The settings in the file at `path`, without one those for the current folder.

    Raises SettingsError.
    """
    return load_file(path) if path else load(Path())


def defaults() -> Loaded:
    """The settings without any file."""
    return _loaded(None)


def keys() -> Iterator[tuple[str, str]]:
    """Every setting by its table ("" is the top) and its key, in the order they are printed."""
    for table, inner in TABLES.items():
        yield from ((table, key) for key in inner or (table,))


def _loaded(file: SettingsFile | None) -> Loaded:
    origins = {key: DEFAULT for _, key in keys()}
    if not file:
        return Loaded(Settings(), None, origins)
    settings = Settings.of(file)
    origins |= {kebab(field): file.of(field) for field in file.values}
    return Loaded(settings, file.path, origins)


def override(loaded: Loaded, **options: Any) -> Loaded:
    """The settings with the options of the command line over them, by field of `Settings`.

    An option that is None or empty was not given. Lists add to what is there; `select` replaces
    it, and with it `extend_select` of the file: "only these". Raises SettingsError.
    """
    settings, origins = loaded.settings, dict(loaded.origins)
    given = {key: value for key, value in options.items() if value not in (None, (), [])}
    if "select" in given and settings.extend_select:
        settings = replace(settings, extend_select=())
        origins["extend-select"] = COMMAND_LINE
    for key, value in given.items():
        before = getattr(settings, key)
        adds = isinstance(before, tuple) and key != "select"
        if adds:
            given[key] = (*before, *value)
        kept = f"{origins[kebab(key)]}, " if adds and before else ""
        origins[kebab(key)] = kept + COMMAND_LINE
    try:
        return Loaded(replace(settings, **given), loaded.path, origins)
    except SettingsError as error:
        what = kebab(error.key) + str(error).removeprefix(error.key)
        raise SettingsError(f"--{what}", error.key, error.item) from error


def describe(loaded: Loaded) -> Iterator[str]:
    """Every setting with its value and its origin, as a settings file that would say the same."""
    source = f"# settings from {shown(loaded.path)}" if loaded.path else "# no settings file"
    rows: list[tuple[str, str]] = [(source, "")]
    table = ""
    for place, key in keys():
        if place != table:
            table = place
            rows += [("", ""), (f"[{place}]", "" if TABLES[place] else loaded.origins[key])]
        value = getattr(loaded.settings, key.replace("-", "_"))
        if TABLES[place]:
            row = f"# no {key}" if value is None else f"{key} = {_toml(value)}"
            rows.append((row, loaded.origins[key]))
        else:
            rows += [(f"{_toml(name)} = {_toml(one)}", "") for name, one in value]
    lengths = [len(left) for left, origin in rows if origin]
    width = max((n for n in lengths if n <= _WIDEST), default=0)
    for left, origin in rows:
        yield (f"{left:<{width}}  # {origin}" if origin else left) + "\n"


def _toml(value: Any) -> str:
    """A value as TOML; JSON writes strings and numbers in the same way."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, Path):
        value = str(value)
    import json

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
