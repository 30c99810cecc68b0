"""Read a submission folder as data: nothing in it is executed, imported or followed elsewhere.

Two things are taken: the answers (``answers.jsonl``, or the journal in the metadata of a copy made for
upload) and the text of manually graded cells. Everything else is left out, and what is worth telling an
educator is told: what, where and how serious.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.utils import parse_utc

from b12course.bank.released import ITEMS
from b12course.learner import journal
from b12course.learner.handin import FOLDER as UPLOAD_FOLDER
from b12course.learner.marking import METADATA

LARGEST_NOTEBOOK = 20 * 1024 * 1024
LONGEST_TYPED = 64 * 1024
MOST_ENTRIES = 500
MOST_CELLS = 5000
MOST_FINDINGS = 200
# A journal of the largest size has no more lines than this, if the course wrote it.
MOST_LINES = 50_000
TIMESTAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # nbgrader finds a learner's feedback by it
# No path: nbgrader takes what stands after the time for a time zone, and dateutil opens that as a file.
_TIME = re.compile(r"(?!.*(?:\.\.|(?:^| )[./]))[A-Za-z0-9:.,+/_ -]{8,60}")
_PLAIN_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6} UTC")
_ASIDE = re.compile(r"answers\.aside-[0-9]+\.jsonl")
_PLAIN_METADATA = {"kernelspec", "language_info", "widgets", "toc", METADATA}


class Severity(StrEnum):
    """How much a finding matters."""

    NOTE = "note"  # happens to honest learners
    ODD = "odd"  # worth a look
    SERIOUS = "serious"  # an attempt, or damage that cost answers


@dataclass(frozen=True)
class Dropped:
    """One thing of a submission that was left out or put back."""

    where: str
    what: str
    severity: Severity


@dataclass(frozen=True)
class Layout:
    """What an intake must know of the released assignment.

    ``cells`` maps the grade id of each released cell to (cell type, source, locked); ``typed`` names the
    manually graded ones; ``roles`` is what nbgrader keeps in each cell's metadata; ``items`` is the hash of
    the released ``items.json``.
    """

    notebook: str
    cells: dict[str, tuple[str, str, bool]]
    typed: frozenset[str]
    roles: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: str = ""


@dataclass
class Submission:
    """What was taken from a submission. ``fingerprint`` changes when anything taken changes."""

    student: str
    answers: bytes = b""
    typed: dict[str, str] = field(default_factory=dict)
    timestamp: str | None = None
    secret: str | None = None
    has_notebook: bool = False
    dropped: list[Dropped] = field(default_factory=list)

    @cached_property
    def state(self) -> journal.State:
        """Return what the journal says."""
        return journal.read_bytes(self.answers)

    def __getstate__(self) -> dict[str, Any]:
        """Send what was taken, not what it says: that is read again where it is wanted."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def fingerprint(self) -> str:
        """Return a hash of all that grading depends on."""
        taken = json.dumps([self.timestamp, self.secret, self.has_notebook, sorted(self.typed.items())]).encode(
            "utf-8", "surrogatepass"
        )
        return hashlib.sha256(taken + b"\0" + self.answers).hexdigest()


def take(folder: Path, student: str, layout: Layout) -> Submission:
    """Read one submission. Never raises for what a learner may have put there."""
    submission = Submission(student)
    _take(folder, layout, submission)
    _shorten(submission.dropped)
    return submission


def _take(folder: Path, layout: Layout, submission: Submission) -> None:
    drop = submission.dropped.append
    if folder.is_symlink() or folder.parent.is_symlink():
        drop(Dropped(folder.name, "the submission is a link to another folder and was not read", Severity.SERIOUS))
        return
    for finding in _foreign(folder, layout):
        drop(finding)
    raw_notebook = _bytes(folder / f"{layout.notebook}.ipynb", LARGEST_NOTEBOOK, drop)
    notebook = _notebook(raw_notebook, f"{layout.notebook}.ipynb", drop)
    submission.has_notebook = raw_notebook is not None
    if notebook is not None:
        submission.typed = _typed(notebook, layout, drop)
        for finding in _cell_changes(notebook, layout):
            drop(finding)
    _take_answers(submission, folder, notebook, drop)
    _check_items(folder, layout, drop)
    submission.timestamp = _time(_bytes(folder / TIMESTAMP, 4096, drop, quiet=True), drop)
    raw_secret = _bytes(folder / SECRET, 4096, drop, quiet=True)
    submission.secret = raw_secret.decode("utf-8", "replace") if raw_secret else None


