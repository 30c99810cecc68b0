"""Learning notebooks: a lesson's text in, ``course/NAME.ipynb`` out."""

from __future__ import annotations

import re

from b12course.bank.folder import ClassFolder
from b12course.bank.lessons import LessonText, slug
from b12course.classroom.build.notebook import cell_id, code, prose, to_text
from b12course.learner.text.boxes import REFERENCES, Boxes
from b12course.learner.text.cells import Cell, localised, read_cells

HEAD = """\
# {title}

**Choose *Run ▸ Run All Cells* in the menu first.** Then the pictures and questions appear. About {minutes} minutes.

When you finish this module you can:

{objectives}

*This course explains. It does not replace your prescriber, your product label or your own training.
You need to be shown by a clinician before you inject. {signed}*
"""


def learning_notebook(lesson: LessonText, folder: ClassFolder) -> str:
    """Return the notebook file. Raises BankError when a box, citation or cell is wrong."""
    boxes = Boxes(lesson.path, folder)
    head = HEAD.format(
        title=lesson.meta.title,
        minutes=lesson.meta.minutes,
        objectives="\n".join(f"{n}. {text}" for n, text in enumerate(lesson.meta.objectives.values(), 1)),
        signed=folder.reviews.said_of(lesson.name),
    )
    cells = [
        prose("title", localised(head, folder)),
        code("open", f'from b12course.learner import Lesson\n\nlesson = Lesson("{lesson.name}")'),
    ]
    taken = {c.id for c in cells}
    for number, cell in enumerate(read_cells(lesson.body), 1):
        name = _unique(_name(cell, number), taken)
        taken.add(name)
        if cell.is_code:
            cells.append(code(name, cell.source))
        else:
            cells.append(prose(name, localised(boxes.render(cell.source), folder)))
    boxes.raise_faults()
    for cell in cells:
        cell.source = cell.source.replace(REFERENCES, boxes.references())
    return to_text(cells)


def _name(cell: Cell, number: int) -> str:
    """Name a cell after its heading, or after what it shows, so that a change elsewhere leaves its id alone."""
    heading = re.match(r"#+ +(.+)", cell.source)
    if heading:
        return cell_id(slug(heading[1]))
    shown = re.findall(r'"([^"]+)"', cell.source) if cell.is_code else []
    return cell_id("show", *shown[:2]) if shown else f"part-{number}"


def _unique(name: str, taken: set[str]) -> str:
    candidate, n = name, 2
    while candidate in taken:
        candidate, n = f"{name[:60]}-{n}", n + 1
    return candidate
