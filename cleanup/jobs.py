"""Worker processes: each takes a chunk of work, sends its answers home, and takes the next.

Our own and not an executor's: of a worker that dies one knows here which chunk it had, and the
others go on with theirs. Workers ignore interrupts; whoever has started them ends them. If that
process is killed, they end when they find nobody at the other end of their pipe.
"""

import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Work = TypeVar("Work")
Answer = TypeVar("Answer")


class Workers(Generic[Work, Answer]):
    """At most so many processes, started when there is work for them; `do` is done to each piece.

    Where processes are not forked, `do` and all that goes in and out must be picklable.
    """

    def __init__(self, most: int, do: Callable[[Work], Answer]) -> None:
        self.most = most
        self._do = do
        self._idle: list[tuple[Connection, BaseProcess]] = []
        self._busy: dict[Connection, tuple[BaseProcess, Sequence[Work]]] = {}
        # On Linux a fork has everything loaded already; elsewhere it is not safe.
        self._context: Any = multiprocessing.get_context("fork" if _forks() else "spawn")

    @property
    def busy(self) -> bool:
        return bool(self._busy)

    def hand(self, chunk: Sequence[Work]) -> bool:
        """Give a chunk to a worker that has nothing to do; False if all are at work.

        Raises OSError if there is no worker and none can be started.
        """
        while True:
            if self._idle:
                pipe, process = self._idle.pop()
            elif len(self._busy) < self.most:
                try:
                    pipe, process = self._start()
                except OSError:
                    if self._busy:
                        return False
                    raise
            else:
                return False
            self._busy[pipe] = process, chunk
            try:
                # It waits for a chunk and takes this at once: a big one never keeps us waiting.
                pipe.send(chunk)
            except OSError:
                self._drop(pipe)  # It died in its sleep.
            else:
                return True

    def answers(self, *, block: bool) -> Iterator[tuple[Sequence[Work], list[Answer] | None]]:
        """Chunks that were given out with the answers; None for those whose worker died."""
        for pipe in wait(list(self._busy), None if block else 0):
            assert isinstance(pipe, Connection)
            process, chunk = self._busy[pipe]
            try:
                answers = pipe.recv()
            except (EOFError, OSError):
                self._drop(pipe)
                yield chunk, None
            else:
                del self._busy[pipe]
                self._idle.append((pipe, process))
                yield chunk, answers

    def end(self) -> None:
        """End all processes, whatever they are at."""
        self._busy |= {pipe: (process, ()) for pipe, process in self._idle}
        self._idle = []
        for process, _ in self._busy.values():
            process.kill()
        for pipe in list(self._busy):
            self._drop(pipe)

    def _start(self) -> tuple[Connection, BaseProcess]:
        home, away = self._context.Pipe()
        # A fork has our ends of all pipes too, and as long as it holds them none is at an end.
        ours = [home, *self._busy, *(pipe for pipe, _ in self._idle)] if _forks() else []
        # A worker may need a process of its own (`watch`) only where there are no timers.
        daemon = hasattr(signal, "setitimer")
        process = self._context.Process(target=_serve, args=(away, self._do, ours), daemon=daemon)
        with _no_interrupt():
            process.start()
        away.close()
        return home, process

    def _drop(self, pipe: Connection) -> None:
        process, _ = self._busy.pop(pipe)
        process.kill()
        process.join()
        pipe.close()


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """Holds interrupts back: in a fork that does not ignore them yet, one would end this run a
    second time."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _forks() -> bool:
    return sys.platform == "linux"


def _serve(pipe: Connection, do: Callable[[Any], Any], others: Sequence[Connection]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in others:
        other.close()
    try:
        while True:
            pipe.send([do(work) for work in pipe.recv()])
    except (EOFError, OSError):
        return
