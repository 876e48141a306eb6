"""A server that speaks as LanguageTool does, for tests without Java."""

import json
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

INFO = {"software": {"name": "LanguageTool", "version": "6.8"}}


class Fake:
    """Marks every word it is told to, as a match of the rule it is told; counts what is asked."""

    def __init__(self) -> None:
        # A word: (rule, issue type, category, message, proposals).
        self.words: dict[str, tuple[str, str, str, str, list[str]]] = {}
        self.asked: list[dict[str, str]] = []
        self.status = 200
        self.body: bytes | None = None
        self.silent = threading.Event()
        self.address = ""

    def knows(
        self,
        word: str,
        rule: str = "HE_VERB_AGR",
        kind: str = "grammar",
        category: str = "GRAMMAR",
        message: str = "This does not agree.",
        proposals: tuple[str, ...] = (),
    ) -> None:
        self.words[word] = rule, kind, category, message, list(proposals)

    def answer(self, form: dict[str, str]) -> dict[str, Any]:
        if "data" in form:
            parts = json.loads(form["data"])["annotation"]
            text = "".join(p.get("text", "\0" * len(p.get("markup", ""))) for p in parts)
        else:
            text = form["text"]
        matches = []
        for word, (rule, kind, category, message, proposals) in self.words.items():
            at = text.find(word)
            while at >= 0:
                units = len(text[:at].encode("utf-16-le")) // 2
                matches.append(
                    {
                        "message": message,
                        "offset": units,
                        "length": len(word.encode("utf-16-le")) // 2,
                        "replacements": [{"value": p} for p in proposals],
                        "rule": {"id": rule, "issueType": kind, "category": {"id": category}},
                    }
                )
                at = text.find(word, at + 1)
        return {**INFO, "matches": matches}


@contextmanager
def fake_server() -> Iterator[Fake]:
    """A fake that listens on a port of this machine."""
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            self.say(json.dumps(INFO).encode(), 200)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
            fake.asked.append(form)
            if fake.silent.is_set():
                return
            self.say(fake.body or json.dumps(fake.answer(form)).encode())

        def say(self, body: bytes, status: int | None = None) -> None:
            self.send_response(status or fake.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
