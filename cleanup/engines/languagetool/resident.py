"""A server that stays between runs, so that none has to wait for it: `cleanup languagetool start`.

One file in the cache folder tells of it. A run that finds it there and answering asks it.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from ...compiled import cache_folder
from . import client, server
from .copies import Copy, Java

_FOLDER, _FILE = "languagetool-server", "server.json"
_PATIENCE = 10.0
_STEP = 0.1


class Resident(NamedTuple):
    """A server that stays: its process, where it listens, its version."""

    pid: int
    address: str
    version: str


def running() -> Resident | None:
    """The server that stays, if it is there and answers."""
    known = _known()
    if known is None:
        return None
    try:
        version = client.version(known.address)
    except client.ServerError:
        return None
    return known if version == known.version else None


def start(java: Java, copy: Copy, port: int | None = None) -> Resident:
    """Start one, and wait until it is ready. Raises ServerError; then nothing is left of it."""
    folder = _folder()
    if folder is None:
        raise client.ServerError("there is no cache folder to note it in: set CLEANUP_CACHE_DIR")
    port = port or server.free_port()
    where = server.address(port)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(folder / "log", "wb") as log:
            made = subprocess.Popen(
                server.command(java, copy, port, folder),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
    except OSError as error:
        raise client.ServerError(f"it cannot be started: {error.strerror}") from error
    try:
        server.wait_ready(lambda: made.poll() is None, lambda: where, folder / "log")
        found = Resident(made.pid, where, client.version(where))
        (folder / _FILE).write_text(json.dumps(found._asdict()), encoding="utf-8")
    except BaseException:
        made.kill()
        made.wait()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    # It goes on without us.
    made.returncode = 0
    return found


def stop() -> Resident | None:
    """End the server that stays; gives what was ended, None if there was none.

    A process that is not a server of ours, because the number has been given to another, is left
    alone.
    """
    known, folder = _known(), _folder()
    if known is None or folder is None:
        return None
    there = running() is not None or _is_server(known.pid)
    if there:
        with contextlib.suppress(OSError):
            os.kill(known.pid, signal.SIGTERM)
        end = time.monotonic() + _PATIENCE
        while _is_server(known.pid) and time.monotonic() < end:
            time.sleep(_STEP)
        if _is_server(known.pid) and hasattr(signal, "SIGKILL"):
            with contextlib.suppress(OSError):
                os.kill(known.pid, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)
    return known if there else None


def _folder() -> Path | None:
    home = cache_folder()
    return home / _FOLDER if home else None


def _known() -> Resident | None:
    folder = _folder()
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        told: Any = json.loads((folder / _FILE).read_text(encoding="utf-8")) if folder else None
        return Resident(int(told["pid"]), str(told["address"]), str(told["version"]))
    return None


def _is_server(pid: int) -> bool:
    """Whether the process runs LanguageTool's server."""
    if sys.platform == "win32":
        return False
    with contextlib.suppress(OSError):
        return server.MAIN_CLASS.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    asked = ["ps", "-o", "command=", "-p", str(pid)]
    with contextlib.suppress(OSError):
        done = subprocess.run(asked, capture_output=True, check=False)
        return server.MAIN_CLASS.encode() in done.stdout
    return False
