"""The layers of the package: who may import whom."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import cleanup

HOME = Path(cleanup.__file__).parent
MODULES = sorted(path for path in HOME.rglob("*.py") if "rules" not in path.relative_to(HOME).parts)
# A module imports only from layers that stand before its own in this list. A folder is one layer:
# its modules may import each other, but not in a circle.
ORDER = (
    "expressions",
    "lazy",
    "document",
    "findings",
    "lists",
    "cards",
    "compiled",
    "classes",
    "literals",
    "rare",
    "triggers",
    "prefilter",
    "segments",
    "quotation",
    "patterns",
    "installed",
    "rulebook",
    "files",
    "discovery",
    "writing",
    "engines",
    "names",
    "checks",
    "revision",
    "guard",
    "opinions",
    "removal",
    "watch",
    "checker",
    "resolver",
    "silences",
    "cleaner",
    "decisions",
    "readability",
    "quality",
    "settings_file",
    "settings",
    "config",
    "report",
    "gates",
    "inputs",
    "api",
    "cleanup",  # __init__: the names of the Python contract
    "rule_index",
    "reports",
    "cache",
    "digests",
    "outcomes",
    "unchanged",
    "jobs",
    "ahead",
    "progress",
    "runner",
    "review",
    "console",
    "pager",
    "diffs",
    "delivery",
    "cli_engines",
    "prepare",
    "doctor",
    "outputs",
    "cli_baseline",
    "cli_names",
    "cli_options",
    "cli_report",
    "cli_show",
    "cli_check",
    "cli_diff",
    "cli_doctor",
    "cli_fix",
    "cli_languagetool",
    "cli_review",
    "cli_rules",
    "cli_score",
    "cli",
    "__main__",
)
MOST_LINES = 400


def dotted(path: Path) -> str:
    parts = path.relative_to(HOME.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {dotted(path) for path in MODULES}


def layer(module: str) -> str:
    """The layer of `cleanup.checks.quotes` is `checks`, that of `cleanup` itself is `cleanup`."""
    return module.split(".")[1] if "." in module else module


def imported(path: Path) -> Iterator[str]:
    """The modules of the package that a module imports, those inside functions too."""
    package = dotted(path) if path.name == "__init__.py" else dotted(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            start = parts[: len(parts) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            while name and name not in NAMES:
                name = name.rpartition(".")[0]  # noqa: PLW2901
            if name:
                yield name


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_stands_in_a_layer(path: Path) -> None:
    name = layer(dotted(path))
    assert name in ORDER, (
        f"{dotted(path)} is in no layer: add {name!r} to ORDER in tests/test_layers.py, behind "
        f"what it imports ({', '.join(sorted({layer(n) for n in imported(path)} - {name}))}) "
        f"and before what imports it"
    )


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_go_one_way(path: Path) -> None:
    place = {name: at for at, name in enumerate(ORDER)}
    own = place.get(layer(dotted(path)), len(ORDER))
    upward = [name for name in imported(path) if place.get(layer(name), 0) > own]
    assert upward == [], f"{dotted(path)} imports from a layer that comes after its own"


def test_imports_never_go_in_a_circle() -> None:
    graph = {dotted(path): set(imported(path)) - {dotted(path)} for path in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' → '.join(error.args[1])}")


def test_the_imports_that_are_known_to_be_there_are_seen() -> None:
    assert {"cleanup.document", "cleanup.findings"} <= set(imported(HOME / "revision.py"))
    assert "cleanup.engines.language" in set(imported(HOME / "checker.py"))
    assert {"cleanup.checker", "cleanup.settings"} <= set(imported(HOME / "api.py"))


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
