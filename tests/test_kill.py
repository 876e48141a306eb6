"""Runs that are killed, interrupted, or meet another run: see `benchmarks/kill.py`."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "kill.py"
pytestmark = pytest.mark.weighty
KILLS = int(os.environ.get("CLEANUP_KILLS", "3"))
# A few files are quick; many give a run the time to be hit in the midst of them.
FILES = 500 if KILLS >= 20 else 40


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
def test_every_file_stays_whole_and_a_second_run_finishes_the_work() -> None:
    options = {"kills": KILLS, "interrupts": min(KILLS, 5), "pairs": 1, "files": FILES}
    done = subprocess.run(
        [sys.executable, SCRIPT, *(f"--{name}={number}" for name, number in options.items())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.endswith("\n0 failures\n"), done.stdout
    assert done.returncode == 0
