"""Reports for the tests of formats: of texts that are meant to hurt, of findings made by hand."""

from collections.abc import Iterable
from pathlib import Path

import cleanup
from cleanup.document import Document, Span
from cleanup.findings import Edit, Finding, Fix, Safety, Severity
from cleanup.report import FileError, Report, Run
from cleanup.reports import formats
from cleanup.reports.told import How, Told
from cleanup.settings import rulebook

ROOT = Path(__file__).parent.parent
NASTY = (
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b]0;title\x07\x9b2J\x7f",
    "\u202egnp.exe\u2066 \u200bhidden\u00ad\ufeff",
    "\x00\x01\x0b\x0c\x1f\x85\u2028\u2029",
    "\ud800 lone \udfff \ufffe\uffff",
    "::error file=x::y\n::add-mask::z ##[add-mask]w %0A%25",
    "]]> -->\" ' & &amp; {0} {{ }} [a](http://example.invalid) `tick` ``two`` | * _ ~~~ # ![p](q)",
    "@everyone #12 https://example.invalid www.example.invalid <img src=x onerror=y>",
    "\U0001f600 é 東京 مرحبا e\u0301",
    "W" * 10_000,
)


def finding(span: Span, what: str, *fixes: Fix, **about: object) -> Finding:
    """A finding whose message and evidence hold `what`."""
    given = {"severity": Severity.ERROR, "mqm": "Other", "evidence": (what, "second"), **about}
    return Finding("quotes/stray", span, f"“{what}”: found", fixes=fixes, **given)  # type: ignore[arg-type]


def nasty() -> Report:
    """A text of nothing but traps, each of which a finding is about and a fix puts in again."""
    text, findings = "", []
    for i, trap in enumerate(NASTY):
        start = len(text)
        text += trap
        span = Span(start, len(text))
        fixes = [Fix((Edit(span, trap + "!"),), Safety.SAFE)] if i % 2 else []
        severity = list(Severity)[i % 3]
        findings.append(finding(span, trap, *fixes, severity=severity))
        text += "\r\n" if i % 3 else "\r"
    return Report(Document(text, path="a`b|c <d>\x1b\u202e.txt"), tuple(findings), "en")


def crowded(number: int) -> Report:
    """A text with so many findings on one line, behind characters of one to four bytes."""
    word = "é\U0001f600 東 x. y "
    text = word * number
    findings = tuple(
        finding(Span(at, at + 2), ".", Fix((Edit(Span(at, at + 1), ""),), Safety.SAFE))
        for at in range(5, len(text), len(word))
    )
    return Report(Document(text, path="crowded.txt"), findings, "en")


def seed(number: str) -> Report:
    """What is found in one of the seeds."""
    (path,) = (ROOT / "seeds").glob(f"{number}*")
    return cleanup.check(path.read_text(encoding="utf-8"), path=f"seeds/{path.name}")


def told(
    name: str, reports: Iterable[Report], errors: Iterable[FileError] = (), **how: object
) -> str:
    """The reports in a format, as a command would write them."""
    every = list(reports)
    run = Run(every, list(errors))
    form = formats.named(name)
    assert form
    given = {"root": ROOT, "rules": rulebook().rules, **how}
    texts = (Told(report, report.document.path or "-") for report in every)
    return "".join(formats.writer(form)(texts, run, How(**given)))  # type: ignore[arg-type]
