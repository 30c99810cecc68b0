"""A simulated class on one machine, from release to report, through the real pipeline."""

from __future__ import annotations

import random
import shutil
import statistics
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.bank.items import ItemBase
from b12course.bank.items.blanks import Cloze
from b12course.bank.items.composite import Case
from b12course.bank.items.grids import Matrix
from b12course.bank.learner_view import variant_number
from b12course.bank.loading import load_module
from b12course.classroom.configure import CONFIG, nbgrader_config
from b12course.classroom.grading.feedback import write_feedback
from b12course.classroom.grading.run import Summary, grade_assignment
from b12course.classroom.grading.summary import write_left_out
from b12course.classroom.report import write_report
from b12course.learner.journal import NAME, Event, Journal

COPIED = ("course", "assessments", "source", CONFIG)
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DUE = START + timedelta(days=7)


@dataclass
class Report:
    """What a demo shows at its end. ``scores`` are points by learner; ``seconds`` by stage."""

    root: Path
    assignment: str
    summary: Summary
    scores: dict[str, float] = field(default_factory=dict)
    most: float = 0.0
    late: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    pages: list[Path] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    left_out: int = 0
    class_report: Path = Path()


def run_demo(folder: ClassFolder, target: Path, students: int, seed: int) -> Report:
    """Simulate ``students`` learners in a copy of the class folder at ``target``, which must not exist yet.

    Raises BankError when it does, or when there is nothing to assess.
    """
    if target.exists():
        raise BankError([Finding("exists already: name another folder, or delete it", target)])
    items = sorted((folder.assessments / "items").glob("*.yaml"))
    if not items:
        raise BankError([Finding("has no items, so there is nothing to assess", folder.assessments / "items")])
    assignment = items[0].stem
    seconds: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Any:
        started = time.perf_counter()
        yield
        seconds[name] = time.perf_counter() - started

    for name in COPIED:
        source = folder.root / name
        ignore = shutil.ignore_patterns("answers*.jsonl", ".ipynb_checkpoints")
        target.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target / name, ignore=ignore) if source.is_dir() else shutil.copy(source, target)
    made = ClassFolder(target)
    api = NbGraderAPI(config=nbgrader_config(made))
    api.log.setLevel("ERROR")
    with stage("release"):
        with Gradebook(api.coursedir.db_url, api.coursedir.course_id) as gradebook:
            gradebook.update_or_create_assignment(assignment, duedate=DUE.isoformat())
        outcome = api.generate_assignment(assignment, force=True, create=True)
        if not outcome["success"]:
            raise BankError([Finding(f"nbgrader could not release it: {outcome['error']}", target / assignment)])
    bank = list(load_module(items[0], made.profile_code).items)
    late, absent = [], []
    with stage("hand-in"):
        for number in range(1, students + 1):
            rng = random.Random(f"{seed}/{number}")
            student = f"learner-{number:02}"
            how = _habit(rng, number)
            if how == "absent":
                absent.append(student)
                continue
            if how == "late":
                late.append(student)
            _hand_in(made, assignment, student, bank, rng, how)
    with stage("grading"):
        summary = grade_assignment(made, assignment)
    left_out = write_left_out(made, summary)
    with stage("feedback"):
        pages = write_feedback(made, assignment)
    with stage("report"):
        written = write_report(made, assignment)
    report = Report(target, assignment, summary, late=late, absent=absent, pages=pages, seconds=seconds)
    report.class_report = written.page
    report.left_out = len(left_out)
    with Gradebook(api.coursedir.db_url, api.coursedir.course_id) as gradebook:
        for s in gradebook.assignment_submissions(assignment):
            report.scores[s.student.id] = s.score
            report.most = s.max_score
    return report


def _habit(rng: random.Random, number: int) -> str:
    """Draw what a learner does besides answering; the first few show each habit once."""
    habits = ("late", "absent", "damaged", "code added", "twice")
    if number <= len(habits):
        return habits[number - 1]
    return rng.choices(("on time", *habits), weights=(80, 6, 4, 3, 3, 4))[0]


