"""The page: everything in it is marked, linked and escaped, and it grows with what it shows."""

import base64
import hashlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from damaged_articles import article, many_findings
from hypothesis import given
from hypothesis import strategies as st
from nasty import NASTY, SURROGATE
from pages import Read, page, reports

import cleanup
from cleanup.cleaner import Cleaning
from cleanup.document import Span
from cleanup.findings import Edit, Finding, Fix, Safety, Severity, State
from cleanup.report import Report, Run
from cleanup.reports.page import Page, inline
from cleanup.reports.page.article import MOST_FINDINGS, Article
from cleanup.revision import Revision
from cleanup.settings import rulebook

SEEDS = Path(__file__).parent.parent / "seeds"
SEED = (SEEDS / "002_98a44184ff506160.txt").read_text("utf-8")
OTHER = (SEEDS / "000_b5dcb3be022ef2a8.txt").read_text("utf-8")


def finding(start: int, end: int, *edits: Edit, rule: str = "quotes/stray") -> Finding:
    fixes = (Fix(edits, Safety.SAFE),) if edits else ()
    return Finding(rule, Span(start, end), "m", Severity.INFO, "q", fixes=fixes)


def cleaning(
    before: str, edits: list[Edit], left: list[tuple[int, int]], lost: Sequence[int] = ()
) -> Cleaning:
    revision = Revision.of(before, edits)
    made = tuple(finding(e.span.start, e.span.end, e) for e in edits)
    rest = tuple(finding(*sorted(min(at, len(revision.after)) for at in span)) for span in left)
    # Of a fix whose text another one took out nothing is to be seen.
    made += tuple(finding(0, 1, Edit(Span(at, at + 1), "!")) for at in lost)
    return Cleaning(before, revision.after, made, made, rest, (), (), revision.edits)


@st.composite
def cleanings(draw: st.DrawFn) -> Cleaning:
    """A text, disjoint edits that may touch, and findings left anywhere, nested and empty ones."""
    letters = st.text(alphabet="ab .\n\r", max_size=6)
    before, edits = "", []
    for kept, out, put in draw(st.lists(st.tuples(letters, letters, letters), max_size=6)):
        before += kept
        if out or put:
            edits.append(Edit(Span(len(before), len(before) + len(out)), put))
        before += out
    before += draw(letters)
    place = st.integers(0, 60)
    lost = draw(st.lists(st.integers(0, len(before) - 1), max_size=3)) if before else []
    return cleaning(before, edits, draw(st.lists(st.tuples(place, place), max_size=8)), lost)


@given(cleanings())
def test_the_pieces_are_the_text_before_and_after(made: Cleaning) -> None:
    pieces = list(inline.pieces(made, made.applied, made.left))
    assert "".join(p.text for p in pieces if p.kind != "in") == made.before
    assert "".join(p.text for p in pieces if p.kind != "out") == made.after
    for piece in pieces:
        if piece.kind != "in":
            assert made.before.startswith(piece.text, piece.before)
        if piece.kind != "out":
            assert made.after.startswith(piece.text, piece.after)


@given(cleanings())
def test_every_finding_has_a_place_and_every_change_a_finding(made: Cleaning) -> None:
    pieces = list(inline.pieces(made, made.applied, made.left))
    shown = {n for piece in pieces for n in piece.about}
    assert shown == set(range(len(made.applied) + len(made.left)))
    assert all(piece.about for piece in pieces if piece.kind in ("in", "out"))


@given(cleanings())
def test_lines_have_the_numbers_they_have_in_both_texts(made: Cleaning) -> None:
    lines = list(
        inline.lines(inline.pieces(made, made.applied, made.left), made.before, made.after)
    )
    for line in lines:
        for number, text, without in ((line.old, made.before, "in"), (line.new, made.after, "out")):
            words = "".join(p.text for p in line.pieces if p.kind != without).strip("\r\n")
            # A CR and a LF that an edit brings together are one line end, apart they are two.
            if number is not None and "\r" not in text:
                assert words in text.split("\n")[number - 1]


@pytest.mark.parametrize("step", [0, 1])
def test_many_findings_over_each_other_all_have_a_place(step: int) -> None:
    made = cleaning("x" * 50, [], [(n * step, 50 - n) for n in range(25)])
    text = Article(Report(cleanup.document.Document("x" * 50), (), "en", cleaning=made), made, 1)
    assert len(text.numbers) == 25
    assert set(text.numbers) == set(text.anchors)


@pytest.mark.parametrize("made", [True, False])
@pytest.mark.parametrize("text", [SEED, OTHER, article(3), article(8)])
def test_the_page_reads_as_both_texts(text: str, made: bool) -> None:
    read = Read(page(text, made=made))
    after = cleanup.clean(text).after
    bare = text.replace("\u00a0", "U+00A0")
    assert read.side("ins").replace("U+00A0", "") == "".join(bare.split()).replace("U+00A0", "")
    assert read.side("del") == "".join(after.split())


@pytest.mark.parametrize("texts", [(SEED,), (SEED, OTHER, article(1)), (NASTY,), ("",), ("Fine.",)])
def test_every_link_leads_somewhere_and_every_id_is_one(texts: tuple[str, ...]) -> None:
    read = Read(page(*texts))
    ids = read.values("id")
    assert len(ids) == len(set(ids))
    links = read.values("href")
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert [link for link in links if not link.startswith("#")] == ["data:,"]
    numbers = {n for value in read.values("data-f") for n in value.split()}
    assert numbers == {i[1:] for i in ids if re.fullmatch(r"f\d+", i)}


