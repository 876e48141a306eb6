"""Settings in files: which file counts, what it gives, and what is said about a wrong one."""

import dataclasses
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cleanup.config import Loaded, describe, keys, load, load_file, override
from cleanup.settings import Settings
from cleanup.settings_file import SettingsError

EVERYTHING = """\
select = ["quotes", "spacing"]
ignore = ["quotes/stray"]
extend-select = ["names"]
extend-safe-fixes = ["calques"]
extend-unsafe-fixes = [
    "punctuation",  # not yet
    'repeats',
]
exclude = ["old/"]
names = ["people.toml"]
references = ["texts", "/srv/wire.txt"]
rules = ["our-rules"]
source-lang = ["ar"]
language-model = "lid.ftz"
engines = ["languagetool"]
languagetool-server = "http://127.0.0.1:8081"
languagetool-folder = "lt"
languagetool-language = "en-GB"

[style]
quotes = "curly"
dash = "spaced-en"
ellipsis = "dots"

[limits]
max-removed = 0.5
max-seconds = 3

[severity]
quotes = "error"
"spacing/glued-words" = "info"

[per-file-ignores]
"drafts/" = ["quotes", "ours"]
"*.md" = ["spacing"]

[gates]
min-quality = 95
max-grade = 12.5
fail-on = "warning"
max-findings = 20

[weights]
error = 4
"""
CARD = """\
summary = "An owl"
message = "an owl"
why = "There are no owls here."
severity = "info"
mqm = "Style/Awkward"
[match]
pattern = "owl"
[[example]]
bad = "An [[owl]]."
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a rule of the user's own in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "our-rules" / "ours").mkdir(parents=True)
    (tmp_path / "our-rules" / "ours" / "owl.toml").write_text(CARD)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def complaint(folder: Path, text: str, name: str = "cleanup.toml") -> str:
    write(folder / name, text)
    with pytest.raises(SettingsError) as caught:
        load(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_every_setting_can_be_set_in_a_file(folder: Path) -> None:
    write(folder / "cleanup.toml", EVERYTHING)
    assert load(folder).settings == Settings(
        select=("quotes", "spacing"),
        ignore=("quotes/stray",),
        extend_select=("names",),
        extend_safe_fixes=("calques",),
        extend_unsafe_fixes=("punctuation", "repeats"),
        exclude=("old/",),
        names=(folder / "people.toml",),
        references=(folder / "texts", Path("/srv/wire.txt")),
        rules=(folder / "our-rules",),
        source_lang=("ar",),
        quotes="curly",
        dash="spaced-en",
        ellipsis="dots",
        max_removed=0.5,
        max_seconds=3,
        severity=(("quotes", "error"), ("spacing/glued-words", "info")),
        per_file_ignores=(("drafts/", ("quotes", "ours")), ("*.md", ("spacing",))),
        min_quality=95,
        max_grade=12.5,
        fail_on="warning",
        max_findings=20,
        weights=(("error", 4.0),),
        language_model=folder / "lid.ftz",
        engines=("languagetool",),
        languagetool_server="http://127.0.0.1:8081",
        languagetool_folder=folder / "lt",
        languagetool_language="en-GB",
        folder=folder,
    )


def test_no_setting_is_forgotten_in_files_or_in_what_is_printed(folder: Path) -> None:
    # `folder` is where the file stands; the first line that is printed names it.
    fields = {f.name.replace("_", "-") for f in dataclasses.fields(Settings)} - {"folder"}
    assert {key for _, key in keys()} == fields
    write(folder / "cleanup.toml", EVERYTHING)
    loaded = load(folder)
    for field in dataclasses.fields(Settings):
        given = getattr(loaded.settings, field.name)
        assert given != field.default, f"EVERYTHING does not set {field.name}"
    assert set(loaded.origins) == fields
    printed = tomllib.loads("".join(describe(loaded)))
    tables = ("style", "limits", "gates")
    assert {*printed, *(key for table in tables for key in printed[table])} - {*tables} == fields


@pytest.mark.parametrize("text", [EVERYTHING, ""])
def test_what_is_printed_is_a_settings_file_that_says_the_same(folder: Path, text: str) -> None:
    write(folder / "cleanup.toml", text)
    loaded = load(folder)
    again = load_file(write(folder / "again.toml", "".join(describe(loaded))))
    assert again.settings == loaded.settings


def test_what_is_printed_says_where_each_value_comes_from(folder: Path) -> None:
    write(folder / "cleanup.toml", EVERYTHING)
    lines = list(describe(override(load(folder), select=("ALL",), ignore=("calques",))))
    assert lines[0] == "# settings from cleanup.toml\n"
    origin = {line.split(" ")[0].strip(): line.partition("  # ")[2].strip() for line in lines}
    assert origin["select"] == "command line"
    assert origin["ignore"] == "cleanup.toml:2, command line"
    assert origin["extend-select"] == "command line"
    assert origin["extend-unsafe-fixes"] == "cleanup.toml:5"
    assert origin["dash"] == "cleanup.toml:22"
    assert origin["[severity]"] == "cleanup.toml:29"
    assert set(load_file(write(folder / "none.toml", "")).origins.values()) == {"default"}
    (folder / "cleanup.toml").unlink()
    assert next(describe(load(folder))) == "# no settings file\n"
    columns = {line.find("  # ") for line in describe(load(folder)) if "  # " in line}
    assert len(columns) == 1


def test_the_nearest_file_counts_alone(folder: Path) -> None:
    write(folder / "cleanup.toml", 'ignore = ["quotes"]\nselect = ["names"]')
    near = write(folder / "desk" / "cleanup.toml", 'ignore = ["spacing"]')
    deep = folder / "desk" / "a" / "b"
    deep.mkdir(parents=True)
    assert load(deep).path == near
    assert load(deep).settings.ignore == ("spacing",)
    assert load(deep).settings.select == ("ALL",)
    assert load(folder).settings.ignore == ("quotes",)


def test_in_one_folder_cleanup_toml_goes_first_and_pyproject_needs_a_table(folder: Path) -> None:
    write(folder / "pyproject.toml", '[tool.cleanup]\nignore = ["quotes"]')
    write(folder / "sub" / "pyproject.toml", '[project]\nname = "cleanup-notes"')
    loaded = load(folder / "sub")
    assert loaded.settings.ignore == ("quotes",)
    assert loaded.origins["ignore"] == "pyproject.toml:2"
    write(folder / "cleanup.toml", "")
    assert load(folder / "sub").settings.ignore == ()


def test_a_pyproject_of_others_is_not_even_read_as_toml(folder: Path) -> None:
    write(folder / "pyproject.toml", "this is [not TOML")
    assert load(folder).settings == Settings()
    with pytest.raises(SettingsError, match=r"no \[tool.cleanup\] in this file"):
        load_file(folder / "pyproject.toml")


def test_settings_load_takes_a_file_or_a_folder(folder: Path) -> None:
    path = write(folder / "house.toml", 'select = ["quotes"]')
    assert Settings.load(path).select == ("quotes",)
    assert Settings.load(str(folder)) == Settings()
    write(folder / "cleanup.toml", 'select = ["names"]')
    (folder / "sub").mkdir()
    assert Settings.load(folder / "sub").select == ("names",)
    with pytest.raises(SettingsError, match=r"gone\.toml: cannot be read"):
        Settings.load(folder / "gone.toml")


def test_patterns_and_paths_are_relative_to_the_file(folder: Path) -> None:
    text = 'exclude = ["/old"]\nrules = ["../our-rules"]\n[per-file-ignores]\n"/new" = ["ALL"]'
    write(folder / "desk" / "cleanup.toml", text)
    settings = load(folder / "desk").settings
    assert settings.excluded("desk/old/a.txt")
    assert not settings.excluded("old/a.txt")
    assert settings.selected("desk/new/a.txt") == ()
    assert "ours/owl" in {rule.id for rule in settings.selected("new/a.txt")}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("select =", "selct =", "1: no setting 'selct'; did you mean 'select'?"),
        ("extend-select", "extend_select", "3: no setting 'extend_select'; did you mean 'ext"),
        ("[style]", "[stile]", "20: no setting 'stile'; did you mean 'style'?"),
        ("dash =", "dashes =", "22: no setting 'dashes' in [style]; did you mean 'dash'?"),
        ("names =", "dash =", "10: no setting 'dash'; it stands in [style]"),
        ("dash =", "max-removed =", "22: no setting 'max-removed' in [style]; it stands in [lim"),
        ("dash =", "exclude =", "22: no setting 'exclude' in [style]; it stands at the top"),
        ("[style]", "[tool.cleanup]", "20: no setting 'tool'; in cleanup.toml the settings"),
        ("'repeats'", "'repeat'", "7: no rule 'repeat'; did you mean 'repeats'?"),
        ('"spacing"]\nignore', '"spaces"]\nignore', "1: no rule 'spaces'"),
        ('"spacing/glued-words"', '"spacing/glued"', "31: no rule 'spacing/glued'"),
        ('"ours"', '"our"', "34: no rule 'our'; did you mean 'ours'?"),
        ('"quotes", "ours"', "3", "34: per-file-ignores must be a list of strings, not [3]"),
        ('"*.md"', '"!*.md"', "35: per-file-ignores: '!*.md' matches nothing"),
        ('"old/"', '"!"', "9: exclude: not a pattern: '!'"),
        ('["people.toml"]', '"people.toml"', "10: names must be a list of strings, not 'people"),
        ('["texts", ', "[7, ", "11: references must be a list of strings"),
        ('"our-rules"', '"their-rules"', "12: "),
        (
            '"curly"',
            '"crly"',
            "21: quotes must be 'keep', 'curly' or 'straight', not 'crly'; did y",
        ),
        ("0.5", "5", "26: max-removed must be from 0 to 1, not 5"),
        ("= 3", '= "3"', "27: max-seconds must be a number, not '3'"),
        (
            '"info"',
            '"inform"',
            "31: severity of 'spacing/glued-words' must be 'info', 'warning' or",
        ),
        (
            '[severity]\nquotes = "error"\n',
            "severity = 3\n",
            "29: no setting 'severity' in [limits]; it is a table of its own",
        ),
        ('"*.md" =', '"*.md"', "35: not TOML: "),
        ('["spacing"]\n', '["spacing"', "36: not TOML: "),
        ("names =", "select =", "10: not TOML: Cannot overwrite a value"),
    ],
)
def test_a_mistake_is_reported_with_file_and_line_and_what_was_meant(
    folder: Path, old: str, new: str, expected: str
) -> None:
    assert old in EVERYTHING
    said = complaint(folder, EVERYTHING.replace(old, new, 1))
    assert said.startswith(f"cleanup.toml:{expected}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('style = {dash = "e"}', "1: dash must be"),
        ("\nstyle = 3", "2: style must be a table: [style]"),
        ('\n"style".dash = "e"', "2: dash must be"),
        ("[ limits ] # few\r\nmax-removed = 2\r\n", "2: max-removed must be"),
        ("[severity]\nquotes = 1", "2: severity of 'quotes' must be"),
        ("per-file-ignores = ['a']", "1: per-file-ignores must be a table"),
        ("# remark\n[[limits]]", "2: limits must be a table"),
        ('select = [\n  "ALL",\n\n  "splice",\n]', "4: no rule 'splice'; did you mean 'splices'?"),
    ],
)
def test_the_line_is_found_however_toml_is_written(folder: Path, text: str, expected: str) -> None:
    assert complaint(folder, text).startswith(f"cleanup.toml:{expected}")


def test_in_a_pyproject_only_the_table_for_cleanup_is_looked_at(folder: Path) -> None:
    head = '[tool.other]\nselct = 1\nignore = ["E501"]\n\n'
    write(folder / "pyproject.toml", head + '[tool.cleanup.style]\ndash = "em"')
    assert load(folder).origins["dash"] == "pyproject.toml:6"
    said = complaint(folder, head + "[tool.cleanup]\nselct = []", "pyproject.toml")
    assert said == "pyproject.toml:6: no setting 'selct'; did you mean 'select'?"
    said = complaint(folder, '[tool.cleanup.limits]\nmax-removed = "x"', "pyproject.toml")
    assert said == "pyproject.toml:2: max-removed must be a number, not 'x'"
    said = complaint(folder, "[tool]\ncleanup = 3", "pyproject.toml")
    assert said == "pyproject.toml:2: tool.cleanup must be a table"


def test_a_file_that_is_no_text_is_reported_and_a_byte_order_mark_is_none(folder: Path) -> None:
    (folder / "cleanup.toml").write_bytes(b'\xef\xbb\xbfselect = ["quotes"]')
    assert load(folder).settings.select == ("quotes",)
    (folder / "cleanup.toml").write_bytes(b"select = \xff")
    with pytest.raises(SettingsError, match=re.escape("cleanup.toml: not UTF-8 at byte 9")):
        load(folder)


def test_a_broken_card_of_the_users_own_is_reported_at_the_line_of_rules(folder: Path) -> None:
    (folder / "our-rules" / "ours" / "owl.toml").write_text("summary = 1")
    said = complaint(folder, '\nrules = ["our-rules"]')
    assert said.startswith("cleanup.toml:2: ")
    assert "owl.toml: summary must be a str" in said


def overridden(loaded: Loaded, **options: Any) -> Settings:
    return override(loaded, **options).settings


def test_options_of_the_command_line_go_over_the_file(folder: Path) -> None:
    write(folder / "cleanup.toml", EVERYTHING)
    loaded = load(folder)
    assert overridden(loaded, select=None, ignore=(), names=[], max_removed=None) == loaded.settings
    assert overridden(loaded, select=("names",)).select == ("names",)
    # "Only these": what the file adds to its own selection is gone as well.
    assert overridden(loaded, select=("names",)).extend_select == ()
    both = overridden(loaded, select=("names",), extend_select=("quotes",))
    assert both.extend_select == ("quotes",)
    assert overridden(loaded, extend_select=("calques",)).extend_select == ("names", "calques")
    assert overridden(loaded, ignore=("names",)).ignore == ("quotes/stray", "names")
    people = overridden(loaded, names=(Path("more.toml"),)).names
    assert people == (folder / "people.toml", Path("more.toml"))
    assert overridden(loaded, max_removed=0.0).max_removed == 0
    with pytest.raises(SettingsError, match=r"^--max-removed must be from 0 to 1, not 7$"):
        override(loaded, max_removed=7)
