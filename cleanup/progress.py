"""How far a long run has come, on a terminal only: one line, gone before anything is said."""

import sys
import time

# Fewer files are read before anybody wonders.
MANY = 200
_EVERY = 0.2


class Progress:
    """Counts the files of a run of `total` files; silent for few, and where nobody looks."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._shown = False
        self._next = time.monotonic() + _EVERY
        self._silent = total < MANY or not sys.stderr.isatty()

    def step(self) -> None:
        """One more file is begun."""
        self._done += 1
        if not self._silent and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._shown = True
            sys.stderr.write(f"\r{self._done} of {self._total} files ")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        self._shown = _clear(self._shown)


class Steps:
    """How much of a big file is read; silent where nobody looks."""

    def __init__(self) -> None:
        self._shown = False
        self._next = time.monotonic() + _EVERY
        self._silent = not sys.stderr.isatty()

    def __call__(self, rows: int, done: int, total: int) -> None:
        """So many rows are read, from so many bytes of all."""
        if not self._silent and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._shown = True
            sys.stderr.write(f"\r{rows:,} rows, {100 * done // max(1, total)} % of the file ")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        self._shown = _clear(self._shown)


def _clear(shown: bool) -> bool:
    if shown:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
    return False
