"""Random answers, drawn from what a learner's screen offers: the public half of an item."""

from __future__ import annotations

from random import Random
from typing import Any

from b12course.bank.items.marks import MARK

Public = dict[str, Any]
# Values that no item takes: a damaged journal, or one written by hand.
NONSENSE: list[Any] = [0, -1, True, 1e300, "", " ", "no such option", [], ["z"], [[1, 2]], {}, {"z": "z"}, {"a": None}]


def random_answer(public: Public, rng: Random) -> Any:
    """Return an answer to an item: mostly a possible one, whole or in part; sometimes none or nonsense."""
    chance = rng.random()
    if chance < 0.05:
        return None
    if chance < 0.12:
        return rng.choice(NONSENSE)
    return possible_answer(public, rng)


def possible_answer(public: Public, rng: Random) -> Any:
    """Return an answer that the screen lets a learner give."""
    match public["type"]:
        case "single":
            return rng.choice(_ids(public["options"]))
        case "multiple":
            return _some(_ids(public["options"]), rng)
        case "select_n":
            return _some(_ids(public["options"]), rng, most=public["n"])
        case "grouping":
            return {g["id"]: _some(_ids(g["options"]), rng) for g in _part(public["groups"], rng)}
        case "matrix":
            return {r: rng.choice(_ids(public["columns"])) for r in _part(_ids(public["rows"]), rng)}
        case "matrix_multiple":
            return {r: _some(_ids(public["columns"]), rng) for r in _part(_ids(public["rows"]), rng)}
        case "cloze" | "cloze_rationale":
            return {b["id"]: rng.choice(_ids(b["options"])) for b in _part(public["blanks"], rng)}
        case "drag_cloze":
            targets = _part(public["targets"], rng)
            return dict(zip(targets, rng.sample(_ids(public["tokens"]), len(targets)), strict=True))
        case "highlight":
            return _some(_phrases(public), rng)
        case "bowtie":
            return _bowtie(public, rng)
        case "order":
            steps = _ids(public["options"])
            return rng.sample(steps, rng.choice([len(steps), len(steps), rng.randint(1, len(steps))]))
        case "numeric":
            value = rng.choice([0, 0.25, 0.5, 1, 1.5, 2, 2.5, 5, 15, round(rng.uniform(0, 3), 2)])
            return {"value": value, "unit": rng.choice(public["units"])}
        case "syringe":
            marks = round(public["barrel"] / public["graduation"])
            return round(rng.randint(0, 2 * marks) * public["graduation"] / 2, 6)
        case "hotspot":
            around = rng.choice(public["places"])["at"]
            return [min(1.0, max(0.0, x + rng.uniform(-0.1, 0.1))) for x in around]
        case "text":
            return rng.choice(["Show me.", "Use the *middle* third.", "<b>No</b>", "   ", "£ µ 針"])
        case "case":
            numbered = list(enumerate(public["items"], 1))
            return {str(n): possible_answer(q, rng) for n, q in _part(numbered, rng)}
        case "scenario":
            return _path(public, rng)
    raise ValueError(f"no random answers for items of type {public['type']}")


def _ids(options: list[Public]) -> list[str]:
    return [o["id"] for o in options]


def _some(values: list[Any], rng: Random, most: int | None = None) -> list[Any]:
    return rng.sample(values, rng.randint(0, most or len(values)))


def _part(values: list[Any], rng: Random) -> list[Any]:
    """Return all values, or in one case of three only some."""
    return values if rng.random() < 2 / 3 else _some(values, rng)


def _phrases(public: Public) -> list[str]:
    table = public["table"]
    words = public["text"] or "\n".join(cell for row in table["rows"] for cell in row)
    return [token for token, _ in MARK.findall(words)]


def _bowtie(public: Public, rng: Random) -> dict[str, Any]:
    whole = {
        "condition": rng.choice(_ids(public["condition"]["options"])),
        "actions": _some(_ids(public["actions"]["options"]), rng, most=2),
        "parameters": _some(_ids(public["parameters"]["options"]), rng, most=2),
    }
    return {side: whole[side] for side in _part(list(whole), rng)}


def _path(public: Public, rng: Random) -> list[str]:
    here, taken = public["start"], []
    while here is not None and rng.random() < 0.9:
        choice = rng.choice(public["nodes"][here]["choices"])
        taken.append(choice["id"])
        here = choice["to"]
    return taken
