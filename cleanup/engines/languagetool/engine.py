"""LanguageTool in a run: started when a text first has to be asked about, ended with the run.

One server serves the whole run. What it said of a piece is kept with the outcomes (see `outcomes`),
under a key that names its version, so that a text that has not changed needs no server at all.
A worker process asks the server of the process that started it, and leaves all trouble to it: that
one will ask again. There, a server that has died is started once more; after that the run goes on
without.
"""

import contextlib
import json
import os
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from ...document import Document
from . import client, copies, server
from .client import Match, Piece, ServerError, SlowError, StrangerError
from .pieces import pieces
from .state import State

NAME = "languagetool"
AMERICAN, BRITISH = "en-US", "en-GB"
SPELLING = "MORFOLOGIK_RULE"
# After so many answers in a row that did not come, none is waited for any more.
MOST_SLOW = 2
# Of one piece, when the connection breaks and the server is still there.
MOST_TRIES = 4
_PAUSE = 1.0


class Keys(Protocol):
    """Makes a key for what follows from a text."""

    def data(self, what: str, text: str) -> bytes: ...


class Answers(Protocol):
    """Where answers are kept by key: `outcomes.Outcomes`."""

    @property
    def digests(self) -> Keys: ...

    def value(self, key: bytes) -> str | None: ...

    def add(self, key: bytes, value: str, *, keep: bool = True) -> None: ...


class GoneError(Exception):
    """There is no server any more."""


