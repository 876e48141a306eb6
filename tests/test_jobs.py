"""Several processes, and a cache of outcomes: the same bytes as one process without."""

import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from support import cleanup_command

from cleanup import ahead, jobs, runner
from cleanup.ahead import Ahead
from cleanup.digests import Digests
from cleanup.document import Evidence
from cleanup.inputs import Input
from cleanup.jobs import Workers
from cleanup.outcomes import Outcomes
from cleanup.prepare import task
from cleanup.report import Run
from cleanup.runner import reports
from cleanup.settings import Settings

CLEAN = "The council met on Monday. Nobody was surprised by what was said about the harbour.\n"
DAMAGED = (
    "They raised doubts. about the treaty of {n} towns.\nThe the mayor said that it “would be "
    "closed by Friday. ”\n\nThe vote was put off ,and the bridge stayed as it was.\n#bridge #vote\n"
)
FOREIGN = "Der Rat trat am Montag zusammen, und niemand wusste, was er dazu sagen sollte. " * 5

needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")


def lay_out(folder: Path) -> Path:
    """A folder with texts of every kind, enough of them for workers and cache."""
    articles = folder / "articles"
    (articles / "deeper").mkdir(parents=True)
    for n in range(100):
        (articles / f"{n:03}.txt").write_text(DAMAGED.format(n=n + 2) + CLEAN * (n % 3))
        (articles / "deeper" / f"{n:03}.txt").write_text(CLEAN * (n + 1))
    (articles / "empty.txt").write_bytes(b"")
    (articles / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x01\x02")
    (articles / "cut.txt").write_bytes("“Fine” — “as it is” —".encode() * 3 + b"\xe2\x80")
    (articles / "western.txt").write_bytes(
        "The caf\xe9 was. closed on Friday.\r\n".encode("latin-1")
    )
    (articles / "german.txt").write_text(FOREIGN)
    (articles / "page.md").write_text("# The vote\n\nIt was. closed ,and so on.\n")
    (articles / ".cleanup-ignore.toml").write_text(
        '[[ignore]]\nfile = "00*.txt"\nrule = "repeats/doubled-word"\nreason = "as it was said"\n'
    )
    return articles


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["check", "--score", "--output-format", "json"],
        ["fix"],
        ["fix", "--unsafe-fixes", "--output-format", "json", "--keep-removed", "removed.json"],
        ["fix", "--diff"],
        ["fix", "--output-dir", "copies"],
    ],
    ids=" ".join,
)
def test_nothing_that_comes_out_depends_on_processes_or_cache(
    tmp_path: Path, command: list[str]
) -> None:
    runs = {
        "one": ["--jobs", "1", "--no-cache"],
        "two": ["--jobs", "2", "--no-cache"],
        "cold": ["--jobs", "2"],
        "warm": ["--jobs", "2"],
        "warm, one": ["--jobs", "1"],
    }
    came = {}
    for name, options in runs.items():
        home = tmp_path / name
        lay_out(home)
        more = [
            "articles",
            "articles/page.md",
            "articles/cut.txt",
            "missing.txt",
            "articles/000.txt",
        ]
        env = {"CLEANUP_CACHE_DIR": str(tmp_path / "cache")}
        done = cleanup_command(*command, *more, *options, cwd=home, env=env)
        left = {str(Path(p).relative_to(home)): data for p, data in everything(home).items()}
        came[name] = done.returncode, done.stdout, done.stderr, left
    assert came["one"][0] == 2
    assert b"missing.txt" in came["one"][2] + came["one"][1]
    for name in runs:
        assert came[name] == came["one"], name


def settings_task() -> runner.Task:
    return task(Settings())


def in_processes(folder: Path, most: int = 2) -> tuple[Run, list[str]]:
    """The run over a folder, and the paths that there is a report of."""
    run = Run()
    return run, [item.name for item, _ in reports([str(folder)], settings_task(), run, jobs=most)]


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    if not jobs._forks():
        pytest.skip("what is patched here does not reach other processes")
    monkeypatch.setattr(ahead, "CHUNK_FILES", 4)
    monkeypatch.setattr(runner, "FEW_FILES", 2)


def texts(folder: Path, count: int = 20) -> list[str]:
    paths = [folder / f"{n:03}.txt" for n in range(count)]
    for n, path in enumerate(paths):
        path.write_text(DAMAGED.format(n=n + 2))
    return [str(path) for path in paths]


def dies_at(name: str, marks: Path, task: runner.Task, digests: Digests, item: Input) -> object:
    """In place of `rehearse`: killed at one file, each time writing a mark."""
    if item.name.endswith(name):
        os.close(os.open(marks / f"{os.getpid()}", os.O_CREAT))
        os.kill(os.getpid(), signal.SIGKILL)
    return rehearse(task, digests, item)


rehearse = runner.rehearse


