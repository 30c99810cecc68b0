"""One question of Moodle XML as plain data of an item."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html import unescape
from typing import Any

from b12course.bank.formats.carried import MISSING_REASON, as_text, ids_for
from b12course.bank.formats.moodle_write import UNIT_CLASS
from b12course.bank.items.words import Criterion


def said(element: ET.Element, path: str) -> str:
    """Return the text that Moodle keeps at ``path`` as an item's text; "" where it has none."""
    return as_text(element.findtext(f"{path}/text") or "")


def _answers(question: ET.Element) -> list[tuple[str, float, str]]:
    return [
        (as_text(a.findtext("text") or ""), float(a.get("fraction", "0")), said(a, "feedback") or MISSING_REASON)
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
        "stem": said(question, "questiontext"),
        "options": dict(zip(names, (a[0] for a in answers), strict=True)),
        "key": right[0] if single else right,
        "rationale": dict(zip(names, (a[2] for a in answers), strict=True)),
    }
    return {**data, "n": len(right)} if kind == "select_n" else data


def _read_match(question: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    pairs = [(_text_of(s), said(s, "answer")) for s in question.findall("subquestion")]
    columns = list(dict.fromkeys(answer for _, answer in pairs))
    rows = [(text, answer) for text, answer in pairs if text]
    names, heads = ids_for(len(rows), tags.get("rows", ()), "r"), ids_for(len(columns), tags.get("columns", ()), "c")
    whys = [why.removeprefix(f"{text}\n\n") for why, (text, _) in zip(_reasons(question, len(rows)), rows, strict=True)]
    return {
        "type": "matrix",
        "stem": said(question, "questiontext"),
        "rows": dict(zip(names, (t for t, _ in rows), strict=True)),
        "columns": dict(zip(heads, columns, strict=True)),
        "key": {n: heads[columns.index(a)] for n, (_, a) in zip(names, rows, strict=True)},
        "rationale": dict(zip(names, whys, strict=True)),
    }


def _reasons(question: ET.Element, count: int) -> list[str]:
    """Return the reasons that stand as a list in the general feedback; what to do, where they are not ``count``."""
    found = re.findall(r"<li>(.*?)</li>", question.findtext("generalfeedback/text") or "", re.S)
    return [as_text(f) or MISSING_REASON for f in found] if len(found) == count else [MISSING_REASON] * count


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
        "stem": as_text(re.sub(rf'<p class="{UNIT_CLASS}">.*?</p>', "", question.findtext("questiontext/text") or "")),
        "key": float((answer.findtext("text") or "").replace(",", "")),
        "tolerance": float(answer.findtext("tolerance") or 0),
        "unit": unit,
        "working": said(question, "generalfeedback") or said(answer, "feedback") or MISSING_REASON,
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
        answer, why = _answer_and_why(part)
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


def _answer_and_why(text: str) -> tuple[str, str]:
    """Return what stands before and after the first # that is neither guarded nor part of a character's number."""
    parts = re.split(r"(?<!\\)(?<!&)(?<!&amp;)#", text, maxsplit=1)
    return parts[0], parts[1] if len(parts) == 2 else ""


def _bare(text: str) -> str:
    """Return a gap's text as the HTML that Moodle shows: decoded once, guards removed."""
    return unescape(re.sub(r"\\(.)", r"\1", text))


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
    return {
        "type": "drag_cloze",
        "stem": text[:cut] if cut >= 0 else "Drag each word to its place.",
        "text": text[cut + 2 :] if cut >= 0 else text,
        "tokens": dict(zip(names, tokens, strict=True)),
        "key": key,
        "rationale": dict(zip(names, _reasons(question, len(tokens)), strict=True)),
    }


def _read_order(question: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    answers = sorted(_answers(question), key=lambda a: a[1])
    # Ids that stand in the right order would give the key away: mix them.
    fresh = ids_for(len(answers))
    mixed = ids_for(len(answers), tags.get("ids", [*fresh[1::2], *fresh[::2]]))
    whys = _reasons(question, len(answers))
    return {
        "type": "order",
        "stem": said(question, "questiontext"),
        "options": dict(sorted(zip(mixed, (a[0] for a in answers), strict=True))),
        "key": mixed,
        "rationale": dict(sorted(zip(mixed, whys, strict=True))),
        "partial": question.findtext("gradingtype") not in ("ALL_OR_NOTHING", "-1"),
    }


def _read_essay(question: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    lines = re.findall(r"^(\d+): (.+?) \| (.+?)(?: \| (.+))?$", said(question, "graderinfo"), re.M)
    rubric = [Criterion(name=n, points=int(p), full=f, part=h or None).model_dump() for p, n, f, h in lines]
    points = max(1, min(10, round(float(question.findtext("defaultgrade") or 1))))
    return {
        "type": "text",
        "stem": said(question, "questiontext"),
        "rubric": rubric or [{"name": "Answers the question", "points": points, "full": MISSING_REASON}],
        "model_answer": said(question, "generalfeedback") or MISSING_REASON,
    }


READERS: dict[str, Callable[[ET.Element, dict[str, Any]], dict[str, Any]]] = {
    "multichoice": _read_choice,
    "matching": _read_match,
    "numerical": _read_number,
    "cloze": _read_cloze,
    "ddwtos": _read_drag,
    "ordering": _read_order,
    "essay": _read_essay,
}
