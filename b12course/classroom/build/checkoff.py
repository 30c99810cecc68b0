"""The observed check-off as an nbgrader assignment: one cell a step, which the observer marks in Formgrader.

A step is nbgrader's *task* cell. A manually graded *answer* cell would not do: nbgrader gives 0 to one that the learner
left as it was, and takes it for marked.
"""

from __future__ import annotations

from nbformat import NotebookNode

from b12course.bank.checkoff import CheckOff
from b12course.bank.folder import ClassFolder
from b12course.classroom.build.notebook import locked, prose, task, to_text
from b12course.learner.text.cells import localised

NAME = "09_checkoff"
# The last cell: it holds what fails the whole visit, whichever step it happens in.
NO_FAIL = "no-global-fail"

HEAD = """\
# {title}

{about}

**Learner:** read the steps, practise them, and hand this page in as it is. There is nothing to type.

**Observer:** watch one injection, on a person or on a practice pad. Then open this page in Formgrader and give 1 for a
step that was done safely and 0 for one that was not. Give 1, too, for a step that this visit had no place for.
Formgrader lists this page as one to mark until every step has its 1 or 0; a step without a mark counts as not done.
To pass: every **critical** step, and at least {percent}% of the others.
That share, and which steps are critical, are this course's own choice.
"""


def checkoff_files(form: CheckOff, folder: ClassFolder) -> dict[str, str]:
    """Return the files of the assignment by name, relative to ``source/``."""
    head = HEAD.format(title=form.title, about=form.about, percent=form.pass_percent)
    cells = [locked(prose("intro", localised(head, folder)))]
    phase = ""
    for step in form.steps:
        if step.phase != phase:
            phase = step.phase
            cells.append(locked(prose(f"phase-{phase}", f"## {form.phases[phase]}")))
        cells.append(_step(step.id, step.text, step.critical, step.why, folder))
    fails = "\n".join(f"- {f}" for f in form.global_fails)
    cells.append(locked(prose("fails", localised(f"## What fails the whole visit\n\n{fails}", folder))))
    cells.append(_step(NO_FAIL, "None of these was seen.", True, "Each of them can hurt someone.", folder))
    return {f"{NAME}/{NAME}.ipynb": to_text(cells)}


def _step(name: str, text: str, critical: bool, why: str, folder: ClassFolder) -> NotebookNode:
    """Return the cell with what is to be seen, worth one point."""
    mark = "**Critical.** " if critical else ""
    return task(prose(name, localised(f"{mark}{text}\n\n*Why: {why}*", folder)), 1)
