"""What a change brought in, in real git checkouts."""

import os
import subprocess
from pathlib import Path

import pytest

from cleanup.silences.changes import Change, ChangesError, since, staged


class Checkout:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments],
            cwd=self.root,
            check=True,
            capture_output=True,
        )

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self, **files: str) -> None:
        for name, text in files.items():
            self.write(f"{name}.txt", text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "a")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "repository").mkdir()
    return Checkout(tmp_path / "repository")


def old(change: Change, path: Path) -> str | None:
    data = change.old(path)
    return None if data is None else data.decode()


def test_since_compares_the_disk_with_a_commit(checkout: Checkout) -> None:
    checkout.commit(same="same", edited="old", gone="gone")
    root = checkout.root
    checkout.write("edited.txt", "new")
    checkout.write("untracked.txt", "x")
    (root / "gone.txt").unlink()
    change = since("HEAD", root)
    assert [path.resolve() for path in change.paths()] == [root.resolve() / "edited.txt"]
    assert old(change, root / "edited.txt") == "old"
    assert not change.touches(root / "same.txt")
    assert change.touches(root / "untracked.txt")
    assert old(change, root / "untracked.txt") is None


def test_since_a_branch_is_since_the_branches_parted(checkout: Checkout) -> None:
    checkout.commit(a="first", b="first")
    checkout.git("switch", "-q", "-c", "topic")
    checkout.commit(a="topic")
    checkout.git("switch", "-q", "main")
    checkout.commit(a="main", b="main")
    checkout.git("switch", "-q", "topic")
    change = since("main", checkout.root)
    assert old(change, checkout.root / "a.txt") == "first"
    assert not change.touches(checkout.root / "b.txt")
    assert not since("HEAD", checkout.root).files
    assert set(since("HEAD~1", checkout.root).files) == {"a.txt"}


def test_renamed_files_are_followed(checkout: Checkout) -> None:
    text = "".join(f"line {n}\n" for n in range(30))
    checkout.commit(**{"old name": text})
    checkout.git("mv", "old name.txt", "new «name».txt")
    path = checkout.write("new «name».txt", text + "more\n")
    for change in (since("HEAD", checkout.root), staged(checkout.root)):
        assert change.files == {"new «name».txt": "old name.txt"}
        assert old(change, path) == text
    assert staged(checkout.root).new(path).decode() == text


def test_staged_compares_the_index_with_head(checkout: Checkout) -> None:
    checkout.commit(a="old", b="old")
    path = checkout.write("a.txt", "staged")
    checkout.git("add", "a.txt")
    checkout.write("a.txt", "on the disk")
    checkout.write("b.txt", "not staged")
    checkout.write("c.txt", "untracked")
    change = staged(checkout.root)
    assert change.files == {"a.txt": "a.txt"}
    assert (old(change, path), change.new(path)) == ("old", b"staged")
    assert not change.touches(checkout.root / "c.txt")


def test_staged_before_the_first_commit(checkout: Checkout) -> None:
    path = checkout.write("a.txt", "new")
    checkout.git("add", "a.txt")
    change = staged(checkout.root)
    assert change.touches(path)
    assert old(change, path) is None
    assert change.new(path) == b"new"


def test_the_folder_may_be_below_the_root(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.write("sub/a.txt", "old")
    checkout.commit()
    checkout.git("config", "diff.relative", "true")
    checkout.write("sub/a.txt", "new")
    monkeypatch.chdir(checkout.root / "sub")
    change = since("HEAD")
    assert old(change, Path("a.txt")) == "old"
    assert old(change, Path("../sub/a.txt")) == "old"


def test_line_ends_and_encodings_are_those_of_a_checkout(checkout: Checkout) -> None:
    checkout.write(".gitattributes", "*.txt text eol=crlf working-tree-encoding=UTF-16\n")
    path = checkout.root / "a.txt"
    path.write_bytes("one\r\n".encode("utf-16"))
    checkout.commit()
    path.write_bytes("two\r\n".encode("utf-16"))
    data = since("HEAD", checkout.root).old(path)
    assert data is not None
    assert data.decode("utf-16") == "one\r\n"


def test_a_file_outside_is_an_error(checkout: Checkout, tmp_path: Path) -> None:
    checkout.commit()
    with pytest.raises(ChangesError, match="is outside the git checkout"):
        since("HEAD", checkout.root).touches(tmp_path / "a.txt")


def test_what_git_cannot_do_is_one_clear_line(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ChangesError, match=r"^git: not a git repository"):
        since("HEAD", tmp_path)
    for ref in ("nowhere", "--output=x", ""):
        with pytest.raises(ChangesError, match=f"^git knows no commit '{ref}' here"):
            since(ref, checkout.root)
    checkout.commit(a="a")
    checkout.git("switch", "-q", "--orphan", "other")
    checkout.commit(b="b")
    with pytest.raises(ChangesError, match="no commit in common"):
        since("main", checkout.root)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ChangesError, match="git cannot be run"):
        staged(checkout.root)