@needs_kill
@pytest.mark.usefixtures("small_chunks")
def test_a_file_that_kills_its_worker_twice_is_named_and_the_rest_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "marks").mkdir()
    (tmp_path / "texts").mkdir()
    names = texts(tmp_path / "texts")
    monkeypatch.setattr(runner, "rehearse", partial(dies_at, "005.txt", tmp_path / "marks"))
    run, seen = in_processes(tmp_path / "texts")
    assert seen == [name for name in names if not name.endswith("005.txt")]
    assert [error.path for error in run.errors] == [names[5]]
    assert "cannot be checked" in run.errors[0].message
    assert len(list((tmp_path / "marks").iterdir())) == 2


def dies_once(mark: Path, task: runner.Task, digests: Digests, item: Input) -> object:
    if item.name.endswith("005.txt") and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return rehearse(task, digests, item)


@needs_kill
@pytest.mark.usefixtures("small_chunks")
def test_a_worker_that_is_killed_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = texts(tmp_path)
    monkeypatch.setattr(runner, "rehearse", partial(dies_once, tmp_path / "mark"))
    run, seen = in_processes(tmp_path)
    assert (tmp_path / "mark").exists()
    assert seen == names
    assert run.errors == []


@pytest.mark.usefixtures("small_chunks")
def test_where_no_process_can_be_had_the_run_does_it_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(self: Workers[object, object]) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(Workers, "_start", none)
    names = texts(tmp_path)
    run, seen = in_processes(tmp_path)
    assert seen == names
    assert run.errors == []


@pytest.mark.usefixtures("small_chunks")
def test_an_error_in_a_worker_is_met_again_by_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    texts(tmp_path)
    monkeypatch.setattr("cleanup.checker.check", broken)
    with pytest.raises(RuntimeError, match="a mistake of ours"):
        in_processes(tmp_path)


def ahead_of(paths: Sequence[Path]) -> Ahead:
    settings = settings_task()
    digests = Digests(Evidence())
    do = partial(runner.rehearse, settings, digests)
    return Ahead(paths, 2, Outcomes(digests), lambda _: None, do, ahead.CHUNK_FILES)


def test_a_few_small_files_start_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(Workers, "_start", never)
    names = texts(tmp_path)
    assert in_processes(tmp_path)[1] == names


def test_a_file_that_changed_meanwhile_is_read_again(tmp_path: Path) -> None:
    paths = [Path(name) for name in texts(tmp_path)]
    files = ahead_of(paths)
    assert files.read(paths[0]).text == paths[0].read_text()
    paths[1].unlink()
    paths[1].write_text("Something else.\n")
    assert files.read(paths[1]).text == "Something else.\n"
    files.end()


@pytest.mark.usefixtures("small_chunks")
def test_workers_answer_what_the_run_would_find(tmp_path: Path) -> None:
    paths = [Path(name) for name in texts(tmp_path)]
    files = ahead_of(paths)
    try:
        for path in paths:
            files.read(path)
            assert files.wait(path)
        # The run was waiting for each in turn: those of the first chunk came from a worker.
        assert files._started
    finally:
        files.end()


def square(number: int) -> int:
    return number * number


def test_workers_take_chunks_and_end_when_told() -> None:
    workers: Workers[int, int] = Workers(2, square)
    try:
        assert workers.hand([1, 2, 3])
        assert workers.hand([4])
        assert not workers.hand([5])
        got: list[tuple[Sequence[int], list[int] | None]] = []
        while workers.busy:
            got += workers.answers(block=True)
        assert sorted(got) == [([1, 2, 3], [1, 4, 9]), ([4], [16])]
        processes = [process for _, process in workers._idle]
    finally:
        workers.end()
    assert len(processes) == 2
    assert not any(process.is_alive() for process in processes)


@needs_kill
def test_a_worker_killed_in_its_sleep_is_replaced() -> None:
    workers: Workers[int, int] = Workers(1, square)
    try:
        for number in range(3):
            assert workers.hand([number])
            assert list(workers.answers(block=True)) == [([number], [number * number])]
            _, process = workers._idle[0]
            assert process.pid
            os.kill(process.pid, signal.SIGKILL)
            process.join()
    finally:
        workers.end()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are never forked")
def test_workers_that_are_not_forked_find_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_forks", lambda: False)
    names = texts(tmp_path, 3 * ahead.CHUNK_FILES)
    run, seen = in_processes(tmp_path)
    assert seen == names
    alone = Run()
    for _ in reports([str(tmp_path)], settings_task(), alone):
        pass
    assert [r.findings for r in run.reports] == [r.findings for r in alone.reports]


def test_a_file_named_twice_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN)
    done = cleanup_command("fix", "a.txt", "./a.txt", ".", cwd=tmp_path)
    assert done.stdout.startswith(b"1 file, ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_keeps_nobody_waiting_unless_a_shell_hands_it_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    done = cleanup_command("check", "pipe.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: pipe.txt is a pipe or a device, not a file;")
    read_end, write_end = os.pipe()
    os.write(write_end, CLEAN.encode())
    os.close(write_end)
    run, name = Run(), f"/dev/fd/{read_end}"
    assert [item.name for item, _ in reports([name], settings_task(), run)] == [name]
    os.close(read_end)
    assert run.errors == []
