"""Finding files, and reading them without losing a byte."""

import codecs
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup import files as files_module
from cleanup.cleaner import Cleaning
from cleanup.discovery import find
from cleanup.document import Document
from cleanup.files import FileProblem, NotText, Source, decode, read
from cleanup.inputs import Input
from cleanup.outputs import Output
from cleanup.report import Report

RUSSIAN = "Москва — столица России. Здесь говорят по-русски, и текст довольно длинный.\r\n" * 5
JAPANESE = "東京は日本の首都です。人口は一千万人を超えています。\n" * 5
CHINESE = "北京是中华人民共和国的首都，人口超过两千万。这是一个比较长的句子。\n" * 5
ENGLISH = "The café was closed.\r\nNobody knew why; the owner said nothing at all.\n\rEnd"

MARKS = {
    "utf-8-sig": (codecs.BOM_UTF8, "utf-8"),
    "utf-16-le": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16-be": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "utf-32-le": (codecs.BOM_UTF32_LE, "utf-32-le"),
    "utf-32-be": (codecs.BOM_UTF32_BE, "utf-32-be"),
}

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
needs_permissions = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
needs_git = pytest.mark.skipif(not shutil.which("git"), reason="compares with git itself")


def problem(data: bytes) -> str:
    """What is said of data that is refused."""
    with pytest.raises(NotText) as caught:
        decode(data, "story.txt")
    assert "\n" not in str(caught.value)
    return str(caught.value)


# --- Reading ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", MARKS)
def test_a_byte_order_mark_decides_and_stays_out_of_the_text(encoding: str) -> None:
    mark, codec = MARKS[encoding]
    data = mark + ENGLISH.encode(codec)
    source = decode(data, "story.txt")
    assert (source.encoding, source.text) == (encoding, ENGLISH)
    assert source.encode(source.text) == data
    assert source.encode("New: ’") == mark + "New: ’".encode(codec)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "cp1252", "big5hkscs", "shift_jis_2004"])
@given(st.text(st.sampled_from("ab \u0301\u00ca\u304b\u309a"), max_size=40))
def test_a_long_text_is_encoded_in_pieces_as_it_is_whole(codec: str, text: str) -> None:
    source = Source("", codec, "story.txt", codec, b"mark")
    with patch.object(files_module, "_PIECE", 3):
        try:
            whole = text.encode(codec)
        except UnicodeEncodeError as error:
            with pytest.raises(FileProblem, match=f"U\\+{ord(text[error.start]):04X}"):
                source.encoded(text)
        else:
            assert source.encode(text) == b"mark" + whole


def test_a_second_byte_order_mark_belongs_to_the_text() -> None:
    data = codecs.BOM_UTF8 * 2 + b"Text"
    source = decode(data, "story.txt")
    assert source.text == "\ufeffText"
    assert source.encode(source.text) == data


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("", "utf-8", "utf-8"),
        ("plain", "utf-8", "utf-8"),
        (ENGLISH, "utf-8", "utf-8"),
        ("“Straße” – 東京 \U0001f600", "utf-8", "utf-8"),
        ("a\x00b and \x00 more", "utf-8", "utf-8"),
        ("one\rtwo\r\nthree\n\x0c\x85\u2028four", "utf-8", "utf-8"),
        ("GIF89a is a format of 1989.", "utf-8", "utf-8"),
        (ENGLISH, "latin-1", "iso-8859-1"),
        ("café", "latin-1", "iso-8859-1"),
        ("He said: ‘No’ – and left…", "cp1252", "windows-1252"),
        ("A long line without an end " * 9000 + "é", "latin-1", "iso-8859-1"),
        ("x" * 200_000 + "“y”" + "z" * 200_000, "cp1252", None),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN.replace("—", "-"), "iso8859-5", "iso-8859-5"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE * 3000, "gb18030", "gb18030"),
        (JAPANESE, "euc-jp", None),
    ],
)
def test_an_unmarked_encoding_is_told(text: str, codec: str, encoding: str | None) -> None:
    data = text.encode(codec)
    source = decode(data, "story.txt")
    assert source.text == text
    assert source.encode(text) == data
    if encoding:
        assert source.encoding == encoding


