"""A limit on how long one rule may take on one text, for the command only.

A regular expression can run away: the steps of `(a+)+b` double with every letter of a line. Where
the system has interval timers the rule is interrupted in its own process: Python's `re` looks for
signals while it matches. Elsewhere (Windows) rules run in a worker process, which is ended when one
takes too long. The Python API has no limit, and a report that was cut short is never kept.
"""

import contextlib
import functools
import signal
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .document import Document
from .findings import Finding
from .rulebook import Rule

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class TooLong(BaseException):
    """A rule ran out of time; no Exception, so that a check that catches those cannot keep it."""


@dataclass(eq=False, repr=False)
class Watch:
    """Runs rules, each for at most `seconds` on a text; `stopped` are the ids of those cut off."""

    seconds: float
    stopped: set[str] = field(default_factory=set)

    def __call__(self, rule: Rule, document: Document) -> Iterable[Finding]:
        """What the rule finds; nothing once it has been stopped."""
        if rule.id in self.stopped:
            return ()
        try:
            if not has_timer():
                return _worker().findings(rule, document, self.seconds)
            _listen()
            signal.setitimer(signal.ITIMER_REAL, self.seconds)
            try:
                return list(rule.findings(document))
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        except TooLong:
            self.stopped.add(rule.id)
            return ()


def has_timer() -> bool:
    """Whether a rule can be interrupted in this process: interval timers, and the main thread."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@functools.cache
def _listen() -> None:
    """Take the timer's signal from now on: to do so again for every rule costs more than most
    rules do."""

    def ring(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGALRM, ring)


class _Worker:
    """A process that runs rules over the document it was last given; ended, it comes back new."""

    def __init__(self) -> None:
        self.process: Any = None
        self.pipe: Connection | None = None
        self.document: Document | None = None

    def findings(self, rule: Rule, document: Document, seconds: float) -> list[Finding]:
        """What the rule finds. Raises TooLong, what the rule raises, or RuntimeError if the worker
        died."""
        pipe = self._ready(document)
        pipe.send(rule)
        if not pipe.poll(seconds):
            self.end()
            raise TooLong
        try:
            answer = pipe.recv()
        except EOFError as error:
            self.end()
            raise RuntimeError(f"the worker died at {rule.id}") from error
        if isinstance(answer, Exception):
            raise answer
        return list(answer)

    def _ready(self, document: Document) -> "Connection":
        if self.pipe is None:
            import multiprocessing  # late: few systems need it

            context = multiprocessing.get_context("spawn")
            self.pipe, there = context.Pipe()
            self.process = context.Process(target=_serve, args=(there,), daemon=True)
            self.process.start()
            there.close()
            self.document = None
            # A process takes its time to start; the limit is for rules.
            self.pipe.recv()
        if self.document is not document:
            self.pipe.send(document)
            self.document = document
        return self.pipe

    def end(self) -> None:
        """End the process; the next rule gets a new one."""
        if self.pipe is not None:
            self.pipe.close()
            self.process.kill()
            self.process.join()
        self.pipe = None


def _serve(pipe: "Connection") -> None:
    document = Document("")
    pipe.send("ready")
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            given = pipe.recv()
            if isinstance(given, Document):
                document = given
                continue
            try:
                pipe.send(list(given.findings(document)))
            except Exception as error:
                pipe.send(error)


_WORKERS: list[_Worker] = []


def _worker() -> _Worker:
    if not _WORKERS:
        _WORKERS.append(_Worker())
    return _WORKERS[0]
