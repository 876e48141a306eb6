"""Paragraphs, sentences and words, and the spans that no rule may cut into.

All are views of the text as it was read, found when first asked for: `paragraph_at` and
`sentence_at` read one paragraph, `paragraphs` and `sentences` the whole text.
"""

from .paragraphs import line_blocks, paragraph_at, paragraphs, placed_lines, text_lines
from .protection import PROTECTED, Protected, Spans, is_markup, protected, unfixable
from .sentences import END, after_abbreviation, sentence_at, sentences, sentences_of
from .words import WORD, Capitalised, stands_near

__all__ = [
    "END",
    "PROTECTED",
    "WORD",
    "Capitalised",
    "Protected",
    "Spans",
    "after_abbreviation",
    "is_markup",
    "line_blocks",
    "paragraph_at",
    "paragraphs",
    "placed_lines",
    "protected",
    "sentence_at",
    "sentences",
    "sentences_of",
    "stands_near",
    "text_lines",
    "unfixable",
]
