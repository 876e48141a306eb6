"""The one pass over a text: it may only save work, never change what is found."""

import os
import random
import re
from pathlib import Path
from unittest.mock import patch

import pytest
from fuzzing import text_of
from hypothesis import example, given
from hypothesis import strategies as st
from support import cleanup_command

from cleanup import literals, prefilter
from cleanup.checker import Limits, check
from cleanup.document import Document
from cleanup.findings import Finding
from cleanup.prefilter import STRETCH, matches, occurs, seek, stretches, words_found
from cleanup.rare import has_rare
from cleanup.rulebook import Rulebook
from cleanup.triggers import trigger_of

RULES = tuple(Rulebook.load().rules.values())
EXAMPLES = [example.text for rule in RULES for example in rule.examples]
SEEDS = [p.read_text(encoding="utf-8") for p in Path(__file__).parents[1].glob("seeds/*.txt")]
re2 = pytest.importorskip("re2", reason="google-re2 has no wheel for this system")


def texts() -> list[str]:
    """Articles, damaged at random; examples on one line, so that it is cut; examples by line."""
    chance = random.Random(5)
    long = [" ".join(chance.choices(EXAMPLES, k=150)) for _ in range(3)]
    rows = ["\n".join(chance.choices(EXAMPLES, k=100)) for _ in range(3)]
    return [
        *SEEDS,
        *long,
        *rows,
        *("\n\n".join(map(text_of, range(at, at + 9))) for at in range(8)),
    ]


def found(text: str) -> tuple[Finding, ...]:
    return check(Document(text), RULES, Limits())


@pytest.mark.parametrize(
    ("first", "very_long"),
    [(0, 10**9), (10**9, 10**9), (0, 0)],
    ids=["later", "first", "very-long"],
)
@pytest.mark.parametrize("text", texts())
def test_the_findings_are_the_same_with_and_without_the_fast_matcher(
    text: str, first: int, very_long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prefilter, "FIRST", first)
    monkeypatch.setattr(prefilter, "LONG_TEXT", first)
    monkeypatch.setattr(prefilter, "VERY_LONG", very_long)
    monkeypatch.setattr(prefilter, "BLOCK", 2)
    fast = found(text)
    monkeypatch.setattr(prefilter, "FIRST", 0)
    monkeypatch.setattr(prefilter._Group, "automaton", None)
    assert found(text) == fast


