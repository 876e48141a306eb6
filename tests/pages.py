"""Pages for tests: made in this process, and read again as a browser would read them."""

import datetime
from html.parser import HTMLParser

from cleanup import Settings
from cleanup.document import Evidence
from cleanup.inputs import Input
from cleanup.report import Report, Run
from cleanup.reports.page import Page
from cleanup.runner import Task, report_on
from cleanup.settings import rulebook
from cleanup.silences.quiet import Quiet

VOID = {"meta", "link", "br", "input"}


def reports(*texts: str, made: bool = True, unsafe: bool = False) -> list[Report]:
    """Reports on texts called 0.txt, 1.txt …"""
    from cleanup.files import Source

    settings = Settings(max_seconds=600)  # However busy the machine is.
    quiet = Quiet(rulebook(), frozenset(), datetime.date(2026, 1, 1))
    task = Task(settings, Evidence(), quiet, clean=made, unsafe=unsafe, readability=True)
    found = []
    for number, text in enumerate(texts):
        name = f"{number}.txt"
        found.append(report_on(Input(None, name, Source(text, "utf-8", name, "utf-8")), task))
    return found


def page(*texts: str, made: bool = True, unsafe: bool = False) -> str:
    """The page about these texts."""
    run = Run(reports(*texts, made=made, unsafe=unsafe))
    made_of = Page(rulebook(), "1.0", made=made)
    for report in run.reports:
        made_of.add(report)
    return "".join(made_of.pieces(run))


class Read(HTMLParser):
    """What a page says: its elements, and the text inside those that are asked for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.runs: list[tuple[tuple[tuple[str, str], ...], str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        values = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, values.get("class") or values.get("id") or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert len(values) == len(attrs), "an attribute twice"
        self.elements.append((tag, values))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1][0] == tag, f"</{tag}> closes {self.open[-1]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.runs.append((tuple(self.open), data))

    def values(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [v for _, values in self.elements if (v := values.get(name)) is not None]

    def side(self, without: str) -> str:
        """The text of the article without what is in these elements (<ins> or <del>), with ⏎ and
        ␣ read back, without its white space."""
        words = []
        for where, data in self.runs:
            tags = [tag for tag, _ in where]
            inside = any(tag == "div" and "text" in kind.split() for tag, kind in where)
            if inside and "p" in tags and without not in tags and "note" not in where[-1][1]:
                words.append(data.replace("␣", " ").replace("⏎", "\n"))
        return "".join("".join(words).split())
