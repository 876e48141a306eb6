"""Cards read into rules: what is refused, and how it is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import cleanup
from cleanup import CardError, Settings, UnknownRuleError
from cleanup.cards import read_card
from cleanup.checker import Limits, check
from cleanup.document import Document
from cleanup.findings import Finding
from cleanup.rulebook import Rule, Rulebook
from cleanup.settings import rulebook

HEAD = """
summary = "A colour"
message = "“{text}” is a colour"
why = "For the test."
severity = "warning"
mqm = "Style/Unidiomatic"
"""
MATCH = """
[match]
pattern = "red"
replace = "blue"
"""
EXAMPLE = """
[[example]]
bad = "A [[red]] door."
"""
CARD = HEAD + 'safety = "safe"\n' + MATCH + EXAMPLE


def card(folder: Path, text: str | bytes, name: str = "colours/red") -> Path:
    path = folder / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


BROKEN = {
    "no TOML": ("summary = ", "not a card"),
    "no UTF-8": (b"summary = '\xff'", "not a card"),
    "an unknown key": (f"sumary = 'x'\n{CARD}", "no key 'sumary'; did you mean 'summary'?"),
    "a key of the wrong type": (CARD.replace('"For the test."', "3"), "why must be a str"),
    "a missing key": (CARD.replace("severity", "#"), "missing: severity"),
    "several missing keys": (CARD.replace("severity", "#").replace("why", "#"), "why, severity"),
    "no examples": (HEAD + MATCH, "missing: example"),
    "a match and a check": (f"check = 'a:b'\n{CARD}", "either a [match] table or a check"),
    "no match and no check": (HEAD + EXAMPLE, "either a [match] table or a check"),
    "an unknown MQM category": (
        CARD.replace("Style/Unidiomatic", "Style/Ugly"),
        "no MQM category 'Style/Ugly'",
    ),
    "an MQM area alone": (CARD.replace("Style/Unidiomatic", "Style"), "no MQM category 'Style'"),
    "an unknown severity": (CARD.replace('"warning"', '"bad"'), "'bad' is not a valid Severity"),
    "an unknown safety": (CARD.replace('"safe"', '"sure"'), "'sure' is not a valid Safety"),
    "unsafe without a reason": (CARD.replace('"safe"', '"unsafe"'), "unsafe-because"),
    "removes on strange evidence": (f"removes = 'all'\n{CARD}", "either weak or labelled"),
    "no code of a language": (f"source-languages = ['Arabic']\n{CARD}", "no code of a language"),
    "an example bad and good": (f"{CARD}good = 'x'", "either bad or good"),
    "an example neither bad nor good": (f"{HEAD}{MATCH}[[example]]\nfixed = 'x'", "bad or good"),
    "an unknown key in an example": (f"{CARD}fixd = 'x'", "an example has no key fixd"),
    "an example that is no text": (CARD.replace('"A [[red]] door."', "3"), "is a string"),
    "an example that is no table": (
        f"example = [3]\n{HEAD}{MATCH}",
        "an example is a table",
    ),
    "a bad example without marks": (CARD.replace("[[red]]", "red"), "marks what is found"),
    "a bad regular expression": (CARD.replace('"red"', '"re(d"'), "bad regular expression"),
    "a repetition too large": (CARD.replace('"red"', '"a{9999999999}"'), "bad regular expression"),
    "an unknown list": (CARD.replace('"red"', '"{no-such-list}"'), "no list of that name"),
    "an unknown key in match": (
        CARD.replace("replace", "replaced"),
        "[match] has no key 'replaced'; did you mean 'replace'?",
    ),
    "a match without a pattern": (CARD.replace('pattern = "red"', ""), "either a pattern or pairs"),
    "a pattern and pairs": (
        CARD.replace("[[example]]", "[match.pairs]\na = 'b'\n[[example]]"),
        "either a pattern or pairs",
    ),
    "a pattern of the wrong type": (CARD.replace('"red"', "3"), "[match] pattern must"),
    "a replacement of the wrong type": (CARD.replace('"blue"', "3"), "[match] replace must"),
    "an unknown group in the replacement": (
        CARD.replace('"blue"', r"'\g<nobody>'"),
        "bad replacement",
    ),
    "a bad number in the replacement": (CARD.replace('"blue"', r"'\7'"), "bad replacement"),
    "a place in the message that nothing fills": (CARD.replace("{text}", "{txt}"), "{txt}"),
    "a message with a stray brace": (CARD.replace("{text}", "{text"), "message"),
    "a check that is nowhere": (f"check = 'no.such.module:f'\n{HEAD}{EXAMPLE}", "no such check"),
    "a check without a function": (
        f"check = 'cleanup.checks.quotes:no'\n{HEAD}{EXAMPLE}",
        "no such check",
    ),
    "a check without a module": (f"check = ':f'\n{HEAD}{EXAMPLE}", "no such check"),
    "a check that is no function": (f"check = 'string:digits'\n{HEAD}{EXAMPLE}", "no such check"),
    "a check of something else": (f"check = 'os:getcwd'\n{HEAD}{EXAMPLE}", "no function of a doc"),
    "a check that takes less": (f"check = 'shlex:quote'\n{HEAD}{EXAMPLE}", "no function of a doc"),
}


@pytest.mark.parametrize(("text", "wrong"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_card_is_refused_with_its_path_and_what_is_wrong(
    text: str | bytes, wrong: str, tmp_path: Path
) -> None:
    path = card(tmp_path, text)
    with pytest.raises(CardError) as caught:
        cleanup.check("A red door.", Settings(rules=(tmp_path,)))
    assert wrong in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_whole_card_works(tmp_path: Path) -> None:
    card(tmp_path, CARD)
    settings = Settings(rules=(tmp_path,), select=("colours/red",))
    assert cleanup.clean("A red door.", settings).after == "A blue door."
    (finding,) = cleanup.check("A red door.", settings).findings
    assert finding.message == "“red” is a colour"


def test_the_marks_of_an_example_give_its_spans(tmp_path: Path) -> None:
    text = CARD.replace("A [[red]] door.", "[[red]], [[]]and [[red]]")
    (example,) = read_card(card(tmp_path, text)).examples
    assert example.text == "red, and red"
    assert [(s.start, s.end) for s in example.spans] == [(0, 3), (5, 5), (9, 12)]


def test_marks_in_a_good_example_are_text(tmp_path: Path) -> None:
    text = f"{CARD}\n[[example]]\ngood = 'a [[b]]'"
    example = read_card(card(tmp_path, text)).examples[-1]
    assert example.text == "a [[b]]"
    assert example.spans == ()


def test_two_cards_of_one_name_are_refused(tmp_path: Path) -> None:
    card(tmp_path / "one", CARD)
    path = card(tmp_path / "two", CARD)
    with pytest.raises(CardError, match="has the same name") as caught:
        Rulebook.load([tmp_path / "one", tmp_path / "two"])
    assert str(path) in str(caught.value)
    assert str(tmp_path / "one") in str(caught.value)


def test_a_folder_without_cards_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="no cards"):
        Rulebook.load([tmp_path])


def test_a_card_that_lies_beside_the_families_is_refused(tmp_path: Path) -> None:
    path = card(tmp_path, CARD)
    (tmp_path / "settings.toml").write_text('select = ["ALL"]\n', encoding="utf-8")
    assert Rulebook.load([tmp_path])
    path.rename(beside := tmp_path / "red.toml")
    with pytest.raises(CardError, match="folder of its family") as caught:
        Rulebook.load([tmp_path])
    assert str(beside) in str(caught.value)


def test_pairs_are_found_as_whole_words_and_keep_the_capital(tmp_path: Path) -> None:
    pairs = '[match.pairs]\nred = "blue"\n"dark red" = ["navy", "ink"]\n'
    card(tmp_path, HEAD + 'safety = "safe"\n' + pairs + EXAMPLE)
    settings = Settings(rules=(tmp_path,), select=("colours",))
    assert cleanup.clean("Red, redder, red.", settings).after == "Blue, redder, blue."
    (finding,) = cleanup.check("A dark red door.", settings).findings
    assert [fix.edits[0].replacement for fix in finding.fixes] == ["navy", "ink"]
    assert finding.state == "candidates"


def test_pairs_that_differ_in_case_only_are_mended_once(tmp_path: Path) -> None:
    pairs = '[match.pairs]\nnato = "NATO"\nUkrain = "Ukraine"\nistanbul = "Istanbul"\n'
    card(tmp_path, HEAD + 'safety = "safe"\nowns = ["names"]\n' + pairs + EXAMPLE)
    settings = Settings(rules=(tmp_path,), select=("colours",))
    text = "The nato in UKRAIN is Nato, NATO, ukrain, \u0131stanbul, Istanbul."
    after = "The NATO in Ukraine is NATO, NATO, Ukraine, \u0131stanbul, Istanbul."
    assert cleanup.clean(text, settings).after == after


def test_what_is_right_is_left_alone(tmp_path: Path) -> None:
    card(tmp_path, CARD.replace("replace =", 'unless = ["red tape"]\nreplace ='))
    settings = Settings(rules=(tmp_path,), select=("colours",))
    assert cleanup.clean("A red door, red tape.", settings).after == "A blue door, red tape."


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("quotes/stary", "no rule 'quotes/stary'; did you mean 'quotes/stray'?"),
        ("quote", "no rule 'quote'; did you mean 'quotes'?"),
        ("zzz", "no rule 'zzz'"),
        ("", "no rule ''"),
        ("quotes/", "no rule 'quotes/'"),
    ],
)
def test_a_name_that_no_rule_has_is_refused(name: str, wrong: str) -> None:
    for settings in (Settings(select=(name,)), Settings(ignore=(name,))):
        with pytest.raises(UnknownRuleError) as caught:
            cleanup.check("", settings)
        assert str(caught.value).startswith(wrong)


def test_rules_are_selected_and_ignored_by_id_by_family_and_all_together() -> None:
    book = rulebook()

    def ids(select: tuple[str, ...], ignore: tuple[str, ...] = ()) -> list[str]:
        return [rule.id for rule in book.select(select, ignore)]

    everything = [key for key, rule in sorted(book.rules.items()) if rule.default]
    assert ids(("ALL",)) == everything
    assert ids(("quotes/stray",)) == ["quotes/stray"]
    assert ids(("quotes",)) == [key for key in everything if key.startswith("quotes/")]
    assert ids(("ALL",), ("quotes",)) == [k for k in everything if not k.startswith("quotes/")]
    assert ids(("quotes/stray",), ("ALL",)) == []


def test_a_rule_that_is_off_is_switched_on_by_its_own_id_alone(tmp_path: Path) -> None:
    card(tmp_path, f"default = false\n{CARD}")
    card(tmp_path, CARD, "colours/other")
    book = Rulebook.load([tmp_path])
    assert [rule.id for rule in book.select(("colours",))] == ["colours/other"]
    assert "colours/red" not in {rule.id for rule in book.select(("ALL",))}
    assert [rule.id for rule in book.select(("colours/red",))] == ["colours/red"]


def test_a_rule_runs_only_on_documents_in_its_languages(tmp_path: Path) -> None:
    card(tmp_path, CARD)
    german = (
        "Der Rat der kleinen Stadt hat am Montag lange darüber beraten, ob man red sagen darf, "
        "und niemand wusste, was das heißen soll oder wer damit angefangen hatte."
    )
    settings = Settings(rules=(tmp_path,), select=("colours",))
    assert cleanup.check(german, settings).findings == ()
    card(tmp_path, f"languages = ['*']\n{CARD}", "colours/any")
    (rule,) = Rulebook.load([tmp_path]).select(("colours/any",))
    assert len(list(rule.findings(Document(german)))) == 1


def test_what_is_let_go_with_a_family_is_asked_for_by_no_other() -> None:
    seed = Path(__file__).parents[1] / "seeds" / "002_98a44184ff506160.txt"
    document, asked = Document(seed.read_text(encoding="utf-8")), set[tuple[str, str]]()

    def find(rule: Rule, document: Document) -> Iterator[Finding]:
        yield from rule.findings(document)
        kept = (getattr(make, "family", "") for make in document._views)
        asked.update((rule.family, family) for family in kept if family)

    check(document, Rulebook.load().rules.values(), Limits(), find)
    assert asked == {("names", "names"), ("quotes", "quotes")}
