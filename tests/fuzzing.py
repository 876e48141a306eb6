"""Damaged texts made from a seed, and what must be true of every one of them.

Used by `test_fuzz` and by `benchmarks/soak.py`. A seed gives the same text every time, as long as
this file and the cards stay as they are.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import cleanup
from cleanup import Cleaning, Finding, Safety, Settings
from cleanup.document import Document
from cleanup.removal import FEWEST_WORDS_LEFT
from cleanup.segments import WORD, protected, sentences
from cleanup.settings import rulebook

MAX_REMOVED = (0.05, 0.3, 1.0)
REFERENCE = "Malta Prime Minister Anna Veldt spoke to NATO Secretary General Mark Rutte in Lund."

SENTENCES = """\
The council of the small town met on Monday evening to talk about the old bridge over the river.
It heard three engineers, a banker and the mayor, and broke up at midnight without a vote.
“We have waited eleven years,” said the mayor, “and we can wait another month.”
“We have waited eleven years, ” said Mr. Hale of the St. Anne ward. “Nobody will give way.“
He told reporters that the harbour “would be closed by Friday. ”
He asked both sides to “lower the tension.” “Flames” in the border region.
The bank said it would “wait and see.” “
The envoy called it ” a step back“ and left for Oslo at 10:30 a.m. on 4 May.
"Nobody asked us," the farmers' union wrote; "we read it in the paper."
The board is 6" wide and 12 " long, and costs $3.50 (about 3,2 euros).
Prices rose by 3.5 % in March.. after they had fallen by 1.25% in the year before.
The vote raised doubts. about the treaty among members in Asia. and in Europe.
prices rose. the bank did nothing. we waited. in vain.
After the storm, the These measures were dropped by the the cabinet of U.S. allies.
The two firms share data in limited way and grow at charge of of their smaller rivals.
The fleet sails in the Arctic, Baltic, and Baltic seas and in the Gulf of Bothnia.
The experts explained:Radio Free Lund had it first, and the council eased the sanctionsThe banks.
A reporter of Radio LebanonAl-Mashriq was there; she saw nothing ,nor did the police .
Malta Prime Minister Anna Feld met NATO Secretary General Mark Root on Tuesday. Feld said no.
The envoys met at a low -NATO session in Riga, the paper said, citing its However, nothing came.
The deal puts pressure on it China, amid doubts in China about prices, and did n't help them.
Peter Hallbersen, a researcher, spoke first. Hallberson said it was late, and it's the town’s fault.
They met in the\u00a0town hall and walked 30\u00a0km to the coast\u2009without a word.
Read it at https://example.com/a.b?c=“d” or write to desk@example.org, report.pdf, @lund and #lund.
Run `the the` in the shell... and wait. . . It works, doesn't it?! Yes!! No; not  always.
The caf\u00e9 in Malm\u00f6 paid \u20ac1,200.50 on 2023-05-14.
So says Ms. O’Neill-Smith Jr. of the A.C.M.E. Corp. in the U.K., i.e. nobody.
He had had enough, and knew that that was all, all the these and those of it.
“The first day was long.
Nobody slept, she said, and ‘the dog barked till dawn’ at No. 10.
KEY POINTS AT A GLANCE
Ten ways to bake bread
“We will pay.” Keller: The bank stands behind the new harbour
Caf\u00c3\u00a9 owners were \u00e2\u0080\u009cnot amused\u00e2\u0080\u009d, they said.
The o\ufb03ce &amp; its &quot;rules&quot; went, and the co\u00adoperative paid.
""".splitlines()

TAILS = (
    "Comments",
    "12 Comments",
    "Share this",
    "Facebook",
    "Popular posts from this blog",
    "Where the river ends",
    "Related articles:",
    "#bridge #town #river",
    "2024-10-30 06:39:00",
    "Published: Monday, May 15, 2023 at 10:30 pm",
)
BREAKS = ("\n", "\n\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", " \n", "\t\n\n", " ", " ")
SCRAPS = (
    *("“", "”", '"', "'", "’", "‘", "«", "»", "``", "''", "“ ", " ”", " ” ", ".“", "”“", '""'),
    *(".", "..", "...", "…", ",", ",.", " ,", ";", ":", "?!", "-", " -", "–", "—", "(", ")", "["),
    *("\n", "\r", "\r\n", "\n\n", "\n\n\n", " ", "  ", "\t", "\v", "\f", "\x1c", "\x85", "\u2028"),
    *("\x00", "\u200b", "\u200d", "\u00ad", "\ufeff", "\u202e", "\u2066", "\u2069", "\u00a0"),
    *("\ud800", "\udfff", "\u0301", "\ufb01", "\u0430", "\u0130", "\u00df", "\U0001f600"),
    *("the", " the the", " a a", " of", "The", "in", "However,", " -X", "aB", "thatThe", "Mr."),
    *("#a #b", "Comments", "http://", "@", "`", "a@b.co", "www.x.org", "{x}", "\\", "$", "\\1"),
    *("3", "3.5", "1,000", "U.S.", "e.g.", "x" * 300, "ab-" * 100, "“" * 20, "." * 50, " " * 40),
)


@cache
def _examples() -> tuple[str, ...]:
    """The texts of the cards: what one rule is tempted by, others meet here."""
    rules = rulebook().rules
    return tuple(e.text for id_ in sorted(rules) for e in rules[id_].examples)


def text_of(seed: int) -> str:
    """An article with damage, then more damage at random; every seed another."""
    rng = random.Random(seed)
    kind = rng.random()
    if kind < 0.05:
        return _noise(rng)
    text = _article(rng)
    if kind < 0.35:
        return text
    for _ in range(rng.choice((1, 1, 2, 3, 5, 10, 30))):
        text = _mutated(rng, text)
    return text


def _noise(rng: random.Random) -> str:
    planes = (0x80, 0x100, 0x3000, 0x10000, 0x110000)
    return "".join(
        rng.choice(SCRAPS) if rng.random() < 0.3 else chr(rng.randrange(rng.choice(planes)))
        for _ in range(rng.randrange(200))
    )


def _article(rng: random.Random) -> str:
    examples = _examples()
    common = rng.choice(BREAKS)
    pieces: list[str] = []
    for _ in range(rng.choice((1, 2, 4, 8, 12))):
        for _ in range(rng.randint(1, 4)):
            from_card = rng.random() < 0.25
            pieces += (rng.choice(examples) if from_card else rng.choice(SENTENCES), " ")
        pieces[-1:] = [common if rng.random() < 0.8 else rng.choice(BREAKS)]
    if rng.random() < 0.4:
        for _ in range(rng.randint(1, 6)):
            pieces += (rng.choice(TAILS), rng.choice(BREAKS))
    return "".join(pieces)


def _mutated(rng: random.Random, text: str) -> str:  # noqa: PLR0911
    at = rng.randint(0, len(text))
    end = min(len(text), at + rng.choice((1, 1, 2, 5, 20, 200)))
    match rng.randrange(8):
        case 0 | 1:
            return text[:at] + rng.choice(SCRAPS) + text[at:]
        case 2:
            return text[:at] + text[end:]
        case 3:
            return text[:end] + text[at:]
        case 4:
            other = rng.randint(0, len(text))
            return text[:other] + text[at:end] + text[other:]
        case 5:
            return text[:at] + chr(rng.randrange(0x110000)) + text[at:]
        case 6:
            return text[:at] + text[at:end].swapcase() + text[end:]
        case _:
            old, new = rng.choice(
                (("\n", "\r\n"), ("\n", "\r"), ("“", '"'), ("’", "'"), (" ", "  "), (". ", ".\n"))
            )
            return text.replace(old, new, rng.choice((1, 3, -1)))


class BrokenError(AssertionError):
    """Something that must be true of every text is not true of this one."""


def must(holds: object, what: str) -> None:
    if not holds:
        raise BrokenError(what)


@dataclass(frozen=True)
class Figures:
    """What one text gave."""

    findings: int
    edits: int


def try_seed(seed: int) -> Figures:
    """Everything that must be true of the text of `seed`. Raises BrokenError, or what broke."""
    return try_text(text_of(seed), MAX_REMOVED[seed % len(MAX_REMOVED)])


def try_text(text: str, max_removed: float = 0.3) -> Figures:
    """Everything that must be true of `text`."""
    settings = Settings(max_removed=max_removed)
    report = cleanup.check(text, settings, references=[REFERENCE])
    findings_stand_in_the_text(text, report.findings)
    edits = 0
    for unsafe in (False, True):
        cleaning = cleanup.clean(text, settings, unsafe=unsafe, references=[REFERENCE])
        # Unsafe removals are judged together with the safe ones only where both are made.
        alike = plain if unsafe else tuple
        must(alike(cleaning.found) == alike(report.findings), "`found` is not what `check` says")
        edits_are_the_whole_change(cleaning)
        places_are_where_they_are_said_to_be(cleaning)
        removal_keeps_its_limits(cleaning, max_removed)
        cleaning_again_changes_nothing(cleaning, settings, unsafe)
        edits += len(cleaning.edits)
    safe_fixes_keep_the_words(text, settings)
    return Figures(len(report.findings), edits)


def findings_stand_in_the_text(text: str, findings: Sequence[Finding]) -> None:
    closed = Document(text).view(protected)
    must(list(findings) == sorted(findings, key=lambda f: f.span), "findings out of order")
    must(len(set(findings)) == len(findings), "a finding stands twice")
    for finding in findings:
        must(finding.span.end <= len(text), f"{finding.rule}: span outside the text")
        for edit in (e for fix in finding.fixes for e in fix.edits):
            must(edit.span.end <= len(text), f"{finding.rule}: edit outside the text")
            must(not closed.cut_by(edit.span), f"{finding.rule}: cuts what is protected: {edit}")
            was = text[edit.span.start : edit.span.end]
            must(edit.replacement != was, f"{finding.rule}: the fix changes nothing: {edit}")


def edits_are_the_whole_change(cleaning: Cleaning) -> None:
    """Outside its edits every character stays: what is between them is copied, and that gives
    `after`."""
    pieces, at = [], 0
    for edit in cleaning.edits:
        must(at <= edit.span.start, f"edits overlap at {edit.span.start}")
        pieces += (cleaning.before[at : edit.span.start], edit.replacement)
        at = edit.span.end
    must("".join(pieces) + cleaning.before[at:] == cleaning.after, "the edits do not give `after`")
    must(bool(cleaning.edits) == (cleaning.before != cleaning.after), "edits without a change")
    must(not cleaning.edits or cleaning.applied, "edits without a finding")


def places_are_where_they_are_said_to_be(cleaning: Cleaning) -> None:
    before, after = len(cleaning.before), len(cleaning.after)
    spans = [f.span for f in cleaning.applied] + [r.span for r in cleaning.removed]
    spans += [e.span for f in cleaning.applied for fix in f.fixes for e in fix.edits]
    spans += [f.span for f, _ in cleaning.waited]
    must(all(span.end <= before for span in spans), "a place outside `before`")
    must(all(f.span.end <= after for f in cleaning.left), "what is left stands outside `after`")
    removing = {rule.id for rule in rulebook().rules.values() if rule.removes}
    gone = [f.rule for f in cleaning.applied if f.rule in removing]
    kept = [r.rule for r in cleaning.removed]
    # Of a fence around a text both ends go.
    whole = len(kept) == len(gone) + kept.count("assistant/wrapper-fence") // 2
    must(whole and set(gone) == set(kept), "a removal without its line, or the reverse")


def removal_keeps_its_limits(cleaning: Cleaning, max_removed: float) -> None:
    """What goes on weak evidence is a share of the words as they were read, over all passes.

    Only what could be seen in the text as it was read is counted: what a fix of another rule
    uncovers is judged by the text it is uncovered in, or cleaning again would remove more.
    """
    seen = {(f.rule, f.span.start) for f in cleaning.found}
    words = count(cleaning.before)
    # Fixes of other rules in an earlier pass may part words or put one in.
    removing = {rule.id for rule in rulebook().rules.values() if rule.removes}
    more = words + sum(f.rule not in removing for f in cleaning.applied)
    # When the safe removals are done, the unsafe ones are held against what is left.
    for safety in Safety:
        weak = [r for r in rulebook().rules.values() if r.removes == "weak" and r.safety is safety]
        ids = {r.id for r in weak}
        at_once = [r for r in cleaning.removed if (r.rule, r.span.start) in seen]
        gone = sum(count(r.text) for r in at_once if r.rule in ids)
        must(gone <= max_removed * max(1, more), f"{gone} of {words} words went on weak evidence")
    certain = {r.id for r in rulebook().rules.values() if r.removes == "certain"}
    if any(count(r.text) for r in cleaning.removed if r.rule not in certain):
        left = more - sum(count(r.text) for r in cleaning.removed)
        must(left >= FEWEST_WORDS_LEFT, f"only {left} words are left")


def plain(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without what the removal limit says of them."""
    return tuple(replace(f, refused=None) for f in findings)


