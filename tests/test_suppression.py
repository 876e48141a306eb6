"""Comments and sidecars that suppress findings."""

import datetime
from pathlib import Path

import pytest
from fake_checks import rule

from cleanup.document import Document
from cleanup.findings import Finding, State
from cleanup.rulebook import Rulebook
from cleanup.segments import protected
from cleanup.silences.comments import suppressed_by_comment
from cleanup.silences.fingerprints import fingerprint
from cleanup.silences.sidecar import NAME, Sidecar, SuppressionError, add

ODD = rule("words/odd", r"\bodd\b")
EVEN = rule("words/even", r"\beven\b")
GAP = rule("space/gap", r"\n+")
OFF = rule("words/off", r"\bnever\b", default=False)
BOOK = Rulebook({r.id: r for r in (ODD, EVEN, GAP, OFF)})
RAN = {"words/odd", "words/even", "space/gap"}
TODAY = datetime.date(2026, 5, 1)


def found(document: Document, *rules: str) -> list[Finding]:
    everything = [f for id_ in rules for f in BOOK.rules[id_].findings(document)]
    closed = document.view(protected)
    return sorted((f for f in everything if not closed.cut_by(f.span)), key=lambda f: f.span)


def commented(
    text: str, path: str = "a.md", ran: set[str] = RAN
) -> tuple[list[int], tuple[str, ...]]:
    """The lines with findings that are kept, and the problems."""
    document = Document(text, path=path)
    findings = found(document, "words/odd", "words/even")
    marked, problems = suppressed_by_comment(document, findings, BOOK, ran)
    assert [f.span for f in marked] == [f.span for f in findings]
    assert {f.silenced for f in marked} <= {None, State.SUPPRESSED}
    return [text.count("\n", 0, f.span.start) + 1 for f in marked if not f.silenced], problems


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("odd <!-- cleanup: ignore -->\nodd", [2]),
        ("odd <!-- cleanup: ignore words/odd -->", []),
        ("odd even <!-- cleanup: ignore words/odd -->", [1]),
        ("odd even <!--cleanup:ignore words/odd,words/even-->", []),
        ("odd even <!-- cleanup: ignore words -->", []),
        ("odd <!-- cleanup:\nignore --> odd\nodd", [3]),
        ("<!-- cleanup: ignore-next-line -->\nodd\nodd", [3]),
        ("<!-- cleanup: ignore-next-line words/odd -->\n\nodd even\nodd", [3, 4]),
        (
            "<!-- cleanup: ignore-next-line words/odd -->\n"
            "<!-- cleanup: ignore-next-line words/even -->\nodd even\nodd",
            [4],
        ),
        ("odd\n<!-- cleanup: off -->\nodd\n<!-- cleanup: on -->\nodd", [1, 5]),
        ("odd\n<!-- cleanup: off words/odd -->\nodd\neven", [1, 4]),
        ("<!-- cleanup: off -->\nodd even\n<!-- cleanup: on words/odd -->\nodd\neven", [4]),
        ("odd\n<!-- cleanup: ignore-file words/odd -->\nodd\neven", [4]),
        ("odd\n<!-- cleanup: ignore-file -->\nodd\neven", []),
    ],
)
def test_comments_suppress(text: str, kept: list[int]) -> None:
    for path in ("a.md", "a.html"):
        assert commented(text, path) == (kept, ())
        assert commented(text.replace("\n", "\r\n"), path)[0] == kept


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- cleanup: ignore-file -->\n```\nodd",
        "`<!-- cleanup: ignore-file -->`\nodd",
        "<pre><!-- cleanup: ignore-file --></pre>\nodd",
        "<!-- the cleanup: ignore-file -->\nodd",
        "<!-- cleanup the footer -->\nodd",
    ],
)
def test_other_comments_and_code_are_no_directives(text: str) -> None:
    assert commented(text) == ([text.count("\n") + 1], ())


def test_plain_text_has_no_comments() -> None:
    assert commented("odd <!-- cleanup: ignore -->", "a.txt") == ([1], ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("odd <!-- cleanup: ignor -->", "no directive 'ignor'; did you mean 'ignore'?"),
        ("odd <!-- cleanup ignore -->", "no directive 'ignore'; write `cleanup: ignore`"),
        ("odd <!-- Cleanup: Off -->", "no directive 'Off'; did you mean 'off'?"),
        (
            "odd <!-- cleanup: ignore words/od -->",
            "`ignore words/od`: no rule 'words/od'; did you mean 'words/odd'?",
        ),
        ("odd <!-- cleanup: off word -->", "`off word`: no rule 'word'; did you mean 'words'?"),
        ("odd <!-- cleanup: on -->", "`on` where nothing is off"),
        ("odd <!-- cleanup: ignore words/even -->", "`ignore words/even` suppresses nothing"),
        (
            "<!-- cleanup: ignore -->\nodd",
            "`ignore` suppresses nothing; did you mean `ignore-next-line`?",
        ),
        ("odd <!-- cleanup: ignore-next-line -->", "`ignore-next-line` suppresses nothing"),
    ],
)
def test_what_has_no_effect_is_reported(text: str, problem: str) -> None:
    line = 2 if text.endswith("\nodd") else 1
    assert commented(text) == ([line], (f"a.md:1: {problem}",))


def test_nothing_is_said_of_rules_that_did_not_run() -> None:
    for names in ("words/even", "words", "", "words/off"):
        text = f"x <!-- cleanup: ignore {names} -->"
        assert commented(text, ran={"words/odd"}) == ([], ())
    assert commented("<!-- cleanup: off words -->", ran={"words/odd", "words/even"})[1]


def test_a_line_owns_its_line_end_and_no_other() -> None:
    text = "one\ntwo <!-- cleanup: ignore -->\nthree\n"
    document = Document(text, path="a.md")
    marked, _ = suppressed_by_comment(document, found(document, "space/gap"), BOOK, RAN)
    assert [bool(f.silenced) for f in marked] == [False, True, False]


# --- The sidecar -----------------------------------------------------------------------------


def sidecar(folder: Path, text: str, today: datetime.date = TODAY) -> Sidecar:
    (folder / NAME).write_bytes(text.encode())
    return Sidecar.load(folder, BOOK, today)


def kept(loaded: Sidecar, name: str, text: str) -> list[str]:
    document = Document(text)
    marked = loaded.apply(name, document, found(document, "words/odd", "words/even"))
    return [text[f.span.start : f.span.end] for f in marked if not f.silenced]


ENTRY = '[[ignore]]\nfile = "{file}"\nrule = "{rule}"\nreason = "so"\n'


def test_an_entry_is_for_a_file_and_a_rule(tmp_path: Path) -> None:
    loaded = sidecar(tmp_path, ENTRY.format(file="a.txt", rule="words/odd"))
    assert kept(loaded, "a.txt", "odd even odd") == ["even"]
    assert kept(loaded, "b.txt", "odd even") == ["odd", "even"]
    loaded = sidecar(tmp_path, ENTRY.format(file="a*", rule="words"))
    assert kept(loaded, "a.txt", "odd even") == []
    loaded = sidecar(tmp_path, '[[ignore]]\nrule = "words/odd"\nreason = "so"')
    assert kept(loaded, "b[1].txt", "odd even") == ["even"]
    assert kept(Sidecar.load(tmp_path / "none", BOOK, TODAY), "a.txt", "odd") == ["odd"]


def test_an_entry_may_be_for_one_place(tmp_path: Path) -> None:
    text = "One odd day.\n\nAnother odd day."
    first = found(Document(text), "words/odd")[0]
    entry = ENTRY.format(file="a.txt", rule="words/odd")
    loaded = sidecar(tmp_path, f'{entry}fingerprint = "{fingerprint(text, first)}"\n')
    marked = loaded.apply("a.txt", Document(text), found(Document(text), "words/odd"))
    assert [f.silenced for f in marked] == [State.SUPPRESSED, None]


def test_an_entry_counts_until_its_last_day(tmp_path: Path) -> None:
    text = ENTRY.format(file="a.txt", rule="words/odd") + "until = 2026-05-01\n"
    assert kept(sidecar(tmp_path, text), "a.txt", "odd") == []
    late = sidecar(tmp_path, text, datetime.date(2026, 5, 2))
    assert kept(late, "a.txt", "odd") == ["odd"]
    where = tmp_path / NAME
    assert late.unused(RAN) == [f"{where}:1: words/odd: held until 2026-05-01, no longer counts"]


def test_entries_that_match_nothing_are_reported(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / name).touch()
    files = ("a.txt", "b.txt", "gone.txt", "*.txt", "*.md", "x*", "*")
    text = "\n".join(ENTRY.format(file=file, rule="words/odd") for file in files)
    loaded = sidecar(tmp_path, text)
    kept(loaded, "a.txt", "even")
    reported = [line.split(": ", 2)[2] for line in loaded.unused(RAN)]
    assert reported == [
        "matches nothing in a.txt; the entry can go",
        "no file gone.txt; the entry can go",
        "no file x*; the entry can go",
    ]
    kept(loaded, "b.txt", "even")
    idle = [line.split(";")[0].split()[-1] for line in loaded.unused(RAN)]
    assert idle == ["a.txt", "b.txt", "gone.txt", "*.txt", "x*", "*"]
    assert loaded.unused({"words/even"}) == []
    kept(loaded, "b.txt", "odd")
    idle = [line.split(";")[0].split()[-1] for line in loaded.unused(RAN)]
    assert idle == ["a.txt", "gone.txt", "x*"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[ignore", ": not TOML: "),
        ("[[ignored]]\n", ": no key 'ignored'; did you mean 'ignore'?"),
        ("ignore = 3", ": entries are [[ignore]] tables"),
        ('\n[[ignore]]\nrul = "words"', ":2: an entry has no key 'rul'; did you mean 'rule'?"),
        ('[[ignore]]\nrule = "words"\nreason = " "', ":1: missing: reason"),
        ('ignore = [{rule = "words"}]', ":entry 1: missing: reason"),
        (ENTRY.format(file="a", rule="word"), ":1: no rule 'word'; did you mean 'words'?"),
        (ENTRY.format(file="b/a", rule="words"), ":1: file is a name in this folder; put a "),
        (ENTRY.format(file="a", rule="words") + 'until = "2027-01-31"', ":1: until must be a date"),
        (ENTRY.format(file="a", rule="words") + "until = 2027-01-31T10:00:00", ":1: until must"),
        (ENTRY.format(file="a", rule="words") + "text = 3", ":1: text must be a string"),
    ],
)
def test_what_is_wrong_with_a_sidecar_is_said_with_its_place(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(SuppressionError) as error:
        sidecar(tmp_path, text)
    assert str(error.value).startswith(f"{tmp_path / NAME}{message}")
    assert "\n" not in str(error.value)


def test_a_sidecar_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"# \xff")
    with pytest.raises(SuppressionError, match="not UTF-8 at byte 2"):
        Sidecar.load(tmp_path, BOOK, TODAY)


@pytest.mark.parametrize(
    "old", ["", "# mine", ENTRY.format(file="x", rule="words") + "# end\n", "# a\r\n\r\n"]
)
def test_an_entry_is_added_and_the_rest_kept(tmp_path: Path, old: str) -> None:
    if old:
        (tmp_path / NAME).write_bytes(old.encode())
    text = 'An "odd"\x7f\\\ud800 “thing”.\n\nTwo odd.'
    add(tmp_path, "a.txt", found(Document(text), "words/odd")[0], text, 'because "so"\tis\nit')
    new = (tmp_path / NAME).read_bytes()
    assert new.startswith(old.encode())
    assert (b"\r\n" in old.encode()) == new.endswith(b"\r\n")
    assert kept(Sidecar.load(tmp_path, BOOK, TODAY), "a.txt", text) == ["odd"]
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".cleanup-lock")] == [NAME]


@pytest.mark.parametrize("old", ["ignore = []\n", "[[ignore"])
def test_a_sidecar_that_cannot_take_an_entry_stays_as_it_is(tmp_path: Path, old: str) -> None:
    (tmp_path / NAME).write_bytes(old.encode())
    with pytest.raises(SuppressionError, match="an entry cannot be added"):
        add(tmp_path, "a.txt", found(Document("odd"), "words/odd")[0], "odd", "so")
    assert (tmp_path / NAME).read_bytes() == old.encode()
