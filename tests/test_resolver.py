"""Which fixes go together, whatever the findings."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from cleanup.document import Span
from cleanup.findings import Edit, Finding, Fix, Safety, Severity
from cleanup.resolver import FAMILIES, _Field, in_order, resolve
from cleanup.revision import Revision

TEXT = "abcdefghij" * 8
RANKS = {Safety.SAFE: 0, Safety.UNSAFE: 1, Safety.DISPLAY: 2}


@st.composite
def fixes(draw: st.DrawFn) -> Fix:
    """One to three edits; each begins behind the end of the one before, so none touch."""
    edits, at = [], draw(st.integers(0, 30))
    for _ in range(draw(st.integers(1, 3))):
        length = draw(st.integers(0, 5))
        edits.append(Edit(Span(at, at + length), draw(st.sampled_from(["", "", "x", "yz"]))))
        at += length + draw(st.integers(1, 6))
    return Fix(tuple(edits), draw(st.sampled_from(Safety)))


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    family = draw(st.sampled_from(["encoding", "boilerplate", "quotes", "calques", "our-own"]))
    start = draw(st.integers(0, 30))
    return Finding(
        rule=f"{family}/{draw(st.sampled_from('ab'))}",
        span=Span(start, start + draw(st.integers(0, 8))),
        message="m",
        severity=Severity.WARNING,
        mqm="",
        fixes=tuple(draw(st.lists(fixes(), max_size=2))),
        refused=draw(st.sampled_from([None, None, None, "too much"])),
    )


# Many with one fix: of these the resolver has to choose.
@st.composite
def one_fix(draw: st.DrawFn) -> Finding:
    found = draw(findings())
    return Finding(
        found.rule, found.span, "m", found.severity, "", (), (draw(fixes()),), found.refused
    )


several = st.lists(st.one_of(one_fix(), one_fix(), findings()), max_size=12)


def allow(finding: Finding) -> bool:
    return not finding.refused and finding.fix is not None and finding.fix.safety != "display"


def deletes(edit: Edit) -> bool:
    return not edit.replacement and len(edit.span) > 0


def clash(one: Edit, other: Edit) -> bool:
    """Overlapping or touching; deletions may touch."""
    a, b = one.span, other.span
    if deletes(one) and deletes(other):
        return a.start < b.end and b.start < a.end
    return a.start <= b.end and b.start <= a.end


def against(one: Finding, other: Finding) -> bool:
    assert one.fix
    assert other.fix
    return any(clash(a, b) for a in one.fix.edits for b in other.fix.edits)


@given(several)
def test_the_edits_chosen_are_disjoint_and_only_deletions_touch(found: list[Finding]) -> None:
    resolution = resolve(found, allow)
    assert not any(clash(a, b) for a, b in combinations(resolution.edits, 2))
    assert list(resolution.edits) == sorted(resolution.edits)
    Revision.of(TEXT, resolution.edits)


@given(several)
def test_each_fix_is_applied_whole_or_not_at_all(found: list[Finding]) -> None:
    resolution = resolve(found, allow)
    whole = [edit for f in resolution.applied if f.fix for edit in f.fix.edits]
    assert sorted(whole) == list(resolution.edits)


@given(several, st.randoms(use_true_random=False))
def test_the_order_of_the_findings_does_not_matter(found: list[Finding], random) -> None:
    assert resolve(random.sample(found, len(found)), allow) == resolve(found, allow)


@given(several)
def test_every_finding_that_may_be_applied_is_applied_or_waits(found: list[Finding]) -> None:
    resolution = resolve(found, allow)
    settled = [*resolution.applied, *(f for f, _ in resolution.waiting)]
    assert len(settled) == len(set(settled))
    assert set(settled) == {f for f in found if allow(f)}


@given(several)
def test_what_waits_waits_for_a_finding_that_is_applied_and_stands_against_it(
    found: list[Finding],
) -> None:
    resolution = resolve(found, allow)
    for finding, winner in resolution.waiting:
        assert winner in resolution.applied
        assert against(finding, winner)


@given(several)
def test_nothing_waits_for_what_is_less_safe_or_comes_later(found: list[Finding]) -> None:
    for finding, winner in resolve(found, allow).waiting:
        assert finding.fix
        assert winner.fix
        assert RANKS[winner.fix.safety] <= RANKS[finding.fix.safety]
        assert in_order([finding, winner]) == [winner, finding]


@given(several)
def test_a_finding_against_which_nothing_stands_is_applied(found: list[Finding]) -> None:
    wanted = list(dict.fromkeys(f for f in found if allow(f)))
    applied = resolve(found, allow).applied
    for finding in wanted:
        if not any(against(finding, other) for other in wanted if other != finding):
            assert finding in applied


@given(st.lists(one_fix(), max_size=12))
def test_the_field_is_as_small_as_the_number_of_edits_however_long_they_are(
    found: list[Finding],
) -> None:
    far = 1_000_000
    edits = [
        Edit(Span(e.span.start * far, e.span.end * far), e.replacement)
        for f in found
        if f.fix
        for e in f.fix.edits
    ]
    field = _Field(edits)
    for owner, edit in enumerate(edits):
        if field.owner(edit) is None:
            field.take(edit, owner)
    assert max(len(field.held), len(field.shared), len(field.owners)) <= 4 * len(edits)


def finding(rule: str, *edits: tuple[int, int, str], safety: Safety = Safety.SAFE) -> Finding:
    made = tuple(Edit(Span(start, end), new) for start, end, new in edits)
    span = Span(edits[0][0], edits[-1][1])
    return Finding(rule, span, "m", Severity.WARNING, "", (), (Fix(made, safety),))


def test_the_safer_fix_goes_first_whatever_its_family() -> None:
    safe = finding("calques/a", (3, 6, "x"))
    unsafe = finding("encoding/a", (5, 8, "y"), safety=Safety.UNSAFE)
    assert resolve([unsafe, safe], allow).applied == (safe,)
    assert resolve([unsafe, safe], allow).waiting == ((unsafe, safe),)


def test_of_two_safe_fixes_the_one_of_the_earlier_family_goes_first() -> None:
    for early, late in pairwise(FAMILIES):
        first, second = finding(f"{early}/z", (3, 6, "x")), finding(f"{late}/a", (1, 4, "y"))
        assert resolve([second, first], allow).applied == (first,)


def test_a_family_that_is_not_in_the_list_comes_last() -> None:
    ours, theirs = finding("our-own/a", (0, 4, "x")), finding(f"{FAMILIES[-1]}/z", (3, 6, "y"))
    assert resolve([ours, theirs], allow).applied == (theirs,)


def test_the_leftmost_and_then_the_longest_goes_first() -> None:
    left, right = finding("quotes/z", (1, 4, "x")), finding("quotes/a", (3, 9, "y"))
    assert resolve([right, left], allow).applied == (left,)
    long, short = finding("quotes/z", (1, 6, "x")), finding("quotes/a", (1, 4, "y"))
    assert resolve([short, long], allow).applied == (long,)


def test_lines_one_below_the_other_are_deleted_together() -> None:
    one, two = finding("boilerplate/a", (0, 5, "")), finding("boilerplate/b", (5, 9, ""))
    assert resolve([one, two], allow).edits == (Edit(Span(0, 5), ""), Edit(Span(5, 9), ""))


def test_an_insertion_beside_a_deletion_waits() -> None:
    gone, put = finding("quotes/a", (0, 5, "")), finding("spacing/a", (5, 5, " "))
    assert resolve([put, gone], allow).waiting == ((put, gone),)


def test_a_fix_that_waits_with_one_edit_waits_with_all() -> None:
    both = finding("splices/a", (0, 1, "x"), (8, 9, "y"))
    one = finding("quotes/a", (8, 9, "z"))
    assert resolve([both, one], allow).edits == one.fix.edits
