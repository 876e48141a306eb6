"""Texts in, reports out: what `check` and `fix` do with each file."""

import contextlib
import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from .checker import Limits, families_off
from .document import Document, Evidence
from .files import Source, read, shown
from .findings import Finding
from .inputs import Input, inputs, listed
from .lists import CardError
from .outcomes import Entries, Outcomes, checked
from .progress import Progress
from .report import NOT_ASKED, BeforeAfter, FileError, Report, Run, Trial
from .rulebook import FightingRulesError, Rule
from .segments import is_markup
from .settings import Settings
from .silences.changes import ChangesError
from .silences.quiet import Quiet
from .silences.sidecar import SuppressionError
from .watch import Watch

if TYPE_CHECKING:
    from .cleaner import Cleaning
    from .digests import Digests
    from .engines.languagetool.client import Match
    from .engines.languagetool.engine import Engine
    from .readability import Readability
    from .unchanged import Unchanged

# A run with fewer files and fewer bytes than this is over before a cache is open.
FEW_FILES = 16
FEW_BYTES = 100_000
DONE = "1"


@dataclass(eq=False, repr=False)
class Task:
    """What is done with each text: checked, or cleaned too; with or without scores, for which it is
    cleaned in any case, before and after."""

    settings: Settings
    evidence: Evidence
    quiet: Quiet
    clean: bool = False
    unsafe: bool = False
    readability: bool = False
    # A checker that is asked beside the rules, and notes on one that is wanted and not there.
    engine: "Engine | None" = None
    notes: tuple[str, ...] = ()
    # The folder that copies are written to, if they are.
    into: Path | None = None
    # In place of `cleaner.clean`, where a person has decided about the findings.
    cleaned_by: "Callable[..., Cleaning] | None" = None

    def rules(self, item: Input) -> tuple[Rule, ...]:
        """The rules in force for a text."""
        if item.path is None or not self.settings.per_file_ignores:
            return self._rules
        return self.settings.selected(item.name)

    @property
    def several(self) -> bool:
        """Whether there is more to know of a text than the outcome of checking it."""
        return self.clean or self.readability

    @property
    def more(self) -> bool:
        """Whether the rules' outcome is not all that the run needs."""
        return self.several or self.engine is not None

    @cached_property
    def _rules(self) -> tuple[Rule, ...]:
        return self.settings.selected()


def report_on(item: Input, task: Task, outcomes: Outcomes | None = None, jobs: int = 1) -> Report:
    """The report on one text; what `outcomes` knows is not worked out again. Of a long text up to
    `jobs` pieces are given to an engine at once.

    Raises FightingRulesError, SuppressionError, ChangesError, CardError (a damaged index).
    """
    document = Document(item.source.text, path=item.name, evidence=task.evidence)
    rules = task.rules(item)
    limits, watch = task.settings.limits, Watch(task.settings.max_seconds)
    languages: list[str] = []
    late: set[str] = set()

    def check(some: Document, limits: Limits) -> tuple[Finding, ...]:
        found = (outcomes.check if outcomes else checked)(some, rules, limits, watch)
        if some.text is document.text:
            languages.append(found.language)
        if task.engine is None or found.language != "en":
            return found.findings
        matches, slow = task.engine.matches(some, outcomes, jobs)
        late.update([task.engine.name] if slow else ())
        return _heard(some, found.findings, matches, item, task)

    def look(text: str) -> tuple[Finding, ...]:
        before = document.with_text(text)
        silence = Quiet(task.quiet.book, task.quiet.ran, task.quiet.today).silence(item.path, look)
        return silence(before, check(before, limits))

    silence = task.quiet.silence(item.path, look)
    cleaning: Cleaning | None = None
    findings: tuple[Finding, ...] = ()
    if not task.clean:
        found = check(document, limits._replace(unsafe=task.unsafe))
        findings = silence(document, found)
    if task.several:
        from . import cleaner

        def again(some: Document, its: Limits) -> tuple[Finding, ...]:
            return check(some, its) if task.clean or some is not document else found

        cleaning = (task.cleaned_by or cleaner.clean)(
            document, rules, limits, unsafe=task.unsafe, silence=silence, look=again
        )
        findings = cleaning.found if task.clean else findings
    figures = NOT_ASKED
    if task.readability and cleaning:
        about = languages[0], is_markup(document)
        figures = _readability(cleaning, findings, about, outcomes)
    return Report(
        document,
        findings,
        languages[0],
        item.source.encoding,
        cleaning if task.clean else None,
        tuple(sorted(watch.stopped | late)),
        figures,
        Trial(cleaning.applied, cleaning.left, cleaning) if cleaning and not task.clean else None,
        task.settings.scale,
        families_off(languages[0], rules),
    )


