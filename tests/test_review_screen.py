"""The review on a full screen: every key, small screens, hostile texts, a real terminal."""

import asyncio
import html
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from desk import HOSTILE, KEPT, MARKS, STORY, fixed, furnish, marks, opened

from cleanup import Settings

pytest.importorskip("textual", reason="the full-screen review needs the extra `review`")

from textual.pilot import Pilot
from textual.widgets import Input, Static

from cleanup.review import screen
from cleanup.review.screen import ReviewApp
from cleanup.review.view import KEYS


class Played(NamedTuple):
    """A review that was played: what it ended with, what it said last and its last screen."""

    app: ReviewApp
    ended: list[str] | None
    said: str
    lines: list[str]


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return furnish(tmp_path)


def play(
    chosen: Settings,
    *keys: str,
    size: tuple[int, int] = (80, 24),
    then: Callable[[ReviewApp, "Pilot[list[str]]"], Awaitable[None]] | None = None,
) -> Played:
    """Press the keys in a review of story.txt, then do something more; what it ended with."""

    async def main() -> Played:
        app = ReviewApp(opened(chosen))
        async with app.run_test(size=size) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            if then:
                await then(app, pilot)
            last = said(app), seen(app)
        return Played(app, app.return_value, *last)

    return asyncio.run(main())


def seen(app: ReviewApp) -> list[str]:
    """The lines of the screen."""
    rows: dict[float, str] = {}
    pieces = re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>([^<]*)</text>', app.export_screenshot())
    for y, text in pieces:
        rows[float(y)] = rows.get(float(y), "") + html.unescape(text).replace("\xa0", " ")
    return [text for _, text in sorted(rows.items())]


def said(app: ReviewApp) -> str:
    return str(app.query_one("#said", Static).render())


def story() -> str:
    return Path("story.txt").read_bytes().decode()


# Every key. The cursor starts at the second finding, the first that has to be asked.

DECIDED = [
    ("y", "yyy?y?y?", "accepted"),
    ("n", "yny?y?y?", "left as it is"),
    ("a", "yyy?y?y?", "accepted all 1 of splices/determiner-collision"),
    ("d", "yny?y?y?", "left all 1 of splices/determiner-collision as they are"),
    ("i", "yiy?y?y?", "ignored here from now on, once this is saved"),
    ("I", "yiy?y?y?", "splices/determiner-collision is ignored in story.txt, once this is saved"),
]


@pytest.mark.parametrize(("key", "after", "says"), DECIDED)
def test_a_key_decides_goes_on_and_is_undone(
    chosen: Settings, key: str, after: str, says: str
) -> None:
    async def undo(app: ReviewApp, pilot: "Pilot[list[str]]") -> None:
        assert marks(app.session) == after
        assert said(app) == says
        assert app.list.cursor == 3
        assert "4 of 8 · 5 decided · 3 to decide" in seen(app)[0]
        await pilot.press("u")
        assert marks(app.session) == MARKS
        assert said(app) == "undone"
        assert app.list.cursor == 1
        await pilot.press("u")
        assert said(app) == "nothing to undo"

    play(chosen, key, then=undo)
    assert story() == STORY


def test_one_of_several_is_chosen_by_number_and_never_in_bulk(chosen: Settings) -> None:
    for key in ("y", "a", "3", "9"):
        played = play(chosen, "down", "down", key)
        assert marks(played.app.session) == MARKS
        assert played.said
    played = play(chosen, "down", "down", "2")
    assert "a dubious plan" in played.app.session.texts[0].after


def test_an_edit_begins_with_the_proposal_and_can_be_left(chosen: Settings) -> None:
    async def write(app: ReviewApp, pilot: "Pilot[list[str]]") -> None:
        entry = app.screen.query_one(Input)
        assert entry.value == "these measures"[:5]
        assert any("There stands: the These" in line for line in seen(app))
        await pilot.press("escape")
        assert marks(app.session) == MARKS
        await pilot.press("e", "ctrl+u", *"all", "backslash", "n", "enter")
        assert marks(app.session) == "yey?y?y?"
        assert "After the storm, all\n measures" in app.session.texts[0].after
        await pilot.press("up", "up", "e")
        # What was written stands there again.
        assert app.screen.query_one(Input).value == "all\\n"
        await pilot.press("backspace", "backspace", "enter")
        assert "After the storm, all measures" in app.session.texts[0].after

    play(chosen, "e", then=write)


def test_keys_that_are_typed_into_a_line_decide_nothing(chosen: Settings) -> None:
    played = play(chosen, "slash", *"yneadiINuqQr?", "enter")
    assert marks(played.app.session) == MARKS
    assert played.app.wanted == "yneadiINuqQr?"
    assert played.ended is None


