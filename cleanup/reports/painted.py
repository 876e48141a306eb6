"""A unified diff for people: wrapped to the screen, coloured, the changed words underlined."""

from collections.abc import Iterable, Iterator

from .compare import compare
from .layout import Ink, flow, painted
from .screen import Painter, Style, shown

_STYLES: dict[str, tuple[Style, ...]] = {"-": ("red",), "+": ("green",)}
# Longer lines than this are not compared word by word.
_LONGEST = 20_000


def on_screen(pieces: Iterable[str], paint: Painter, columns: int) -> Iterator[str]:
    """The lines of a unified diff, from `diff.unified`, as a screen `columns` wide shows them."""
    run: list[str] = []
    for i, piece in enumerate(pieces):
        if i and piece[:1] in _STYLES:
            run.append(piece)
            continue
        yield from _changed(run, paint, columns)
        run = []
        if not i:
            yield from (paint(shown(line), "bold") + "\n" for line in piece.splitlines())
            continue
        yield from _wrapped(piece, [Ink(_text(piece))], paint, columns)
    yield from _changed(run, paint, columns)


def _changed(run: list[str], paint: Painter, columns: int) -> Iterator[str]:
    """Lines that go and lines that come; where they are as many, each is held beside its other."""
    out = [line for line in run if line[0] == "-"]
    came = [line for line in run if line[0] == "+"]
    pairs: dict[str, str] = {}
    if len(out) == len(came):
        pairs = dict(zip(out, came, strict=True)) | dict(zip(came, out, strict=True))
    for line in run:
        yield from _wrapped(line, _inks(line, pairs.get(line)), paint, columns)


def _inks(line: str, other: str | None) -> list[Ink]:
    style = _STYLES[line[0]]
    text = line[1:].split("\n", maxsplit=1)[0]
    if other is None or max(len(line), len(other)) > _LONGEST:
        return [Ink(shown(text), style)]
    inks, at = [], 0
    for edit in compare(text, other[1:].split("\n")[0]):
        inks.append(Ink(shown(text[at : edit.span.start]), style))
        changed = shown(text[edit.span.start : edit.span.end])
        inks.append(Ink(changed, (*style, "bold", "underline")))
        at = edit.span.end
    return [ink for ink in (*inks, Ink(shown(text[at:]), style)) if ink.text]


def _text(piece: str) -> str:
    return shown(piece[1:].split("\n", maxsplit=1)[0])


def _wrapped(piece: str, inks: list[Ink], paint: Painter, columns: int) -> Iterator[str]:
    if piece.startswith("@@"):
        inks = [Ink(piece[1:].split("\n", maxsplit=1)[0], ("cyan",))]
    sign = paint(piece[:1], *(inks[0].styles[:1] if inks else ()))
    for i, line in enumerate(flow(inks, columns - 1)):
        yield (sign if not i else " ") + painted(line, paint) + "\n"
    if piece.count("\n") > 1:
        yield piece.split("\n")[1] + "\n"
