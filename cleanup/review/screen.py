"""The review on a full screen, with Textual: the findings on the left, the place on the right.

Colours are the terminal's own sixteen, and nothing is said by colour alone. On a screen that is
narrower than WIDE the place stands below the findings.
"""

import asyncio
import contextlib
import os
import signal
import textwrap
import threading
from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.events import Resize
from textual.widgets import Static

from ..files import FileProblem, sign
from ..reports.screen import shown
from .entry import matches, readable, unescaped
from .items import Item
from .session import Session
from .texts import Reviewed, ReviewError, to_write
from .view import KEYS, heading, in_place, reasons
from .widgets import Entry, Findings, Help, Pair

WIDE = 60
# How often the files are looked at, in seconds.
EVERY = 2.0
# Seconds that the screen may take to be put in order when the review is cut off.
PATIENCE = 2.0
# A key and its word stay on one line.
FOOT = "  ".join(f"{key} {word}".replace(" ", "\u00a0") for key, word, _ in KEYS if word)
_STYLES = {"out": "red", "in": "green", "place": "yellow", "kept": ""}


class ReviewApp(App[list[str]]):
    """The review; `run` gives what was written when it was saved, None if nothing was."""

    TITLE = "cleanup review"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    CSS = """
    * { scrollbar-size-vertical: 1; scrollbar-color: ansi_default;
        scrollbar-background: ansi_default; }
    Screen, Static, #body, #side { background: ansi_default; color: ansi_default; }
    #head { height: 1; text-style: bold; }
    #keys { height: auto; max-height: 2; }
    #said { height: auto; max-height: 2; text-style: bold; }
    #body { height: 1fr; layout: horizontal; border-top: solid ansi_default;
            border-bottom: solid ansi_default; }
    #findings { width: 2fr; height: 1fr; background: ansi_default; color: ansi_default; }
    #side { width: 3fr; height: 1fr; padding: 0 1; border-left: solid ansi_default; }
    #around { height: 1fr; }
    #why { height: auto; max-height: 50%; border-top: dashed ansi_default; }
    .-narrow #body { layout: vertical; }
    .-narrow #findings { width: 1fr; height: 2fr; }
    .-narrow #side { width: 1fr; height: 3fr; padding: 0; border-left: none;
                     border-top: dashed ansi_default; }
    Entry, Help { align: center bottom; background: transparent; }
    #box { height: auto; max-height: 100%; width: 100%; max-width: 90;
           border: solid ansi_default; padding: 0 1; background: ansi_default; }
    Input { border: none; height: 1; padding: 0; margin: 1 0; background: ansi_default;
            color: ansi_default; text-style: underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "decide('accept')"),
        *(Binding(str(n), f"choose({n - 1})") for n in range(1, 10)),
        Binding("n", "decide('reject')"),
        Binding("e", "edit"),
        Binding("a", "decide('accept_rule')"),
        Binding("d", "decide('reject_rule')"),
        Binding("i", "decide('ignore')"),
        Binding("I", "decide('ignore_rule')"),
        Binding("N", "name"),
        Binding("u", "undo"),
        Binding("slash", "search"),
        Binding("r", "reload"),
        Binding("question_mark,f1", "help"),
        Binding("q", "save"),
        Binding("Q,ctrl+c,ctrl+q", "leave", priority=True),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(ansi_color=True)
        self.session = session
        self.list = Findings(session)
        self.wanted = ""
        self.places: list[Pair] = []
        self._signs = self._look_at_files()

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        with Container(id="body"):
            yield self.list
            with Container(id="side"):
                with VerticalScroll(id="around"):
                    yield Static(id="place")
                with VerticalScroll(id="why"):
                    yield Static(id="reasons")
        yield Static(id="said")
        yield Static(id="keys")

    def on_mount(self) -> None:
        self._fill(None)
        self.list.cursor = self._asked(0)
        self.list.focus()
        self._say("; ".join(self.session.resumed()))
        self.set_interval(EVERY, self._notice)
        for name in ("SIGINT", "SIGHUP", "SIGTERM"):
            with contextlib.suppress(AttributeError, NotImplementedError, ValueError):
                loop = asyncio.get_running_loop()
                loop.add_signal_handler(getattr(signal, name), self._cut_off)

    def _cut_off(self) -> None:
        """The terminal has gone, or the process is told to end: no decision is lost."""
        with contextlib.suppress(FileProblem):
            self.session.keep()
        # A terminal that has gone takes no output, and Textual waits for it to be taken.
        last = threading.Timer(PATIENCE, os._exit, (1,))
        last.daemon = True
        last.start()
        self.exit(None)

    # What is shown.

    def on_resize(self, event: Resize) -> None:
        rows = textwrap.wrap(FOOT, max(1, event.size.width), break_on_hyphens=False)
        if len(rows) > 2:
            rows = [" ".join(key for key, word, _ in KEYS if word)]
        self.query_one("#keys", Static).update(Text("\n".join(rows).replace("\u00a0", " ")))
        self.call_after_refresh(self._show)

    def on_findings_moved(self) -> None:
        self._show()

    def _fill(self, at: Pair | None) -> None:
        """Show the findings anew, and that one of them, or what has taken its place."""
        pairs = [pair for pair in self.session.items() if matches(self.wanted, *pair)]
        cursor = self.list.cursor
        if at is not None:
            same = (n for n, (t, i) in enumerate(pairs) if t is at[0] and i.key == at[1].key)
            cursor = next(same, cursor)
        self.list.fill(pairs, cursor)
        self._show()

    def _show(self) -> None:
        place, why = self.query_one("#place", Static), self.query_one("#reasons", Static)
        every = [item for _, item in self.session.items()]
        asked = sum(item.asked for item in every)
        number = f"{self.list.cursor + 1} of {len(self.list.pairs)}"
        found = f' with "{shown(self.wanted)}"' if self.wanted else ""
        self.query_one("#head", Static).update(
            Text(f"{number}{found} · {len(every) - asked} decided · {asked} to decide")
        )
        pair = self._here()
        if pair is None:
            place.update(Text("nothing with these words; / and Enter shows all"))
            why.update("")
            return
        text, item = pair
        line = Text(f"{heading(text, item)}\n\n", style="bold")
        for piece in in_place(item, self._room()):
            line.append(piece.text, style=_STYLES[piece.kind] or "not bold")
        place.update(line)
        why.update(Text("\n".join(reasons(item))))
        for pane in ("#around", "#why"):
            self.query_one(pane).scroll_home(animate=False)

    def _room(self) -> int:
        """How many code points before a place leave it on the screen, and what comes after it."""
        size = self.query_one("#around").size
        return max(20, size.width * (size.height - 3) // 3)

    def _say(self, what: str) -> None:
        self.query_one("#said", Static).update(Text(shown(what)))

    def _here(self) -> Pair | None:
        pairs = self.list.pairs
        return pairs[self.list.cursor] if pairs else None

    def _asked(self, start: int) -> int:
        """The number of the next finding that has to be asked, the same if none has."""
        pairs = self.list.pairs
        order = [*range(start, len(pairs)), *range(min(start, len(pairs)))]
        return next((n for n in order if pairs[n][1].asked), max(0, start - 1))

    # The files underneath.

    def _look_at_files(self) -> list[tuple[int, ...] | None]:
        return [sign(text.item.path) if text.item.path else None for text in self.session.texts]

    def _notice(self) -> None:
        signs = self._look_at_files()
        if signs != self._signs:
            self._signs = signs
            if changed := self.session.changed():
                names = ", ".join(text.name for text in changed)
                self._say(f"{names} changed meanwhile: r reads it again")

    # What the keys do.

    def _step(self, do: Callable[[Reviewed, Item], str]) -> None:
        """Decide about the finding here, and go to the next that has to be asked."""
        pair = self._here()
        if pair is None:
            return
        try:
            said = do(*pair)
        except (ReviewError, FileProblem) as problem:
            self._say(str(problem))
            return
        self.places.append(pair)
        if not self._anything_asked():
            with contextlib.suppress(ReviewError):
                self.session.settle()
        self._fill(pair)
        self.list.cursor = self._asked(self.list.cursor + 1)
        if not self._anything_asked():
            said += "; everything is decided, q saves"
        self._say(said)
        self._notice()

    def _anything_asked(self) -> bool:
        return any(item.asked for _, item in self.session.items())

    def action_choose(self, fix: int) -> None:
        self._step(lambda text, item: self.session.accept(text, item, fix))

    def action_decide(self, name: str) -> None:
        self._step(getattr(self.session, name))

    def action_edit(self) -> None:
        pair = self._here()
        if pair is None:
            return
        old, new = to_write(pair[1])
        lines = [f"There stands: {readable(old)}", "Instead (\\n is a line end):"]
        self._ask(lines, readable(new), lambda v: self.session.edit(*pair, unescaped(v)))

    def action_name(self) -> None:
        pair = self._here()
        if pair is None:
            return
        lines = [f"The whole name, for {self.session.people.name}:"]
        own = " ".join(pair[1].own.split())
        self._ask(lines, readable(own), lambda v: self.session.add_name(*pair, unescaped(v)))

    def _ask(self, lines: list[str], value: str, do: Callable[[str], str]) -> None:
        def done(answer: str | None) -> None:
            if answer is not None:
                self._step(lambda *_: do(answer))

        self.push_screen(Entry(lines, value), done)

    def action_search(self) -> None:
        def done(answer: str | None) -> None:
            if answer is not None:
                self.wanted = answer
                self._fill(self._here())
                self._say(f"{len(self.list.pairs)} findings" if answer else "")

        self.push_screen(Entry(["Show only findings with these words:"], self.wanted), done)

    def action_undo(self) -> None:
        try:
            self._say(self.session.undo())
        except ReviewError as problem:
            self._say(str(problem))
            return
        self._fill(self.places.pop() if self.places else None)

    def action_reload(self) -> None:
        try:
            self._say(self.session.reload())
        except ReviewError as problem:
            self._say(str(problem))
            return
        self.places.clear()
        self._signs = self._look_at_files()
        self._fill(None)

    def action_help(self) -> None:
        self.push_screen(Help())

    def action_save(self) -> None:
        try:
            self.exit(self.session.save())
        except (ReviewError, FileProblem) as problem:
            self._say(str(problem))

    def action_leave(self) -> None:
        self.exit(None)
