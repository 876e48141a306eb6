"""Real runs of the command, for the tests."""

import os
import subprocess
import sys
from pathlib import Path


def cleanup_command(
    *arguments: str,
    cwd: Path | None = None,
    stdin: bytes = b"",
    env: dict[str, str] | None = None,
    program: tuple[str, ...] = ("-m", "cleanup"),
) -> subprocess.CompletedProcess[bytes]:
    """Run `cleanup` as a program, without colours and 100 columns wide."""
    clean = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "NO_COLOR")}
    return subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**clean, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8", **(env or {})},
        check=False,
    )
