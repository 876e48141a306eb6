"""Why a measure of readability is not to be relied on: the text is too short, or it is damaged."""

from collections import Counter
from collections.abc import Iterable

from ..findings import Finding, Severity
from .counts import Counts
from .formulas import MEASURES

# The formulas were made with samples of 100 words, SMOG with 30 sentences.
FEWEST_WORDS = 100
FEWEST_SENTENCES = {"smog_index": 30}
# One in 20 sentences: as many more or fewer of them move a grade by about half.
SHARE = 20
# These hold for other languages too: they count neither syllables nor easy words.
FOR_ALL_LANGUAGES = ("lix", "rix")
# Damage that makes sentences or words of what is none, or hides them: families, or beginnings of
# rules' names.
DISTORTING = (
    *("splices/", "encoding/", "markup/", "residue/", "assistant/", "loops/", "boilerplate/"),
    *("punctuation/stray-full-stop", "punctuation/mark-", "quotes/split-quotation"),
    *("spacing/glued-", "spacing/split-", "spacing/token", "spacing/hyphenated-line-end"),
    *("repeats/duplicate-paragraph", "repeats/duplicate-sentence"),
)
# So many rules are named; all that is damaged is in the report.
MOST_NAMED = 3


def doubts(
    counts: Counts, findings: Iterable[Finding], language: str, markup: bool
) -> dict[str, tuple[str, ...]]:
    """The reasons by measure; of the `findings` those count that are not silenced."""
    damage = _damage(counts, findings)
    reasons: dict[str, list[str]] = {name: [] for name in MEASURES}
    for name, why in reasons.items():
        least = FEWEST_SENTENCES.get(name)
        if least and counts.sentences < least:
            why.append(f"too short: {counts.sentences} of {least} sentences")
        elif counts.words < FEWEST_WORDS:
            why.append(f"too short: {counts.words} of {FEWEST_WORDS} words")
        if language != "en" and name not in FOR_ALL_LANGUAGES:
            why.append(f"made for English, not {_named(language)}")
        if markup:
            why.append("the markup is counted too")
        if damage:
            why.append(damage)
    return {name: tuple(why) for name, why in reasons.items() if why}


def _named(language: str) -> str:
    from ..engines.language import UNKNOWN, name_of

    return "a language that is not known" if language == UNKNOWN else name_of(language)


def _damage(counts: Counts, findings: Iterable[Finding]) -> str:
    """The damage that distorts the counts, if there is enough of it to move a measure."""
    rules = Counter(
        f.rule
        for f in findings
        if f.rule.startswith(DISTORTING) and f.severity is not Severity.INFO and not f.silenced
    )
    if rules.total() * SHARE < counts.sentences or not rules:
        return ""
    named = [f"{rule} ×{n}" if n > 1 else rule for rule, n in rules.most_common(MOST_NAMED)]
    more = rules.total() - sum(n for _, n in rules.most_common(MOST_NAMED))
    others = f" and {more} more" if more else ""
    return f"damaged: {', '.join(named)}{others} in {counts.sentences} sentences"
