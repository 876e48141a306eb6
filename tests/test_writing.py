"""Writing files: the old bytes or the new ones, whatever happens."""

import errno
import os
import stat
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cleanup import writing
from cleanup.files import FileProblem
from cleanup.writing import write, write_new

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes and links")
as_user = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away"
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A file with old bytes in it, alone in its folder."""
    path = tmp_path / "folder" / "story.txt"
    path.parent.mkdir()
    path.write_bytes(b"old\r\n")
    return path


def beside(path: Path) -> list[str]:
    """What stands in the folder of a file."""
    return sorted(entry.name for entry in path.parent.iterdir())


def refusal(path: Path, data: bytes = b"new", *, expected: bytes | None = None) -> str:
    """What is said when the file is not written."""
    with pytest.raises(FileProblem) as caught:
        write(path, data, expected=expected)
    return caught.value.what


def test_the_new_bytes_replace_the_old(story: Path) -> None:
    assert write(story, b"new\r\n\x00\xff", expected=b"old\r\n") is None
    assert story.read_bytes() == b"new\r\n\x00\xff"
    assert beside(story) == ["story.txt"]


def test_a_very_long_name_is_no_trouble(story: Path) -> None:
    path = story.with_name("ü" * 100 + ".txt")
    path.write_bytes(b"old")
    write(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("now", [b"other", b"OLD\r\n", None])
def test_a_file_that_changed_meanwhile_is_left_alone(story: Path, now: bytes | None) -> None:
    if now is None:
        story.unlink()
        assert refusal(story, expected=b"old\r\n") == "does not exist, or does no longer"
        assert beside(story) == []
    else:
        story.write_bytes(now)
        said = refusal(story, expected=b"old\r\n")
        assert said == "changed while it was being cleaned; run again"
        assert story.read_bytes() == now
        assert beside(story) == ["story.txt"]


def test_runs_at_the_same_time_lose_nothing(story: Path) -> None:
    story.write_bytes(b"")

    def add(number: int) -> int | None:
        old = story.read_bytes()
        try:
            write(story, old + b"%d\n" % number, expected=old)
        except FileProblem as problem:
            if problem.what != "changed while it was being cleaned; run again":
                raise
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        written = [number for number in pool.map(add, range(200)) if number is not None]
    assert written
    assert sorted(map(int, story.read_text().split())) == written
    assert beside(story) == ["story.txt"]


@on_posix
def test_a_folder_that_stays_locked_is_an_error(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PATIENCE", 0.0)
    handle = writing._lock(story.parent)
    try:
        assert "another run keeps locked; run again" in refusal(story)
    finally:
        os.close(handle)
    assert story.read_bytes() == b"old\r\n"
    assert beside(story) == ["story.txt"]
    write(story, b"new")


def test_a_file_system_without_locks_is_written_to(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(folder: Path) -> int:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(writing, "_lock", no_locks)
    write(story, b"new", expected=b"old\r\n")
    assert story.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    "trouble", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()]
)
@pytest.mark.parametrize("backup", [False, True])
def test_trouble_at_any_step_leaves_the_old_file(
    story: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    trouble: BaseException,
    backup: bool,
) -> None:
    def fail(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(os, step, fail)
    expected = FileProblem if isinstance(trouble, OSError) else KeyboardInterrupt
    with pytest.raises(expected) as caught:
        write(story, b"new", backup=backup)
    if isinstance(caught.value, FileProblem):
        assert caught.value.what == "cannot be written: no space left on device; it is unchanged"
    assert story.read_bytes() == b"old\r\n"
    assert beside(story) == ["story.txt"]


def test_a_backup_is_taken_away_again_if_the_file_is_not_replaced(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def fail_on_the_story(old: Path, new: Path) -> None:
        if new == story.resolve():
            raise PermissionError(errno.EACCES, "Permission denied")
        replace(old, new)

    monkeypatch.setattr(os, "replace", fail_on_the_story)
    with pytest.raises(FileProblem, match="permission denied; it is unchanged"):
        write(story, b"new", backup=True)
    assert story.read_bytes() == b"old\r\n"
    assert beside(story) == ["story.txt"]


@on_posix
def test_a_disk_that_takes_no_more_leaves_the_old_file(story: Path) -> None:
    program = """
        import pathlib, resource, sys
        from cleanup.files import FileProblem
        from cleanup.writing import write
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        try:
            write(pathlib.Path(sys.argv[1]), bytes(20_000))
        except FileProblem as problem:
            print(problem.what)
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(story)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    assert run.stdout == "cannot be written: file too large; it is unchanged\n"
    assert story.read_bytes() == b"old\r\n"
    assert beside(story) == ["story.txt"]


