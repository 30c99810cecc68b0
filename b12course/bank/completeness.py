"""What is still open in an answer, told from the public half alone (a learner's machine has no more)."""

from __future__ import annotations

from typing import Any


def is_empty(value: Any) -> bool:
    """Tell whether a journal's value holds no answer."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(v is None or v in ("", [], {}) for v in value.values())
    return value is None or value == []


def open_parts(public: dict[str, Any], value: Any) -> str:
    """Return in a few words what an answer still lacks; an empty text when nothing."""
    if is_empty(value):
        return "not answered yet"
    done, needed = _progress(public, value)
    return "" if done >= needed else f"{done} of {needed} answered"


def _progress(public: dict[str, Any], value: Any) -> tuple[int, int]:
    answers = value if isinstance(value, dict) else {}  # another shape was saved for another type of item
    size = len(value) if isinstance(value, list) else sum(not is_empty(v) for v in answers.values())
    match public["type"]:
        case "select_n":
            return size, public["n"]
        case "grouping":
            return size, len(public["groups"])
        case "matrix":
            return size, len(public["rows"])
        case "cloze" | "cloze_rationale":
            return size, len(public["blanks"])
        case "drag_cloze":
            return size, len(public["targets"])
        case "order":
            return size, len(public["options"])
        case "bowtie":
            filled = [v for side in answers.values() for v in (side if isinstance(side, list) else [side])]
            return len(filled), 5
        case "case":
            questions = {str(n): q for n, q in enumerate(public["items"], 1)}
            return sum(not open_parts(q, answers.get(n)) for n, q in questions.items()), len(questions)
        case "scenario":
            return (1, 1) if isinstance(value, list) and _has_ended(public, value) else (0, 1)
        case _:
            return 1, 1


def _has_ended(public: dict[str, Any], decisions: list[str]) -> bool:
    here = public["start"]
    for d in decisions:
        choices = public["nodes"][here]["choices"] if here is not None else []
        choice = next((c for c in choices if c["id"] == d), None)
        if choice is None:
            return False
        here = choice["to"]
    return here is None
