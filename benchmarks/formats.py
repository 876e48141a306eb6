"""How long a report takes in each format, and that it grows with the findings and no faster.

The findings stand on one line of a text with characters of one to four bytes, which is the worst
there is for places. `python benchmarks/formats.py [NUMBER…]` prints a table; the time is CPU, the
best of three.
"""

import sys
import time
from collections.abc import Sequence

from common import table

from cleanup.document import Document, Span
from cleanup.findings import Edit, Finding, Fix, Safety, Severity
from cleanup.report import Report, Run
from cleanup.reports import formats
from cleanup.reports.told import How, Told

NUMBERS = (5_000, 20_000)
WORDS = "é\U0001f600 東 raised doubts. about it "


def crowded(number: int) -> Report:
    """A text with so many findings on one line."""
    at = WORDS.index(".")
    findings = []
    for start in range(at, number * len(WORDS), len(WORDS)):
        span = Span(start, start + 1)
        fix = Fix((Edit(span, ""),), Safety.SAFE)
        what = "full stop in mid-sentence: “about” carries it on"
        findings.append(
            Finding("punctuation/stray-full-stop", span, what, Severity.ERROR, "", fixes=(fix,))
        )
    return Report(Document(WORDS * number, path="crowded.txt"), tuple(findings), "en")


def seconds(name: str, report: Report) -> tuple[float, int]:
    """CPU seconds for the report in a format, and its length in code points."""
    form = formats.FORMATS[name]
    taken = []
    for _ in range(3):
        report.document.forget()
        begun = time.process_time()
        told = iter([Told(report, "crowded.txt")])
        size = sum(map(len, formats.writer(form)(told, Run([report]), How())))
        taken.append(time.process_time() - begun)
    return min(taken), size


def main(numbers: Sequence[int]) -> None:
    """Print the table."""
    rows = []
    reports = [crowded(number) for number in numbers]
    for name in formats.FORMATS:
        each = [seconds(name, report) for report in reports]
        per = [f"{t / n * 1e6:.0f}" for (t, _), n in zip(each, numbers, strict=True)]
        rows.append([f"`{name}`", *(f"{t:.2f}" for t, _ in each), *per, f"{each[-1][1] / 1e6:.1f}"])
    head = [f"{n:,} findings, s" for n in numbers] + [f"µs each of {n:,}" for n in numbers]
    print(table(["format", *head, "MB"], rows))


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or NUMBERS)