def test_a_search_shows_what_has_the_words(chosen: Settings) -> None:
    async def again(app: ReviewApp, pilot: "Pilot[list[str]]") -> None:
        assert [i.key.rule for _, i in app.list.pairs] == [
            "splices/determiner-collision",
            "repeats/doubled-word",
        ]
        assert '1 of 2 with "STORM"' in seen(app)[0]
        await pilot.press("n", "slash", "ctrl+u", "enter")
        assert len(app.list.pairs) == 8
        assert marks(app.session) == "yny?y?y?"
        await pilot.press("slash", *"nowhere", "enter", "y", "n", "e", "N", "down", "a")
        assert "nothing with these words" in "\n".join(seen(app))
        assert marks(app.session) == "yny?y?y?"

    play(chosen, "slash", *"STORM", "enter", then=again)


def test_a_name_is_asked_for_whole(chosen: Settings) -> None:
    played = play(chosen, "N", "ctrl+u", *"Rutte", "enter")
    assert played.said == "a names file takes a first name and a surname"
    assert marks(played.app.session) == MARKS
    _, ended, *_ = play(chosen, "N", "ctrl+u", *"Mark", "space", *"Rutte", "enter", "q")
    assert ended is not None
    assert "people.toml: Mark Rutte added" in ended
    assert tomllib.loads(Path("people.toml").read_text())["person"] == [{"name": "Mark Rutte"}]
    assert "the These" in story()


def test_ignored_places_go_into_the_sidecar(chosen: Settings) -> None:
    play(chosen, "i", "I", "q")
    entries = tomllib.loads(Path(".cleanup-ignore.toml").read_text())["ignore"]
    assert [("fingerprint" in e, e["rule"]) for e in entries] == [
        (True, "splices/determiner-collision"),
        (False, "colour/doubtsome"),
    ]


def test_help_names_every_key_and_there_is_no_other(chosen: Settings) -> None:
    async def look(app: ReviewApp, pilot: "Pilot[list[str]]") -> None:
        lines = seen(app)
        for key, _, what in KEYS:
            assert any(key in line and what in line for line in lines), key
        await pilot.press("y")
        assert marks(app.session) == MARKS
        await pilot.press("escape", "f1", "q", "y")
        assert marks(app.session) == "yyy?y?y?"

    app = play(chosen, "question_mark", then=look).app
    bound = {b.key for bindings in app._bindings.key_to_bindings.values() for b in bindings}
    names = {"slash": "/", "question_mark": "?"}
    assert {names.get(k, k) for k in bound} - {*"123456789", "f1", "ctrl+c", "ctrl+q"} == {
        key for key, _, _ in KEYS if key != "1-9"
    }


def test_the_foot_names_the_keys_of_the_issue(chosen: Settings) -> None:
    foot = " ".join(play(chosen).lines[-2:])
    for key in "yneadiINu/?q":
        assert re.search(rf"(?<!\S){re.escape(key)} \w", foot), key


# What comes out.


def test_saved_at_once_it_is_fix(chosen: Settings) -> None:
    expected = fixed(chosen).cleaning.after
    assert play(chosen, "q").ended == ["story.txt: 4 changes, 4 findings left to decide"]
    assert story() == expected


def test_everything_accepted_that_has_one_fix_is_fix_with_unsafe_fixes(chosen: Settings) -> None:
    expected = fixed(chosen, unsafe=True).cleaning.after
    play(chosen, "y", "end", "y", "q")
    assert story() == expected


def test_everything_rejected_leaves_the_file_untouched(chosen: Settings) -> None:
    keys = [key for n in range(8) for key in ("home", *["down"] * n, "n")]
    played = play(chosen, *keys, "q")
    assert marks(played.app.session) == "n" * 8
    assert played.ended == ["story.txt: unchanged, 0 findings left to decide"]
    assert story() == STORY


@pytest.mark.parametrize("key", ["Q", "ctrl+c", "ctrl+q"])
def test_a_review_that_is_left_writes_nothing_of_its_own(chosen: Settings, key: str) -> None:
    played = play(chosen, "y", key)
    assert played.ended is None
    assert marks(played.app.session) == "yyy?y?y?"
    assert sorted(p.name for p in Path().iterdir()) == ["cleanup.toml", "our-rules", "story.txt"]
    assert story() == STORY


def test_the_keys_that_move(chosen: Settings) -> None:
    moves = {"down": 2, "j": 2, "up": 0, "k": 0, "end": 7, "home": 0, "pagedown": 7, "pageup": 0}
    for key, place in moves.items():
        assert play(chosen, key).app.list.cursor == place, key
    assert play(chosen, "end", "down", "down").app.list.cursor == 7


