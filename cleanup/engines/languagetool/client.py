"""What is said to a LanguageTool server over HTTP, and what its answers mean.

Only the standard library, and straight to the address: a proxy of the environment is for other
hosts than this one. The server counts UTF-16 units, Python code points; here one becomes the other,
at both ends of a match.
"""

import bisect
import http.client
import json
import urllib.parse
from collections.abc import Sequence
from typing import Any, NamedTuple

from ...document import Span
from ...lazy import lazy

# A piece takes some seconds; the first one, while the server loads its dictionaries, up to thirty.
PATIENCE = 120.0
# An address that is given may lead nowhere.
QUICK = 10.0
MOST_PROPOSALS = 3
_UNSENDABLE = lazy("[\0\ud800-\udfff]")


class ServerError(Exception):
    """A server that cannot be asked: not there, not LanguageTool, or it says that it failed."""


class SlowError(ServerError):
    """The server is there, and does not answer in time, or not to this text."""


class StrangerError(ServerError):
    """What answers is another program."""

    def __init__(self, address: str) -> None:
        super().__init__(f"what answers at {address} is not LanguageTool")


class Match(NamedTuple):
    """What LanguageTool sees at a place of the text, in code points.

    `kind` is the issue type of ITS 2.0 ("misspelling"), `category` LanguageTool's own ("TYPOS");
    there are at most three `proposals`.
    """

    start: int
    end: int
    rule: str
    message: str
    kind: str
    category: str
    proposals: tuple[str, ...]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def moved(self, by: int) -> "Match":
        return self._replace(start=self.start + by, end=self.end + by)


class Piece(NamedTuple):
    """A stretch of a text that is asked about at once, and the markup in it, in code points of the
    piece; markup is not looked at."""

    start: int
    text: str
    markup: tuple[tuple[int, int], ...] = ()


def version(address: str, patience: float = QUICK) -> str:
    """The version of the server at an address. Raises ServerError."""
    told = _ask(address, "GET", "/v2/info", None, patience)
    software = told.get("software") if isinstance(told, dict) else None
    if not isinstance(software, dict) or software.get("name") != "LanguageTool":
        raise StrangerError(address)
    return str(software.get("version", "unknown"))


def check(address: str, piece: Piece, language: str, patience: float = PATIENCE) -> list[Match]:
    """The matches in a piece, places in the piece. Raises ServerError."""
    text = _sendable(piece.text)
    form = {"language": language}
    if piece.markup:
        form["data"] = json.dumps({"annotation": _annotated(text, piece.markup)})
    else:
        form["text"] = text
    told = _ask(address, "POST", "/v2/check", urllib.parse.urlencode(form).encode(), patience)
    units = Units(text)
    try:
        return [_match(row, units) for row in told["matches"]]
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise StrangerError(address) from error


def _match(row: dict[str, Any], units: "Units") -> Match:
    rule, start = row["rule"], row["offset"]
    proposals = [str(one["value"]) for one in row["replacements"][:MOST_PROPOSALS]]
    return Match(
        units.point(start),
        units.point(start + row["length"], up=True),
        str(rule["id"]),
        " ".join(str(row["message"]).split()),
        str(rule.get("issueType", "uncategorized")),
        str(rule["category"]["id"]),
        tuple(proposals),
    )


class Units:
    """The places of a text in UTF-16 units: a character beyond the first 65,536 is two of them."""

    def __init__(self, text: str) -> None:
        wide = [at for at, c in enumerate(text) if c > "\uffff"] if not text.isascii() else []
        self.starts = [at + before for before, at in enumerate(wide)]
        self.most = len(text)

    def point(self, unit: int, *, up: bool = False) -> int:
        """The code point at a unit; inside a character its start, or with `up` its end."""
        before = bisect.bisect_left(self.starts, unit)
        inside = before and unit == self.starts[before - 1] + 1
        return max(0, min(self.most, unit - before + (1 if inside and up else 0)))


def _sendable(text: str) -> str:
    """The text, as long as it was, without what cannot be sent: lone surrogates and NULs."""
    return _UNSENDABLE.sub("\ufffd", text)


def _annotated(text: str, markup: Sequence[tuple[int, int]]) -> list[dict[str, str]]:
    parts: list[dict[str, str]] = []
    at = 0
    for start, end in markup:
        if at < start:
            parts.append({"text": text[at:start]})
        parts.append({"markup": text[start:end], "interpretAs": _stands_for(text[start:end])})
        at = end
    return [*parts, {"text": text[at:]}] if at < len(text) else parts


_BLOCKS = frozenset(
    "p div br hr h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr td th blockquote pre script style "
    "title head body html article section header footer nav aside figure figcaption".split()
)


def _stands_for(markup: str) -> str:
    """What a reader sees in place of markup: the end of a paragraph, a bracket, or nothing."""
    if markup.startswith("]("):
        return "]"
    name = markup.lstrip("</").split(None, 1)[0].rstrip(">/").lower() if len(markup) > 1 else ""
    return "\n\n" if "\n" in markup or name in _BLOCKS else ""


def _ask(address: str, method: str, path: str, body: bytes | None, patience: float) -> Any:
    where = urllib.parse.urlsplit(address)
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    connection = kind(where.hostname or "", where.port, timeout=min(QUICK, patience))
    head = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    try:
        connection.connect()
        connection.sock.settimeout(patience)
        connection.request(method, where.path.rstrip("/").removesuffix("/v2") + path, body, head)
        answer = connection.getresponse()
        said = answer.read()
    except TimeoutError as error:
        raise SlowError(f"{address} does not answer within {patience:.0f} seconds") from error
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise ServerError(f"nothing answers at {address}: {reason}") from error
    finally:
        connection.close()
    if answer.status != 200:
        what = said[:200].decode("utf-8", "replace").strip()
        raise SlowError(f"{address} answers with {answer.status}: {what}")
    try:
        return json.loads(said)
    except ValueError as error:
        raise StrangerError(address) from error