def test_a_file_is_read_with_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(ENGLISH.encode())
    assert read(path).text == ENGLISH


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])), st.sampled_from([*MARKS, "utf-8"]))
def test_unicode_text_comes_back_byte_for_byte(text: str, encoding: str) -> None:
    mark, codec = MARKS.get(encoding, (b"", "utf-8"))
    data = mark + text.encode(codec)
    source = decode(data, "story.txt")
    assert source.encode(source.text) == data
    assert (source.mark + source.text.encode(codec)) == data
    if not (text.startswith("\ufeff") and not mark):
        assert source.text == text


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_bytes_that_are_accepted_come_back_byte_for_byte(data: bytes) -> None:
    try:
        source = decode(data, "story.txt")
    except NotText:
        return
    assert source.encode(source.text) == data


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text("abc xyz,.\r\n\t", min_size=20, max_size=40),
            st.sampled_from([*range(0xA0, 0x100), *"‚„…†‡‘’“”•–—˜™š".encode("cp1252")]),
        ),
        min_size=1,
    )
)
def test_mostly_ascii_is_western_and_comes_back_byte_for_byte(
    pieces: list[tuple[str, int]],
) -> None:
    data = b"".join(text.encode() + bytes([high]) for text, high in pieces)
    source = decode(data, "story.txt")
    assert source.encode(source.text) == data
    windows = any(0x80 <= byte < 0xA0 for byte in data)
    assert source.encoding == ("windows-1252" if windows else "iso-8859-1")


@pytest.mark.parametrize(
    ("data", "lacking", "sentence"),
    [
        (b"caf\xe9", "’", "is in iso-8859-1, which has no ’ (U+2019 RIGHT SINGLE QUOTATION MARK)"),
        (
            b"\x93No\x94",
            "ł",
            "is in windows-1252, which has no ł (U+0142 LATIN SMALL LETTER L WITH STROKE)",
        ),
        (b"No", "\ud800", r"is in utf-8, which has no \ud800 (U+D800 a character without a name)"),
    ],
)
def test_a_character_that_the_encoding_lacks_is_named(
    data: bytes, lacking: str, sentence: str
) -> None:
    with pytest.raises(FileProblem) as caught:
        decode(data, "story.txt").encode(f"It {lacking} is {lacking}")
    assert str(caught.value) == f"story.txt {sentence}; convert the file to UTF-8 first"


@pytest.mark.parametrize("where", [{"folder": "out"}, {"file": "out/story.txt"}])
def test_nothing_is_begun_for_a_text_that_cannot_be_encoded(
    tmp_path: Path, where: dict[str, str]
) -> None:
    item = Input(Path("story.txt"), "story.txt", decode(b"caf\xe9", "story.txt"))
    text = item.source.text
    cleaning = Cleaning(text, "“" + text, (), (), (), (), (), ())
    report = Report(Document(text), (), "en", cleaning=cleaning)
    with pytest.raises(FileProblem, match="which has no “"):
        Output(**{kind: tmp_path / name for kind, name in where.items()}).put(item, report)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj",
        b"PK\x03\x04" + b"\x14\x00" * 30,
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"\x1f\x8b\x08\x00" + bytes(50),
        b"\x7fELF\x02\x01\x01" + bytes(50),
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\x00" * 100,
        b"text" + b"\x01\x02\x03" * 100,
        random.Random(0).randbytes(5000),
        codecs.BOM_UTF16_LE + b"\x01\x00" * 100,
        "Hi\n".encode("utf-32-le"),
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    assert "is binary, not text" in problem(data)