def test_a_click_goes_to_a_finding(chosen: Settings) -> None:
    async def click(app: ReviewApp, pilot: "Pilot[list[str]]") -> None:
        await pilot.click("#findings", offset=(5, 4))
        assert app.list.cursor == 4

    play(chosen, then=click)


def test_each_of_several_files_has_a_line_of_its_own(chosen: Settings) -> None:
    Path("other.txt").write_text(STORY)

    async def click(app: ReviewApp, pilot: "Pilot[list[str]]") -> None:
        await pilot.press("home")
        lines = seen(app)
        name = next(n for n, line in enumerate(lines) if line.startswith("other.txt "))
        assert lines[name + 1].startswith(">y doubts. about")
        await pilot.click("#findings", offset=(5, 9))
        assert app.list.cursor == 0
        await pilot.click("#findings", offset=(5, 8))
        assert app.list.cursor == 7
        await pilot.press("down")
        assert any(line.startswith("story.txt ") for line in seen(app))
        await pilot.press("a", "q")

    async def main() -> None:
        app = ReviewApp(opened(chosen, "other.txt", "story.txt"))
        async with app.run_test(size=(80, 24)) as pilot:
            await click(app, pilot)
        assert app.return_value is not None
        assert len(app.return_value) == 2

    asyncio.run(main())
    assert story() == Path("other.txt").read_text() == fixed(chosen).cleaning.before


def test_a_change_of_the_file_is_noticed_and_read_again(
    chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "EVERY", 0.02)
    changed = STORY.replace("Monday", "Tuesday")

    async def change(app: ReviewApp, pilot: "Pilot[list[str]]") -> None:
        Path("story.txt").write_text(changed)
        for _ in range(500):
            if said(app):
                break
            await pilot.pause(0.02)
        assert said(app) == "story.txt changed meanwhile: r reads it again"
        await pilot.press("q")
        assert said(app).endswith("r reads it again, nothing was written")
        assert story() == changed
        await pilot.press("r")
        assert said(app) == "story.txt was read again: 1 of 1 decisions still hold"
        await pilot.press("q")

    monkeypatch.setattr(screen.ReviewApp, "_step", _quiet(screen.ReviewApp._step))
    app, ended, *_ = play(chosen, "n", then=change)
    assert ended is not None
    assert "Tuesday" in story()
    assert "the These" in story()
    assert story() == app.session.texts[0].after


def _quiet(step: Callable[..., None]) -> Callable[..., None]:
    def quiet(app: ReviewApp, *given: object) -> None:
        step(app, *given)
        app._say("")

    return quiet


# Screens and texts that are hard to show.


@pytest.mark.parametrize("size", [(80, 24), (120, 50), (59, 24), (40, 15), (20, 10), (8, 4)])
def test_it_works_on_a_screen_of_any_size(chosen: Settings, size: tuple[int, int]) -> None:
    expected = fixed(chosen, unsafe=True).cleaning.after
    keys = ("y", "e", "escape", "question_mark", "escape", "end", "y", "q")
    app, ended, *_ = play(chosen, *keys, size=size)
    assert ended is not None
    assert story() == expected
    assert app.size == size


def test_the_place_stands_beside_the_list_or_below_it(chosen: Settings) -> None:
    lines = play(chosen, size=(80, 24)).lines
    assert any(line.startswith(">? the These → these") and "│" in line for line in lines)
    assert any("[-the These-]{+these+}" in line for line in lines)
    assert any("two determiners meet" in line for line in lines)
    lines = play(chosen, size=(40, 24)).lines
    cursor = next(n for n, line in enumerate(lines) if line.startswith(">?"))
    place = next(n for n, line in enumerate(lines) if "[-the These-]" in line)
    assert place > cursor
    assert lines[-1].startswith("y n e a d i I N u / ? q")


def test_a_hostile_text_is_harmless_and_legible(chosen: Settings) -> None:
    Path("story.txt").write_bytes(HOSTILE.encode())
    shown = []

    async def walk(app: ReviewApp, pilot: "Pilot[list[str]]") -> None:
        for _ in range(len(app.list.pairs)):
            shown.append("\n".join(seen(app)))
            await pilot.press("down")
        await pilot.press("e")
        shown.append("\n".join(seen(app)))
        await pilot.press("escape")

    play(chosen, "home", then=walk)
    everything = "\n".join(shown)
    assert not any(ord(c) < 32 and c != "\n" for c in everything)
    assert not set(everything) & set("\x7f\x9b\u202e\u202c\u200d")
    assert "[red]the[/red]" in everything
    assert "[@click=quit()]x[/]" in everything
    assert "<U+202E>" in everything
    assert all("to decide" in one for one in shown)
    assert story() == HOSTILE


