"""Finding the text files that a user means: files, folders, patterns.

Folders are walked as git would list them: hidden entries and what a .gitignore names are left out,
and no link is followed out of the folder.
"""

import codecs
import contextlib
import os
import stat
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .files import FileProblem, reason, shown, unreadable

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(eq=False, repr=False)
class Found:
    """The files to work on, in the order of the arguments, each once.

    `named` are those of `files` that the user named, by name or by pattern; the others were met in
    a folder. `errors` are (what was named, message); `notes` say what was left out unasked.
    `others` are files met in a folder that are not called .txt, if they were asked for.
    """

    files: list[Path] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)
    errors: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)


def find(
    paths: Sequence[str],
    exclude: Sequence[str] = (),
    seen: dict[str, Path] | None = None,
    every: bool = False,
) -> Found:
    """The files that these files, folders and patterns stand for.

    A named file is taken whatever it is called. A folder gives its .txt files at any depth, but
    nothing whose name begins with a dot, nothing that a .gitignore or `exclude` (patterns as in a
    .gitignore, relative to the current folder) names, and nothing that a link leads out to. A
    folder that git itself ignores was named on purpose: no .gitignore above it counts then.

    `seen` are files that were found before, by their real paths: they are not found again.
    With `every` the answer also has the `others`: files in folders that are not called .txt.
    """
    found = Found()
    excluded = ((_patterns(exclude), ""),)
    seen = {} if seen is None else seen
    for argument in paths:
        try:
            for path in _expand(argument):
                folder = _is_folder(path)
                files = (
                    _walk(path, excluded, found, every)
                    if folder
                    else {os.path.realpath(path): path}
                )
                for real, file in files.items():
                    first = seen.setdefault(os.path.normcase(real), file)
                    if first is file:
                        found.files.append(file)
                    if not folder:
                        found.named.add(first)
        except FileProblem as problem:
            found.errors.append((argument, str(problem)))
    return found


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder rather than a file. Raises FileProblem if there is nothing."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise FileProblem(path, unreadable(path, error)) from error


def _expand(argument: str) -> list[Path]:
    """The path named, or the paths that match a pattern, sorted. Raises FileProblem if none do."""
    if not argument:
        # Path("") is the current folder: an empty variable in a script must not clean that.
        raise FileProblem('""', "is an empty path; name a file or a folder")
    if os.path.lexists(argument) or not _is_glob(argument):
        return [Path(argument)]
    # Only a whole `**` reaches deeper; and at the end it means all that is in the folder.
    parts = [part if part == "**" else part.replace("**", "*") for part in Path(argument).parts]
    while parts and parts[-1] == "**":
        parts.pop()
    fixed = next((i for i, part in enumerate(parts) if _is_glob(part)), len(parts))
    if fixed == len(parts):
        return [Path(*parts)]
    dots = any(part.startswith(".") for part in parts[fixed:])
    # Not `glob.glob`: it follows linked folders, round and round in a loop of links.
    matches = {
        path
        for path in Path(*parts[:fixed]).glob("/".join(parts[fixed:]))
        if dots or not any(part.startswith(".") for part in path.parts[fixed:])
    }
    if not matches:
        raise FileProblem(argument, "matches no file")
    return sorted(matches)


def _is_glob(path: str) -> bool:
    return any(c in path for c in "*?[")


def _walk(folder: Path, excluded: "_Rules", found: Found, every: bool) -> dict[str, Path]:
    """The text files below a folder by their real paths, sorted; `found` gets errors and notes."""
    home = os.path.realpath(folder)
    texts: dict[str, Path] = {}
    links: dict[str, Path] = {}
    others: dict[str, Path] = {}
    errors: list[tuple[str, str]] = []
    astray = 0
    left_out = False
    for step in _way_to(folder):
        left_out |= step != ".." and _names(excluded, step, True)
        excluded = _down(excluded, step)
    todo = [] if left_out else [(folder, home, _above(Path(home)), excluded)]
    while todo:
        here, real, ignored, excluded = todo.pop()
        ignored += _ignore_file(here)
        try:
            entries = _entries(here, every)
        except OSError as error:
            errors.append((str(here), f"{shown(here)} cannot be looked into: {reason(error)}"))
            continue
        for entry in entries:
            name, is_folder = entry.name, _is_own_folder(entry)
            if _names(ignored, name, is_folder) or _names(excluded, name, is_folder):
                left_out = True
            elif is_folder:
                rules = _down(ignored, name), _down(excluded, name)
                todo.append((here / name, os.path.join(real, name), *rules))
            elif entry.is_symlink() and _is_text(name):
                target = os.path.realpath(entry.path)
                if os.path.isfile(target) and Path(target).is_relative_to(home):
                    links[target] = here / name
                elif not os.path.isdir(target):
                    astray += 1
            elif entry.is_file():
                (texts if _is_text(name) else others)[os.path.join(real, name)] = here / name
    found.others += sorted(others.values())
    if astray:
        found.notes.append(
            f"{shown(folder)}: {astray} {'link' if astray == 1 else 'links'} left out, "
            "leading out of the folder or nowhere"
        )
    if not (texts or links or errors):
        hint = "; what .gitignore or an exclusion names was left out" if left_out else ""
        errors.append((str(folder), f"no text files (.txt) in {shown(folder)}{hint}"))
    found.errors += errors
    return dict(sorted((links | texts).items(), key=lambda item: item[1].parts))


