"""JUnit's XML, in which CI servers take results: a suite a text, a failed case a finding.

There is no standard; this keeps to the schema of Jenkins' xUnit plugin (junit-10.xsd), which other
readers understand too.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..report import Run
from .screen import legible
from .told import How, Told
from .xml import DECLARATION, attribute, content


def junit(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """A text without findings is a suite with one case, which passed."""
    yield f'{DECLARATION}<testsuites name="cleanup">\n'
    for told in texts:
        found = told.open
        yield _suite(told.path, tests=max(1, len(found)), failures=len(found))
        for finding in found:
            yield from _case(told, finding)
        if not found:
            yield f"    <testcase name={attribute('clean')} classname={attribute(told.path)}/>\n"
        yield "  </testsuite>\n"
    for error in run.errors:
        message = attribute(legible(error.message))
        yield (
            f"{_suite(error.path, tests=1, errors=1)}"
            f'    <testcase name="not checked" classname={attribute(error.path)}>'
            f'<error type="not-checked" message={message}/></testcase>\n'
            "  </testsuite>\n"
        )
    yield "</testsuites>\n"


def _suite(name: str, tests: int, failures: int = 0, errors: int = 0) -> str:
    numbers = f'tests="{tests}" failures="{failures}" errors="{errors}"'
    return f"  <testsuite name={attribute(name)} {numbers}>\n"


def _case(told: Told, finding: Finding) -> Iterator[str]:
    at = told.start(finding)
    place = f"{at.line}:{at.column}"
    name = attribute(f"{finding.rule} at {place}")
    lines = [f"{told.path}:{place}: {told.message(finding)}", *finding.evidence]
    yield (
        f"    <testcase name={name} classname={attribute(told.path)}>"
        f'<failure type="{finding.severity.value}" message={attribute(told.message(finding))}>'
        f"{'&#10;'.join(content(legible(line)) for line in lines)}</failure></testcase>\n"
    )
