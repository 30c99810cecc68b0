"""One item as a question of Moodle XML.

What Moodle makes of a file is told by its importer: an answer's fraction must be one of a fixed list, a tag is cut
after 50 characters, and the text of a gap is decoded once before it is shown.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable

from b12course.bank.formats.carried import as_html, inline_html, tags_of
from b12course.bank.items import ItemBase
from b12course.bank.items.blanks import BLANK, Cloze, DragCloze
from b12course.bank.items.choice import ListItem, Multiple, Single
from b12course.bank.items.grids import Matrix
from b12course.bank.items.numbers import Numeric, tidy
from b12course.bank.items.sequence import Order
from b12course.bank.items.words import Words

# Moodle takes one nth as a fraction for n up to 10 only; it refuses a file with any other.
MOST_KEYS = 10
# The sentence that says how to type an amount; the item itself has a box with the unit beside it.
UNIT_CLASS = "b12-unit"

_KINDS = {
    "single": "multichoice",
    "multiple": "multichoice",
    "select_n": "multichoice",
    "matrix": "matching",
    "numeric": "numerical",
    "cloze": "cloze",
    "drag_cloze": "ddwtos",
    "order": "ordering",
    "text": "essay",
}


def add_question(quiz: ET.Element, name: str, item: ItemBase) -> None:
    """Add ``item`` to ``quiz`` as a question called ``name``. The item's type must be in ``WRITERS``."""
    question = ET.SubElement(quiz, "question", type=_KINDS[item.type])
    _put(question, "name", name)
    _put(question, "questiontext", as_html(item.stem), html=True)
    _put(question, "generalfeedback", "", html=True)
    ET.SubElement(question, "defaultgrade").text = str(item.max_points)
    ET.SubElement(question, "penalty").text = "0"
    ET.SubElement(question, "hidden").text = "0"
    ET.SubElement(question, "idnumber").text = name
    tags = ET.SubElement(question, "tags")
    for tag in tags_of(item, **_names(item)):
        _put(tags, "tag", tag)
    WRITERS[item.type](question, item)


def _names(item: ItemBase) -> dict[str, Iterable[str]]:
    """Return the ids that options, rows and blanks have here, in the order in which Moodle's file names them."""
    match item:
        case Order():
            return {"ids": item.key}
        case ListItem():
            return {"ids": item.options}
        case Matrix():
            used = [item.key[r] for r in item.rows]
            return {"rows": item.rows, "columns": dict.fromkeys([*used, *item.columns])}
        case DragCloze():
            return {"ids": item.tokens, "blanks": BLANK.findall(item.words())}
        case Cloze():
            blanks = BLANK.findall(item.words())
            return {"blanks": blanks, "ids": [f"{b}.{o}" for b in blanks for o in item.blanks[b].options]}
    return {}


def _put(parent: ET.Element, tag: str, text: str, html: bool = False, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, {**({"format": "html"} if html else {}), **attributes})
    ET.SubElement(element, "text").text = text
    return element


def _answer(parent: ET.Element, text: str, fraction: float, reason: str = "", html: bool = True) -> ET.Element:
    answer = _put(parent, "answer", as_html(text) if html else text, html=html, fraction=f"{fraction:.7g}")
    if reason:
        _put(answer, "feedback", as_html(reason), html=True)
    return answer


def _write_single(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, Single)
    ET.SubElement(question, "single").text = "true"
    _shuffled(question)
    for key, text in item.options.items():
        _answer(question, text, 100 if key == item.key else 0, item.rationale[key])


def _write_multiple(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, Multiple)
    ET.SubElement(question, "single").text = "false"
    _shuffled(question)
    share = 100 / len(item.key)
    for key, text in item.options.items():
        _answer(question, text, share if key in item.key else -share, item.rationale[key])


def _shuffled(question: ET.Element) -> None:
    ET.SubElement(question, "shuffleanswers").text = "true"
    ET.SubElement(question, "answernumbering").text = "none"


def _write_matrix(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, Matrix)
    ET.SubElement(question, "shuffleanswers").text = "false"
    for row, text in item.rows.items():
        sub = _put(question, "subquestion", as_html(text), html=True)
        _put(sub, "answer", item.columns[item.key[row]])
    for column, text in item.columns.items():
        if column not in item.key.values():  # Moodle shows an answer without a question as a distractor
            _put(_put(question, "subquestion", "", html=True), "answer", text)
    rows = item.rows.items()
    _reasons(question, (f"<p><em>{inline_html(text)}</em></p>{as_html(item.rationale[r])}" for r, text in rows))


