"""Changes on a screen: each with its rules, word by word and side by side."""

import re

from told import NASTY
from wcwidth import wcswidth

import cleanup
from cleanup.document import Span
from cleanup.findings import Edit, Finding, Severity
from cleanup.reports.causes import causes, rules
from cleanup.reports.diff import unified
from cleanup.reports.hunks import Change, HunkPrinter
from cleanup.reports.painted import on_screen
from cleanup.reports.screen import Painter

PLAIN, COLOUR = Painter(False), Painter(True)
_SGR = re.compile(r"\x1b\[[0-9;]*m")


def change(before: str, *edits: tuple[int, int, str], rule: str = "quotes/stray") -> Change:
    """A text changed; behind each edit stands a finding there."""
    made = tuple(Edit(Span(a, b), new) for a, b, new in edits)
    after = before
    for edit in reversed(made):
        after = after[: edit.span.start] + edit.replacement + after[edit.span.end :]
    found = [Finding(rule, e.span, f"at {e.span.start}", Severity.ERROR, "Other") for e in made]
    return Change(before, after, made, causes(made, found))


def words(one: Change, columns: int | None = None, paint: Painter = PLAIN) -> list[str]:
    return "".join(HunkPrinter(paint, columns).words(one)).splitlines()


def side_by_side(one: Change, columns: int, paint: Painter = PLAIN) -> list[str]:
    return "".join(HunkPrinter(paint, columns).side_by_side(one)).splitlines()


def test_words_have_the_marks_of_wdiff_the_line_and_the_reason() -> None:
    one = change("First.\nIt raised doubts. about it.\n", (23, 24, ""), (31, 33, "this"))
    assert words(one) == [
        "     2  It raised doubts[-.-] about [-it-]{+this+}.",
        "          2:17 quotes/stray: at 23",
        "          2:25 quotes/stray: at 31",
    ]


def test_colours_come_with_the_marks() -> None:
    assert (
        "\x1b[31m[-a-]\x1b[0m\x1b[32m{+b+}\x1b[0m" in words(change("a", (0, 1, "b")), 80, COLOUR)[0]
    )


def test_side_by_side_has_the_old_on_the_left_and_the_new_on_the_right() -> None:
    one = change("First.\nIt raised doubts. about it.\n", (6, 6, "\n"), (23, 24, ""))
    assert side_by_side(one, 60) == [
        "@@ 1:7 quotes/stray: at 6",
        "     1 First.                │      1 First.{+⏎",
        "                             │        +}",
        "",
        "@@ 2:17 quotes/stray: at 23",
        "     2 It raised doubts[-.-] │      3 It raised doubts",
        "       about it.             │        about it.",
        "",
    ]


def test_numbers_on_the_right_are_those_of_the_new_text() -> None:
    one = change("gone\nstays\nold word\n", (0, 5, ""), (11, 14, "new"))
    rows = [row for row in side_by_side(one, 80) if "│" in row]
    left, right = rows[-1].split("│")
    assert left.split() == ["3", "[-old-]", "word"]
    assert right.split() == ["2", "{+new+}", "word"]


def test_every_edit_of_a_cleaned_text_has_its_rules() -> None:
    text = (
        "He said “ so ” . about  it ,and left..\n\n\n\n"
        "the the vote\u200b raised doubts. about it.\n"
    )
    cleaning = cleanup.clean(text, unsafe=True)
    assert len(cleaning.edits) > 3
    behind = causes(cleaning.edits, cleaning.applied)
    assert all(behind)
    assert {f for some in behind for f in some} == set(cleaning.applied)


def test_the_head_of_a_unified_hunk_names_its_rules_and_no_other() -> None:
    before = "".join(f"line {n}\n" for n in range(40))
    at = [before.index(f"line {n}\n") for n in (2, 3, 30)]
    edits = [Edit(Span(a, a + 4), "Line") for a in at]
    names = ["quotes/a", "quotes/a", "quotes/b"]
    found = [
        Finding(name, e.span, "", Severity.ERROR, "Other")
        for name, e in zip(names, edits, strict=True)
    ]
    heads = [p for p in unified("a", before, edits, causes(edits, found)) if p.startswith("@@")]
    assert [head.split("@@ ")[-1] for head in heads] == ["quotes/a\n", "quotes/b\n"]
    bare = unified("a", before, edits, causes(edits, ()), "no rule")
    assert sum(p.endswith("@@ no rule\n") for p in bare) == 2


def test_a_finding_is_behind_the_edit_it_touches_only() -> None:
    edits = [Edit(Span(3, 5), ""), Edit(Span(9, 9), "x")]
    found = [
        Finding(f"quotes/{a}", Span(a, b), "", Severity.ERROR, "Other")
        for a, b in [(0, 2), (1, 3), (5, 9), (10, 11)]
    ]
    assert [rules(some) for some in causes(edits, found)] == [
        ("quotes/1", "quotes/5"),
        ("quotes/5",),
    ]


def hostile() -> Change:
    before = "".join(f"{trap} old {trap}\r\n" for trap in NASTY) + "x. y " * 1000
    at = [i for i in range(len(before)) if before.startswith((" old ", ". y"), i)]
    edits = [(i, i + 1, "!") if before[i] == "." else (i + 1, i + 4, NASTY[i % 10]) for i in at]
    return change(before, *edits)


def test_a_malicious_text_is_harmless_in_every_diff_on_a_screen() -> None:
    one = hostile()
    pieces = list(unified("a\x1b[2J\u202e.txt", one.before, one.edits, one.causes))
    shown = [
        *words(one, 80, COLOUR),
        *side_by_side(one, 80, COLOUR),
        *"".join(on_screen(pieces, COLOUR, 80)).splitlines(),
    ]
    for line in shown:
        bare = _SGR.sub("", line)
        assert bare.isprintable(), bare
        assert wcswidth(bare) <= 80
    assert any("<U+202E>" in line for line in shown)


def test_a_thousand_changes_to_a_line_have_each_reason_told_once_or_counted() -> None:
    text = "x. y " * 1000
    found = [
        Finding("quotes/a", Span(i, i + 1), "a stop", Severity.ERROR, "") for i in range(1, 5000, 5)
    ]
    edits = tuple(Edit(f.span, "") for f in found)
    one = Change(text, text.replace(".", ""), edits, causes(edits, found))
    lines = words(one, 80)
    assert lines[-1] == "          1:2 quotes/a ×1000: a stop"
    many = change("x. y " * 1000, *((i, i + 1, "") for i in range(1, 5000, 5)))
    assert words(many, 80)[-1] == "          and 988 more: quotes/stray"


def test_a_unified_diff_on_a_screen_underlines_what_changed() -> None:
    one = change("It raised doubts. about it.", (16, 17, ""))
    out = "".join(on_screen(unified("a", one.before, one.edits), COLOUR, 80))
    assert "doubts\x1b[0m\x1b[31;1;4m.\x1b[0m" in out
    plain = "".join(on_screen(unified("a", one.before, one.edits), PLAIN, 80)).splitlines()
    assert plain[3:6] == [
        "-It raised doubts. about it.",
        "\\ No newline at end of file",
        "+It raised doubts about it.",
    ]
