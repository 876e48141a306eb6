"""The options that several commands have: their names, and what the help says of them."""

from pathlib import Path
from typing import Annotated, Any

import typer

PATHS = "Files, folders (their .txt files) or patterns; - is standard input."
Paths = Annotated[list[str], typer.Argument(metavar="PATHS", help=PATHS)]
Strings = list[str] | None
Select = Annotated[
    Strings,
    typer.Option(
        "--select", metavar="RULES", help="Only these rules or families (by comma, or repeated)."
    ),
]
Ignore = Annotated[
    Strings,
    typer.Option(
        "--ignore", metavar="RULES", help="Not these rules or families (by comma, or repeated)."
    ),
]
Extend = Annotated[
    Strings,
    typer.Option("--extend-select", metavar="RULES", help="These rules too, beside the others."),
]
Reference = Annotated[
    Strings,
    typer.Option(
        "--reference", metavar="PATH", help="A text, or a folder of them, whose names are right."
    ),
]
Names = Annotated[
    Strings,
    typer.Option(
        "--names", metavar="FILE", help="People whose names are right: a names file, or an index."
    ),
]
Original = Annotated[
    Path | None,
    typer.Option("--source", metavar="FILE", help="The text in the language it comes from."),
]
Date = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="When the text is from: YYYY-MM-DD.")
]
SourceLang = Annotated[
    Strings,
    typer.Option(
        "--source-lang",
        metavar="LANG",
        help="The text comes from this language, as ar (by comma, or repeated).",
    ),
]
MaxRemoved = Annotated[
    float | None,
    typer.Option(
        "--max-removed",
        metavar="SHARE",
        help="Most of the words, 0 to 1, to take out on weak evidence [0.3].",
    ),
]
KnownFindings = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Keep quiet about the findings in this file."),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="COMMIT", help="Only what came in since this commit or branch."
    ),
]
MinQuality = Annotated[
    float | None,
    typer.Option(
        "--min-quality", metavar="SCORE", help="Gate: every text has at least this quality, 0-100."
    ),
]
MaxGrade = Annotated[
    float | None,
    typer.Option(
        "--max-grade", metavar="GRADE", help="Gate: no text is for a higher grade than this."
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on", metavar="LEVEL", help="Gate: no finding is info, warning or error, or worse."
    ),
]
MaxFindings = Annotated[
    int | None,
    typer.Option("--max-findings", metavar="N", help="Gate: there are no more findings in all."),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, help="How many processes [one for each core]."),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Check again what an earlier run has checked.")
]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Take the settings from this file.")
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Look for no settings file.")]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="Exit with 0 also when there are findings.")
]
StdinFilename = Annotated[
    str | None,
    typer.Option("--stdin-filename", metavar="NAME", help="The name of standard input in reports."),
]


def options(
    select: Strings,
    extend_select: Strings,
    ignore: Strings,
    names: Strings,
    reference: Strings,
    source_lang: Strings,
    removed: float | None,
) -> dict[str, Any]:
    """Options by their names in the settings."""
    from . import prepare

    return {
        "select": prepare.names(select),
        "extend_select": prepare.names(extend_select),
        "ignore": prepare.names(ignore),
        "names": tuple(names or ()),
        "references": tuple(reference or ()),
        "source_lang": prepare.names(source_lang),
        "max_removed": removed,
    }


def gate_options(
    min_quality: float | None,
    max_grade: float | None,
    fail_on: str | None,
    max_findings: int | None,
) -> dict[str, Any]:
    """Gates by their names in the settings."""
    return {
        "min_quality": min_quality,
        "max_grade": max_grade,
        "fail_on": fail_on,
        "max_findings": max_findings,
    }