def _write_numeric(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, Numeric)
    several = len(item.units) > 1
    asked = f"the number and its unit: {', '.join(item.units)}" if several else f"the number only, in {item.unit}"
    hint = f'<p class="{UNIT_CLASS}">Type {inline_html(asked)}.</p>'
    _text_of(question, "questiontext").text = f"{as_html(item.stem)}{hint}"
    answer = _answer(question, tidy(item.answer()).replace(",", ""), 100, html=False)
    # Feedback beside the answer would reach those only who had it right.
    _text_of(question, "generalfeedback").text = as_html(item.working) if item.working else ""
    ET.SubElement(answer, "tolerance").text = f"{item.margin():.7g}"
    units = ET.SubElement(question, "units")
    unit = ET.SubElement(units, "unit")
    ET.SubElement(unit, "multiplier").text = "1"
    ET.SubElement(unit, "unit_name").text = item.unit
    ET.SubElement(question, "unitgradingtype").text = "1" if several else "0"
    ET.SubElement(question, "unitpenalty").text = "1"
    ET.SubElement(question, "showunits").text = "0" if several else "3"
    ET.SubElement(question, "unitsleft").text = "0"


def _write_cloze(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, Cloze)
    words = as_html(item.words())
    for name, blank in item.blanks.items():
        options = "~".join(
            f"{'=' if k == blank.key else ''}{_guarded(text)}#{_guarded(blank.rationale[k])}"
            for k, text in blank.options.items()
        )
        words = words.replace(f"{{{name}}}", f"{{1:MULTICHOICE_S:{options}}}")
    _text_of(question, "questiontext").text = f"{as_html(item.stem)}{words}"


def _guarded(text: str) -> str:
    """Return text for inside a gap: its HTML, encoded once more with all that is syntax, for Moodle decodes it once."""
    encoded = inline_html(text).replace("&", "&amp;")
    return re.sub(r"[\\~=#{}%]", lambda m: f"&#{ord(m[0])};", encoded)


def _write_drag(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, DragCloze)
    places = {token: n for n, token in enumerate(item.tokens, 1)}
    words = as_html(item.words())
    for blank, token in item.key.items():
        words = words.replace(f"{{{blank}}}", f"[[{places[token]}]]")
    _text_of(question, "questiontext").text = f"{as_html(item.stem)}{words}"
    _shuffled(question)
    for token in item.tokens.values():
        box = _put(question, "dragbox", inline_html(token))
        ET.SubElement(box, "group").text = "1"
    _reasons(question, (as_html(item.rationale[k]) for k in item.tokens))


def _write_order(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, Order)
    ET.SubElement(question, "layouttype").text = "VERTICAL"
    ET.SubElement(question, "selecttype").text = "ALL"
    ET.SubElement(question, "selectcount").text = str(len(item.key))
    ET.SubElement(question, "gradingtype").text = "ABSOLUTE_POSITION" if item.partial else "ALL_OR_NOTHING"
    ET.SubElement(question, "showgrading").text = "SHOW"
    ET.SubElement(question, "numberingstyle").text = "none"
    ET.SubElement(question, "shownumcorrect").text = "1"
    for n, key in enumerate(item.key, 1):
        _put(question, "answer", as_html(item.options[key]), html=True, fraction=str(n))
    # Moodle keeps no feedback beside a step.
    _reasons(question, (as_html(item.rationale[k]) for k in item.key))


def _write_text(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, Words)
    ET.SubElement(question, "responseformat").text = "editor"
    ET.SubElement(question, "responserequired").text = "1"
    lines = [f"{c.points}: {c.name} | {c.full}" + (f" | {c.part}" if c.part else "") for c in item.rubric]
    _put(question, "graderinfo", as_html("\n".join(lines)), html=True)
    _text_of(question, "generalfeedback").text = as_html(item.model_answer)


def _reasons(question: ET.Element, reasons: Iterable[str]) -> None:
    """Put reasons, as HTML, into the feedback that everybody gets: one list entry each."""
    entries = "".join(f"<li>{reason}</li>" for reason in reasons)
    _text_of(question, "generalfeedback").text = f"<ul>{entries}</ul>"


def _text_of(question: ET.Element, path: str) -> ET.Element:
    text = question.find(f"{path}/text")
    assert text is not None  # add_question puts it there
    return text


WRITERS: dict[str, Callable[[ET.Element, ItemBase], None]] = {
    "single": _write_single,
    "multiple": _write_multiple,
    "select_n": _write_multiple,
    "matrix": _write_matrix,
    "numeric": _write_numeric,
    "cloze": _write_cloze,
    "drag_cloze": _write_drag,
    "order": _write_order,
    "text": _write_text,
}
