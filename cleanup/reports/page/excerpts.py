"""A finding's place in a few words, with what is proposed or was done there."""

from collections.abc import Sequence

from ...document import LINE_END, Span
from ...findings import Edit
from .markup import laid_bare, prose

# Code points of context on either side, between two edits, and of what is taken out or put in.
CONTEXT, BETWEEN, MOST = 36, 48, 160


def excerpt(text: str, span: Span, edits: Sequence[Edit] = ()) -> str:
    """The place as HTML: the edits as <del> and <ins>, or the span as <mark> if there are none."""
    start, end = (edits[0].span.start, edits[-1].span.end) if edits else (span.start, span.end)
    parts, at = [_before(text, start)], start
    for edit in edits:
        kept = text[at : edit.span.start]
        if len(kept) > BETWEEN:
            kept = f"{kept[: BETWEEN // 2]} … {kept[-BETWEEN // 2 :]}"
        parts.append(_one_line(kept))
        out = text[edit.span.start : edit.span.end]
        parts.append(f"<del>{laid_bare(_cut(out))}</del>" if out else "")
        put = edit.replacement
        parts.append(f"<ins>{laid_bare(_cut(put))}</ins>" if put else "")
        at = edit.span.end
    if not edits:
        marked = laid_bare(_cut(text[start:end]))
        parts.append(f"<mark>{marked}</mark>" if marked else "<mark>‸</mark>")
    parts.append(_after(text, end))
    return "".join(parts)


def _one_line(text: str) -> str:
    return prose(LINE_END.sub(" ⏎ ", text))


def _before(text: str, at: int) -> str:
    """The words before a place, on its line."""
    lead = text[max(0, at - CONTEXT) : at]
    line = LINE_END.split(lead)[-1]
    if len(line) < len(lead) or at <= CONTEXT:
        return prose(line)
    word = line.find(" ")
    return "…" + prose(line[word + 1 :] if 0 <= word < CONTEXT // 2 else line)


def _after(text: str, at: int) -> str:
    tail = text[at : at + CONTEXT]
    line = LINE_END.split(tail)[0]
    if len(line) < len(tail) or at + CONTEXT >= len(text):
        return prose(line)
    word = line.rfind(" ")
    return prose(line[:word] if word > CONTEXT // 2 else line) + "…"


def _cut(text: str) -> str:
    return text if len(text) <= MOST else f"{text[: MOST // 2]} … {text[-MOST // 2 :]}"
