"""Questions and simulators as plain HTML: what stands on a page until its script runs, and where none runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from b12course.learner.pictures import inline_text

_MARKED = re.compile(r"\[\[\w+: (.*?)\]\]", re.S)
_GAP = re.compile(r"\{(\w+)\}")
_LINE = '<span class="gap">______</span>'


def question_html(public: Mapping[str, Any], figures: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the public half of an item as HTML that can be read and printed. ``figures`` holds its picture."""
    head = f'<p class="stem">{inline_text(public["stem"])}</p><p class="how">{escape(public["instruction"])}</p>'
    return head + _BODIES[public["type"]](public, figures)


def _listed(options: Iterable[Mapping[str, Any]]) -> str:
    return "<ul>" + "".join(f"<li>{inline_text(o['text'])}</li>" for o in options) + "</ul>"


def _in_words(options: Iterable[Mapping[str, Any]]) -> str:
    return " / ".join(inline_text(o["text"]) for o in options)


def _options(public: Mapping[str, Any], figures: Any) -> str:
    return _listed(public["options"])


def _groups(public: Mapping[str, Any], figures: Any) -> str:
    return "".join(f"<p><b>{inline_text(g['label'])}</b></p>{_listed(g['options'])}" for g in public["groups"])


def _grid(public: Mapping[str, Any], figures: Any) -> str:
    return f"{_listed(public['rows'])}<p>Choices: {_in_words(public['columns'])}</p>"


def _passage(public: Mapping[str, Any], fill: Any) -> str:
    if public["text"] is not None:
        return f"<p>{fill(inline_text(public['text']))}</p>"
    header = "".join(f'<th scope="col">{inline_text(h)}</th>' for h in public["table"]["header"])
    rows = "".join(
        "<tr>" + "".join(f"<td>{fill(inline_text(c))}</td>" for c in row) + "</tr>" for row in public["table"]["rows"]
    )
    return f'<div class="table"><table><thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cloze(public: Mapping[str, Any], figures: Any) -> str:
    blanks = {b["id"]: b for b in public["blanks"]}
    number = {name: n for n, name in enumerate(blanks, 1)}
    passage = _passage(public, lambda html: _GAP.sub(lambda m: f"{_LINE} ({number[m[1]]})", html))
    lists = "".join(f"<li>{_in_words(b['options'])}</li>" for b in blanks.values())
    return f"{passage}<ol>{lists}</ol>"


def _drag(public: Mapping[str, Any], figures: Any) -> str:
    return _passage(public, lambda html: _GAP.sub(_LINE, html)) + f"<p>Choices: {_in_words(public['tokens'])}</p>"


def _highlight(public: Mapping[str, Any], figures: Any) -> str:
    return (
        _passage(public, lambda html: _MARKED.sub(r"<u>\1</u>", html)) + "<p>You can select the underlined words.</p>"
    )


def _bowtie(public: Mapping[str, Any], figures: Any) -> str:
    sides = (public[side] for side in ("actions", "condition", "parameters"))
    return "".join(f"<p><b>{inline_text(s['label'])}</b></p>{_listed(s['options'])}" for s in sides)


def _numeric(public: Mapping[str, Any], figures: Any) -> str:
    return f"<p>{_LINE} {' / '.join(map(escape, public['units']))}</p>"


def _hotspot(public: Mapping[str, Any], figures: Mapping[str, Mapping[str, Any]]) -> str:
    image = figures.get(public["figure"])
    shown = (
        f'<img src="{escape(image["src"])}" alt="{escape(image["alt"])}" width="{image["width"]}" '
        f'height="{image["height"]}" loading="lazy">'
        if image
        else ""
    )
    return shown + _listed(public["places"])


def _syringe(public: Mapping[str, Any], figures: Any) -> str:
    return f"<p>A syringe of {public['barrel']:g} mL with a mark every {public['graduation']:g} mL.</p>"


def _text(public: Mapping[str, Any], figures: Any) -> str:
    points = "".join(f"<li>{inline_text(r['name'])}</li>" for r in public["rubric"])
    return f"<p>A good answer:</p><ul>{points}</ul>"


def _case(public: Mapping[str, Any], figures: Any) -> str:
    parts = []
    for n, question in enumerate(public["items"], 1):
        news = [e for e in public["chart"] if e["since"] == n]
        chart = "".join(f"<dt>{escape(e['tab'])}</dt><dd>{inline_text(e['text'])}</dd>" for e in news)
        parts.append((f"<dl>{chart}</dl>" if chart else "") + f"<p><b>{n}.</b></p>" + question_html(question, figures))
    return "".join(parts)


def _scenario(public: Mapping[str, Any], figures: Any) -> str:
    node = public["nodes"][public["start"]]
    return (
        f"<p>{inline_text(node['text'])}</p>{_listed(node['choices'])}"
        "<p>What happens next depends on what you choose. To go on, turn on JavaScript.</p>"
    )


_BODIES = {
    "single": _options,
    "multiple": _options,
    "select_n": _options,
    "order": _options,
    "grouping": _groups,
    "matrix": _grid,
    "matrix_multiple": _grid,
    "cloze": _cloze,
    "cloze_rationale": _cloze,
    "drag_cloze": _drag,
    "highlight": _highlight,
    "bowtie": _bowtie,
    "numeric": _numeric,
    "hotspot": _hotspot,
    "syringe": _syringe,
    "text": _text,
    "case": _case,
    "scenario": _scenario,
}


def quiz_html(spec: Mapping[str, Any]) -> str:
    """Return the questions of a quiz's ``spec``."""
    parts = (f'<div class="question">{question_html(i, spec["figures"])}</div>' for i in spec["items"])
    return f'<p class="try-head">Practice · {escape(spec["title"])}</p>{"".join(parts)}'


def simulator_html(spec: Mapping[str, Any]) -> str:
    """Return what a simulator is about."""
    notes = "".join(f"<p>{inline_text(n)}</p>" for n in spec["notes"])
    return (
        f'<p class="try-head">Try it · {escape(spec["title"])}</p><p>{inline_text(spec["lead"])}</p>{notes}'
        "<p>To try it, turn on JavaScript.</p>"
    )
