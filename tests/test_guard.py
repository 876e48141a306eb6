"""The fact guard and the lock on quoted speech: fixes that try to smuggle a change through."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup import Safety, State, guard
from cleanup.checker import Limits, check
from cleanup.cleaner import clean
from cleanup.document import Document, Span
from cleanup.findings import Edit, Finding, Fix, Severity
from cleanup.rulebook import Rule


def rule(pattern: str, replace: str, **more: Any) -> Rule:
    return Rule(
        id="tests/smuggler",
        summary="",
        message="“{text}”",
        severity=Severity.WARNING,
        mqm="Linguistic conventions/Grammar",
        safety=Safety.SAFE,
        match={"pattern": pattern, "replace": replace},
        **more,
    )


def found(text: str, pattern: str, replace: str, **more: Any) -> Finding:
    (finding,) = check(Document(text), [rule(pattern, replace, **more)], Limits())
    return finding


SMUGGLED = [
    ("He paid 500 euros for it.", r"500", "50", "number"),
    ("He paid 500 euros for it.", r"500 euros", "500", "number"),
    ("It fell by 3.5 percent.", r"\.5", "", "number"),
    ("It fell by -5 degrees.", r"-5", "5", "number"),
    ("It was not true.", r"not ", "", "negation"),
    ("It wasn’t true.", r"wasn’t", "was", "negation"),
    ("He went with money.", r"with", "without", "negation"),
    ("Then Rada spoke.", r"Rada", "Rana", "name"),
    ("Then Rada spoke.", r"Rada", "she", "name"),
    ("They were Polish and French.", r"P", "p", "name"),
    ("He called it “a gift” then.", r"”", "", "quotation mark"),
    ("Write to a.b@example.com now.", r"a\.b", "ab", "address"),
    ("See example.org/page for it.", r"page", "pages", "address"),
]


@pytest.mark.parametrize(("text", "pattern", "replace", "kind"), SMUGGLED)
def test_a_fix_that_changes_a_fact_is_refused(
    text: str, pattern: str, replace: str, kind: str
) -> None:
    smuggler = rule(pattern, replace)
    if kind == "address":
        # The checker drops what cuts into an address before the guard sees it.
        assert check(Document(text), [smuggler], Limits()) == ()
    else:
        finding = found(text, pattern, replace)
        assert finding.state is State.REFUSED
        assert kind in (finding.refused or "")
    assert clean(Document(text), [smuggler], Limits(), unsafe=True).after == text


@pytest.mark.parametrize(
    ("text", "pattern", "replace"),
    [
        ("He paid 500 euros  for it.", r"(?<=euros)  ", " "),
        ("It was not the the truth.", r"the the", "the"),
        ("She left. Prices rose,, then fell.", r",,", ","),
        ("Rada’s house isn't hers.", r"isn't", "isn’t"),
        ("the prices rose. They fell.", r"^the", "The"),
    ],
)
def test_a_fix_beside_a_fact_is_let_through(text: str, pattern: str, replace: str) -> None:
    assert found(text, pattern, replace).state is State.FIXABLE


def test_a_card_may_own_a_class_of_facts_and_no_other() -> None:
    assert found("Then Rada spoke.", "Rada", "Rana", owns=frozenset({"names"})).refused is None
    text, owns = "Then Rada paid 5 euros.", frozenset({"names"})
    assert "number" in (found(text, "Rada paid 5", "Rana paid 6", owns=owns).refused or "")


def test_in_quoted_speech_a_change_of_words_needs_unsafe_fixes() -> None:
    text = "They said, “we saw the the ship”, and the the crew agreed."
    doubled = rule(r"the the", "the")
    inside, outside = check(Document(text), [doubled], Limits())
    assert (inside.state, outside.state) == (State.UNSAFE, State.FIXABLE)
    assert "quoted speech" in inside.evidence[-1]
    kept = clean(Document(text), [doubled], Limits()).after
    assert kept == "They said, “we saw the the ship”, and the crew agreed."
    mended = clean(Document(text), [doubled], Limits(), unsafe=True).after
    assert mended == "They said, “we saw the ship”, and the crew agreed."


def test_in_quoted_speech_marks_and_spaces_are_mended() -> None:
    text = "They said, “we saw it ,, and the ship”."
    assert found(text, " ,, ", ", ").state is State.FIXABLE


def test_a_quotation_left_open_is_quoted_to_the_end_of_its_paragraph() -> None:
    text = "They said, “we saw the the ship.\n\nIt was the the third."
    first, second = check(Document(text), [rule("the the", "the")], Limits())
    assert (first.state, second.state) == (State.UNSAFE, State.FIXABLE)


# What facts are made of, and what parts them: joined at random they run into each other.
BITS = (*"5 $ 7 . , : / - % @ ” ’ A Bo".split(), " ", " ", " ", "\n", "\t", "not", "n’t", "no")
BITS += ("www.", "x.com", "https://", "million", "per cent", "The", "Rada", "rain", "without")
bits = st.lists(st.sampled_from(BITS), max_size=12).map("".join)
more = st.lists(st.sampled_from(BITS), max_size=60).map("".join)


@given(st.sampled_from(["", "", "", "` "]), more, bits, bits, bits, bits, bits, more)
def test_looking_only_near_the_edits_misses_no_fact(
    mark: str, head: str, old: str, new: str, between: str, old_2: str, new_2: str, tail: str
) -> None:
    head, tail = mark + head, tail + mark
    text = head + old + between + old_2 + tail
    at, at_2 = len(head), len(head + old + between)
    edits = [Edit(Span(at, at + len(old)), new)]
    if between:
        edits.append(Edit(Span(at_2, at_2 + len(old_2)), new_2))
    fix, none = Fix(tuple(edits), Safety.SAFE), rule("x", "y")
    told = guard._changed_fact(text, fix, none)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "_near", lambda *_: None)
        assert told == guard._changed_fact(text, fix, none)


def test_the_patterns_of_facts_hold_no_groups() -> None:
    # With one, `findall` would give the group instead of the fact.
    assert [kind for kind, pattern in guard.FACTS.items() if pattern.groups] == []


@given(st.lists(st.sampled_from([*BITS, "`", "Never", "cannot", "No", "wasn't", "«"])).map("".join))
def test_no_fact_is_without_its_hint(text: str) -> None:
    for kind in guard.FACTS:
        assert guard.HINTS[kind].search(text) or not guard.facts(text, kind)


@given(st.text('aB1é .!?\n"“( ’', max_size=9))
def test_what_opens_a_sentence_is_told_by_its_pattern(text: str) -> None:
    for at in range(len(text) + 1):
        found = guard._SENTENCE_START.search(text, max(0, at - 12), at)
        assert guard._opens_sentence(text, at) == bool(found)