def test_a_document_is_refused_with_the_way_out() -> None:
    assert problem(b"PK\x03\x04" + bytes(9)) == (
        "story.txt is binary, not text (a ZIP archive, as are .docx, .odt and .epub); "
        "save its text as a .txt file first"
    )


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Hi\n", ENGLISH, "“Quoted” — and more of it\n", RUSSIAN])
def test_utf_16_without_a_mark_is_refused_by_that_name(codec: str, text: str) -> None:
    assert "looks like UTF-16 without a byte-order mark; save it" in problem(text.encode(codec))


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("“One” – ‘two’.\nThree – ".encode() + b"caf\xe9", "byte 38 (line 2)"),
        ("“One” – ‘two’ and".encode() + b"\xe2\x80", "byte 27 (line 1)"),
        (b"caf\xe9 " + "“One” – ‘two’ and".encode(), "byte 3 (line 1)"),
    ],
)
def test_damaged_utf_8_is_not_taken_for_something_else(data: bytes, place: str) -> None:
    assert f"is UTF-8 except at {place}" in problem(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (codecs.BOM_UTF8 + b"caf\xe9", "of UTF-8 but is not UTF-8 at byte 6"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "of UTF-16-LE but is not UTF-16-LE at byte 4"),
        (codecs.BOM_UTF16_BE + b"\xd8\x00", "of UTF-16-BE but is not UTF-16-BE at byte 2"),
    ],
)
def test_a_mark_that_promises_too_much_is_an_error(data: bytes, what: str) -> None:
    assert what in problem(data)


def test_a_code_page_that_does_not_extend_ascii_is_refused() -> None:
    text = "Hello there, this is a text from a mainframe, and it is quite long.\n"
    assert "cannot be told" in problem((text * 5).encode("cp037"))


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    with pytest.raises(FileProblem) as caught:
        read(missing)
    assert (caught.value.name, caught.value.what) == (str(missing), "does not exist")
    with pytest.raises(FileProblem, match="is a folder, not a file"):
        read(tmp_path)


@needs_permissions
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(FileProblem, match="permission denied"):
        read(path)


def test_a_message_stays_on_one_line_whatever_the_name() -> None:
    with pytest.raises(NotText, match=r"^a\\nb\\udc80 is binary"):
        decode(b"%PDF-", "a\nb\udc80")


# --- Finding ---------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def make(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x\n")


def files(*paths: str, exclude: tuple[str, ...] = ()) -> list[str]:
    """What is found, for calls that go without errors."""
    found = find(paths, exclude)
    assert found.errors == []
    return [file.as_posix() for file in found.files]


def errors(*paths: str, exclude: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return find(paths, exclude).errors


def test_named_files_keep_their_order_and_come_once(here: Path) -> None:
    make("b.txt", "a.md", "c")
    assert files("b.txt", "a.md", "./b.txt", "c", str(here / "c")) == ["b.txt", "a.md", "c"]


def test_a_folder_gives_its_text_files_sorted(here: Path) -> None:
    make("b.txt", "a/z.TXT", "a/b/c.Txt", "a.md", "a/txt", "a-b/x.txt")
    assert files(".") == ["a/b/c.Txt", "a/z.TXT", "a-b/x.txt", "b.txt"]
    assert files("a/b", "a") == ["a/b/c.Txt", "a/z.TXT"]


def test_named_files_are_told_from_those_met_in_a_folder(here: Path) -> None:
    make("x/a.txt", "x/b.txt", "c.txt")
    found = find(["x", "x/b.txt", "c.txt"])
    assert found.files == [Path("x/a.txt"), Path("x/b.txt"), Path("c.txt")]
    assert found.named == {Path("x/b.txt"), Path("c.txt")}


def test_hidden_files_and_folders_are_left_out_unless_named(here: Path) -> None:
    make(".hidden.txt", ".git/a.txt", "x/.y/a.txt", "seen.txt")
    assert files(".") == ["seen.txt"]
    assert files(".hidden.txt", "x/.y") == [".hidden.txt", "x/.y/a.txt"]


def test_what_is_missing_is_an_error_and_stops_nothing(here: Path) -> None:
    make("a.txt")
    found = find(["gone.txt", "a.txt", "a.txt/b", ""])
    assert found.files == [Path("a.txt")]
    assert found.errors == [
        ("gone.txt", "gone.txt does not exist"),
        ("a.txt/b", f"{Path('a.txt/b')} does not exist"),
        ("", '"" is an empty path; name a file or a folder'),
    ]


def test_a_folder_without_text_is_an_error(here: Path) -> None:
    make("x/a.md", "y/a.txt")
    assert errors("x") == [("x", "no text files (.txt) in x")]
    assert errors("y", exclude=("*.txt",)) == [
        ("y", "no text files (.txt) in y; what .gitignore or an exclusion names was left out")
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("[ab].t?t", ["a.txt", "b.txt"]),
        ("**/*.txt", ["a.txt", "b.txt", "x/c.txt", "x/y/d.txt"]),
        ("x/**/*.txt", ["x/c.txt", "x/y/d.txt"]),
        ("x/**", ["x/c.txt", "x/y/d.txt"]),
        ("**", ["a.txt", "b.txt", "x/c.txt", "x/y/d.txt"]),
        ("**.txt", ["a.txt", "b.txt"]),
        ("?", ["x/c.txt", "x/y/d.txt"]),
        ("x/*", ["x/c.md", "x/c.txt", "x/y/d.txt"]),
        (".*.txt", [".e.txt"]),
    ],
)
def test_a_pattern_is_expanded(here: Path, pattern: str, expected: list[str]) -> None:
    make("a.txt", "b.txt", "x/c.txt", "x/c.md", "x/y/d.txt", ".e.txt", "x/.z/f.txt")
    assert files(pattern) == expected
    assert files(str(here / pattern)) == [(here / name).as_posix() for name in expected]


