"""Edits turned into a text, and the way back."""

import itertools
from collections.abc import Iterable
from typing import NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup import revision as revision_module
from cleanup.document import Span
from cleanup.findings import Edit
from cleanup.revision import Revision


class Piece(NamedTuple):
    """Text that stays, then text that goes (or nothing) and what comes in its place."""

    kept: str
    old: str
    new: str


letters = st.text(alphabet="ab\n ”é\ud800😀", max_size=4)
some_letters = st.text(alphabet="ab\n ”é\ud800😀", min_size=1, max_size=4)


@st.composite
def disjoint(draw: st.DrawFn, over: str | None = None) -> list[Piece]:
    """Edits that never touch, but for a deletion right behind a deletion, and the text between.

    They are drawn as pieces, so that they are disjoint from the start. With `over`, the pieces
    are cut out of that text.
    """
    left = over

    def cut(pieces: st.SearchStrategy[str], least: int) -> str | None:
        nonlocal left
        if left is None:
            return draw(pieces)
        if len(left) < least:
            return None
        length = draw(st.integers(least, max(least, min(4, len(left)))))
        taken, left = left[:length], left[length:]
        return taken

    found: list[Piece] = []
    for _ in range(draw(st.integers(0, 6))):
        deletion = bool(found) and bool(found[-1].old) and not found[-1].new
        if deletion and draw(st.booleans()):
            old = cut(some_letters, 1)
            if old is None:
                break
            found.append(Piece("", old, ""))
            continue
        kept = cut(some_letters, 1)
        if kept is None:
            break
        old = cut(letters, 0) or ""
        found.append(Piece(kept, old, draw(letters)))
    rest = draw(letters) if left is None else left
    return [*found, Piece(rest, "", "")]


def text_of(pieces: list[Piece]) -> str:
    return "".join(p.kept + p.old for p in pieces)


def edits_of(pieces: list[Piece]) -> list[Edit]:
    edits, at = [], 0
    for piece in pieces[:-1]:
        at += len(piece.kept)
        edits.append(Edit(Span(at, at + len(piece.old)), piece.new))
        at += len(piece.old)
    return edits


