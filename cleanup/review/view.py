"""What a reviewer is shown of a finding, as stretches of text that are harmless in a terminal.

What changes is marked with characters as well as with colours: `[-out-]{+in+}`, and `[[…]]` around
a place for which nothing, or more than one thing, is proposed.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..decisions import Verdict
from ..document import Document, Lines, Span
from ..findings import Edit, State
from ..lazy import lazy
from ..reports.screen import shown, width
from ..reports.terminal import proposal
from ..revision import mended
from ..segments import paragraph_at
from .items import Item
from .texts import Reviewed, to_write

# So many code points are shown on either side of a place, and of what goes or comes.
MOST_AROUND, MOST_CHANGED = 600, 400
# Each key, its word for the foot of the screen, and what it does.
KEYS = (
    ("y", "accept", "accept the change"),
    ("1-9", "", "accept this one of several proposals"),
    ("n", "reject", "leave it as it is"),
    ("e", "edit", "write something else in its place"),
    ("a", "accept rule", "accept all of this rule, where it proposes exactly one thing"),
    ("d", "reject rule", "leave all as it is that this rule finds"),
    ("i", "ignore", "ignore it here from now on (.cleanup-ignore.toml)"),
    ("I", "ignore rule", "ignore this rule in this file from now on"),
    ("N", "name", "it is a name, and right: add it to the names file"),
    ("u", "undo", "take the last step back"),
    ("/", "search", "show only findings with these words; no words show all"),
    ("r", "", "read again what has changed on the disk"),
    ("?", "help", "show this"),
    ("q", "save", "save and quit"),
    ("Q", "", "quit without changing a text; the decisions are kept"),
)


_WORD = lazy(r"\S+|\s+")


class Piece(NamedTuple):
    """A stretch of what is shown: `kept`, `out`, `in` or `place`."""

    kind: str
    text: str


def in_place(item: Item, before: int = MOST_AROUND) -> list[Piece]:
    """The paragraph around a finding, with its change in place and the others of the pass made; at
    most so many code points `before` it."""
    text, own = item.text, change(item)
    spans = [item.finding.span, *(edit.span for edit in own)]
    low, high = min(s.start for s in spans), max(s.end for s in spans)
    document = Document(text)
    start = min(paragraph_at(document, low).start, low)
    end = max(paragraph_at(document, high).end, high)
    before = min(before, MOST_AROUND)
    cut_left, cut_right = start < low - before, end > high + MOST_AROUND
    start, end = max(start, low - before), min(end, high + MOST_AROUND)
    whole = Span(low, high)
    others = [
        e for e in item.others if not e.span.touches(whole) and e.span.within(Span(start, end))
    ]

    def kept(a: int, b: int) -> Piece:
        made = [e for e in others if e.span.within(Span(a, b))]
        return Piece("kept", shown(mended(text, a, b, made)))

    pieces = [Piece("kept", "…")] if cut_left else []
    at = start
    if own:
        for edit in own:
            pieces.append(kept(at, edit.span.start))
            if len(edit.span):
                pieces.append(Piece("out", f"[-{_short(text[edit.span.start : edit.span.end])}-]"))
            if edit.replacement:
                pieces.append(Piece("in", f"{{+{_short(edit.replacement)}+}}"))
            at = edit.span.end
    else:
        pieces.append(kept(at, low))
        pieces.append(Piece("place", f"[[{_short(text[low:high])}]]"))
        at = high
    pieces.append(kept(at, end))
    return [p for p in [*pieces, Piece("kept", "…" if cut_right else "")] if p.text]


def wrapped(pieces: Sequence[Piece], columns: int) -> Iterator[list[Piece]]:
    """The pieces in lines of so many columns, broken at spaces where there are any."""
    line: list[Piece] = []
    used = 0
    for piece in pieces:
        for word in _WORD.findall(piece.text):
            rest = word
            while used + width(rest) > columns:
                if used and not (width(rest) > columns and used < columns // 2):
                    yield line
                    line, used = [], 0
                    rest = rest.lstrip()
                    continue
                fits = _fitting(rest, columns - used)
                yield [*line, Piece(piece.kind, rest[:fits])]
                line, used, rest = [], 0, rest[fits:]
            if rest:
                line.append(Piece(piece.kind, rest))
                used += width(rest)
    if line:
        yield line


def _fitting(text: str, columns: int) -> int:
    """How many code points of a text take so many columns, at least one."""
    used = 0
    for number, character in enumerate(text):
        used += width(character)
        if used > columns:
            return max(1, number)
    return len(text)


def change(item: Item) -> Sequence[Edit]:
    """The edits that are made, or would be if the finding were accepted; none where there are
    several proposals and nobody has chosen."""
    decision, fixes = item.decision, item.finding.fixes
    if decision and decision.verdict is Verdict.EDIT:
        return item.made.fix.edits if item.made and item.made.fix else ()
    if decision and decision.verdict is Verdict.ACCEPT and decision.fix < len(fixes):
        return fixes[decision.fix].edits
    return fixes[0].edits if len(fixes) == 1 else ()


def heading(text: Reviewed, item: Item) -> str:
    """Where it is, how much it matters, which rule it is."""
    place = Lines(text.item.source.text).place(item.key.start)
    where = f"{shown(text.name)}:{place.line}:{place.column}"
    return f"{where}  {item.finding.severity.value}  {item.key.rule}"


def reasons(item: Item) -> Iterator[str]:
    """What the rule says, the proposals where there are several, what there is to know about the
    decision, and the evidence; a line each."""
    finding = item.finding
    yield shown(finding.message)
    if len(finding.fixes) > 1:
        for number, fix in enumerate(finding.fixes, 1):
            yield f"{number}  {proposal(item.text, finding.span, fix)}"
    yield standing(item)
    yield from (f"· {shown(line)}" for line in finding.evidence)


def standing(item: Item) -> str:
    """What was decided, or what there is to decide, in a line."""
    finding, decision = item.finding, item.decision
    if finding.refused and (decision is None or decision.verdict is Verdict.ACCEPT):
        return f"not made: {shown(finding.refused)}; e writes it yourself"
    if decision is None:
        return _question(item) if item.asked else _made(item, "safe, accepted unless you say no")
    whole = ", with the whole rule" if decision.whole_rule else ""
    return {
        Verdict.ACCEPT: _made(item, "accepted"),
        Verdict.EDIT: _made(item, "written by you"),
        Verdict.NAME: f"left: {shown(decision.name)} is a name",
        Verdict.IGNORE: f"ignored from now on{whole}",
        Verdict.REJECT: f"left as it is{whole}",
    }[decision.verdict]


def _question(item: Item) -> str:
    several = len(item.finding.fixes) > 1
    return {
        State.MANUAL: "nothing is proposed: e writes it anew, n leaves it",
        State.CANDIDATES: "several are possible: choose by number"
        if several
        else "proposed, but not sure: y accepts it",
    }.get(item.finding.state, "changes words: accept it?")


def short(item: Item) -> str:
    """The finding in a few words: what stands there, and what would come of it."""
    old, new = to_write(item)
    if len(old) > MOST_CHANGED:
        old, new = item.own[:MOST_CHANGED], ""
    old, new = (shown(" ".join(words.split())) for words in (old, new))
    return old if new == old else f"{old} → {new or 'nothing'}"


def _made(item: Item, what: str) -> str:
    if item.applied:
        return what
    if item.waited_for:
        return f"{what}; but {item.waited_for} changed this place first, see there"
    return f"{what}; but another change was made here first"


def _short(text: str) -> str:
    if len(text) <= MOST_CHANGED:
        return shown(text)
    half = MOST_CHANGED // 2
    return f"{shown(text[:half])} … {shown(text[-half:])}"
