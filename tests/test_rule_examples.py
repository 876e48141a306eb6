"""Every example of every card, and what every card and list must have."""

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cleanup
from cleanup.cards import Example
from cleanup.checker import language
from cleanup.document import Document
from cleanup.findings import State
from cleanup.lists import home
from cleanup.names.importing import import_names
from cleanup.rulebook import Rule
from cleanup.settings import rulebook

RULES = rulebook().rules
LISTS = sorted((home() / "lists").glob("*.txt"))
BOILERPLATE_LABELS = "boilerplate-labels"
_LIST_IN_PATTERN = re.compile(r"\{([a-z][a-z-]*)\}")


def examples(*, known_misses_fail: bool) -> Iterator[Any]:
    for rule in RULES.values():
        for number, example in enumerate(rule.examples, 1):
            marks = []
            if example.miss and known_misses_fail:
                marks = [pytest.mark.xfail(strict=True, reason=example.miss, raises=AssertionError)]
            kind = "bad" if example.spans else "good"
            yield pytest.param(rule, example, id=f"{rule.id}-{number}-{kind}", marks=marks)


def given(example: Example, folder: Path, **settings: Any) -> dict[str, Any]:
    """The keyword arguments that `check` and `clean` need for this example."""
    table = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in example.given.get("settings", {}).items()
    }
    if "names" in example.given:
        names = folder / "names.toml"
        names.write_text(example.given["names"], encoding="utf-8")
        if "\t" in example.given["names"]:
            # No names file but a table, as `cleanup names import` takes it.
            import_names(names, folder / "names.index")
            names = folder / "names.index"
        table["names"] = (names,)
    return {
        "settings": cleanup.Settings(**{**table, **settings}),
        "references": [example.given["reference"]] if "reference" in example.given else [],
        "source": example.given.get("source"),
        "date": example.given.get("date"),
    }


@pytest.mark.parametrize(("rule", "example"), list(examples(known_misses_fail=True)))
def test_an_example_holds(rule: Rule, example: Example, tmp_path: Path) -> None:
    alone = given(example, tmp_path, select=(rule.id,))
    report = cleanup.check(example.text, **alone)
    found = [example.text[f.span.start : f.span.end] for f in report.findings]
    marked = [example.text[s.start : s.end] for s in example.spans]
    assert found == marked
    assert sorted(f.span for f in report.findings) == sorted(example.spans)
    if example.fixed is not None:
        assert cleanup.clean(example.text, unsafe=True, **alone).after == example.fixed


@pytest.mark.parametrize(("rule", "example"), list(examples(known_misses_fail=False)))
def test_a_cleaned_example_settles_under_all_rules(
    rule: Rule, example: Example, tmp_path: Path
) -> None:
    everything = given(example, tmp_path, select=("ALL", rule.id))
    for unsafe in (False, True):
        once = cleanup.clean(example.text, unsafe=unsafe, **everything)
        twice = cleanup.clean(once.after, unsafe=unsafe, **everything)
        assert twice.after == once.after
        assert not twice.applied


# A rule that is not run finds nothing: a text taken for another language would pass unread.
@pytest.mark.parametrize(("rule", "example"), list(examples(known_misses_fail=False)))
def test_an_example_is_in_a_language_of_its_rule(rule: Rule, example: Example) -> None:
    if "*" not in rule.languages:
        assert Document(example.text).view(language) in rule.languages


@pytest.mark.parametrize("rule", list(RULES.values()), ids=lambda rule: rule.id)
def test_a_card_has_a_bad_and_two_good_examples(rule: Rule) -> None:
    bad = [e for e in rule.examples if e.spans and not e.miss]
    good = [e for e in rule.examples if not e.spans and not e.miss]
    assert len(bad) >= 1
    assert len(good) >= 2
    assert len({e.text for e in rule.examples}) == len(rule.examples), "an example stands twice"


@pytest.mark.parametrize("rule", list(RULES.values()), ids=lambda rule: rule.id)
def test_a_fix_that_may_be_applied_is_shown_by_an_example(rule: Rule, tmp_path: Path) -> None:
    shown = [e for e in rule.examples if e.fixed is not None and not e.miss]
    assert all(e.fixed != e.text for e in shown), "nothing is fixed in the example"
    for example in rule.examples:
        found = cleanup.check(example.text, **given(example, tmp_path, select=(rule.id,))).findings
        if any(f.state in (State.FIXABLE, State.UNSAFE) for f in found):
            assert shown, f"no example of {rule.id} says what its fix gives (fixed = …)"


def lines_of(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_is_sorted_and_has_no_entry_twice(path: Path) -> None:
    lines = lines_of(path)
    assert lines
    assert len(lines) == len(set(lines))
    if path.stem != BOILERPLATE_LABELS:
        behind = [(a, b) for a, b in itertools.pairwise(lines) if a > b]
        assert behind == [], "these entries are out of order (code points decide)"


@pytest.mark.parametrize("line", lines_of(home() / "lists" / f"{BOILERPLATE_LABELS}.txt"))
def test_a_boilerplate_label_names_a_rule_and_is_a_regular_expression(line: str) -> None:
    kind, _, pattern = line.partition(" ")
    assert f"boilerplate/{kind}" in RULES
    assert pattern
    re.compile(pattern)


def lists_named_in_cards() -> Iterator[tuple[str, str]]:
    for rule in RULES.values():
        match = rule.match or {}
        for pattern in (match.get("pattern", ""), *match.get("unless", ())):
            for m in _LIST_IN_PATTERN.finditer(pattern):
                yield rule.id, m[1]


def lists_named_in_code() -> Iterator[tuple[str, str]]:
    for path in Path(cleanup.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("entries", "entry_set", "in_order")
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                yield path.name, node.args[0].value


def test_every_list_that_is_named_exists_and_every_list_is_named() -> None:
    named = {name for _, name in (*lists_named_in_cards(), *lists_named_in_code())}
    optional = {name for _, name in lists_named_in_options()}
    have = {path.stem for path in LISTS}
    assert named <= have
    assert have <= named | optional, "a list that nothing reads"


def lists_named_in_options() -> Iterator[tuple[str, str]]:
    for rule in RULES.values():
        for value in rule.options.values():
            for name in value if isinstance(value, list) else [value]:
                yield rule.id, str(name)
