"""Texts cleaned by rules made for the purpose: passes, removals, rules that fight."""

import itertools
import string

import pytest
from fake_checks import rule
from hypothesis import given
from hypothesis import strategies as st

import cleanup
from cleanup.checker import Limits
from cleanup.cleaner import MOST_PASSES, Cleaning, FightingRulesError, clean
from cleanup.document import Document, Span
from cleanup.findings import Edit, Safety
from cleanup.removal import FEWEST_WORDS_LEFT
from cleanup.revision import Revision
from cleanup.rulebook import Rule
from cleanup.segments import WORD
from cleanup.settings import Settings

LETTERS = "abcdefgh"
FAMILIES = ("encoding", "boilerplate", "quotes", "spacing", "calques", "our-own")


def cleaned(text: str, *rules: Rule, unsafe: bool = False, max_removed: float = 0.3) -> Cleaning:
    return clean(Document(text), rules, Limits(max_removed), unsafe=unsafe)


@st.composite
def settling(draw: st.DrawFn) -> list[Rule]:
    """Rules that must settle: each makes its text shorter, or of the same length and smaller."""
    rules = []
    for number in range(draw(st.integers(1, 5))):
        old = draw(st.text(LETTERS, min_size=1, max_size=3))
        if draw(st.booleans()):
            new = draw(st.text(LETTERS, max_size=len(old) - 1))
        else:
            at = draw(st.integers(0, len(old) - 1))
            lower = LETTERS[: LETTERS.index(old[at])]
            new = old[:at] + draw(st.sampled_from(lower)) + old[at + 1 :] if lower else ""
        rule_id = f"{draw(st.sampled_from(FAMILIES))}/r{number}"
        safety = draw(st.sampled_from(Safety))
        rules.append(rule(rule_id, old, new, safety=safety))
    return rules


several = st.one_of(
    settling(),
    settling().map(
        lambda rules: [
            *rules,
            rule("splices/swap-ends", check="fake_checks:swap_ends"),
            rule("splices/two", check="fake_checks:two_candidates"),
        ]
    ),
)
texts = st.text(LETTERS + "<>? \n\ud800", max_size=24)


@given(texts, several, st.booleans())
def test_cleaning_a_cleaned_text_changes_nothing(
    text: str, rules: list[Rule], unsafe: bool
) -> None:
    once = cleaned(text, *rules, unsafe=unsafe)
    twice = cleaned(once.after, *rules, unsafe=unsafe)
    assert twice.after == once.after
    assert twice.applied == twice.edits == ()
    assert twice.found == once.left