def test_thousands_of_findings_are_a_list_as_any_other(chosen: Settings) -> None:
    Path("story.txt").write_text("He saw the the gate, and the These doors.\n" * 2000)
    expected = fixed(chosen, unsafe=True).cleaning.after

    async def last(app: ReviewApp, pilot: "Pilot[list[str]]") -> None:
        assert any(line.startswith(">") for line in seen(app))
        while any(i.asked for i in app.session.texts[0].items):
            await pilot.press("a")
        await pilot.press("q")

    play(chosen, "end", "home", then=last)
    assert story() == expected


# A real terminal.


class Terminal:
    """A program in tmux."""

    def __init__(self, command: str, size: tuple[int, int], **environment: str) -> None:
        self.socket = f"cleanup-{os.getpid()}-{time.monotonic_ns()}"
        given = [word for name, value in environment.items() for word in ("-e", f"{name}={value}")]
        width, height = map(str, size)
        self._tmux(
            "-f", os.devnull, "new-session", "-d", "-x", width, "-y", height, *given, command
        )

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-u", "-L", self.socket, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stdout

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", *keys)

    def shows(self, *words: str, styles: bool = False) -> str:
        """The screen, once it shows all of these words."""
        for _ in range(600):
            text = self._tmux("capture-pane", "-p", *(["-e"] if styles else []))
            if all(word in text for word in words):
                return text
            time.sleep(0.05)
        pytest.fail(f"the screen never showed {words}:\n{text}")

    def process(self) -> int:
        """The number of the program, which the shell in the pane has started."""
        shell = self._tmux("list-panes", "-F", "#{pane_pid}").strip()
        found = subprocess.run(["pgrep", "-P", shell], capture_output=True, check=True)
        return int(found.stdout.split()[0])

    def end(self) -> None:
        self._tmux("kill-server")


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    if not (shutil.which("tmux") and shutil.which("pgrep")):
        pytest.skip("tmux or pgrep, for the review in a real terminal, is not here")
    started: list[Terminal] = []

    def start(size: tuple[int, int] = (80, 24), **environment: str) -> Terminal:
        # Whether there are colours is for the tests to say.
        kept = "" if "NO_COLOR" in environment else "unset NO_COLOR; "
        command = (
            f"{kept}{sys.executable} -m cleanup review story.txt; echo ended with $?; sleep 600"
        )
        cache = {"CLEANUP_CACHE_DIR": os.environ["CLEANUP_CACHE_DIR"]}
        started.append(Terminal(command, size, **cache, **environment))
        return started[-1]

    yield start
    for one in started:
        one.end()


def test_a_review_in_a_real_terminal(chosen: Settings, terminal: Callable[..., Terminal]) -> None:
    expected = fixed(chosen, unsafe=True).cleaning.after
    real = terminal()
    text = real.shows("2 of 8 · 4 decided · 4 to decide", "q save")
    assert max(map(len, text.splitlines())) <= 80
    assert ">? the These → these" in text
    assert "[-the These-]{+these+}" in text
    real.press("y")
    real.shows("accepted", "4 of 8 · 5 decided")
    real.press("e")
    real.shows("There stands: doubtsome")
    real.press("Escape")
    real.shows("choose by number")
    real.press("End")
    real.shows("in {+a +}limited way")
    real.press("y")
    real.shows("6 decided · 2 to decide")
    assert story() == STORY
    real.press("q")
    real.shows("story.txt: 6 changes, 2 findings left to decide", "ended with 1")
    assert story() == expected


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_terminal_that_goes_away_loses_no_decision(
    chosen: Settings, terminal: Callable[..., Terminal]
) -> None:
    real = terminal()
    real.shows("2 of 8")
    real.press("n")
    real.shows("left as it is")
    process = real.process()
    real.end()
    for _ in range(600):
        if Path(KEPT).exists() and not is_running(process):
            break
        time.sleep(0.05)
    assert not is_running(process)
    assert story() == STORY
    assert marks(opened(chosen)) == "yny?y?y?"
    resumed = terminal()
    resumed.shows("4 of 8 · 5 decided · 3 to decide")


def test_without_colours_the_marks_say_it_all(
    chosen: Settings, terminal: Callable[..., Terminal]
) -> None:
    plain = terminal(NO_COLOR="1").shows("2 of 8", "[-the", styles=True)
    assert not set(map(str, range(30, 38))) & _styles(plain)
    coloured = terminal().shows("2 of 8", "[-the", styles=True)
    assert {"31", "32"} <= _styles(coloured)


def _styles(text: str) -> set[str]:
    return {code for m in re.findall(r"\x1b\[([\d;]*)m", text) for code in m.split(";")}