@pytest.mark.parametrize("text", [t for t in texts() if "\n" in t])
def test_the_findings_are_those_of_the_patterns_run_over_the_whole_text(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = found(text)
    monkeypatch.setattr(prefilter._Group, "automaton", None)
    monkeypatch.setattr(prefilter, "_cut", lambda text, start: len(text))
    assert found(text) == fast


@pytest.mark.parametrize("part", range(8))
def test_a_short_text_read_first_has_the_findings_of_one_read_later(
    part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in EXAMPLES[part::8]:
        monkeypatch.setattr(prefilter, "FIRST", 10**9)
        first = found(text)
        monkeypatch.setattr(prefilter, "FIRST", 0)
        assert found(text) == first, text


PATTERNS = [
    r"\b[a-z]{3,} -[A-Z][A-Za-z]{2,}(?= [a-z])",
    r"(?<=[a-z,;] )(?P<first>the|an?) (?P<second>[Tt]he|an?)(?= (?P<next>[a-z]+))",
    r"(?P<item>[A-Z][\w’'-]+),? (?:and|or) (?P=item)\b",
    r"(?<![\w@#/.&-])([A-Za-z]?[a-z]{2,})([A-Z][a-z]+)(?![\w/@]|\.\w)",
    r"[^\S\r\n\t]++(?=[\r\n]|\Z)",
    r"(?i)\bkiss(?:ing)?\b|ſo",
    r"\bé\w|\w\b“",
    r"(?>ab?)c|[^\W\d_]{2}\d",
    r"(a)?(?(1)b|c)é",
    r"x.y|[\d%]{2,3}?z",
    r"(?:x(?=y)|z)y",
    r"(?:x(?=y)|z)(?=yz)",
    r"(?:x(?=y)|z(?=x))\b|(?:(?<=a)b|c)x",
    r"a(?:(?<=a)b|c(?=ab))*x?",
    r"x(?=(y))z?\1",
    r"([^a])(?i:\1)b?",
    r"(?i:([a-c]+))\1",
    r"(?:a$)?b|(?:x$)\n",
    r"(?m)(?:a$)[\n]b|x(?=\ny)$",
    r"(?i)\b(?:so|kiss|is|ab)\b",
    r"(?<![\w’-])(?:é|[a-c'])x?",
    r"(?i)(?<!\w)(?:(?:s|-)x|[ik]y)",
    r"(?<!\w)(?<= )(?:x?y|(?=a)[ab])",
]
ALPHABET = "abcxyzéÉſıKkiİISsäöü ABC 'the an  -–—,.;:“”’\"12٣%\t\n\r\x85\u2028\u00a0\U0001d7ce"


@pytest.mark.parametrize("pattern", PATTERNS)
@given(st.text(ALPHABET, max_size=60))
def test_a_trigger_is_there_wherever_its_pattern_matches(pattern: str, text: str) -> None:
    compiled = re.compile(pattern)
    if compiled.search(text):
        trigger = trigger_of(compiled).expression
        assert re2.search(trigger, text), (trigger, text)


def _larger(smaller: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    forms = [
        "{}",
        "({})",
        "(?={})",
        "(?!{})",
        "(?<!x|{})",
        "(?i:{})",
        "(?:{})?",
        "(?:{})+",
        "(?>{})",
    ]
    return st.one_of(
        st.lists(smaller, min_size=2, max_size=4).map("".join),
        st.lists(smaller, min_size=2, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
        st.builds(str.format, st.sampled_from(forms), smaller),
    )


ATOMS = [
    "a",
    "b",
    "x",
    "é",
    "[^a]",
    r"\w",
    r"\s",
    r"\b",
    r"\B",
    "^",
    "$",
    r"\Z",
    r"\A",
    r"(?<!\w)",
    "[ab ]",
    "(?<=a)",
    r"\1",
    ".",
]


@given(
    st.recursive(st.sampled_from(ATOMS), _larger, max_leaves=8),
    st.sampled_from([re.NOFLAG, re.IGNORECASE, re.MULTILINE, re.DOTALL]),
    st.lists(st.text("abxAé \n", max_size=12), min_size=4, max_size=12),
)
@example(r"(?=a)\A", re.NOFLAG, ["a"])
def test_a_trigger_is_there_wherever_any_pattern_matches(
    pattern: str, flags: re.RegexFlag, some: list[str]
) -> None:
    try:
        compiled = re.compile(f"(a|b)?{pattern}" if r"\1" in pattern else pattern, flags)
    except re.error:
        return
    with patch.object(literals, "LEAST", 1):
        trigger = trigger_of(compiled)
        for text in some:
            if compiled.search(text):
                assert re2.search(trigger.expression, text), (trigger, text)
                assert not trigger.literals or literals.Strings(text).have(trigger.literals)
                assert not trigger.rare or has_rare(text.encode())


@pytest.mark.parametrize(
    ("pattern", "rare"),
    [
        ("a&b", True),
        ("a[&<]?b", False),
        ("a(?:&|<b)+", True),
        ("&|“", False),
        ("(?:& ?)*", False),
        ("[^a]", False),
        ("é", True),
        ("[“-”é]", False),
        (r"(?>[\u0400-\u04ff])\w", True),
        ("(?i:ß)", True),
        ("(?i:k)", False),
        ("(?=&)a", False),
        ("%", False),
    ],
)
def test_a_pattern_needs_a_rare_character_if_every_match_has_one(pattern: str, rare: bool) -> None:
    assert trigger_of(re.compile(pattern)).rare is rare


def test_a_text_has_a_rare_character_or_has_none() -> None:
    assert not has_rare("“It’s 5% – well…” (he) ‘said’: #1 — or so; a/b!?\n".encode())
    # The same bytes as some of those, in another order.
    assert all(has_rare(f"so {one} so".encode()) for one in "éÀ\u2000☀✔•\t\r&[]{}<>|*_~^@=+`\\")


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        (r"\bon (?:its|the) behalf", {"its": "|on its behalf", "the": "|on the behalf"}),
        (r"\b(?:mp|pm)\b", {"mp": "", "pm": ""}),
        (r"\b(?:mp|MP mp)\b", {"mp": "|mp mp|\n|mp|"}),
        (r"(?<![\w-])aces(?:[ ,]|; )", {"aces": "|aces \n|aces,\n|aces; "}),
        (r"(?<!\w)cats?, ?[A-Z]", {"cat": "|cat,\n|cat, ", "cats": "|cats,\n|cats, "}),
        (r"\b(?:kings|queens\d)", {"": "|kings\n|queens"}),
        (r"(?<!\w)\b(?:kings|\w queens)\b", {"kings": "", "queens": " queens|"}),
        (r"\b(?:kings|\w queens)(?:,| [A-Z])", {"kings": "", "queens": " queens|"}),
        (r"\b(?:kings|\w queens)+,", {"": " queens\n|kings"}),
        (r"(?:of a king|the \d)\b", {"king": "of a king|", "": "the "}),
        (r"(?i)[Ff]olk(?:lore)?s\d", {"": "folklores\nfolks"}),
        (r"(?:said|told us) that", {"": "said that", "us": "told us that"}),
        (r"[A-Z]\w+ (?:of the|in our)+", {"": "in our\nof the"}),
        (r"\w(?:[«‘]|&)\w", {"&": "&", "«": "«", "‘": "‘"}),
        (r"(?<=, )(?:an|the)(?= [a-z])", {"an": "", "the": ""}),
        (r"(?<= (?:a|b))an[ ,]", {"": "an \nan,"}),
        (
            r"said!? ?[-—]",
            {"": "said -\nsaid-", "!": "said! -\nsaid!-", "—": "said —\nsaid! —\nsaid!—\nsaid—"},
        ),
        (r"(?a)\bkings\b", {}),
        (r"(?:abcd)?|wxyz", {}),
        ("ab", {}),
        (" [a-z]", {}),
    ],
)
def test_the_strings_that_a_pattern_cannot_match_without(
    pattern: str, strings: dict[str, str]
) -> None:
    found = trigger_of(re.compile(pattern)).literals
    assert {word: some.replace(literals.EDGE, "|") for word, some in found.items()} == strings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the PM, who", True),
        ("pm", True),
        ("the pms and 3pm", False),
        ("pm_2 or \u0345pm", True),
        ("İpm", False),
    ],
)
def test_a_string_has_its_edges(text: str, found: bool) -> None:
    pattern = re.compile(r"(?i)\bpm\b")
    assert literals.Strings(text).have(trigger_of(pattern).literals) is found
    assert bool(pattern.search(text)) is found


