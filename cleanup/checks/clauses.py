"""What the words behind a full stop look like: a sentence that lost its capital, or a piece of the
one before."""

import re
from enum import Enum

from ..lazy import lazy
from ..lists import entry_set, known

# As far as a sentence may reach; enough to find a verb in. A stop in a number ends none,
# nor does the end of a line.
_TO_STOP = lazy(r"(?:[^.!?;\r\n]|(?<=\d)\.(?=\d)|\r?\n(?![ \t]*[\r\n])){0,300}")
# "in a bowl, whisk the eggs": no comma of a list or of what is added.
_SET_OFF = lazy(
    r", (?!(?:and|or|but|nor|which|who|whose|including|according|as|with|such|though|especially|"
    r"one (?:who|that|of)|[a-z]{3,}ing)\b)[a-z]"
)
# "…, officials said on Monday" at the end says who says it; the rest is what they say.
_SAID = lazy(
    r",[”\"]? (?:[\w’'-]+\.? ){1,4}(?:said|says|added|reported|announced|reads)"
    r"(?: (?:on|in) \w+)?\Z"
)
_WORDS = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|,")
# These join a clause to the one before, whatever it holds; the others open a sentence too.
_JOINING = frozenset("and or but nor which who whom whose than".split())
_SUBORDINATING = frozenset("because since so unless until whereas whether while as".split())
_RELATIVE = _JOINING | _SUBORDINATING | frozenset("that where when if before after".split())
_SUBJECTS = frozenset(
    "everybody everyone he i nobody nothing she somebody someone there they we".split()
)
DETERMINERS = frozenset("a an the his its my our their your every".split())
_NOT_VERBS_BEHIND = DETERMINERS | frozenset("to her this these those no of".split())
_OPENERS = DETERMINERS | _SUBJECTS | frozenset("it this these those you what how".split())
# Behind a stop none of these begins a statement.
_PREDICATES = frozenset(
    "am are can could did does had has have is may might must said says should was were will "
    "would".split()
)
_WH = frozenset("which whom whose".split())
# These say how much or where, and ask "of what?".
_OF_WHAT = frozenset(
    "amount array beginning bulk couple course dozens edge end front group half handful head "
    "hundreds instead kind kinds lack lot lots majority matter member members middle millions "
    "number numbers outskirts pair part parts piece pieces rest series share side sort sorts spite "
    "start strain tens terms thousands transfer type types use variety vicinity wake".split()
)
# "His kind. Of all who came he stayed": not "his kind of all".
_OUT_OF = frozenset("all course them these those us".split())
# What opens a clause that cannot be the main one.
_BOUND = frozenset("who whom which whose that because if when while where whether".split())
_PART_OF = frozenset(
    "the these those them us all course which whom one two three four five six seven eight nine "
    "ten an a his her its their our my your this that".split()
)
_HOW_MANY = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty "
    "hundred most many some few fewer none half only several both each every another all any least "
    "other others more nothing nobody percent third quarter".split()
)
_PLURAL = frozenset("are were have do look seem appear remain".split())
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december spring summer autumn winter".split()
)
# "by noon the mill burned", "in the end it fell".
_SEASONS = _TIMES | frozenset(
    "afternoon age centuries century dawn day daytime days decade decades dusk end evening eve "
    "fall hour hours midday midnight minute minutes moment moments month months morning nightfall "
    "night nights noon now past season seasons second seconds sunrise sunset then time times today "
    "tomorrow tonight turn week weekend weekends weeks year years yesterday youth".split()
)
# "with suspected wounds": no finite verb there.
_BEFORE_PARTICIPLE = frozenset("as at by for from in of on with".split())
# Behind these a verb is no other finite one.
_AUXILIARY = frozenset(
    "am are be been being can could did do does get gets got had has have having is may might must "
    "shall should was were will would".split()
)
_COORDINATING = frozenset("and or but nor".split())
# No sentence ends in these, whatever follows: "they seem. to be glad".
_NEVER_LAST = frozenset("consist consists seem seems such tend tends".split())
# Verbs that tell, and can give no order: "in the north, said".
_TELLING = frozenset(
    "are became began came could fell found gave got had has is lost made said says saw took told "
    "was went were will won would".split()
)
# ", which was cold" up to the stop.
_LAST_CLAUSE = lazy(r"[^,]*, (?:in |on |of |to |from )?(?:which|who|whose|whom) [^,]*\Z")


# "it was detected", "so loud".
_PASSIVE = lazy(r"\b(?:be|been|being|is|are|was|were) (?:[a-z]+ly )?[a-z]{3,}(?:ed|wn|ught)\Z")
_SO = lazy(r"\b(?:is|are|was|were|became|grew) so [a-z]{3,}\Z")


