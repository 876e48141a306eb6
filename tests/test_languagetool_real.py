"""The real LanguageTool: its answers, and what becomes of its process when things go wrong.

It is looked for where `cleanup languagetool install` puts it, or where CLEANUP_LANGUAGETOOL says.
"""

import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from support import cleanup_command

from cleanup.engines.languagetool import copies
from cleanup.engines.languagetool.copies import Missing

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
PATIENCE = 180.0


def _found() -> tuple[Path, str]:
    """The copy of LanguageTool, or why there is none that runs here."""
    home = os.environ.get(copies.VARIABLE) or platformdirs.user_cache_dir("cleanup-text", False)
    try:
        copies.java()
        return copies.copy(Path(home)).folder, ""
    except Missing as missing:
        return Path(), str(missing)


COPY, WANTING = _found()
pytestmark = [
    pytest.mark.skipif(bool(WANTING), reason=WANTING),
    pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc"),
]


@pytest.fixture(scope="module")
def resident(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A server that `start` leaves running, for all tests that only ask it: the environment."""
    folder = tmp_path_factory.mktemp("resident")
    env = {"CLEANUP_CACHE_DIR": str(folder), copies.VARIABLE: ""}
    (folder / "LanguageTool-6.8").symlink_to(COPY)
    done = cleanup_command("languagetool", "start", env=env)
    assert done.returncode == 0, done.stderr
    pid = int(done.stdout.split(b"process ")[1].split(b")")[0])
    try:
        yield env
    finally:
        done = cleanup_command("languagetool", "stop", env=env)
        assert done.stdout == f"stopped: process {pid}\n".encode()
        assert not alive(pid)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment in which the run starts a server of its own, which the test can find."""
    for name in ("cache", "temp"):
        (tmp_path / name).mkdir()
    folders = {"CLEANUP_CACHE_DIR": str(tmp_path / "cache"), "TMPDIR": str(tmp_path / "temp")}
    return {**folders, copies.VARIABLE: str(COPY)}


def check(path: Path, env: dict[str, str], *options: str) -> tuple[list[dict[str, Any]], str]:
    """What LanguageTool has a part in, and standard error."""
    done = cleanup_command(
        *("check", "--engine", "languagetool", "--output-format", "json", *options, str(path)),
        env=env,
    )
    assert done.stdout, done.stderr
    files = json.loads(done.stdout)["files"]
    found = [f for file in files for f in file["findings"]]
    return [f for f in found if "anguage" in f["rule"] + str(f["evidence"])], done.stderr.decode()


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def wait_for(what: Callable[[], Any], patience: float = PATIENCE) -> Any:
    end = time.monotonic() + patience
    while not (found := what()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return found


def server_of(env: dict[str, str]) -> int | None:
    """The process of the server of a run in this environment."""
    for file in Path(env["TMPDIR"]).glob("cleanup-languagetool-*/pid"):
        with contextlib.suppress(OSError, ValueError):
            return int(file.read_text())
    return None


def started(path: Path, env: dict[str, str], *options: str) -> "subprocess.Popen[bytes]":
    command = (sys.executable, "-m", "cleanup", "check", "--engine", "languagetool", "--no-cache")
    return subprocess.Popen(
        [*command, *options, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **env},
    )


def test_what_it_finds_in_a_seed(resident: dict[str, str]) -> None:
    found, said = check(SEEDS / "002_98a44184ff506160.txt", resident)
    assert said == ""
    text = (SEEDS / "002_98a44184ff506160.txt").read_text(encoding="utf-8")
    assert {"languagetool/ITS_TO_IT_S"} == {f["rule"] for f in found if f["rule"][:4] == "lang"}
    for finding in found:
        assert text[finding["start"] : finding["end"]] == finding["text"]
        assert all(x["safety"] == "display" for x in finding["fixes"]) or "/" in finding["rule"]
    # A sentence that "does not start with an uppercase letter" bears out our own rules.
    stops = [f["rule"] for f in found if "UPPERCASE_SENTENCE_START" in str(f["evidence"])]
    splice = "splices/lower-case-after-stop"
    assert sorted(stops) == ["punctuation/stray-full-stop"] * 4 + [splice]
    assert not any("UPPERCASE" in f["rule"] for f in found)


def test_offsets_around_characters_of_two_units(resident: dict[str, str], tmp_path: Path) -> None:
    text = "We 😀😀 recieve 𝒳 apples.\n\nThey sold the 😀  the house in it's 😀 own street.\r\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
    found, _ = check(tmp_path / "a.txt", resident, "--select", "languagetool")
    places = {f["rule"].split("/")[1]: (f["start"], f["end"]) for f in found}
    word = text.index("recieve")
    assert places["MORFOLOGIK_RULE_EN_US"] == (word, word + 7)
    two = text.index("  the")
    assert places["WHITESPACE_RULE"] == (two, two + 2)
    for finding in found:
        assert text[finding["start"] : finding["end"]] == finding["text"]


def test_markup_keeps_the_places(resident: dict[str, str], tmp_path: Path) -> None:
    text = "---\ntitle: recieve\n---\n\n# A day\n\nWe <b>recieve</b> [it](http://a.b/recieve) 😀.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    found, _ = check(tmp_path / "a.md", resident, "--select", "languagetool")
    word = text.index("<b>recieve") + 3
    assert [(f["start"], f["end"]) for f in found] == [(word, word + 7)]


def test_either_spelling_of_english_is_right_unless_one_is_named(
    resident: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("The colour and the color of an organisation, recieved.\n")
    found, _ = check(tmp_path / "a.txt", resident)
    assert [f["text"] for f in found] == ["recieved"]
    settings = tmp_path / "cleanup.toml"
    settings.write_text('languagetool-language = "en-GB"\n')
    found, _ = check(tmp_path / "a.txt", resident, "--config", str(settings))
    assert [f["text"] for f in found] == ["color", "recieved"]


def test_one_server_for_the_whole_run_and_none_behind_it(
    env: dict[str, str], tmp_path: Path
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for n in range(6):
        (texts / f"{n}.txt").write_text(f"Number {n} of those that we recieve here.\n")
    run = started(texts, env, "--jobs", "2", "--output-format", "json")
    pids = set()
    while run.poll() is None:
        pids |= {server_of(env)} - {None}
        time.sleep(0.05)
    assert len(pids) == 1
    assert not any(alive(pid) for pid in pids if pid)
    assert list(Path(env["TMPDIR"]).iterdir()) == []
    out, said = run.communicate()
    assert [len(file["findings"]) for file in json.loads(out)["files"]] == [1] * 6, said


@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL", "SIGINT"])
def test_a_run_that_is_ended_leaves_no_server(env: dict[str, str], name: str) -> None:
    run = started(SEEDS, env)
    pid = wait_for(lambda: server_of(env))
    if name == "SIGKILL":
        # With workers at work, which have the pipe to the watchdog too.
        wait_for(lambda: "POST /v2/check" in log_of(env))
    assert alive(pid)
    run.send_signal(getattr(signal, name))
    run.communicate()
    wait_for(lambda: not alive(pid), 10)
    wait_for(lambda: not list(Path(env["TMPDIR"]).iterdir()), 10)


def test_a_server_that_is_killed_is_started_once_more(env: dict[str, str], tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for n in range(3):
        (texts / f"{n}.txt").write_text(f"Number {n} of those that we recieve here.\n" * 60)
    run = started(texts, env, "--jobs", "1", "--output-format", "json")
    first = wait_for(lambda: server_of(env))
    # In the midst of a text.
    wait_for(lambda: "POST /v2/check" in log_of(env))
    os.kill(first, signal.SIGKILL)
    second = wait_for(lambda: (pid := server_of(env)) != first and pid)
    out, said = run.communicate()
    assert said == b""
    assert [len(file["findings"]) for file in json.loads(out)["files"]] == [60] * 3
    assert not alive(second)


def test_a_server_that_is_killed_again_is_gone_without(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Those that we recieve here , now.\n" * 60)
    run = started(tmp_path / "a.txt", env, "--output-format", "json")
    seen = 0
    for _ in range(2):
        seen = wait_for(lambda seen=seen: (pid := server_of(env)) != seen and pid)
        wait_for(lambda: "Server started" in log_of(env))
        os.kill(seen, signal.SIGKILL)
    out, said = run.communicate()
    assert run.returncode == 2
    assert said.decode().count("\n") == 1
    assert b"LanguageTool: its server died twice; the run went on without it: 1 text was" in said
    (file,) = json.loads(out)["files"]
    assert {f["rule"].split("/")[0] for f in file["findings"]} == {"spacing"}


def log_of(env: dict[str, str]) -> str:
    with contextlib.suppress(OSError):
        for file in Path(env["TMPDIR"]).glob("cleanup-languagetool-*/log"):
            return file.read_text(errors="replace")
    return ""


def counted_java(folder: Path, env: dict[str, str]) -> Path:
    """A java that notes each start of a server, and is the real one otherwise."""
    (folder / "bin").mkdir()
    java, starts = folder / "bin" / "java", folder / "starts"
    real = copies.java().program
    java.write_text(f'#!/bin/sh\n[ "$1" = -version ] || echo $$ >>{starts}\nexec {real} "$@"\n')
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    env["JAVA_HOME"] = str(folder)
    starts.touch()
    return starts


def broken_copy(folder: Path, name: str, entry: str) -> Path:
    """A copy of LanguageTool in which one jar is sound as an archive, and lacks a class."""
    made = folder / "LanguageTool-6.8"
    (made / "libs").mkdir(parents=True)
    for jar in [COPY / copies.JAR, *(COPY / "libs").iterdir()]:
        (made / jar.relative_to(COPY)).symlink_to(jar)
    (made / name).unlink()
    with zipfile.ZipFile(COPY / name) as old, zipfile.ZipFile(made / name, "w") as new:
        for one in old.namelist():
            if not one.startswith(entry):
                new.writestr(one, old.read(one))
    return made


def test_a_copy_that_does_not_start_is_started_once(env: dict[str, str], tmp_path: Path) -> None:
    starts = counted_java(tmp_path, env)
    copy = broken_copy(tmp_path, copies.JAR, "org/languagetool/server/HTTPServerConfig")
    env[copies.VARIABLE] = str(copy)
    (tmp_path / "a.txt").write_text("Those that we keep here , now.\n")
    done = cleanup_command("check", "--engine", "languagetool", str(tmp_path / "a.txt"), env=env)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("error: LanguageTool: it ends as soon as it is started: ")
    assert "HTTPServerConfig" in line
    assert b"spacing/" in done.stdout
    assert len(starts.read_text().splitlines()) == 1
    assert list(Path(env["TMPDIR"]).iterdir()) == []


def test_a_jar_that_is_cut_short_is_never_started(env: dict[str, str], tmp_path: Path) -> None:
    starts = counted_java(tmp_path, env)
    copy = broken_copy(tmp_path, copies.JAR, "nothing")
    (copy / copies.JAR).write_bytes((copy / copies.JAR).read_bytes()[:5000])
    env[copies.VARIABLE] = str(copy)
    done = cleanup_command("check", "--engine", "languagetool", str(SEEDS), env=env)
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert f"LanguageTool in {copy} is broken" in line
    assert "cleanup languagetool install" in line
    assert starts.read_text() == ""


def test_a_port_that_is_taken_at_the_last_moment(
    env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cleanup.engines.languagetool import server

    starts = counted_java(tmp_path, env)
    monkeypatch.setenv("JAVA_HOME", env["JAVA_HOME"])
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        ports = iter([taken, server.free_port()])
        monkeypatch.setattr(server, "free_port", lambda: next(ports))
        made = server.Server(copies.java(), copies.copy(COPY))
        try:
            where = made.ready()
            pid = int((made.folder / "pid").read_text())
        finally:
            made.stop()
    assert not where.endswith(f":{taken}")
    assert len(starts.read_text().splitlines()) == 2
    assert not alive(pid)


def test_start_says_that_its_port_is_taken(env: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = cleanup_command("languagetool", "start", "--port", port, env=env)
    assert done.returncode == 2
    said = f"error: LanguageTool: another program listens at http://127.0.0.1:{port}\n"
    assert done.stderr.decode() == said
    done = cleanup_command("languagetool", "stop", env=env)
    assert done.stdout == b"none was running\n"


def test_status_and_start_know_the_one_that_runs(resident: dict[str, str]) -> None:
    status = cleanup_command("languagetool", "status", env=resident)
    assert status.returncode == 0
    assert b"runs at http://127.0.0.1:" in status.stdout
    again = cleanup_command("languagetool", "start", env=resident)
    assert again.stdout.startswith(b"runs already at http://127.0.0.1:")
