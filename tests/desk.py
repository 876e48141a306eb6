"""A folder with a text to review, for the tests of decisions and of the review."""

import dataclasses
import math
from pathlib import Path

from cleanup import Settings, prepare
from cleanup.decisions import file as decisions_file
from cleanup.report import Report
from cleanup.review import texts
from cleanup.review.items import Item
from cleanup.review.session import Session
from cleanup.review.texts import Reviewed

# Nothing here may hang on how fast the machine is.
texts.SLOW = math.inf
CARD = """\
summary = "“doubtsome”"
message = "“{text}” is no word"
why = "It stands in no dictionary."
severity = "warning"
safety = "unsafe"
unsafe-because = "it changes words"
mqm = "Style/Unidiomatic"

[match]
pattern = 'doubtsome'
replace = ["doubtful", "dubious"]

[[example]]
bad = "A [[doubtsome]] plan."

[[example]]
good = "A doubtful plan."

[[example]]
good = "A dubious plan, and some doubt."
"""
# By rule: safe, unsafe, safe, two candidates, safe, none at all, safe, unsafe.
STORY = """\
The council of the small town met on Monday evening to talk about the old bridge.

The vote raised doubts. about the treaty among members of the club.

After the storm, the These measures were dropped by the the cabinet, which had
called it a doubtsome plan. Nobody at the high -level meeting spoke for it.

The fleet sails in the Arctic, Baltic, and Baltic seas and in the Gulf of Bothnia.

“We have waited eleven years, ” said the mayor, who shares data in limited way.
"""
# What nobody would send to a friend.
HOSTILE = (
    "The vote raised doubts. about [red]the[/red] \x1b[31mtreaty\x1b[0m\x07 among "
    "\u202emembers\u202c.\n"
    f"He saw the the {'x' * 10_000}. She saw the the {'漢' * 2_000} gate \x9b2J.\n"
    "He said that the the e\u0301te\u0301 שלום عربي \U0001f600\u200d\U0001f680 gate [/] "
    "[@click=quit()]x[/].\n"
)
RULES = [
    "punctuation/stray-full-stop",
    "splices/determiner-collision",
    "repeats/doubled-word",
    "colour/doubtsome",
    "spacing/dangling-hyphen",
    "repeats/duplicate-conjunct",
    "quotes/space-inside",
    "grammar/missing-article",
]
MARKS = "y?y?y?y?"
KEPT = ".cleanup-review.json"


def furnish(folder: Path, *names: str) -> Settings:
    """Put the text into a folder, under these names, and the rule with candidates."""
    rules = folder / "our-rules" / "colour"
    rules.mkdir(parents=True)
    (rules / "doubtsome.toml").write_text(CARD, encoding="utf-8")
    (folder / "cleanup.toml").write_text('rules = ["our-rules"]\n', encoding="utf-8")
    for name in names or ("story.txt",):
        (folder / name).write_bytes(STORY.encode())
    return settings(folder)


def settings(folder: Path) -> Settings:
    return Settings.load(folder / "cleanup.toml")


def opened(chosen: Settings, *names: str, export: str | None = None) -> Session:
    """A review of the files of these names in the current folder, resumed if it was left."""
    kept = Path(export or KEPT)
    store = decisions_file.load(kept) if kept.exists() else decisions_file.DecisionsFile(Path())
    session = Session(prepare.task(chosen, clean=True), kept, export is not None, store=store)
    session.open(names or ("story.txt",))
    return session


def item(session: Session, rule: str, text: int = 0) -> tuple[Reviewed, Item]:
    """The first finding of a rule, by the name without its family, in one of the texts."""
    reviewed = session.texts[text]
    return reviewed, next(i for i in reviewed.items if i.key.rule.endswith(f"/{rule}"))


def marks(session: Session, text: int = 0) -> str:
    return "".join(i.mark for i in session.texts[text].items)


def fixed(chosen: Settings, *, unsafe: bool = False, decisions: Path | None = None) -> Report:
    """What `fix` makes of story.txt."""
    from cleanup.runner import reports

    task = prepare.task(chosen, clean=True, unsafe=unsafe)
    run_notes: list[str] = []
    if decisions:
        clean = decisions_file.load(decisions, run_notes).clean
        task = dataclasses.replace(task, cleaned_by=clean)
    from cleanup.report import Run

    run = Run()
    ((_, report),) = reports(["story.txt"], task, run)
    assert run.errors == []
    return report
