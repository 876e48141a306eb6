"""The commands about names, and the options --source, --date and --names, as programs run."""

import json
import os
import tomllib
from pathlib import Path

import pytest
from support import cleanup_command

TABLE = "native\tenglish\tcount\nגרשוני\tgershuni\t6\nדוד גרשוני\tDavid Gershuni\t2\n"
STORY = "Dr. Gorshani opened the clinic on Sunday, and many people came to see it.\n"
SOURCE = "ד״ר גרשוני פתח את המרפאה ביום ראשון.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a story, its source, and an index of names."""
    (tmp_path / "names.tsv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "source.txt").write_text(SOURCE, encoding="utf-8")
    done = cleanup_command("names", "import", "names.tsv", "-o", "names.index", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == "names.index: 2 rows from names.tsv\n"
    assert done.stderr == b""
    return tmp_path


def run(folder: Path, *arguments: str, **options: str) -> tuple[int, str, str]:
    done = cleanup_command(*arguments, cwd=folder, env=options or None)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_check_and_fix_take_a_source_and_an_index(desk: Path) -> None:
    given = ("--source", "source.txt", "--names", "names.index", "--date", "2026-01-31")
    status, out, _ = run(desk, "check", "story.txt", *given, "--output-format", "json")
    (finding,) = json.loads(out)["files"][0]["findings"]
    assert status == 1
    assert (finding["rule"], finding["text"]) == ("names/attested-spelling", "Gorshani")
    assert finding["state"] == "unsafe"
    assert finding["evidence"] == [
        "in the source: גרשוני",
        "attested for it: gershuni 6",
        "Gorshani is attested for no word of the source",
    ]
    assert run(desk, "check", "story.txt", *given[2:])[0] == 0
    assert run(desk, "fix", "story.txt", *given, "--unsafe-fixes")[0] == 0
    assert (desk / "story.txt").read_text(encoding="utf-8") == STORY.replace("Gorshani", "Gershuni")


def test_the_names_in_the_settings_may_be_an_index(desk: Path) -> None:
    (desk / "cleanup.toml").write_text('names = ["names.index"]\n', encoding="utf-8")
    assert run(desk, "check", "story.txt", "--source", "source.txt")[0] == 1
    assert run(desk, "check", "story.txt", "--source", "source.txt", "--isolated")[0] == 0


WRONG = {
    "no such source": (("check", "story.txt", "--source", "gone"), "--source: gone does not exist"),
    "a source for several": (
        ("check", ".", "--source", "source.txt"),
        "--source is the original of one text, and these are 2: name one of them",
    ),
    "no date": (
        ("check", "story.txt", "--date", "31.1.2026"),
        "--date: no date in the form YYYY-MM-DD: '31.1.2026'",
    ),
    "no such names": (("check", "story.txt", "--names", "gone.toml"), "gone.toml: cannot be read"),
    "a table for names": (
        ("check", "story.txt", "--names", "names.tsv"),
        "names.tsv: a table of names; import it first: cleanup names import names.tsv -o INDEX",
    ),
    "a table to look into": (
        ("names", "check", "Ann", "--names", "names.tsv"),
        "names.tsv: a table of names; import it first",
    ),
    "no such table": (("names", "import", "gone", "-o", "x"), "gone: cannot be read: no such file"),
    "a text to import": (
        ("names", "import", "story.txt", "-o", "x"),
        "story.txt: line 1: no table of names; a table has tabs, and a header with the columns",
    ),
    "a text to write over": (
        ("names", "import", "names.tsv", "-o", "story.txt"),
        "story.txt: exists and is no index; name another file with -o",
    ),
    "no name": (("names", "check", "12"), "no name: '12'"),
    "no texts": (("names", "learn", "gone"), "nothing is collected"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_use_is_one_line_and_status_2(what: str, desk: Path) -> None:
    arguments, message = WRONG[what]
    status, out, err = run(desk, *arguments)
    assert (status, out) == (2, "")
    last = err.splitlines()[-1]
    assert last.startswith(f"error: {message}")
    assert "Traceback" not in err
    assert (desk / "story.txt").read_text(encoding="utf-8") == STORY
    assert not (desk / "x").exists()


def test_a_damaged_index_is_one_line_and_status_2(desk: Path) -> None:
    data = (desk / "names.index").read_bytes()
    for damaged in (data[:5000], data[:200] + bytes(len(data) - 200)):
        (desk / "names.index").write_bytes(damaged)
        given = ("check", "story.txt", "--source", "source.txt", "--names", "names.index")
        status, _, err = run(desk, *given)
        assert status == 2
        assert err.startswith("error: names.index: a damaged index")
        assert "import it again" in err
        assert len(err.splitlines()) == 1


def test_rows_left_out_are_told_on_standard_error(desk: Path) -> None:
    (desk / "bad.tsv").write_text(f"{TABLE}x\ny\tAnn\tmany\n", encoding="utf-8")
    status, out, err = run(desk, "names", "import", "bad.tsv", "-o", "bad.index")
    assert (status, out) == (0, "bad.index: 2 rows from bad.tsv\n")
    assert err == (
        "note: bad.tsv: 2 lines left out: line 4: 1 columns instead of 3; "
        "line 5: count is no number from 1: 'many'\n"
    )


def test_a_name_is_looked_up(desk: Path) -> None:
    def told(name: str, *names: str) -> tuple[int, list[str]]:
        status, out, err = run(desk, "names", "check", name, *names)
        assert err == ""
        first, *lines = out.splitlines()
        assert first == name
        return status, [line.strip() for line in lines]

    index = ("--names", "names.index")
    assert told("Gershuni", *index) == (0, ["gershuni: גרשוני 6 in names.index"])
    assert told("גרשוני", *index) == (0, ["attested in names.index for this form: gershuni 6"])
    assert told("David Gershuni", *index)[1][-1] == "David Gershuni: דוד גרשוני 2 in names.index"
    assert told("Gorshani", *index) == (
        1,
        [
            "near in names.index, with the same consonants: gershuni",
            "not known: looked in names.index, the lists that come with cleanup",
        ],
    )
    status, lines = told("Zelensky")
    assert status == 0
    assert lines[0].startswith("Zelensky: also written Zelenski, Zelenskiy, ")
    assert any(line.startswith("Volodymyr Zelenskyy: president, Ukraine, 2019") for line in lines)
    # A first name alone makes no whole name known.
    assert told("Roy Camphausen") == (
        1,
        [
            "Roy: a first name",
            "near: Roy Kamphausen",
            "not known: looked in the lists that come with cleanup",
        ],
    )
    (desk / "people.toml").write_text(
        '[[person]]\nname = "Anna Veldt"\noffice = "Mayor"\nentity = "Lund"\n'
        'variants = ["Weldt"]\n',
        encoding="utf-8",
    )
    people = ("--names", "people.toml")
    assert told("Anna Veldt", *people)[1] == [
        "Anna: a first name",
        "Anna Veldt, lund, mayor: in people.toml",
        "Anna Veldt: also written Weldt",
    ]
    assert "near in people.toml: Anna Veldt" in told("Veldd", *people)[1]


def test_names_are_collected_for_review(desk: Path) -> None:
    texts = desk / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(
        "Malta Prime Minister Anna Veldt met Tomasz Brzegowy in New York on Monday. Brzegowy "
        "smiled, and Brzegowy left. “It is late,” said Veldt.\n",
        encoding="utf-8",
    )
    (texts / "b.txt").write_text(
        "The President of the Lund Council, Olof Lindqvist, thanked Anna Veldt. Prime Minister "
        "Anna Veldt thanked him. In South Africa it rained on Good Friday.\n",
        encoding="utf-8",
    )
    status, out, err = run(desk, "names", "learn", "texts", "--least", "1")
    assert (status, err) == (0, "")
    assert out.startswith("# 3 names from 2 texts. To be reviewed")
    people = {person["name"]: person for person in tomllib.loads(out)["person"]}
    assert people["Anna Veldt"]["office"] == "Prime Minister"
    assert people["Anna Veldt"]["entity"] == "Malta"
    assert list(people) == ["Anna Veldt", "Olof Lindqvist", "Tomasz Brzegowy"]
    assert '# 3 times, in 2 texts\n[[person]]\nname = "Anna Veldt"' in out
    (desk / "people.toml").write_text(out, encoding="utf-8")
    assert run(desk, "check", "texts", "--names", "people.toml")[0] in (0, 1)
    assert run(desk, "names", "learn", "texts")[1].count("[[person]]") == 2


def test_jobs_and_the_cache_change_nothing(desk: Path) -> None:
    folder = desk / "many"
    folder.mkdir()
    people = '[[person]]\nname = "Anna Veldt"\noffice = "Prime Minister"\nentity = "Malta"\n'
    (desk / "people.toml").write_text(people, encoding="utf-8")
    for number in range(40):
        text = f"{STORY}Story {number} of Malta Prime Minister Anna Feldt, who said no.\n" * 40
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    given = ("check", "many", "--names", "names.index", "--names", "people.toml")
    cache = {"CLEANUP_CACHE_DIR": str(desk / "cache")}
    first = run(desk, *given, "--jobs", "1", "--no-cache", **cache)
    assert first[0] == 1
    assert "names/office-holder" in first[1]
    for jobs in ("1", "2", "2"):
        assert run(desk, *given, "--jobs", jobs, **cache) == first


def test_the_cache_knows_source_date_and_index(desk: Path) -> None:
    long = STORY + "It rained on Monday, and nobody went out to see the new clinic.\n" * 2000
    (desk / "story.txt").write_text(long, encoding="utf-8")
    cache = {"CLEANUP_CACHE_DIR": str(desk / "cache")}
    given = ("--source", "source.txt", "--names", "names.index")

    def names(*arguments: str) -> int:
        return run(desk, "check", "story.txt", *arguments, **cache)[1].count("names/attested")

    assert [names(*given), names(*given), names(*given[2:]), names(*given)] == [1, 1, 0, 1]
    (desk / "source.txt").write_text("אין כאן שמות.\n", encoding="utf-8")
    assert names(*given) == 0
    (desk / "source.txt").write_text(SOURCE, encoding="utf-8")
    assert names(*given, "--date", "2026-01-31") == 1
    (desk / "names.tsv").write_text(TABLE.replace("gershuni", "gorshani"), encoding="utf-8")
    assert run(desk, "names", "import", "names.tsv", "-o", "names.index")[0] == 0
    assert names(*given) == 0


def test_an_index_is_opened_only_where_there_is_a_source(desk: Path) -> None:
    loaded = (
        "import sys; sys.argv[0] = 'cleanup'\nfrom cleanup.__main__ import run\ntry:\n    run()\n"
    )
    loaded += "finally:\n    print('sqlite3' in sys.modules, file=sys.stderr)\n"
    given = ("check", "story.txt", "--names", "names.index", "--no-cache")
    for more, expected in (((), "False"), (("--source", "source.txt"), "True")):
        done = cleanup_command(*given, *more, cwd=desk, program=("-c", loaded))
        assert done.stderr.decode().splitlines()[-1] == expected


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_an_index_that_cannot_be_written_is_one_line(desk: Path) -> None:
    (desk / "shut").mkdir(mode=0o500)
    status, _, err = run(desk, "names", "import", "names.tsv", "-o", "shut/names.index")
    assert (status, err) == (2, "error: shut/names.index: cannot be written: permission denied\n")
