"""Runs that are killed, interrupted, or meet another run: see `benchmarks/kill.py`."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "kill.py"
RUNS = int(os.environ.get("CLEANUP_KILLS", "3"))
# Enough files for a run to be in the midst of them.
FILES = 500 if RUNS >= 20 else 60
NONE = {"--kills": 0, "--interrupts": 0, "--pairs": 0}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
@pytest.mark.parametrize(
    "hits",
    [
        pytest.param({"--kills": RUNS}, id="killed"),
        pytest.param({"--interrupts": RUNS}, id="interrupted"),
        pytest.param({"--pairs": 1}, id="two-at-once"),
    ],
)
def test_every_file_stays_whole_and_a_second_run_finishes_the_work(hits: dict[str, int]) -> None:
    options = {**NONE, **hits, "--files": FILES}
    done = subprocess.run(
        [sys.executable, SCRIPT, *(str(word) for pair in options.items() for word in pair)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.endswith("\n0 failures\n"), done.stdout
    assert done.returncode == 0
