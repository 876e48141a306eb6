"""What keeps findings quiet in a run: comments, sidecars, a baseline, the version before.

The order is that of `suppression`, `sidecar`, `baseline`, `changes`: what the user has judged in
place goes before what is merely known.
"""

import datetime
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..document import Document
from ..files import NotText, decode
from ..findings import Finding
from ..rulebook import Rulebook
from .comments import suppressed_by_comment
from .fingerprints import count, known
from .sidecar import Sidecar
from .silence import Silence, in_turn

if TYPE_CHECKING:
    from .baseline import Baseline
    from .changes import Change

Look = Callable[[str], Sequence[Finding]]


@dataclass(eq=False, repr=False)
class Quiet:
    """The silences of a run, and what there is to say about them when it ends.

    `ran` are the ids of the rules of the run, `today` is the date that sidecar entries are held
    against.
    """

    book: Rulebook
    ran: frozenset[str]
    today: datetime.date
    baseline: "Baseline | None" = None
    change: "Change | None" = None
    sidecars: dict[str, Sidecar] = field(default_factory=dict)
    remarks: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def silence(self, path: Path | None, look: Look) -> Silence:
        """What silences findings in the file at `path` (None for standard input).

        `look` gives the findings of another text under the same rules. Raises SuppressionError
        and ChangesError.
        """
        chain: list[Silence] = [self._comments]
        if path is not None:
            folder, name = os.path.split(path)
            sidecar = self._sidecar(folder)
            chain.append(lambda document, found: sidecar.apply(name, document, found))
            if self.baseline:
                chain.append(_Known(lambda d, f: self._known(path, d, f)))
            if self.change:
                old = self._before(path, self.change, look)
                chain.append(_Known(lambda _, __: old))
        return in_turn(chain)

    def ending(self) -> list[str]:
        """What is to be said about comments and sidecars that suppress nothing."""
        lines = [line for remarks in self.remarks.values() for line in remarks]
        return lines + [line for s in self.sidecars.values() for line in s.unused(self.ran)]

    def _comments(self, document: Document, found: Sequence[Finding]) -> tuple[Finding, ...]:
        marked, remarks = suppressed_by_comment(document, found, self.book, self.ran)
        # Later passes see a text that is mended already: only the first is spoken of.
        self.remarks.setdefault(document.path or "", remarks)
        return marked

    def _sidecar(self, folder: str) -> Sidecar:
        if folder not in self.sidecars:
            self.sidecars[folder] = Sidecar.load(Path(folder), self.book, self.today)
        return self.sidecars[folder]

    def _known(self, path: Path, document: Document, found: Sequence[Finding]) -> Counter[str]:
        return self.baseline.counts(path, document.text, found) if self.baseline else Counter()

    def _before(self, path: Path, change: "Change", look: Look) -> Counter[str]:
        """How often each finding stood in the version before."""
        data = change.old(path)
        if data is None:
            return Counter()
        try:
            text = decode(data, str(path)).text
        except NotText:
            return Counter()
        return count(text, look(text))


class _Known:
    """A silence for findings that are known by number; the numbers are those of the first text
    it is asked about."""

    def __init__(self, numbers: Callable[[Document, Sequence[Finding]], Counter[str]]) -> None:
        self.numbers = numbers
        self.counts: Counter[str] | None = None

    def __call__(self, document: Document, found: Sequence[Finding]) -> tuple[Finding, ...]:
        if self.counts is None:
            self.counts = self.numbers(document, found)
        return known(document.text, found, self.counts)
