"""The entry of the command: `cleanup`, or `python -m cleanup`."""

import signal
import sys


def interrupted(*_: object) -> None:
    """What an interrupt says, also before everything is loaded."""
    print("interrupted: every file is either as it was or as it is when fixed", file=sys.stderr)
    sys.exit(130)


def run() -> None:
    """Run the command line."""
    signal.signal(signal.SIGINT, interrupted)
    from .cli import main

    main()


if __name__ == "__main__":
    run()
