"""A class in a temporary folder: copied from the repository, run with nbgrader's own commands."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock
from zlib import crc32

import matplotlib as mpl
import nbformat
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.converters import Autograde

from b12course.bank.folder import ClassFolder
from b12course.bank.loading import Bank, load_bank
from b12course.classroom.configure import nbgrader_config
from b12course.classroom.grading.run import grade_assignment
from b12course.cli import main
from b12course.learner.journal import NAME, Event, Journal
from tests import processes

ROOT = Path(__file__).parents[2]
ASSIGNMENT = "04_sites"
COPIED = ("course", "assessments", "source", "nbgrader_config.py")
# What says to our code that nbgrader runs it; nbgrader leaves it set after a failure.
EXECUTION = "NBGRADER_EXECUTION"


@dataclass
class Class:
    """A class folder with nbgrader at work in it."""

    root: Path
    assignment: str = ASSIGNMENT

    @classmethod
    def make(cls, root: Path) -> Class:
        root.mkdir(parents=True, exist_ok=True)
        for name in COPIED:
            source = ROOT / name
            ignore = shutil.ignore_patterns("answers*.jsonl", ".ipynb_checkpoints")
            shutil.copytree(source, root / name, ignore=ignore) if source.is_dir() else shutil.copy(source, root)
        return cls(root)

    def clone(self, root: Path) -> Class:
        """Copy the whole class, its release and gradebook included."""
        shutil.copytree(self.root, root)
        return Class(root, self.assignment)

    # -- commands -------------------------------------------------------------------------

    @property
    def env(self) -> dict[str, str]:
        """A home of its own, so that nothing of the machine's user is read or written (fonts are: they take long)."""
        home = self.root / "home"
        home.mkdir(exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if k not in (EXECUTION, "JUPYTERHUB_USER", "NB_USER")}
        own = {"HOME": str(home), "JUPYTER_DATA_DIR": str(home / "data"), "MPLCONFIGDIR": mpl.get_cachedir()}
        return {**kept, **own, "PYTHONWARNINGS": "ignore"}

    def run(
        self, *command: str, ok: bool = True, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run ``python -m …`` in the class folder."""
        done = processes.run([sys.executable, "-m", *command], cwd or self.root, {**self.env, **(env or {})}, 300)
        assert not ok or done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
        return done

    def nbgrader(
        self, *args: str, ok: bool = True, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return self.run("nbgrader", *args, ok=ok, cwd=cwd, env=env)

    def b12course(self, *args: str, ok: bool = True, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run ``b12course`` in the class folder, in this process: loading everything anew takes seconds."""
        said, complained = io.StringIO(), io.StringIO()
        with (
            contextlib.chdir(cwd or self.root),
            mock.patch.object(sys, "argv", ["b12course", *args]),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(complained),
        ):
            try:
                main()
                code = 0
            except SystemExit as e:
                code = int(e.code or 0)
        done = subprocess.CompletedProcess(args, code, said.getvalue(), complained.getvalue())
        assert not ok or code == 0, done.stdout + done.stderr
        return done

    # -- the educator ---------------------------------------------------------------------

    def release(self) -> None:
        """Make the release version as an educator does."""
        self.nbgrader("generate_assignment", self.assignment, "--create", "--force")
        shutil.copy(self.root / "gradebook.db", self.root / "gradebook.released.db")

    @property
    def folder(self) -> ClassFolder:
        """The class folder as it stands now."""
        return ClassFolder(self.root)

    @property
    def items_file(self) -> Path:
        """The educator's items of the assignment."""
        return self.root / "assessments" / "items" / f"{self.assignment}.yaml"

    @property
    def bank(self) -> Bank:
        """The assignment's items, keys included."""
        return load_bank([self.items_file], self.folder.profile_code)

    @property
    def api(self) -> NbGraderAPI:
        return NbGraderAPI(config=nbgrader_config(self.folder))

    def mend(self, old: str, new: str) -> None:
        """Change the educator's item file where ``old`` stands, once."""
        text = self.items_file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        self.items_file.write_text(text.replace(old, new), encoding="utf-8")

    # -- learners -------------------------------------------------------------------------

    def hand_in(self, student: str, answers: Mapping[str, Any], variants: Mapping[str, int] | None = None) -> Path:
        """Put a submission of ``student`` where collect would put it.

        The journal is written at once, each learner's at times of its own. ``answer`` writes the real one, which
        waits for the disk at each line.
        """
        target = self.root / "submitted" / student / self.assignment
        shutil.copytree(self.root / "release" / self.assignment, target)
        begun = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=crc32(student.encode()) % 1_000_000)
        lines = [
            e.line(n, f"{begun + timedelta(seconds=n):%Y-%m-%dT%H:%M:%S.000Z}")
            for n, e in enumerate(events(answers, variants), 1)
        ]
        if lines:
            (target / NAME).write_bytes(b"".join(lines))
        return target

    def submitted(self, student: str) -> Path:
        return self.root / "submitted" / student / self.assignment / f"{self.assignment}.ipynb"

    def tamper(self, student: str, change: Callable[[Any], object]) -> None:
        """Change the notebook that ``student`` handed in."""
        path = self.submitted(student)
        nb = nbformat.read(path, as_version=4)
        change(nb)
        path.write_text(json.dumps(nb), encoding="utf-8")

    # -- grading --------------------------------------------------------------------------

    def autograde(self, student: str, ok: bool = True, kernel: bool = False) -> dict[str, Any]:
        """Autograde as nbgrader's command and Formgrader's button do; with ``kernel``, by running the notebook."""
        config = nbgrader_config(self.folder)
        if kernel:
            config.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()
        try:
            outcome = NbGraderAPI(config=config).autograde(self.assignment, student, force=True, create=True)
        finally:
            os.environ.pop(EXECUTION, None)
        assert not ok or outcome["success"], outcome["error"] or outcome["log"]
        return outcome

    def grade_as_data(self, root: Path) -> Class:
        """Return a copy of the class with all that was handed in graded without nbgrader's autograde."""
        copy = self.clone(root)
        shutil.rmtree(copy.root / "autograded", ignore_errors=True)
        (copy.root / "gradebook.released.db").replace(copy.root / "gradebook.db")
        grade_assignment(copy.folder, copy.assignment)
        return copy

    def graded_students(self) -> list[str]:
        """Return who has an autograded notebook."""
        return sorted(p.parent.name for p in (self.root / "autograded").glob(f"*/{self.assignment}"))

    def gradebook(self) -> Gradebook:
        api = self.api
        return Gradebook(api.coursedir.db_url, api.coursedir.course_id)

    def grades(self, student: str) -> dict[str, Any]:
        """Return the gradebook's rows of a student by grade id."""
        with self.gradebook() as gradebook:
            submission = gradebook.find_submission(self.assignment, student)
            return {
                g.name: {
                    "auto": g.auto_score,
                    "manual": g.manual_score,
                    "max": g.max_score,
                    "needs": g.needs_manual_grade,
                }
                for n in submission.notebooks
                for g in n.grades
            }

    def points(self, student: str) -> dict[str, float | None]:
        """Return a student's automatic scores by grade id."""
        return {name: grade["auto"] for name, grade in self.grades(student).items()}

    def mark_by_hand(self, student: str, grade_id: str, points: float, comment: str = "") -> None:
        """Grade one cell as a person does in Formgrader."""
        with self.gradebook() as gradebook:
            grade = gradebook.find_grade(grade_id, self.assignment, self.assignment, student)
            grade.manual_score, grade.needs_manual_grade = points, False
            if comment:
                found = gradebook.find_comment(grade_id, self.assignment, self.assignment, student)
                found.manual_comment = comment
            gradebook.db.commit()

    def comment(self, student: str, grade_id: str) -> str | None:
        """Return the comment on one cell that a learner would see."""
        with self.gradebook() as gradebook:
            return gradebook.find_comment(grade_id, self.assignment, self.assignment, student).comment

    def autograded(self, student: str) -> dict[str, Any]:
        path = self.root / "autograded" / student / self.assignment / f"{self.assignment}.ipynb"
        return json.loads(path.read_text(encoding="utf-8"))


def answer(folder: Path, answers: Mapping[str, Any], variants: Mapping[str, int] | None = None) -> None:
    """Answer through the real journal in a fetched assignment folder."""
    journal = Journal(folder / NAME)
    for event in events(answers, variants):
        journal.append(event)


def events(answers: Mapping[str, Any], variants: Mapping[str, int] | None = None) -> list[Event]:
    """Return what the screen sends for these answers."""
    return [Event(item, "value", value, variant=(variants or {}).get(item)) for item, value in answers.items()]


def best_answers(bank: Bank) -> dict[str, Any]:
    """Return the best answer to every item."""
    return {i.id: i.variant(0).best() for i in bank}


def cells_by_grade_id(nb: dict[str, Any]) -> dict[str, Any]:
    """Return the cells of a notebook that nbgrader knows, by grade id."""
    named = ((c["metadata"].get("nbgrader"), c) for c in nb["cells"])
    return {data["grade_id"]: c for data, c in named if data}


def text_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's source as one text."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def scalars(value: Any) -> list[Any]:
    """Return every scalar in a JSON value."""
    if isinstance(value, dict):
        return [s for v in value.values() for s in scalars(v)]
    if isinstance(value, list):
        return [s for v in value for s in scalars(v)]
    return [value]
