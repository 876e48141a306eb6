"""A second opinion: what LanguageTool sees in a text, as findings beside our own.

It was made for people who write, and it is for them to heed or not: its findings are `info` unless
the settings say otherwise, and its proposals are candidates, never applied. What it says of house
style, of names, of quoted speech and of addresses is left out; so is what depends on the day it is
asked. Where a rule of ours sees the same place, its word is evidence there and no finding of its
own: of damage we know more than a grammar checker, which takes a stop in mid-sentence for a
sentence that has lost its capital.
"""

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from .document import Document, Span
from .engines.languagetool.client import Match
from .findings import Edit, Finding, Fix, Safety, Severity
from .lazy import lazy
from .names.recognised import names_at
from .patterns import edit_of
from .quotation import Role, is_carried, quotations_at
from .rulebook import Rule
from .segments import paragraph_at, protected

FAMILY = "languagetool"
LOWER_START = "UPPERCASE_SENTENCE_START"
UNPAIRED = "EN_UNPAIRED_QUOTES"
SPLICE = "splices/lower-case-after-stop"
# A finding of ours that is longer is about something else than the few words of a match.
LONGEST = 80

# Issue types and categories of LanguageTool that are a matter of taste or of the house.
_STYLE_KINDS = frozenset("style register locale-violation".split())
_STYLE_CATEGORIES = frozenset(
    "STYLE REDUNDANCY REPETITIONS_STYLE PLAIN_ENGLISH CREATIVE_WRITING TON_ACADEMIC WIKIPEDIA "
    "COLLOQUIALISMS GENDER_NEUTRALITY BRITISH_ENGLISH AMERICAN_ENGLISH COMPOUNDING".split()
)
# The same in other categories: commas that may stand or not, hyphens and dashes, how one word is
# written in the house; and rules that ask what day it is.
_STYLE_RULES = lazy(
    r"""
      COMMA_COMPOUND_SENTENCE | MISSING_COMMA | SENT_START_CONJUNCTIVE | QUOTATION_MARKS_COMMA
    | HYPHEN_TO_EN | DASH_RULE | EN_DASH | CURRENCY_SPACE | LIGATURES | EN_SIMPLE_REPLACE
    | EN_COMPOUNDS | EN_DIACRITICS_REPLACE | EN_WORD_COHERENCY | COVID_19\Z | PER_CENT\Z
    | (?:\w+_)?(?:COMPOUNDS?|HYPHEN)(?:_|\Z)
    | \w*(?:CURRENTYEAR|NEW_YEAR|FUTURE_DATE|PAST_DATE)
    """,
    re.VERBOSE,
)
# These are about how a word is spelt; a word with a capital may be a name.
_SPELLING_CATEGORIES = frozenset("TYPOS PROPER_NOUNS MULTITOKEN_SPELLING".split())

_KINDS = {
    "misspelling": "Linguistic conventions/Spelling",
    "grammar": "Linguistic conventions/Grammar",
    "typographical": "Linguistic conventions/Punctuation",
    "whitespace": "Linguistic conventions/White space",
    "duplication": "Linguistic conventions/Duplication",
    "characters": "Linguistic conventions/Character encoding",
    "inconsistency": "Style/Inconsistent",
    "inconsistent-entities": "Style/Inconsistent",
    "terminology": "Terminology/Wrong term",
    "mistranslation": "Accuracy/Mistranslation",
    "untranslated": "Accuracy/Untranslated",
    "omission": "Accuracy/Omission",
    "addition": "Accuracy/Addition",
    "numbers": "Locale conventions/Number format",
    "markup": "Design and markup/Markup tag",
    "formatting": "Design and markup/Layout",
}
_CATEGORIES = {
    "PUNCTUATION": "Linguistic conventions/Punctuation",
    "TYPOGRAPHY": "Linguistic conventions/Punctuation",
    "CASING": "Linguistic conventions/Spelling",
    "PROPER_NOUNS": "Linguistic conventions/Spelling",
    "CONFUSED_WORDS": "Linguistic conventions/Spelling",
}


def mqm(match: Match) -> str:
    """The category of the MQM typology, from the issue type of ITS 2.0, or else from LanguageTool's
    own category."""
    other = _CATEGORIES.get(match.category, "Linguistic conventions/Grammar")
    return _KINDS.get(match.kind, other)


def heard(
    document: Document,
    findings: Sequence[Finding],
    matches: Iterable[Match],
    severity: Callable[[str], Severity | None],
    splice: Rule | None,
) -> tuple[Finding, ...]:
    """Our findings in order of position, borne out by LanguageTool where it sees the same, and what
    it sees beside them.

    `severity` gives that of a rule by its id, None for one that is not in force. `splice` is the
    rule for a stop before lower case, if that is in force: a stop of which only LanguageTool speaks
    becomes a finding of it.
    """
    ours = _Ours(findings)
    borne_out: dict[int, list[str]] = {}
    others: list[Finding] = []
    for match in matches:
        level = severity(f"{FAMILY}/{match.rule}")
        if level is None or _is_style(match) or _is_name(document, match):
            continue
        stop = _stop_before(document, match)
        if (same := ours.same(match, stop)) is not None:
            borne_out.setdefault(same, []).append(f"LanguageTool: {match.message} ({match.rule})")
        elif stop:
            others += _spliced(document, match, stop, splice)
        elif not _is_left_out(document, ours, match):
            others.append(_finding(document, match, level))
    told = [
        replace(finding, evidence=(*finding.evidence, *dict.fromkeys(borne_out[at])))
        if at in borne_out
        else finding
        for at, finding in enumerate(findings)
    ]
    return tuple(sorted([*told, *others], key=lambda f: (f.span, f.rule, f.message)))