class Shape(Enum):
    """What the words behind a stop look like."""

    PIECE = "no sentence: they carry on the one before"
    UNSURE = "a piece more likely than a sentence"
    SENTENCE = "a sentence, it may well be"


def shape_of(text: str, stop: int, word: str, after: str) -> Shape:
    """What the words from `stop` to the next stop look like, the first of them `after`; `word`
    stands before the stop."""
    m = _TO_STOP.match(text, stop + 1)
    assert m is not None
    if text[m.end() : m.end() + 1] == "?":
        return Shape.SENTENCE
    tail = _SAID.sub("", m[0])
    rest, left = _words(tail) or [after], word.lower()
    if _is_bound(text, stop, left, rest):
        return Shape.PIECE
    if after in _JOINING or after in _SUBORDINATING or after == "that":
        return _behind_joining(after, rest, _verbs(rest))
    shape = _behind_other(text, stop, after, rest, tail)
    if shape is Shape.PIECE:
        return Shape.UNSURE if left in DETERMINERS or after in _PREDICATES else shape
    pair = f"{left} {after}" in entry_set("bound-prepositions")
    pair |= after == "by" and bool(_PASSIVE.search(text, max(0, stop - 60), stop))
    bound = shape is Shape.UNSURE and pair and not _SEASONS & set(rest[1:3])
    return Shape.PIECE if bound or _lacks_verb(text, stop, rest) else shape


def _is_bound(text: str, stop: int, left: str, rest: list[str]) -> bool:
    """Whether the word before a stop wants what is behind it, whatever that looks like."""
    after = rest[0]
    if after == "of" and left in _OF_WHAT:
        part = set(rest[1:2]) & _OUT_OF or _tells_a_part(rest)
        return not (part and _verbs(rest))
    if after == "that":
        return bool(_SO.search(text, max(0, stop - 40), stop))
    pair = left in _NEVER_LAST and f"{left} {after}" in entry_set("bound-prepositions")
    return pair and not text.endswith(" as such", 0, stop)


def _behind_other(text: str, stop: int, after: str, rest: list[str], tail: str) -> Shape:
    """The shape of what begins with a preposition or another word."""
    verbs = _verbs(rest)
    set_off = _SET_OFF.search(tail)
    subject = any(one in _SUBJECTS for one in rest)
    if after not in _OPENERS and (
        _is_piece(rest, verbs, tail, bool(set_off))
        # Hardly a sentence begins so, but with a part: "of the ten, two sank".
        or (after == "of" and not (subject and verbs) and not _tells_a_part(rest))
    ):
        return Shape.PIECE
    if not verbs and not subject and after not in _OPENERS:
        return Shape.UNSURE if set_off or _season_and_noun(rest) else Shape.PIECE
    inside = set(rest[1 : verbs[0]] if verbs else rest[1:])
    noun_and_verb = verbs[:1] == [1] and after not in entry_set("continuations")
    shaped = not inside & _RELATIVE and ("," in inside or subject or _opens(rest))
    if noun_and_verb or (shaped and _verbs(_sentence_before(text, stop))):
        return Shape.SENTENCE
    return Shape.UNSURE


def _is_piece(rest: list[str], verbs: list[int], tail: str, set_off: bool) -> bool:
    """Whether all verbs behind a stop are those of clauses inside."""
    cut = next((at for at in range(len(rest)) if _begins_clause(rest, at)), 0)
    if cut and not _free(rest[:cut], verbs) and "," not in rest[:cut]:
        return True  # "into the wall but nobody saw it": nothing is said before that
    if set_off:
        return False
    if rest[1:2] and rest[1] in _WH and rest[2:3] != ["case"]:
        return True  # "the year. in which it fell"
    # "for those who came and stayed".
    clause = next((at for at, one in enumerate(rest) if at > 1 and one in _BOUND), len(rest))
    plain = "," not in rest[:clause] or bool(_LAST_CLAUSE.match(tail))
    return bool(verbs) and plain and not _free(rest, verbs)


def _season_and_noun(rest: list[str]) -> bool:
    """Whether the words begin like "in summer bees", with a time and who does something then."""
    bare = rest[1:2] and rest[1] in _SEASONS and rest[2:3] and rest[2].isalpha()
    apart = entry_set("function-words") | entry_set("continuations") | _SEASONS
    return bool(bare) and rest[2] not in apart


def _begins_clause(rest: list[str], at: int) -> bool:
    """Whether "but" and a subject stand at a place."""
    return rest[at] == "but" and bool(rest[at + 1 :]) and rest[at + 1] in _OPENERS


