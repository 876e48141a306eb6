"""The parts of the full screen: the list of findings, a line to type, the help."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static

from ..reports.screen import head, shown, width
from .items import ASKED, Item
from .session import Session
from .texts import Reviewed
from .view import KEYS, short

Pair = tuple[Reviewed, Item]


class Findings(ScrollView, can_focus=True):
    """The list: draws only what is seen of it, so that thousands of findings cost nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
    ]
    cursor: reactive[int] = reactive(0)

    class Moved(Message):
        """Another finding is looked at."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="findings")
        self.session = session
        self.pairs: list[Pair] = []
        # What stands in each row: the name of a file, if there are several, or a finding's number.
        self.rows: list[str | int] = []

    def fill(self, pairs: list[Pair], cursor: int) -> None:
        """Show these findings, and the one of that number."""
        self.pairs, self.rows = pairs, []
        for number, (text, _) in enumerate(pairs):
            new = number == 0 or pairs[number - 1][0] is not text
            if new and len(self.session.texts) > 1:
                self.rows.append(text.name)
            self.rows.append(number)
        self.virtual_size = Size(0, len(self.rows))
        self.cursor = max(0, min(cursor, len(pairs) - 1))
        self._follow()
        self.refresh()

    def watch_cursor(self) -> None:
        self._follow()
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        self._follow()

    def _follow(self) -> None:
        """Scroll so that the cursor is seen, with a line of what comes after it."""
        top, room = round(self.scroll_offset.y), max(1, self.size.height)
        row = self.rows.index(self.cursor) if self.pairs else 0
        if row < top + 1:
            self.scroll_to(y=max(0, row - 1), animate=False)
        elif row > top + room - 2:
            self.scroll_to(y=row - room + 2, animate=False)

    def action_move(self, step: int) -> None:
        self.cursor = max(0, min(len(self.pairs) - 1, self.cursor + step))

    def action_page(self, step: int) -> None:
        self.action_move(step * max(1, self.size.height - 1))

    def on_click(self, event: Click) -> None:
        row = event.y + round(self.scroll_offset.y)
        if row < len(self.rows) and isinstance(number := self.rows[row], int):
            self.cursor = number

    def render_line(self, y: int) -> Strip:
        at, room = y + round(self.scroll_offset.y), self.size.width
        if at >= len(self.rows):
            return Strip.blank(room, self.rich_style)
        number = self.rows[at]
        if isinstance(number, str):
            row, style = head(shown(number), room), Style(underline=True)
        else:
            item, here = self.pairs[number][1], number == self.cursor
            row = head(f"{'>' if here else ' '}{item.mark} {short(item)}", room)
            style = Style(reverse=here, bold=item.mark == ASKED)
        row += " " * max(0, room - width(row))
        return Strip([Segment(row, self.rich_style + style)], room)


class Entry(ModalScreen[str | None]):
    """A line to be typed, below a few lines that say what for."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, lines: list[str], value: str) -> None:
        super().__init__()
        self.lines, self.value = lines, value

    def compose(self) -> ComposeResult:
        with Container(id="box"):
            yield Static(Text("\n".join(self.lines)))
            yield Input(self.value, select_on_focus=False)
            yield Static(Text("Enter takes it, Esc leaves it as it was"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Help(ModalScreen[None]):
    """What the keys do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter,space", "dismiss(None)", show=False)
    ]

    def compose(self) -> ComposeResult:
        lines = [f"{key:<4} {what}" for key, _, what in KEYS]
        lines += ["↑ ↓  or k, j: go through the findings; Tab, then ↑ ↓: scroll the text"]
        with VerticalScroll(id="box"):
            yield Static(Text("\n".join(lines)))
