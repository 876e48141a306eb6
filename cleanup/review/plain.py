"""The review as questions and answers, line by line: for pipes, screen readers, plain terminals."""

from collections.abc import Callable
from typing import IO

from ..files import FileProblem
from ..reports.screen import Painter, Style, shown
from .entry import matches, readable, unescaped
from .items import Item
from .session import Session
from .texts import Reviewed, ReviewError, to_write
from .view import KEYS, Piece, heading, in_place, reasons, wrapped

_COLOUR: dict[str, Style] = {"out": "red", "in": "green", "place": "magenta"}
INDENT = "    "
ANSWERS = "n,e,a,d,i,I,N,u,/,j,k,q,Q,?"


class Plain:
    """Asks about what has to be decided, in the order of the texts.

    `read` is given a question and returns a line without its end, or None when there are no more.
    """

    def __init__(
        self, session: Session, read: Callable[[str], str | None], out: IO[str], paint: Painter
    ) -> None:
        self.session, self.read, self.out, self.paint = session, read, out, paint
        self.columns = 80
        self.wanted = ""
        # What was written when the review was saved.
        self.saved: list[str] | None = None
        self.every: list[tuple[Reviewed, Item]] = []
        self.places: list[int] = []

    def run(self) -> list[str] | None:
        """Ask until the reviewer saves or leaves; what was written, None if nothing was."""
        for line in self.session.resumed():
            self._say(line)
        self._look()
        asked = sum(item.asked for _, item in self.every)
        ready = len(self.every) - asked
        self._say(f"{_count(len(self.every))}: {ready} decided, {asked} to decide; ? helps")
        at: int | None = self._asked(0)
        while at is not None:
            self._show(at)
            answer = self.read(self._question(at))
            if answer is None:
                break
            at = self._answer(answer.strip(), at)
        return self.saved

    def _look(self) -> None:
        self.every = [p for p in self.session.items() if matches(self.wanted, *p)]

    def _asked(self, start: int) -> int:
        """The number of the next finding that has to be asked; behind the last one if none has."""
        numbers = range(start, len(self.every))
        return next((n for n in numbers if self.every[n][1].asked), len(self.every))

    def _answer(self, answer: str, at: int) -> int | None:
        """Do what is asked for; the number of the finding to go on with, None at the end."""
        key, rest = answer[:1], answer[1:].strip()
        go: dict[str, Callable[[], int | None]] = {
            "q": self._save,
            "Q": lambda: None,
            "?": lambda: self._help(at),
            "k": lambda: max(0, at - 1),
            "j": lambda: min(at + 1, len(self.every)),
            "/": lambda: self._search(rest),
            "u": lambda: self._undo(at),
            "r": self._reload,
        }
        go[""] = lambda: self._asked(at + 1 if at < len(self.every) else 0)
        try:
            if key in go:
                return go[key]()
            if at < len(self.every):
                return self._decided(key, rest, at)
            self._say("there is nothing to decide here")
        except (ReviewError, FileProblem) as problem:
            self._say(str(problem))
        return at

    def _save(self) -> None:
        self.saved = self.session.save()

    def _search(self, wanted: str) -> int:
        self.wanted = wanted
        self._look()
        return min(self._asked(0), max(0, len(self.every) - 1))

    def _undo(self, at: int) -> int:
        self._say(self.session.undo())
        self._look()
        return self.places.pop() if self.places else at

    def _reload(self) -> int:
        self._say(self.session.reload())
        self.places.clear()
        self._look()
        return self._asked(0)

    def _decided(self, key: str, rest: str, at: int) -> int:
        """Decide about a finding; the number of the next one to be asked."""
        text, item = self.every[at]
        self._say(self._decide(key, rest, text, item))
        self.places.append(at)
        self._look()
        if not any(i.asked for _, i in self.session.items()):
            self.session.settle()
            self._look()
        place = (item.key.place, item.number, item.key.rule)
        # Changes make other findings come and go.
        behind = (
            n
            for n, (t, i) in enumerate(self.every)
            if t is text and (i.key.place, i.number, i.key.rule) > place
        )
        return self._asked(next(behind, at + 1))

    def _decide(self, key: str, rest: str, text: Reviewed, item: Item) -> str:
        session = self.session
        do = {
            "y": session.accept,
            "n": session.reject,
            "a": session.accept_rule,
            "d": session.reject_rule,
            "i": session.ignore,
            "I": session.ignore_rule,
        }
        if key in do:
            return do[key](text, item)
        if key in "123456789":
            return session.accept(text, item, int(key) - 1)
        if key == "e":
            return session.edit(text, item, self._written(item, rest))
        if key == "N":
            name = rest or self.read("The whole name, first name and surname: ")
            return session.add_name(text, item, name or "")
        raise ReviewError(f"no answer {shown(key)!r}; ? helps")

    def _written(self, item: Item, rest: str) -> str:
        old, proposed = to_write(item)
        if not rest:
            self._say(f"there stands: {readable(old)}")
            self._say(f"proposed:     {readable(proposed)}")
        answer = rest or self.read("Instead (\\n is a line end, nothing leaves it): ")
        if not answer:
            raise ReviewError("nothing was written")
        return unescaped(answer)

    def _show(self, at: int) -> None:
        self.out.write("\n")
        if at >= len(self.every):
            asked = sum(item.asked for _, item in self.session.items())
            left = f"{asked} left to decide" if asked else "everything is decided"
            self._say(f"{left}; q saves and quits, Q leaves, Enter and k go back, ? helps")
            return
        text, item = self.every[at]
        number = f"  ({at + 1} of {len(self.every)})"
        self._say(self.paint(heading(text, item), "bold") + number)
        for line in wrapped(in_place(item), self.columns - len(INDENT)):
            self._say((INDENT + "".join(self._painted(piece) for piece in line)).rstrip())
        for reason in reasons(item):
            for line in wrapped([Piece("kept", reason)], self.columns - len(INDENT)):
                self._say((INDENT + "".join(piece.text for piece in line)).rstrip())

    def _painted(self, piece: Piece) -> str:
        colour = _COLOUR.get(piece.kind)
        return self.paint(piece.text, colour) if colour else piece.text

    def _question(self, at: int) -> str:
        if at >= len(self.every):
            return "[q,Q,j,k,u,/,r,?] "
        several = len(self.every[at][1].finding.fixes)
        yes = f"1-{several}" if several > 1 else "y" if several else ""
        return f"Decide [{','.join(filter(None, (yes, ANSWERS)))}]? "

    def _help(self, at: int) -> int:
        for key, _, what in KEYS:
            self._say(f"{key:<4} {what}")
        self._say("j, k go on and back, Enter to the next that is to be decided")
        self._say("e, / and N may be followed by the words")
        return at

    def _say(self, line: str) -> None:
        self.out.write(line + "\n")


def lines_of(stream: IO[str], out: IO[str]) -> Callable[[str], str | None]:
    """Reads answers from a stream, after writing the question."""

    def read(question: str) -> str | None:
        out.write(question)
        out.flush()
        line = stream.readline()
        if not stream.isatty():
            # What comes from a pipe is not seen, and the next line would run on.
            out.write("\n")
        return line.rstrip("\r\n") if line else None

    return read


def _count(number: int) -> str:
    return "1 finding" if number == 1 else f"{number} findings"
