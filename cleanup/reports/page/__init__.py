"""The report as a page: one HTML file that needs nothing beside it and asks nobody for anything.

It can be read without scripts; with them it is filtered, stepped through by keys and shown side by
side. Whatever is put into it is escaped, and its policy lets no other script or style run and
nothing be loaded: an article can do nothing to it.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ...lazy import lazy
from ...lists import CardError
from ...report import Report, Run
from ...rulebook import Rulebook
from ..screen import shown
from . import controls, index
from .article import Article
from .entries import names, side
from .markup import attribute, prose

_HOME = Path(__file__).parent
# As cards have it in their reasons.
_CODE = lazy("`([^`<]+)`")


class Page:
    """A page that is made as the reports come, so that each may be released once it is in.

    `made` says whether the changes were made, or only would be.
    """

    def __init__(self, book: Rulebook, version: str, *, made: bool) -> None:
        self.book, self.version, self.made = book, version, made
        self._rows: list[index.Row] = []
        self._articles: list[str] = []
        self._rules: dict[str, int] = {}
        self._families: dict[str, Counter[str]] = {}
        self._safeties: Counter[str] = Counter()
        self._findings = 0

    def add(self, report: Report) -> None:
        """Put in a text that was cleaned, or of which it was tried. Raises ValueError for another,
        or one that was released."""
        cleaning = report.cleaning or (report.trial.cleaning if report.trial else None)
        if cleaning is None:
            raise ValueError("a report without what cleaning makes of the text")
        article = Article(report, cleaning, self._findings + 1)
        self._articles.append(
            f"<article>\n{article.text}\n{side(article, self._rule, self.made)}</article>\n"
        )
        self._rows.append(index.row(article))
        self._findings += len(article.numbers)
        self._safeties.update(article.safeties)
        for family, groups in article.families.items():
            self._families.setdefault(family, Counter()).update(groups)

    def _rule(self, rule: str) -> int:
        """The number by which the page knows a rule."""
        return self._rules.setdefault(rule, len(self._rules) + 1)

    def pieces(self, run: Run) -> Iterator[str]:
        """The page, piece by piece."""
        style = (_HOME / "page.css").read_text("utf-8")
        script = (_HOME / "page.js").read_text("utf-8")
        policy = (
            f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )
        called = names(self.made)
        yield f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="cleanup {attribute(self.version)}">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{attribute(shown(index.title(self._rows)))} – cleanup</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#text">To the text</a>
<header>
{index.head(self._rows, run, called)}"""
        if self._rows:
            yield index.overview(self._rows, self._families, called)
        if len(self._rows) > 1:
            yield index.table(self._rows)
        sizes = {family: groups.total() for family, groups in self._families.items()}
        yield f"</header>\n{controls.toolbar(self._findings, self._safeties, sizes)}"
        yield '<main id="text">\n<h2 class="unseen">The text</h2>\n'
        if len(self._rows) == 1:
            yield self._articles[0]
        else:
            for number, article in enumerate(self._articles, 1):
                yield index.folded(number, self._rows, article)
        yield "</main>\n"
        yield from self._reasons()
        yield f"""<footer><p>Made by cleanup {attribute(self.version)}. All of it is in this file: \
nothing is loaded, nothing is sent.</p></footer>
<div id="dock" hidden></div>
<p id="status" class="unseen" aria-live="polite"></p>
<script>{script}</script>
</body>
</html>
"""

    def _reasons(self) -> Iterator[str]:
        """The rules behind the findings, and what they are about."""
        if self._rules:
            yield '<section class="rules"><h2>Rules</h2>\n'
            for rule_id in sorted(self._rules):
                yield f'<section id="r{self._rules[rule_id]}"><h3>{prose(rule_id)}</h3>\n'
                yield from self._reason(rule_id)
                yield "</section>\n"
            yield "</section>\n"

    def _reason(self, rule_id: str) -> Iterator[str]:
        rule = self.book.rules.get(rule_id)
        if rule is None:
            return
        yield f"<p><strong>{prose(rule.summary)}</strong></p>\n"
        try:
            why = rule.why
        except CardError:  # The card went away during the run.
            why = ""
        for paragraph in why.split("\n\n"):
            if words := paragraph.split():
                text = _CODE.sub(r"<code>\1</code>", prose(" ".join(words)))
                yield f"<p>{text}</p>\n"
        if rule.unsafe_because:
            yield f'<p class="because">Its fixes are unsafe: {prose(rule.unsafe_because)}.</p>\n'


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
