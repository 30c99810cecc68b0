"""Moodle XML, both ways (Moodle 4.4 or later, which has the ordering question).

What a Moodle question earns is what ours earns: +/- scoring becomes equal fractions for right and wrong options, and
Moodle, too, never goes below 0.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from functools import partial
from typing import Any

from defusedxml.ElementTree import fromstring

from b12course.bank.errors import BankError, Finding
from b12course.bank.formats.carried import NO_PLACE, Exported, Imported, from_tags, sets_of, told_of_sets
from b12course.bank.formats.moodle_read import READERS, said
from b12course.bank.formats.moodle_write import MOST_KEYS, WRITERS, add_question
from b12course.bank.items import ItemBase
from b12course.bank.items.blanks import Cloze, DragCloze
from b12course.bank.items.choice import Multiple, SelectN
from b12course.bank.items.sequence import Order

_NO_PLACE = {
    **NO_PLACE,
    "grouping": "several lists scored each for itself",
    "matrix_multiple": "a table with several answers in a row",
    "highlight": "words marked in a text",
    "hotspot": "a place on one of the course's figures",
    "syringe": "a plunger to draw",
}


def to_moodle(items: Iterable[ItemBase]) -> Exported:
    """Return the items as Moodle XML.

    A dose calculation with several sets of numbers becomes one question for each set.
    """
    quiz = ET.Element("quiz")
    carried: list[str] = []
    left_out: dict[str, str] = {}
    changed: dict[str, str] = {}
    for item in items:
        why = _no_place(item)
        if why:
            left_out[item.id] = f"Moodle has no question type for this: {why}"
            continue
        for name, this in sets_of(item):
            add_question(quiz, name, this)
        carried.append(item.id)
        told = _changed(item)
        if told:
            changed[item.id] = told
    ET.indent(quiz)
    return Exported(ET.tostring(quiz, "utf-8", xml_declaration=True), tuple(carried), left_out, changed)


def _no_place(item: ItemBase) -> str:
    if isinstance(item, Cloze | DragCloze) and item.type in WRITERS and item.table is not None:
        return "blanks in a table"
    if isinstance(item, DragCloze) and item.scoring == "rationale":
        return NO_PLACE["cloze_rationale"]
    if isinstance(item, Multiple) and len(item.key) > MOST_KEYS:
        return f"more than {MOST_KEYS} right answers"
    return "" if item.type in WRITERS else _NO_PLACE.get(item.type, f"an item of type {item.type}")


def _changed(item: ItemBase) -> str:
    if isinstance(item, SelectN):
        return "Moodle does not hold a learner to a number of options: a wrong pick costs a right one"
    if isinstance(item, Order) and not item.partial:
        return "stays all or nothing; check that the question's grading is 'All or nothing'"
    return told_of_sets(item, "questions")


def from_moodle(content: bytes, module: str) -> Imported:
    """Return the items of a Moodle XML file as plain data for ``module``. Raises BankError when it can't be read."""
    try:
        quiz = fromstring(content, forbid_dtd=True)
    except Exception as e:  # ParseError, and defusedxml's refusals
        raise BankError([Finding(f"is no Moodle XML that can be read ({e}): export it again as 'Moodle XML'")]) from e
    if quiz.tag != "quiz":
        raise BankError([Finding(f"starts with <{quiz.tag}>, not <quiz>: export it again as 'Moodle XML'")])
    found = Imported()
    for number, question in enumerate(quiz.findall("question"), 1):
        kind = question.get("type", "")
        if kind in ("category", "description"):
            continue
        name = said(question, "name") or f"question {number}"
        if kind not in READERS:
            found.left_out[name] = f"this course has no item type for Moodle's '{kind}'"
            continue
        found.take(name, module, number, partial(_read, question, kind))
    return found


def _read(question: ET.Element, kind: str) -> dict[str, Any]:
    """Return one question as plain data: its own id, what its tags say, what its body says."""
    tags = from_tags(t.text or "" for t in question.findall("tags/tag/text"))
    kept = {k: v for k, v in tags.items() if k not in ("ids", "rows", "columns", "blanks")}
    return {"id": question.findtext("idnumber") or "", **kept, **READERS[kind](question, tags)}
