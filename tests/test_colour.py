"""Colours: in every command they add to what is printed, and change nothing of it."""

import re
from pathlib import Path

import pytest
from support import cleanup_command

# Fixable, with candidates, by hand and refused; too short for its scores to be relied on.
TEXT = (
    "He said  that it was , fine. The the mayor left, “but the town stayed.\n\n"
    "They in 2019 said that that is it.\n\nCheck at https://example.org /news and go.\n"
)
PAINT = re.compile(rb"\x1b\[[\d;]*m")


def printed(folder: Path, command: str, **env: str) -> tuple[int, bytes, bytes]:
    (folder / "story.txt").write_text(TEXT, encoding="utf-8")
    (folder / "new.txt").write_text(TEXT.replace(" , ", ", "), encoding="utf-8")
    answers = b"n\nn\nn\nn\nQ\n"
    done = cleanup_command(*command.split(), cwd=folder, stdin=answers, env=env)
    (folder / ".cleanup-review.json").unlink(missing_ok=True)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "check story.txt",
        "check --output-format concise story.txt",
        "check --output-format grouped story.txt",
        "check --statistics story.txt",
        "check --score --min-quality 99 story.txt",
        "fix --diff story.txt",
        "fix --diff --diff-format words story.txt",
        "fix --unsafe-fixes story.txt",
        "score story.txt new.txt",
        "review --plain story.txt",
    ],
)
def test_colours_only_add(tmp_path: Path, command: str) -> None:
    status, out, errors = printed(tmp_path, command)
    assert b"\x1b" not in out + errors
    coloured = printed(tmp_path, command, FORCE_COLOR="1")
    assert (coloured[0], *(PAINT.sub(b"", one) for one in coloured[1:])) == (status, out, errors)
    assert b"\x1b" in coloured[1] + coloured[2]


# The one marks by colour what it marks by signs without; the other speaks of colours.
@pytest.mark.parametrize("command", ["fix --diff --diff-format side-by-side story.txt", "doctor"])
def test_with_colours_a_command_does_what_it_does_without(tmp_path: Path, command: str) -> None:
    status, out, errors = printed(tmp_path, command, FORCE_COLOR="1")
    assert b"\x1b" in out
    assert (status, PAINT.sub(b"", errors)) == printed(tmp_path, command)[::2]
