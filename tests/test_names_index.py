"""Indexes of names: what is imported, what is refused, what is found in them."""

import gzip
import json
import os
import sqlite3
from pathlib import Path

import pytest

import cleanup
from cleanup.digests import Digests
from cleanup.document import Evidence
from cleanup.lists import CardError
from cleanup.names.importing import Imported, import_names
from cleanup.names.index import Index, Spelling, identity, is_index
from cleanup.names.native import folded, words
from cleanup.settings import Settings

TABLE = (
    "lang\tunit\tnative\tenglish\tcount\n"
    "hebrew\ttoken\tגרשוני\tgershuni\t6\n"
    "hebrew\ttoken\tגרשוני\tgershony\t1\n"
    "hebrew\tfull\tדוד גרשוני\tDavid Gershuni\t2\n"
    "russian\ttoken\tдюкалов\tdyukalov\t1\n"
)


def made(
    folder: Path, table: str | bytes = TABLE, name: str = "names.tsv"
) -> tuple[Path, Imported]:
    """An index of a table in `folder`, and what the import says of it."""
    data = table.encode() if isinstance(table, str) else table
    (folder / name).write_bytes(data)
    return folder / "names.index", import_names(folder / name, folder / "names.index")


def refusal(folder: Path, table: str | bytes, name: str = "names.tsv") -> str:
    with pytest.raises(CardError) as error:
        made(folder, table, name)
    assert not list(folder.glob(".*")), "a temporary file is left over"
    assert not (folder / "names.index").exists()
    assert str(error.value).startswith(f"{folder / name}: ")
    return str(error.value).removeprefix(f"{folder / name}: ")


def test_a_table_is_found_again_row_by_row(tmp_path: Path) -> None:
    path, done = made(tmp_path)
    assert (done.rows, done.bad, done.remark) == (4, 0, "")
    with Index(path) as index:
        asked = ["גרשוני", "дюкалов", "nobody"]
        assert index.spellings(asked, "token") == {
            "גרשוני": [Spelling("gershuni", 6), Spelling("gershony", 1)],
            "дюкалов": [Spelling("dyukalov", 1)],
        }
        full = index.spellings(["דוד גרשוני"], "full")
        assert full == {"דוד גרשוני": [Spelling("David Gershuni", 2)]}
        assert index.natives("gershuni") == [("גרשוני", "hebrew", 6)]
        assert (index.uses("gershuni"), index.uses("davidgershuni"), index.uses("x")) == (6, 0, 0)


def test_a_packed_table_a_mark_and_other_line_ends_make_no_difference(tmp_path: Path) -> None:
    _, plain = made(tmp_path)
    for name, data in {
        "packed.gz": gzip.compress(TABLE.encode()),
        "marked.tsv": b"\xef\xbb\xbf" + TABLE.encode(),
        "windows.tsv": TABLE.replace("\n", "\r\n").encode(),
        "open.tsv": TABLE.rstrip("\n").encode(),
    }.items():
        path, done = made(tmp_path, data, name)
        assert done == plain
        with Index(path) as index:
            assert index.spellings(["דוד גרשוני"], "full")


def test_columns_may_stand_in_any_order_and_only_two_are_needed(tmp_path: Path) -> None:
    path, _ = made(tmp_path, "english\tnative\nDavid Gershuni\tדוד גרשוני\ngershuni\tגרשוני\n")
    with Index(path) as index:
        assert index.spellings(["דוד גרשוני"], "full")["דוד גרשוני"][0].times == 1
        assert index.spellings(["גרשוני"], "token")["גרשוני"][0].english == "gershuni"


def test_rows_that_say_the_same_are_added_up(tmp_path: Path) -> None:
    path, _ = made(tmp_path, TABLE + "hebrew\ttoken\tגרשוני\tgershuni\t3\n")
    with Index(path) as index:
        assert index.spellings(["גרשוני"], "token")["גרשוני"][0] == Spelling("gershuni", 9)


def test_bad_rows_are_left_out_and_named_by_line(tmp_path: Path) -> None:
    bad = "x\ty\na\ttoken\tגר\tger\tmany\na\ttoken\t\tger\t1\na\tword\tגר\tger\t1\n"
    _, done = made(tmp_path, TABLE + bad + "a\ttoken\tגר\t50\t1\n\na\ttoken\tגר\tger\t-1\n")
    assert (done.rows, done.bad) == (4, 6)
    assert done.remark == (
        "6 lines left out: line 6: 2 columns instead of 5; line 7: count is no number from 1: "
        "'many'; line 8: no native form; line 9: unit is token or full, not 'word'; "
        "line 10: no name: '50', and others"
    )