def _heard(
    document: Document,
    findings: tuple[Finding, ...],
    matches: "Sequence[Match]",
    item: Input,
    task: Task,
) -> tuple[Finding, ...]:
    """The findings of the rules, with what an engine sees."""
    from .opinions import SPLICE, heard

    path = item.name if item.path else None
    splice = next((rule for rule in task.rules(item) if rule.id == SPLICE), None)
    return heard(
        document, findings, matches, lambda rule: task.settings.of_engine(rule, path), splice
    )


def _readability(
    made: "Cleaning",
    findings: tuple[Finding, ...],
    about: tuple[str, bool],
    outcomes: Outcomes | None,
) -> "BeforeAfter[Readability]":
    """The readability of a text as it was read, without the lines that cleaning takes out, and of
    what cleaning made of it. `about` says its language, and whether it is marked up."""
    from .readability import Counts, counts, counts_after, readability, whole_lines

    def known(what: object, text: str, make: Callable[[str], Counts]) -> Counts:
        return Counts(*outcomes.data(f"counts {what}", text, make)) if outcomes else make(text)

    language, markup = about
    gone = whole_lines(made.before, [removal.span for removal in made.removed])
    places = [(span.start, span.end) for span in gone]
    old = known(places, made.before, lambda text: counts(text, gone))
    new = known(
        "after", made.after, lambda text: counts_after(made.before, text, made.edits, old, gone)
    )
    return BeforeAfter(
        readability(made.before, findings, language, gone, old, markup),
        readability(made.after, made.left, language, (), new, markup),
    )


def reports(
    paths: Sequence[str],
    task: Task,
    run: Run,
    stdin_name: str | None = None,
    *,
    jobs: int = 1,
    cached: bool = False,
    progress: bool = True,
) -> Generator[tuple[Input, Report], None, None]:
    """Each text with its report, which is also added to `run`.

    With several `jobs` texts are checked in other processes before it is their turn, and what is
    `cached` is not checked again: the reports are the same. On a terminal a bar shows the
    `progress`, if that is wanted.
    """
    groups = listed(paths, task.settings, task.into)
    files = [path for group in groups for path in group.found.files]
    change = task.quiet.change
    with contextlib.ExitStack() as ending:
        outcomes = _outcomes(task, files, jobs, cached)
        ahead = None
        if task.engine:
            ending.callback(task.engine.stop)
        if outcomes and outcomes.cache:
            ending.callback(outcomes.cache.close)
        unchanged = _unchanged(task, outcomes)
        if unchanged:
            ending.callback(unchanged.close)
            files = [path for path in files if not unchanged.knows(path)]
        if outcomes and jobs > 1 and change is None:
            from .ahead import CHUNK_FILES, Ahead

            do = partial(rehearse, task, outcomes.digests)
            chunk = 1 if task.engine else CHUNK_FILES
            ahead = Ahead(files, jobs, outcomes, partial(_known, task, outcomes), do, chunk)
            ending.callback(ahead.end)
        bar = Progress(len(files), silent=not progress)
        ending.callback(bar.clear)
        read_one = ahead.read if ahead else read

        def read_if_need_be(path: Path) -> Source:
            return (unchanged and unchanged.source(path)) or read_one(path)

        texts = inputs(groups, run, stdin_name=stdin_name, change=change, read=read_if_need_be)
        for item in texts:
            known = unchanged.report(item.path) if unchanged else None
            if known is None:
                bar.step()
            if known is None and ahead and item.path and not ahead.wait(item.path):
                what = "two processes were killed over it; is there enough memory?"
                run.errors.append(
                    FileError(item.name, f"{shown(item.name)} cannot be checked: {what}")
                )
                continue
            try:
                report = known or report_on(item, task, outcomes, jobs)
                if known:
                    report = replace(known, off=families_off(known.language, task.rules(item)))
                    # For what is to be said at the end about silences that silence nothing.
                    task.quiet.silence(item.path, _no_other)(known.document, ())
            except (FightingRulesError, SuppressionError, ChangesError, CardError) as problem:
                run.errors.append(FileError(item.name, str(problem)))
                continue
            _note_done(task, outcomes, item, report)
            run.reports.append(report)
            if report.findings or task.several:
                bar.make_way()
            elif unchanged and item.path and not known and not report.stopped:
                unchanged.add(item.path, report)
            yield item, report
    run.notes += [*task.notes, *task.quiet.ending()]
    run.errors += _trouble(task)