def _entries(folder: Path, every: bool) -> "list[os.DirEntry[str]]":
    """The folders in a folder and what is called .txt, or every file, sorted, nothing hidden.
    Raises OSError."""
    return [
        entry
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)
        if not entry.name.startswith(".")
        and (every or _is_text(entry.name) or _is_own_folder(entry))
    ]


def _is_text(name: str) -> bool:
    return name.lower().endswith(".txt")


def _way_to(folder: Path) -> tuple[str, ...]:
    """The steps from the current folder to this one."""
    try:
        return Path(os.path.relpath(folder)).parts
    except ValueError:  # another drive, on Windows
        return Path(os.path.abspath(folder)).parts[1:]


def _is_own_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry is a folder and no link to one, which on Windows may be a junction."""
    junction = getattr(entry, "is_junction", None)  # from Python 3.12 on
    return entry.is_dir(follow_symlinks=False) and not (junction and junction())


class _Pattern(NamedTuple):
    """One line of a .gitignore, asked about one entry at a time on the way down, as in git.

    pathspec matches whole paths, and lets a pattern that matches a folder match all that is in it:
    `!drafts/` would bring back a file there that an earlier line ignores, which in git it does
    not. So a pattern that is a bare name is asked about the bare name, and one with slashes only
    about paths of its own depth (None where `**` leaves the depth open).
    """

    spec: "GitIgnoreSpec"
    ignores: bool
    folders_only: bool
    name_only: bool
    depth: int | None

    def matches(self, path: str, is_folder: bool) -> bool:
        """Whether the line is about this path, given from the folder that the line is for."""
        if self.folders_only and not is_folder:
            return False
        if self.name_only:
            path = path.rpartition("/")[2]
        return self.depth in (None, path.count("/")) and self.spec.match_file(path)


# Lists of patterns, the nearest last, each with the way from its folder to the one looked into.
_Rules = tuple[tuple[Sequence[_Pattern], str], ...]


def _names(rules: _Rules, name: str, is_folder: bool) -> bool:
    """Whether the rules take this entry out: the last line of the nearest list that is about it."""
    for patterns, way in reversed(rules):
        for pattern in reversed(patterns):
            if pattern.matches(way + name, is_folder):
                return pattern.ignores
    return False


def _down(rules: _Rules, step: str) -> _Rules:
    """The same rules, seen from a folder one step down."""
    return tuple((patterns, f"{way}{step}/") for patterns, way in rules)


def _above(folder: Path) -> _Rules:
    """What the .gitignore files above a folder say, up to the top of its git checkout, if any."""
    chain = [folder, *folder.parents]
    top = next((i for i, parent in enumerate(chain) if os.path.lexists(parent / ".git")), 0)
    rules: _Rules = ()
    for parent, child in pairwise(reversed(chain[: top + 1])):
        rules += _ignore_file(parent)
        if _names(rules, child.name, True):
            return ()
        rules = _down(rules, child.name)
    return rules


def _ignore_file(folder: Path) -> _Rules:
    """What a folder's .gitignore says; nothing if there is none that can be read."""
    try:
        data = (folder / ".gitignore").read_bytes()
    except OSError:
        return ()
    return ((_patterns(os.fsdecode(data.removeprefix(codecs.BOM_UTF8)).split("\n")), ""),)


def _patterns(lines: Sequence[str]) -> list[_Pattern]:
    """Lines of a .gitignore, ready for use. As in git, one that makes no sense matches nothing."""
    patterns = []
    for whole in lines:
        line = whole if whole.endswith("\\ ") else whole.rstrip()
        if line and not line.startswith("#"):
            with contextlib.suppress(ValueError):
                patterns.append(_pattern(line))
    return patterns


def _pattern(line: str) -> _Pattern:
    """One line of a .gitignore. Raises ValueError if it makes no sense."""
    from pathspec import GitIgnoreSpec

    ignores = not line.startswith("!")
    line = line if ignores else line[1:]
    body = line.removesuffix("/")
    if body.startswith("**/") and "/" not in body[3:]:
        body = body[3:]
    name_only = "/" not in body
    depth = None if name_only or "**" in body.split("/") else body.removeprefix("/").count("/")
    with warnings.catch_warnings():
        # Python's, for a `[[` in the regular expression that pathspec makes of the line.
        warnings.simplefilter("ignore", FutureWarning)
        spec = GitIgnoreSpec.from_lines([f"\\{body}" if body[:1] in ("#", "!") else body])
    return _Pattern(spec, ignores, line.endswith("/"), name_only, depth)
