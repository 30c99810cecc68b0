"""Mark one item from a journal: the one way from what a learner saved to a Score."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from b12course.bank.errors import ResponseError
from b12course.bank.items import ItemBase
from b12course.bank.result import Score
from b12course.bank.scoring import score
from b12course.learner import journal

METADATA = "b12course"


@dataclass(frozen=True)
class Marked:
    """An item with the answer that was marked. ``item`` has the learner's own numbers filled in.

    ``note`` tells of anything odd: an answer that could not be read, an item that changed since.
    """

    item: ItemBase
    response: Any
    score: Score
    note: str = ""


def mark(item: ItemBase, state: journal.State) -> Marked:
    """Mark the last answer to ``item``. An answer that can't be read earns 0 and says so in ``note``."""
    event = state.answers.get(item.id)
    mine = item.variant((event.variant or 0) if event else 0)
    if event is None or event.content is None:
        return Marked(mine, None, score(mine, None))
    try:
        response = mine.parse(event.content)
        result = score(mine, event.content)
    except (ResponseError, RecursionError) as e:
        return Marked(mine, None, score(mine, None), f"The saved answer could not be read: {e}.")
    note = ""
    if event.of is not None and event.of != item.version:
        note = "The wording of this question changed after it was answered."
    return Marked(mine, None if mine.is_empty(response) else response, result, note)


def counted(score: Score, released: float) -> float:
    """Return the points that count for an item that was released for ``released`` points.

    A key mended after release may be worth more or fewer: the same share of the released points counts,
    because nbgrader refuses more than it released.
    """
    return released * score.points / score.max_points


def submitted_state(folder: Path, notebook: str) -> journal.State:
    """Return the answers handed in with ``notebook`` (its name without ``.ipynb``).

    They stand in ``answers.jsonl`` beside it, or, in a copy made for upload, in its metadata.
    Raises JournalError.
    """
    state = journal.read(folder / journal.NAME)
    if state.lines:
        return state
    path = folder / f"{notebook}.ipynb"
    if not path.is_file():
        return state
    try:
        nb = json.loads(path.read_text(encoding="utf-8"))
        kept = nb["metadata"][METADATA]["journal"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return state
    if not isinstance(kept, str):
        return state
    data = kept.encode("utf-8", "surrogatepass")
    if len(data) > journal.LARGEST_JOURNAL:
        raise journal.JournalError(journal.too_large(path.name))
    return journal.read_bytes(data)
