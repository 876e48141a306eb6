"""Silenced findings in a cleaner: never applied in any pass, and cleaning again changes nothing."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from fake_checks import rule
from fuzzing import text_of
from hypothesis import example, given
from hypothesis import strategies as st
from test_cleaner import settling

import cleanup
from cleanup.checker import Limits, check
from cleanup.document import Document, Span
from cleanup.findings import Finding, State
from cleanup.resolver import Resolution, resolve
from cleanup.revision import Revision
from cleanup.rulebook import Rule, Rulebook
from cleanup.segments import protected
from cleanup.silences.comments import suppressed_by_comment
from cleanup.silences.fingerprints import count, known
from cleanup.silences.silence import Silence, in_turn, settled

ODD = rule("words/odd", r"\bodd\b", "even")
DOUBLE = rule("repeats/double", r"\bthe the\b", "the")
SPACE = rule("spacing/space", " +,", ",")
LINE = rule("boilerplate/line", r"(?m)^Share.*\n?", "")


@dataclass
class Cleaned:
    revision: Revision
    found: tuple[Finding, ...]
    left: tuple[Finding, ...]


def clean(text: str, rules: Sequence[Rule], silence: Silence, path: str = "a.txt") -> Cleaned:
    """What the cleaner does, but that Markdown is mended too."""
    total, first = Revision.of(text), None
    while True:
        document = Document(total.after, path=path)
        closed = document.view(protected)
        every = [f for r in rules for f in r.findings(document) if not closed.cut_by(f.span)]
        findings = silence(document, every)
        first = findings if first is None else first
        findings, resolution = settled(document, findings, silence, choose)
        if not resolution.applied:
            return Cleaned(total, first, findings)
        total = Revision.of(total.before, total.joined(resolution.edits))


def choose(findings: Sequence[Finding]) -> Resolution:
    return resolve(findings, lambda f: not f.silenced and not f.refused)


def known_in(text: str, rules: Sequence[Rule], wanted: Callable[[int], bool]) -> Silence:
    document = Document(text)
    findings = [
        f for n, f in enumerate(g for r in rules for g in r.findings(document)) if wanted(n)
    ]
    counts = count(text, findings)
    return lambda document, findings: known(document.text, findings, counts)


def test_what_is_silenced_stays_and_the_rest_is_mended() -> None:
    text = "One odd day.\n\nAnother odd day , he said.\n"
    silence = known_in(text, [ODD], lambda n: n == 1)
    done = clean(text, [ODD, SPACE], silence)
    assert done.revision.after == "One even day.\n\nAnother odd day, he said.\n"
    assert [f.state for f in done.left] == [State.BASELINE]


def test_a_fix_that_would_hide_a_silenced_finding_is_refused() -> None:
    text = "They met on the the odd day , and the the next."
    silence = known_in(text, [ODD], lambda n: True)
    done = clean(text, [ODD, DOUBLE, SPACE], silence)
    # It is the words that count: the space between them and the finding goes.
    assert done.revision.after == "They met on the the odd day, and the the next."
    assert {f.refused for f in done.left if f.rule == DOUBLE.id} == {
        "the fix would change words that a silenced finding is known by: words/odd"
    }
    far = text.replace("and", "and a good deal later on that long day came")
    done = clean(far, [ODD, DOUBLE, SPACE], known_in(far, [ODD], lambda n: True))
    assert done.revision.after.endswith("came the next.")


def test_a_fix_that_changes_the_silenced_words_themselves_is_refused() -> None:
    text = "It is the the odd."
    rules = [DOUBLE, rule("words/the", "the", "a")]
    silence = known_in(text, [DOUBLE], lambda n: True)
    assert clean(text, rules, silence).revision.after == text


def test_a_silenced_finding_may_go_with_its_line_but_not_alone() -> None:
    text = "One day.\nShare the odd day\nTwo days.\n"
    for r in (LINE, rule("boilerplate/part", " the odd", "")):
        silence = known_in(text, [ODD], lambda n: True)
        done = clean(text, [ODD, r], silence)
        assert done.revision.after == ("One day.\nTwo days.\n" if r is LINE else text)
    silence = known_in(text, [LINE], lambda n: True)
    assert clean(text, [LINE, rule("boilerplate/same", ".*the.*", "")], silence).revision.after == (
        text
    )


def test_a_comment_keeps_what_it_is_about() -> None:
    rules = [ODD, rule("layout/join", r"(?<=join)\n", " "), rule("layout/cut", r"\n\n\n", "\n\n")]
    book = Rulebook({r.id: r for r in rules})

    def silence(document: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        return suppressed_by_comment(document, findings, book, set(book.rules))[0]

    note = "<!-- cleanup: ignore-next-line words/odd -->"
    for text, after in (
        # Joining would move the second line out of, or another into, what the comment is about.
        (f"{note}\njoin odd\n\n\nodd\n", f"{note}\njoin odd\n\neven\n"),
        (f"{note} join\nodd\nodd\n", f"{note} join\nodd\neven\n"),
        (f"odd join\nx {note}\nodd\nodd", f"even join x {note}\nodd\neven"),
    ):
        done = clean(text, rules, silence, "a.md")
        assert done.revision.after == after
        assert clean(after, rules, silence, "a.md").left == done.left


def test_silences_work_one_after_the_other() -> None:
    text = "odd"
    finding = next(iter(ODD.findings(Document(text))))

    def first(_: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        return tuple(f.silence(State.SUPPRESSED) for f in findings)

    second = known_in(text, [ODD], lambda n: True)
    assert [f.state for f in in_turn([first, second])(Document(text), [finding])] == [
        State.SUPPRESSED
    ]
    assert in_turn([])(Document(text), [finding]) == (finding,)


pieces = st.text("abcdefgh<>?. \n", max_size=40)


def known_by_number() -> list[Rule]:
    """A fix that makes a finding that cannot be told from one that was there before it."""
    return [
        rule("a/none", "a", ""),
        rule("g/a", "g", "a"),
        rule("a/again", "a", ""),
    ]


@given(pieces, settling(), st.sets(st.integers(0, 12)))
@example("g\n<a", known_by_number(), {0})
def test_no_silenced_finding_is_applied_and_cleaning_again_changes_nothing(
    text: str, rules: list[Rule], chosen: set[int]
) -> None:
    silence = known_in(text, rules, chosen.__contains__)
    done = clean(text, rules, silence)
    for finding in done.found:
        if finding.silenced:
            for edit in done.revision.edits:
                inside = edit.span.start < finding.span.end and finding.span.start < edit.span.end
                assert not inside or takes_out_line(text, edit.span, finding.span)
    again = clean(done.revision.after, rules, silence)
    assert again.revision.after == done.revision.after
    assert again.left == done.left


def takes_out_line(text: str, gone: Span, span: Span) -> bool:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)]
    return line.strip() in text[gone.start : gone.end]


def choose_safe(findings: Sequence[Finding]) -> Resolution:
    def allow(f: Finding) -> bool:
        return not f.silenced and not f.refused and f.fixes[0].safety is cleanup.Safety.SAFE

    return resolve(findings, allow)


@pytest.mark.parametrize("share", [2, 3])
def test_damaged_articles_with_a_baseline(share: int) -> None:
    rules, limits = cleanup.Settings().selected(), Limits()
    for seed in range(40):
        text = text_of(seed)
        counts = count(text, check(Document(text), rules, limits)[::share])

        def cleaned(text: str, counts: Counter[str] = counts) -> tuple[str, tuple[Finding, ...]]:
            def silence(document: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
                return known(document.text, findings, counts)

            while True:
                document = Document(text)
                found = silence(document, check(document, rules, limits))
                found, resolution = settled(document, found, silence, choose_safe)
                if not resolution.applied:
                    return text, found
                text = Revision.of(text, resolution.edits).after

        after, left = cleaned(text)
        assert cleaned(after) == (after, left)