def _shorten(dropped: list[Dropped]) -> None:
    """Keep the most serious findings where there are very many, and say how many more there are."""
    more = len(dropped) - MOST_FINDINGS
    if more > 0:
        dropped.sort(key=lambda d: d.severity, reverse=True)
        worst = dropped[MOST_FINDINGS].severity
        dropped[MOST_FINDINGS:] = [Dropped(".", f"and {more:,} more findings", worst)]


# -- files ------------------------------------------------------------------------------------


def _bytes(path: Path, limit: int, drop: Any, quiet: bool = False) -> bytes | None:
    """Return a file's bytes; None when it is missing, no ordinary file, too large or unreadable."""
    try:
        # O_NONBLOCK: a named pipe must not make the grader wait.
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        if not quiet:
            drop(Dropped(path.name, "is missing from the submission", Severity.ODD))
        return None
    except OSError:
        drop(Dropped(path.name, "is a link or can't be read, and was not read", Severity.SERIOUS))
        return None
    info = os.fstat(fd)
    if not stat.S_ISREG(info.st_mode):
        os.close(fd)  # a folder can be opened so far, and no further
        drop(Dropped(path.name, "is no ordinary file and was not read", Severity.SERIOUS))
        return None
    with os.fdopen(fd, "rb") as f:
        if info.st_size > limit:
            what = f"is larger than {limit // 1024 // 1024} MiB and was not read" if limit > 1 << 20 else "is too large"
            drop(Dropped(path.name, what, Severity.SERIOUS))
            return None
        if info.st_nlink > 1:
            drop(Dropped(path.name, "is also linked from elsewhere (a hard link)", Severity.ODD))
        return f.read(info.st_size)  # reading up to the limit would take memory for all of it


def _foreign(folder: Path, layout: Layout) -> Iterator[Dropped]:
    """Yield a finding for each file that does not belong to the assignment."""
    expected = {f"{layout.notebook}.ipynb", journal.NAME, ITEMS, TIMESTAMP, SECRET}
    seen = 0
    stack = [folder]
    while stack:
        here = stack.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda e: e.name)
        except OSError:
            yield Dropped(_shown(here, folder), "can't be listed", Severity.ODD)
            continue
        for entry in entries:
            seen += 1
            if seen > MOST_ENTRIES:
                yield Dropped(".", f"has more than {MOST_ENTRIES} files; the rest was not looked at", Severity.SERIOUS)
                return
            path = Path(entry.path)
            name = _shown(path, folder)
            if entry.is_symlink():
                yield Dropped(name, "is a link and was left out", Severity.SERIOUS)
            elif entry.is_dir(follow_symlinks=False):
                if here == folder and entry.name in (".ipynb_checkpoints", UPLOAD_FOLDER):
                    continue
                stack.append(path)
            elif not entry.is_file(follow_symlinks=False):
                yield Dropped(name, "is a special file and was left out", Severity.SERIOUS)
            elif here == folder and (entry.name in expected or _ASIDE.fullmatch(entry.name)):
                continue
            elif entry.name.lower().endswith((".py", ".pyc", ".so", ".pth", ".pyd", ".sh", ".dll")):
                yield Dropped(name, "is a program file and was left out", Severity.SERIOUS)
            else:
                yield Dropped(name, "is no part of the assignment and was left out", Severity.ODD)


def _shown(path: Path, folder: Path) -> str:
    """Return a name that is safe to print: no control characters, not too long."""
    text = str(path.relative_to(folder)) if path != folder else "."
    return "".join(c if c.isprintable() else "?" for c in text)[:120]


def _check_items(folder: Path, layout: Layout, drop: Any) -> None:
    """Report an ``items.json`` that is not the released one. Grading never reads it."""
    if not layout.items or not os.path.lexists(folder / ITEMS):
        return
    raw = _bytes(folder / ITEMS, LARGEST_NOTEBOOK, drop)
    if raw is not None and hashlib.sha256(raw).hexdigest() != layout.items:
        drop(Dropped(ITEMS, "is not as it was released and was not used", Severity.ODD))