@pytest.mark.parametrize("text", ["FOLKS1", "foLKſ1", "FOLKS1 and İ"])
def test_letters_that_ignoring_case_makes_alike_are_alike(text: str) -> None:
    trigger = trigger_of(re.compile(r"(?i)folks\d|first"))
    assert re.search(r"(?i)folks\d", text)
    assert literals.Strings(text).have(trigger.literals)
    assert literals.Strings("fırst, fİrst").have(trigger.literals)


@pytest.mark.parametrize(
    ("pattern", "by_stretch"),
    [
        ("a+b", True),
        ("[^x]y", False),
        (r"a\s+b", False),
        (r"a[^\S\r\n]+b", True),
        ("a.b", True),
        ("(?s:a.b)", False),
        (r"a(?=\s)", True),
        ("(a+)+b", False),
        ("(?:a|aa)*$", False),
        (r"(\w+ ?)+!", False),
        ("(?:-[a-z]+)*", True),
    ],
)
def test_patterns_that_cross_lines_or_may_run_away_are_run_over_the_whole_text(
    pattern: str, by_stretch: bool
) -> None:
    assert trigger_of(re.compile(pattern)).by_stretch is by_stretch


def test_too_many_triggers_for_one_automaton_are_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefilter, "_MEMORY", 1_000)
    trigger = trigger_of(re.compile("xy" * 500))
    assert prefilter._Group([trigger]).automaton is None


