"""Checks of what a language model says around the text that was asked for.

Where it stands makes it certain: a preamble is the first line, a note the last. The same words
anywhere else, or in quotation marks, are quoted by an article about such models, and stay.
"""

import itertools
import re
from collections.abc import Iterator

from ..document import Document, Span, lines
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import entries
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import WORD


def _any_of(*patterns: str) -> re.Pattern[str]:
    return lazy("|".join(f"(?:{pattern})" for pattern in patterns))


# What is only said of a translation that was asked for, and so on: see the heads of the lists.
_PREAMBLE = _any_of(*entries("assistant-preambles"))
_NOTE = _any_of(*entries("assistant-notes"))
_REFUSAL = _any_of(*entries("assistant-refusals"))
_PROMPT = _any_of(*entries("assistant-prompts"))
_THINKING = lazy(r"<(?P<tag>think|thinking|reasoning|thought)>")
_TOKEN = lazy(
    r"<\|(?:im_start|start_header_id)\|>(?:assistant|user|system)?(?:<\|end_header_id\|>)?"
    r"|<\|(?:im_end|endoftext|eot_id|end_of_text|begin_of_text|end)\|>"
)
_CITATION = lazy(
    r"(?:&#8203;|\u200b)?(?::contentReference)?\[oaicite:\d{1,3}\](?:\{index=\d{1,3}\})?"
    r"|\ue200(?:cite|navlist|filecite)\ue202[^\ue201\r\n]{1,200}\ue201"
    r"|【\d{1,3}(?::\d{1,3})?†[^】\r\n]{0,80}】"
    r"|\bcite(?:turn\d{1,2}[a-z]{4,6}\d{1,2})+\b"
)
_FENCE = lazy(r"```[ \t]*(?:text|txt|plaintext|plain|markdown|md|wiki|article)?(?![^\s`])")
_ANY_FENCE = lazy(r"[ \t]*(?:```|~~~)")
# So many of the last lines may hold what a model says behind a text.
MOST_NOTES = 3
FEWEST_WORDS = 5
# Code points of the longest announcement.
LONGEST = 2_000


def _first(document: Document) -> tuple[Span, int]:
    """The first line that is not blank, and where the next such line begins (or the text ends)."""
    found = document.view(lines)
    filled = (line for n in range(len(found.starts)) if len(line := found.words(n)))
    first = next(filled, Span(0, 0))
    return first, next(filled, Span(len(document.text), len(document.text))).start


def _last(document: Document) -> list[tuple[Span, int]]:
    """The last lines that are not blank, from the end, and where what is above each ends."""
    found, some = document.view(lines), []
    for number in reversed(range(len(found.starts))):
        if len(line := found.words(number)):
            some.append(line)
            if len(some) > MOST_NOTES:
                break
    return [(line, above.end) for line, above in itertools.pairwise(some)]


def _whole(document: Document, pattern: re.Pattern[str], line: Span) -> bool:
    """Whether the line is nothing else, in bold or as a heading perhaps."""
    return bool(pattern.fullmatch(document.text[line.start : line.end].strip("*_# ")))


@looks_for(_PREAMBLE)
def preamble(document: Document, rule: Rule) -> Iterator[Finding]:
    """The first line, if it does nothing but announce a translation, with a line of dashes."""
    first, second = _first(document)
    if len(first) > LONGEST:
        return
    words = document.text[first.start : first.end].strip("*_# ")
    # As announcements end; that of a Korean model may end in a full stop.
    if not words.endswith((":", "：", "。")) and words.isascii():
        return
    if _whole(document, _PREAMBLE, first) and second < len(document.text):
        end = second
        if bar := re.compile(r"(?:-{3,}|\*{3,}|_{3,})[ \t]*\r?\n\s*(?=\S)").match(
            document.text, end
        ):
            end = bar.end()
        yield rule.finding(first, (Edit(Span(first.start, end), ""),))


@looks_for(_PROMPT)
def prompt_echo(document: Document, rule: Rule) -> Iterator[Finding]:
    """The first line, if it asks for a translation."""
    first, second = _first(document)
    if _whole(document, _PROMPT, first) and second < len(document.text):
        yield rule.finding(first, (Edit(Span(first.start, second), ""),))


