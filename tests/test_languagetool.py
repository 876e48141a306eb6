"""LanguageTool as the command asks it, against a server that speaks as it does."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from languagetool_fake import Fake, fake_server
from support import cleanup_command

CACHE = {"CLEANUP_CACHE_DIR": "cache", "CLEANUP_LANGUAGETOOL": ""}


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fake_server() as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path, fake: Fake) -> Path:
    """A folder whose settings name the server."""
    address = f'languagetool-server = "{fake.address}"\n'
    (tmp_path / "cleanup.toml").write_text(address + 'engines = ["languagetool"]\n')
    return tmp_path


def run(folder: Path, *arguments: str) -> tuple[int, Any, str]:
    """Exit status, JSON and standard error."""
    done = cleanup_command(*arguments, "--output-format", "json", cwd=folder, env=CACHE)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout), done.stderr.decode()


def opinions(report: Any) -> list[dict[str, Any]]:
    return [f for file in report["files"] for f in file["findings"] if f["rule"][:4] == "lang"]


TEXT = "The clerks was late, and nobody in the old town hall minded it at all that day.\n"


def test_a_match_is_a_finding_with_candidates(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was", proposals=("clerks were", "clerk was"))
    (folder / "a.txt").write_text(TEXT)
    status, report, _ = run(folder, "check", "a.txt")
    assert status == 1
    (found,) = opinions(report)
    assert found["rule"] == "languagetool/HE_VERB_AGR"
    assert (found["start"], found["end"], found["text"]) == (4, 14, "clerks was")
    assert found["severity"] == "info"
    assert found["mqm"] == "Linguistic conventions/Grammar"
    assert found["state"] == "candidates"
    assert [x["safety"] for x in found["fixes"]] == ["display", "display"]
    assert found["fixes"][0]["edits"] == [{"start": 11, "end": 14, "replacement": "were"}]


def test_its_proposals_are_never_applied(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was", proposals=("clerks were",))
    (folder / "a.txt").write_text(TEXT)
    with (folder / "cleanup.toml").open("a") as settings:
        settings.write('extend-safe-fixes = ["languagetool"]\n')
    status, report, _ = run(folder, "fix", "--unsafe-fixes", "a.txt")
    assert (folder / "a.txt").read_text() == TEXT
    assert [f["rule"] for f in report["files"][0]["left"]] == ["languagetool/HE_VERB_AGR"]
    assert status == 1


def test_offsets_are_code_points_whatever_the_characters(fake: Fake, folder: Path) -> None:
    fake.knows("wa\U0001f600s")
    text = "The 😀😀 clerks wa\U0001f600s 𝒳 late, and the 😀 wa\U0001f600s too, as they all knew.\n"
    (folder / "a.txt").write_text(text, encoding="utf-8")
    _, report, _ = run(folder, "check", "a.txt")
    places = [(f["start"], f["end"]) for f in opinions(report)]
    first = text.index("wa\U0001f600s")
    second = text.index("wa\U0001f600s", first + 1)
    assert places == [(first, first + 4), (second, second + 4)]


@pytest.mark.parametrize("name", ["ignore", "select", "per-file", "option"])
def test_its_rules_are_selected_and_ignored_as_others(fake: Fake, folder: Path, name: str) -> None:
    fake.knows("clerks was", rule="ONE")
    fake.knows("nobody in", rule="TWO")
    (folder / "a.txt").write_text(TEXT)
    settings = (folder / "cleanup.toml").read_text()
    more, options = "", ()
    if name == "ignore":
        more = 'ignore = ["languagetool/ONE"]\n'
    elif name == "select":
        more = 'select = ["languagetool/TWO", "quotes"]\n'
    elif name == "per-file":
        more = '[per-file-ignores]\n"a.*" = ["languagetool/ONE"]\n'
    else:
        options = ("--ignore", "languagetool/ONE")
    (folder / "cleanup.toml").write_text(settings + more)
    _, report, _ = run(folder, "check", "a.txt", *options)
    assert [f["rule"] for f in opinions(report)] == ["languagetool/TWO"]


def test_nobody_is_asked_when_none_of_its_rules_is_selected(fake: Fake, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT)
    status, _, said = run(folder, "check", "--select", "quotes", "a.txt")
    assert (status, fake.asked) == (0, [])
    assert "none of its rules is selected" in said


def test_the_settings_give_severity(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was")
    fake.knows("nobody in", rule="TWO")
    (folder / "a.txt").write_text(TEXT)
    with (folder / "cleanup.toml").open("a") as settings:
        settings.write('[severity]\nlanguagetool = "warning"\n"languagetool/TWO" = "error"\n')
    _, report, _ = run(folder, "check", "a.txt")
    assert [f["severity"] for f in opinions(report)] == ["warning", "error"]


def test_comments_and_sidecars_silence_it(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was", rule="ONE")
    fake.knows("nobody in", rule="TWO")
    comment = "<!-- cleanup: ignore-next-line languagetool/ONE -->\n"
    (folder / "a.md").write_text(comment + TEXT)
    (folder / "b.md").write_text("<!-- cleanup: ignore-file -->\n" + TEXT)
    (folder / "c.txt").write_text(TEXT)
    entry = '[[ignore]]\nfile = "c.txt"\nrule = "languagetool"\nreason = "of no use"\n'
    (folder / ".cleanup-ignore.toml").write_text(entry)
    _, report, said = run(folder, "check", "a.md", "b.md", "c.txt")
    states = [[(f["rule"][-3:], f["state"]) for f in x["findings"]] for x in report["files"]]
    suppressed, open_ = [(r, "suppressed") for r in ("ONE", "TWO")], ("TWO", "manual")
    assert states == [[suppressed[0], open_], suppressed, suppressed]
    assert "nothing" not in said


def test_a_comment_that_silences_nothing_of_it_is_told(fake: Fake, folder: Path) -> None:
    (folder / "a.md").write_text("<!-- cleanup: ignore-next-line languagetool/ONE -->\n" + TEXT)
    _, _, said = run(folder, "check", "a.md")
    assert "a.md:1: `ignore-next-line languagetool/ONE` suppresses nothing" in said
    (folder / "cleanup.toml").write_text("")
    _, _, said = run(folder, "check", "a.md")
    assert "suppresses nothing" not in said


def test_a_baseline_knows_its_findings(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was")
    (folder / "a.txt").write_text(TEXT)
    made = cleanup_command("baseline", "create", "a.txt", cwd=folder, env=CACHE)
    assert made.returncode == 0, made.stderr
    status, report, _ = run(folder, "check", "--baseline", ".cleanup-baseline.json", "a.txt")
    assert status == 0
    assert [f["state"] for f in opinions(report)] == ["baseline"]


def test_what_is_known_is_not_asked_again(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was")
    for n in range(3):
        (folder / f"{n}.txt").write_text(f"Number {n}. {TEXT}")
    first = run(folder, "check", ".")
    asked = len(fake.asked)
    assert asked == 3
    assert run(folder, "check", ".") == first
    assert len(fake.asked) == asked
    run(folder, "check", "--no-cache", ".")
    assert len(fake.asked) == 2 * asked
    # Another variety of English, or another server, may say something else.
    with (folder / "cleanup.toml").open("a") as settings:
        settings.write('languagetool-language = "en-GB"\n')
    run(folder, "check", ".")
    assert len(fake.asked) == 3 * asked
    assert fake.asked[-1]["language"] == "en-GB"


def test_without_the_engine_the_cache_gives_nothing_of_it(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was")
    for n in range(20):
        (folder / f"{n}.txt").write_text(f"Number {n}. {TEXT}")
    _, report, _ = run(folder, "check", ".")
    assert len(opinions(report)) == 20
    (folder / "cleanup.toml").write_text("")
    status, report, _ = run(folder, "check", ".")
    assert (status, opinions(report)) == (0, [])


def test_with_several_workers_the_report_is_the_same(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was")
    for n in range(12):
        (folder / f"{n}.txt").write_text(f"Number {n}. {TEXT}" * (n + 1))
    one = run(folder, "check", "--no-cache", "--jobs", "1", ".")
    asked = len(fake.asked)
    assert run(folder, "check", "--no-cache", "--jobs", "3", ".") == one
    assert len(fake.asked) == 2 * asked


def test_a_long_text_goes_in_pieces_with_the_right_places(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was")
    text = "".join(f"Paragraph {n} 😀 began. {TEXT}\n" for n in range(400))
    (folder / "a.txt").write_text(text, encoding="utf-8")
    _, report, _ = run(folder, "check", "--jobs", "4", "a.txt")
    assert len(fake.asked) > 3
    assert max(len(form["text"]) for form in fake.asked) <= 8_000
    found = opinions(report)
    assert len(found) == 400
    assert {text[f["start"] : f["end"]] for f in found} == {"clerks was"}


def test_markup_is_not_sent_as_text(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was")
    fake.knows("secret")
    text = f"---\ntitle: secret\n---\n\n<p class='secret'>The\n\n{TEXT}\n```\nsecret\n```\n"
    (folder / "a.md").write_text(text)
    _, report, _ = run(folder, "check", "a.md")
    (found,) = opinions(report)
    assert text[found["start"] : found["end"]] == "clerks was"


def test_a_text_that_is_not_english_is_not_sent(fake: Fake, folder: Path) -> None:
    german = "Der Rat hat gestern über den Haushalt der Stadt und seine Folgen beraten. " * 9
    (folder / "a.txt").write_text(german, encoding="utf-8")
    run(folder, "check", "a.txt")
    assert fake.asked == []


def test_characters_that_cannot_be_sent_do_no_harm(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was")
    (folder / "a.txt").write_bytes(b"The \0 \x01 \x0b line.\n" + TEXT.encode())
    _, report, _ = run(folder, "check", "a.txt")
    assert [f["text"] for f in opinions(report)] == ["clerks was"]


def test_a_server_that_fails_in_mid_run_is_told_once(fake: Fake, folder: Path) -> None:
    for n in range(4):
        (folder / f"{n}.txt").write_text(f"Number {n}. {TEXT}They kept it here , now.\n")
    fake.status, fake.body = 500, b"out of memory"
    status, report, said = run(folder, "check", "--jobs", "1", ".")
    # Neither of the first two was answered, and then nobody asks any more.
    assert len(fake.asked) == 2
    assert said.count("error:") == 1
    assert "out of memory" in said
    assert "went on without it: 3 texts were not asked about" in said
    assert status == 2
    assert [len(file["findings"]) for file in report["files"]] == [1] * 4
    # Nothing of it is kept as if it were known.
    fake.status, fake.body = 200, None
    fake.knows("clerks was")
    status, report, said = run(folder, "check", "--jobs", "1", ".")
    assert (status, len(opinions(report)), said) == (1, 4, "")


def test_what_is_not_languagetool_is_not_taken_for_it(fake: Fake, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT)
    fake.body = b"<html>Welcome</html>"
    status, _, said = run(folder, "check", "a.txt")
    assert status == 2
    assert f"what answers at {fake.address} is not LanguageTool" in said


def test_an_address_that_leads_nowhere(fake: Fake, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT)
    nowhere = 'engines = ["languagetool"]\nlanguagetool-server = "http://127.0.0.1:9"\n'
    (folder / "cleanup.toml").write_text(nowhere)
    status, _, said = run(folder, "check", "a.txt")
    assert status == 0
    assert said.startswith("note: languagetool is off: nothing answers at http://127.0.0.1:9: ")
    assert said.count("\n") == 1
    done = cleanup_command("check", "--engine", "languagetool", "a.txt", cwd=folder, env=CACHE)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--engine languagetool: nothing answers at http://127.0.0.1:9" in done.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            'engines = ["languagetol"]',
            "engines: no engine 'languagetol'; did you mean 'languagetool'?",
        ),
        ('engines = "languagetool"', "engines must be a list of strings"),
        ('languagetool-server = "localhost"', "languagetool-server must be an address"),
        ('languagetool-language = "de"', "languagetool-language must be a variety of English"),
    ],
)
def test_settings_that_cannot_be_used(folder: Path, line: str, said: str) -> None:
    (folder / "cleanup.toml").write_text(line + "\n")
    (folder / "a.txt").write_text(TEXT)
    done = cleanup_command("check", "a.txt", cwd=folder, env=CACHE)
    assert done.returncode == 2
    assert f"cleanup.toml:1: {said}" in done.stderr.decode()


def test_an_engine_that_there_is_not(folder: Path) -> None:
    done = cleanup_command("check", "--engine", "languagetol", "a.txt", cwd=folder, env=CACHE)
    assert done.returncode == 2
    said = "error: --engine: no engine 'languagetol'; did you mean 'languagetool'?\n"
    assert done.stderr.decode() == said


def test_fix_score_and_gates_know_it(fake: Fake, folder: Path) -> None:
    fake.knows("clerks was")
    (folder / "a.txt").write_text(TEXT.replace(",", " ,"))
    _, report, _ = run(folder, "fix", "a.txt")
    (file,) = report["files"]
    assert [f["rule"] for f in file["applied"]] == ["spacing/before-mark"] or file["applied"]
    assert (folder / "a.txt").read_text() == TEXT
    assert [f["rule"] for f in file["left"]] == ["languagetool/HE_VERB_AGR"]
    status, report, _ = run(folder, "check", "--fail-on", "info", "a.txt")
    assert status == 1
    _, report, _ = run(folder, "score", "a.txt")
    assert report["files"][0]["quality"]["before"] < 100


def test_the_python_functions_ask_nobody(fake: Fake) -> None:
    import cleanup

    settings = cleanup.Settings(engines=("languagetool",), languagetool_server=fake.address)
    assert cleanup.check(TEXT, settings).findings == ()
    assert cleanup.clean(TEXT, settings).after == TEXT
    assert fake.asked == []


LOADED = """
import sys
sys.argv = ["cleanup", "check", "a.txt"]
from cleanup.__main__ import run
try:
    run()
finally:
    print(*sys.modules, sep="\\n", file=sys.stderr)
"""


def test_nothing_of_it_is_loaded_unless_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    done = cleanup_command(cwd=tmp_path, program=("-c", LOADED))
    modules = set(done.stderr.decode().split())
    assert "cleanup.runner" in modules
    ours = {m for m in modules if "languagetool" in m and not m.startswith("cleanup.cli_")}
    late = {"language_tool_python", "http.client", "cleanup.opinions", "zipfile"}
    assert (ours | late) & modules == set()


def test_explain_says_where_its_rules_are_explained(tmp_path: Path) -> None:
    done = cleanup_command("explain", "languagetool/EN_A_VS_AN", cwd=tmp_path)
    assert done.returncode == 0
    assert b"rule/show/EN_A_VS_AN" in done.stdout
    done = cleanup_command("explain", "ALL", cwd=tmp_path)
    assert done.returncode == 0