def test_each_finding_has_its_rule_its_reason_and_what_it_changes() -> None:
    html = page(SEED)
    made = cleanup.clean(SEED)
    book = rulebook().rules
    for found in (*made.applied, *made.left):
        assert f">{found.rule}</a>" in html
        assert found.message.replace("'", "&#x27;") in html
        assert book[found.rule].summary.replace("'", "&#x27;") in html
    assert "<del>Root</del><ins>Rutte</ins>" in html
    assert "held by Mark Rutte from" in html
    assert html.count('class="entry ') == len(made.applied) + len(made.left)


def test_what_was_taken_out_is_told_with_its_place() -> None:
    html = page(SEED)
    taken = html[html.index("Taken out") :]
    assert '<blockquote dir="auto">2024-10-30 06:39:00</blockquote>' in taken
    assert "#Sending #North" in taken
    assert re.search(r'<a href="#f\d+">20:1</a>', taken)


def test_what_needs_a_person_is_a_list_of_its_own() -> None:
    html = page(SEED)
    left = [f for f in cleanup.clean(SEED).left if f.state not in (State.FIXABLE, State.UNSAFE)]
    assert f"<h3>For a person <span>{len(left)}</span></h3>" in html


def test_a_check_tells_of_as_many_findings_as_there_are() -> None:
    # One of them goes with the lines that another takes out.
    (report,) = reports(OTHER, made=False)
    assert page(OTHER, made=False).count('class="entry ') == len(report.findings)
    assert len(cleanup.clean(OTHER).applied) < len(report.findings)


def test_scores_stand_there_before_and_after() -> None:
    (report,) = reports(SEED)
    html = page(SEED)
    assert report.quality.before is not None
    assert report.quality.after is not None
    assert f"<td>{report.quality.before.score}</td>" in html
    assert f"<strong>{report.quality.after.score}</strong>" in html
    assert f'<rect class="was" x="0.00" width="{report.quality.before.score:.2f}"' in html


def test_an_index_has_a_row_for_each_text_and_the_pictures() -> None:
    html = page(SEED, OTHER, "Nothing is wrong here.\n")
    table = html[html.index('<table class="index">') : html.index("</header>")]
    assert re.findall(r'<a href="#(a\d)">(\d\.txt)</a>', table) == [
        ("a1", "0.txt"),
        ("a2", "1.txt"),
        ("a3", "2.txt"),
    ]
    assert "<caption>Findings by family</caption>" in html
    assert "<h1>3 texts</h1>" in html
    assert html.count('<details class="folded">') == 3


def test_a_text_without_findings_and_an_empty_one_say_so() -> None:
    assert "nothing found." in page("Nothing is wrong here.\n")
    assert "The text is empty." in page("")
    assert "Not English (de)" in page(
        "Der Rat der Stadt hat am Montag über die Brücke beraten. " * 5
    )


def test_what_a_text_brings_is_harmless_and_legible() -> None:
    html = page(NASTY)
    read = Read(html)
    assert [tag for tag, _ in read.elements if tag in ("script", "style", "img", "title")] == [
        *("title", "style", "script"),
    ]
    assert not [name for _, values in read.elements for name in values if name.startswith("on")]
    assert not [c for c in html if not c.isprintable() and c != "\n"]
    assert "&lt;script&gt;document.title=&#x27;taken&#x27;" in html
    assert "He <b>U+202E</b>reversed<b>U+202C</b>" in html
    assert "<b>U+001B</b>[2J" in html


def test_half_of_a_surrogate_pair_is_shown_by_its_number() -> None:
    assert b"half <b>U+D83D</b> of a pair" in page(SURROGATE).encode()


def test_joined_emoji_and_other_scripts_stay_as_they_are() -> None:
    family = "A family \U0001f468\u200d\U0001f469\u200d\U0001f467 met in the park."
    assert family in page(family)


def test_nothing_but_its_own_style_and_script_may_run() -> None:
    html = page(SEED)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        content = html.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    # The policy would not let it in.
    assert Read(html).values("style") == []


def test_the_same_run_gives_the_same_page() -> None:
    assert page(SEED, OTHER) == page(SEED, OTHER)


def test_a_report_that_was_released_is_refused() -> None:
    (report,) = reports(SEED, made=False)
    report.release()
    with pytest.raises(ValueError, match="without what cleaning"):
        Page(rulebook(), "1.0", made=False).add(report)


def test_five_thousand_findings_make_a_page_of_less_than_five_megabytes() -> None:
    html = page(many_findings(5000, 10))
    assert html.count('class="entry ') == 5000
    assert len(html.encode()) < 5_000_000


@pytest.mark.parametrize("per_line", [10, 100_000])
def test_a_page_takes_steps_in_proportion_to_its_findings(per_line: int) -> None:
    def steps(number: int) -> int:
        (report,) = reports(many_findings(number, per_line))
        taken = 0

        def count(*_: object) -> None:
            nonlocal taken
            taken += 1

        made = Page(rulebook(), "1.0", made=True)
        sys.setprofile(count)
        try:
            made.add(report)
            html = "".join(made.pieces(Run([report])))
        finally:
            sys.setprofile(None)
        return taken + len(html)

    assert steps(800) < 2.2 * steps(400)


def test_too_many_findings_for_a_page_are_counted_and_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert MOST_FINDINGS >= 5000
    monkeypatch.setattr("cleanup.reports.page.article.MOST_FINDINGS", 10)
    html = page(many_findings(25, 5))
    assert html.count('class="entry ') == 10
    assert "15 more findings of 25 would be too much" in html


def test_of_a_long_text_only_the_neighbourhood_of_findings_is_shown() -> None:
    right = [f"On day {n} the council met and agreed on budget number {n}." for n in range(6000)]
    right[3000] = "They raised doubts. about the treaty."
    text = " ".join(right) + "\n"
    html = page(text)
    assert len(html) < 100_000
    assert html.count("characters without findings") == 2
    assert "They raised doubts<a" in html
