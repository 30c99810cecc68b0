"""Free-text answers in their manually graded cells: shown as written, above the rubric."""

from __future__ import annotations

from typing import Any

from b12course.bank.items.words import Words
from b12course.learner.journal import State
from b12course.learner.marking import mark

# Every character that Markdown or HTML could take for more than itself.
_PLAIN = str.maketrans({c: f"&#{ord(c)};" for c in "&<>\"'`*_{}[]()#+-.!|~$:\\="})

_RUBRIC = "**Rubric**"


def fill_text_cell(cell: dict[str, Any], item: Words, state: State, typed: str) -> bool:
    """Put an answer and its rubric into a manually graded cell; return whether there was any answer.

    ``typed`` is what the learner wrote into the cell itself, if anything.
    """
    answer = mark(item, state).response or ""
    parts = []
    if answer.strip():
        parts.append("**Answer**\n\n" + quoted(answer))
    if typed.strip():
        parts.append("**Written into the notebook cell**\n\n" + quoted(typed))
    if parts:
        cell["source"] = "\n\n".join([*parts, _rubric(item)])
    return bool(parts)


def without_rubric(source: str) -> str:
    """Return a filled text cell without its rubric. No learner's words can look like one: they are quoted."""
    return source.partition(f"\n\n{_RUBRIC}\n")[0]


def _rubric(item: Words) -> str:
    lines = ["| What counts | Points | All points for | Some points for |", "|:--|:-:|:--|:--|"]
    lines += [f"| {c.name} | {c.points} | {c.full} | {c.part or ''} |" for c in item.rubric]
    return f"{_RUBRIC}\n\n" + "\n".join(lines)


def quoted(text: str) -> str:
    """Return a learner's words as a Markdown quotation that shows them as written: nothing in it is markup."""
    lines = [line.strip().translate(_PLAIN) for line in text.strip().splitlines()]
    return "\n".join(f"> {line}  " if line else ">" for line in lines)
