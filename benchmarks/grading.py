"""Grading speed as a ratio: this course's path against stock nbgrader, on the same answers in one run.

    python -m benchmarks.grading                          # ratios for 1 and 2 workers, medians of several rounds
    python -m benchmarks.grading --short                  # the same in about half a minute, less exact
    python -m benchmarks.grading --sizes 100,1000,10000   # and how time and memory grow, stage by stage

Both sides store grades and autograded notebooks, then feedback pages. Stock is nbgrader's own converters with
their own lists of preprocessors, a kernel for every notebook, on an assignment as nbgrader's documentation writes
them: as many graded cells, hidden tests that compare the same answers, and nothing of this course to import.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import shutil
import statistics
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from b12course.classroom.configure import put_programs_on_path
from b12course.classroom.grading import feedback, gradebook, run, workers
from b12course.learner.journal import NAME, Event
from tests.classroom.classes import ASSIGNMENT, Class, best_answers
from tests.classroom.random_answers import possible_answer

RIGHT, OPEN = 0.65, 0.08  # how often a learner gives the best answer, and none
SAID = "{}: find the two bones, draw the triangle and stay in its middle. I would show it on a model, step {}."
# What a run's time goes to, and the function that does it.
STAGES: dict[str, tuple[Any, str]] = {
    "load": (run.Plan, "of"),
    "read": (workers.intake, "take"),
    "score": (workers.scoring, "grade"),
    "write files": (run, "_stage"),
    "gradebook": (gradebook.GradebookWriter, "write"),
    "put in place": (run, "_replace"),
}


def fill(made: Class, count: int) -> None:
    """Put ``count`` submissions as learners make them into ``submitted/``: best, other and missing answers."""
    rng = random.Random(count)
    best = best_answers(made.bank)
    public = [i.public() for i in made.bank]
    for number in range(count):
        folder = made.root / "submitted" / f"s{number:05}" / ASSIGNMENT
        shutil.copytree(made.root / "release" / ASSIGNMENT, folder)
        given = {i["id"]: _answer(i, best[i["id"]], number, rng) for i in public if rng.random() > OPEN}
        lines = [
            Event(i, "value", value).line(n, f"2026-11-21T08:{number % 60:02}:{n:02}.{number % 1000:03}Z")
            for n, (i, value) in enumerate(given.items(), 1)
        ]
        (folder / NAME).write_bytes(b"".join(lines))
        (folder / "timestamp.txt").write_text("2026-11-21 08:00:00.000000 UTC\n")


def _answer(item: dict[str, Any], best: Any, number: int, rng: random.Random) -> Any:
    if item["type"] == "text":
        return SAID.format(number, rng.random())
    return best if rng.random() < RIGHT else possible_answer(item, rng)


# -- stock --------------------------------------------------------------------------------------


class Stock:
    """A class folder of nbgrader's alone, with the same answers handed in."""

    def __init__(self, root: Path, made: Class, sample: int) -> None:
        self.root = root
        config = Config()
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.course_id = "stock"
        self.api = NbGraderAPI(config=config)
        self.api.log.setLevel("CRITICAL")
        source = root / "source" / ASSIGNMENT
        source.mkdir(parents=True)
        nbformat.write(_plain_notebook(made), source / f"{ASSIGNMENT}.ipynb")
        _succeed(self.api.generate_assignment(ASSIGNMENT, force=True, create=True))
        theirs = sorted((made.root / "submitted").iterdir())
        self.waiting = [p.name for p in theirs[: sample + 1]]
        for student in self.waiting:
            folder = root / "submitted" / student / ASSIGNMENT
            shutil.copytree(root / "release" / ASSIGNMENT, folder)
            for name in (NAME, "timestamp.txt"):
                shutil.copy(made.root / "submitted" / student / ASSIGNMENT / name, folder)
        self.measure(1)  # the first one pays for imports

    def measure(self, count: int) -> tuple[float, float]:
        """Return the seconds that autograde and feedback take for each of the next ``count`` submissions."""
        students, self.waiting = self.waiting[:count], self.waiting[count:]
        grade = timed(lambda: [_succeed(self.api.autograde(ASSIGNMENT, s, create=True)) for s in students])
        pages = timed(lambda: [_succeed(self.api.generate_feedback(ASSIGNMENT, s)) for s in students])
        with Gradebook(self.api.coursedir.db_url, "stock") as book:
            for s in students:
                grades = [g for n in book.find_submission(ASSIGNMENT, s).notebooks for g in n.grades]
                assert sum(g.auto_score or 0 for g in grades) > 0, f"stock nbgrader gave {s} nothing"
        return grade / len(students), pages / len(students)


def _plain_notebook(made: Class) -> Any:
    """Return the same questions as an assignment in nbgrader's own way."""
    role = {"schema_version": 3, "task": False}
    tested = {**role, "grade": True, "solution": False, "locked": True}
    written = {**role, "grade": True, "solution": True, "locked": False}
    cells = [
        new_code_cell(
            "import json\n"
            f"lines = [json.loads(l) for l in open({NAME!r})]\n"
            "answers = {l['item']: l['value'] for l in lines}"
        )
    ]
    for item in made.bank:
        cells.append(new_markdown_cell(item.stem))
        points = float(item.max_points)
        if item.type == "text":
            data = {**written, "grade_id": item.id, "points": points}
            cells.append(new_markdown_cell("Your answer", metadata={"nbgrader": data}))
            continue
        test = f"{points} if answers.get({item.id!r}) == json.loads({json.dumps(item.best())!r}) else 0.0"
        hidden = f"### BEGIN HIDDEN TESTS\n{test}\n### END HIDDEN TESTS"
        cells.append(new_code_cell(hidden, metadata={"nbgrader": {**tested, "grade_id": item.id, "points": points}}))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _succeed(outcome: dict[str, Any]) -> None:
    assert outcome["success"], outcome["error"] or outcome["log"]


