"""Feedback pages from graded notebooks, for a whole class at once.

One plain HTML page a learner, with nothing to load: the same reviews that nbgrader's own feedback shows, the
marks and comments given by hand, and no code. nbgrader's `release_feedback` takes the pages as its own.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import mistune
from nbgrader.apps import NbGraderAPI

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder, Reveal
from b12course.bank.items.numbers import tidy
from b12course.bank.passing import Outcome
from b12course.bank.released import ITEMS, read_items
from b12course.classroom.configure import nbgrader_config
from b12course.classroom.grading.intake import SECRET, TIMESTAMP
from b12course.classroom.grading.marks import marks_of
from b12course.classroom.grading.scoring import item_id_of
from b12course.classroom.grading.standing import standings
from b12course.classroom.textcells import without_rubric
from b12course.learner.review import section_link

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title><style>
body{{margin:0;color:#1c2733;background:#fff;font:16px/1.55 system-ui,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}}
main{{max-width:860px;margin:0 auto;padding:24px 16px 64px}}
h1{{font-size:26px;margin:0 0 4px}} h2{{font-size:18px;margin:36px 0 4px}} a{{color:#0a6a72}}
table.sum{{border-collapse:collapse;margin:12px 0}} table.sum td,table.sum th{{padding:6px 14px 6px 0;text-align:left}}
table.sum tr+tr{{border-top:1px solid #d3dbe3}}
.hand{{border:1px solid #d3dbe3;border-radius:12px;padding:8px 20px;margin:8px 0}}
.hand table{{border-collapse:collapse}}
.hand td,.hand th{{border-bottom:1px solid #d3dbe3;padding:6px 12px 6px 0;text-align:left}}
.note{{border-left:4px solid #7a5200;background:#fff3d9;padding:10px 14px;border-radius:0 10px 10px 0}}
blockquote{{margin:8px 0;padding:10px 14px;border-left:3px solid #d3dbe3;background:#f6f8fa}}
</style></head><body><main><h1>{title}</h1><p>{total}</p>{standing}{summary}{body}</main></body></html>
"""
_markdown = mistune.create_markdown(escape=True, plugins=["table"])


def write_feedback(folder: ClassFolder, assignment: str, db_url: str | None = None) -> list[Path]:
    """Write ``feedback/LEARNER/ASSIGNMENT/ASSIGNMENT.html`` for every graded submission and return the pages.

    Raises BankError when nothing has been graded.
    """
    coursedir = NbGraderAPI(config=nbgrader_config(folder)).coursedir
    autograded = folder.root / coursedir.autograded_directory
    graded = sorted(p for p in autograded.glob(f"*/{assignment}/{assignment}.ipynb") if p.is_file())
    if not graded:
        what = f"nothing has been graded for '{assignment}': run `b12course grade {assignment}`"
        raise BankError([Finding(what, autograded)])
    marks = marks_of(folder, assignment, db_url)
    stands = standings(folder, assignment, marks)
    objectives = read_items(folder.root / "release" / assignment / ITEMS)["objectives"]
    pages = []
    for path in graded:
        student = path.parent.parent.name
        target = folder.root / coursedir.feedback_directory / student / assignment
        target.mkdir(parents=True, exist_ok=True)
        for name in (TIMESTAMP, SECRET):
            if (path.parent / name).is_file():
                shutil.copyfile(path.parent / name, target / name)
        page = target / f"{assignment}.html"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        said = standing_html(stands[student], objectives, folder.lesson_url(assignment)) if student in stands else ""
        page.write_text(feedback_page(notebook, marks.get(student, {}), folder.settings.review, said), "utf-8")
        pages.append(page)
    return pages


def standing_html(stands: Outcome, objectives: Mapping[str, str], lesson_url: str) -> str:
    """Return how a learner stands: passed or not yet, and for each critical error what to read again."""
    said = f"<p><b>{escape(stands.said())}</b></p>"
    if not stands.critical:
        return said
    lines = []
    for error in stands.critical:
        read = f" Read again: {section_link(error.read, lesson_url)}." if error.read else ""
        lines.append(f"<li>{escape(objectives.get(error.objective, error.objective))}{read}</li>")
    return f'<div class="note">{said}<ul>{"".join(dict.fromkeys(lines))}</ul></div>'


def feedback_page(
    notebook: dict[str, Any], marks: dict[str, dict[str, Any]], reveal: Reveal = "everything", standing: str = ""
) -> str:
    """Return one learner's page. ``marks`` holds score, max, needs and comment by grade id; ``standing`` is HTML.

    A rubric says what a good answer holds, so it is left out unless the educator reveals everything.
    """
    cells = {c["metadata"]["nbgrader"]["grade_id"]: c for c in notebook["cells"] if "nbgrader" in c["metadata"]}
    title = next(
        (
            line.lstrip("# ")
            for c in notebook["cells"]
            if c["cell_type"] == "markdown"
            for line in ["".join(c["source"]).split("\n")[0]]
            if line.startswith("# ")
        ),
        "Feedback",
    )
    number = 0
    rows, body = [], []
    for grade_id, cell in cells.items():
        data = cell["metadata"]["nbgrader"]
        if not data.get("grade"):
            continue
        mark = marks.get(grade_id, {})
        by_hand = cell["cell_type"] == "markdown"
        if not by_hand:
            number += 1
            body.append(f'<h2 id="q{number}">Question {number}</h2>')
        if data["points"] > 0:
            rows.append(f'<tr><td><a href="#q{number}">Question {number}</a></td><td>{_points(mark, data)}</td></tr>')
        body.append(_by_hand(cell, mark, data, reveal) if by_hand else _review(cell))
        if mark.get("comment"):
            body.append(f'<p class="note"><b>Comment.</b> {escape(mark["comment"])}</p>')
    got = sum(m.get("score") or 0.0 for m in marks.values())
    most = sum(m.get("max") or 0.0 for m in marks.values())
    waiting = any(m.get("needs") for m in marks.values())
    total = f"<b>{tidy(got)} of {tidy(most)} points.</b>"
    if waiting:
        total += " Some answers are still to be marked by your educator."
    return _PAGE.format(
        title=escape(title),
        total=total,
        standing=standing,
        summary=f'<table class="sum">{"".join(rows)}</table>',
        body="".join(body),
    )


def _points(mark: dict[str, Any], data: dict[str, Any]) -> str:
    if mark.get("needs"):
        return "to be marked"
    return f"{tidy(mark.get('score') or 0.0)} of {tidy(data['points'])}"


def _review(cell: dict[str, Any]) -> str:
    html = [o["data"]["text/html"] for o in cell.get("outputs", []) if "text/html" in o.get("data", {})]
    return (
        "".join(h if isinstance(h, str) else "".join(h) for h in html)
        or f"<p>{escape(item_id_of(''.join(cell['source'])) or '')}</p>"
    )


def _by_hand(cell: dict[str, Any], mark: dict[str, Any], data: dict[str, Any], reveal: Reveal) -> str:
    # The cell's text is ours: a learner's words in it are escaped, and raw HTML is not let through.
    source = "".join(cell["source"])
    words = without_rubric(source)
    rubric = source.removeprefix(words) if reveal == "everything" else ""
    html = f"{_markdown(words)}{_rubric_html(rubric)}"
    return f'<div class="hand"><p><b>Marked by hand:</b> {_points(mark, data)}</p>{html}</div>'


@lru_cache(100)
def _rubric_html(rubric: str) -> str:
    """Return a rubric, the same for every learner, as HTML."""
    return str(_markdown(rubric))
