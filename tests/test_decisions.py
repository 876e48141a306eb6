"""A text cleaned as a person decided: what comes out, and what a file of decisions holds."""

import json
from pathlib import Path

import pytest
from desk import MARKS, RULES, STORY, fixed, furnish, item, marks, opened
from fuzzing import text_of
from support import cleanup_command

from cleanup import Settings, clean, prepare
from cleanup.decisions import Decision, Verdict, extent, trimmed
from cleanup.decisions.file import DecisionsError, DecisionsFile, load
from cleanup.document import Span
from cleanup.files import Source
from cleanup.findings import Edit
from cleanup.inputs import Input
from cleanup.review import texts
from cleanup.review.session import Session
from cleanup.review.texts import Reviewed, ReviewError

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return furnish(tmp_path)


def under_review(text: str) -> tuple[Session, Reviewed]:
    task = prepare.task(Settings(), clean=True)
    session = Session(task, Path("unused.json"))
    source = Source(text, "utf-8", "story.txt", "utf-8")
    reviewed = Reviewed(Input(Path("story.txt"), "story.txt", source), task)
    session.texts.append(reviewed)
    return session, reviewed


def accept_everything_with_one_fix(session: Session, reviewed: Reviewed) -> None:
    """One by one, those too that come up when others are made."""
    for _ in range(1000):
        todo = next((i for i in reviewed.items if i.single and i.asked and not i.decision), None)
        if todo is None:
            return
        session.accept(reviewed, todo)
    pytest.fail("it never ends")


TEXTS = [p.read_bytes().decode() for p in SEEDS] + [STORY] + [text_of(n) for n in range(12)]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_safe_ones_give_fix_all_with_one_fix_give_unsafe_fixes_none_gives_the_text(
    text: str,
) -> None:
    session, reviewed = under_review(text)
    assert reviewed.after == clean(text).after
    accept_everything_with_one_fix(session, reviewed)
    assert reviewed.after == clean(text, unsafe=True).after
    while session.history:
        session.undo()
    assert reviewed.after == clean(text).after
    while standing := next((i for i in reviewed.items if i.mark != "n"), None):
        session.reject(reviewed, standing)
    assert reviewed.after == text


