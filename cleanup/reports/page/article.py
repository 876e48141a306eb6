"""One text of a page: line by line, with every change and every finding a link to its entry."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from ...cleaner import Cleaning
from ...document import LINE_END
from ...findings import Finding, Safety, State
from ...report import Report
from ...revision import Revision
from . import inline
from .inline import GAP, IN, KEPT, OUT, POINT, Line, Piece
from .markup import count, laid_bare, prose
from .pictures import MADE, OFFERED, PERSON

# More findings of one text than this make no page that a browser can turn.
MOST_FINDINGS = 10_000
SAFE, UNSAFE, NEEDS = "safe", "unsafe", "person"


class Article:
    """What a page tells of one text. The findings shown are numbered in the order of the text, from
    `first` on: a page numbers those of all its texts."""

    def __init__(self, report: Report, cleaning: Cleaning, first: int) -> None:
        self.report, self.cleaning, self.first = report, cleaning, first
        left = [f for f in cleaning.left if not f.silenced]
        self.silenced = len(cleaning.left) - len(left)
        self.applied = (*cleaning.applied, *_gone(report, cleaning))
        self.findings: Sequence[Finding] = (*self.applied, *left)
        # The number of a finding, and of the link that shows its place, by its index.
        self.numbers: dict[int, int] = {}
        self.anchors: dict[int, int] = {}
        self.text = self._text(left)

    def group(self, n: int) -> str:
        """What became of a finding: its fix is MADE, it is OFFERED, or a PERSON has to decide."""
        if n < len(self.applied):
            return MADE
        offered = self.findings[n].state in (State.FIXABLE, State.UNSAFE)
        return OFFERED if offered else PERSON

    def safety(self, n: int) -> str:
        """Whether its fix is SAFE or UNSAFE, or NEEDS a person because there is none to make."""
        fix = self.findings[n].fix
        if fix is None or self.group(n) == PERSON:
            return NEEDS
        return UNSAFE if fix.safety is Safety.UNSAFE else SAFE

    @cached_property
    def groups(self) -> "Counter[str]":
        """How many findings there are of each group."""
        return Counter(map(self.group, range(len(self.findings))))

    @cached_property
    def safeties(self) -> "Counter[str]":
        """How many there are of each safety."""
        return Counter(map(self.safety, range(len(self.findings))))

    @cached_property
    def families(self) -> "dict[str, Counter[str]]":
        """How many there are of each group, by family."""
        table: dict[str, Counter[str]] = {}
        for n, finding in enumerate(self.findings):
            table.setdefault(family(finding), Counter())[self.group(n)] += 1
        return table

    def _text(self, left: Sequence[Finding]) -> str:
        """The lines, each change as <del> and <ins>."""
        made = self.cleaning
        found = inline.shortened(inline.pieces(made, self.applied, left), len(made.before))
        rows, blank, blanks = [], False, False
        for line in inline.lines(self._numbered(found), made.before, made.after):
            content = "".join(self._pieces(line.pieces))
            if content.strip():
                apart = ' class="apart"' if blank else ""
                rows.append(f'<p dir="auto"{apart} data-l="{_places(line)}">{content}</p>\n')
            blank = not content.strip()
            blanks |= blank
        if not rows:
            rows.append('<p class="note">The text is empty.</p>')
        rest = len(self.findings) - len(self.numbers)
        if rest:
            rows.append(
                f'<p class="note">The text goes on: {count(rest, "more finding")} of '
                f"{len(self.findings):,} would be too much for one page. The JSON report has them "
                "all.</p>"
            )
        # Where no blank lines part the paragraphs, each line is one.
        return f'<div class="text{"" if blanks else " each"}">\n{"".join(rows)}</div>'

    def _numbered(self, found: Iterator[Piece]) -> Iterator[Piece]:
        """The pieces, until there are too many findings; those met are numbered."""
        for piece in found:
            new = [n for n in piece.about if n not in self.numbers]
            if len(self.numbers) + len(new) > MOST_FINDINGS:
                return
            for n in new:
                self.numbers[n] = self.first + len(self.numbers)
            yield piece

    def _pieces(self, pieces: Sequence[Piece]) -> Iterator[str]:
        at = 0
        while at < len(pieces):
            piece, at = pieces[at], at + 1
            if not piece.about:
                yield _unmarked(piece)
                continue
            together = [piece]
            while at < len(pieces) and pieces[at].kind == IN and pieces[at].edit == piece.edit:
                together.append(pieces[at])
                at += 1
            yield self._link(together)

    def _link(self, pieces: Sequence[Piece]) -> str:
        """A change, or a place that a finding is about, as a link to its entry."""
        about = list(dict.fromkeys(n for piece in pieces for n in piece.about))
        first, anchor = about[0], ""
        new = [n for n in about if n not in self.anchors]
        if new:
            anchor = f' id="m{self.numbers[new[0]]}"'
            self.anchors |= dict.fromkeys(new, self.numbers[new[0]])
        kind = "change"
        if pieces[0].kind in (KEPT, POINT):
            first = about[-1]  # The narrowest of those that overlap here.
            kind = self.safety(first) + (" point" if pieces[0].kind == POINT else "")
        numbers = " ".join(str(self.numbers[n]) for n in about)
        inner = "".join(map(_inner, pieces))
        return (
            f'<a{anchor} class="{kind}" href="#f{self.numbers[first]}" data-f="{numbers}">'
            f"{inner}</a>"
        )


def _gone(report: Report, cleaning: Cleaning) -> list[Finding]:
    """What was found and is not told of as fixed or left, because another fix takes it away. A
    cleaning speaks of the fixes made, a check of all that was found."""
    if report.cleaning:
        return []
    back = Revision.of(cleaning.before, cleaning.edits).back
    known = {(f.rule, f.span) for f in cleaning.applied}
    known |= {(f.rule, back(f.span)) for f in cleaning.left}
    return [f for f in report.findings if not f.silenced and (f.rule, f.span) not in known]


def family(finding: Finding) -> str:
    """The family of the rule that found it."""
    return finding.rule.partition("/")[0]


def _places(line: Line) -> str:
    """The number of a line, and its new one if that is another."""
    if line.old is None:
        return f"+{line.new}"
    return f"{line.old}" if line.new in (None, line.old) else f"{line.old}→{line.new}"


def _unmarked(piece: Piece) -> str:
    if piece.kind == GAP:
        return f'<i class="gap">… {piece.text} characters without findings …</i>'
    if piece.kind == KEPT:
        return prose(LINE_END.sub("", piece.text))
    return _inner(piece)


def _inner(piece: Piece) -> str:
    # Of words the line end goes without saying; where white space is all there is, it is shown.
    text = LINE_END.sub("", piece.text) if piece.text.strip() else piece.text
    shown = laid_bare(text)
    if piece.kind == OUT:
        return f"<del>{shown}</del>"
    return f"<ins>{shown}</ins>" if piece.kind == IN else shown
