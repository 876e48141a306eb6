"""A pager for what is long, as git has it: nothing is seen of it where all fits on the screen."""

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from typing import IO


class Pager:
    """Takes text for a terminal, and shows it in `$CLEANUP_PAGER`, `$PAGER` or less; where there is
    none, or it is `cat` or empty, it writes to standard output.

    It is started with the first text. Raises BrokenPipeError when the user has left it.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._stream: IO[str] | None = None

    def write(self, text: str) -> None:
        """Show more."""
        if self._stream is None:
            self._stream = self._started()
        self._stream.write(text)

    def close(self) -> None:
        """Wait until the user has seen enough; does nothing if nothing was shown."""
        if self._process is None:
            return
        with contextlib.suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        while True:
            # The key that interrupts us is one of the pager's own.
            with contextlib.suppress(KeyboardInterrupt):
                self._process.wait()
                break
        self._process = None

    def _started(self) -> IO[str]:
        sys.stdout.flush()
        for variable in ("CLEANUP_PAGER", "PAGER"):
            if variable in os.environ:
                command = os.environ[variable]
                break
        else:
            command = "less"
        try:
            words = shlex.split(command)
        except ValueError:
            words = []
        if not words or words == ["cat"] or not shutil.which(words[0]):
            return sys.stdout
        # F leaves at once if all fits on the screen, R lets colours through and nothing else, X
        # leaves the text on the screen.
        env = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
        try:
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                env=env,
                text=True,
                encoding="utf-8",
                errors="backslashreplace",
            )
        except OSError:
            return sys.stdout
        assert self._process.stdin
        return self._process.stdin
