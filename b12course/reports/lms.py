"""Grades as the import of a learning management system takes them: rows of text, nothing to edit.

What each format asks for, and where that was read:

- Canvas (``lib/gradebook_importer.rb`` of instructure/canvas-lms): the header starts with Student, ID, SIS User ID,
  SIS Login ID, Section; a row whose first cell holds "Points Possible" gives the points; a learner is found by ID,
  else by SIS user id, else by login id, else by name. A column ``Title (12345)`` goes to the assignment with that
  number, another to one of that title, or makes a new one. An empty cell where Canvas has a score takes it away.
- Moodle (``grade/import/csv/classes/load_data.php`` of moodle/moodle): any column may identify the learner. An unknown
  one stops the whole import, and a row without an id is given to the learner above it, so such a row is never written.
  "-" is "no grade" in old and new grade items; an empty cell is so in old ones only, so "-" is written. More than 100
  points are refused unless the site allows more.
- Blackboard (Anthology's and universities' help pages on uploading to the Grade Center): Username and one column for
  each grade, each cell in quotation marks. A column without Blackboard's own number at its end, as in
  ``Title [Total Pts: 60] |12345``, makes a new column, which comes in as text worth no points.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Format = Literal["canvas", "moodle", "blackboard", "csv"]
By = Literal["username", "email", "lms-id"]
Row = tuple[str, ...]
Guard = Callable[[str], str]
# What Moodle takes when a site has not raised it (CFG->gradepointmax).
MOODLE_MOST = 100
_MOODLE_COLUMN = {"username": "username", "email": "email", "lms-id": "idnumber"}
PLAIN_COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "status",
)


@dataclass(frozen=True)
class Person:
    """A learner as the gradebook knows them. ``username`` is nbgrader's student id."""

    username: str
    last: str = ""
    first: str = ""
    email: str = ""
    lms_id: str = ""

    def known_by(self, by: By) -> str:
        """Return what the LMS is to find the learner by; empty where the gradebook doesn't have it."""
        return {"username": self.username, "email": self.email, "lms-id": self.lms_id}[by]

    @property
    def name(self) -> str:
        """``Last, First``, or the user name where the gradebook has no name."""
        return ", ".join(n for n in (self.last, self.first) if n) or self.username


@dataclass(frozen=True)
class Grade:
    """One learner's grade: points before the late penalty, the penalty, and whether a mark by hand is missing."""

    raw: float
    penalty: float = 0.0
    waiting: bool = False
    handed_in: datetime.datetime | None = None

    @property
    def points(self) -> float | None:
        """The points that count, as nbgrader's own export has them; None while an answer waits to be marked."""
        return None if self.waiting else max(0.0, self.raw - self.penalty)


@dataclass(frozen=True)
class Column:
    """One assignment: the heading that the LMS is to see, the most points, and the grades by user name."""

    assignment: str
    heading: str
    most: float
    grades: Mapping[str, Grade]
    due: datetime.datetime | None = None


@dataclass(frozen=True)
class Export:
    """The rows of a file, the header first, and what the educator must know of them."""

    rows: list[Row]
    notes: list[str]


def export(
    to: Format,
    people: Sequence[Person],
    columns: Sequence[Column],
    by: By = "username",
    guarded: Guard = lambda text: text,
) -> Export:
    """Return the file for an LMS. Raises ValueError when two learners would be taken for one.

    ``guarded`` turns text that a spreadsheet would run as a formula into text that it shows. Learners whom the LMS
    could not find are left out, and named in the notes.
    """
    people = sorted(people, key=lambda p: (p.name.casefold(), p.username))
    if to == "csv":
        return Export([PLAIN_COLUMNS, *_plain(people, columns, guarded)], _waiting(people, columns))
    known, notes = _findable(people, by, guarded)
    notes += _waiting(known, columns)
    match to:
        case "canvas":
            rows = _canvas(known, columns, by, guarded)
            notes.append("An empty cell takes away a score that Canvas already holds.")
        case "moodle":
            rows = [
                (_MOODLE_COLUMN[by], *(c.heading for c in columns)),
                *((p.known_by(by), *(_cell(c, p, "-") for c in columns)) for p in known),
            ]
            big = [c for c in columns if c.most > MOODLE_MOST]
            if big:
                named = ", ".join(f"{c.heading} ({number(c.most)} points)" for c in big)
                notes.append(f"Moodle takes no more than {MOODLE_MOST} points unless the site allows it: {named}.")
        case "blackboard":
            rows = [
                ("Last Name", "First Name", "Username", *(c.heading for c in columns)),
                *((guarded(p.last), guarded(p.first), p.known_by(by), *(_cell(c, p) for c in columns)) for p in known),
            ]
            new = [c.heading for c in columns if "|" not in c.heading]
            if new:
                notes.append(
                    f"Blackboard makes a new text column of {', '.join(new)}: give it points there, or name the "
                    "column as Blackboard's own download does, with --column."
                )
    return Export(rows, notes)


