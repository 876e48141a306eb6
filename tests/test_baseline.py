"""Baselines: made, read, applied, brought up to date."""

import json
import textwrap
from pathlib import Path

import pytest
from fake_checks import rule

import cleanup
from cleanup.document import Document
from cleanup.findings import Finding, State
from cleanup.silences.baseline import Baseline, BaselineError, File, create, load, update
from cleanup.silences.fingerprints import known

ODD = rule("words/odd", r"\bodd\b")
EVEN = rule("words/even", r"\beven\b")
TEXT = "One odd day.\n\nOne even day.\n\nOne odd day.\n"
SEEDS = Path(__file__).parent.parent / "seeds"


def found(text: str) -> list[Finding]:
    document = Document(text)
    findings = [f for rule in (ODD, EVEN) for f in rule.findings(document)]
    return sorted(findings, key=lambda f: f.span)


def file(path: Path | str, text: str) -> File:
    return path, text, found(text)


def new(baseline: Baseline, path: Path | str, text: str) -> list[str]:
    findings = found(text)
    marked = known(text, findings, baseline.counts(path, text, findings))
    return [text[f.span.start : f.span.end] for f in marked if not f.silenced]


def saved(baseline: Baseline, path: Path) -> Baseline:
    path.write_bytes(baseline.data())
    return load(path)


def test_the_file_is_small_sorted_and_says_where(tmp_path: Path) -> None:
    baseline = create(tmp_path, [file(tmp_path / "b" / "é.txt", TEXT), file(tmp_path / "a", "odd")])
    text = baseline.data().decode()
    assert text == textwrap.dedent(
        """\
        {
         "files": {
          "a": {
           "words/odd": {
            "b1cdaa0dfa811555": {"count": 1, "text": "[[odd]]"}
           }
          },
          "b/é.txt": {
           "words/even": {
            "4024d1a9412c95d4": {"count": 1, "text": "One [[even]] day."}
           },
           "words/odd": {
            "1860696b19dc41f2": {"count": 2, "text": "One [[odd]] day."}
           }
          }
         },
         "schema": 1,
         "tool": "cleanup"
        }
        """
    )
    again = saved(baseline, tmp_path / "baseline.json")
    assert again == Baseline(tmp_path, baseline.files)
    assert again.data() == baseline.data()


def test_paths_are_relative_to_the_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    baseline = create(Path("ci"), [file("text/a.txt", "odd")])
    assert list(baseline.files) == ["../text/a.txt"]
    monkeypatch.chdir(tmp_path.parent)
    moved = Baseline(tmp_path / "ci", baseline.files)
    assert new(moved, tmp_path / "text" / "a.txt", "odd") == []


def test_a_strange_file_name_comes_back(tmp_path: Path) -> None:
    name = b'\xff "{\\ [count].txt'.decode("utf-8", "surrogateescape")
    baseline = create(tmp_path, [file(tmp_path / name, 'an "odd" {\\ day')])
    assert saved(baseline, tmp_path / "b").files == baseline.files


def test_known_findings_are_silent_and_a_new_copy_is_not(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    baseline = saved(create(tmp_path, [file(tmp_path / "a", TEXT)]), tmp_path / "baseline.json")
    assert new(baseline, tmp_path / "a", TEXT) == []
    assert new(baseline, tmp_path / "a", "New\n" * 10 + TEXT) == []
    assert new(baseline, tmp_path / "a", TEXT + "\nOne odd day.\n") == ["odd"]
    assert new(baseline, tmp_path / "a", TEXT + "\nOne odder, odd day.\n") == ["odd"]
    assert new(baseline, tmp_path / "b", TEXT) == ["odd", "even", "odd"]


def test_the_fix_of_one_that_may_be_the_known_one_is_refused(tmp_path: Path) -> None:
    mended = rule("words/odd", r"\bodd\b", "even")
    text = "One odd day.\n\nOne odd day.\n\nAn odd man.\n"
    findings = list(mended.findings(Document(text)))
    counts = create(tmp_path, [(tmp_path / "a", text, findings[:1])]).counts(
        tmp_path / "a", text, findings
    )
    states = [f.state for f in known(text, findings, counts)]
    assert states == [State.BASELINE, State.REFUSED, State.FIXABLE]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.name[:3])
