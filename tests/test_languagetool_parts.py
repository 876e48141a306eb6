"""The parts of the way to LanguageTool and back: offsets, pieces, copies, opinions, installing."""

import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from languagetool_fake import fake_server
from support import cleanup_command

from cleanup.checker import check
from cleanup.document import Document, Span
from cleanup.engines.languagetool import client, copies, install
from cleanup.engines.languagetool.client import Match, Piece, Units
from cleanup.engines.languagetool.pieces import MOST, pieces
from cleanup.engines.languagetool.state import state
from cleanup.findings import Finding, Safety, Severity
from cleanup.opinions import SPLICE, heard, mqm
from cleanup.segments import protected
from cleanup.settings import Settings, rulebook

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="programs are shell scripts")


# Offsets


@given(st.text(st.sampled_from("ab é한😀𝒳\n")), st.data())
def test_units_are_those_of_utf16(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    unit = len(text[:at].encode("utf-16-le")) // 2
    assert Units(text).point(unit) == Units(text).point(unit, up=True) == at


def test_a_unit_inside_a_character_is_its_start_or_its_end() -> None:
    assert Units("a😀b").point(2) == 1
    assert Units("a😀b").point(2, up=True) == 2
    assert Units("a😀b").point(99) == 3


# Pieces

TEXTS = st.lists(
    st.sampled_from(["word " * 900, "One. " * 300, "x" * 9_000, "\n", "\n\n", "😀", "<b>", "</b>"]),
    max_size=12,
).map("".join)


@given(TEXTS, st.sampled_from([None, "a.html", "a.md"]))
def test_pieces_leave_nothing_out(text: str, path: str | None) -> None:
    document = Document(text, path=path)
    cut = list(pieces(document))
    assert "".join("".join(p.text.split()) for p in cut) == "".join(text.split())
    for piece in cut:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        assert len(piece.text) <= MOST
    markup = {(s.start, s.end) for s in document.view(protected).markup.spans}
    told = {(p.start + a, p.start + b) for p in cut for a, b in p.markup}
    assert told == {(a, b) for a, b in markup if text[a:b].strip()}


def test_a_text_is_cut_at_the_ends_of_paragraphs() -> None:
    text = ("A line of some words.\n" * 20 + "\n") * 60
    assert all(piece.text.endswith("\n\n") for piece in pieces(Document(text)))


# The server's answers


def test_a_host_that_says_nothing_is_not_waited_for() -> None:
    with fake_server() as fake:
        fake.silent.set()
        with pytest.raises(client.ServerError):
            client.check(fake.address, Piece(0, "text"), "en-US", patience=0.5)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"matches": [1]}', b"\xff", b"null"])
def test_any_other_answer_is_a_stranger(body: bytes) -> None:
    with fake_server() as fake:
        fake.body = body or b" "
        with pytest.raises(client.StrangerError):
            client.check(fake.address, Piece(0, "text"), "en-US")


def test_what_cannot_be_sent_keeps_its_place() -> None:
    with fake_server() as fake:
        fake.knows("word")
        (match,) = client.check(fake.address, Piece(0, "\0\ud83d\ude00\udc00 word"), "en-US")
    assert (match.start, match.end) == (5, 9)


# Java, and copies of LanguageTool


def java_that_says(folder: Path, said: str, status: int = 0) -> None:
    (folder / "bin").mkdir(exist_ok=True)
    java = folder / "bin" / "java"
    java.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit {status}\n")
    java.chmod(java.stat().st_mode | stat.S_IXUSR)