def count(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text))


def cleaning_again_changes_nothing(cleaning: Cleaning, settings: Settings, unsafe: bool) -> None:
    again = cleanup.clean(cleaning.after, settings, unsafe=unsafe, references=[REFERENCE])
    must(again.after == cleaning.after, f"cleaned again: {[f.rule for f in again.applied]}")
    must(again.found == cleaning.left, "what is left is not what the next run finds")


@dataclass(frozen=True)
class Token:
    """A word or a number, and whether it opens a sentence."""

    text: str
    opens: bool

    @property
    def letters(self) -> str:
        """Without hyphens and apostrophes, whose form and place are punctuation."""
        return re.sub(r"[-'’]", "", self.text)


_TOKEN = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")


def tokens(text: str) -> list[Token]:
    starts = {span.start for span in Document(text).view(sentences)}
    found, opens = [], True
    at = 0
    for m in _TOKEN.finditer(text):
        opens = any(place in starts for place in range(at, m.start() + 1))
        # "the,of" and "1,000": only within a number do stops and commas belong to the token.
        parts = [m[0]] if re.fullmatch(r"[\d.,]+", m[0]) else re.split(r"[.,]", m[0])
        for part in parts:
            found.append(Token(part, opens))
            opens = False
        at = m.start() + 1
    return found


