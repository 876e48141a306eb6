"""Where settings are written down: `cleanup.toml`, or `[tool.cleanup]` of a `pyproject.toml`.

Here a file is found, read, and its keys are checked; what the values mean is told in `settings`.
TOML's reader gives no lines, so they are looked up in the text: the heads of tables and of keys,
each read by the TOML reader itself.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .lazy import lazy
from .lists import meant

OWN = "cleanup.toml"
SHARED = "pyproject.toml"
# The tables of a settings file with their keys; "" is the top. Without dashes for underscores,
# each key is a field of `Settings`; a table with no keys of its own is one itself.
TABLES: Mapping[str, tuple[str, ...]] = {
    "": (
        *("select", "ignore", "extend-select", "extend-safe-fixes", "extend-unsafe-fixes"),
        *("exclude", "names", "references", "rules", "source-lang", "language-model", "engines"),
        *("languagetool-server", "languagetool-folder", "languagetool-language"),
    ),
    "style": ("quotes", "dash", "ellipsis"),
    "limits": ("max-removed", "max-seconds"),
    "gates": ("min-quality", "max-grade", "fail-on", "max-findings"),
    "severity": (),
    "weights": (),
    "per-file-ignores": (),
}
_NAME = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_KEY = lazy(rf"[ \t]*({_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)[ \t]*=")
_HEAD = lazy(r"[ \t]*(\[.*\])[ \t]*(?:#.*)?")
_AT_LINE = lazy(r" \(at (?:line (\d+), column \d+|end of document)\)")


class SettingsError(ValueError):
    """A setting that cannot be used; the message says which, where, and what was meant.

    `key` is the setting, `item` the part of its value that is wrong, if it is a part.
    """

    def __init__(self, message: str, key: str = "", item: str = "") -> None:
        super().__init__(message)
        self.key = key
        self.item = item


def kebab(field: str) -> str:
    """How a field of `Settings` is written in a file."""
    return field.replace("_", "-")


def shown(path: Path) -> str:
    """A path for messages: relative if it lies in the current folder."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


class SettingsFile(NamedTuple):
    """What a settings file says: values by field of `Settings`, and on which lines."""

    path: Path
    values: Mapping[str, Any]
    text: str
    lines: Mapping[tuple[str, ...], int]
    table: tuple[str, ...]

    def where(self, *keys: str, item: str = "") -> str:
        """`FILE:LINE` of a key below the settings table; with `item`, of that part of its value."""
        way = (*self.table, *keys)
        while way and way not in self.lines:
            way = way[:-1]
        line = self.lines.get(way, 1)
        if item:
            others = (n for w, n in self.lines.items() if n > line and w[: len(way)] != way)
            value = self.text.split("\n")[line - 1 : min(others, default=len(self.text)) - 1]
            quoted = (f'"{item}"', f"'{item}'")
            line += next((n for n, t in enumerate(value) if any(q in t for q in quoted)), 0)
        return f"{shown(self.path)}:{line}"

    def of(self, field: str, item: str = "") -> str:
        """`FILE:LINE` of a field of `Settings`, or of a part of its value."""
        key = kebab(field)
        table = next((t for t, keys in TABLES.items() if t and key in keys), "")
        # In a table of the user's own keys the part may be one of them.
        if key in TABLES and (*self.table, key, item) in self.lines:
            return self.where(key, item)
        return self.where(*([table] if table else []), key, item=item)


def nearest(folder: Path) -> SettingsFile | None:
    """The settings file of `folder` or the nearest folder above; None if there is none.

    In one folder `cleanup.toml` goes first; a `pyproject.toml` counts only with a table for
    cleanup. Raises SettingsError.
    """
    folder = Path(os.path.realpath(folder))
    for place in (folder, *folder.parents):
        for name in (OWN, SHARED):
            if os.path.isfile(place / name) and (found := _read(place / name)):
                return found
    return None


def read(path: Path) -> SettingsFile:
    """The settings file at `path`. Raises SettingsError."""
    found = _read(Path(os.path.realpath(path)))
    if not found:
        raise SettingsError(f"{shown(path)}: no [tool.cleanup] in this file")
    return found


def _read(path: Path) -> SettingsFile | None:
    """A settings file; None for a `pyproject.toml` that says nothing about cleanup."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{shown(path)}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{shown(path)}: not UTF-8 at byte {error.start}") from error
    shared = path.name == SHARED
    if shared and "cleanup" not in text:
        return None
    import tomllib  # late: most runs have no settings file

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at and at[1] else text.rstrip("\n").count("\n") + 1
        what = _AT_LINE.sub("", str(error))
        raise SettingsError(f"{shown(path)}:{line}: not TOML: {what}") from error
    if shared:
        tool = data.get("tool")
        if not isinstance(tool, dict) or "cleanup" not in tool:
            return None
        data = tool["cleanup"]
    table = ("tool", "cleanup") if shared else ()
    file = SettingsFile(path, {}, text, _lines(text), table)
    if not isinstance(data, dict):
        raise SettingsError(f"{file.where()}: tool.cleanup must be a table")
    return SettingsFile(path, _values(file, data), text, file.lines, table)


def _values(file: SettingsFile, data: Mapping[str, Any]) -> dict[str, Any]:
    """The values by field. Raises SettingsError for a key that is none."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        if TABLES.get(key) and key:
            if not isinstance(value, dict):
                raise SettingsError(f"{file.where(key)}: {key} must be a table: [{key}]")
            for inner, one in value.items():
                if inner not in TABLES[key]:
                    raise _no_setting(file, key, inner)
                found[inner.replace("-", "_")] = one
        elif key in TABLES[""] or (key in TABLES and key):
            found[key.replace("-", "_")] = value
        else:
            raise _no_setting(file, "", key)
    return found


def _no_setting(file: SettingsFile, table: str, key: str) -> SettingsError:
    place = next((t for t, keys in TABLES.items() if key in keys), None)
    if table == "" and key == "tool":
        advice = f"; in {OWN} the settings stand at the top, not in [tool.cleanup]"
    elif table and key in TABLES:
        advice = f"; it is a table of its own: [{key}]"
    elif place is None:
        tables = [t for t in TABLES if t and not table]
        advice = meant(key, [*TABLES[table], *tables])
        advice = advice or meant(key, [k for keys in TABLES.values() for k in keys])
    elif place:
        advice = f"; it stands in [{place}]"
    else:
        advice = "; it stands at the top, before the first table"
    inside = f" in [{table}]" if table else ""
    where = file.where(*([table] if table else []), key)
    return SettingsError(f"{where}: no setting {key!r}{inside}{advice}", key)


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line of each table and key that begins a line, by the way to it from the top."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if m := _KEY.match(line):
            way = (*table, *_way(f"{m[1]} = 0"))
        elif m := _HEAD.fullmatch(line.rstrip("\r")):
            way = table = _way(m[1])
        else:
            continue
        for length in range(1, len(way) + 1):
            found.setdefault(way[:length], number)
    return found


def _way(line: str) -> tuple[str, ...]:
    """The keys that one line of TOML names, from the outside to the inside."""
    import tomllib

    try:
        value: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    way: list[str] = []
    while isinstance(value, dict | list) and value:
        if isinstance(value, dict):
            way.append(next(iter(value)))
            value = value[way[-1]]
        else:
            value = value[0]
    return tuple(way)