def _note_done(task: Task, outcomes: Outcomes | None, item: Input, report: Report) -> None:
    """Note that all is known which the task needs for this text, if that takes more than the
    outcome."""
    whole = not report.stopped and not (task.engine and task.engine.gone)
    if outcomes and outcomes.cache and task.more and whole:
        mark = _mark(task, outcomes.digests, item)
        if outcomes.value(mark) is None:
            outcomes.add(mark, DONE)


def _trouble(task: Task) -> list[FileError]:
    """What is to be said of an engine that a run had to go on without."""
    if task.engine is None or not task.engine.gone:
        return []
    return [FileError(task.engine.name, task.engine.last_words)]


def _unchanged(task: Task, outcomes: Outcomes | None) -> "Unchanged | None":
    """Where files in which nothing was found are known by; nowhere if there is more to tell of a
    text than that nothing was found in it."""
    quiet = task.quiet
    if outcomes is None or outcomes.cache is None or task.more or quiet.baseline or quiet.change:
        return None
    from .unchanged import Unchanged

    given = repr((task.settings, task.settings.limits, os.path.abspath(task.settings.folder)))
    return Unchanged(outcomes, lambda folder: outcomes.digests.folder(given, folder))


def _no_other(_: str) -> tuple[Finding, ...]:
    return ()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _outcomes(task: Task, files: Sequence[Path], jobs: int, cached: bool) -> Outcomes | None:
    """Where outcomes are kept; nowhere in a run that is too small to be worth it."""
    few = task.engine is None and len(files) < FEW_FILES and _size(files) < FEW_BYTES
    if few or not (cached or (jobs > 1 and len(files) > 1)):
        return None
    from .cache import Cache
    from .compiled import cache_folder
    from .digests import Digests, closed

    try:
        digests = Digests(task.evidence, tuple(map(Path, task.settings.rules)))
    except OSError:
        return None
    cache = None
    if cached and closed(task.settings.selected()):
        place = cache_folder()
        cache = Cache(place) if place else None
    return Outcomes(digests, cache)


def _size(files: Sequence[Path]) -> int:
    total = 0
    for path in files:
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    return total


def _mark(task: Task, digests: "Digests", item: Input) -> bytes:
    """The key that says that all is known which the task needs for this text: the outcome itself,
    if that is all."""
    document = Document(item.source.text, path=item.name)
    key = digests.check(document, task.rules(item), task.settings.limits, ())
    if not task.more:
        return key
    engine = task.engine.identity.encode() if task.engine else b""
    return key + bytes([task.clean, task.unsafe, task.readability]) + engine


def _known(task: Task, outcomes: Outcomes, item: Input) -> Entries | None:
    if outcomes.cache is None:
        return None
    mark = _mark(task, outcomes.digests, item)
    value = outcomes.cache.get(mark)
    if value is None and task.engine:
        task.engine.start()  # Here, so that one server serves all workers.
    return None if value is None else {mark: (value, False)}


def rehearse(task: Task, digests: "Digests", item: Input) -> Entries:
    """What a run will have to know of a text, worked out in another process."""
    outcomes = Outcomes(digests, fresh={})
    # Whatever it is, the run itself comes to the same place and knows what to say.
    with contextlib.suppress(Exception):
        report_on(item, task, outcomes)
    return outcomes.fresh or {}