RESTORING = ("encoding", "numbers/non-latin-digits", "numbers/ordinal-form")


def safe_fixes_keep_the_words(text: str, settings: Settings) -> None:
    """A safe fix cannot change what the text says.

    Restored characters change words rightly, and so do the digits and the ending of a number that
    stays the same: these rules go first, and the words are compared after them. The words of
    removed lines may go: the report keeps them.
    """
    restored = cleanup.clean(text, replace(settings, select=RESTORING)).after
    cleaning = cleanup.clean(restored, settings, references=[REFERENCE])
    unsafe = [f.rule for f in cleaning.applied if f.fix and f.fix.safety is not Safety.SAFE]
    must(not unsafe, f"applied unasked: {unsafe}")
    if any(f.rule.startswith(RESTORING) for f in cleaning.applied):
        return  # Other fixes laid bare more damage of that kind: this text says nothing.
    kept = restored
    for removal in reversed(cleaning.removed):
        kept = kept[: removal.span.start] + "\n" + kept[removal.span.end :]
    words_are_kept(kept, cleaning.after)


def words_are_kept(before: str, after: str) -> None:
    """Of the words and numbers of a text, these may change, and nothing else:

    - one that stands twice in a row may stand once,
    - the first letter of a sentence may change its case,
    - pieces of a word that was split (`do n't`, `14-year- old`) may be joined, but no numbers.
    """
    old, new = tokens(before), tokens(after)
    i = j = 0
    while i < len(old):
        if j < len(new) and same(old[i], new[j]):
            i, j = i + 1, j + 1
        elif j < len(new) and (pieces := joined(old[i:], new[j])):
            i, j = i + pieces, j + 1
        elif i and old[i].letters.casefold() == old[i - 1].letters.casefold():
            i += 1
        else:
            was = " ".join(t.text for t in old[max(0, i - 3) : i + 4])
            now = " ".join(t.text for t in new[max(0, j - 3) : j + 4])
            raise BrokenError(f"words changed: {was!r} became {now!r}")
    must(j == len(new), f"words came in: {[t.text for t in new[j:]]}")


def same(old: Token, new: Token) -> bool:
    a, b = old.letters, new.letters
    recased = (old.opens or new.opens) and a[:1].casefold() == b[:1].casefold()
    return a == b or (recased and a[1:] == b[1:])


def joined(old: Sequence[Token], new: Token) -> int:
    """How many of `old` are the pieces of `new`; 0 if it is not made of them."""
    built = ""
    for number, token in enumerate(old[:4], 1):
        if token.letters.isdigit() or not token.letters.isalnum():
            return 0
        built += token.letters
        if number > 1 and built.casefold() == new.letters.casefold():
            return number
    return 0


def shorter(text: str, max_removed: float) -> str:
    """The text cut down as long as it breaks the same thing: for reading a failure."""

    def kind(candidate: str) -> str | None:
        try:
            try_text(candidate, max_removed)
        except Exception as error:
            return f"{type(error).__name__} {str(error)[:20]}"
        return None

    broken = kind(text)
    size = max(1, len(text) // 2)
    while broken and size:
        at = 0
        while at < len(text):
            candidate = text[:at] + text[at + size :]
            if kind(candidate) == broken:
                text = candidate
            else:
                at += size
        size //= 2
    return text
