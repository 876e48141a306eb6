"""Nothing goes to the network, and nothing is loaded that is not needed: seen from inside by what
Python audits in every process of a run, and from outside in a namespace that has no network."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from support import cleanup_command
from test_start import LOADED

from cleanup.readability import MEASURES

SEEDS = Path(__file__).parent.parent / "seeds"
# Every Python that finds this module imports it as it starts, those that a run starts too.
WATCH = """
import os, sys
def hook(event, arguments):
    if event.startswith("socket.") or event in ("urllib.Request", "http.client.connect"):
        with open(os.environ["CLEANUP_SEEN"], "a") as seen:
            seen.write(f"{event} {arguments}\\n")
sys.addaudithook(hook)
"""
GERMAN = "Der Rat der Stadt hat am Montag lange über die alte Brücke am Fluss beraten. "
GREEK = "Ο δήμαρχος άνοιξε τη γέφυρα τη Δευτέρα, αλλά κανείς δεν ήταν εκεί για να το δει. "
DAMAGED = "The vote raised doubts. about the treaty, and the the mayor said cafÃ© in the Haag. "
# What only an extra brings, or nobody needs any more.
NEVER = {"textstat", "nltk", "pyphen", "language_tool_python", "fasttext", "requests", "socket"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles of all kinds, enough of them for several processes and the cache."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for seed in SEEDS.glob("*.txt"):
        shutil.copy(seed, texts)
    for number in range(18):
        text = (GERMAN, GREEK, DAMAGED)[number % 3] * 6
        (texts / f"{number}.txt").write_text(f"{text}\n", encoding="utf-8")
    mixed = f"{DAMAGED}\n\n{GERMAN}\n\nNobody in the town was there to see it.\n"
    (texts / "mixed.txt").write_text(mixed, encoding="utf-8")
    return texts


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    """The environment of a run that notes every socket in the file `seen`."""
    watch = tmp_path / "watch"
    watch.mkdir()
    (watch / "sitecustomize.py").write_text(WATCH)
    paths = [str(watch), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        "PYTHONPATH": os.pathsep.join(paths),
        "CLEANUP_SEEN": str(tmp_path / "seen"),
        "CLEANUP_CACHE_DIR": str(tmp_path / "cache"),
    }


RUNS = (
    ("check", "."),
    ("check", "--score", "--jobs", "2", "."),
    ("score", "--jobs", "2", "."),
    ("score", "--unsafe-fixes", "--no-cache", "--jobs", "1", "."),
    ("fix", "--diff", "--unsafe-fixes", "."),
    ("fix", "--output-dir", "../out", "--jobs", "2", "."),
    ("fix", "."),
    ("check", "--since", "HEAD", "."),
    ("baseline", "create", "."),
    ("names", "check", "Mark Rutte"),
    ("explain", "quotes/stray"),
    ("doctor",),
)


@pytest.mark.parametrize("arguments", RUNS, ids=" ".join)
def test_no_process_of_a_run_opens_a_socket(
    arguments: tuple[str, ...], folder: Path, watched: dict[str, str], tmp_path: Path
) -> None:
    if "--since" in arguments:
        git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run([*git, "init", "-q"], check=True)
        subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "None"], check=True)
    done = cleanup_command(*arguments, cwd=folder, env=watched)
    assert done.returncode in (0, 1), done.stderr
    assert not (tmp_path / "seen").exists(), (tmp_path / "seen").read_text()


def test_a_socket_would_be_seen(watched: dict[str, str], tmp_path: Path) -> None:
    for script in (
        "import socket; socket.socket()",
        "import _socket; _socket.socket()",
        "import multiprocessing as m, socket; p = m.Process(target=socket.socket);"
        " p.start(); p.join()",
    ):
        (tmp_path / "seen").unlink(missing_ok=True)
        cleanup_command(env=watched, program=("-c", script))
        assert "socket.__new__" in (tmp_path / "seen").read_text(), script


def _has_namespaces() -> bool:
    """Whether a process may be run without a network here: Linux, and not forbidden."""
    if sys.platform != "linux" or not (program := shutil.which("unshare")):
        return False
    tried = subprocess.run([program, "-rn", "true"], capture_output=True, check=False)
    return tried.returncode == 0


namespaces = pytest.mark.skipif(
    not _has_namespaces(), reason="unshare -rn does not work here: no namespace without a network"
)


def without_network(*command: str, cwd: Path, env: dict[str, str]) -> bytes:
    """What a program prints in a namespace that has no network, not even to itself."""
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, *command],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8", **env},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert b"Traceback" not in done.stderr
    return done.stdout


@namespaces
def test_the_namespace_has_no_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        script = f"import socket; socket.create_connection({address!r}, 5)"
        subprocess.run([sys.executable, "-c", script], check=True)
        with pytest.raises(AssertionError, match="unreachable"):
            without_network("-c", script + "\nprint('connected')", cwd=tmp_path, env={})


@namespaces
@pytest.mark.parametrize("command", ["check", "score", "fix --diff"])
def test_without_a_network_everything_is_the_same(
    command: str, folder: Path, tmp_path: Path
) -> None:
    arguments = (*command.split(), "--no-cache", ".")
    env = {"CLEANUP_CACHE_DIR": str(tmp_path / "cache")}
    outside = cleanup_command(*arguments, cwd=folder, env=env)
    assert outside.stdout
    inside = without_network("-m", "cleanup", *arguments, cwd=folder, env=env)
    assert inside == outside.stdout


@namespaces
def test_without_a_network_and_with_an_empty_home_all_measures_are_given(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "CLEANUP_CACHE_DIR": str(tmp_path / "cache")}
    seeds = sorted(map(str, SEEDS.glob("*.txt")))
    printed = without_network(
        "-m", "cleanup", "score", "--output-format", "json", *seeds, cwd=tmp_path, env=env
    )
    files = json.loads(printed)["files"]
    assert len(files) == len(seeds) == 2
    for file in files:
        for when in ("before", "after"):
            measures = file["readability"][when]
            assert set(measures) == set(MEASURES)
            assert all(isinstance(value, int | float) for value in measures.values())
            assert isinstance(file["quality"][when], int | float)


def loaded(folder: Path, *arguments: str) -> set[str]:
    """The modules that a run loads beside those that typer does."""
    done = cleanup_command(*arguments, "--no-cache", cwd=folder, program=("-c", LOADED))
    assert done.returncode in (0, 1), done.stderr
    return set(done.stderr.decode().split("\n"))


@pytest.mark.parametrize("command", ["check", "check --score", "score", "fix --unsafe-fixes"])
def test_a_run_over_english_loads_no_detector_and_no_extra(command: str, folder: Path) -> None:
    seed = next(folder.glob("002*")).name
    for name in (seed, "2.txt"):
        modules = loaded(folder, *command.split(), "--jobs", "1", name)
        assert "cleanup.checker" in modules, "the modules were not read"
        assert not {*NEVER, "langdetect"} & modules


def test_a_detector_is_loaded_only_where_letters_do_not_tell(folder: Path) -> None:
    assert "langdetect" in loaded(folder, "check", "0.txt"), "German"
    assert "langdetect" not in loaded(folder, "check", "1.txt"), "Greek"
    for name in ("0.txt", "1.txt", "mixed.txt"):
        assert not NEVER & loaded(folder, "score", name)


def test_the_extras_make_no_difference_where_nobody_asks_for_them(folder: Path) -> None:
    blocked = "import sys\nfor name in {!r}: sys.modules[name] = None\n{}".format(
        sorted(NEVER - {"socket"}), LOADED
    )
    arguments = ("score", "--no-cache", "--jobs", "1", ".")
    plain = cleanup_command(*arguments, cwd=folder)
    without = cleanup_command(*arguments, cwd=folder, program=("-c", blocked))
    assert (without.returncode, without.stdout) == (plain.returncode, plain.stdout)
    assert plain.stdout