def test_files_that_match_a_pattern_count_as_named(here: Path) -> None:
    make("a.txt", "b.txt")
    assert find(["*.txt"]).named == {Path("a.txt"), Path("b.txt")}


def test_a_pattern_without_a_match_is_an_error(here: Path) -> None:
    assert errors("*.txt") == [("*.txt", "*.txt matches no file")]


def test_a_file_with_the_name_of_a_pattern_is_that_file(here: Path) -> None:
    make("[a].txt", "a.txt")
    assert files("[a].txt") == ["[a].txt"]


IGNORED = [
    {"": "*.txt\n!keep.txt\n"},
    {"": "/a.txt\nx/b.txt\n"},
    {"": "# *.txt\n\n\\#a.txt\n!!a.txt\nb.txt  \r\n"},
    {"": "x/\n!x/keep.txt\n"},
    {"": "x/*\n!x/keep.txt\n"},
    {"": "x/**\n!x/y/\n!x/y/keep.txt\n"},
    {"": "*\n!*/\n!a.txt\n"},
    {"": "*.txt\n!x/\n"},
    {"": "**/y/\n!/x/y/\n"},
    {"": "*.txt\n", "x/": "!b.txt\n"},
    {"": "!b.txt\n", "x/": "b.txt\ny\n", "x/y/": "!*.txt\n"},
    {"": "y\n", "x/": "!y/\n/a.txt\n"},
    {"": "[ab].txt\n[!a]eep.txt\nx/?/\\a.txt\n"},
    {"": "\ufeffa.txt\n"},
    {"": "!\n\\\nx/y\n"},
]


@needs_git
@pytest.mark.parametrize("ignored", IGNORED)
def test_ignored_files_are_those_that_git_ignores(here: Path, ignored: dict[str, str]) -> None:
    names = ["a.txt", "b.txt", "keep.txt", "#a.txt", "!a.txt"]
    make(*(folder + name for folder in ("", "x/", "x/y/", "z/y/") for name in names))
    for folder, lines in ignored.items():
        Path(folder, ".gitignore").write_text(lines, encoding="utf-8", newline="")
    subprocess.run(["git", "init", "-q"], check=True)
    listing = ["git", "ls-files", "-z", "--others", "--exclude-standard", "*.txt"]
    output = subprocess.run(listing, check=True, capture_output=True, text=True).stdout
    expected = sorted(filter(None, output.split("\0")))
    assert sorted(file.as_posix() for file in find(["."]).files) == expected
    below = [name for name in expected if name.startswith("z/")]
    assert [file.as_posix() for file in find(["z"]).files] == below