@pytest.mark.parametrize("text", TEXTS[:4], ids=range(4))
def test_what_is_put_off_in_a_long_text_comes_to_the_same(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once, settled = under_review(text)
    accept_everything_with_one_fix(at_once, settled)
    monkeypatch.setattr(texts, "SLOW", -1.0)
    session, reviewed = under_review(text)
    for _ in range(100):
        accept_everything_with_one_fix(session, reviewed)
        session.settle()
        if not any(i.single and i.asked and not i.decision for i in reviewed.items):
            break
    assert reviewed.after == settled.after == clean(text, unsafe=True).after
    assert [(i.key, i.mark) for i in reviewed.items] == [(i.key, i.mark) for i in settled.items]
    while session.history:
        session.undo()
    assert reviewed.after == clean(text).after
    for one in reviewed.items:
        session.reject(reviewed, one)
    assert {i.mark for i in reviewed.items} <= {"n"}
    assert reviewed.after == text


def test_the_limit_of_what_may_be_taken_out_is_that_of_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # With the unsafe removal too much would go; so `--unsafe-fixes` takes out neither.
    chosen = Settings(
        rules=(furnish_removals(tmp_path),), select=("colour",), max_removed=0.3, names=()
    )
    words = "The river was high and the bridge was shut for days. "
    story = f"{words * 8}\nSAFE {'lorem ' * 24}\nUNSAFE {'lorem ' * 24}\n{words}\n"
    Path("story.txt").write_text(story)
    assert fixed(chosen).cleaning.after.count("lorem") == 24
    assert fixed(chosen, unsafe=True).cleaning.after == story
    session = opened(chosen)
    assert session.texts[0].after == fixed(chosen).cleaning.after
    text, unsafe = item(session, "unsafe-line")
    assert unsafe.finding.refused
    assert unsafe.asked
    assert "not made" in session.accept(text, unsafe)
    assert text.after == story
    session.undo()
    assert text.after == fixed(chosen).cleaning.after


def furnish_removals(folder: Path) -> str:
    cards = folder / "removals" / "colour"
    cards.mkdir(parents=True)
    for name, word in (("safe", "SAFE"), ("unsafe", "UNSAFE")):
        because = 'unsafe-because = "it may be text"\n' if name == "unsafe" else ""
        (cards / f"{name}-line.toml").write_text(
            f'summary = "a line"\nmessage = "a line"\nwhy = "It is none."\nseverity = "info"\n'
            f'safety = "{name}"\n{because}mqm = "Other/Not article text"\nremoves = "weak"\n'
            f"[match]\npattern = '\\b{word} [a-z ]+\\n'\nreplace = ''\n"
            f'[[example]]\nbad = "[[{word} a\\n]]b"\n[[example]]\ngood = "a"\n'
            f'[[example]]\ngood = "b"\n'
        )
    return str(folder / "removals")


def test_the_story_is_what_the_tests_think(chosen: Settings) -> None:
    session = opened(chosen)
    assert [i.key.rule for i in session.texts[0].items] == RULES
    assert marks(session) == MARKS
    assert [i.single for i in session.texts[0].items] == [m not in {3, 5} for m in range(8)]


def test_several_candidates_are_never_accepted_in_bulk_nor_without_a_number(
    chosen: Settings,
) -> None:
    session = opened(chosen)
    text, doubtsome = item(session, "doubtsome")
    for accept in (session.accept, session.accept_rule):
        with pytest.raises(ReviewError):
            accept(text, doubtsome)
        assert text.after == fixed(chosen).cleaning.after
    with pytest.raises(ReviewError):
        session.accept(text, doubtsome, 2)
    session.accept(text, doubtsome, 1)
    assert text.after == fixed(chosen).cleaning.after.replace("doubtsome", "dubious")


def test_nothing_to_accept_where_nothing_is_proposed(chosen: Settings) -> None:
    session = opened(chosen)
    for accept in (session.accept, session.accept_rule):
        with pytest.raises(ReviewError):
            accept(*item(session, "duplicate-conjunct"))
    session.edit(*item(session, "duplicate-conjunct"), "Baltic and North")
    assert "the Arctic, Baltic and North seas and" in session.texts[0].after


def test_a_rejection_holds_when_the_words_around_it_change(chosen: Settings) -> None:
    session = opened(chosen)
    session.reject(*item(session, "doubled-word"))
    session.accept(*item(session, "determiner-collision"))
    session.accept(*item(session, "doubtsome"), 0)
    after = session.texts[0].after
    assert "these measures were dropped by the the cabinet" in after
    # The words beside it are others now: in the new text it has another fingerprint.
    judged = session.texts[0].judged()
    decided = next(d for k, d in judged.by_key.items() if k.rule == "repeats/doubled-word")
    assert len(decided.fingerprints) >= 1
    Path("d.json").write_bytes(DecisionsFile(Path(), {"story.txt": judged}).data())
    assert fixed(chosen, decisions=Path("d.json")).cleaning.after == after
    Path("story.txt").write_bytes(after.encode())
    assert fixed(chosen, decisions=Path("d.json")).cleaning.after == after


def test_what_a_person_wrote_is_not_changed_unasked(chosen: Settings) -> None:
    session = opened(chosen)
    text, doubled = item(session, "doubled-word")
    session.edit(text, doubled, "a a")
    assert "dropped by a a cabinet" in text.after
    new = [i for i in text.items if i.number > 0]
    assert [(i.key.rule, i.mark) for i in new] == [("repeats/doubled-word", "?")]
    session.accept(text, new[0])
    assert "dropped by a cabinet" in text.after
    session.undo()
    assert "dropped by a a cabinet" in text.after


def test_what_a_person_wrote_goes_before_what_nobody_decided(chosen: Settings) -> None:
    Path("story.txt").write_text("He saw nothing ,nor did the the police .\n")
    session = opened(chosen)
    text = session.texts[0]
    for one in text.items:
        session.edit(text, one, "MINE")
        assert "MINE" in text.after
        session.undo()


def test_an_edit_that_changes_nothing_is_a_rejection(chosen: Settings) -> None:
    session = opened(chosen)
    session.edit(*item(session, "doubled-word"), "the the")
    assert marks(session) == "y?n?y?y?"


def test_a_whole_rule_is_left_and_one_place_of_it_accepted_again(chosen: Settings) -> None:
    Path("story.txt").write_text("He saw the the gate. She saw the the door.\n")
    session = opened(chosen)
    text = session.texts[0]
    session.reject_rule(text, text.items[0])
    assert (marks(session), text.after) == ("nn", text.item.source.text)
    session.accept(text, text.items[1])
    assert text.after == "He saw the the gate. She saw the door.\n"
    session.undo()
    session.accept_rule(text, text.items[0])
    assert text.after == "He saw the gate. She saw the door.\n"


# The file of decisions.


def exported(chosen: Settings) -> str:
    """A file of decisions with one of each kind; gives the text that comes of them."""
    session = opened(chosen, export="d.json")
    session.reject(*item(session, "stray-full-stop"))
    session.accept(*item(session, "determiner-collision"))
    session.accept(*item(session, "doubtsome"), 1)
    session.edit(*item(session, "duplicate-conjunct"), "Baltic, and North")
    session.ignore(*item(session, "missing-article"))
    session.ignore_rule(*item(session, "dangling-hyphen"))
    assert session.save()[0].startswith("d.json: 6 decisions")
    assert Path("story.txt").read_bytes() == STORY.encode()
    return session.texts[0].after


def test_fix_applies_exported_decisions(chosen: Settings) -> None:
    after = exported(chosen)
    done = cleanup_command("fix", "--decisions", "d.json", "story.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert Path("story.txt").read_bytes() == after.encode()
    assert "doubts. about" in after
    assert "a dubious plan. Nobody at the high -level" in after
    assert "these measures were dropped by the cabinet" in after
    assert "Baltic, and North seas" in after
    # Once more: there is nothing to do, and nothing to be said.
    again = cleanup_command("fix", "--decisions", "d.json", "story.txt")
    assert (again.returncode, again.stderr) == (0, b"")
    assert Path("story.txt").read_bytes() == after.encode()


def test_fix_applies_decisions_in_other_processes_too(chosen: Settings) -> None:
    after = exported(chosen)
    for number in range(20):
        Path(f"more{number}.txt").write_text(STORY * 3)
    done = cleanup_command("fix", "--decisions", "d.json", "--jobs", "2", ".")
    assert done.returncode == 1
    assert Path("story.txt").read_bytes() == after.encode()


def test_unsafe_fixes_with_decisions_are_made_where_nobody_decided(chosen: Settings) -> None:
    session = opened(chosen, export="d.json")
    session.reject(*item(session, "determiner-collision"))
    session.save()
    report = fixed(chosen, unsafe=True, decisions=Path("d.json"))
    assert "the These measures" in report.cleaning.after
    assert "in a limited way" in report.cleaning.after


def test_what_is_left_alone_does_not_count_as_left(chosen: Settings) -> None:
    exported(chosen)
    report = fixed(chosen, decisions=Path("d.json"))
    assert report.left == ()
    states = {f.rule: f.state for f in report.findings}
    assert states["punctuation/stray-full-stop"] == "suppressed"
    assert states["splices/determiner-collision"] == "unsafe"


def test_a_text_that_has_changed_since_is_noticed_and_decisions_found_by_their_words(
    chosen: Settings,
) -> None:
    exported(chosen)
    changed = "A new first line.\n\n" + STORY.replace("data in limited way", "data by letter")
    Path("story.txt").write_text(changed)
    done = cleanup_command("fix", "--decisions", "d.json", "story.txt")
    assert done.stderr.decode() == (
        "note: story.txt: the text has changed since it was reviewed: 5 of 6 decisions still hold\n"
    )
    after = Path("story.txt").read_text()
    assert "doubts. about" in after
    assert "dubious plan. Nobody at the high -level" in after
    assert "Baltic, and North seas" in after


def test_places_that_read_the_same_and_were_judged_differently_are_asked_again(
    chosen: Settings,
) -> None:
    story = "He saw the the gate again today.\n\n" * 2
    Path("story.txt").write_text(story)
    session = opened(chosen, export="d.json")
    session.reject(session.texts[0], session.texts[0].items[0])
    session.accept(session.texts[0], session.texts[0].items[1])
    assert (
        session.texts[0].after
        == "He saw the the gate again today.\n\nHe saw the gate again today.\n\n"
    )
    session.save()
    assert fixed(chosen, decisions=Path("d.json")).cleaning.after == session.texts[0].after
    Path("story.txt").write_text("New.\n\n" + story)
    assert [i.decision for i in opened(chosen, export="d.json").texts[0].items] == [None, None]


def test_a_proposal_that_has_changed_since_was_not_accepted(chosen: Settings) -> None:
    exported(chosen)
    card = Path("our-rules/colour/doubtsome.toml")
    card.write_text(card.read_text().replace('"dubious"', '"dodgy"').replace("dubious", "dodgy"))
    done = cleanup_command("fix", "--decisions", "d.json", "story.txt")
    assert done.returncode == 1
    assert "a doubtsome plan" in Path("story.txt").read_text()
    assert done.stderr.decode() == (
        "note: story.txt: what is found there has changed since it was reviewed: "
        "5 of 6 decisions still hold\n"
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a file of decisions"),
        (b"{}", "not a file of decisions; `cleanup review` writes one"),
        (b'{"kind": "decisions", "schema": 2}', "has schema 2, this cleanup reads 1"),
        (b'{"kind": "decisions", "schema": 1}', "not as `cleanup review` writes it: no 'files'"),
        (b"\xff", "not a file of decisions"),
        (b"[" * 100_000, "not a file of decisions"),
        (None, "cannot be read: no such file or directory"),
    ],
)
def test_a_file_that_holds_no_decisions(chosen: Settings, content: bytes | None, says: str) -> None:
    if content is not None:
        Path("d.json").write_bytes(content)
    done = cleanup_command("fix", "--decisions", "d.json", "story.txt")
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"error: d.json: {says}")
    assert done.stderr.count(b"\n") == 1
    assert Path("story.txt").read_bytes() == STORY.encode()


