"""Grading speed as a ratio: this course's path against stock nbgrader, on the same submissions in one run.

    python -m benchmarks.grading                       # ratios for 1 and 2 workers
    python -m benchmarks.grading --sizes 100,1000,10000   # and how time and memory grow

Stock is nbgrader's own converters with their own lists of preprocessors: a kernel for every notebook.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from b12course.bank.folder import ClassFolder
from b12course.classroom.configure import configure
from b12course.classroom.grading.feedback import write_feedback
from b12course.classroom.grading.run import grade_assignment, here, in_processes
from b12course.learner.journal import NAME, Event
from tests.classroom.classes import ASSIGNMENT, Class

SAMPLE = 6  # stock takes about a second each; more would say the same


def fill(made: Class, count: int) -> None:
    """Put ``count`` submissions with random best, missing and free-text answers into ``submitted/``."""
    rng = random.Random(count)
    best = {i.id: i.variant(0).best() for i in made.bank}
    for number in range(count):
        folder = made.root / "submitted" / f"s{number:05}" / ASSIGNMENT
        shutil.copytree(made.root / "release" / ASSIGNMENT, folder)
        given = [i for i in best if rng.random() < 0.85]
        lines = [
            Event(i, "value", best[i]).line(n, f"2026-11-21T08:{number % 60:02}:{n:02}.{number % 1000:03}Z")
            for n, i in enumerate(given, 1)
        ]
        (folder / NAME).write_bytes(b"".join(lines))
        (folder / "timestamp.txt").write_text("2026-11-21 08:00:00.000000 UTC\n")


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def stock(made: Class) -> tuple[float, float]:
    """Return stock nbgrader's seconds a submission for autograde and for feedback."""
    config = Config()
    configure(config, made.root)
    for name in ("sanitize_preprocessors", "autograde_preprocessors"):
        del config.Autograde[name]
    del config.GenerateFeedback["preprocessors"]
    api = NbGraderAPI(config=config)
    api.log.setLevel("ERROR")
    students = sorted(p.name for p in (made.root / "submitted").iterdir())[: SAMPLE + 1]
    api.autograde(ASSIGNMENT, students[0], force=True, create=True)  # the first one pays for imports
    api.generate_feedback(ASSIGNMENT, students[0], force=True)
    grade = timed(lambda: [api.autograde(ASSIGNMENT, s, force=True, create=True) for s in students[1:]])
    feedback = timed(lambda: [api.generate_feedback(ASSIGNMENT, s, force=True) for s in students[1:]])
    return grade / SAMPLE, feedback / SAMPLE


def ours(made: Class, count: int, workers: int) -> tuple[float, float]:
    """Return our seconds a submission for grading (gradebook and notebooks written) and for feedback."""
    for name in ("autograded", "feedback", "gradebook.db"):
        path = made.root / name
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    made.release()
    folder = ClassFolder(made.root)
    grade = timed(lambda: grade_assignment(folder, ASSIGNMENT, here if workers == 1 else in_processes(workers)))
    feedback = timed(lambda: write_feedback(folder, ASSIGNMENT))
    return grade / count, feedback / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=400, help="submissions for our path")
    parser.add_argument("--sizes", default="", help="class sizes to show growth for, such as 100,1000,10000")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        made = Class.make(Path(root) / "class")
        made.release()
        fill(made, options.count)
        stock_grade, stock_feedback = stock(made)
        print(f"stock nbgrader: autograde {stock_grade * 1000:7.1f} ms, feedback {stock_feedback * 1000:7.1f} ms each")
        for workers in (1, 2):
            grade, feedback = ours(made, options.count, workers)
            print(
                f"{workers} worker{'s' if workers > 1 else ' '}:      grade     {grade * 1000:7.2f} ms, "
                f"feedback {feedback * 1000:7.2f} ms each"
                f"   → {stock_grade / grade:5.0f} × and {stock_feedback / feedback:5.0f} × stock"
            )
    for size in [int(s) for s in options.sizes.split(",") if s]:
        with tempfile.TemporaryDirectory() as root:
            made = Class.make(Path(root) / "class")
            made.release()
            fill(made, size)
            grade, feedback = ours(made, size, 1)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{size:6} submissions: {grade * 1000:5.2f} + {feedback * 1000:5.2f} ms each, {peak:5.0f} MiB at most"
            )


if __name__ == "__main__":
    main()
