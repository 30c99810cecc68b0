"""What a grading run leaves behind, in a form that two runs can be compared in."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from nbgrader import api

from b12course.learner.journal import NAME as ANSWERS
from b12course.learner.journal import Event
from tests.classroom.classes import Class
from tests.classroom.random_answers import possible_answer

# What names a row in words; the rest of nbgrader's ids are random.
NAMED_BY = ("type", "name", "assignment_id", "student_id", "notebook_id", "cell_id")
Rows = dict[str, list[dict[str, Any]]]


def rows(db_url: str) -> Rows:
    """Return every row of every table of a gradebook, with names in place of random ids."""
    engine = sa.create_engine(db_url)
    names: dict[Any, str] = {}
    found: Rows = {}
    with engine.connect() as db:
        for table in api.Base.metadata.sorted_tables:
            found[table.name] = []
            for row in db.execute(table.select()).mappings():
                named = {k: names.get(v, v) for k, v in row.items()}
                if table.name not in ("course", "student") and named.get("id") == row.get("id"):
                    name = "/".join(str(named[k]) for k in NAMED_BY if k in named)
                    names[row["id"]] = named["id"] = f"{table.name}:{name}"
                found[table.name].append(named)
            found[table.name].sort(key=lambda r: str(r["id"]))
    engine.dispose()
    return found


def files(autograded: Path) -> dict[str, bytes]:
    """Return every file in a folder by its path, but for locks."""
    found = [p for p in sorted(autograded.rglob("*")) if p.is_file() and p.suffix != ".lock"]
    return {str(p.relative_to(autograded)): p.read_bytes() for p in found}


def stored(classroom: Class, db_url: str | None = None) -> tuple[Rows, dict[str, bytes]]:
    """Return all that a class's grading left: the gradebook's rows and the autograded files."""
    return rows(db_url or classroom.api.coursedir.db_url), files(classroom.root / "autograded")


def hand_in_class(classroom: Class, numbers: range, attempt: int = 0) -> None:
    """Hand in numbered learners' random answers, without the journal's wait for the disk at every line."""
    released = classroom.root / "release" / classroom.assignment
    public = [i.public() for i in classroom.bank]
    for n in numbers:
        target = classroom.root / "submitted" / f"learner{n:03}" / classroom.assignment
        shutil.copytree(released, target, dirs_exist_ok=True)
        rng = Random(1000 * attempt + n)
        events = [Event(item["id"], "value", possible_answer(item, rng)) for item in public]
        lines = [e.line(k, f"2026-11-01T{n:02}:{k:02}:00Z") for k, e in enumerate(events, 1)]
        (target / ANSWERS).write_bytes(b"".join(lines))
        (target / "timestamp.txt").write_text(f"2026-11-{1 + n % 28:02} 12:00:00.000000 UTC\n")
