"""What a change brought in: the version before, from git, to compare the findings of both.

`--since REF` compares the files as they are with the commit where the branch left REF (the merge
base of REF and HEAD), as a pull request shows it: what came into REF meanwhile is not held against
the branch. For a REF that HEAD descends from, that is REF itself. Files that git does not know yet
are new. `--staged` compares the index with HEAD; there the new text too comes from the index, for
the file on the disk may have changed since.

A file renamed on the disk but not with git is a new one.

Findings are compared by fingerprint and count (`fingerprints.count`, `fingerprints.known`), never
by lines: a finding that a change on another line brought in is found, one that only moved is not.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple


class ChangesError(ValueError):
    """git cannot say what has changed; the message is one line."""


class Change(NamedTuple):
    """The files that differ between two versions, each with the name it had before.

    Names are relative to `root`, with forward slashes; None stands for a file that was not there.
    `base` is the commit of the old version, `tracked` the names that git knows now.
    """

    root: Path
    base: str
    staged: bool
    files: Mapping[str, str | None]
    tracked: frozenset[str]

    def name(self, path: Path) -> str:
        """The name of a file in the checkout. Raises ChangesError if it stands outside."""
        place = os.path.join(os.path.realpath(path.parent), path.name)
        name = os.path.relpath(place, self.root).replace(os.sep, "/")
        if name.startswith("../"):
            raise ChangesError(f"{path} is outside the git checkout {self.root}")
        return name

    def touches(self, path: Path) -> bool:
        """Whether the change is about this file; if not, nothing in it is new."""
        name = self.name(path)
        return name in self.files or (not self.staged and name not in self.tracked)

    def old(self, path: Path) -> bytes | None:
        """The old version of a file as it would lie on the disk; None if there was none."""
        before = self.files.get(self.name(path))
        return None if before is None else _blob(self.root, f"{self.base}:{before}")

    def new(self, path: Path) -> bytes:
        """The version of a file that is in the index."""
        return _blob(self.root, f":0:{self.name(path)}")

    def paths(self) -> list[Path]:
        """The files that git knows to have changed, in order of their names; as git does, seen from
        the current folder."""
        return [Path(os.path.relpath(self.root / name)) for name in sorted(self.files)]


def since(ref: str, folder: Path = Path()) -> Change:
    """What the files differ in from where HEAD left `ref`. Raises ChangesError."""
    root = _root(folder)
    if ref.startswith("-") or not (
        commit := _try(root, "rev-parse", "--verify", f"{ref}^{{commit}}")
    ):
        raise ChangesError(f"git knows no commit {ref!r} here; fetch it first if it is a branch")
    base = _try(root, "merge-base", commit, "HEAD")
    if not base:
        raise ChangesError(
            f"{ref} and HEAD have no commit in common; a shallow clone has to fetch more history"
        )
    return Change(root, base, False, _changed(root, base), _tracked(root))


def staged(folder: Path = Path()) -> Change:
    """What is in the index and not in HEAD. Raises ChangesError."""
    root = _root(folder)
    return Change(root, "HEAD", True, _changed(root, "--cached"), _tracked(root))


def _root(folder: Path) -> Path:
    found = _git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")
    return Path(os.path.realpath(os.fsdecode(found)))


def _changed(root: Path, against: str) -> dict[str, str | None]:
    """New names with old ones. Renamed files are followed, deleted ones left out."""
    plain = ("--no-ext-diff", "--no-color", "--no-relative", "--ignore-submodules")
    output = _git(root, "diff", "--name-status", "-M", "-z", *plain, against, "--")
    fields = _names(output)
    files: dict[str, str | None] = {}
    for status in fields:
        name = next(fields)
        match status[0]:
            case "R":
                files[next(fields)] = name
            case "A":
                files[name] = None
            case kind if kind != "D":
                files[name] = name
    return files


def _tracked(root: Path) -> frozenset[str]:
    return frozenset(_names(_git(root, "ls-files", "-z")))


def _names(output: bytes) -> Iterator[str]:
    return (os.fsdecode(name) for name in output.split(b"\0") if name)


def _blob(root: Path, place: str) -> bytes:
    # With the line ends and the encoding that a checkout gives it.
    return _git(root, "cat-file", "--filters", place)


def _try(root: Path, *arguments: str) -> str:
    """The output on one line, or nothing if git does not like the arguments."""
    try:
        return os.fsdecode(_git(root, *arguments)).strip()
    except ChangesError:
        return ""


def _git(folder: Path, *arguments: str) -> bytes:
    """What git prints. Raises ChangesError with git's own words."""
    # English messages; no lock taken to refresh the index, for a read changes nothing.
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except OSError as error:
        raise ChangesError("git cannot be run; is it installed?") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        fatal = next((line for line in said if line.startswith("fatal: ")), "".join(said[:1]))
        words = fatal.removeprefix("fatal: ") or f"ended with {done.returncode}"
        raise ChangesError(f"git: {words}")
    return done.stdout
