"""The output formats: their names, what each is for, and what writes it.

A writer is a function `writer(texts, run, how)` that gives the pieces of the report. It takes the
texts one by one, in their order, and may let go of each when it asks for the next; once they are
used up, `run` holds the errors, notes and gates of the whole run. Nothing here is imported before
a format is chosen.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from ..report import Run
    from .told import How, Told

    Writer = Callable[[Iterator[Told], Run, How], Iterator[str]]

POINTS, UTF8, UTF16 = "code points", "UTF-8 bytes", "UTF-16 code units"
LINES_ONLY = "– (lines only)"


class Format(NamedTuple):
    """What a format is for, its writer as `module:function` of this package, the unit that its
    columns count in, whether it has room for scores, and whether it is made for people: painted,
    and in the stream's encoding."""

    about: str
    writer: str
    columns: str = POINTS
    scores: bool = False
    for_people: bool = False


FORMATS = {
    "full": Format(
        "every finding in its line, with the proposal", "text:full", scores=True, for_people=True
    ),
    "concise": Format("a line for each finding", "text:concise", scores=True, for_people=True),
    "grouped": Format(
        "the findings of each file below its name", "text:grouped", scores=True, for_people=True
    ),
    "json": Format("everything as data, in one document", "data:json", scores=True),
    "jsonl": Format("the same, an object a line, as files finish", "data:jsonl", scores=True),
    "sarif": Format("SARIF 2.1.0: code scanning, editors", "sarif:sarif", UTF16),
    "github": Format("annotations and job summary of GitHub Actions", "github:github"),
    "gitlab": Format("Code Quality report of GitLab CI", "gitlab:gitlab", LINES_ONLY),
    "junit": Format("test results: Jenkins and most CI servers", "junit:junit"),
    "checkstyle": Format("Checkstyle's XML: Jenkins, reviewdog", "checkstyle:checkstyle"),
    "rdjson": Format("reviewdog, with suggestions", "rdjson:rdjson", UTF8),
    "rdjsonl": Format("the same, a finding a line, as files finish", "rdjson:rdjsonl", UTF8),
    "markdown": Format("a page for a pull request or a wiki", "markdown:markdown", scores=True),
}
ALIASES = {"text": "full"}


def named(name: str) -> Format | None:
    """The format of that name, if there is one."""
    return FORMATS.get(ALIASES.get(name, name))


def names(scores: bool = False) -> str:
    """All names, the default first, as the help and error messages have them; or of those that
    have room for `scores`."""
    others = [n for n, form in FORMATS.items() if n not in ALIASES.values()]
    every = [*ALIASES, *(n for n in others if FORMATS[n].scores or not scores)]
    return ", ".join(every[:-1]) + f" or {every[-1]}"


def writer(form: Format) -> "Writer":
    """What writes a format."""
    module, _, function = form.writer.partition(":")
    return cast("Writer", getattr(import_module(f"{__package__}.{module}"), function))
