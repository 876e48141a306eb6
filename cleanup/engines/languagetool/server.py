"""A LanguageTool server of our own: started on a free port of this machine, ended with us.

The Java process is started by `watchdog`, which ends it when we are gone, even killed. A folder
stands for the server as long as there is hope for it: `port` tells where it listens, `pid` its
process, `log` what it says. Worker processes, which cannot see what becomes of it, look there.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

from . import client, watchdog
from .copies import Copy, Java, python

MEMORY = "512m"
MAIN_CLASS = "org.languagetool.server.HTTPServer"
# From start to the first answer; 1 to 20 s on machines that we have seen.
PATIENCE = 120.0
# How often a port that was free may be gone a moment later.
MOST_PORTS = 3
# More at once than this need more memory, and wait for their turn instead.
MOST_THREADS = 4
# What the server says when it listens.
STARTED = "Server started"
_STEP = 0.1
_LONGEST_END = 10.0
_LOCAL = "127.0.0.1"


def address(port: int) -> str:
    """The address of a server on this machine."""
    return f"http://{_LOCAL}:{port}"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((_LOCAL, 0))
        return int(probe.getsockname()[1])


def command(java: Java, copy: Copy, port: int, folder: Path) -> list[str]:
    """How the server is started; it listens on this machine only."""
    config = folder / "config"
    config.write_text(
        f"maxCheckThreads={MOST_THREADS}\npipelineCaching=true\nmaxPipelinePoolSize=8\n"
        "pipelineExpireTimeInSeconds=3600\n",
        encoding="utf-8",
    )
    # Out of memory it must end, to be started anew, and not linger.
    options = [f"-Xmx{MEMORY}", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true"]
    main = ["-cp", str(copy.jar), MAIN_CLASS, "--config", str(config), "--port", str(port)]
    return [java.program, *options, *main]


class Server:
    """A server that was started, and may not be ready yet. `folder` stands for it."""

    def __init__(self, java: Java, copy: Copy) -> None:
        """Start it, and do not wait. Raises ServerError if no process can be started."""
        self._java, self._copy = java, copy
        self.folder = Path(tempfile.mkdtemp(prefix="cleanup-languagetool-"))
        self._ports = 1
        # A fork has our end of the pipe too, and the watchdog would wait for it as well.
        _ours.add(self)
        self._watchdog = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        port = free_port()
        started = command(self._java, self._copy, port, self.folder)
        with open(self.folder / "log", "wb") as log:
            try:
                made = subprocess.Popen(
                    [python(), "-I", "-S", watchdog.__file__, str(self.folder), *started],
                    stdin=subprocess.PIPE,
                    stdout=log,
                    stderr=log,
                    # An interrupt at the terminal is for us; we end it then.
                    start_new_session=True,
                )
            except OSError as error:
                shutil.rmtree(self.folder, ignore_errors=True)
                raise client.ServerError(f"it cannot be started: {error.strerror}") from error
        (self.folder / "port.new").write_text(str(port))
        os.replace(self.folder / "port.new", self.folder / "port")
        return made

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self._watchdog.poll() is None

    def ready(self, patience: float = PATIENCE) -> str:
        """Its address, once it answers. Raises ServerError: it has ended, or takes too long."""
        while True:
            try:
                return wait_ready(
                    lambda: self.alive,
                    lambda: address_in(self.folder),
                    self.folder / "log",
                    patience,
                )
            except PortTakenError:
                if self._ports == MOST_PORTS:
                    raise
                self._ports += 1
                self._watchdog = self._start()

    def stop(self) -> None:
        """End it; nothing of it is left."""
        _ours.discard(self)
        pid = _number(self.folder / "pid") if self.alive else None
        self.let_go()
        try:
            self._watchdog.wait(timeout=_LONGEST_END)
        except subprocess.TimeoutExpired:
            self._watchdog.kill()
            self._watchdog.wait()
            if pid is not None:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGTERM)
        shutil.rmtree(self.folder, ignore_errors=True)

    def restart(self) -> None:
        """Start it anew, whatever it is at; its folder stays. Raises ServerError."""
        pid = _number(self.folder / "pid")
        if self.alive and pid is not None:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGTERM)
        try:
            self._watchdog.wait(timeout=_LONGEST_END)
        except subprocess.TimeoutExpired:
            self._watchdog.kill()
            self._watchdog.wait()
        self.let_go()
        self._watchdog = self._start()

    def let_go(self) -> None:
        """Close our end of the pipe."""
        with contextlib.suppress(OSError):
            if self._watchdog.stdin:
                self._watchdog.stdin.close()


_ours: "weakref.WeakSet[Server]" = weakref.WeakSet()


def _in_a_fork() -> None:
    for server in _ours:
        server.let_go()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_a_fork)


class DiedError(client.ServerError):
    """It was up, and has been ended since."""


class PortTakenError(client.ServerError):
    """Another program listens on the port by now."""


def wait_ready(
    alive: Callable[[], bool],
    where: Callable[[], str | None],
    log: Path,
    patience: float = PATIENCE,
) -> str:
    """The address of a server that was started, once it answers.

    Raises ServerError as soon as it has ended, with what it said, or when it takes too long;
    PortTakenError if it is for the port, DiedError if it was up before.
    """
    end = time.monotonic() + patience
    while True:
        ended = not alive()
        said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        if ended:
            if "BindException" in said or "already in use" in said:
                raise PortTakenError(f"another program listens at {where()}")
            if STARTED in said:
                raise DiedError("its process was ended")
            raise client.ServerError(_told(said))
        # What answers before it says so may be another program on its port.
        if STARTED in said and (found := where()) and _answers(found):
            return found
        if time.monotonic() > end:
            raise client.ServerError(f"it is not ready after {patience:.0f} seconds")
        time.sleep(_STEP)


def address_in(folder: Path) -> str | None:
    """The address of the server that a folder stands for; None before there is one."""
    port = _number(folder / "port")
    return None if port is None else address(port)


def waited_for(folder: Path) -> Iterator[str]:
    """The address of the server of another process, again and again as long as there is hope."""
    end = time.monotonic() + 2 * PATIENCE
    while folder.is_dir() and time.monotonic() < end:
        where = address_in(folder)
        if where is not None and _answers(where):
            yield where
        time.sleep(_STEP)


def _answers(where: str) -> bool:
    try:
        client.version(where)
    except client.ServerError:
        return False
    return True


def _number(file: Path) -> int | None:
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return None


def _told(log: str) -> str:
    """The line of a log that says best why a server has ended."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    telling = [line for line in lines if "Error" in line or "Exception" in line]
    best = (telling or lines or ["it says nothing"])[0]
    return f"it ends as soon as it is started: {best[:300]}"