@given(texts, several, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_the_rules_does_not_matter(
    text: str, rules: list[Rule], unsafe: bool, random
) -> None:
    shuffled = random.sample(rules, len(rules))
    assert cleaned(text, *shuffled, unsafe=unsafe) == cleaned(text, *rules, unsafe=unsafe)


@given(texts, several, st.booleans())
def test_the_edits_are_the_whole_change(text: str, rules: list[Rule], unsafe: bool) -> None:
    cleaning = cleaned(text, *rules, unsafe=unsafe)
    assert cleaning.before == text
    assert Revision.of(text, cleaning.edits).after == cleaning.after
    assert bool(cleaning.edits) == (cleaning.after != text)


@given(texts, several, st.booleans())
def test_what_was_applied_lies_in_the_old_text_and_what_is_left_in_the_new(
    text: str, rules: list[Rule], unsafe: bool
) -> None:
    cleaning = cleaned(text, *rules, unsafe=unsafe)
    there = [f.span for f in cleaning.applied] + [f.span for f, _ in cleaning.waited]
    there += [e.span for f in cleaning.applied for fix in f.fixes for e in fix.edits]
    assert all(span.end <= len(text) for span in there)
    assert all(f.span.end <= len(cleaning.after) for f in cleaning.left)
    may = {Safety.SAFE, Safety.UNSAFE} if unsafe else {Safety.SAFE}
    assert all(f.fix and f.fix.safety in may for f in cleaning.applied)
    assert not any(f.state == "fixable" or (unsafe and f.state == "unsafe") for f in cleaning.left)


@given(texts, several)
def test_only_what_waits_is_neither_applied_nor_left(text: str, rules: list[Rule]) -> None:
    cleaning = cleaned(text, *rules)
    fixable = [f for f in cleaning.found if f.state == "fixable"]
    waited = {f for f, _ in cleaning.waited}
    assert all(f in cleaning.applied or f in waited for f in fixable)
    assert bool(cleaning.applied) == bool(fixable)


def test_places_are_mapped_back_through_all_passes() -> None:
    second_pass = rule("quotes/b", r"\Aab c", "ab-c")
    cleaning = cleaned("xx ab cd", rule("encoding/a", "xx ", ""), second_pass)
    assert cleaning.after == "ab-cd"
    first, second = cleaning.applied
    assert (first.rule, first.span) == ("encoding/a", Span(0, 3))
    assert (second.rule, second.span) == ("quotes/b", Span(3, 7))
    assert [f.rule for f in cleaning.found] == ["encoding/a"]


def test_what_waits_is_told_with_the_rule_that_it_waits_for() -> None:
    cleaning = cleaned("a b", rule("encoding/a", "a ", "c"), rule("quotes/b", "b", "d"))
    assert cleaning.after == "cd"
    ((finding, winner),) = cleaning.waited
    assert (finding.rule, finding.span, winner) == ("quotes/b", Span(2, 3), "encoding/a")


def test_a_fix_of_several_edits_is_made_whole() -> None:
    cleaning = cleaned("a <b> c", rule("quotes/ends", check="fake_checks:swap_ends"))
    assert cleaning.after == "a (b) c"
    assert cleaning.edits == (Edit(Span(2, 3), "("), Edit(Span(4, 5), ")"))


def test_of_several_candidates_none_is_chosen() -> None:
    cleaning = cleaned("so?", rule("quotes/two", check="fake_checks:two_candidates"), unsafe=True)
    assert cleaning.after == "so?"
    assert [f.state for f in cleaning.left] == ["candidates"]


def test_rules_that_undo_each_other_are_named() -> None:
    one, other = rule("quotes/one", "a", "b"), rule("spacing/other", "b", "a")
    with pytest.raises(FightingRulesError, match=r"quotes/one, spacing/other; ignore") as caught:
        cleaned("xax", one, other)
    assert caught.value.rules == ("quotes/one", "spacing/other")


@given(st.integers(2, 8), st.integers(0, 6))
def test_of_rules_that_go_in_a_circle_all_are_named_and_no_others(size: int, before: int) -> None:
    circle = string.ascii_lowercase[:size]
    fighting = [
        rule(f"quotes/{a}", a, b) for a, b in zip(circle, circle[1:] + circle[0], strict=True)
    ]
    # Rules that lead into the circle and have no part in it.
    way = string.ascii_lowercase[20 : 20 + before] + circle[0]
    leading = [rule(f"spacing/{a}", a, b) for a, b in itertools.pairwise(way)]
    with pytest.raises(FightingRulesError) as caught:
        cleaned(way[0], *fighting, *leading)
    assert caught.value.rules == tuple(sorted(r.id for r in fighting))


def test_rules_that_make_a_text_grow_for_ever_are_named() -> None:
    with pytest.raises(FightingRulesError) as caught:
        cleaned("b a", rule("quotes/grows", "a", "aa"), rule("quotes/once", "b", "c"))
    assert caught.value.rules == ("quotes/grows",)


def test_rules_that_make_each_other_grow_are_all_named() -> None:
    rules = [rule(f"quotes/{a}", rf"{a}\Z", f"x{b}") for a, b in ("ab", "bc", "ca")]
    with pytest.raises(FightingRulesError) as caught:
        cleaned("a", *rules)
    assert caught.value.rules == ("quotes/a", "quotes/b", "quotes/c")


def test_a_rule_whose_fix_changes_nothing_is_named() -> None:
    with pytest.raises(FightingRulesError) as caught:
        cleaned("so it is", rule("quotes/same", check="fake_checks:no_change"))
    assert caught.value.rules == ("quotes/same",)


def test_a_pattern_that_also_matches_what_is_right_leaves_it_alone() -> None:
    cleaning = cleaned("teh the", rule("quotes/the", "teh|the", "the"))
    assert cleaning.after == "the the"
    assert cleaning.left == ()


def test_rules_that_need_many_passes_but_settle_are_no_error() -> None:
    assert cleaned("a" * (MOST_PASSES - 1), rule("quotes/one", r"a\Z", "")).after == ""


# Lines of ten words; those that begin with a sign go.
WEAK = rule("boilerplate/weak", r"\n%[^\n]*", "", removes="weak")
LABELLED = rule("boilerplate/labelled", r"\n&[^\n]*", "", removes="labelled")
UNSURE = rule("boilerplate/unsure", r"\n=[^\n]*", "", removes="weak", safety=Safety.UNSAFE)
REMOVING = (WEAK, LABELLED, UNSURE)
TEN = "one two three four five six seven eight nine ten"


def lines(signs: str) -> str:
    return TEN + "".join(f"\n{sign.strip()}{TEN}" for sign in signs)


def words(text: str) -> int:
    return len(WORD.findall(text))


@given(
    st.text("  %&=", max_size=14),
    st.sampled_from([0.0, 0.05, 0.3, 1.0]),
    st.booleans(),
)
def test_a_removal_keeps_both_limits_and_is_not_taken_up_again(
    signs: str, max_removed: float, unsafe: bool
) -> None:
    text = lines(signs)
    once = cleaned(text, *REMOVING, unsafe=unsafe, max_removed=max_removed)
    twice = cleaned(once.after, *REMOVING, unsafe=unsafe, max_removed=max_removed)
    assert twice.after == once.after
    gone = sum(words(r.text) for r in once.removed if r.rule != LABELLED.id)
    assert gone <= max_removed * words(text)
    if once.removed:
        assert words(once.after) >= FEWEST_WORDS_LEFT
    assert words(text) == words(once.after) + sum(words(r.text) for r in once.removed)


@given(st.text("  %&=", max_size=14), st.sampled_from([0.05, 0.3, 1.0]))
def test_unsafe_removals_never_speak_against_safe_ones(signs: str, max_removed: float) -> None:
    without = cleaned(lines(signs), WEAK, LABELLED, max_removed=max_removed)
    safe = cleaned(lines(signs), *REMOVING, max_removed=max_removed)
    assert safe.removed == without.removed


def test_safe_and_unsafe_removals_that_are_made_together_are_judged_together() -> None:
    text = lines("       %===")
    assert len(cleaned(text, *REMOVING).removed) == 1
    refused = cleaned(text, *REMOVING, unsafe=True)
    assert refused.after == text
    assert "33% of the words would go, more than 30%" in str(refused.left[0].refused)


def test_what_goes_on_weak_evidence_is_at_most_a_share_of_the_words() -> None:
    text = lines("       %%%")
    assert len(cleaned(text, WEAK, max_removed=0.3).removed) == 3 * (words(text) * 0.3 >= 30)
    refused = cleaned(text, WEAK, max_removed=0.2)
    assert refused.after == text
    assert [f.state for f in refused.left] == ["refused"] * 3
    assert "27% of the words would go, more than 20%" in str(refused.left[0].refused)


def test_what_goes_behind_a_label_has_no_share_but_leaves_fifty_words() -> None:
    many = lines("    " + "&" * 20)
    assert words(cleaned(many, LABELLED, max_removed=0.05).after) == FEWEST_WORDS_LEFT
    too_many = lines("   " + "&" * 20)
    kept = cleaned(too_many, LABELLED)
    assert kept.after == too_many
    assert "only 40 words would be left, fewer than 50" in str(kept.left[0].refused)


def test_a_removal_is_reported_whole_with_its_place_in_the_old_text() -> None:
    head = rule("boilerplate/head", r"\n(?P<mark>%one)[^\n]*", "", removes="weak")
    text = f"xx {lines('          ')}\n%{TEN}\n"
    cleaning = cleaned(text, head, rule("encoding/xx", "xx ", ""))
    (removal,) = cleaning.removed
    assert removal.text == f"%{TEN}"
    assert text[removal.span.start : removal.span.end] == removal.text
    assert removal.rule == "boilerplate/head"


def test_of_a_fence_around_a_text_only_the_fence_is_reported_as_taken_out() -> None:
    text = "```\nThe ferry did not sail for nine days, and the bread ran out.\n```\n"
    cleaning = cleanup.clean(text)
    assert [text[r.span.start : r.span.end] for r in cleaning.removed] == ["```", "```"]
    assert [r.text for r in cleaning.removed] == ["```", "```"]


def test_the_share_is_that_of_all_passes_together() -> None:
    # The date in the block goes with it; then the other is the only one, and a line of the page.
    prose = "The council met on Monday to talk about the old bridge, and then it went home. " * 12
    page = "Published: Monday, May 15, 2023 at 10:30 pm", "#bridge #town #river"
    text = "\n\n".join([prose.strip(), *page, "Popular posts from this blog", page[0]]) + "\n"
    for most in range(1, 12):
        cleaning = cleanup.clean(text, Settings(max_removed=most / 200))
        weak = [r for r in cleaning.removed if r.rule != "boilerplate/popular-posts"]
        assert sum(words(r.text) for r in weak) <= most / 200 * words(text)
    assert len(cleaning.removed) == 4