def test_a_text_of_spaces_is_cut_in_one_go() -> None:
    # It took a minute once, and four times that for twice as many.
    assert Document(" " * 400_000).view(stretches) == ((0, 400_000),)


@given(st.lists(st.sampled_from(["word ", "End. Next ", "\n", "x" * 700, "   ", "“”", "\r\n"])))
def test_stretches_are_the_text(parts: list[str]) -> None:
    text = "".join(parts * 9)
    cut = Document(text).view(stretches)
    assert "".join(text[start:end] for start, end in cut) == text
    assert all(end - start >= STRETCH for start, end in cut[:-1])


def test_what_begins_in_a_stretch_is_found_wherever_it_ends() -> None:
    sentence = "They said so. " * 80
    text = sentence * 20
    far = re.compile(r"said(?: so\. They said)+")
    spans = [m.span() for m in matches(Document(text), far)]
    assert spans == [m.span() for m in far.finditer(text)]


@given(
    st.lists(
        st.sampled_from(["ab", "ab cd", "cd ef", "é", "“", ".", "ab cd ef", "efab"]), max_size=90
    ),
    # In “ab cd ef” the trigger, which sees no look-ahead, hits “ab cd”; what matches is “cd ef”. Of
    # what must stand before, its hit has the last character.
    st.sampled_from(["(?<!“ )", r"(?<=[\s.é])", r"(?<=\w )", r"(?<=[é ])(?<!“ )"]),
)
def test_a_list_of_words_is_found_as_any_pattern_is(words: list[str], before: str) -> None:
    text = " ".join(words) * 20
    listed = re.compile(rf"{before}(?:ab cd(?! ef)|cd ef|é ab)\b")
    enough = patch.dict(prefilter._sought, {"code points": prefilter.FIRST})
    with enough, patch.object(prefilter, "SEVERAL", 0):
        document = Document(text)
        seek(document, [trigger_of(listed)])
        spans = [m.span() for m in words_found(document, listed)]
    assert spans == [m.span() for m in listed.finditer(text)]


@given(st.lists(st.sampled_from(["ab", "UTF", "utf-8", "Ç", "“", ".", "\n"]), max_size=90))
def test_a_pattern_occurs_where_it_matches(words: list[str]) -> None:
    text = " ".join(words) * 20
    for rare in (r"\butf-8", r"(?i)utf-\d", r"(?<!“ )ab \.", r"(?i:ç) ab ab"):
        pattern = re.compile(rare)
        with patch.object(prefilter, "LONG_TEXT", 0):
            assert occurs(Document(text), pattern) == bool(pattern.search(text))


def test_the_command_prints_the_same_bytes_with_and_without_the_fast_matcher(
    tmp_path: Path,
) -> None:
    for number, text in enumerate(texts()):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8", errors="replace")
    without = tmp_path / "without"
    without.mkdir()
    (without / "re2.py").write_text("raise ImportError('no wheel for this system')\n")
    for command in ("check", "fix"):
        options = (command, "--no-cache", "--output-format", "json", "--exit-zero", ".")
        if command == "fix":
            options = (*options, "--diff")
        fast = cleanup_command(*options, cwd=tmp_path)
        first = os.pathsep.join([str(without), *filter(None, [os.environ.get("PYTHONPATH")])])
        slow = cleanup_command(*options, cwd=tmp_path, env={"PYTHONPATH": first})
        assert (fast.stdout, fast.stderr, fast.returncode) == (slow.stdout, slow.stderr, 0)
        assert len(fast.stdout) > 100_000


# Their patterns match line ends, or have one repetition in another.
ALONE = {
    "assistant/preamble",
    "calques/russian-phrase",
    "markup/html-residue",
    "markup/shortcode",
    "markup/translated-markup",
    "spacing/extra-blank-lines",
}


def test_few_patterns_are_matched_against_the_whole_text() -> None:
    """Each takes up to 40 ms a MB: write the pattern otherwise before a rule is added here."""
    assert {r.id for r in RULES if not all(t.by_stretch for t in r.triggers)} == ALONE
