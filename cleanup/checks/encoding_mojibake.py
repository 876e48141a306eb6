"""Mojibake: text in UTF-8 that was read as if it were in an encoding of one byte a character.

Every character beyond ASCII has then become two to four others. The way back is exact: these
characters as bytes, and the bytes as UTF-8. What is hard is to tell whether characters that *can*
be read so *are* damage. Which neighbours no right text has is ftfy's knowledge (`ftfy.badness`);
what is asked for beyond it stands in `encoding_proof`.

A line is read as ftfy reads it: if everything in it beyond ASCII is UTF-8 in one encoding, and some
of it surely damage, then all of it is; otherwise only what is damage by itself. What comes out is
read again, since some texts went through this twice.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..document import Document, Span, lines
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from .encoding_about import about_characters
from .encoding_proof import C1, Bad, clashes, sure
from .encoding_tables import IN_CHINESE, LOST_END, TABLES, Guise, in_chinese

_LEVELS = 4
# Code points of a line that is read as a whole, and how much of a longer one around a place.
_LONG, _AROUND = 10_000, 2_000
# Where it may be cut: at a space that is surely none of a damaged character, else at any.
_BREAK, _SPACE = lazy(r"(?<=[!-~]) (?=[!-~])"), lazy(r" (?! )")
# An à without its second half, where the word shows that it is one.
_SPACED = r"(?<=[a-zß-ÿ])Ã (?=\w)|(?<![^\s(\"“])Ã l(?:a |es |[’'])"
_ANY = "|".join([*(t.trigger for t in TABLES), LOST_END, IN_CHINESE, C1.pattern, _SPACED])
# All begin beyond ASCII: what does not is done with at once.
_WILD = lazy(rf"(?=[^\x00-\x7f])(?:{_ANY})")


@looks_for(_WILD)
def mojibake(document: Document, rule: Rule) -> Iterator[Finding]:
    """Characters beyond ASCII in the guise of several others, with what they were."""
    text, read_to = document.text, -1
    for m in matches(document, _WILD):
        if m.start() < read_to:
            continue
        line = _part(text, document.view(lines).around(m.start()), m.start(), read_to)
        read_to = line.end
        for start, end, new, known in repairs(text[line.start : line.end]):
            span = Span(line.start + start, line.start + end)
            shown = new if new.isprintable() and new.strip() else ascii(new)[1:-1]
            yield rule.finding(
                span,
                (Edit(span, new),),
                safety=None if known and not document.view(about_characters) else Safety.UNSAFE,
                text=text[span.start : span.end],
                new=shown,
            )


def _part(text: str, line: Span, at: int, read_to: int) -> Span:
    """The line, or of a long one the words around a place, from where it has been read to."""
    if len(line) <= _LONG:
        return line
    low, high = max(line.start, at - _AROUND), min(line.end, at + _AROUND)
    before = _BREAK.search(text, low, at)
    behind = _BREAK.search(text, high, high + _LONG) or _SPACE.search(text, high, line.end)
    start = before.end() if before else low
    return Span(max(start, read_to), min(behind.start(), line.end) if behind else line.end)


def repairs(line: str) -> Iterator[tuple[int, int, str, bool]]:
    """The places of a line that are mojibake, what each was, and whether no other reading fits."""
    # Every character, where in the line what it was read from begins and ends, and whether it is
    # known.
    read = [(c, at, at + 1, True) for at, c in enumerate(line)]
    unique = True
    for level in range(_LEVELS):
        text = "".join([one[0] for one in read])
        step, alone = _step(text, level)
        if not (step := step or _controls(text, level)):
            break
        unique &= alone
        after, at = [], 0
        for guise in step:
            after += read[at : guise.start]
            first, last = read[guise.start], read[guise.end - 1]
            after += [(c, first[1], last[2], guise.known) for c in guise.reading]
            at = guise.end
        read = after + read[at:]
    for (same, known), group in groupby(
        read, key=lambda one: (line[one[1] : one[2]] == one[0], one[3])
    ):
        if not same:
            run = list(group)
            yield run[0][1], run[-1][2], "".join([one[0] for one in run]), known and unique


def _step(text: str, level: int) -> tuple[list[Guise], bool]:
    """One level of mojibake taken off: what is read as what, in order, and whether that is the only
    way to read it."""
    if guises := list(in_chinese(text)):
        return guises, True
    bad = Bad(text)
    whole: list[list[Guise]] = []
    part: list[Guise] = []
    others: dict[int, str] = {}
    unique = True
    for table in TABLES:
        loose = list(table.guises(text, loose=True))
        if _covers(text, loose) and any(sure(text, r, bad, table, level) for r in _runs(loose)):
            whole.append(loose)
            continue
        runs = _runs(table.guises(text))
        found = [g for run in runs if sure(text, run, bad, table, level) for g in run]
        for guise in found:
            unique &= others.setdefault(guise.start, guise.reading) == guise.reading
        if len(found) > len(part):
            part = sorted([*found, *_spaced(text, loose, found)])
    if not whole:
        return part, unique
    amiss = [sum(clashes(text, guise) for guise in one) for one in whole]
    best = [one for one, clash in zip(whole, amiss, strict=True) if clash == min(amiss)]
    return best[0], all(one == best[0] for one in best)


def _spaced(text: str, loose: list[Guise], found: list[Guise]) -> Iterator[Guise]:
    """An à that lost its second half: plain enough in a line that is damaged elsewhere."""
    taken = {guise.start for guise in found}
    for guise in loose:
        if (
            guise.reading == "à"
            and guise.start not in taken
            and " " in text[guise.start : guise.start + 2]
        ):
            yield guise


def _runs(guises: Iterable[Guise]) -> Iterator[list[Guise]]:
    """Guises that stand side by side, together."""
    run: list[Guise] = []
    for guise in guises:
        if run and guise.start > run[-1].end:
            yield run
            run = []
        run.append(guise)
    if run:
        yield run


def _covers(text: str, guises: list[Guise]) -> bool:
    """Whether all that is beyond ASCII in the text lies in them."""
    return _beyond("".join([text[g.start : g.end] for g in guises])) == _beyond(text)


def _beyond(text: str) -> int:
    """How many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _controls(text: str, level: int) -> list[Guise]:
    """Control characters that are marks in Windows-1252; they are no characters of any text."""
    found = []
    for m in C1.finditer(text):
        try:
            reading = m[0].encode("latin-1").decode("cp1252")
        except UnicodeDecodeError:
            continue
        found.append(Guise(*m.span(), reading))
    # In a text that is right otherwise it may be a line end, as some computers write it.
    alone = level == 0 and all(text[g.start] == "\u0085" for g in found)
    return [] if alone else found