class Engine:
    """What a run holds of LanguageTool. `gone` says why there is no server any more, once that is
    so.

    `language` is a variety of English ("en-GB"); None takes a spelling that is right in America
    or Britain for right.
    """

    name = NAME

    def __init__(self, found: State, language: str | None = None) -> None:
        self.found, self.language = found, language
        self.gone: str | None = None
        # Texts that were asked about in vain.
        self.missed: set[str] = set()
        self._address = found.address
        self._server: server.Server | None = None
        self._folder: Path | None = None
        self._restarted = False
        self._slow = 0
        self._home = os.getpid()
        self._lock = threading.Lock()

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_server": None, "_lock": None}

    @property
    def identity(self) -> str:
        """What its answers depend on beside the text."""
        where = self.found.address if self.found.foreign else ""
        return f"{NAME} {self.found.version} {self.language} {where}"

    @property
    def _at_home(self) -> bool:
        """Whether this is the process that may start and end a server."""
        return os.getpid() == self._home

    def start(self) -> None:
        """Start the server, if one has to be and none was; do not wait for it."""
        with self._lock, contextlib.suppress(GoneError):
            self._started()

    @property
    def last_words(self) -> str:
        """What there is to say when it is gone."""
        texts = "1 text was" if len(self.missed) == 1 else f"{len(self.missed)} texts were"
        return f"LanguageTool: {self.gone}; the run went on without it: {texts} not asked about"

    def stop(self) -> None:
        """End the server, if it is ours."""
        if self._server:
            self._server.stop()
            self._server = None

    def matches(
        self, document: Document, outcomes: Answers | None, jobs: int = 1
    ) -> tuple[tuple[Match, ...], bool]:
        """What it sees in a text, in order, and whether it took too long over some of it.

        Up to `jobs` pieces are asked about at once. Raises GoneError in a worker process.
        """
        cut = list(pieces(document))
        known = {piece: self._known(piece, outcomes) for piece in cut}
        todo = [piece for piece, value in known.items() if value is None]
        try:
            for piece, rows in zip(todo, self._answers(todo, jobs), strict=True):
                known[piece] = json.dumps(rows)
                if outcomes:
                    # "null" is for the run alone that met it.
                    keep = rows is not None
                    outcomes.add(self._key(piece, outcomes), json.dumps(rows), keep=keep)
        except GoneError:
            if not self._at_home:
                raise
            self.missed.add(document.path or "")
            return (), False
        found: list[Match] = []
        slow = False
        for piece in cut:
            rows = json.loads(known[piece] or "null")
            slow = slow or rows is None
            found += [_match(row).moved(piece.start) for row in rows or ()]
        return tuple(sorted(found)), slow

    def _key(self, piece: Piece, outcomes: Answers) -> bytes:
        return outcomes.digests.data(f"{self.identity} {piece.markup}", piece.text)

    def _known(self, piece: Piece, outcomes: Answers | None) -> str | None:
        return outcomes.value(self._key(piece, outcomes)) if outcomes else None

    def _answers(self, todo: Sequence[Piece], jobs: int) -> Iterator[list[Match] | None]:
        if jobs == 1 or len(todo) < 2:
            yield from map(self._answer, todo)
            return
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(min(jobs, server.MOST_THREADS)) as pool:
            try:
                yield from pool.map(self._answer, todo)
            except BaseException:
                # An interrupt: without a server nothing is waited for.
                self.gone = self.gone or "interrupted"
                self.stop()
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _answer(self, piece: Piece) -> list[Match] | None:
        """The matches in a piece; None if it takes too long. Raises GoneError."""
        try:
            found = self._ask(piece) if self._at_home else self._ask_from_worker(piece)
        except SlowError as error:
            self._slow += 1
            if self._at_home and self._slow >= MOST_SLOW:
                self._end(f"{error}, {self._slow} times in a row")
            return None
        except StrangerError as error:
            if self._at_home:
                self._end(str(error))
            raise GoneError from error
        self._slow = 0
        return found

    def _ask(self, piece: Piece) -> list[Match]:
        for _ in range(MOST_TRIES):
            with self._lock:
                where = self._started(wait=True)
            try:
                return self._both(where, piece)
            except (SlowError, StrangerError):
                raise
            except ServerError as error:
                with self._lock:
                    self._lost(where, error)
        raise SlowError(f"{where} breaks off again and again")

    def _ask_from_worker(self, piece: Piece) -> list[Match]:
        if self._folder is None:
            try:
                return self._both(self._address or "", piece)
            except SlowError:
                raise
            except ServerError as error:
                raise GoneError from error
        for where in server.waited_for(self._folder):
            with contextlib.suppress(ServerError):
                return self._both(where, piece)
        raise GoneError

    def _both(self, where: str, piece: Piece) -> list[Match]:
        """The matches; without a variety of English a word counts as misspelt only if it is in
        both."""
        found = client.check(where, piece, self.language or AMERICAN)
        words = {piece.text[m.start : m.end] for m in found if m.rule.startswith(SPELLING)}
        words = {word for word in words if word.islower()}
        if self.language or not words:
            return found
        lines = Piece(0, "\n\n".join(sorted(words)))
        british = client.check(where, lines, BRITISH)
        wrong = {lines.text[m.start : m.end] for m in british if m.rule.startswith(SPELLING)}
        right = words - wrong
        return [
            m
            for m in found
            if not (m.rule.startswith(SPELLING) and piece.text[m.start : m.end] in right)
        ]

    def _started(self, *, wait: bool = False) -> str:
        """The address; a server is started if there is none yet. Raises GoneError."""
        if self.gone:
            raise GoneError
        while self._address is None:
            try:
                if self._server is None:
                    java, copy = self.found.java, self.found.copy
                    self._server = server.Server(java or copies.java(), copy or copies.copy())
                    self._folder = self._server.folder
                if not wait:
                    return ""
                self._address = self._server.ready()
            except server.DiedError:
                self._restart()
            except (ServerError, copies.Missing) as error:
                self._end(str(error))
        return self._address

    def _lost(self, where: str, error: ServerError) -> None:
        """Nothing answers any more: start it once more. Raises GoneError."""
        if self._address != where or self.gone:
            return  # Another thread was here.
        time.sleep(_PAUSE)
        with contextlib.suppress(ServerError):
            client.version(where)
            return
        if self.found.foreign:
            self._end(str(error))
        self._restart()

    def _restart(self) -> None:
        """Start it once more. Raises GoneError: it was already."""
        if self._restarted:
            self._end("its server died twice")
        self._restarted, self._address = True, None
        if self._server:
            try:
                self._server.restart()
            except ServerError as error:
                self._end(str(error))

    def _end(self, why: str) -> None:
        """Go on without it. Raises GoneError."""
        self.gone = self.gone or why
        self.stop()
        raise GoneError


def _match(row: Sequence[Any]) -> Match:
    """A match that JSON has carried."""
    return Match._make((*row[:-1], tuple(row[-1])))
