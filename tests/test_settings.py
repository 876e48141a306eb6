"""Settings in Python: their values, and the rules that follow from them."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

import cleanup
from cleanup.rule_index import page
from cleanup.rulebook import UnknownRuleError
from cleanup.settings import Settings, SettingsError

UNSAFE = "calques/at-charge-of"
SAFE = "punctuation/stray-full-stop"
TEXT = "The vote raised doubts. about the treaty."


def rule_of(settings: Settings, rule_id: str, path: str | None = None) -> Any:
    return next((r for r in settings.selected(path) if r.id == rule_id), None)


def fixed(text: str, *rules: str, **settings: Any) -> str:
    return cleanup.clean(text, Settings(select=rules or ("ALL",), **settings)).after


def test_settings_are_frozen_and_can_be_a_key() -> None:
    one = Settings(select=["quotes"], severity={"quotes": "info"}, names=[Path("a.toml")])  # type: ignore[arg-type]
    same = Settings(select=("quotes",), severity=(("quotes", "info"),), names=(Path("a.toml"),))
    assert {one: 1}[same] == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.dash = "em"  # type: ignore[misc]


def test_lists_and_dicts_given_are_not_kept() -> None:
    given = {"*.md": ["quotes"]}
    settings = Settings(per_file_ignores=given)  # type: ignore[arg-type]
    given["*.txt"] = ["quotes"]
    assert settings.per_file_ignores == (("*.md", ("quotes",)),)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"quotes": "curlly"}, "quotes must be .*'curlly'; did you mean 'curly'"),
        ({"dash": "long"}, "dash must be 'keep', 'em', 'en' or 'spaced-en', not 'long'"),
        ({"ellipsis": None}, "ellipsis must be .* not None"),
        ({"max_removed": 1.5}, "max_removed must be from 0 to 1, not 1.5"),
        ({"max_removed": True}, "max_removed must be a number, not True"),
        ({"max_removed": float("nan")}, "max_removed must be from 0 to 1"),
        ({"max_seconds": 0}, "max_seconds must be from 0.01"),
        ({"max_seconds": 10**400}, "max_seconds must be from 0.01"),
        ({"select": "ALL"}, "select must be a list of strings, not 'ALL'"),
        ({"ignore": (1,)}, "ignore must be a list of strings"),
        ({"names": "people.toml"}, "names must be a list of strings"),
        ({"severity": {"quotes": "eror"}}, "severity of 'quotes' .*; did you mean 'error'"),
        ({"severity": ("quotes",)}, "severity must be a table"),
        ({"per_file_ignores": {"*.md": "quotes"}}, "per_file_ignores must be a list of strings"),
        ({"per_file_ignores": {"!*.md": ["quotes"]}}, "leave out the '!'"),
        ({"exclude": ("!",)}, "exclude: not a pattern: '!'"),
    ],
)
def test_a_wrong_value_is_a_value_error_that_names_it(value: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message) as caught:
        Settings(**value)
    assert isinstance(caught.value, ValueError)
    assert caught.value.key == next(iter(value))


@pytest.mark.parametrize(
    "value",
    [
        {"select": ("quots",)},
        {"extend_select": ("quots",)},
        {"ignore": ("quots",)},
        {"extend_safe_fixes": ("quots",)},
        {"extend_unsafe_fixes": ("quots",)},
        {"severity": {"quots": "info"}},
        {"per_file_ignores": {"*.never": ["quots"]}},
    ],
)
def test_a_rule_that_does_not_exist_is_named_wherever_it_stands(value: dict[str, Any]) -> None:
    with pytest.raises(cleanup.UnknownRuleError, match="did you mean 'quotes'"):
        Settings(**value).selected()


def test_extend_select_adds_to_select_and_ignore_goes_before_both() -> None:
    settings = Settings(select=("quotes",), extend_select=("splices", "quotes/stray"))
    assert {rule.family for rule in settings.selected()} == {"quotes", "splices"}
    less = dataclasses.replace(settings, ignore=("splices",))
    assert {rule.family for rule in less.selected()} == {"quotes"}


def test_per_file_ignores_count_for_files_that_match(tmp_path: Path) -> None:
    ignores = {"drafts/": ["punctuation"], "/top.txt": [SAFE], "*.log": ["ALL"]}
    settings = Settings(per_file_ignores=ignores, folder=tmp_path)  # type: ignore[arg-type]

    def found(name: str) -> int:
        path = str(tmp_path / name)
        assert cleanup.check(TEXT, Settings(select=(SAFE,)), path=path).findings
        return sum(rule.id == SAFE for rule in settings.selected(path))

    assert found("story.txt") == 1
    assert found("drafts/story.txt") == found("old/drafts/a/story.txt") == 0
    assert found("top.txt") == 0
    assert found("sub/top.txt") == 1
    assert settings.selected(str(tmp_path / "a.log")) == ()
    assert rule_of(settings, SAFE)
    # Outside the folder of the settings only the file's own name is held against patterns.
    assert settings.selected(str(tmp_path.parent / "a.log")) == ()
    assert rule_of(settings, SAFE, str(tmp_path.parent / "drafts" / "a.txt"))


def test_the_rules_of_ten_thousand_files_are_made_once() -> None:
    ignores = (("*.md", ("quotes",)), ("*.log", ("spacing",)))
    settings = Settings(per_file_ignores=ignores, severity=(("splices", "info"),))
    made = [settings.selected(f"{n}.{kind}") for n in range(50) for kind in ("md", "log", "txt")]
    assert len({id(rules) for rules in made}) == 3
    same = {id(r) for rules in made for r in rules if r.id == "splices/determiner-collision"}
    assert len(same) == 1


def test_excluded_files_are_told_by_patterns_as_in_gitignore(tmp_path: Path) -> None:
    settings = Settings(exclude=("old/", "*.bak.txt", "!keep.bak.txt"), folder=tmp_path)
    left_out = ["old/a.txt", "a.bak.txt", "sub/b.bak.txt"]
    assert all(settings.excluded(tmp_path / name) for name in left_out)
    assert not any(settings.excluded(tmp_path / name) for name in ["a.txt", "sub/keep.bak.txt"])
    assert not Settings().excluded(tmp_path / "old" / "a.txt")


def test_the_severity_of_a_rule_goes_before_that_of_its_family_and_that_before_all() -> None:
    levels = {"quotes/stray": "error", "quotes": "info", "ALL": "warning"}
    settings = Settings(severity=levels)  # type: ignore[arg-type]
    assert rule_of(settings, "quotes/stray").severity == "error"
    assert rule_of(settings, "quotes/space-inside").severity == "info"
    assert rule_of(settings, SAFE).severity == "warning"
    assert cleanup.check(TEXT, settings).findings[0].severity == "warning"


def test_a_demoted_fix_is_made_only_when_unsafe_ones_are() -> None:
    settings = Settings(extend_unsafe_fixes=("punctuation",))
    assert cleanup.clean(TEXT, settings).after == TEXT
    assert cleanup.clean(TEXT, settings, unsafe=True).after != TEXT
    assert "settings" in page(rule_of(settings, SAFE))


def test_a_promoted_fix_is_made_and_says_what_the_card_holds_against_it() -> None:
    example = rule_of(Settings(), UNSAFE).examples[0]
    text = example.text
    assert fixed(text, UNSAFE) == text
    cleaning = cleanup.clean(text, Settings(select=(UNSAFE,), extend_safe_fixes=(UNSAFE,)))
    assert cleaning.after == example.fixed
    reason = rule_of(Settings(), UNSAFE).unsafe_because
    assert any(reason in line for line in cleaning.applied[0].evidence)
    promoted = rule_of(Settings(extend_safe_fixes=("calques",)), UNSAFE)
    assert promoted.promoted
    assert reason in page(promoted)


def test_a_promotion_gives_way_to_a_demotion_and_leaves_safe_rules_and_candidates() -> None:
    both = Settings(extend_safe_fixes=(UNSAFE,), extend_unsafe_fixes=("ALL",))
    assert rule_of(both, UNSAFE).safety == "unsafe"
    assert not rule_of(both, UNSAFE).promoted
    everything = Settings(extend_safe_fixes=("ALL",))
    plain = {rule.id: rule for rule in Settings().selected()}
    for rule in everything.selected():
        before = plain[rule.id].safety
        assert rule.safety == ("safe" if before == "unsafe" else before)
        assert rule.promoted == (before == "unsafe")
    collision = rule_of(everything, "splices/lower-case-after-stop").examples[0]
    for finding in cleanup.check(collision.text, everything).findings:
        assert finding.fix is None or finding.fix.safety != "display"


def test_the_house_style_of_quotation_marks_goes_before_the_majority() -> None:
    curly = "“We can’t,” the miller’s wife said. “It isn’t ours."
    text = '"We can\'t," he said. “It’s the mill’s and the baker’s,” she said.'
    assert fixed(text, "quotes/mixed-style", quotes="straight") == (
        "\"We can't,\" he said. \"It's the mill's and the baker's,\" she said."
    )
    assert fixed(text, "quotes/mixed-style", quotes="curly") == (
        "“We can’t,” he said. “It’s the mill’s and the baker’s,” she said."
    )
    # A quotation that stays open is damage, and stays as it is for the rule that reports it.
    left = cleanup.clean(curly, Settings(quotes="straight")).left
    assert "quotes/unclosed" in {f.rule for f in left}
    message = cleanup.check("It’s late.", Settings(quotes="straight")).findings[0].message
    assert message == "a curly mark where the house style is straight"


def test_a_quotation_over_two_paragraphs_is_made_straight_as_a_whole() -> None:
    text = "“The mill stands still.\n\n“It will not grind,” he said.\n"
    assert fixed(text, quotes="straight") == text.replace("“", '"').replace("”", '"')
    assert fixed(fixed(text, quotes="straight"), quotes="curly") == text


def test_a_house_style_switches_its_rule_on_unless_it_is_left_out() -> None:
    text = "The mill - a ruin... stood there."
    assert fixed(text) == text
    assert fixed(text, "punctuation/dash-form", "punctuation/ellipsis-form") == text
    style: dict[str, Any] = {"dash": "em", "ellipsis": "character"}
    assert fixed(text, **style) == "The mill—a ruin… stood there."
    assert fixed(text, "punctuation", **style) == "The mill—a ruin… stood there."
    assert fixed(text, "quotes", **style) == text
    assert (
        fixed(text, ignore=("punctuation/dash-form",), **style) == "The mill - a ruin… stood there."
    )


@pytest.mark.parametrize(
    ("dash", "expected"),
    [("em", "mill—ruin"), ("en", "mill–ruin"), ("spaced-en", "mill – ruin")],
)
@pytest.mark.parametrize("written", [" - ", " -- ", "--", " – ", "—", " — ", "— "])
def test_every_form_of_a_dash_becomes_that_of_the_house(
    dash: str, expected: str, written: str
) -> None:
    text = f"We saw the old mill{written}ruin of the valley."
    expected = f"We saw the old {expected} of the valley."
    assert fixed(text, dash=dash) == expected
    assert fixed(expected, dash=dash) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They won 3 - 1, then 2-0, in 1990–95 and at -5 degrees.",
        "- bread - two loaves",
        "– Come in – said the baker.",
        "Run it with -v - or wait -- if you must.",
        "tea | milk - none",
        "coffee\tmilk - none",
        "The Oslo – Bergen line and the Turin - Milan coach.",
        "A state - of - the - art mill, well - known to all.",
        "Mr. B— was a d—d fool -",
        "See www.example.com/a--b and old/mill--ruin for more.",
    ],
)
def test_what_may_be_no_dash_is_left_alone(text: str) -> None:
    assert not cleanup.check(text, Settings(select=("punctuation/dash-form",), dash="em")).findings


@pytest.mark.parametrize(
    "text",
    [
        "Rows 1...9.",
        "See ../mill and example.com... there",
        "A B . . . . C",
        "Well.... no",
        ". . .",
    ],
)
def test_what_may_be_no_ellipsis_is_left_alone(text: str) -> None:
    settings = Settings(select=("punctuation/ellipsis-form",), ellipsis="character")
    assert not cleanup.check(text, settings).findings


ARABIC = "calques/arabic-connective"


def test_a_rule_for_one_source_language_runs_only_over_texts_from_there() -> None:
    text = "For his part, the mayor of the town said that the bridge would be closed."
    assert not cleanup.check(text).findings
    assert rule_of(Settings(), ARABIC) is None
    assert rule_of(Settings(source_lang=("ru",)), ARABIC) is None
    for settings in (
        Settings(source_lang=("ar",)),
        Settings(source_lang=("ru", "ar"), select=("calques",)),
        Settings(select=(ARABIC,)),
    ):
        assert [f.rule for f in cleanup.check(text, settings).findings] == [ARABIC]
    assert rule_of(Settings(source_lang=("ar",), ignore=("calques",)), ARABIC) is None
    assert rule_of(Settings(source_lang=("ar",), select=("quotes",)), ARABIC) is None


def test_a_source_language_without_rules_is_refused() -> None:
    with pytest.raises(UnknownRuleError, match="no rules for texts that come from 'arabic'"):
        Settings(source_lang=("arabic",)).selected()
    with pytest.raises(SettingsError, match="source_lang must be a list of strings"):
        Settings(source_lang="ar")  # type: ignore[arg-type]
