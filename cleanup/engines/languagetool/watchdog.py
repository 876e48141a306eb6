"""A program of its own: runs a command for as long as the process that started it lives.

    python watchdog.py FOLDER COMMAND…

Its standard input is a pipe that nobody writes to. When the process at the other end is gone,
however it ended, the pipe is at its end: then the command is ended, and FOLDER is removed. If the
command ends by itself, so does this program, with the same status. FOLDER/pid tells the process of
the command. Imports nothing of cleanup, so that it is up at once and small.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from typing import Any

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


def die_with_parent() -> None:
    """Linux: in case this program itself is killed."""
    import ctypes

    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def main(folder: str, command: list[str]) -> None:
    """Run the command until it or our standard input ends."""
    linux: dict[str, Any] = {"preexec_fn": die_with_parent} if sys.platform == "linux" else {}
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, **linux)

    ending = threading.Event()

    def stop(*_: object) -> None:
        ending.set()
        child.kill()

    signal.signal(signal.SIGTERM, stop)
    with contextlib.suppress(OSError), open(os.path.join(folder, "pid"), "w") as file:
        file.write(str(child.pid))

    def wait_for_end() -> None:
        with contextlib.suppress(OSError):
            while os.read(0, 1024):
                pass
        stop()

    threading.Thread(target=wait_for_end, daemon=True).start()
    status = child.wait()
    if ending.is_set():
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)
    os._exit(min(abs(status), 255))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
