"""The bar on standard error: for many files on a terminal, and for nobody else."""

import io
import sys

import pytest

from cleanup import progress
from cleanup.progress import Progress, line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", [5, 20, 40, 80, 200])
@pytest.mark.parametrize("total", [2, 7, 12_345])
def test_the_bar_fits_and_tells_how_far_it_is(columns: int, total: int) -> None:
    for done in (0, 1, total - 1, total, total + 1):
        assert len(line(done, total, 100, columns)) < columns
    assert f"{total:,} of {total:,} files, 100 %" in line(total, total, 1, 80)
    assert line(0, total, 1, 80).startswith("[" + " " * 30 + "]")


def test_the_time_that_is_left_is_said_once_it_can_be_guessed() -> None:
    assert "left" not in line(1, 100, 1, 80)
    assert line(25, 100, 10, 80).endswith("30 s left")
    assert line(25, 100, 100, 80).endswith("5 min 00 s left")


@pytest.mark.parametrize(
    ("stream", "term", "total", "silent", "seen"),
    [
        (Terminal, "xterm", 3, False, True),
        (Terminal, "dumb", 3, False, False),
        (Terminal, "xterm", 1, False, False),
        (Terminal, "xterm", 3, True, False),
        (io.StringIO, "xterm", 3, False, False),
    ],
)
def test_it_is_seen_on_a_terminal_only_and_goes_again(
    stream: type[io.StringIO],
    term: str,
    total: int,
    silent: bool,
    seen: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = stream()
    monkeypatch.setattr(sys, "stderr", written)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    bar = Progress(total, silent=silent)
    bar.step()
    assert (f"0 of {total} files" in written.getvalue()) == seen
    bar.clear()
    assert written.getvalue().endswith("\r\x1b[K") == seen


def test_it_makes_way_for_what_is_printed_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    bar = Progress(3)
    bar.step()
    bar.make_way()
    assert screen.getvalue().endswith("\r\x1b[K")
    bar.step()
    assert "1 of 3 files" in screen.getvalue().rpartition("\r")[2]
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    bar.make_way()
    assert "1 of 3 files" in screen.getvalue().rpartition("\r")[2]
