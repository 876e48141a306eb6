"""Keys for outcomes: digests of a text and of everything else that its outcome depends on.

That is the program with its rules and lists (their contents, so that a checkout that is being
worked on needs no new version), the Python and the packages it runs on, the user's own cards, the
texts and names given as evidence, the rules in force with what the settings made of them, the
limits, and the end of the path, which tells Markdown and data. Not the time limit: what it had a
part in is not kept.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from . import lists
from .document import Document, Evidence
from .removal import Limits
from .rulebook import Rule

# They name languages; the names of their folders of metadata tell the versions.
PACKAGES = ("fasttext_predict-", "langdetect-")
_SIZE = 16


def program(folders: Sequence[Path] = ()) -> bytes:
    """A digest of the program: its modules, its rules and lists, and the cards in `folders`.

    Raises OSError for a file that cannot be read.
    """
    digest = hashlib.blake2b(digest_size=_SIZE)
    package = Path(__file__).parent
    for folder in dict.fromkeys((package, lists.home(), *folders)):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".toml", ".txt"):
                _feed(digest, path.relative_to(folder).as_posix().encode(), path.read_bytes())
    _feed(digest, sys.version.encode(), *(name.encode() for name in _installed()))
    return digest.digest()


def _installed() -> Iterator[str]:
    """The packages with their versions. Not by `importlib.metadata`: loading it takes longer than
    to check ten articles."""
    for folder in sys.path:
        with contextlib.suppress(OSError):
            yield from sorted(n for n in os.listdir(folder or ".") if n.startswith(PACKAGES))


def _feed(digest: "hashlib.blake2b", *parts: bytes) -> None:
    """Add parts so that none can run into the next."""
    for part in parts:
        digest.update(b"%d:" % len(part))
        digest.update(part)


def closed(rules: Collection[Rule]) -> bool:
    """Whether the rules depend on nothing but what is digested: a check from elsewhere may."""
    return all(rule.check is None or rule.check.startswith("cleanup.") for rule in rules)


class Digests:
    """Makes the keys of one run. Raises OSError if something cannot be read."""

    def __init__(self, evidence: Evidence, folders: Sequence[Path] = ()) -> None:
        self._made_of = evidence, folders
        self._program = hashlib.blake2b(program(folders), digest_size=_SIZE)
        self._evidence = self._program.copy()
        for text in evidence.references:
            _feed(self._evidence, b"reference", _bytes(text))
        for path in evidence.names:
            _feed(self._evidence, b"names", path.read_bytes())
        if evidence.indexes:
            from .names.index import identity
        for path in evidence.indexes:
            _feed(self._evidence, b"index", identity(path))
        if evidence.language_model:
            _feed(self._evidence, b"model", evidence.language_model.read_bytes())
        for given in (evidence.source, evidence.date):
            _feed(self._evidence, b"" if given is None else b"given" + _bytes(given))
        # The rules stand in the value to stay alive: their id is in the key.
        self._started: dict[object, tuple[hashlib.blake2b, Sequence[Rule]]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Digests, self._made_of

    def check(
        self, document: Document, rules: Sequence[Rule], limits: Limits, stopped: Collection[str]
    ) -> bytes:
        """The key of what checking the document gives, after some rules were stopped."""
        suffix = (document.path or "").rpartition(".")[2].lower()
        place = id(rules), limits, suffix, frozenset(stopped)
        if place not in self._started:
            started = self._evidence.copy()
            _feed(started, repr(limits).encode(), _bytes(suffix), repr(sorted(stopped)).encode())
            _feed(started, *(_rule(rule) for rule in rules))
            self._started[place] = started, rules
        digest = self._started[place][0].copy()
        digest.update(_bytes(document.text))
        return digest.digest()

    def folder(self, given: str, folder: str) -> bytes:
        """The key of what is known of a folder under the settings that are `given`."""
        digest = self._evidence.copy()
        _feed(digest, b"folder", _bytes(given), _bytes(folder))
        return digest.digest()

    def data(self, what: str, text: str) -> bytes:
        """The key of something that follows from the text alone."""
        digest = self._program.copy()
        _feed(digest, what.encode(), _bytes(text))
        return digest.digest()


def _rule(rule: Rule) -> bytes:
    """What the settings can change of a rule; the rest of it is its card, which is in `program`."""
    options = sorted((key, repr(value)) for key, value in rule.options.items())
    made = rule.severity.value, rule.safety and rule.safety.value, rule.unsafe_because
    return repr((rule.id, made, rule.promoted, options)).encode("utf-8", "surrogatepass")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
