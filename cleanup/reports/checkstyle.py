"""Checkstyle's XML, which many programs read as the common form of findings. Columns are code
points."""

from collections.abc import Iterator

from ..report import Run
from .screen import legible
from .told import How, Told
from .xml import DECLARATION, attribute


def checkstyle(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """A `file` for each text, an `error` for each finding in it."""
    yield f'{DECLARATION}<checkstyle version="4.3">\n'
    for told in texts:
        yield f"  <file name={attribute(told.path)}>\n"
        for finding in told.open:
            at = told.start(finding)
            yield (
                f'    <error line="{at.line}" column="{at.column}" '
                f'severity="{finding.severity.value}" '
                f"message={attribute(told.message(finding))} source={attribute(finding.rule)}/>\n"
            )
        yield "  </file>\n"
    for error in run.errors:
        message = attribute(legible(error.message))
        yield (
            f"  <file name={attribute(error.path)}>\n"
            f'    <error line="1" severity="error" message={message} source="not-checked"/>\n'
            "  </file>\n"
        )
    yield "</checkstyle>\n"
