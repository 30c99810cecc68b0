"""How far a learner has come: practice items tried and right in each module, read from the answers journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from b12course.bank.completeness import is_empty
from b12course.bank.folder import ClassFolder
from b12course.bank.lessons import read_lesson
from b12course.learner.journal import State
from b12course.learner.marking import mark

_FONT = "font:14px/1.5 var(--jp-ui-font-family,system-ui,sans-serif);color:var(--jp-ui-font-color1,#1c2733)"


@dataclass(frozen=True)
class ModuleProgress:
    """One module: ``items`` practice items, of which ``tried`` were answered and ``right`` earned every point."""

    name: str
    title: str
    items: int
    tried: int
    right: int


def progress(folder: ClassFolder, state: State) -> list[ModuleProgress]:
    """Return the progress in every module that has a lesson, in order. Raises BankError."""
    by_name = {m.path.stem: m for m in folder.practice.modules}
    rows = []
    for path in sorted(folder.lessons.glob("*.md")):
        lesson = read_lesson(path)
        items = by_name[lesson.name].items if lesson.name in by_name else ()
        answered = [i for i in items if i.id in state.answers and not is_empty(state.answers[i.id].content)]
        marked = [mark(i, state).score for i in answered]
        right = sum(s.points == s.max_points for s in marked)
        rows.append(ModuleProgress(lesson.name, lesson.meta.title, len(items), len(answered), right))
    return rows


def progress_html(rows: Iterable[ModuleProgress]) -> str:
    """Return the progress as a list, each module with its bar and a link to its notebook."""
    lines = "".join(
        f'<li data-module="{row.name}" style="display:flex;flex-wrap:wrap;gap:2px 14px;align-items:center;'
        'padding:8px 0;border-top:1px solid var(--jp-border-color2,#d8dee4)">'
        f'<a href="{row.name}.ipynb" style="flex:1 1 240px;color:var(--jp-content-link-color,#0a6a72)">'
        f"{escape(row.title)}</a>"
        f'<progress max="{row.items}" value="{row.tried}" aria-hidden="true" style="width:120px"></progress>'
        f'<span style="flex:0 0 230px">{_words(row)}</span></li>'
        for row in rows
        if row.items
    )
    return f'<ul class="b12-out b12-progress" style="{_FONT};list-style:none;margin:0;padding:0">{lines}</ul>'


def _words(row: ModuleProgress) -> str:
    if not row.tried:
        return f"{row.items} questions, none tried yet"
    return f"{row.tried} of {row.items} tried, {row.right} right"
