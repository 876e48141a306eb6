"""Checks of organisations and regions: names that were translated instead of kept, and their
capitals."""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..document import Document, Span
from ..findings import Finding
from ..lazy import named
from ..lists import entries, entry_set
from ..patterns import alternatives, edit_of
from ..prefilter import looks_for, words_found
from ..rulebook import Rule


class Name(NamedTuple):
    """The right form of a name, what is wrong with the other one (`casing`, or said back word by
    word: `region` or `organisation`), and whether it stands without an article."""

    right: str
    kind: str
    bare: bool


@functools.cache
def _wrong_forms() -> dict[str, Name]:
    """The wrong forms and what they mean."""
    forms = {}
    for line in entries("organisations"):
        right, wrong, what = line.split("\t")
        for form in wrong.split(";"):
            if _letters(form) == _letters(right):
                kind = "casing"
            else:
                kind = "region" if what.startswith("region") else "organisation"
            forms[form] = Name(right, kind, what.endswith("no article"))
    return forms


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _pattern() -> str:
    forms = alternatives(tuple(_wrong_forms()))
    # No part of a longer name, a handle, an address or a file.
    return rf"(?<![-\w@#/.&’'])\b{forms}\b(?![-@/&\w]|\.\w| (?:(?:of|for|on) )?[A-Z])"


# One for the three rules: they are looked for together.
_WRONG = named("organisations", _pattern)
# As far back as the word before a name is looked at.
NEAR = 40
_THE = re.compile(r"\b[Tt]he $")
# Of a people or a country, which is no part of the name: "the Russian".
_OF_A_COUNTRY = re.compile(r"(?:an|Czech|Dutch|French|sh|ese|[a-z]i|US|UN|UK|EU)$")


@looks_for(_WRONG)
def garbled_organisation(document: Document, rule: Rule) -> Iterator[Finding]:
    """The name of an organisation, put into English word by word."""
    yield from _found(document, rule, "organisation")


@looks_for(_WRONG)
def garbled_region(document: Document, rule: Rule) -> Iterator[Finding]:
    """The name of a region, put into English word by word."""
    yield from _found(document, rule, "region")


@looks_for(_WRONG)
def casing(document: Document, rule: Rule) -> Iterator[Finding]:
    """The name of an organisation or a region with other capitals or hyphens than its own."""
    yield from _found(document, rule, "casing")


def _wrong(document: Document) -> tuple[re.Match[str], ...]:
    """The wrong forms in a text (a view)."""
    return tuple(words_found(document, _WRONG))


def _found(document: Document, rule: Rule, kind: str) -> Iterator[Finding]:
    text = document.text
    for m in document.view(_wrong):
        name, before = _wrong_forms()[m[0]], text[max(0, m.start() - NEAR) : m.start()]
        if name.kind != kind or _goes_on_before(before):
            continue
        span = replaced = Span(*m.span())
        # "by the French Press Agency" is "by Agence France-Presse".
        if name.bare and kind == "organisation" and _THE.search(before):
            replaced = Span(span.start - len("the "), span.end)
        yield rule.finding(span, (edit_of(text, replaced, name.right),), name=name.right, form=m[0])


def _goes_on_before(before: str) -> bool:
    """Whether the name is part of a longer one, "Saint Elysee Palace", by the text before it."""
    m = re.search(r"([A-Z][\w’'-]*) $", before)
    if m is None or _OF_A_COUNTRY.search(m[1]):
        return False
    begins = before[: m.start()].rstrip(' “"(')[-1:] in ("", ".", "!", "?", ":", "\n")
    return not (begins and m[1].lower() in entry_set("function-words"))