def _finding(document: Document, match: Match, level: Severity) -> Finding:
    text, old = document.text, document.text[match.start : match.end]
    fixes = tuple(
        Fix((edit_of(text, match.span, new),), Safety.DISPLAY)
        for new in dict.fromkeys(match.proposals)
        if new != old
    )
    rule = f"{FAMILY}/{match.rule}"
    return Finding(rule, match.span, match.message, level, mqm(match), fixes=fixes)


def _is_style(match: Match) -> bool:
    style = match.kind in _STYLE_KINDS or match.category in _STYLE_CATEGORIES
    return style or _STYLE_RULES.match(match.rule) is not None


def _is_name(document: Document, match: Match) -> bool:
    """Whether it is about how a word with a capital is spelt."""
    if match.category not in _SPELLING_CATEGORIES:
        return False
    return not document.text[match.start : match.end].islower()


def _is_left_out(document: Document, ours: "_Ours", match: Match) -> bool:
    """Whether it is left out for its place: in a name that is known to be right, in quoted speech,
    in an address or code, in a line that goes, beside marks that a rule of ours has read."""
    span, last = match.span, max(match.start, match.end - 1)
    closed = document.view(protected)
    ends = (Span(match.start, match.start + 1), Span(last, last + 1), span)
    if any(closed.cut_by(end) for end in ends if end.end <= len(document.text)):
        return True
    if _is_quoted(document, match.start) or names_at(document, span):
        return True
    if match.rule == UNPAIRED and ours.quotes_in(paragraph_at(document, match.start)):
        return True
    return ours.goes(span)


def _is_quoted(document: Document, at: int) -> bool:
    """Whether quoted speech stands here: between paired marks, or in a quotation that runs on from
    paragraph to paragraph. One that is merely left open is damage, and tells nothing."""
    found = quotations_at(document, at)
    for mark in found.marks if found else ():
        if mark.partner:
            if mark.role is Role.OPEN and mark.at < at < mark.partner.at:
                return True
        elif mark.role is Role.OPEN:
            runs_on = found is not None and mark not in found.unclosed and not mark.single
            if runs_on and mark.at < at:
                return True
        elif mark.role is Role.CLOSE and at < mark.at:
            return is_carried(document, paragraph_at(document, at))
    return False


class _Ours:
    """Our findings by place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        order = sorted(range(len(findings)), key=lambda at: findings[at].span)
        self.short = [(at, findings[at]) for at in order if len(findings[at].span) <= LONGEST]
        self.starts = [f.span.start for _, f in self.short]
        self.quotes = sorted(f.span.start for f in findings if f.rule.startswith("quotes/"))
        edits = (e for f in findings for fix in f.fixes for e in fix.edits)
        gone = sorted((e.span.start, e.span.end) for e in edits if not e.replacement)
        self.gone = [start for start, _ in gone]
        # How far the deletions that begin here or before reach.
        self.reach = list(accumulate((end for _, end in gone), max))

    def same(self, match: Match, stop: Span | None) -> int | None:
        """Which of them is about the same damage at this place: of several the shortest."""
        place = Span(stop.start, match.end) if stop else match.span
        first = bisect.bisect_left(self.starts, place.start - LONGEST)
        near = [
            (len(f.span), at)
            for at, f in self.short[first : bisect.bisect_left(self.starts, place.end)]
            if f.span.overlaps(place) and (stop or f.mqm == mqm(match))
        ]
        return min(near)[1] if near else None

    def goes(self, span: Span) -> bool:
        """Whether a fix would take out the words at this place."""
        at = bisect.bisect_right(self.gone, span.start)
        return at > 0 and self.reach[at - 1] >= span.end

    def quotes_in(self, paragraph: Span) -> bool:
        """Whether a rule about quotation marks has found something here."""
        at = bisect.bisect_left(self.quotes, paragraph.start)
        return at < len(self.quotes) and self.quotes[at] < paragraph.end


_STOP = lazy(r"\.[”’\")]?[ \t]+\Z")


def _stop_before(document: Document, match: Match) -> Span | None:
    """The full stop and what follows it, before a sentence that begins in lower case."""
    if match.rule != LOWER_START:
        return None
    stop = _STOP.search(document.text, max(0, match.start - 10), match.start)
    return Span(*stop.span()) if stop else None


def _spliced(
    document: Document, match: Match, stop: Span, splice: Rule | None
) -> Iterator[Finding]:
    """A stop before lower case of which only LanguageTool speaks: both readings are shown, and
    none is sure."""
    if splice is None or _is_left_out(document, _Ours(()), match):
        return
    word = document.text[match.start : match.end]
    mark = Span(stop.start, stop.start + 1)
    fixes = (Edit(mark, ""),), (Edit(match.span, word[:1].upper() + word[1:]),)
    said = (f"LanguageTool: {match.message} ({match.rule})",)
    place = Span(stop.start, match.end)
    found = splice.finding(place, *fixes, evidence=said, safety=Safety.DISPLAY, after=word)
    yield replace(found, severity=Severity.INFO)
