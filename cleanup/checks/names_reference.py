"""Checks of a text's names against reference texts, whose names are right."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..document import Document
from ..findings import Edit, Finding, Safety
from ..names.evidence import Ground, nearness, verdict, weight
from ..names.evidence import lines as told
from ..names.folding import near
from ..names.gazetteer import accepted, office_keys
from ..names.mentions import in_office
from ..names.parallel import Pair, pairs, words_of
from ..names.people import people, reference_people
from ..names.spelling import plain
from ..rulebook import Rule

# The share of the words around that are the same in two versions of one sentence.
SAME_SENTENCE = 0.5


def unlike_reference(document: Document, rule: Rule) -> Iterator[Finding]:
    """A name that a reference text spells otherwise where it tells the same as the text."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for reference in document.evidence.references:
        for pair in pairs(document, reference):
            found[pair.wrong].append(pair)
    for wrong in sorted(found):
        # What one of the references has too is confirmed by it.
        if any(plain(wrong) in words_of(one).plain for one in document.evidence.references):
            continue
        if not any(some.is_surname(wrong) for some in people(document)):
            yield from _spelled_otherwise(rule, found[wrong])


def _spelled_otherwise(rule: Rule, some: list[Pair]) -> Iterator[Finding]:
    """The findings for one name; nothing is applied where references do not agree."""
    agreed = len({pair.right for pair in some}) == 1
    best: dict[int, Pair] = {}
    for pair in some:
        other = best.get(pair.span.start)
        if other is None or weight(_grounds(pair)) > weight(_grounds(other)):
            best[pair.span.start] = pair
    worths = {at: verdict(_grounds(pair)) for at, pair in best.items()}
    # What is sure in one place is sure in the others where the same is told.
    sure = agreed and Safety.UNSAFE in worths.values()
    for at, pair in sorted(best.items()):
        if worths[at] is not None:
            evidence = told(_grounds(pair))
            if sure and worths[at] is not Safety.UNSAFE:
                evidence += ("the same name elsewhere in the text: a fix",)
            if not agreed:
                names = " or ".join(sorted({pair.right for pair in some}))
                evidence += (f"the references do not agree: {names}",)
            worth = Safety.UNSAFE if sure else Safety.DISPLAY
            edits = (Edit(pair.span, pair.right),)
            yield rule.finding(
                pair.span, edits, evidence=evidence, safety=worth, text=pair.wrong, name=pair.right
            )


def _grounds(pair: Pair) -> tuple[Ground, ...]:
    told_too = f"a reference text tells the same: {pair.shared:.0%} of the words around"
    grounds = [Ground("same sentence" if pair.shared >= SAME_SENTENCE else "same story", told_too)]
    if pair.first:
        grounds.append(Ground("first name", f"the same word before it: {pair.first}"))
    elif pair.beside:
        grounds.append(Ground("same neighbours", "the word next to it is the same"))
    grounds.append(Ground(nearness(pair.apart), f"{pair.wrong} is {pair.apart} from {pair.right}"))
    return tuple(grounds)


def clash(document: Document, rule: Rule) -> Iterator[Finding]:
    """Someone beside an office that the reference texts give to someone else."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for text in document.evidence.references:
        for person in reference_people(text):
            for key in office_keys(person.office, person.entity):
                found[key, person.entity].add(person.name)
    if not found:
        return
    seen: set[str] = set()
    for mention in document.view(in_office):
        name = " ".join(mention.words)
        if mention.former or not mention.entity or mention.last in seen:
            continue
        for key in office_keys(mention.office, mention.entity):
            others = found.get((key, mention.entity), set())
            # One holder, and nobody of whose name a word is the same or near.
            if len(others) == 1 and not any(_alike(mention.words, one.split()) for one in others):
                seen.add(mention.last)
                (other,) = others
                yield rule.finding(
                    mention.span,
                    evidence=(f"{mention.office_text}: {other} in a reference text",),
                    name=name,
                    other=other,
                )
                break


def _alike(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two names share a word, or have surnames or first names that sound alike."""
    ends = ((words[0], others[0]), (words[-1], others[-1]))
    return any(accepted(a, b) or plain(a) == plain(b) for a in words for b in others) or any(
        near(*pair) for pair in ends
    )
