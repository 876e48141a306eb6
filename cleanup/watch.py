"""A limit on how long one rule may take on one text, for the command only.

A regular expression can run away: `(a+)+b` needs more steps than there are atoms for a line of fifty
letters. Where the system has interval timers the rule is interrupted in its own process: Python's
`re` looks for signals while it matches. Elsewhere (Windows) a text is read in a worker process that
says which rule it is at, and is ended when that takes too long; then the text is tried again
without the rule. The Python API has no limit, and a report that is cut short is never kept.
"""

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from .document import Document
from .findings import Finding
from .rulebook import Rule

T = TypeVar("T")


class TooLong(BaseException):
    """A rule ran out of time; no Exception, so that a check that catches those cannot keep it."""


@dataclass
class Watch:
    """Runs rules, each for at most `seconds` on one text; `stopped` are the ids of those cut off."""

    seconds: float
    stopped: set[str] = field(default_factory=set)
    at_rule: Callable[[str], None] | None = None

    def __call__(self, rule: Rule, document: Document) -> Iterable[Finding]:
        """What the rule finds; nothing once it has been stopped."""
        if rule.id in self.stopped:
            return ()
        if self.at_rule:
            self.at_rule(rule.id)
        try:
            with _alarm(self.seconds):
                return list(rule.findings(document))
        except TooLong:
            self.stopped.add(rule.id)
            return ()


def has_timer() -> bool:
    """Whether a rule can be interrupted in this process: interval timers, and the main thread."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not has_timer():
        yield
        return

    def ring(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def in_worker(job: Callable[[Watch], T], seconds: float) -> tuple[T, set[str]]:
    """What `job` gives, run in a process that is ended when a rule takes too long, and the rules
    it had to do without.

    `job` and its result must be picklable. Raises RuntimeError if the worker dies for another
    reason.
    """
    stopped: set[str] = set()
    context = multiprocessing.get_context("spawn")
    while True:
        here, there = context.Pipe(duplex=False)
        worker = context.Process(target=_work, args=(job, seconds, stopped, there), daemon=True)
        worker.start()
        there.close()
        rule = ""
        try:
            while True:
                # Before the first rule the worker is only starting.
                if rule and not here.poll(seconds):
                    stopped = {*stopped, rule}
                    break
                kind, value = here.recv()
                if kind == "done":
                    return value, stopped
                if kind == "raised":
                    raise value
                rule = value
        except EOFError as error:
            raise RuntimeError("the worker process died") from error
        finally:
            here.close()
            worker.kill()
            worker.join()


def _work(job: Callable[[Watch], Any], seconds: float, stopped: set[str], pipe: Any) -> None:
    watch = Watch(seconds, set(stopped), lambda rule: pipe.send(("rule", rule)))
    try:
        pipe.send(("done", job(watch)))
    except Exception as error:
        pipe.send(("raised", error))