BAD_FILES: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "no table of names"),
    "no header": ("גרשוני\tgershuni\t6\n", "line 1: no table of names"),
    "no rows": ("native\tenglish\n", "no row of it can be used (it is empty)"),
    "only bad rows": ("native\tenglish\nx\n", "(line 2: 1 columns instead of 2)"),
    "a column twice": ("native\tenglish\tnative\n", "a column stands there twice"),
    "Latin-1": ("native\tenglish\nж\tJos\n".encode() + b"x\t\xe9\n", "not UTF-8 (after line"),
    "cut short": (gzip.compress(TABLE.encode() * 99)[:-30], "damaged"),
    "JSON, but a list": ("[1, 2]\n", "no row of it can be used"),
    "packed otherwise": (b"BZh91AY&SY" + bytes(40), "not packed with gzip: unpack it first"),
    "a document": ("# Names\n\nText.\n", "no table of names"),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_file_that_is_no_table_is_refused_with_the_way_out(what: str, tmp_path: Path) -> None:
    table, words_of = BAD_FILES[what]
    assert words_of in refusal(tmp_path, table)


def test_a_failed_import_leaves_the_index_that_was_there(tmp_path: Path) -> None:
    path, _ = made(tmp_path)
    before = path.read_bytes()
    (tmp_path / "bad.tsv").write_text("native\tenglish\n", encoding="utf-8")
    with pytest.raises(CardError):
        import_names(tmp_path / "bad.tsv", path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.tsv", "names.index", "names.tsv"]


def test_what_is_no_index_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "names.tsv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "story.txt").write_text("An article.", encoding="utf-8")
    with pytest.raises(CardError, match=r"exists and is no index"):
        import_names(tmp_path / "names.tsv", tmp_path / "story.txt")
    with pytest.raises(CardError, match="is a folder"):
        import_names(tmp_path / "names.tsv", tmp_path)
    with pytest.raises(CardError, match="an index already"):
        import_names(made(tmp_path)[0], tmp_path / "other.index")


def test_json_lines_give_names_variants_and_words(tmp_path: Path) -> None:
    rows = [
        {"name": "David Gershuni", "aliases": ["Dudu Gershuni"], "native": {"דוד גרשוני": 3}},
        {"name": "Anna Dyukalova", "native": ["Анна Дюкалова"]},
        {"name": "Kim Min", "native": {"ko": ["김 민"], "zh": "金敏"}},
        {"name": 7},
        ["no object"],
        {"name": "Ann", "native": 3},
    ]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n{broken\n"
    path, done = made(tmp_path, text, "names.jsonl")
    assert done.bad == 4
    assert "line 4: no name; line 5: no JSON object; line 6: native must be" in done.remark
    with Index(path) as index:
        assert index.spelled("dudugershuni") == [("Dudu Gershuni", "David Gershuni")]
        assert index.spellings(["דוד גרשוני"], "full")["דוד גרשוני"][0].times == 3
        assert index.spellings(["גרשוני"], "token")["גרשוני"][0].english == "gershuni"
        assert index.spellings(["дюкалова"], "token")
        assert index.spellings(["金敏"], "full")["金敏"][0].english == "Kim Min"


def test_items_of_wikidata_are_read_as_they_are_dumped(tmp_path: Path) -> None:
    def label(code: str, value: str) -> dict[str, dict[str, str]]:
        return {code: {"language": code, "value": value}}

    item = {
        "type": "item",
        "id": "Q1",
        "labels": label("en", "David Gershuni") | label("he", "דוד גרשוני") | label("fr", "X"),
        "aliases": {"en": [{"language": "en", "value": "D. Gershuni"}]},
    }
    nameless = {"type": "item", "id": "Q2", "labels": label("he", "דוד")}
    text = f"[\n{json.dumps(item)},\n{json.dumps(nameless)}\n]\n"
    path, done = made(tmp_path, text, "dump.json")
    assert done.remark == "1 line left out: line 3: no English label"
    with Index(path) as index:
        assert index.spellings(["דוד גרשוני"], "full")
        assert index.spelled("dgershuni") == [("D. Gershuni", "David Gershuni")]


def test_a_native_form_is_looked_up_without_its_points_and_marks() -> None:
    assert folded("גֶּרְשׁוֹנִי") == folded("גרשוני")
    assert folded("צ׳רנוב") == folded("צ'רנוב")
    assert folded("مُحَمَّد") == folded("محمد")
    assert folded("  Пётр   Дюков ") == "петр дюков"


def test_the_words_of_a_source_come_with_what_they_may_be() -> None:
    def forms(text: str) -> dict[str, tuple[str, ...]]:
        return {word.text: word.forms for word in words(text)}

    assert "дюкалов" in forms("с Дюкаловым")["дюкаловым"]
    assert list(forms("с Дюкаловым")) == ["дюкаловым"], "small words are no names"
    assert "גרשוני" in forms("ולגרשוני")["ולגרשוני"]
    assert "김민수" in forms("김민수는")["김민수는"]
    assert "若昀" in forms("演员若昀")
    assert forms("Plain English, 123.") == {}


@pytest.mark.parametrize(
    ("damage", "words_of"),
    {
        "cut short": (lambda data: data[: len(data) // 2], "cut short"),
        "only a header": (lambda data: data[:60], "cut short"),
        "another database": (lambda data: data[:68] + bytes(4) + data[72:], "no index of names"),
        "another layout": (lambda data: data[:60] + bytes(4) + data[64:], "another version"),
        "garbage inside": (lambda data: data[:100] + b"\xff" * (len(data) - 100), "damaged index"),
    }.values(),
)
def test_a_damaged_index_is_refused(damage: object, words_of: str, tmp_path: Path) -> None:
    path, _ = made(tmp_path)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert is_index(path)
    with pytest.raises(CardError, match=words_of) as error, Index(path) as index:
        index.spellings(["גרשוני"], "token")
    assert str(error.value).startswith(f"{path}: ")


def test_a_database_that_is_no_index_is_refused_before_anything_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("create table names (name text)")
    other.close()
    with pytest.raises(CardError, match=r"other\.sqlite: a database, but no index of names"):
        cleanup.check("Text.", Settings(names=(path,)))


def test_a_table_that_was_not_imported_is_refused_with_the_way_out(tmp_path: Path) -> None:
    for name, data in {
        "names.tsv": TABLE.encode(),
        "names.gz": gzip.compress(TABLE.encode()),
        "names.jsonl": b'{"name": "David Gershuni"}\n',
    }.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(CardError, match=r"import it first: cleanup names import .* -o INDEX"):
            Settings(names=(tmp_path / name,)).selected()


def test_a_names_file_with_a_tab_in_it_is_no_table(tmp_path: Path) -> None:
    for head in ("#\tnames\n", "", "[[person]]\t# one\n"):
        people = tmp_path / "people.toml"
        rest = 'name\t= "Anna Veldt"\n'
        people.write_text(
            head + ("" if "person" in head else "[[person]]\n") + rest, encoding="utf-8"
        )
        Settings(names=(people,)).selected()


def test_settings_tell_names_files_from_indexes(tmp_path: Path) -> None:
    path, _ = made(tmp_path)
    people = tmp_path / "people.toml"
    people.write_text('[[person]]\nname = "Anna Veldt"\n', encoding="utf-8")
    settings = Settings(names=(people, path))
    assert (settings.names_files, settings.indexes) == ((people,), (path,))
    settings.selected()


def test_another_index_gives_other_keys_to_the_cache(tmp_path: Path) -> None:
    path, _ = made(tmp_path)

    def key() -> bytes:
        return Digests(Evidence(indexes=(path,))).folder("", "")

    keys = [key()]
    assert key() == keys[0]
    os.utime(path, (1, 1))
    assert key() == keys[0], "a copy with another date is the same"
    made(tmp_path, TABLE.replace("\t6\n", "\t7\n"))
    keys.append(key())
    with sqlite3.connect(path) as database:
        database.execute("update forms set count = 9")
    database.close()
    keys.append(key())
    keys.append(Digests(Evidence()).folder("", ""))
    assert len(set(keys)) == 4


def test_the_identity_of_a_missing_index_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        identity(tmp_path / "gone.index")