def applied(text: str, edits: list[Edit]) -> str:
    """The plainest way: from the last edit to the first, so that no offset moves."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def then(revision: Revision, edits: Iterable[Edit]) -> Revision:
    """A revision followed by edits of what came out, as the cleaner joins its passes."""
    return Revision.of(revision.before, revision.joined(edits))


@st.composite
def two_rounds(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    first = draw(disjoint())
    between = applied(text_of(first), edits_of(first))
    return text_of(first), edits_of(first), edits_of(draw(disjoint(between)))


@pytest.mark.parametrize("long", [100_000, 3])
@given(disjoint())
def test_a_revision_is_what_applying_its_edits_one_by_one_gives(
    long: int, pieces: list[Piece]
) -> None:
    text, edits = text_of(pieces), edits_of(pieces)
    with patch.object(revision_module, "_LONG", long):
        revision = Revision.of(text, edits)
    assert revision.before == text
    assert revision.after == applied(text, edits)
    assert revision.after == "".join(p.kept + p.new for p in pieces)


@given(disjoint(), st.randoms(use_true_random=False))
def test_the_order_in_which_edits_are_given_does_not_matter(pieces: list[Piece], random) -> None:
    text, edits = text_of(pieces), edits_of(pieces)
    shuffled = random.sample(edits, len(edits))
    assert Revision.of(text, shuffled) == Revision.of(text, edits)


@given(disjoint())
def test_places_outside_edits_map_back_exactly(pieces: list[Piece]) -> None:
    revision = Revision.of(text_of(pieces), edits_of(pieces))
    before = after = 0
    for piece in pieces:
        for start in range(len(piece.kept)):
            for end in range(start + 1, len(piece.kept) + 1):
                span = revision.back(Span(after + start, after + end))
                assert span == Span(before + start, before + end)
        for at in range(1, len(piece.kept)):
            assert revision.back(Span(after + at, after + at)) == Span(before + at, before + at)
        before += len(piece.kept) + len(piece.old)
        after += len(piece.kept) + len(piece.new)


@given(disjoint())
def test_places_inside_a_replacement_map_back_to_all_that_was_replaced(
    pieces: list[Piece],
) -> None:
    revision = Revision.of(text_of(pieces), edits_of(pieces))
    before = after = 0
    for piece in pieces:
        before, after = before + len(piece.kept), after + len(piece.kept)
        replaced = Span(before, before + len(piece.old))
        for start in range(len(piece.new)):
            for end in range(start + 1, len(piece.new) + 1):
                assert revision.back(Span(after + start, after + end)) == replaced
            assert revision.back(Span(after + start, after + start)).within(replaced)
        before, after = before + len(piece.old), after + len(piece.new)


@given(two_rounds())
def test_the_way_back_keeps_the_order_of_places(rounds) -> None:
    text, first, second = rounds
    for revision in (Revision.of(text, first), then(Revision.of(text, first), second)):
        size = len(revision.after)
        points = [revision.back(Span(at, at)) for at in range(size + 1)]
        assert points == sorted(points)
        assert all(p.end <= len(text) for p in points)
        letters_ = [revision.back(Span(at, at + 1)) for at in range(size)]
        assert all(a.start <= b.start and a.end <= b.end for a, b in pairs(letters_))
        for start in range(size):
            wide = revision.back(Span(start, size))
            assert all(letter.within(wide) for letter in letters_[start:])


def pairs(items: list[Span]) -> list[tuple[Span, Span]]:
    return list(itertools.pairwise(items))


@given(two_rounds())
def test_two_rounds_of_edits_make_one_revision(rounds) -> None:
    text, first, second = rounds
    total = then(Revision.of(text, first), second)
    assert total.before == text
    assert total.after == Revision.of(Revision.of(text, first).after, second).after
    assert total.after == applied(text, list(total.edits))
    for left, right in zip(total.edits, total.edits[1:], strict=False):
        assert left.span.end < right.span.start, "edits that touch were not joined"
    assert all(text[e.span.start : e.span.end] != e.replacement for e in total.edits)


@given(two_rounds())
def test_after_two_rounds_what_was_never_edited_maps_back_to_itself(rounds) -> None:
    text, first, second = rounds
    total = then(Revision.of(text, first), second)
    new = {
        at
        for start, edit in zip(total.starts, total.edits, strict=True)
        for at in range(start, start + len(edit.replacement))
    }
    for at in range(len(total.after)):
        if at not in new:
            span = total.back(Span(at, at + 1))
            assert text[span.start : span.end] == total.after[at]


@given(two_rounds())
def test_a_round_that_takes_back_the_one_before_leaves_no_edits(rounds) -> None:
    text, first, _ = rounds
    revision = Revision.of(text, first)
    back = [
        Edit(Span(start, start + len(e.replacement)), text[e.span.start : e.span.end])
        for start, e in zip(revision.starts, revision.edits, strict=True)
    ]
    # Deletions side by side leave one place, at which their texts come back together.
    at_one_place: dict[Span, str] = {}
    for edit in back:
        at_one_place[edit.span] = at_one_place.get(edit.span, "") + edit.replacement
    total = then(revision, (Edit(span, words) for span, words in at_one_place.items()))
    assert total.after == text
    assert total.edits == ()


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap at 2"):
        Revision.of("abcd", [Edit(Span(0, 3), ""), Edit(Span(2, 4), "")])


def test_an_insertion_stands_before_an_edit_that_begins_at_its_place() -> None:
    revision = Revision.of("abc", [Edit(Span(1, 2), "B"), Edit(Span(1, 1), "-")])
    assert revision.after == "a-Bc"


def test_a_revision_without_edits_is_the_text_itself() -> None:
    revision = Revision.of("abc")
    assert revision.after == "abc"
    assert revision.back(Span(1, 3)) == Span(1, 3)
    assert then(revision, [Edit(Span(0, 1), "x")]).after == "xbc"
