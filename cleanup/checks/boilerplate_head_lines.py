"""What a single line above an article looks like: a label of its page, who wrote it and when."""

import functools
import re
from typing import NamedTuple

from ..expressions import ready
from ..lazy import lazy
from ..lists import entries, entry_set, known

# No line of the page's is longer.
LONGEST = 120
FEWEST_BUTTONS = 3
FEWEST_CRUMBS = 3
MOST_CRUMB_WORDS = 3

_BULLET = lazy(r"\s*(?:[-–—*•#>]|\d+[.)])\s")
_EDGES = ' \t\u00a0|:.,…!?*»›→>«‹<-–—+·•#"[]()×✕'
_PARTS = lazy(r"\s*[|·•∙/»]+\s*|\s[-–—]\s|,\s|\s{2,}| [&+] | and ")
_GLUED = lazy(r"(?<=[a-z+])(?=[A-Z])")
_NETWORK = (
    r"(?:facebook(?: messenger)?|twitter|x|x \(formerly twitter\)|linked ?in|whats ?app|telegram|"
    r"reddit|pinterest|instagram|you ?tube|tik ?tok|messenger|tumblr|threads|blue ?sky|mastodon|"
    r"flipboard|snapchat|stumbleupon|vk|vkontakte|weibo|we ?chat|line|mix|pocket|viber|signal|"
    r"google ?\+|google plus|google news|google classroom|apple news|gmail|e-?mail|sms|print|rss)"
)
_SOCIAL = lazy(
    r"facebook|twitter|x|linked ?in|whats ?app|telegram|reddit|pinterest|tumblr|threads|blue ?sky|"
    r"mastodon|flipboard|messenger|google ?\+|tweet|pin(?: it)?"
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SOUP = (
    rf"[\d\W_]*(?:(?:{_MONTHS}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"first|last|published|updated|posted|modified|released|created|date|on|at|a\.?m|p\.?m|gmt|"
    r"utc|bst|ist|est|edt|et|cst|cdt|ct|mst|mdt|mt|pst|pdt|pt|cet|cest|eet|eest|msk|jst|hkt|sgt|"
    r"aest|aedt|hrs?|hours?|days?|ago|h|z|t|st|nd|rd|th|min(?:ute)?s?|read)\b[\d\W_]*)*"
)
_STAMP = lazy(_SOUP, re.IGNORECASE)
_DATE = lazy(
    rf"\b{_MONTHS}\b\W*\d|\d(?:st|nd|rd|th)?\W*\b{_MONTHS}\b|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}",
    re.IGNORECASE,
)
_YEAR = lazy(r"(?<!\d)(?:(?:19|20)\d\d|\d\d[-/.]\d\d[-/.]\d\d)(?!\d)")
_CLOCK = lazy(
    r"(?<![\d.])\d{1,2}:\d\d(?!\d*[.,]\d)|\b\d{1,2} ?[ap]\.?m\b|"
    r"(?<![\d.])\d{1,2}\.\d\d ?(?:[ap]\.?m|gmt|utc|h|[a-z]{2,4}t)\b",
    re.IGNORECASE,
)
_ZONE = lazy(
    r"\b(?:gmt|utc|bst|ist|e[sd]?t|c[sd]?t|m[sd]t|p[sd]?t|ce?st|cet|eet|eest|msk|jst|hkt|sgt|ae[sd]t)\b",
    re.IGNORECASE,
)
_SAID = lazy(r"\b(?:published|updated|posted|modified)\b", re.IGNORECASE)
_PARTICLE = r"(?:de|da|del|della|di|van|von|der|den|al|el|bin|ben|la|le|du)"
_WORD = rf"(?!(?i:{_MONTHS}\b\W*\d|(?:published|updated|posted)\b))[A-Z][\w.’'-]*"
_NAME = rf"{_WORD}(?: (?:{_PARTICLE}|{_WORD})){{1,3}}"
_BY = lazy(
    r"(?:(?:[Ss]tory |[Ww]ords |[Ww]ritten |[Rr]eported |[Pp]osted )?[Bb]y|(?:WRITTEN )?BY)[:\s]\s*"
    rf"(?P<name>{_NAME}|{_WORD}(?= ))(?:(?:,| and| &)\s{_NAME}){{0,3}}"
    r"(?:\s*(?:,|\||·|•|–|—|-|/|\sin\s|\sfor\s)\s*"
    rf"(?P<of>{_WORD}(?:\s{_WORD}){{0,3}}))?"
    r"(?P<rest>[^\w\r\n]*.*)"
)
_DESK = lazy(
    r"\b(?:[Dd]esk|DESK|[Ss]taff|STAFF|Newsroom|NEWSROOM|Bureau|Correspondent|Reporters?)$"
)
_BEFORE_DATE = lazy(rf"(?P<name>{_NAME})\s[-–—|•·/]\s(?P<rest>\W*(?=.*\d:\d\d).*)")
_BY_AT_END = lazy(rf"\s(?:by|BY|By)\s+(?P<name>{_NAME})$")
_HANDLE = lazy(r"@\w{3,30}")
_CREDIT = lazy(
    r"[(\[]?(?:(?:Photo(?:graph|graphy)?|Image|Picture|Illustration)(?: [Cc]redit| [Bb]y)?|Credit)"
    r"\s?:\s?(?P<whose>[A-Z©@][^.:!?]{2,50})[)\]]?"
)
_AGENCY = lazy(
    r"[(\[]?(?:(?:Photo|Image|Picture|Credit|Courtesy|File|Photograph)(?: by)?:? )?"
    r"(?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}\s?[/,|]\s?){1,3}"
    r"(?:AP|AFP|EPA|Reuters|REUTERS|Getty(?: Images)?|AP Photo|Associated Press|Bloomberg|"
    r"Shutterstock|iStock(?:photo)?|Alamy(?: Stock Photo)?|Rex(?: Features)?|Unsplash|Pool)"
    r"(?: via [A-Z][\w ]{1,20})?[)\]]?"
)


class Mark(NamedTuple):
    """What a line above an article is: the name of a rule, and how sure that is by its words, 2, 1,
    or 0 for what goes only with its neighbours. It holds a date if it is `dated`; that is `full` if
    it has a year, and a time or says what it is."""

    kind: str
    weight: int
    full: bool = False
    dated: bool = False
    # Told with the minute, and with its zone or what happened then; and it says what.
    minute: bool = False
    said: bool = False
    name: str = ""
    section: bool = False


@functools.lru_cache(maxsize=1024)
def mark_of(line: str) -> Mark | None:
    """What a line is that may stand above an article; None for what may be its own."""
    if len(line) > LONGEST:
        return None
    whole, line = line, " ".join(line.split())
    words = _plain(line)
    if not words:
        # "|", "•", "/".
        return Mark("", 0)
    if words in entry_set("page-sections"):
        return _label(words) or Mark("site-menu", 1, section=True)
    if words.startswith("in ") and all(map(_is_section, words[3:].split(", "))):
        return Mark("site-menu", 1)
    stamp = _stamp(line)
    if stamp and stamp.dated:
        return stamp
    return _byline(line) or _labels(whole) or _crumbs(line) or _credit(line) or stamp


def _is_section(words: str) -> bool:
    return words in entry_set("page-sections")


def _plain(line: str) -> str:
    return " ".join(line.strip(_EDGES).lower().split())


def _stamp(line: str) -> Mark | None:
    """The date of the page; a number or a clock goes with it."""
    if not any(map(str.isdigit, line)):
        return None
    if not _STAMP.fullmatch(line):
        by = _BY_AT_END.search(line)
        stamp = _stamp(line[: by.start()]) if by else None
        if by and stamp and stamp.dated and is_name(by["name"]):
            return stamp._replace(kind="byline", weight=1, name=by["name"].lower())
        return None
    clock = bool(_CLOCK.search(line))
    if not _DATE.search(line):
        return Mark("timestamp-line" if clock else "", 0)
    said = bool(_SAID.search(line))
    full = bool(_YEAR.search(line)) and (clock or said)
    minute = full and clock and (said or bool(_ZONE.search(line)))
    weight = 2 if full else 0
    return Mark("timestamp-line", weight, full, dated=True, minute=minute, said=said)


def _byline(line: str) -> Mark | None:
    """Who wrote it: names that are not words."""
    if _HANDLE.fullmatch(line):
        return Mark("byline", 0)
    found = _BY.fullmatch(line) or _BEFORE_DATE.fullmatch(line)
    if not found or line.endswith((".", "!", "?", ":", "…")):
        return None
    if not is_name(found["name"]) and not _DESK.search(found["name"]):
        return None
    rest = found["rest"].strip(" ,|·•–—-/()")
    stamp = _stamp(rest)
    if " " not in found["name"] and not (stamp and stamp.kind):
        return None
    if rest and stamp is None and _labels(rest) is None:
        return None
    dated = bool(stamp and stamp.kind)
    return Mark("byline", 1, bool(stamp and stamp.full), dated, name=found["name"].lower())


def is_name(words: str) -> bool:
    """Whether the first of these words is a name, and no other word."""
    return not known(words.split(maxsplit=1)[0].lower()) or has_first_name(words)


def has_first_name(words: str) -> bool:
    """Whether the first of these words is a common first name."""
    return words.split(maxsplit=1)[0].title() in entry_set("first-names")


def _labels(line: str) -> Mark | None:
    """A label, or several on one line; no item of a list."""
    if _BULLET.match(line):
        return None
    if whole := _label(_plain(line)):
        return whole
    parts = [words for part in _PARTS.split(line) if (words := _plain(part))]
    if len(parts) < 2:
        parts = [words for part in _GLUED.split(line) if (words := _plain(part))]
    if len(parts) < 2:
        return _row(_plain(line).split())
    found = [_label(part) for part in parts]
    if not all(found):
        return None
    return max((one for one in found if one), key=lambda one: one.weight)


def network(line: str) -> bool:
    """Whether the line is the name of a social network."""
    return bool(_SOCIAL.fullmatch(_plain(line)))


def _row(words: list[str]) -> Mark | None:
    """Buttons with nothing between them: "Share Tweet Submit"."""
    found = [_label(word) for word in words]
    buttons = all(one and one.kind == "share-block" for one in found)
    return Mark("share-block", 1) if buttons and len(words) >= FEWEST_BUTTONS else None


def _crumbs(line: str) -> Mark | None:
    """The way to the page from the home page: "Home > News > Local"."""
    crumbs = [part.strip() for part in re.split(r"[>»›/|]", line) if part.strip()]
    if len(crumbs) < FEWEST_CRUMBS or crumbs[0].lower() not in ("home", "homepage", "news"):
        return None
    short = all(len(part.split()) <= MOST_CRUMB_WORDS for part in crumbs)
    return Mark("site-menu", 2) if short else None


def _credit(line: str) -> Mark | None:
    """Whose picture it is."""
    line = line.strip()
    if _AGENCY.fullmatch(line):
        return Mark("picture-credit", 1)
    found = _CREDIT.fullmatch(line)
    named = found and all(word[0].isupper() for word in re.findall(r"\w+", found["whose"]))
    return Mark("picture-credit", 1) if named else None


def _label(words: str) -> Mark | None:
    return next((mark for mark, pattern in _patterns() if pattern.fullmatch(words)), None)


@functools.cache
def _patterns() -> list[tuple[Mark, re.Pattern[str]]]:
    joined: dict[Mark, list[str]] = {}
    for entry in entries("head-labels"):
        kind, strength, pattern = entry.split(" ", 2)
        pattern = pattern.replace("{network}", _NETWORK)
        joined.setdefault(Mark(kind, 2 if strength == "=" else 1), []).append(pattern)
    found = [(mark, ready("|".join(some))) for mark, some in joined.items()]
    return sorted(found, key=lambda one: -one[0].weight)