def test_an_edited_article_has_no_old_finding_again(seed: Path, gap: str) -> None:
    text = seed.read_bytes().decode()
    baseline = create(seed.parent, [(seed, text, cleanup.check(text).findings)])

    def new_ones(text: str) -> list[Finding]:
        findings = cleanup.check(text).findings
        counts = baseline.counts(seed, text, findings)
        return [f for f in known(text, findings, counts) if not f.silenced]

    paragraphs = [p for p in text.split("\n") if p.strip()]
    prose = [n for n, p in enumerate(paragraphs) if len(p.split()) > 20]
    for step in prose[1:]:
        edited = paragraphs[:]
        edited[step - 1] = textwrap.fill(edited[step - 1], 76)
        edited.insert(prose[len(prose) // 2], edited.pop(step))
        inserted = "".join(f"This is line {n} of ten\n" for n in range(10))
        assert new_ones(inserted + gap.join(edited) + "\n") == []
    damaged = max(paragraphs, key=lambda p: len(cleanup.check(p).findings))
    assert new_ones(text + "\n\n" + damaged + "\n")


def test_suppressed_findings_are_not_taken_in(tmp_path: Path) -> None:
    findings = [f.silence(State.SUPPRESSED) for f in found(TEXT)]
    assert create(tmp_path, [("a", TEXT, findings)]).files == {}


def test_an_update_drops_what_has_gone_and_adds_only_if_asked(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).touch()
    old = create(tmp_path, [file(tmp_path / name, TEXT) for name in ("a", "b", "gone")])
    text = "One odd day.\n\nOne very odd day.\n"
    files = [file(tmp_path / "a", text), file(tmp_path / "c", "odd")]
    made = update(old, files)
    assert (made.dropped, made.added, made.left_out) == (5, 0, 2)
    assert made.baseline.show() == [
        "a: words/odd: 1",
        "b: words/even: 1",
        "b: words/odd: 2",
        "known findings: 4",
    ]
    made = update(old, files, add=True)
    assert (made.dropped, made.added, made.left_out) == (5, 2, 0)
    assert made.baseline.show()[0] == "a: words/odd: 2"
    assert new(made.baseline, tmp_path / "a", text) == []
    assert update(made.baseline, files, add=True).baseline.data() == made.baseline.data()


def test_a_file_that_moved_is_known_once(tmp_path: Path) -> None:
    old = create(tmp_path, [file(tmp_path / "old.txt", TEXT)])
    assert new(old, tmp_path / "new.txt", TEXT) == []
    assert new(old, tmp_path / "new.txt", TEXT) == []
    assert new(old, tmp_path / "copy.txt", TEXT) == ["odd", "even", "odd"]
    old = create(tmp_path, [file(tmp_path / "old.txt", TEXT)])
    assert new(old, tmp_path / "other.txt", "An odd thing.") == ["odd"]
    (tmp_path / "old.txt").touch()
    assert new(old, tmp_path / "new.txt", TEXT) == ["odd", "even", "odd"]


def test_an_update_follows_a_file_that_moved(tmp_path: Path) -> None:
    old = create(tmp_path, [file(tmp_path / "old.txt", TEXT)])
    made = update(old, [file(tmp_path / "new.txt", TEXT)])
    assert (made.dropped, made.added, made.left_out) == (0, 0, 0)
    assert list(made.baseline.files) == ["new.txt"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "cannot be read: no such file or directory"),
        (b"<<<<<<< HEAD", "not a baseline: Expecting value: line 1 column 1 (char 0)"),
        (b"\xff", "not a baseline: 'utf-8' codec can't decode byte 0xff"),
        (b"[" * 100_000, "not a baseline: "),
        (b"[]", "not a baseline; `cleanup baseline create` writes one"),
        (b'{"schema": 2}', "has schema 2, this cleanup reads 1"),
        (b'{"schema": 1}', "not as `cleanup baseline` writes it: 'files'"),
        (b'{"schema": 1, "files": []}', "not as `cleanup baseline` writes it"),
        (b'{"schema": 1, "files": {"a": {"b": {"c": 1}}}}', "not as `cleanup baseline` writes"),
        (b'{"schema": 1, "files": {"a": {"b": {"c": {"count": 1}}}}}', "writes it: 'text'"),
    ],
)
def test_what_is_no_baseline_is_an_error_on_one_line(
    tmp_path: Path, data: bytes | None, message: str
) -> None:
    path = tmp_path / "baseline.json"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(BaselineError) as error:
        load(path)
    assert str(error.value).startswith(f"{path}: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_baseline_is_json(tmp_path: Path) -> None:
    data = json.loads(create(tmp_path, [file(tmp_path / "a", TEXT)]).data())
    assert data["schema"] == 1