# -- ours ---------------------------------------------------------------------------------------


def clear(made: Class) -> None:
    """Take back what a run left."""
    for name in ("autograded", "feedback"):
        shutil.rmtree(made.root / name, ignore_errors=True)
    shutil.copy(made.root / "gradebook.released.db", made.root / "gradebook.db")


def ours(made: Class, count: int, processes: int) -> tuple[float, float]:
    """Return our seconds a submission for grading (gradebook and notebooks written) and for feedback."""
    clear(made)
    mapper = workers.here if processes == 1 else workers.in_processes(processes)
    grade = timed(lambda: run.grade_assignment(made.folder, ASSIGNMENT, mapper))
    pages = timed(lambda: feedback.write_feedback(made.folder, ASSIGNMENT))
    assert len(made.graded_students()) == count
    return grade / count, pages / count


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(count: int, rounds: int, sample: int, crews: list[int]) -> None:
    """Print both sides' times and their ratios, side by side in every round: a busy machine slows both."""
    with tempfile.TemporaryDirectory() as root:
        made = Class.make(Path(root) / "class")
        made.release()
        fill(made, count)
        other = Stock(Path(root) / "stock", made, sample * rounds)
        stock: list[tuple[float, float]] = []
        mine: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for _ in range(rounds):
            stock.append(other.measure(sample))
            for crew in crews:
                mine[crew].append(ours(made, count, crew))
    print(f"{count} submissions of {ASSIGNMENT}, medians of {rounds} rounds (stock: {sample} submissions a round)")
    print(
        f"stock nbgrader   autograde {1000 * _median(stock, 0):8.1f} ms   feedback {1000 * _median(stock, 1):8.1f} ms"
    )
    for crew, times in mine.items():
        ratios = [(s[0] / t[0], s[1] / t[1]) for s, t in zip(stock, times, strict=True)]
        print(
            f"{crew} worker{' ' if crew == 1 else 's'}        grade     {1000 * _median(times, 0):8.2f} ms   "
            f"feedback {1000 * _median(times, 1):8.2f} ms   "
            f"= {_median(ratios, 0):4.0f} × and {_median(ratios, 1):4.0f} × "
            f"(grading {min(r[0] for r in ratios):.0f} to {max(r[0] for r in ratios):.0f})"
        )


def _median(pairs: list[tuple[float, float]], of: int) -> float:
    return statistics.median(p[of] for p in pairs)


# -- growth -------------------------------------------------------------------------------------


@contextmanager
def stages() -> Iterator[dict[str, float]]:
    """Yield where the seconds of each stage are added up while the block runs."""
    spent: dict[str, float] = defaultdict(float)

    def clocked(stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timing(*args: Any, **more: Any) -> Any:
            started = time.perf_counter()
            try:
                return work(*args, **more)
            finally:
                spent[stage] += time.perf_counter() - started

        return timing

    with ExitStack() as patched:
        for stage, (owner, name) in STAGES.items():
            patched.enter_context(mock.patch.object(owner, name, clocked(stage, getattr(owner, name))))
        yield spent


def grow(size: int) -> tuple[float, float, float, float, dict[str, float]]:
    """Measure one class in a process of its own.

    Returns milliseconds a submission for grading and for feedback, MiB before and at most, and the stages.
    """
    with tempfile.TemporaryDirectory() as root:
        made = Class.make(Path(root) / "class")
        made.release()
        fill(made, size)
        clear(made)
        before = _peak()
        with stages() as spent:
            grade = timed(lambda: run.grade_assignment(made.folder, ASSIGNMENT))
        pages = timed(lambda: feedback.write_feedback(made.folder, ASSIGNMENT))
        spent["rest"] = grade - sum(spent.values())
        each = {stage: 1000 * seconds / size for stage, seconds in spent.items()}
        return 1000 * grade / size, 1000 * pages / size, before, _peak(), each


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300, help="submissions for our path")
    parser.add_argument("--rounds", type=int, default=5, help="how often both sides are measured")
    parser.add_argument("--sample", type=int, default=4, help="submissions a round for stock, a second or more each")
    parser.add_argument("--short", action="store_true", help="100 submissions, 2 rounds")
    parser.add_argument("--workers", default="1,2", help="numbers of worker processes")
    parser.add_argument("--sizes", default="", help="class sizes to show growth for, such as 100,1000,10000")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    put_programs_on_path()
    crews = [int(n) for n in options.workers.split(",") if n]
    if options.short:
        compare(100, 2, 2, crews)
    elif options.count:
        compare(options.count, options.rounds, options.sample, crews)
    for size in [int(s) for s in options.sizes.split(",") if s]:
        with multiprocessing.get_context("spawn").Pool(1) as fresh:
            grade, pages, before, peak, each = fresh.apply(grow, (size,))
        print(
            f"{size:6} submissions   grade {grade:6.2f} ms   feedback {pages:5.2f} ms each   "
            f"{before:4.0f} MiB before, {peak:4.0f} MiB at most"
        )
        print("        " + ", ".join(f"{stage} {ms:.2f}" for stage, ms in each.items()))


if __name__ == "__main__":
    main()
