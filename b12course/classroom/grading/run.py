"""Grade a class: read submissions, score them (here, in worker processes or on a cluster), write them down.

A run may be killed at any moment and started again: a submission counts as graded only when its autograded
folder says so. That word is taken back before the gradebook's rows change, and given again after, when the
folder is put in its place in one step. Several runs at once store their batches one after the other.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from multiprocessing import get_all_start_methods, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

import portalocker
from nbgrader.apps import NbGraderAPI
from nbgrader.preprocessors import AssignLatePenalties

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.classroom.configure import nbgrader_config
from b12course.classroom.grading import gradebook, intake, scoring
from b12course.classroom.grading.gradebook import ANSWER_S, GradebookWriter, Move, Penalty
from b12course.classroom.grading.intake import Dropped, Severity, Submission
from b12course.classroom.grading.scoring import Plan, Result
from b12course.learner import journal

# What says that a submission is graded, and from what: written last into its autograded folder.
RECORD = "graded.json"
BATCH = 64
# Of a journal that many handed in, as many names as fit one line.
MOST_NAMED = 5


@dataclass(frozen=True)
class Job:
    """One submission to grade: where it lies and what it was graded from last time, if at all."""

    student: str
    folder: Path
    graded_from: str | None


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


Mapper = Callable[[Callable[[list[Job]], list[Any]], Iterable[list[Job]]], Iterator[list[Any]]]


@dataclass(frozen=True)
class Outcome:
    """What a worker gives back for one submission: a result, nothing new, or why not."""

    student: str
    result: Result | None = None
    submission: Submission | None = None
    failure: str | None = None


def work(plan: Plan, jobs: list[Job]) -> list[Outcome]:
    """Read and score some submissions: the pure function that workers run."""
    out = []
    for job in jobs:
        try:
            _look(job.folder)
            submission = intake.take(job.folder, job.student, plan.layout)
            if scoring.fingerprint(plan, submission) == job.graded_from:
                out.append(Outcome(job.student))
            else:
                out.append(Outcome(job.student, scoring.grade(plan, submission), submission))
        except Exception as e:  # one submission must never stop a class; the reason is told
            out.append(Outcome(job.student, failure=f"{type(e).__name__}: {e}"))
    return out


def _look(folder: Path) -> None:
    """Raise OSError when a submission can't be seen from here: a worker without the class folder must not give 0."""
    if stat.S_ISDIR(folder.lstat().st_mode):
        os.scandir(folder).close()


def here(function: Callable[[list[Job]], list[Any]], batches: Iterable[list[Job]]) -> Iterator[list[Any]]:
    """Run batches in this process."""
    return map(function, batches)


def in_processes(workers: int) -> Mapper:
    """Return a mapper that runs batches in ``workers`` processes."""

    def run(function: Callable[[list[Job]], list[Any]], batches: Iterable[list[Job]]) -> Iterator[list[Any]]:
        # fork: a worker starts with everything loaded.
        method = "fork" if "fork" in get_all_start_methods() else "spawn"
        pool = ProcessPoolExecutor(workers, mp_context=get_context(method), initializer=_end_with_grader)
        waiting: deque[Future[list[Any]]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(function, batch))
                if len(waiting) > 2 * workers:  # results that nobody has stored yet take memory
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as e:
            what = "a worker process was killed, perhaps for want of memory: run this again with fewer --workers"
            raise BankError([Finding(f"{what}; it goes on where it stopped")]) from e
        finally:
            pool.shutdown(cancel_futures=True)

    return run


def _end_with_grader() -> None:
    """End this worker when the grader is gone, even killed: it would wait for work for ever."""
    grader = parent_process()

    def watch() -> None:
        if grader is not None:
            grader.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def on_dask(address: str) -> Mapper:
    """Return a mapper that runs batches on a Dask cluster; its workers must see the class folder.

    Raises BankError when Dask is not installed or no scheduler answers.
    """

    def run(function: Callable[[list[Job]], list[Any]], batches: Iterable[list[Job]]) -> Iterator[list[Any]]:
        try:
            from distributed import CancelledError, Client, KilledWorker, as_completed
        except ImportError as e:
            raise BankError([Finding("Dask is not installed: pip install 'b12course[scale]'")]) from e
        try:
            client = Client(address, timeout=f"{ANSWER_S}s", set_as_default=False)
        except (OSError, TimeoutError, ValueError) as e:
            raise BankError([Finding(f"no Dask scheduler answers at {address}: start one or mend --scheduler")]) from e
        with client:
            try:
                client.wait_for_workers(1, timeout=ANSWER_S)
                # Each result is let go once it is stored: a class's notebooks may not fit the workers' memory.
                for future in as_completed(client.map(function, list(batches), pure=False)):
                    yield future.result()
            except TimeoutError as e:
                what = f"the Dask scheduler at {address} has no worker: start `dask worker {address}`"
                raise BankError([Finding(what)]) from e
            except (ImportError, KilledWorker, OSError, CancelledError) as e:
                raise BankError([Finding(f"the Dask workers at {address} failed: {type(e).__name__}: {e}")]) from e

    return run


def collected(folder: ClassFolder) -> list[str]:
    """Return the assignments of which something has been collected. Raises BankError when there is none."""
    submitted = folder.root / NbGraderAPI(config=nbgrader_config(folder)).coursedir.submitted_directory
    names = sorted({p.name for p in submitted.glob("*/*") if p.is_dir()})
    if not names:
        raise BankError([Finding("nothing has been collected: run `nbgrader collect ASSIGNMENT`", submitted)])
    return names


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
    except OSError as e:
        what = f"can't be written ({e.strerror}): mend that and run this again; it goes on where it stopped"
        raise BankError([Finding(what, Path(e.filename or autograded))]) from e
    finally:
        writer.close()
    _report_copies(signatures, summary)
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


def _penalty_plugin(config: Any) -> Penalty:
    """Return nbgrader's late penalty plugin as its own AssignLatePenalties would run it."""
    assign = AssignLatePenalties(config=config)
    assign.init_plugin()
    penalty: Penalty = assign.plugin_inst.late_submission_penalty
    return penalty
