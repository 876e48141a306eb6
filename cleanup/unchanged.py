"""Files in which an earlier run found nothing, and which nobody has touched since.

Of most files of a folder this is all there is to know, and they need not even be read again. As git
does in its index, a file is taken for the same if all that the system tells of it is: number, size,
and two times. That of the last writing any program can set back, that of the last change to what
the system notes of the file none can. (On Windows the second is when the file was made: there, as
for git, a file of the same size with its old time put back counts as unchanged.) What was changed
in the second before it was looked at is never taken for known: it may change again within the
clock's step.
"""

import contextlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .document import Document
from .files import Source, sign
from .outcomes import DAMAGED, Outcomes
from .report import Report
from .segments import is_markup

# Nanoseconds between the last change of a file and the moment from which it counts as at rest.
AT_REST = 1_000_000_000


class Unchanged:
    """The files that are known to hold nothing under the settings that `key` stands for.

    They are kept folder by folder under one key each.
    """

    def __init__(self, outcomes: Outcomes, key: Callable[[str], bytes]) -> None:
        self._outcomes, self._key = outcomes, key
        self._folders: dict[str, dict[str, Any]] = {}
        self._signs: dict[Path, tuple[int, ...]] = {}
        self._known: dict[Path, tuple[str, str]] = {}
        self._new: set[str] = set()

    def knows(self, path: Path) -> bool:
        """Whether the file is one of them, as it is now."""
        seen = sign(path)
        if seen is None:
            return False
        self._signs[path] = seen
        folder, name = os.path.split(path)
        row = self._folder(folder).get(name)
        if not isinstance(row, list) or tuple(row[:4]) != seen or len(row) != 6:
            return False
        self._known[path] = row[4], row[5]
        return True

    def source(self, path: Path) -> Source | None:
        """What stands for the text of a file that is known."""
        if path not in self._known:
            return None
        return Source("", self._known[path][1], str(path), "utf-8")

    def report(self, path: Path | None) -> Report | None:
        """The report on a file that is known."""
        if path is None or path not in self._known:
            return None
        code, encoding = self._known[path]
        return Report(Document("", path=str(path)), (), code, encoding)

    def add(self, path: Path, report: Report) -> None:
        """Remember a file in which nothing was found, if it was at rest when it was read."""
        seen = self._signs.get(path)
        if seen is None or is_markup(report.document):
            return  # Comments in a text are to be read again: they may be wrong.
        if max(seen[2:]) < time.time_ns() - AT_REST and sign(path) == seen:
            folder, name = os.path.split(path)
            self._folder(folder)[name] = [*seen, report.language, report.encoding]
            self._new.add(folder)

    def close(self) -> None:
        """Hand over what is new."""
        for folder in self._new:
            with contextlib.suppress(OSError):
                there = set(os.listdir(folder or "."))
                rows = {name: row for name, row in self._folder(folder).items() if name in there}
                self._outcomes.add(self._key(os.path.abspath(folder)), json.dumps(rows))

    def _folder(self, folder: str) -> dict[str, Any]:
        if folder not in self._folders:
            self._folders[folder] = {}
            value = self._outcomes.value(self._key(os.path.abspath(folder)))
            with contextlib.suppress(*DAMAGED):
                self._folders[folder] = dict(json.loads(value or "{}"))
        return self._folders[folder]
