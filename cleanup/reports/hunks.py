"""Changed lines on a screen: word by word in one column, or old and new side by side."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ..document import Lines
from ..findings import Edit, Finding
from .excerpt import hanging
from .layout import Ink, breadth, flow, painted, wrapped
from .screen import Painter, Style, legible, shown
from .wordwise import IN, KEPT, OUT, Hunk, hunks

# Code points of a piece that is taken out or put in; what is longer is cut in its middle.
LONGEST_PIECE = 300
# Reasons that are told for one hunk; who makes more changes to a line looks at the JSON.
MOST_REASONS = 12
_GUTTER = 6
_MARKS = {KEPT: ("", ""), OUT: ("[-", "-]"), IN: ("{+", "+}")}
_COLOUR: dict[str, tuple[Style, ...]] = {KEPT: (), OUT: ("red",), IN: ("green",)}
_DIVIDER = " │ "


class Change:
    """A text, its edits, and the findings behind each edit."""

    def __init__(
        self, before: str, after: str, edits: Sequence[Edit], causes: Sequence[Sequence[Finding]]
    ) -> None:
        self.before, self.after, self.edits, self.causes = before, after, edits, causes
        self.old, self.new = Lines(before), Lines(after)

    def hunks(self, most: int = 60) -> Iterator[Hunk]:
        """Its changed lines; what is kept is cut to `most` code points beside a change."""
        return hunks(self.before, self.edits, self.causes, most)


class HunkPrinter:
    """Prints changes, for a screen `columns` wide; with None lines are as long as they are.

    `messages` says whether what a rule says stands beside its name, `unknown` what is said where
    no rule is behind a change.
    """

    def __init__(
        self, paint: Painter, columns: int | None, *, messages: bool = True, unknown: str = ""
    ) -> None:
        self.paint, self.columns = paint, columns
        self.messages, self.unknown = messages, unknown

    def words(self, change: Change) -> Iterator[str]:
        """Each hunk with `[-old-]{+new+}`, and below it the reasons."""
        for hunk in change.hunks():
            number = self.paint(f"{change.old.place(hunk.span.start).line:>{_GUTTER}}", "dim")
            inks = []
            for piece in hunk.pieces:
                opened, closed = _MARKS[piece.kind]
                inks.append(Ink(f"{opened}{_legible(piece.text)}{closed}", _COLOUR[piece.kind]))
            lines = [inks] if self.columns is None else flow(inks, self.columns - _GUTTER - 2)
            for i, line in enumerate(lines):
                head = number if not i else " " * _GUTTER
                yield f"{head}  {painted(line, self.paint)}\n"
            yield from self._reasons(change.old, hunk, " " * (_GUTTER + 4))

    def side_by_side(self, change: Change) -> Iterator[str]:
        """Each hunk under its reasons, the old lines on the left and the new ones on the right."""
        room = (self.columns or 120) - 2 * (_GUTTER + 1) - len(_DIVIDER)
        wide = max(12, room // 2)
        for hunk in change.hunks(most=150):
            yield from self._reasons(change.old, hunk, "", "@@ ")
            numbers = change.old.place(hunk.span.start).line, change.new.place(hunk.start).line
            sides = [self._side(hunk, kind, wide) for kind in (OUT, IN)]
            for i, (left, right) in enumerate(zip_longest(*sides, fillvalue=[])):
                yield (
                    f"{self._number(numbers[0], i, left)} {painted(left, self.paint)}"
                    f"{' ' * (wide - breadth(left))}{self.paint(_DIVIDER, 'dim')}"
                    f"{self._number(numbers[1], i, right)} {painted(right, self.paint)}"
                ).rstrip() + "\n"
            yield "\n"

    def _number(self, number: int, row: int, line: list[Ink]) -> str:
        text = str(number) if not row and line else ""
        return self.paint(f"{text:>{_GUTTER}}", "dim")

    def _side(self, hunk: Hunk, kind: str, wide: int) -> list[list[Ink]]:
        """What was there, or what is there now. Without colour what changed stands in marks, with
        it underlined, so that a space is seen too."""
        inks = []
        for piece in hunk.pieces:
            if piece.kind == KEPT:
                inks.append(Ink(shown(piece.text)))
            elif piece.kind == kind:
                opened, closed = ("", "") if self.paint.colour else _MARKS[kind]
                styles = (*_COLOUR[kind], "bold", "underline")
                inks.append(Ink(f"{opened}{_legible(piece.text)}{closed}", styles))
        return [line for line in flow(inks, wide, ends=True) if line]

    def _reasons(self, where: Lines, hunk: Hunk, indent: str, sign: str = "") -> Iterator[str]:
        said: dict[tuple[str, str], list[Finding]] = {}
        for finding in hunk.causes:
            message = legible(finding.message) if self.messages else ""
            said.setdefault((finding.rule, message), []).append(finding)
        if not said and self.unknown:
            yield f"{indent}{self.paint(sign + self.unknown, 'dim')}\n"
        for (rule, message), findings in list(said.items())[:MOST_REASONS]:
            at = where.place(findings[0].span.start)
            times = f" ×{len(findings)}" if len(findings) > 1 else ""
            head = f"{sign}{at.line}:{at.column} " if self.messages else sign
            text = f"{rule}{times}{': ' if message else ''}{message}"
            room = 10_000 if self.columns is None else self.columns - len(indent) - len(head)
            for line in hanging(head, wrapped(text, room), indent):
                yield self.paint(line[:-1], "cyan" if sign else "dim") + "\n"
        if len(said) > MOST_REASONS:
            more = sum(len(f) for f in list(said.values())[MOST_REASONS:])
            names = {rule for rule, _ in list(said)[MOST_REASONS:]}
            what = f"{sign}and {more} more: {', '.join(sorted(names))}"
            room = 10_000 if self.columns is None else self.columns - len(indent)
            for line in hanging("", wrapped(what, room), indent):
                yield self.paint(line[:-1], "dim") + "\n"


def _legible(text: str) -> str:
    return legible(text, LONGEST_PIECE)