def test_a_gitignore_above_counts_only_within_the_checkout(here: Path) -> None:
    make("repo/x/a.txt", "repo/x/b.txt")
    Path(".gitignore").write_text("a.txt\n")
    assert files("repo/x") == ["repo/x/a.txt", "repo/x/b.txt"]
    Path("repo/.gitignore").write_text("b.txt\n")
    assert files("repo/x") == ["repo/x/a.txt", "repo/x/b.txt"]
    Path("repo/.git").write_text("gitdir: elsewhere\n")
    assert files("repo/x") == ["repo/x/a.txt"]


def test_an_ignored_file_or_folder_can_be_named(here: Path) -> None:
    make("out/x/a.txt", "b.txt")
    Path(".git").mkdir()
    Path(".gitignore").write_text("out/\n*.txt\n")
    assert files("out", "out/x", "b.txt") == ["out/x/a.txt", "b.txt"]


def test_exclusions_are_relative_to_the_current_folder(here: Path) -> None:
    make("x/a.txt", "x/b.txt", "y/a.txt", "y/z/c.txt")
    assert files(".", exclude=("x/a.txt", "z/")) == ["x/b.txt", "y/a.txt"]
    assert files(str(here), exclude=("/x", "c.txt")) == [(here / "y/a.txt").as_posix()]
    assert files("x", "y", exclude=("*.txt", "!a.txt")) == ["x/a.txt", "y/a.txt"]


def test_exclusions_win_over_gitignore_but_not_over_names(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("x/a.txt", "x/b.txt", "work/c.txt")
    Path("x/.gitignore").write_text("!a.txt\n")
    assert files("x", exclude=("a.txt",)) == ["x/b.txt"]
    assert files("x/a.txt", "x/*.txt", exclude=("*.txt",)) == ["x/a.txt", "x/b.txt"]
    assert errors("x", exclude=("x",))[0][0] == "x"
    monkeypatch.chdir("work")
    assert files("../x", exclude=("b.txt", ".*")) == ["../x/a.txt"]


@needs_links
def test_links_are_not_followed_out_of_a_folder(here: Path) -> None:
    make("outside/o.txt", "x/a.txt", "x/y/b.txt", "x/c.md")
    Path("x/out.txt").symlink_to(here / "outside/o.txt")
    Path("x/nowhere.txt").symlink_to("missing.txt")
    Path("x/folder").symlink_to(here / "outside")
    Path("x/folder.txt").symlink_to(here / "outside")
    Path("x/y/loop").symlink_to(here / "x")
    Path("x/self.txt").symlink_to("self.txt")
    Path("x/0.txt").symlink_to("a.txt")
    Path("x/within.txt").symlink_to("c.md")
    found = find(["x"])
    assert [file.as_posix() for file in found.files] == ["x/a.txt", "x/within.txt", "x/y/b.txt"]
    assert found.notes == ["x: 3 links left out, leading out of the folder or nowhere"]


@needs_links
def test_a_named_link_is_followed(here: Path) -> None:
    make("outside/o.txt")
    Path("linked").symlink_to("outside")
    Path("o.txt").symlink_to("outside/o.txt")
    Path("broken.txt").symlink_to("missing.txt")
    assert files("linked") == ["linked/o.txt"]
    assert files("o.txt", "linked/o.txt") == ["o.txt"]
    assert errors("broken.txt") == [
        ("broken.txt", "broken.txt is a link to missing.txt, which does not exist")
    ]


@needs_links
def test_a_pattern_does_not_run_in_a_loop_of_links(here: Path) -> None:
    make("x/a.txt")
    for name in ("one", "two", "three"):
        Path("x", name).symlink_to(here)
    assert files("**/*.txt") == ["x/a.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_in_a_folder_is_left_out(here: Path) -> None:
    make("a.txt")
    os.mkfifo("pipe.txt")
    assert files(".") == ["a.txt"]


@needs_permissions
def test_a_folder_that_cannot_be_looked_into_is_an_error(here: Path) -> None:
    make("x/a.txt", "x/y/b.txt")
    Path("x/y").chmod(0)
    found = find(["x"])
    Path("x/y").chmod(0o755)
    assert found.files == [Path("x/a.txt")]
    assert found.errors == [("x/y", "x/y cannot be looked into: permission denied")]