def hand_in_time(text: str) -> datetime | None:
    """Return a hand-in time as nbgrader reads it, in UTC and without a zone; None where it can't be read."""
    try:
        if _PLAIN_TIME.fullmatch(text):  # as nbgrader writes it: read ten times faster than by dateutil
            return datetime.fromisoformat(text.removesuffix(" UTC"))
        return parse_utc(text) if _TIME.fullmatch(text) else None
    except Exception:  # dateutil raises many kinds, warnings among them
        return None


def _time(raw: bytes | None, drop: Any) -> str | None:
    """Return the hand-in time as it stands in the file; None where it is none that nbgrader can read."""
    if raw is None:
        return None
    text = raw.decode("utf-8", "replace").strip()
    at = hand_in_time(text)
    if at is None:
        drop(Dropped(TIMESTAMP, "holds no time that can be read, so the hand-in time is unknown", Severity.ODD))
        return None
    if at > datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1):
        drop(Dropped(TIMESTAMP, "says that it was handed in at a time still to come", Severity.ODD))
    return text


# -- notebook ---------------------------------------------------------------------------------


def _notebook(raw: bytes | None, name: str, drop: Any) -> dict[str, Any] | None:
    if raw is None:
        return None
    try:
        data = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError, MemoryError):
        drop(Dropped(name, "is damaged (not a notebook); only the answers file was used", Severity.SERIOUS))
        return None
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        drop(Dropped(name, "is no notebook; only the answers file was used", Severity.SERIOUS))
        return None
    if len(data["cells"]) > MOST_CELLS:
        drop(Dropped(name, f"has more than {MOST_CELLS:,} cells; the rest was not looked at", Severity.SERIOUS))
        del data["cells"][MOST_CELLS:]
    metadata = data.get("metadata")
    extra = sorted(set(metadata) - _PLAIN_METADATA) if isinstance(metadata, dict) else []
    if extra:
        named = ", ".join("".join(c for c in k if c.isprintable())[:30] for k in extra[:5])
        drop(Dropped("notebook metadata", f"unknown entries were left out: {named}", Severity.NOTE))
    return data


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(s for s in source if isinstance(s, str))
    return source if isinstance(source, str) else ""


def _grade_id(cell: Any) -> str | None:
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    data = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    found = data.get("grade_id") if isinstance(data, dict) else None
    return found if isinstance(found, str) else None


def _typed(notebook: dict[str, Any], layout: Layout, drop: Any) -> dict[str, str]:
    """Return what was typed into manually graded cells.

    A cell that JupyterLab split is read in full, and one that was made code or raw is still what was written.
    """
    written: dict[str, dict[str, None]] = {}
    for cell in notebook["cells"]:
        grade_id = _grade_id(cell)
        if grade_id in layout.typed:
            written.setdefault(grade_id, {})[_source(cell)] = None
    typed: dict[str, str] = {}
    for grade_id, sources in written.items():
        text = "\n\n".join(sources)
        if len(text) > LONGEST_TYPED:
            drop(Dropped(f"cell '{grade_id}'", f"was cut after {LONGEST_TYPED:,} characters", Severity.ODD))
            text = text[:LONGEST_TYPED]
        if text.strip() != layout.cells[grade_id][1].strip():
            typed[grade_id] = text
    return typed


