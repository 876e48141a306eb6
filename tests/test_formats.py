"""The formats for programs, held to what those programs say they read."""

import gc
import json
import re
import sys
import weakref
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from support import cleanup_command
from told import NASTY, ROOT, crowded, finding, nasty, seed, told

import cleanup
from cleanup.document import Document, Lines, Span
from cleanup.findings import Edit, Fix, Safety, State
from cleanup.report import FileError, Report, Run
from cleanup.reports import formats
from cleanup.reports.told import Columns, How, Told
from cleanup.silences.fingerprints import fingerprint

SCHEMAS = Path(__file__).parent / "data" / "schemas"
GONE = FileError("gone<.txt", "gone<.txt\x1b[0m does not exist")
MACHINES = [name for name, form in formats.FORMATS.items() if not form.for_people]
SEVERAL = [seed("002"), seed("000"), nasty(), crowded(40), cleanup.check("", path="empty.txt")]
# What a report for people or for programs never holds as it is.
HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def strict(value: Any) -> Any:
    """A schema that takes no field that it does not name."""
    if isinstance(value, dict):
        return {k: False if k == "additionalProperties" else strict(v) for k, v in value.items()}
    return [strict(v) for v in value] if isinstance(value, list) else value


def offset(text: str, line: int, column: int, encoding: str, unit: int) -> int:
    """The code-point offset of a place whose column counts units of so many bytes, found by
    encoding the line: not the way it is counted in the package."""
    starts = [0, *(m.end() for m in re.finditer("\r\n|\n|\r", text))]
    start = starts[line - 1]
    before = text[start:].encode(encoding, "surrogatepass")[: (column - 1) * unit]
    return start + len(before.decode(encoding, "surrogatepass"))


def regions(text: str, region: dict[str, int]) -> tuple[int, int]:
    start = offset(text, region["startLine"], region["startColumn"], "utf-16-le", 2)
    return start, offset(text, region["endLine"], region["endColumn"], "utf-16-le", 2)


def ranges(text: str, place: dict[str, dict[str, int]]) -> tuple[int, int]:
    start, end = place["start"], place["end"]
    return (
        offset(text, start["line"], start["column"], "utf-8", 1),
        offset(text, end["line"], end["column"], "utf-8", 1),
    )


# SARIF


def sarif(reports: list[Report], *errors: FileError) -> Any:
    log = json.loads(told("sarif", reports, errors))
    jsonschema.Draft4Validator(schema("sarif-2.1.0.json")).validate(log)
    (run,) = log["runs"]
    return run


def test_the_schema_of_sarif_refuses_what_is_wrong() -> None:
    log = json.loads(told("sarif", [seed("000")]))
    log["runs"][0]["results"][0]["message"] = {"txt": "no"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema("sarif-2.1.0.json")).validate(log)


def test_sarif_is_valid_and_tells_of_every_finding_and_rule() -> None:
    run = sarif(SEVERAL, GONE)
    assert len(run["results"]) == sum(len(r.findings) for r in SEVERAL)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert all(rule["help"]["text"] for rule in rules)
    assert not run["invocations"][0]["executionSuccessful"]
    assert sarif([seed("000")])["invocations"][0]["executionSuccessful"]


def test_the_columns_of_sarif_are_utf_16_and_its_fixes_are_ours() -> None:
    for report in SEVERAL:
        text = report.document.text
        run = sarif([report])
        assert (run["columnKind"], "\r" in run["newlineSequences"]) == ("utf16CodeUnits", True)
        for result, found in zip(run["results"], report.findings, strict=True):
            (location,) = result["locations"]
            region = location["physicalLocation"]["region"]
            assert regions(text, region) == (found.span.start, found.span.end)
            edits = [
                [
                    (
                        *regions(text, r["deletedRegion"]),
                        r.get("insertedContent", {}).get("text", ""),
                    )
                    for r in fix["artifactChanges"][0]["replacements"]
                ]
                for fix in result.get("fixes", ())
            ]
            ours = [] if found.refused else found.fixes
            assert edits == [
                [(e.span.start, e.span.end, e.replacement) for e in fix.edits] for fix in ours
            ]
            assert result["partialFingerprints"] == {
                "cleanupFingerprint/v1": fingerprint(text, found)
            }


