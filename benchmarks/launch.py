"""Runs one command and says what it took: the smallest possible parent, in a process of its own.

    python launch.py PATIENCE COMMAND…

The peak memory that the system reports for a process includes that of the process it was forked
from, so a parent that holds a corpus would be counted too. Prints one line of JSON: `wall` and
`cpu` (user and system, those of its own children too) in seconds, `rss` in bytes, the exit
`status` (negative for a signal), and the last line of standard error. After PATIENCE seconds the
command is killed. Its standard output is dropped.
"""

import contextlib
import json
import os
import signal
import sys
import tempfile
import time


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    patience, *command = sys.argv[1:]
    with tempfile.TemporaryFile() as errors:
        into = [
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_DUP2, errors.fileno(), 2),
        ]
        begin = time.perf_counter()
        # A group of its own: its workers are killed with it.
        pid = os.posix_spawnp(command[0], command, os.environ, file_actions=into, setpgroup=0)

        def stop(*_: object) -> None:
            with contextlib.suppress(ProcessLookupError):  # it has just ended
                os.killpg(pid, signal.SIGKILL)

        for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        signal.setitimer(signal.ITIMER_REAL, float(patience))
        _, status, usage = os.wait4(pid, 0)
        wall = time.perf_counter() - begin
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip()
    print(
        json.dumps(
            {
                "wall": wall,
                "cpu": usage.ru_utime + usage.ru_stime,
                "rss": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
                "status": os.waitstatus_to_exitcode(status),
                "said": said.splitlines()[-1] if said else "",
            }
        )
    )


if __name__ == "__main__":
    main()