def _tells_a_part(rest: list[str]) -> bool:
    """Whether a sentence may begin with "of": "of the ten, two sank", "of course"."""
    whole = rest[1:2] and (rest[1] in _PART_OF or rest[1].isdigit())
    return bool(whole) and (rest[1] == "course" or bool(set(rest[2:]) & _HOW_MANY))


def _free(rest: list[str], verbs: list[int]) -> list[int]:
    """The verbs that could be those of a main clause: not those of a clause inside, "those who
    came", nor those joined to another, "and stayed"."""
    free, waiting, places = [], 0, set(verbs)
    for at, one in enumerate(rest):
        if at in places:
            if waiting:
                waiting -= 1
            elif rest[at - 1] not in _COORDINATING:
                free.append(at)
        elif at > 1 and (one in _BOUND or (one == "as" and rest[at - 1] == ",")):
            # "in that year": there it opens nothing.
            waiting += 1
    return free


def _lacks_verb(text: str, stop: int, rest: list[str]) -> bool:
    """Whether the words before a stop end in a clause inside a sentence that still lacks its verb,
    "Anna, who lives in Riga", and those behind it have the verb, but nobody of whom it is said:
    "near the port, said"."""
    before = _sentence_before(text, stop)
    clause = max((at for at, one in enumerate(before) if at and one in _WHO), default=0)
    if not clause or "," in before[clause:] or "," not in rest:
        return False
    verbs, comma = _verbs(before), rest.index(",")
    within = [at for at in verbs if at > clause]
    lacking = before[clause - 1] == "," or (verbs == within and not _free(before, verbs))
    told = rest[comma + 1 : comma + 2]
    tells = bool(told) and (told[0] in _TELLING or _is_past(told[0]))
    return bool(within) and lacking and tells and not _verbs(rest[:comma])


_WHO = frozenset("who which whose".split())


def _behind_joining(after: str, rest: list[str], verbs: list[int]) -> Shape:
    """The shape of what begins with a word that joins clauses."""
    if after in _JOINING:
        return Shape.PIECE
    if after == "because" and rest[1:2] == ["of"]:
        return Shape.UNSURE if verbs else Shape.PIECE
    if after == "that":
        # "gimmicks. that look good": no verb of "that" alone.
        clause = rest[1:2] and rest[1] in DETERMINERS | _SUBJECTS | _PLURAL
        return Shape.PIECE if clause else Shape.UNSURE
    return Shape.SENTENCE if "," in rest else Shape.UNSURE if len(verbs) > 1 else Shape.PIECE


def _sentence_before(text: str, stop: int) -> list[str]:
    return _words(re.split(r"[.!?\r\n]", text[max(0, stop - 300) : stop])[-1])


def _words(text: str) -> list[str]:
    """The words in lower case, numbers and commas; a name in the middle counts as a noun."""
    return [
        "—" if at and w[0].isupper() and w != "I" else w.lower()
        for at, w in enumerate(_WORDS.findall(text))
    ]


def _opens(rest: list[str]) -> bool:
    """Whether the words begin like "in 2019 the", "on monday the" or "the bank"."""
    return bool(rest[1:]) and (rest[0] in _OPENERS or rest[1].isdigit() or rest[1] in _TIMES)


def _verbs(words: list[str]) -> list[int]:
    """Where finite verbs stand, or what looks like one."""
    return [
        at
        for at, word in enumerate(words)
        if (
            word.replace("’", "'") in entry_set("finite-verbs")
            or _is_past(word)
            or _takes_object(words, at)
        )
        and not (at and words[at - 1] in _NOT_VERBS_BEHIND)
        and not (at and words[at - 1] in _AUXILIARY)
        and not (at and words[at - 1] in _BEFORE_PARTICIPLE and _is_past(word))
    ]


def _is_past(word: str) -> bool:
    return (len(word) > 4 and word.endswith("ed")) or word.endswith(("n't", "n’t"))


def _takes_object(words: list[str], at: int) -> bool:
    """Whether a word behind a noun stands before an article, as a verb does: "ice covers the
    lake", "wolves roam the woods"."""
    word = words[at]
    if at < 2 or words[at + 1 : at + 2] == [] or words[at + 1] not in DETERMINERS:
        return False
    if not word.isalpha() or len(word) < 4 or word.endswith(("ing", "ly", "ed")):
        return False
    apart = entry_set("function-words") | entry_set("continuations") | _ALSO_BEFORE
    left = words[at - 1]
    noun = left not in apart and (word.endswith("s") or left.endswith("s")) and left != ","
    return noun and word not in apart and known(word)


# Words that stand before an article and are no verbs.
_ALSO_BEFORE = frozenset(
    "amid atop behind below besides beneath down half just less minus nearly off once opposite out "
    "past plus quite rather round save such till twice underneath unlike upside within worth "
    "years months weeks days hours minutes times".split()
)