@looks_for(_NOTE)
def closing_note(document: Document, rule: Rule) -> Iterator[Finding]:
    """The last lines, if they offer more or speak of the translation."""
    for line, above in _last(document):
        if not _whole(document, _NOTE, line):
            return
        yield rule.finding(line, (Edit(Span(above, line.end), ""),))


@looks_for(_REFUSAL)
def refusal(document: Document, rule: Rule) -> Iterator[Finding]:
    """A line that begins with a model's refusal, or with what it says of itself."""
    for m in matches(document, _REFUSAL):
        line = document.view(lines).around(m.start())
        if not document.text[line.start : m.start()].strip():
            yield rule.finding(Span(*m.span()), text=m[0])


@looks_for(_THINKING, _TOKEN)
def reasoning_tag(document: Document, rule: Rule) -> Iterator[Finding]:
    """What a model thought, above the text; the marks of a chat around it."""
    text = document.text
    first, _ = _first(document)
    opened = _THINKING.match(text, first.start)
    if opened:
        closing = f"</{opened['tag']}>"
        at = text.find(closing, opened.end())
        end = at + len(closing)
        if at >= 0 and text.find(closing, end) < 0 and WORD.search(text, end):
            end += len(text[end:]) - len(text[end:].lstrip())
            yield rule.finding(Span(first.start, end), (Edit(Span(first.start, end), ""),))
    begin, last = len(text) - len(text.lstrip()), len(text.rstrip())
    for m in matches(document, _TOKEN):
        opens, ends = m.start() <= begin, m.end() >= last
        if ends and not opens:
            before = len(text[: m.start()].rstrip())
            yield rule.finding(Span(*m.span()), (Edit(Span(before, m.end()), ""),))
        elif opens and not ends:
            after = len(text) - len(text[m.end() :].lstrip())
            yield rule.finding(Span(*m.span()), (Edit(Span(m.start(), after), ""),))


@looks_for(_FENCE)
def wrapper_fence(document: Document, rule: Rule) -> Iterator[Finding]:
    """A fence of code around the whole text, which is prose."""
    text, found = document.text, document.view(lines)
    first, second = _first(document)
    last = _last(document)
    if not _whole(document, _FENCE, first) or not last:
        return
    closing, above = last[0]
    inside = text[second:above]
    if text[closing.start : closing.end] != "```" or above <= first.end:
        return
    between = range(found.place(second).line - 1, found.place(above).line)
    if any(_ANY_FENCE.match(text, found.starts[number]) for number in between):
        return
    if _is_prose(inside):
        edits = (Edit(Span(first.start, second), ""), Edit(Span(above, closing.end), ""))
        yield rule.finding(first, edits)


def _is_prose(text: str) -> bool:
    """Whether every line is empty or words without the marks of code, and most are sentences."""
    filled = [line for line in text.splitlines() if line.strip()]
    if any(re.search(r"[{};=<>\\|]|^\s{2,}\S|^\s*[$#>]|\(\)", line) for line in filled):
        return False
    ended = [line for line in filled if re.search(r"[.!?…][\"'”’)]*\s*$", line)]
    spoken = [line for line in ended if sum(1 for _ in WORD.finditer(line)) >= FEWEST_WORDS]
    return len(spoken) * 2 > len(filled)


@looks_for(_CITATION)
def chat_citation(document: Document, rule: Rule) -> Iterator[Finding]:
    """The mark of a source behind a sentence."""
    text = document.text
    for m in matches(document, _CITATION):
        start = m.start()
        while start and text[start - 1] in " \t":
            start -= 1
        before, after = text[max(0, start - 1) : start], text[m.end() : m.end() + 3]
        if before in ("`", "“", "‘", "'", '"', "") or after[:1] in ("`", "”", "’", "'", '"'):
            continue
        behind_stop = before in ".!?…" or before in ")]}\ue201"
        at_end = not after.strip() or after[0] in "\r\n" or after.lstrip()[:1].isupper()
        if m[0][0] != "\ue200" and not (behind_stop or at_end or after[0] in ".,;:)"):
            continue
        sure = (behind_stop and at_end) or m[0][0] == "\ue200"
        fix = (Edit(Span(start, m.end()), ""),)
        yield rule.finding(Span(*m.span()), fix, safety=None if sure else Safety.UNSAFE, text=m[0])
