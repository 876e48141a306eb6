"""An article that means harm, for every form of the report: each of these must come out harmless
and legible."""

SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
TERMINAL = "\x1b[2J\x1b]0;taken\x07\x9b31m\x00\x08"
BIDI = "He \u202ereversed\u202c the \u2066ruling\u2069 of\u200f the\u200e court"
LONG_WORD = "Rindfleisch" * 1000
SURROGATE = "half \ud83d of a pair"
CLOSING = "</p></div></main></style></title></textarea><!-- --> ]]> &amp; &#x3C;b&#x3E; \"'`"
STACKED = "Z" + "\u0321\u0334\u035b" * 200 + "algo"
THOUSAND = " ".join(f"The vote of day {n} raised doubts. about the treaty." for n in range(1000))
PIECES = (SCRIPT, TERMINAL, BIDI, LONG_WORD, CLOSING, STACKED)
NASTY = "\n".join(
    ("The council met on Monday and agreed on the budget for the year.", *PIECES, THOUSAND, "")
)