def test_what_is_silenced_is_suppressed_in_sarif_and_missing_elsewhere() -> None:
    report = cleanup.check("It raised doubts. about it. He said. that it was.\n", path="a.txt")
    first, second = report.findings
    silenced = [
        (State.SUPPRESSED, None, {"kind": "inSource"}),
        (State.SUPPRESSED, "[a] reason", {"kind": "external", "justification": "[a] reason"}),
        (State.BASELINE, None, {"kind": "external", "justification": "known: in the baseline, "
                                "or there in the version before"}),
    ]  # fmt: skip
    for state, reason, expected in silenced:
        some = replace(report, findings=(first.silence(state, reason), second))
        one, other = sarif([some])["results"]
        assert one["suppressions"] == [expected]
        assert "suppressions" not in other
        for name in ("gitlab", "rdjsonl", "github", "checkstyle", "junit", "markdown"):
            assert told(name, [some]).count("stray-full-stop") == 1


def test_a_message_of_sarif_holds_no_placeholder_and_no_link() -> None:
    trap = "{0} {x} [a](http://example.invalid)"
    report = Report(Document(trap, path="a.txt"), (finding(Span(0, 3), trap),), "en")
    (result,) = sarif([report])["results"]
    assert "“{{0}} {{x}} [a] (http" in result["message"]["text"]


