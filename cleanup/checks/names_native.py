"""Checks of names against people whom the source text names in their own script."""

import re
from collections.abc import Iterator

from ..document import Document
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..names.evidence import Ground, likeness, verdict
from ..names.evidence import lines as told
from ..names.gazetteer import People, Person, person, rows
from ..names.mentions import mentions
from ..names.people import people
from ..names.romanised import native_script
from ..names.spelling import in_style
from ..rulebook import Rule

_CYRILLIC = lazy(r"[а-яёіїєґў]{3}$", re.IGNORECASE)


def unlike_native_name(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full name near that of someone whom the source names in full."""
    source = document.evidence.source
    named = _named_in(source) if source and not source.isascii() else ()
    known: tuple[People, ...] = people(document) if named else ()
    for mention in document.view(mentions) if named else ():
        if any(some.knows(mention.words) for some in known):
            continue
        found = []
        for one, native, sure in named:
            like = likeness(mention, one)
            if (
                like
                and like.changes
                and not any(some.is_surname(c.wrong) for c in like.changes for some in known)
            ):
                found.append((like, one, native, sure))
        if len({one.name for _, one, _, _ in found}) == 1:
            like, one, native, sure = found[0]
            at_home = not native_script(one)
            grounds = (
                Ground("native name", f"the source names {one.name}: {native} ({one.known_from})"),
                *like.grounds(at_home=at_home),
            )
            worth = verdict(grounds)
            if worth:
                if not (sure and (like.surname_too or at_home)):
                    worth = Safety.DISPLAY
                yield rule.finding(
                    like.span,
                    tuple(Edit(c.span, in_style(document, c.right)) for c in like.changes),
                    evidence=told(grounds),
                    safety=worth,
                    name=one.name,
                )


def _named_in(source: str) -> tuple[tuple[Person, str, bool], ...]:
    """The people whom a source names in full, their names there, and whether those are sure: looked
    up, not written from memory."""
    found: dict[str, tuple[Person, str, bool]] = {}
    for row in rows():
        for one in row[2].split(";") if row[2] else ():
            native = one.partition("=")[2]
            form = native.rstrip("?")
            last = form.replace("・", " ").split()[-1:]
            if last and last[0][:-1] in source and _stands(form, source):
                whole = person(row)
                sure = whole.sure and native == form
                if row[0] not in found or sure:
                    found[row[0]] = (whole, form, sure)
    return tuple(found.values())


def _stands(form: str, source: str) -> bool:
    """Whether a full name stands in a source; Slavic names decline."""
    words = re.split(r"[ ・·]", form)
    if len(words) < 2 and len(form) < 4:
        return False
    declined = [
        f"{re.escape(w[:-1])}\\w{{0,3}}" if _CYRILLIC.search(w) else re.escape(w) for w in words
    ]
    # Arabic and Hebrew put little words before a name; where no spaces are, anything may stand.
    edge = r"(?<!\w)\w{0,2}" if " " in form else ""
    return re.search(edge + r"[ ・·=]?".join(declined), source) is not None
