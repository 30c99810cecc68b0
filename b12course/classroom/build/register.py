"""The notebook that shows the claims register."""

from __future__ import annotations

from b12course.bank.folder import ClassFolder
from b12course.bank.lessons import LessonText
from b12course.classroom.build.notebook import prose, to_text
from b12course.learner.text.boxes import Boxes
from b12course.learner.text.register import register_boxes, register_parts


def register_notebook(folder: ClassFolder, lessons: dict[str, LessonText]) -> str:
    """Return the notebook file. Raises BankError when a source does not resolve."""
    parts = register_parts(folder, lessons, register_boxes(folder, Boxes))
    return to_text(prose(name, text) for name, text in parts.items())