def number(points: float) -> str:
    """Return points as every LMS reads them: a point before decimals, no thousands separator, two places at most."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _findable(people: Sequence[Person], by: By, guarded: Guard) -> tuple[list[Person], list[str]]:
    twice = sorted(k for k, n in Counter(p.known_by(by) for p in people).items() if k and n > 1)
    if twice:
        raise ValueError(f"two learners share the {by} {', '.join(twice)}: mend that in the gradebook first")
    notes = []
    unknown = [p.username for p in people if not p.known_by(by)]
    if unknown:
        notes.append(f"Left out, for the gradebook has no {by} of them: {', '.join(unknown)}.")
    # Guarded, the LMS would not find them; unguarded, a spreadsheet might run them.
    odd = [p.username for p in people if guarded(p.known_by(by)) != p.known_by(by)]
    if odd:
        notes.append(f"Left out, for their {by} looks like a formula; type their grade in: {', '.join(odd)}.")
    return [p for p in people if p.known_by(by) and p.username not in odd], notes


def _waiting(people: Sequence[Person], columns: Sequence[Column]) -> list[str]:
    notes = []
    for c in columns:
        waiting = [p.username for p in people if (g := c.grades.get(p.username)) is not None and g.waiting]
        nothing = [p.username for p in people if p.username not in c.grades]
        for why, who in (("an answer waits to be marked by hand", waiting), ("nothing was handed in", nothing)):
            if who:
                notes.append(f"{c.assignment}: left without a grade, for {why}: {_few(who)}.")
    return notes


def _few(names: Sequence[str], most: int = 12) -> str:
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest


def _cell(column: Column, person: Person, none: str = "") -> str:
    grade = column.grades.get(person.username)
    points = None if grade is None else grade.points
    return none if points is None else number(points)


def _canvas(people: Sequence[Person], columns: Sequence[Column], by: By, guarded: Guard) -> list[Row]:
    rows: list[Row] = [
        ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", *(c.heading for c in columns)),
        ("    Points Possible", "", "", "", "", *(number(c.most) for c in columns)),
    ]
    for p in people:
        own, login = (p.known_by(by), "") if by == "lms-id" else ("", p.known_by(by))
        rows.append((guarded(p.name), own, "", login, "", *(_cell(c, p) for c in columns)))
    return rows


def _plain(people: Sequence[Person], columns: Sequence[Column], guarded: Guard) -> list[Row]:
    rows = []
    for c in columns:
        for p in people:
            grade = c.grades.get(p.username)
            names = tuple(guarded(t) for t in (p.username, p.last, p.first, p.email))
            head = (c.assignment, _time(c.due), _time(grade.handed_in if grade else None), *names)
            if grade is None:
                rows.append((*head, "", "", "", number(c.most), "nothing handed in"))
            elif grade.waiting:
                rows.append((*head, "", number(grade.penalty), "", number(c.most), "waiting to be marked by hand"))
            else:
                marks = (number(grade.raw), number(grade.penalty), number(max(0.0, grade.raw - grade.penalty)))
                rows.append((*head, *marks, number(c.most), "graded"))
    return rows


def _time(at: datetime.datetime | None) -> str:
    return "" if at is None else at.isoformat(sep=" ", timespec="seconds")
