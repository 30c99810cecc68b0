"""Assignments: graded items in, ``source/NAME/NAME.ipynb`` and ``items.json`` out. No key in either."""

from __future__ import annotations

import json

from nbformat import NotebookNode

from b12course.bank.items import ItemBase
from b12course.bank.items.words import Words
from b12course.bank.lessons import LessonText
from b12course.bank.loading import Module
from b12course.bank.released import ITEMS, VERSION
from b12course.classroom.build.notebook import autograded, cell_id, code, locked, manually_graded, prose, to_text
from b12course.classroom.configure import KEPT_ABOVE

INTRO = """\
# Assessment: {title}

**Choose *Run ▸ Run All Cells* in the menu to begin.** {count} questions, {points} points.

- Each answer is saved as you give it. Look for “Saved” at the top of each question.
- You can leave and come back. Run all cells again, and your answers are there.
- Mark a question with “Flag for review” to find it again before you hand in.
- Nothing is chosen for you, and a question left open earns no points.

If you need to stop and ask someone in real life, stop and ask. This assessment is no substitute for being shown
by a clinician.
"""

OUTRO = """\
## Hand in

Look below for questions that are still open. Then hand in with **Nbgrader ▸ Assignment List ▸ Submit**.
If your educator takes hand-ins by upload, make a file with the button and upload that.
"""


def assignment_files(module: Module, lesson: LessonText, profile: str) -> dict[str, str]:
    """Return the files of one assignment by name, relative to ``source/``."""
    name = lesson.name
    return {
        f"{name}/{name}.ipynb": to_text(_cells(module, lesson)),
        f"{name}/{ITEMS}": _items_json(module, lesson, profile),
    }


def _items_json(module: Module, lesson: LessonText, profile: str) -> str:
    data = {
        "version": VERSION,
        "assignment": lesson.name,
        "title": lesson.meta.short_title(),
        "profile": profile,
        "objectives": lesson.meta.objectives,
        "items": [i.public() for i in module.items],
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cells(module: Module, lesson: LessonText) -> list[NotebookNode]:
    points = sum(i.max_points for i in module.items)
    cells = [
        locked(prose("intro", INTRO.format(title=lesson.meta.subject(), count=len(module.items), points=points))),
        locked(
            code(
                "open",
                f'from b12course.learner import Assessment\n\nassessment = Assessment("{lesson.name}")',
            )
        ),
    ]
    for item in module.items:
        cells += _item_cells(item)
    return [
        *cells,
        locked(prose("outro", OUTRO)),
        locked(code("hand-in", "assessment.hand_in()")),
    ]


def _item_cells(item: ItemBase) -> list[NotebookNode]:
    shown = locked(code(cell_id("show", item.id), f'assessment.show("{item.id}")'))
    check = f'assessment.check("{item.id}")'
    if isinstance(item, Words):
        # Worth 0 points: it lets nbgrader's Validate say that the question is open.
        checked = autograded(code(cell_id("check", item.id), check), 0)
        return [shown, checked, manually_graded(prose(item.id, KEPT_ABOVE), item.max_points)]
    return [shown, autograded(code(item.id, check), item.max_points)]