def _cell_changes(notebook: dict[str, Any], layout: Layout) -> Iterator[Dropped]:
    """Yield a finding for each cell that was added, changed, copied, moved or deleted."""
    order: list[str] = []
    for number, cell in enumerate(notebook["cells"], 1):
        where = f"cell {number}"
        if not isinstance(cell, dict):
            yield Dropped(where, "is no cell and was left out", Severity.SERIOUS)
            continue
        grade_id = _grade_id(cell)
        source = _source(cell)
        if cell.get("attachments"):
            yield Dropped(where, "had files attached, which were left out", Severity.ODD)
        if grade_id is None or grade_id not in layout.cells:
            if source.strip():
                kind = "code" if cell.get("cell_type") == "code" else "text"
                severity = Severity.SERIOUS if kind == "code" else Severity.NOTE
                yield Dropped(where, f"was added ({kind}) and was left out; it was not run", severity)
            continue
        kind, released, locked = layout.cells[grade_id]
        # JupyterLab's "split cell" makes two cells of one; each half is a piece of what was released.
        piece = source.strip() in released
        if grade_id in order:
            if not locked:
                yield Dropped(where, f"is a part or a copy of '{grade_id}'; all of its text was read", Severity.NOTE)
            elif piece:
                yield Dropped(where, f"is a copy of '{grade_id}' and was left out", Severity.NOTE)
            else:
                what = f"is a changed copy of '{grade_id}' and was left out; it was not run"
                yield Dropped(where, what, Severity.SERIOUS)
            continue
        order.append(grade_id)
        if cell.get("cell_type") != kind:
            yield Dropped(where, f"'{grade_id}' was made another type and was put back", Severity.ODD)
        if locked and source != released:
            if piece:
                yield Dropped(where, f"'{grade_id}' was cut or split and was put back", Severity.NOTE)
            else:
                yield Dropped(where, f"'{grade_id}' was changed and was put back; it was not run", Severity.SERIOUS)
        if _other_role(cell["metadata"]["nbgrader"], layout.roles.get(grade_id, {})):
            yield Dropped(where, f"'{grade_id}' has other grading settings, which were put back", Severity.ODD)
    missing = [g for g in layout.cells if g not in order]
    for grade_id in missing:
        yield Dropped(f"cell '{grade_id}'", "was deleted and was put back", Severity.NOTE)
    if order != [g for g in layout.cells if g in order]:
        yield Dropped("cells", "were moved and were put back in order", Severity.NOTE)


def _other_role(data: dict[str, Any], released: dict[str, Any]) -> bool:
    """Tell whether nbgrader's data of a cell differ. The release leaves the checksum out of cells to write in."""
    return any(data[k] != v if k in data else k != "checksum" for k, v in released.items())


# -- answers ----------------------------------------------------------------------------------


def _take_answers(submission: Submission, folder: Path, notebook: dict[str, Any] | None, drop: Any) -> None:
    """Take the journal: from the file, or from a copy made for upload."""
    raw = _bytes(folder / journal.NAME, journal.LARGEST_JOURNAL, drop, quiet=True) or b""
    where = journal.NAME
    carried = _carried(notebook)
    if not raw.strip() and carried:
        raw, where = carried, "notebook metadata"
        if len(raw) > journal.LARGEST_JOURNAL:
            drop(Dropped(where, "holds a journal that is too large; it was not read", Severity.SERIOUS))
            raw = b""
    if raw.count(b"\n") > MOST_LINES:
        drop(Dropped(where, f"has more than {MOST_LINES:,} lines and was not read", Severity.SERIOUS))
        raw = b""
    if not raw.strip():
        drop(Dropped(journal.NAME, "no answers were handed in", Severity.NOTE))
        return
    submission.answers = raw
    state = submission.state
    if where == journal.NAME and carried and _differ(state, carried):
        what = f"holds other answers than {journal.NAME}, which counts"
        drop(Dropped("notebook metadata", what, Severity.ODD))
    problems = state.problems
    for problem in problems[:10]:
        drop(Dropped(journal.NAME, f"{problem}; it was passed over", Severity.ODD))
    if len(problems) > 10:
        drop(Dropped(journal.NAME, f"{len(problems) - 10:,} more lines can't be read", Severity.ODD))


def _carried(notebook: dict[str, Any] | None) -> bytes:
    """Return the journal that a copy made for upload carries in its metadata."""
    metadata = notebook.get("metadata") if notebook else None
    kept = metadata.get(METADATA) if isinstance(metadata, dict) else None
    text = kept.get("journal") if isinstance(kept, dict) else None
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else b""


def _differ(state: journal.State, carried: bytes) -> bool:
    """Tell whether a notebook carries answers that its answers file does not hold."""
    if len(carried) > journal.LARGEST_JOURNAL or carried.count(b"\n") > MOST_LINES:
        return True
    other = journal.read_bytes(carried).answers
    return any(i not in state.answers or state.answers[i].content != e.content for i, e in other.items())