@pytest.mark.parametrize("field", ["start", "verdict", "proposals", "fingerprints", "fix"])
def test_a_row_that_somebody_spoilt(chosen: Settings, field: str) -> None:
    exported(chosen)
    data = json.loads(Path("d.json").read_bytes())
    data["files"]["story.txt"]["decisions"][0][field] = -1
    Path("d.json").write_text(json.dumps(data))
    with pytest.raises(DecisionsError, match=r"^d\.json: not as `cleanup review` writes it"):
        load(Path("d.json"))


def test_a_file_of_decisions_holds_any_text(chosen: Settings) -> None:
    for story in ('He saw “ the the" gate \\ \u202e\x00\x1b[31m.\n', "\ud800 the the \udfff x\n"):
        session, reviewed = under_review(story)
        session.reject(reviewed, next(i for i in reviewed.items if i.key.rule.startswith("rep")))
        judged = DecisionsFile(Path(), {"story.txt": reviewed.judged()})
        Path("d.json").write_bytes(judged.data())
        assert load(Path("d.json")).files == judged.files


# What a person is given to write anew.


def test_whole_words_are_given_and_the_edit_is_the_smallest(chosen: Settings) -> None:
    session = opened(chosen)
    given = {}
    for one in session.texts[0].items:
        span = extent(one.text, one.finding)
        given[one.key.rule.partition("/")[2]] = one.text[span.start : span.end]
    assert given["stray-full-stop"] == "doubts. about"
    assert given["space-inside"] == "years, ”"
    assert given["doubtsome"] == "doubtsome"
    assert given["duplicate-conjunct"] == "Baltic, and Baltic"
    assert trimmed(Span(10, 23), "doubts. about", "doubts, about") == Edit(Span(16, 17), ",")
    assert trimmed(Span(10, 12), "ab", "ab") is None
    assert trimmed(Span(10, 12), "aa", "aaa") == Edit(Span(12, 12), "a")
    assert trimmed(Span(10, 13), "aaa", "a") == Edit(Span(11, 13), "")


def test_a_verdict_says_whether_the_place_stays() -> None:
    stays = {v for v in Verdict if Decision(v).leaves}
    assert stays == {Verdict.REJECT, Verdict.IGNORE, Verdict.NAME}
