"""Moodle XML, both ways (Moodle 4.4 or later, which has the ordering question).

What a Moodle question earns is what ours earns: +/- scoring becomes equal fractions for right and wrong options, and
Moodle, too, never goes below 0.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from typing import Any

from defusedxml.ElementTree import fromstring

from b12course.bank.errors import BankError, Finding
from b12course.bank.formats.carried import (
    MISSING_REASON,
    NO_PLACE,
    Exported,
    Imported,
    as_html,
    as_text,
    completed,
    from_tags,
    ids_for,
    tags_of,
)
from b12course.bank.items import ItemBase
from b12course.bank.items.blanks import BLANK, Cloze, DragCloze
from b12course.bank.items.choice import ListItem, Multiple, SelectN, Single
from b12course.bank.items.grids import Matrix
from b12course.bank.items.numbers import Numeric, tidy
from b12course.bank.items.sequence import Order
from b12course.bank.items.words import Criterion, Words

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
        write = _WRITERS[item.type]
        for number in range(item.variants()):
            this = item.variant(number)
            name = item.id if item.variants() == 1 else f"{item.id}-set-{number + 1}"
            write(_question(quiz, _KINDS[item.type], name, this), this)
        carried.append(item.id)
        if isinstance(item, SelectN):
            changed[item.id] = "Moodle does not hold a learner to a number of options: a wrong pick costs a right one"
        elif item.variants() > 1:
            changed[item.id] = f"became {item.variants()} questions, one for each set of numbers"
        elif isinstance(item, Order) and not item.partial:
            changed[item.id] = "stays all or nothing; check that the question's grading is 'All or nothing'"
    ET.indent(quiz)
    return Exported(ET.tostring(quiz, "utf-8", xml_declaration=True), tuple(carried), left_out, changed)


def _no_place(item: ItemBase) -> str:
    if isinstance(item, Cloze | DragCloze) and item.type in _WRITERS and item.table is not None:
        return "blanks in a table"
    if isinstance(item, DragCloze) and item.scoring == "rationale":
        return NO_PLACE["cloze_rationale"]
    return "" if item.type in _WRITERS else _NO_PLACE.get(item.type, f"an item of type {item.type}")


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
        name = _text(question, "name") or f"question {number}"
        if kind in ("category", "description"):
            continue
        read = _READERS.get(kind)
        if read is None:
            found.left_out[name] = f"this course has no item type for Moodle's '{kind}'"
            continue
        tags = from_tags(t.text or "" for t in question.findall("tags/tag/text"))
        data: dict[str, Any] = {"id": question.findtext("idnumber") or ""}
        try:
            data |= {k: v for k, v in tags.items() if k not in ("ids", "rows", "columns", "blanks")}
            data |= read(question, tags)
        except (ValueError, KeyError, IndexError) as e:
            found.left_out[name] = f"its answers can't be read: {e}"
            continue
        data, to_do = completed(data, module, number)
        found.items.append(data)
        if to_do:
            found.to_do[data["id"]] = to_do
    return found


# -- writing ----------------------------------------------------------------------------------

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


def _question(quiz: ET.Element, kind: str, name: str, item: ItemBase) -> ET.Element:
    question = ET.SubElement(quiz, "question", type=kind)
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
    return question


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


def _answer(parent: ET.Element, text: str, fraction: float, reason: str, html: bool = True) -> ET.Element:
    answer = _put(parent, "answer", as_html(text) if html else text, html=html, fraction=f"{fraction:.7g}")
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
    _feedback(question, "\n\n".join(f"**{item.rows[r]}** {why}" for r, why in item.rationale.items()))


def _write_numeric(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, Numeric)
    answer = _answer(question, tidy(item.answer()).replace(",", ""), 100, item.working or "", html=False)
    ET.SubElement(answer, "tolerance").text = f"{item.margin():.7g}"
    units = ET.SubElement(question, "units")
    unit = ET.SubElement(units, "unit")
    ET.SubElement(unit, "multiplier").text = "1"
    ET.SubElement(unit, "unit_name").text = item.unit
    several = len(item.units) > 1
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
    text = question.find("questiontext/text")
    assert text is not None
    text.text = f"{as_html(item.stem)}{words}"


def _guarded(text: str) -> str:
    return re.sub(r"([\\~=#{}])", r"\\\1", as_html(text).removeprefix("<p>").removesuffix("</p>"))


def _write_drag(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, DragCloze)
    places = {token: n for n, token in enumerate(item.tokens, 1)}
    words = as_html(item.words())
    for blank, token in item.key.items():
        words = words.replace(f"{{{blank}}}", f"[[{places[token]}]]")
    text = question.find("questiontext/text")
    assert text is not None
    text.text = f"{as_html(item.stem)}{words}"
    _shuffled(question)
    for token in item.tokens.values():
        box = _put(question, "dragbox", token)
        ET.SubElement(box, "group").text = "1"
    _feedback(question, "\n\n".join(item.rationale.values()))


def _write_order(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, Order)
    ET.SubElement(question, "layouttype").text = "VERTICAL"
    ET.SubElement(question, "selecttype").text = "ALL"
    ET.SubElement(question, "gradingtype").text = "ABSOLUTE_POSITION" if item.partial else "ALL_OR_NOTHING"
    for n, key in enumerate(item.key, 1):
        _answer(question, item.options[key], n, item.rationale[key])


def _write_text(question: ET.Element, item: ItemBase) -> None:
    assert isinstance(item, Words)
    ET.SubElement(question, "responseformat").text = "editor"
    ET.SubElement(question, "responserequired").text = "1"
    lines = [f"{c.points}: {c.name} | {c.full}" + (f" | {c.part}" if c.part else "") for c in item.rubric]
    _put(question, "graderinfo", as_html("\n".join(lines)), html=True)
    _feedback(question, item.model_answer)


def _feedback(question: ET.Element, text: str) -> None:
    place = question.find("generalfeedback/text")
    assert place is not None
    place.text = as_html(text)


_WRITERS: dict[str, Callable[[ET.Element, ItemBase], None]] = {
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


# -- reading ----------------------------------------------------------------------------------


def _text(element: ET.Element, path: str) -> str:
    return as_text(element.findtext(f"{path}/text") or "")


def _answers(question: ET.Element) -> list[tuple[str, float, str]]:
    return [
        (as_text(a.findtext("text") or ""), float(a.get("fraction", "0")), _text(a, "feedback") or MISSING_REASON)
        for a in question.findall("answer")
    ]


def _read_choice(question: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    answers = _answers(question)
    names = ids_for(len(answers), tags.get("ids", ()))
    right = [n for n, (_, fraction, _) in zip(names, answers, strict=True) if fraction > 0]
    single = (question.findtext("single") or "true") in ("true", "1")
    if single and [f for _, f, _ in answers if 0 < f < 100]:
        raise ValueError("an option earns part of the points, which this course does not do")
    if not right:
        raise ValueError("no answer is right")
    kind = "single" if single else tags.get("type", "multiple")
    data: dict[str, Any] = {
        "type": kind,
        "stem": _text(question, "questiontext"),
        "options": dict(zip(names, (a[0] for a in answers), strict=True)),
        "key": right[0] if single else right,
        "rationale": dict(zip(names, (a[2] for a in answers), strict=True)),
    }
    return {**data, "n": len(right)} if kind == "select_n" else data


def _read_match(question: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    pairs = [(_text_of(s), _text(s, "answer")) for s in question.findall("subquestion")]
    columns = list(dict.fromkeys(answer for _, answer in pairs))
    rows = [(text, answer) for text, answer in pairs if text]
    names, heads = ids_for(len(rows), tags.get("rows", ()), "r"), ids_for(len(columns), tags.get("columns", ()), "c")
    paragraphs = _text(question, "generalfeedback").split("\n\n")
    whys = [p.removeprefix(f"**{t}** ") for p, (t, _) in zip(paragraphs, rows, strict=False)]
    if len(paragraphs) != len(rows):
        whys = [MISSING_REASON] * len(rows)
    return {
        "type": "matrix",
        "stem": _text(question, "questiontext"),
        "rows": dict(zip(names, (t for t, _ in rows), strict=True)),
        "columns": dict(zip(heads, columns, strict=True)),
        "key": {n: heads[columns.index(a)] for n, (_, a) in zip(names, rows, strict=True)},
        "rationale": dict(zip(names, whys, strict=True)),
    }


def _text_of(element: ET.Element) -> str:
    return as_text(element.findtext("text") or "")


def _read_number(question: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    answer = next((a for a in question.findall("answer") if float(a.get("fraction", "0")) == 100), None)
    if answer is None:
        raise ValueError("no answer is right")
    unit = question.findtext("units/unit/unit_name")
    if not unit:
        raise ValueError("it names no unit")
    return {
        "type": "numeric",
        "stem": _text(question, "questiontext"),
        "key": float((answer.findtext("text") or "").replace(",", "")),
        "tolerance": float(answer.findtext("tolerance") or 0),
        "unit": unit,
        "working": _text(answer, "feedback") or MISSING_REASON,
    }


_GAP = re.compile(r"\{\d*:(?:MULTICHOICE|MC|MCV|MCH|MCS|MULTICHOICE_S|MCVS|MCHS|MULTICHOICE_V):((?:\\.|[^\\}])*)\}")


def _read_cloze(question: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    html = question.findtext("questiontext/text") or ""
    blanks: dict[str, Any] = {}
    names = iter(ids_for(len(_GAP.findall(html)), tags.get("blanks", ()), "b"))

    def gap(match: re.Match[str]) -> str:
        name = next(names)
        mine = [i.partition(".")[2] for i in tags.get("ids", ()) if i.partition(".")[0] == name]
        blanks[name] = _read_gap(match[1], mine)
        return f"{{{name}}}"

    text = as_text(_GAP.sub(gap, html))
    if not blanks:
        raise ValueError("it has no drop-down gap")
    first = min(text.find(f"{{{b}}}") for b in blanks)
    cut = text.rfind("\n\n", 0, first)
    stem, words = (text[:cut], text[cut + 2 :]) if cut >= 0 else ("Complete the sentence.", text)
    return {"type": "cloze", "stem": stem, "text": words, "blanks": blanks}


def _read_gap(body: str, kept: list[str]) -> dict[str, Any]:
    options, reasons, key = [], [], None
    for n, part in enumerate(re.split(r"(?<!\\)~", body)):
        answer, _, why = _split_once(part, "#")
        if answer.startswith(("=", "%100%")):
            key = n
            answer = answer.removeprefix("=").removeprefix("%100%")
        options.append(as_text(_bare(answer)))
        reasons.append(as_text(_bare(why)) or MISSING_REASON)
    if key is None:
        raise ValueError("a gap has no right answer")
    names = ids_for(len(options), kept)
    return {
        "options": dict(zip(names, options, strict=True)),
        "key": names[key],
        "rationale": dict(zip(names, reasons, strict=True)),
    }


def _split_once(text: str, mark: str) -> tuple[str, str, str]:
    parts = re.split(rf"(?<!\\){mark}", text, maxsplit=1)
    return (parts[0], mark, parts[1]) if len(parts) == 2 else (text, "", "")


def _bare(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _read_drag(question: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    tokens = [_text_of(b) for b in question.findall("dragbox")]
    names = ids_for(len(tokens), tags.get("ids", ()))
    html = question.findtext("questiontext/text") or ""
    blanks = ids_for(len(re.findall(r"\[\[\d+\]\]", html)), tags.get("blanks", ()), "b")
    key: dict[str, str] = {}

    def gap(match: re.Match[str]) -> str:
        name = blanks[len(key)]
        key[name] = names[int(match[1]) - 1]
        return f"{{{name}}}"

    text = re.sub(r"\[\[(\d+)\]\]", gap, as_text(html))
    if not key:
        raise ValueError("it has no gap")
    cut = text.rfind("\n\n", 0, text.find(f"{{{blanks[0]}}}"))
    whys = _text(question, "generalfeedback").split("\n\n")
    keep = len(whys) == len(tokens)
    return {
        "type": "drag_cloze",
        "stem": text[:cut] if cut >= 0 else "Drag each word to its place.",
        "text": text[cut + 2 :] if cut >= 0 else text,
        "tokens": dict(zip(names, tokens, strict=True)),
        "key": key,
        "rationale": {n: whys[i] if keep else MISSING_REASON for i, n in enumerate(names)},
    }


def _read_order(question: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    answers = sorted(_answers(question), key=lambda a: a[1])
    # Ids that stand in the right order would give the key away: mix them.
    fresh = ids_for(len(answers))
    mixed = ids_for(len(answers), tags.get("ids", [*fresh[1::2], *fresh[::2]]))
    return {
        "type": "order",
        "stem": _text(question, "questiontext"),
        "options": dict(sorted(zip(mixed, (a[0] for a in answers), strict=True))),
        "key": mixed,
        "rationale": dict(sorted(zip(mixed, (a[2] for a in answers), strict=True))),
        "partial": question.findtext("gradingtype") not in ("ALL_OR_NOTHING", "-1"),
    }


def _read_essay(question: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    lines = re.findall(r"^(\d+): (.+?) \| (.+?)(?: \| (.+))?$", _text(question, "graderinfo"), re.M)
    rubric = [Criterion(name=n, points=int(p), full=f, part=h or None).model_dump() for p, n, f, h in lines]
    points = max(1, min(10, round(float(question.findtext("defaultgrade") or 1))))
    return {
        "type": "text",
        "stem": _text(question, "questiontext"),
        "rubric": rubric or [{"name": "Answers the question", "points": points, "full": MISSING_REASON}],
        "model_answer": _text(question, "generalfeedback") or MISSING_REASON,
    }


_READERS: dict[str, Callable[[ET.Element, dict[str, Any]], dict[str, Any]]] = {
    "multichoice": _read_choice,
    "matching": _read_match,
    "numerical": _read_number,
    "cloze": _read_cloze,
    "ddwtos": _read_drag,
    "ordering": _read_order,
    "essay": _read_essay,
}