def test_a_killed_run_leaves_the_old_file_and_blocks_nobody(story: Path) -> None:
    program = """
        import os, pathlib, sys, time
        from cleanup.writing import write
        def stop(*_):
            print("stopped", flush=True)
            time.sleep(600)
        os.replace = stop
        write(pathlib.Path(sys.argv[1]), b"half")
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(story)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        assert run.stdout.readline() == "stopped\n"
        run.kill()
    assert story.read_bytes() == b"old\r\n"
    left = [name for name in beside(story) if name != "story.txt"]
    assert left
    assert all(name.startswith(".") and name.endswith(".cleanup-tmp") for name in left)
    write(story, b"new", expected=b"old\r\n")
    assert story.read_bytes() == b"new"


def test_a_backup_holds_the_old_bytes(story: Path) -> None:
    assert write(story, b"new", backup=True) == story.resolve().with_name("story.txt.orig")
    assert story.read_bytes() == b"new"
    assert story.with_name("story.txt.orig").read_bytes() == b"old\r\n"
    assert beside(story) == ["story.txt", "story.txt.orig"]


def test_a_backup_overwrites_no_earlier_one(story: Path) -> None:
    write(story, b"new", backup=True)
    write(story, b"newer", backup=True)
    write(story, b"newest", backup=True)
    contents = [story.with_name(name).read_bytes() for name in beside(story)]
    assert contents == [b"newest", b"old\r\n", b"new", b"newer"]
    assert beside(story)[-1] == "story.txt.orig.2"


@on_posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o666])
def test_the_mode_stays_and_the_time_is_new(story: Path, mode: int) -> None:
    story.chmod(mode)
    os.utime(story, (1_000_000_000, 1_000_000_000))
    kept = write(story, b"new", backup=True)
    assert kept
    assert stat.S_IMODE(story.stat().st_mode) == stat.S_IMODE(kept.stat().st_mode) == mode
    assert story.stat().st_mtime > 1_500_000_000
    assert kept.stat().st_mtime == 1_000_000_000


@as_root
def test_the_owner_stays(story: Path) -> None:
    os.chown(story, 1234, 2345)
    story.chmod(0o640)
    write(story, b"new")
    status = story.stat()
    assert (status.st_uid, status.st_gid) == (1234, 2345)
    assert stat.S_IMODE(status.st_mode) == 0o640


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes here")
def test_extended_attributes_stay(story: Path) -> None:
    try:
        os.setxattr(story, "user.source", b"agency")
    except OSError:
        pytest.skip("the file system keeps no extended attributes")
    write(story, b"new")
    assert os.getxattr(story, "user.source") == b"agency"


@on_posix
def test_a_link_stays_a_link_and_its_target_is_written(story: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to("middle.txt")
    (tmp_path / "middle.txt").symlink_to(story)
    write(link, b"new", backup=True)
    assert link.is_symlink()
    assert story.read_bytes() == b"new"
    assert beside(story) == ["story.txt", "story.txt.orig"]
    write_new(link, b"newer")
    assert story.read_bytes() == b"newer"


@pytest.mark.parametrize("writer", [write, write_new])
def test_a_read_only_file_is_left_alone_even_by_root(story: Path, writer: object) -> None:
    story.chmod(0o444)
    assert callable(writer)
    try:
        with pytest.raises(FileProblem, match=r"story\.txt is read-only; make it writable"):
            writer(story, b"new")
        assert story.read_bytes() == b"old\r\n"
        assert beside(story) == ["story.txt"]
    finally:
        story.chmod(0o644)


@as_user
def test_a_read_only_folder_is_an_error(story: Path) -> None:
    story.parent.chmod(0o555)
    try:
        assert "its folder must be writable" in refusal(story)
    finally:
        story.parent.chmod(0o755)
    assert story.read_bytes() == b"old\r\n"


def test_a_folder_is_not_written(story: Path) -> None:
    assert refusal(story.parent) == "is a folder, not a file"
    with pytest.raises(FileProblem, match="is a folder, not a file"):
        write_new(story.parent, b"new")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_is_written_to_and_never_replaced(story: Path) -> None:
    pipe = story.with_name("pipe")
    os.mkfifo(pipe)
    assert refusal(pipe) == "is a device or a pipe, which cannot be replaced"
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(pipe.read_bytes)
        write_new(pipe, b"new")
        assert reading.result() == b"new"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_new_file_gets_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "story.txt"
    write_new(path, b"new")
    assert path.read_bytes() == b"new"
    assert beside(path) == ["story.txt"]
    write_new(path, b"newer")
    assert path.read_bytes() == b"newer"


@on_posix
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o002, 0o664)])
def test_a_new_file_gets_the_usual_mode(tmp_path: Path, umask: int, mode: int) -> None:
    path = tmp_path / "story.txt"
    before = os.umask(umask)
    try:
        write_new(path, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_below_a_file_is_an_error(story: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be made: a file stands in its place"):
        write_new(story / "copy.txt", b"new")
    with pytest.raises(FileProblem, match="cannot be made: a file stands in its place"):
        write_new(story / "deeper" / "copy.txt", b"new")
    assert story.read_bytes() == b"old\r\n"


def test_a_new_file_that_cannot_be_finished_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "story.txt"
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileProblem, match=r"cannot be written: no space left on device$"):
        write_new(path, b"new")
    assert beside(path) == []
