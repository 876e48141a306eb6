"""How far a long run has come, on a terminal only: one line, gone before anything is said."""

import os
import shutil
import sys
import time

# One file has no bar: there is no telling how far into it we are.
MANY = 2
_EVERY = 0.2
# A run that is over before this has no bar either.
_PATIENCE = 0.7
_BAR = 30


class Progress:
    """Counts the files of a run of `total` files; silent for one, and where nobody looks."""

    def __init__(self, total: int, *, silent: bool = False) -> None:
        self._total = total
        self._done = 0
        self._shown = False
        self._begun = time.monotonic()
        self._next = self._begun + _PATIENCE
        self._again = False
        self._silent = silent or total < MANY or not _seen()

    def step(self) -> None:
        """One more file is begun."""
        self._done += 1
        now = 0.0 if self._silent else time.monotonic()
        if not self._silent and (self._again or now >= self._next):
            self._again = False
            self._next = now + _EVERY
            self._shown = True
            _show(line(self._done - 1, self._total, now - self._begun, _columns()))

    def make_way(self) -> None:
        """Take the line away if something is to be printed where it stands, until the next step."""
        if self._shown and sys.stdout.isatty():
            self.clear()
            self._again = True

    def clear(self) -> None:
        """Take the line away."""
        self._shown = _clear(self._shown)


class Steps:
    """How much of a big file is read; silent where nobody looks."""

    def __init__(self) -> None:
        self._shown = False
        self._next = time.monotonic() + _EVERY
        self._silent = not _seen()

    def __call__(self, rows: int, done: int, total: int) -> None:
        """So many rows are read, from so many bytes of all."""
        if not self._silent and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._shown = True
            _show(f"{rows:,} rows, {100 * done // max(1, total)} % of the file ")

    def clear(self) -> None:
        """Take the line away."""
        self._shown = _clear(self._shown)


def line(done: int, total: int, seconds: float, columns: int) -> str:
    """The bar with `done` of `total` files done after so many seconds: as much of it as fits into
    a screen of so many columns."""
    done = min(done, total)
    full = _BAR * done // total
    bar = f"[{'#' * full}{' ' * (_BAR - full)}]"
    parts = [f"{done:,} of {total:,} files", f"{100 * done // total} %"]
    if done and seconds > 2:
        parts.append(f"{_time(seconds / done * (total - done))} left")
    text = ", ".join(parts)
    # The last column stays free: some terminals begin a new line behind it.
    return next((t for t in (f"{bar} {text}", text, parts[0]) if len(t) < columns), "")


def _time(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def _columns() -> int:
    if "COLUMNS" in os.environ:
        return shutil.get_terminal_size().columns
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        return 80


def _seen() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _show(text: str) -> None:
    sys.stderr.write(f"\r{text}\x1b[K")
    sys.stderr.flush()


def _clear(shown: bool) -> bool:
    if shown:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
    return False
