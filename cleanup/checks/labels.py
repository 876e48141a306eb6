"""Checks of lines that programs put above or below a text: labels of translation and subtitles."""

import re
from collections.abc import Iterator

from ..document import Document, Span, lines
from ..findings import Edit, Finding
from ..lazy import lazy
from ..prefilter import looks_for, matches
from ..rulebook import Rule

_PROGRAM = (
    r"(?:Google(?:\ Translate|\ Translator)?|DeepL(?:\.com|\ Translator)?(?:\ \(free\ version\))?|"
    r"(?:Microsoft|Bing)(?:\ Translat(?:or|e))?|Yandex(?:[ .]Translate)?|Baidu(?:\ Translate)?|"
    r"Papago|Naver\ Papago|ChatGPT|GPT-?[34][\w.]*|OpenAI|Claude|Gemini|Copilot|Reverso|SYSTRAN|"
    r"LibreTranslate|Amazon\ Translate|AI|(?:a\ |an\ )?(?:AI|machine|automatic|online)\ translator|"
    r"(?:machine|automatic|AI|neural)\ translation)"
)
_LANGUAGE = r"(?:the\ )?(?:original\ )?(?:[A-Z][a-z]+(?:\ [A-Z][a-z]+)?)"
_LABEL = lazy(
    rf"""[\[(*_]*(?:
      (?:(?:This|The)\ (?:article|text|page|post|story|content|document)\ (?:was|is|has\ been)\ )?
        (?:(?:[Aa]utomatically|[Mm]achine)[ -])?[Tt]ranslated(?:\ automatically)?
        (?:\ from\ {_LANGUAGE})?(?:\ (?:in)?to\ {_LANGUAGE})?
        \ (?:by|with|using|via|through|thanks\ to)\ (?:the\ )?{_PROGRAM}
    | (?:(?:This|The)\ (?:article|text|page|post|story|content|document)\ (?:was|is|has\ been)\ )
        (?:(?:automatically|machine)[ -])translated
        (?:\ from\ {_LANGUAGE})?(?:\ (?:in)?to\ {_LANGUAGE})?
    | (?:Automatic(?:ally)?|Machine)[ -]translat(?:ed|ion)(?:\ from\ {_LANGUAGE})?
        (?:\ (?:in)?to\ {_LANGUAGE})?
    | (?:Show|See|View)\ (?:the\ )?original(?:\ text)?
    | (?:See|Show|Hide)\ translation
    | Rate\ (?:this\ )?translation
    | Contribute\ a\ better\ translation
    | Your\ feedback\ will\ be\ used\ to\ help\ improve\ Google\ Translate
    )[.!\])*_]*""",
    re.VERBOSE,
)
_HINT = lazy(
    r"(?i:translated|translation)|(?:Show|See|View) (?:the )?original|improve Google Translate"
)
# Lines with words in them, from the head and from the tail, that a label may be one of.
_REACH = 4


@looks_for(_HINT)
def translator(document: Document, rule: Rule) -> Iterator[Finding]:
    """A line at the head or the tail that is nothing but the label of a translation program."""
    yield from _at_edges(document, rule, _LABEL, _HINT)


_CREDIT = lazy(
    r"""[\[(*_♪-]*\s*(?:
      Subtitles?\ (?:by|from|created\ by)\ (?:the\ )?\w[\w. ]{2,40}
    | Subtitles?\ by\ the\ Amara\.org\ community
    | (?:Sub(?:title)?s|Captions?|Captioning|Transcript(?:ion)?|Transcribed)\ by\ \w[\w. ,]{2,40}
    | (?:Translation|Translated)\ and\ subtitles?\ by\ \w[\w. ]{2,40}
    | Thank(?:s|\ you)\ (?:so\ much\ |very\ much\ )?for\ watching(?:\ (?:this|the|my|our)\ video)?
    | (?:Please\ )?(?:like\ and\ )?subscribe\ (?:to\ (?:my|our|the)\ channel|for\ more(?:\ videos)?)
    | (?:Please\ )?(?:don['’]t\ forget\ to\ )?like,?\ (?:share,?\ )?and\ subscribe
    )[.!\])*_♪]*""",
    re.VERBOSE | re.IGNORECASE,
)
_CREDIT_HINT = lazy(
    r"(?i:subtitle|captions? by|captioning by|transcri(?:bed|ption|pt) by|for watching|subscribe)"
)
# Code points of the longest label, and of the longest line that is looked at, white space and all.
_LONGEST_LABEL, _LONGEST_LINE = 200, 10_000


@looks_for(_CREDIT_HINT)
def caption(document: Document, rule: Rule) -> Iterator[Finding]:
    """A line at the head or the tail that is nothing but what videos end with."""
    yield from _at_edges(document, rule, _CREDIT, _CREDIT_HINT)


def _at_edges(
    document: Document, rule: Rule, label: re.Pattern[str], hint: re.Pattern[str]
) -> Iterator[Finding]:
    text, every = document.text, document.view(lines)
    edges = None
    for m in matches(document, hint):
        whole = every.around(m.start())
        # A text may be one line: it is not to be copied for each hint in it.
        if len(whole) > _LONGEST_LINE:
            continue
        line = _trimmed(text, whole)
        if len(line) > _LONGEST_LABEL or not label.fullmatch(text, line.start, line.end):
            continue
        edges = edges or (_first(document, _REACH), _last(document, _REACH))
        if line.start <= edges[0] or line.start >= edges[1]:
            yield rule.finding(line, (Edit(_with_space(text, line), ""),), line=_cut(text, line))


def _cut(text: str, line: Span) -> str:
    return text[line.start : min(line.end, line.start + 60)]


def _trimmed(text: str, line: Span) -> Span:
    words = text[line.start : line.end]
    left = line.start + len(words) - len(words.lstrip())
    return Span(left, max(left, line.start + len(words.rstrip())))


def _first(document: Document, count: int) -> int:
    """Where the line with that number, counted from the head, begins; blank ones do not count."""
    found = document.view(lines)
    starts = (
        s for n in range(len(found.starts)) if len(words := found.words(n)) for s in [words.start]
    )
    return max([next(starts, 0) for _ in range(count)], default=0)


def _last(document: Document, count: int) -> int:
    found, start, left = document.view(lines), len(document.text), count
    for n in reversed(range(len(found.starts))):
        words = found.words(n)
        if len(words):
            start, left = words.start, left - 1
        if not left:
            break
    return start


def _with_space(text: str, line: Span) -> Span:
    """The line with the line ends before it; at the head of the text, with those behind it."""
    start, end = line.start, line.end
    while start and text[start - 1].isspace():
        start -= 1
    while not start and end < len(text) and text[end].isspace():
        end += 1
    return Span(start, end)
