"""The same scoring inside nbgrader's own autograde, so that its commands and Formgrader's button need no kernel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute

from b12course.bank.folder import ClassFolder
from b12course.classroom.grading import intake, scoring
from b12course.classroom.sanitize import released_folder


class ScoreAsData(Execute):
    """Stands where nbgrader runs the notebook: scores the submission as data, and executes nothing.

    An assignment that is not of this course is executed as nbgrader would.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any], **more: Any) -> Any:
        names, coursedir = resources["nbgrader"], self.parent.parent.coursedir
        released = released_folder(coursedir, names["assignment"], names["notebook"])
        if released is None:
            return super().preprocess(nb, resources, **more)
        plan = scoring.Plan.of(ClassFolder.find(released), names["assignment"])
        submitted = Path(coursedir.format_path(coursedir.submitted_directory, names["student"], names["assignment"]))
        submission = intake.take(submitted, names["student"], plan.layout)
        result = scoring.grade(plan, submission)
        for d in result.dropped:
            self.log.warning("%s: %s %s (%s)", names["student"], d.where, d.what, d.severity)
        return nbformat.reads(result.notebook or "", as_version=4), resources
