"""nbgrader's configuration for a class folder, through its own configurable lists."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from b12course.bank.folder import ClassFolder
from b12course.learner import journal

COURSE_ID = "b12course"
CONFIG = "nbgrader_config.py"
# What stands in a manually graded cell of a release. A learner who answers in the box never needs to touch it;
# while grading, the answer and the rubric take its place (classroom.preprocessors).
KEPT_ABOVE = "*A person marks this part. What you answer in a box above is kept there. Leave this note as it is.*"


def put_programs_on_path() -> None:
    """Put this environment's programs first on PATH.

    nbgrader calls ``alembic`` by its name; where it is not found, ``generate_assignment`` fails with a
    bare False.
    """
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ.get("PATH", "").split(os.pathsep)[:1]:
        os.environ["PATH"] = programs + os.pathsep + os.environ.get("PATH", "")


def configure(c: Any, root: Path) -> None:
    """Set ``c`` (a traitlets Config) up for the class folder ``root``."""
    put_programs_on_path()
    c.CourseDirectory.course_id = COURSE_ID
    c.CourseDirectory.root = str(root)
    # Everything a class needs lies inside its folder: gradebook.db and the exchange.
    c.Exchange.root = str(root / "exchange")
    _make_exchange(root / "exchange")
    c.ClearSolutions.text_stub = KEPT_ABOVE
    c.GenerateAssignment.preprocessors = [
        *_names(GenerateAssignment, "preprocessors"),
        "b12course.classroom.preprocessors.LeaveTextCellsOpen",
        "b12course.classroom.preprocessors.NoAnswersInRelease",
    ]
    c.GenerateFeedback.preprocessors = [
        *_names(GenerateFeedback, "preprocessors"),
        "b12course.classroom.preprocessors.FeedbackWithoutCode",
    ]
    # An answers file in source/ would overwrite every learner's answers.
    c.Autograde.exclude_overwriting = _InEveryAssignment()
    c.Autograde.exporter_class = "b12course.classroom.sanitize.ReadDamaged"
    stock = _names(Autograde, "sanitize_preprocessors")
    c.Autograde.sanitize_preprocessors = ["b12course.classroom.sanitize.RebuildFromRelease", *stock]
    c.Autograde.autograde_preprocessors = [
        "b12course.classroom.grading.preprocessor.ScoreAsData" if p.endswith(".Execute") else p
        for p in _names(Autograde, "autograde_preprocessors")
    ]


def nbgrader_config(folder: ClassFolder) -> Config:
    """Return nbgrader's configuration as its own commands would load it in the class folder."""
    if (folder.root / CONFIG).is_file():
        return PyFileConfigLoader(CONFIG, path=str(folder.root)).load_config()
    config = Config()
    configure(config, folder.root)
    return config


class _InEveryAssignment(dict[str, list[str]]):
    """Names the answers file for every assignment, also for one that is built after these settings were read."""

    def get(self, assignment: str, default: Any = None) -> Any:
        """Return the files of an assignment that the educator's copies never overwrite."""
        return sorted({*super().get(assignment, default or []), journal.NAME})


def _names(converter: type, trait: str) -> list[str]:
    """Return nbgrader's own list of preprocessors by their full names."""
    return [f"{p.__module__}.{p.__name__}" for p in getattr(converter, trait).default()]


def _make_exchange(folder: Path) -> None:
    """Make the exchange writable for all, as nbgrader asks; where that can't be done nbgrader says so itself."""
    try:
        folder.mkdir(exist_ok=True)
        if os.name != "nt":
            folder.chmod(0o777)
    except OSError:
        return