def _hand_in(
    made: ClassFolder, assignment: str, student: str, bank: list[ItemBase], rng: random.Random, how: str
) -> None:
    """Put a submission where nbgrader's collect would, answered through the real journal."""
    folder = made.root / "submitted" / student / assignment
    shutil.copytree(made.root / "release" / assignment, folder)
    ability = rng.gauss(0.7, 0.15)
    at = DUE + timedelta(hours=rng.uniform(1, 30)) if how == "late" else START + timedelta(hours=rng.uniform(1, 160))
    journal = Journal(folder / NAME, clock=_ticking(at, rng))
    for _ in range(2 if how == "twice" else 1):
        for item in bank:
            variant = variant_number(item.id, student, item.variants())
            value = _answer(item.variant(variant), ability, rng)
            if value is not None:
                journal.append(Event(item.id, "value", value, of=item.version, variant=variant))
    (folder / "timestamp.txt").write_text(f"{at:%Y-%m-%d %H:%M:%S.%f} UTC\n", encoding="utf-8")
    notebook = folder / f"{assignment}.ipynb"
    if how == "damaged":
        notebook.write_text(notebook.read_text(encoding="utf-8")[:2000], encoding="utf-8")
    if how == "code added":
        code = '{"cell_type": "code", "id": "new", "metadata": {}, "outputs": [], "execution_count": 1, "source": "1"}'
        text = notebook.read_text(encoding="utf-8")
        notebook.write_text(text.replace('"cells": [', f'"cells": [{code},', 1), encoding="utf-8")


def _ticking(at: datetime, rng: random.Random) -> Callable[[], datetime]:
    """Return a clock that moves on by some seconds an answer."""
    now = [at - timedelta(minutes=40)]

    def tick() -> datetime:
        now[0] += timedelta(seconds=rng.uniform(5, 90))
        return now[0]

    return tick


def _answer(item: ItemBase, ability: float, rng: random.Random) -> Any:
    """Return an answer as a learner of this ability might give it; None for a question left open."""
    if rng.random() < 0.03:
        return None
    if isinstance(item, Case):
        answers = {n: _answer(i, ability, rng) for n, i in item.numbered().items()}
        return {n: a for n, a in answers.items() if a is not None} or None
    best = item.best()
    if rng.random() < ability:
        return best
    if isinstance(best, dict) and len(best) > 1 and "unit" not in best:
        filled = {k: v if rng.random() < ability else _slip(item, k, rng) for k, v in best.items()}
        return {k: v for k, v in filled.items() if v is not None} or None
    if isinstance(best, list) and best and all(isinstance(b, str) for b in best):
        options = list(getattr(item, "options", best))
        chosen = [b for b in best if rng.random() < ability] + [
            o for o in options if o not in best and rng.random() < 0.3
        ]
        return item.parse(chosen[: len(best)]) if chosen and item.type != "scenario" else best[:1]
    options = list(getattr(item, "options", []))
    if options:
        return rng.choice(options)
    if item.type == "hotspot":
        return [round(rng.random(), 3), round(rng.random(), 3)]
    if item.type == "syringe":
        return round(best * rng.choice((0.5, 0.9, 1.1)), 2)
    if item.type == "numeric":
        return {**best, "value": best["value"] * rng.choice((0.1, 2, 10))}
    return best


def _slip(item: ItemBase, place: str, rng: random.Random) -> str | None:
    """Return what a learner who is unsure puts into a row or a gap, perhaps the right thing; None for nothing."""
    if isinstance(item, Matrix):
        return rng.choice(list(item.columns))
    if isinstance(item, Cloze):
        return rng.choice(list(item.fillings(place)))
    return None


def told(report: Report) -> list[str]:
    """Return the plain summary of a demo."""
    scores = sorted(report.scores.values())
    lines = [
        f"{len(report.summary.graded)} learners graded, {len(report.absent)} handed nothing in"
        f" ({', '.join(report.absent)}), {len(report.late)} late ({', '.join(report.late)}).",
        f"Scores before free text is marked: {scores[0]:g} to {scores[-1]:g} of {report.most:g},"
        f" median {statistics.median(scores):g}.",
    ]
    for student, dropped in sorted(report.summary.dropped.items()):
        lines += [f"  {student}: {d.where} {d.what} ({d.severity})" for d in dropped if d.severity != "note"]
    for student, why in report.summary.failed.items():
        lines.append(f"  {student} could not be graded: {why}")
    stages = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in report.seconds.items())
    lines.append(f"Time: {stages}.")
    lines.append(f"Feedback pages: {report.pages[0].parents[2]}/LEARNER/{report.assignment}/{report.assignment}.html")
    lines.append(f"Class report: {report.class_report}")
    lines.append(f"Look around: cd {report.root} && b12course learn")
    return lines
