"""Grade a class: read submissions, score them (here, in worker processes or on a cluster), write them down.

A run may be killed at any moment and started again: a submission counts as graded only when its autograded
folder says so. That word is taken back before the gradebook's rows change, and given again after, when the
folder is put in its place in one step. Several runs at once store their batches one after the other.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import portalocker
from nbgrader.apps import NbGraderAPI
from nbgrader.preprocessors import AssignLatePenalties

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.classroom.build.checkoff import NAME as CHECKOFF
from b12course.classroom.configure import nbgrader_config
from b12course.classroom.grading import gradebook, intake
from b12course.classroom.grading.gradebook import GradebookWriter, Move, Penalty
from b12course.classroom.grading.intake import Dropped, Severity, Submission
from b12course.classroom.grading.scoring import Plan, Result
from b12course.classroom.grading.workers import GOES_ON, Job, Mapper, Outcome, Unseen, here, work
from b12course.learner import journal

# What says that a submission is graded, and from what: written last into its autograded folder.
RECORD = "graded.json"
BATCH = 64
_PATTERN = frozenset("*?[]")
# Of a journal that many handed in, as many names as fit one line.
MOST_NAMED = 5


@dataclass
class Summary:
    """What a run did."""

    assignment: str
    graded: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    dropped: dict[str, list[Dropped]] = field(default_factory=dict)
    seconds: float = 0.0


def collected(folder: ClassFolder) -> list[str]:
    """Return the assignments of which something has been collected. Raises BankError when there is none."""
    submitted = folder.root / NbGraderAPI(config=nbgrader_config(folder)).coursedir.submitted_directory
    names = {p.name for p in submitted.glob("*/*") if p.is_dir()}
    if not names:
        raise BankError([Finding("nothing has been collected: run `nbgrader collect ASSIGNMENT`", submitted)])
    return sorted(names - {CHECKOFF})  # an observer marks the check-off, no program


def chosen(folder: ClassFolder, named: Sequence[str] | None) -> list[str]:
    """Return the assignments that were named, else all collected ones.

    Raises BankError when there are none, or when the check-off is among them: no program grades it.
    """
    if named and CHECKOFF in named:
        what = (
            f"'{CHECKOFF}' is marked by an observer: run `nbgrader autograde {CHECKOFF}`, mark it in Formgrader, "
            f"then `nbgrader generate_feedback {CHECKOFF}`; `b12course checkoff` says who has passed"
        )
        raise BankError([Finding(what)])
    return list(named) if named else collected(folder)


def grade_assignment(
    folder: ClassFolder,
    assignment: str,
    mapper: Mapper = here,
    db_url: str | None = None,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Grade every collected submission of ``assignment`` that has changed since it was graded.

    ``tick(done, total)`` is called as work goes on. Raises BankError when nothing can be graded at all.
    """
    started = time.monotonic()
    config = nbgrader_config(folder)
    courses = NbGraderAPI(config=config).coursedir
    submitted = folder.root / courses.submitted_directory
    autograded = folder.root / courses.autograded_directory
    plan = Plan.of(folder, assignment)
    writer = GradebookWriter(
        db_url or courses.db_url, courses.course_id, assignment, plan.notebook, _penalty_plugin(config)
    )
    try:
        stored = writer.scores()
        jobs = [
            Job(s.name, p, _graded_from(autograded / s.name / assignment, writer.identity, stored.get(s.name)))
            for s, p in ((s, s / assignment) for s in sorted(submitted.glob("*")))
            if os.path.lexists(p)  # also what is no folder: intake says so
        ]
        if not jobs:
            what = f"nothing has been collected for '{assignment}': run `nbgrader collect {assignment}`"
            raise BankError([Finding(what, submitted)])
        summary = Summary(assignment)
        signatures: dict[str, list[str]] = defaultdict(list)
        tick(0, len(jobs))
        done = 0
        _clear_left_overs(autograded, assignment)
        for outcomes in mapper(partial(work, plan), _batches(jobs)):
            _store(outcomes, plan, writer, autograded, summary)
            for o in outcomes:
                # A copy may come when the first has been graded: those that did not change count as well.
                signature = (
                    o.result.signature if o.result else _text(_record(autograded / o.student / assignment), "signature")
                )
                if signature:
                    signatures[signature].append(o.student)
            done += len(outcomes)
            tick(done, len(jobs))
    except Unseen as e:
        raise BankError([Finding(f"{e}; put it there, and {GOES_ON}")]) from e
    except OSError as e:
        what = f"can't be written ({e.strerror}): mend that, and {GOES_ON}"
        raise BankError([Finding(what, Path(e.filename or autograded))]) from e
    finally:
        writer.close()
    _report_copies(signatures, summary)
    _report_names([j.student for j in jobs], summary)
    summary.seconds = time.monotonic() - started
    return summary