def copy_in(folder: Path, version: str, *, english: bool = True) -> Path:
    made = folder / f"LanguageTool-{version}"
    (made / "libs").mkdir(parents=True)
    with zipfile.ZipFile(made / copies.JAR, "w") as jar:
        jar.writestr(copies.MAIN, b"")
    with zipfile.ZipFile(made / "libs" / "languagetool-core.jar", "w") as jar:
        jar.writestr(copies._VERSION, f"version={version}\n")
    if english:
        with zipfile.ZipFile(made / "libs" / "language-en.jar", "w") as jar:
            jar.writestr("x", b"")
    return made


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, on a machine with neither Java nor LanguageTool."""
    for name in ("JAVA_HOME", copies.VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("CLEANUP_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("LTP_PATH", str(tmp_path / "theirs"))
    return tmp_path


@POSIX
@pytest.mark.parametrize(
    ("said", "version"),
    [('openjdk version "17.0.15" 2025-04-15', 17), ('java version "25-ea"', 25)],
)
def test_java_tells_its_version(alone: Path, said: str, version: int, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    java_that_says(alone, said)
    monkeypatch.setenv("JAVA_HOME", str(alone))
    assert copies.java().version == version


@POSIX
@pytest.mark.parametrize(
    ("said", "status", "why"),
    [
        ('java version "1.8.0_402"', 0, "is Java 8"),
        ('openjdk version "11.0.2"', 0, "is Java 11"),
        ("Unable to locate a Java Runtime", 1, "is no Java that works"),
    ],
)
def test_java_that_will_not_do(alone: Path, said: str, status: int, why: str, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    java_that_says(alone, said, status)
    monkeypatch.setenv("JAVA_HOME", str(alone))
    copy_in(alone / "cache", "6.8")
    found = state()
    assert not found.available
    assert why in found.why
    assert "install Java 17" in found.how


def test_what_is_missing_is_told_with_the_way_out(alone: Path) -> None:
    found = state()
    assert (found.available, found.why) == (False, "no LanguageTool on this machine")
    assert found.how == "cleanup languagetool install fetches it"
    copy_in(alone / "cache", "6.8")
    assert state().why == "no Java on this machine"


def test_the_newest_copy_is_taken_and_that_of_the_package_too(alone: Path) -> None:
    copy_in(alone / "cache", "6.6")
    assert copies.copy().version == "6.6"
    theirs = copy_in(alone / "theirs", "6.10")
    assert copies.copy() == copies.Copy(theirs, "6.10")
    assert copies.copy(alone / "cache").version == "6.6"


def test_a_copy_that_cannot_work_is_told(alone: Path) -> None:
    copy = copy_in(alone / "one", "6.8", english=False)
    with pytest.raises(copies.Missing, match="has no English"):
        copies.copy(copy)
    copy = copy_in(alone / "two", "6.8")
    (copy / "libs" / "languagetool-core.jar").write_bytes(b"PK cut short")
    with pytest.raises(copies.Missing, match="is broken"):
        copies.copy(copy)
    with pytest.raises(copies.Missing, match="no LanguageTool in"):
        copies.copy(alone / "three")


# Installing


def maven_that(folder: Path, script: str) -> None:
    program = folder / "mvn"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@POSIX
def test_install_tells_what_it_fetches_and_asks(alone: Path) -> None:
    maven_that(alone, "exit 1")
    env = {**os.environ, "PATH": f"{alone}:/usr/bin:/bin"}
    done = cleanup_command("languagetool", "install", env=env)
    assert done.returncode == 2
    assert b"This fetches LanguageTool 6.8 with English (LGPL 2.1, 81 MB)" in done.stdout
    assert b"--yes" in done.stderr
    assert not (alone / "cache" / "LanguageTool-6.8").exists()


@POSIX
def test_what_maven_fetches_is_there_whole(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = copy_in(alone / "made", "6.8")
    # Maven puts all jars into the folder that -DoutputDirectory names.
    maven_that(
        alone,
        f"for one; do case $one in -DoutputDirectory=*) to=${{one#*=}};; esac; done\n"
        f"/bin/mkdir -p $to && /bin/cp {made}/*.jar {made}/libs/*.jar $to",
    )
    monkeypatch.setenv("PATH", str(alone))
    chosen = install.plan()
    assert install.install(chosen) == copies.Copy(alone / "cache" / "LanguageTool-6.8", "6.8")
    assert [p.name for p in (alone / "cache").iterdir()] == ["LanguageTool-6.8"]


@POSIX
def test_what_maven_cannot_fetch_leaves_nothing(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maven_that(alone, "echo '[ERROR] no such host'; exit 1")
    monkeypatch.setenv("PATH", str(alone))
    with pytest.raises(install.InstallError, match="Maven has failed: no such host"):
        install.install(install.plan())
    assert list((alone / "cache").iterdir()) == []


def test_without_maven_the_package_is_named(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(copies.Missing, match=r"cleanup-text\[languagetool\]"):
        install.plan()


# Opinions


def match(
    text: str,
    word: str,
    rule: str = "HE_VERB_AGR",
    kind: str = "grammar",
    category: str = "GRAMMAR",
) -> Match:
    at = text.index(word)
    return Match(at, at + len(word), rule, "Not so.", kind, category, ("other",))


def told(text: str, *matches: Match, own: bool = True) -> list[Finding]:
    """What is told of matches in a text, with our own findings or without."""
    document, settings = Document(text), Settings()
    findings = check(document, settings.selected(), settings.limits) if own else ()
    splice = rulebook().rules[SPLICE]
    return list(heard(document, findings, matches, settings.of_engine, splice))


@pytest.mark.parametrize(
    ("text", "word", "rule", "kind", "category"),
    [
        ("We met Angela Merkel there.", "Merkel", "MORFOLOGIK_RULE_EN_US", "misspelling", "TYPOS"),
        ("The CoreLab had it.", "CoreLab", "MORFOLOGIK_RULE_EN_US", "misspelling", "TYPOS"),
        ("He met olaf scholz.", "Scholz", "X", "grammar", "GRAMMAR"),
        ("She said: “We was there.” They left.", "We was", "X", "grammar", "GRAMMAR"),
        ("See https://a.org/recieve for it.", "recieve", "X", "misspelling", "TYPOS"),
        ("Write to recieve@a.org for it.", "recieve", "X", "misspelling", "TYPOS"),
        (
            "He came and she left.",
            " and",
            "COMMA_COMPOUND_SENTENCE_2",
            "uncategorized",
            "PUNCTUATION",
        ),
        ("It is in point of fact so.", "in point of fact", "X", "style", "REDUNDANCY"),
        ("It was in 20-30 minutes.", "20-30", "HYPHEN_TO_EN", "typographical", "TYPOGRAPHY"),
        ("On Monday, 7 May it was.", "Monday, 7 May", "DATE_WEEKDAY_CURRENTYEAR", "x", "SEMANTICS"),
    ],
)
def test_what_is_left_out(text: str, word: str, rule: str, kind: str, category: str) -> None:
    if word not in text:
        text = text.replace("olaf scholz", "Olaf Scholz")
    assert told(text, match(text, word, rule, kind, category), own=False) == []
    # Elsewhere in the sentence it is heard, unless it is a matter of style.
    assert told(text, match(text, text.split()[0].lower()[1:] or "h"), own=False)


def test_a_word_in_lower_case_is_told() -> None:
    text = "They recieve it."
    found = told(text, match(text, "recieve", "MORFOLOGIK_RULE_EN_US", "misspelling", "TYPOS"))
    assert [(f.rule, f.severity) for f in found] == [
        ("languagetool/MORFOLOGIK_RULE_EN_US", Severity.INFO)
    ]
    assert found[0].mqm == "Linguistic conventions/Spelling"


def test_a_quotation_that_is_left_open_hides_nothing() -> None:
    text = "She said: “We was there, and so on it went.\n"
    assert told(text, match(text, "was there"), own=False)


LOWER = ("UPPERCASE_SENTENCE_START", "typographical", "CASING")


def test_a_lost_capital_bears_out_our_stop() -> None:
    text = "The ministers of both countries met on Tuesday. in the capital to sign the new treaty."
    found = told(text, match(text, "in the", *LOWER))
    (stop,) = [f for f in found if f.span.start == text.index(". in")]
    assert stop.rule == "punctuation/stray-full-stop"
    assert stop.evidence[-1] == "LanguageTool: Not so. (UPPERCASE_SENTENCE_START)"
    assert not any(f.rule.startswith("languagetool/") for f in found)


def test_a_stop_of_which_it_alone_speaks_is_shown_both_ways() -> None:
    text = "They met in the hall of the firm ehf. rivals stayed away from it for the whole day."
    assert told(text) == []
    (found,) = told(text, match(text, "rivals", *LOWER))
    assert (found.rule, found.severity) == (SPLICE, Severity.INFO)
    assert [x.safety for x in found.fixes] == [Safety.DISPLAY] * 2
    assert [x.edits[0].replacement for x in found.fixes] == ["", "Rivals"]


def test_a_paragraph_that_begins_in_lower_case_is_its_own_finding() -> None:
    text = "They met there.\n\nrivals stayed away from it for the whole day."
    found = told(text, match(text, "rivals", *LOWER), own=False)
    assert [f.rule for f in found] == ["languagetool/UPPERCASE_SENTENCE_START"]


def test_the_same_damage_is_told_once() -> None:
    text = "The mayor of the old town said so.. Nobody else in the town hall did on that day."
    double = match(text, "..", "DOUBLE_PUNCTUATION", "typographical", "PUNCTUATION")
    found = told(text, double)
    assert [f.rule.split("/")[0] for f in found] == ["punctuation"]
    assert "DOUBLE_PUNCTUATION" in found[0].evidence[-1]


def test_nothing_is_told_of_a_line_that_goes() -> None:
    text = "The mayor of the town said so on Monday.\n" * 9 + "#town #mayor #recieve #hall\n"
    word = match(text, "recieve", "MORFOLOGIK_RULE_EN_US", "misspelling", "TYPOS")
    assert not any(f.rule.startswith("languagetool/") for f in told(text, word))


@pytest.mark.parametrize(
    ("kind", "category", "expected"),
    [
        ("misspelling", "TYPOS", "Linguistic conventions/Spelling"),
        ("whitespace", "TYPOGRAPHY", "Linguistic conventions/White space"),
        ("uncategorized", "PUNCTUATION", "Linguistic conventions/Punctuation"),
        ("a kind to come", "A_CATEGORY", "Linguistic conventions/Grammar"),
    ],
)
def test_the_mqm_category_comes_from_the_issue_type(
    kind: str, category: str, expected: str
) -> None:
    assert mqm(match("a", "a", "X", kind, category)) == expected


def test_spans_stay_inside_the_text() -> None:
    text = "At the end"
    end = Match(len(text), len(text), "X", "Not so.", "grammar", "GRAMMAR", ("!",))
    assert [f.span for f in told(text, end, own=False)] == [Span(10, 10)]