def test_a_path_is_a_uri_in_sarif(tmp_path: Path) -> None:
    paths = {
        "./a b#c%.txt": "a%20b%23c%25.txt",
        "in/ü:d.txt": "in/%C3%BC%3Ad.txt",
        str(ROOT / "seeds" / "x.txt"): "seeds/x.txt",
        str(tmp_path / "x.txt"): (tmp_path / "x.txt").as_uri(),
        "-": "-",
    }
    for path, expected in paths.items():
        report = cleanup.check("It raised doubts. about it.\n", path=path)
        root = ROOT if path.startswith(str(ROOT)) else Path.cwd()
        (result,) = json.loads(told("sarif", [report], root=root))["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == expected


# GitHub


def command(line: str) -> tuple[str, dict[str, str], str] | None:
    """What the runner makes of a line: its rules for `::`, then the old ones for `##[`, the names
    of commands aside (`ActionCommand.cs` of actions/runner)."""
    stripped = line.lstrip()
    if stripped.startswith("::") and (end := stripped.find("::", 2)) >= 0:
        name, _, given = stripped[2:end].partition(" ")
        pairs = (pair.split("=", 1) for pair in given.strip().split(",") if pair)
        properties = {k: undo(v, {":": "%3A", ",": "%2C"}) for k, v in pairs}
        return name, properties, undo(stripped[end + 2 :], {})
    old = re.search(r"##\[([^\] ]*)[^\]]*\](.*)", line)
    return (old[1], {}, old[2]) if old else None


def undo(text: str, more: dict[str, str]) -> str:
    for plain, escaped in {"\r": "%0D", "\n": "%0A", **more, "%": "%25"}.items():
        text = text.replace(escaped, plain)
    return text


def test_the_runner_s_rules_are_known_to_the_test() -> None:
    assert command("::error file=a%2Cb,line=1::x%0Ay%2525") == (
        "error", {"file": "a,b", "line": "1"}, "x\ny%25",
    )  # fmt: skip
    assert command("a ##[add-mask]b") == ("add-mask", {}, "b")
    assert command("a ::error::b") is None


def test_github_is_told_of_each_place_as_it_is() -> None:
    path = "a,b:c%2C.txt"
    text = "100%: it raised doubts. about it.\nHe said. that %0A was\n"
    report = cleanup.check(text, path=path)
    lines = told("github", [report]).splitlines()
    assert len(lines) == len(report.findings) == 2
    for line, found in zip(lines, report.findings, strict=True):
        parsed = command(line)
        assert parsed
        name, given, message = parsed
        at = Lines(text).place(found.span.start)
        assert (name, given["file"], given["title"]) == ("error", path, found.rule)
        assert (given["line"], given["col"]) == (str(at.line), str(at.column))
        assert message.startswith(found.message)


def test_a_place_of_several_lines_has_no_columns_on_github() -> None:
    report = Report(Document("ab\ncd\n", path="a.txt"), (finding(Span(1, 4), "x"),), "en")
    parsed = command(told("github", [report]))
    assert parsed
    assert parsed[1] == {"file": "a.txt", "line": "1", "endLine": "2", "title": "quotes/stray"}


def test_github_gets_ten_annotations_of_a_kind_and_the_rest_as_lines() -> None:
    lines = told("github", [crowded(25), nasty()]).splitlines()
    parsed = [command(line) for line in lines]
    kinds = Counter(one[0] for one in parsed if one)
    assert kinds == {"error": 10, "warning": 3, "notice": 4}
    # 25 and three errors, and the line that says so.
    assert len(lines) == 35 + 1
    assert [one for one in parsed[10:25] if one] == []
    assert lines[-1].startswith("18 more of kind error")


def test_no_text_becomes_a_command_on_github() -> None:
    trap = "::add-mask::x ##[add-mask]y"
    some = tuple(finding(Span(i, i + 1), trap) for i in range(12))
    report = Report(Document("x" * 20, path="::error::x\n##[error]"), some, "en")
    parsed = [command(line) for line in told("github", [report]).splitlines()]
    assert [one[0] for one in parsed if one] == ["error"] * 10
    assert parsed[10:] == [None] * 3


def test_the_job_summary_is_added_to_its_file(tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    page.write_text("before\n", encoding="utf-8")
    report = seed("002")
    told("github", [report], [GONE], job_summary=page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n# cleanup: 1 file, {len(report.left)} findings\n")
    assert text.count("\n| ") == len(report.left) + 1
    assert "does not exist" in text
    page.write_text("", encoding="utf-8")
    told("github", [crowded(5000)], job_summary=page)
    assert page.stat().st_size < 1_000_000
    assert "more lines are left out here" in page.read_text(encoding="utf-8")
    out = told("github", [seed("000")], job_summary=tmp_path)
    assert "::warning::the job summary cannot be written" in out


# GitLab, JUnit, Checkstyle, reviewdog


def test_gitlab_s_report_keeps_to_its_documentation() -> None:
    issues = json.loads(told("gitlab", SEVERAL, [GONE]))
    jsonschema.validate(issues, schema("gitlab-code-quality.json"))
    assert len(issues) == sum(len(r.findings) for r in SEVERAL) + 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_gitlab_knows_an_issue_again_where_lines_have_moved() -> None:
    text = "The vote raised doubts. about it.\n"
    one, two = (
        json.loads(told("gitlab", [cleanup.check(t, path="a.txt")]))[0]["fingerprint"]
        for t in (text, f"A paragraph.\n\n{text}")
    )
    assert one == two
    (other,) = json.loads(told("gitlab", [cleanup.check(text, path="b.txt")]))
    assert other["fingerprint"] != one


def test_junit_keeps_to_the_schema_and_its_numbers_add_up() -> None:
    text = told("junit", SEVERAL, [GONE])
    xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd")).validate(text)
    suites = list(JUnitXml.fromstring(text.encode()))
    assert [s.name for s in suites][:2] == [r.document.path for r in SEVERAL][:2]
    for suite, report in zip(suites, SEVERAL, strict=False):
        cases = list(suite)
        failed = [case for case in cases if case.result]
        assert suite.failures == len(failed) == len(report.findings)
        assert suite.tests == len(cases) == max(1, len(report.findings))
    assert suites[-1].errors == 1
    assert len({case.name for case in suites[0]}) == len(SEVERAL[0].findings)


def test_checkstyle_is_read_by_diff_cover() -> None:
    report = seed("002")
    found = CheckstyleXmlDriver().parse_reports([told("checkstyle", [report, *SEVERAL], [GONE])])
    seen = found[report.document.path]
    where = Lines(report.document.text)
    assert [v.line for v in seen[: len(report.findings)]] == [
        where.place(f.span.start).line for f in report.findings
    ]
    assert seen[0].message.startswith("error: “the These”: two determiners")
    root = ElementTree.fromstring(told("checkstyle", [report]))
    columns = [int(e.attrib["column"]) for e in root.iter("error")]
    assert columns == [where.place(f.span.start).column for f in report.findings]


def test_reviewdog_s_schema_and_columns_are_kept() -> None:
    whole = json.loads(told("rdjson", SEVERAL, [GONE]))
    jsonschema.validate(whole, strict(schema("rdf-diagnostic-result.json")))
    lines = [json.loads(line) for line in told("rdjsonl", SEVERAL, [GONE]).split("\n") if line]
    one = jsonschema.Draft4Validator(strict(schema("rdf-diagnostic.json")))
    for line in lines:
        one.validate(line)
    assert [{k: v for k, v in d.items() if k != "source"} for d in lines] == whole["diagnostics"]
    with pytest.raises(jsonschema.ValidationError):
        one.validate({**lines[0], "columns": 1})


def test_the_columns_of_reviewdog_are_bytes_and_a_suggestion_is_the_whole_fix() -> None:
    for report in SEVERAL:
        text = report.document.text
        diagnostics = json.loads(told("rdjson", [report]))["diagnostics"]
        for one, found in zip(diagnostics, report.findings, strict=True):
            place = ranges(text, one["location"]["range"])
            assert place == (found.span.start, found.span.end)
            made = []
            for suggestion in one.get("suggestions", ()):
                start, end = ranges(text, suggestion["range"])
                made.append(text[:start] + suggestion["text"] + text[end:])
            assert made == [mended(text, fix) for fix in found.fixes if not found.refused]


def test_a_fix_of_several_edits_is_one_suggestion() -> None:
    fix = Fix((Edit(Span(0, 1), "“"), Edit(Span(4, 5), "”")), Safety.SAFE)
    report = Report(Document("'ab)' x", path="a.txt"), (finding(Span(0, 5), "x", fix),), "en")
    (one,) = json.loads(told("rdjson", [report]))["diagnostics"]
    assert [s["text"] for s in one["suggestions"]] == ["“ab)”"]


def mended(text: str, fix: Fix) -> str:
    for edit in reversed(fix.edits):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


# JSON lines


def test_json_lines_are_what_the_document_tells() -> None:
    lines = [json.loads(line) for line in told("jsonl", SEVERAL, [GONE]).split("\n") if line]
    whole = json.loads(told("json", SEVERAL, [GONE]))
    of = {kind: [x for x in lines if x["type"] == kind] for kind in {x["type"] for x in lines}}
    assert set(of) == {"finding", "file", "error", "summary"}
    findings = [
        {"type": "finding", "path": f["path"], **x} for f in whole["files"] for x in f["findings"]
    ]
    assert of["finding"] == findings
    assert [f["findings"] for f in of["file"]] == [len(f["findings"]) for f in whole["files"]]
    assert of["error"] == [{"type": "error", **whole["errors"][0]}]
    assert lines[-1] == {"type": "summary", **whole["summary"], "gates": None}


def test_json_shows_what_is_hidden_and_says_the_same() -> None:
    text = told("json", [nasty()])
    assert not HIDDEN.search(text.replace("\n", ""))
    found = json.loads(text)["files"][0]["findings"]
    # A lone surrogate and the one behind it are one character to JSON, so those are left out.
    assert [f["text"] for f in found if "lone" not in f["text"]] == [
        trap for trap in NASTY if "lone" not in trap
    ]


# Markdown


def rendered(text: str, code: bool = True) -> tuple[Counter[str], str]:
    """The tags of a page of Markdown as a reader of it makes them, and the text between them."""
    tags: Counter[str] = Counter()
    words: list[str] = []
    inside = False

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            nonlocal inside
            inside = tag == "code"
            tags[tag] += 1
            tags.update(f"{tag} {name}" for name, _ in attrs if name not in ("style", "class"))

        def handle_endtag(self, tag: str) -> None:
            nonlocal inside
            inside = False

        def handle_data(self, data: str) -> None:
            if code or not inside:
                words.append(data)

    Reader().feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    return tags, "".join(words)


def test_markdown_is_a_table_whatever_stands_in_the_article() -> None:
    report = nasty()
    text = told("markdown", [report], [GONE])
    tags, words = rendered(text)
    rows = len(report.findings) + 1
    assert set(tags) <= set("h1 h2 ul li strong code br table thead tbody tr th td".split())
    assert (tags["tr"], tags["th"] + tags["td"]) == (rows, 5 * rows)
    for trap in ("<script>alert(1)</script>", "`tick` ``two`` | * _ ~~~ # ![p](q)", "<img src=x"):
        assert trap in words
    assert "a`b|c <d><U+001B>" in words
    # A space of no width keeps GitHub from making links, and from calling everybody.
    assert "@\u200beveryone #\u200b12 https:\u200b//example.invalid" in words
    # In code it makes neither.
    assert not re.search(r"@\w|#\d|://|www\.", rendered(text, code=False)[1])


def test_markdown_of_a_fix_tells_what_was_changed_taken_out_and_left() -> None:
    path = next((ROOT / "seeds").glob("002*"))
    before = path.read_text(encoding="utf-8")
    report = cleanup.check(before)
    cleaning = cleanup.clean(before)
    some = Report(Document(before, path="a.txt"), report.findings, "en", cleaning=cleaning)
    form = formats.FORMATS["markdown"]
    page = "".join(formats.writer(form)(iter([Told(some, "b.txt", True)]), Run([some]), How()))
    tags, words = rendered(page)
    assert tags["h3"] == 3
    assert f"{len(cleaning.applied)} fixes made" in words
    assert tags["tr"] == len(cleaning.applied) + len(cleaning.left) + 2
    assert cleaning.removed[0].text.strip() in words


# All of them


def test_the_readme_has_the_table_of_formats() -> None:
    alias = {full: f"`{short}`, " for short, full in formats.ALIASES.items()}
    rows = [
        f"| {form.about} | {alias.get(name, '')}`{name}` | {form.columns} |"
        for name, form in formats.FORMATS.items()
    ]
    assert "\n".join(rows) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_help_names_every_format() -> None:
    for command in ("check", "fix"):
        help_ = " ".join(cleanup_command(command, "--help").stdout.decode().split())
        assert formats.names() in help_


@pytest.mark.parametrize("name", list(formats.FORMATS))
def test_a_malicious_article_is_harmless_and_legible(name: str) -> None:
    text = told(name, [nasty()], [GONE])
    assert not HIDDEN.search(text.replace("\n", "")), HIDDEN.search(text.replace("\n", ""))
    text.encode("utf-8")
    if name not in ("json", "jsonl", "sarif", "gitlab", "rdjson", "rdjsonl"):
        assert "<script" not in text or name in ("full", "concise", "grouped", "github", "markdown")
        assert "<U+202E>" in text or "&lt;U+202E&gt;" in text
    if not name.startswith(("json", "rdjson", "sarif")):
        # Data is whole; what is to be read is cut.
        assert "W" * 1000 not in text


@pytest.mark.parametrize("name", MACHINES)
def test_messages_are_cut_where_data_is_whole(name: str) -> None:
    if name in ("json", "jsonl"):
        return
    texts = [m for m in strings(told(name, [nasty()])) if "found" in m]
    assert len(texts) >= len(NASTY) - 1
    assert max(map(len, texts)) < 3000


def strings(text: str) -> Iterator[str]:
    """The strings of a report that a person is shown, as near as can be told from outside."""
    if text.startswith(("{", "[")):
        for line in text.splitlines():
            yield from re.findall(
                r'"(?:message|description|text)": "((?:[^"\\]|\\.)*found[^"]*)"', line
            )
    else:
        yield from text.splitlines()


@pytest.mark.parametrize("name", ["jsonl", "github", "rdjsonl", "full", "sarif", "json"])
def test_a_text_is_told_of_before_the_next_is_looked_at(name: str) -> None:
    told_of: list[str] = []
    seen: list[int] = []

    def texts() -> Iterator[Told]:
        for number in range(3):
            seen.append("".join(told_of).count("stray-full-stop"))
            report = cleanup.check("It raised doubts. about it.\n", path=f"{number}.txt")
            run.reports.append(report)
            yield Told(report, f"{number}.txt")
            report.release()

    run = Run()
    form = formats.named(name)
    assert form
    for piece in formats.writer(form)(texts(), run, How(rules={})):
        told_of.append(piece)
    assert seen == [0, 1, 2]


@pytest.mark.parametrize("name", [n for n in formats.FORMATS if n != "markdown"])
def test_a_text_that_was_told_of_is_let_go(name: str) -> None:
    class Text(str):
        """A text that can be watched."""

        __slots__ = ("__weakref__",)

    texts: list[weakref.ref[Text]] = []
    run = Run()

    def told_one_by_one() -> Iterator[Told]:
        for number in range(3):
            text = Text(f"It raised doubts. about it {number}.\n")
            texts.append(weakref.ref(text))
            some = cleanup.check(text, path="a.txt").findings
            report = Report(Document(text, path="a.txt"), some, "en")
            del text
            run.reports.append(report)
            yield Told(report, "a.txt")
            report.release()
            del report
            gc.collect()
            # The one that the writer has in hand may still be there.
            assert [text() for text in texts[:-1]] == [None] * number

    form = formats.named(name)
    assert form
    for _ in formats.writer(form)(told_one_by_one(), run, How(rules={})):
        pass
    assert len(texts) == 3


class Watched(str):
    """A text that counts the code points that are cut out of it."""

    __slots__ = ("cut",)

    def __getitem__(self, key: Any) -> str:
        got = super().__getitem__(key)
        self.cut = getattr(self, "cut", 0) + len(got)
        return got


def work(name: str, number: int) -> int:
    """Calls made, and code points handled, to report so many findings on one line."""
    report = crowded(number)
    text = Watched(report.document.text)
    report.document.text = text
    calls = 0

    def count(frame: Any, event: str, arg: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        out = told(name, [report])
    finally:
        sys.setprofile(None)
    return calls + getattr(text, "cut", 0) + len(out)


@pytest.mark.parametrize("name", list(formats.FORMATS))
def test_the_work_grows_no_faster_than_the_findings(name: str) -> None:
    work(name, 10)  # Whatever is loaded or compiled once.
    few, many = work(name, 100), work(name, 400)
    assert many < 5 * few


def test_columns_are_counted_once() -> None:
    where = Lines("a\U00010400b\né東\r\U0001f600x\ud800y")
    places = {0: (1, 1), 1: (1, 2), 2: (1, 6), 5: (2, 3), 8: (3, 5), 10: (3, 9)}
    for at, place in places.items():
        assert Columns(where, 1).place(at) == place
    assert Columns(where, 2).place(2) == (1, 4)
    assert Columns(where, 2).place(8) == (3, 3)
