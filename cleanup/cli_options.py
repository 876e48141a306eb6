"""The options that several commands have: their names, and what the help says of them."""

from pathlib import Path
from typing import Annotated

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
Format = Annotated[str, typer.Option("--output-format", metavar="FORMAT", help="text or json.")]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="Exit with 0 also when there are findings.")
]
StdinFilename = Annotated[
    str | None,
    typer.Option("--stdin-filename", metavar="NAME", help="The name of standard input in reports."),
]
