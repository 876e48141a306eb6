"""The entry of the command: `cleanup`, or `python -m cleanup`."""

import _thread
import atexit
import contextlib
import gc
import os
import signal
import sys
import threading
from typing import Any

INTERRUPTED = 130
# How many new objects are looked through for garbage at a time. Loading makes tens of thousands
# that all stay; Python's own 700 would look through them dozens of times.
YOUNG = 100_000


def interrupted(*_: object) -> None:
    """End the run, also before everything is loaded."""
    raise SystemExit(INTERRUPTED)


def again(lost: Any) -> None:
    """What Python drops, as in a `__del__`; an interrupt that came there comes once more."""
    if isinstance(lost.exc_value, SystemExit):
        threading.Timer(0.01, _thread.interrupt_main).start()
    else:
        sys.__unraisablehook__(lost)


def run() -> None:
    """Run the command line."""
    gc.set_threshold(YOUNG)
    # In the background of a shell script interrupts are ignored, and stay so.
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, interrupted)
        sys.unraisablehook = again
    try:
        from .cli import main

        main()
    except SystemExit as end:
        if end.code == INTERRUPTED:
            said = "interrupted: no file is half written"
            print(said, file=sys.stderr)
        raise


def process() -> None:
    """Run the command line in a process of its own, and end that at once: to take apart what is
    loaded takes as long as to read an article."""
    try:
        run()
    except SystemExit as end:
        with contextlib.suppress(OSError):
            if threading.active_count() == 1 and isinstance(end.code, int):
                atexit._run_exitfuncs()
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(end.code)
        raise


if __name__ == "__main__":
    process()
