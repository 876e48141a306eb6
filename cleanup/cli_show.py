"""The options that say how much is shown, and how."""

from typing import TYPE_CHECKING, Annotated

import typer

from .console import Stop

if TYPE_CHECKING:
    from .diffs import Diffs

Quiet = Annotated[
    bool, typer.Option("-q", "--quiet", help="Print the findings and errors, nothing else.")
]
Statistics = Annotated[
    bool,
    typer.Option("--statistics", help="Print how often each rule came up, not the findings."),
]
ShowFixes = Annotated[
    bool | None,
    typer.Option(
        "--show-fixes/--no-show-fixes",
        help="Print what was changed, and why [in text: yes; concise, grouped, --quiet: no].",
        show_default=False,
    ),
]
DiffForm = Annotated[
    str | None,
    typer.Option(
        "--diff-format", metavar="FORMAT", help="Show the diff as unified, words or side-by-side."
    ),
]
NoPager = Annotated[
    bool, typer.Option("--no-pager", help="Show the diff without less, on a terminal too.")
]


def diffs_asked_for(
    diff: bool, word_diff: bool, form: str | None, no_pager: bool
) -> "Diffs | None":
    """Where to show diffs, if the options ask for them. Raises Stop for what goes not together."""
    if not (diff or word_diff or form):
        return None
    from .diffs import Diffs

    if word_diff and form not in (None, "words"):
        raise Stop("--word-diff and --diff-format exclude each other")
    return Diffs(form or ("words" if word_diff else "unified"), pager=not no_pager)