def _batches(jobs: list[Job]) -> Iterator[list[Job]]:
    """Cut the work into batches: small enough to share out, large enough to save commits."""
    size = max(1, min(BATCH, len(jobs) // (4 * (os.cpu_count() or 1)) or 1))
    rest = iter(jobs)
    while batch := list(islice(rest, size)):
        yield batch


def _graded_from(target: Path, identity: str, stored: dict[str, float | None] | None) -> str | None:
    """Return the fingerprint that a submission was last graded from, if that still stands.

    It does not when the scores in the gradebook are others, as in another gradebook or a backup put back.
    """
    record = _record(target)
    stands = record.get("gradebook") == identity and record.get("scores") == stored
    return _text(record, "fingerprint") if stands else None


def _record(target: Path) -> dict[str, Any]:
    """Return the record of a graded submission; an empty one where there is none."""
    try:
        data = json.loads((target / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _text(record: dict[str, Any], name: str) -> str | None:
    found = record.get(name)
    return found if isinstance(found, str) else None


def _store(outcomes: list[Outcome], plan: Plan, writer: GradebookWriter, autograded: Path, summary: Summary) -> None:
    """Put a batch down: files aside, then the gradebook's rows, then the files in their place."""
    new = []
    for o in outcomes:
        if o.failure is not None:
            summary.failed[o.student] = o.failure
        elif o.result is None or o.submission is None:
            summary.unchanged.append(o.student)
        else:
            new.append((o, o.result, o.submission))
    if not new:
        return
    with _alone(autograded, plan.assignment):
        staged = []
        for o, result, submission in new:
            target = autograded / o.student / plan.assignment
            staged.append((_stage(result, submission, plan, target, writer.identity), target))
        for _, target in staged:
            (target / RECORD).unlink(missing_ok=True)  # killed from here on, it is graded again
        summary.moves += writer.write([result for _, result, _ in new])
        for aside, target in staged:
            _replace(aside, target)
    for o, result, _ in new:
        summary.graded.append(o.student)
        if result.dropped:
            summary.dropped[o.student] = result.dropped


@contextmanager
def _alone(autograded: Path, assignment: str) -> Iterator[None]:
    """Keep other runs from storing meanwhile, so that folders and gradebook are written in the same order."""
    autograded.mkdir(parents=True, exist_ok=True)
    lock = portalocker.Lock(
        autograded / f".{assignment}.lock", timeout=gradebook.PATIENCE_S, check_interval=0.05, fail_when_locked=False
    )
    try:
        lock.acquire()
    except portalocker.exceptions.BaseLockException as e:
        what = (
            f"could not be locked for {gradebook.PATIENCE_S} seconds: wait until other runs that grade "
            f"'{assignment}' are done, and run this again"
        )
        raise BankError([Finding(what, Path(lock.filename))]) from e
    try:
        yield
    finally:
        lock.release()


def _clear_left_overs(autograded: Path, assignment: str) -> None:
    """Remove what a killed run left beside the autograded folders."""
    with _alone(autograded, assignment):
        for aside in autograded.glob(f"*/{_aside(assignment)}"):
            _remove(aside)


def _aside(assignment: str) -> str:
    return f".{assignment}.new"


def _stage(result: Result, submission: Submission, plan: Plan, target: Path, into: str) -> Path:
    """Write the autograded files beside their place. ``into`` names the gradebook that the scores go to."""
    aside = target.with_name(_aside(target.name))
    _remove(aside)
    aside.mkdir(parents=True)
    if result.notebook is not None:
        (aside / f"{plan.notebook}.ipynb").write_text(result.notebook, encoding="utf-8", errors="surrogatepass")
    if submission.answers:
        (aside / journal.NAME).write_bytes(submission.answers)
    if submission.timestamp:
        (aside / intake.TIMESTAMP).write_text(submission.timestamp + "\n", encoding="utf-8")
    if submission.secret:
        (aside / intake.SECRET).write_text(submission.secret, encoding="utf-8")
    record = {
        "fingerprint": result.fingerprint,
        "gradebook": into,
        "scores": result.scores,
        "signature": result.signature,
        "unsafe": result.unsafe,
        "dropped": [asdict(d) for d in result.dropped],
    }
    (aside / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return aside


def _replace(aside: Path, target: Path) -> None:
    _remove(target)
    aside.rename(target)


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _report_copies(signatures: dict[str, list[str]], summary: Summary) -> None:
    """Report journals with the same events at the same times; what it means is for the educator to say."""
    for students in signatures.values():
        for student in students if len(students) > 1 else []:
            rest = [s for s in students if s != student]
            others = ", ".join(rest[:MOST_NAMED])
            if len(rest) > MOST_NAMED:
                others += f" and {len(rest) - MOST_NAMED} more"
            what = f"holds the same answers, given at the same times, as that of {others}"
            summary.dropped.setdefault(student, []).append(Dropped(journal.NAME, what, Severity.SERIOUS))


def _report_names(students: list[str], summary: Summary) -> None:
    """Report learners whom nbgrader's own commands can't find: they take these characters for a pattern."""
    for student in students:
        if set(student) & _PATTERN:
            what = (
                "this learner's name has one of * ? [ ] in it: graded here, but nbgrader's own autograde and "
                "release_feedback do not find it. Rename the folder in submitted/ and grade again"
            )
            summary.dropped.setdefault(student, []).append(Dropped("name", what, Severity.ODD))


def _penalty_plugin(config: Any) -> Penalty:
    """Return nbgrader's late penalty plugin as its own AssignLatePenalties would run it."""
    assign = AssignLatePenalties(config=config)
    assign.init_plugin()
    penalty: Penalty = assign.plugin_inst.late_submission_penalty
    return penalty
