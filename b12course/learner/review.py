"""A marked item as plain HTML, for feedback pages and Formgrader: readable with no script.

Everything a learner wrote is escaped; the page needs nothing but the style that comes with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from b12course.bank.items import ItemBase
from b12course.bank.items.blanks import BowTie, Cloze, FilledPassage
from b12course.bank.items.choice import Grouping, ListItem
from b12course.bank.items.composite import Case, Scenario
from b12course.bank.items.grids import Matrix, MatrixMultiple
from b12course.bank.items.marks import Highlight, Hotspot
from b12course.bank.items.numbers import AmountItem, Numeric, tidy
from b12course.bank.items.sequence import Order
from b12course.bank.items.words import Words
from b12course.bank.lessons import slug
from b12course.bank.result import Score
from b12course.learner.marking import Marked
from b12course.learner.pictures import inline_text, picture

STYLE = """
.b12-review{max-width:820px;border:1px solid #d3dbe3;border-radius:12px;padding:16px 20px;margin:8px 0;
color:#1c2733;background:#fff;font:15px/1.5 system-ui,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
.b12-review h4{margin:0 0 8px;font-size:16px;line-height:1.45}
.b12-review p{margin:0 0 10px}
.b12-review .b12-points{font-weight:600;color:#0a6a72}
.b12-review table{border-collapse:collapse;width:100%;margin:8px 0 12px;font-size:14.5px}
.b12-review th,.b12-review td{text-align:left;vertical-align:top;padding:8px 10px;border-bottom:1px solid #d3dbe3}
.b12-review thead th{color:#55626f;font-weight:600}
.b12-review .b12-right{color:#19713f;font-weight:600;white-space:nowrap}
.b12-review .b12-wrong{color:#a8261d;font-weight:600;white-space:nowrap}
.b12-review .b12-missed{color:#7a5200;font-weight:600;white-space:nowrap}
.b12-review .b12-stop{border-left:4px solid #a8261d;background:#fbeae8;padding:10px 14px;border-radius:0 10px 10px 0}
.b12-review .b12-note{border-left:4px solid #7a5200;background:#fff3d9;padding:10px 14px;border-radius:0 10px 10px 0}
.b12-review blockquote{font-size:inherit;white-space:pre-wrap;margin:8px 0;padding:10px 14px;
border-left:3px solid #d3dbe3;background:#f6f8fa}
.b12-review .b12-figure{position:relative;max-width:520px;margin:8px 0}
.b12-review .b12-figure img{width:100%;display:block}
.b12-review .b12-figure svg{position:absolute;inset:0;width:100%;height:100%}
.b12-review .b12-small{color:#55626f;font-size:13.5px}
""".strip()

_WORDS = {
    "right": '<span class="b12-right">✓ Right</span>',
    "wrong": '<span class="b12-wrong">✕ Not this</span>',
    "unsafe": '<span class="b12-wrong">✕ Unsafe</span>',
    "missed": '<span class="b12-missed">○ Missed</span>',
    "": "",
}


@dataclass(frozen=True)
class Row:
    """One element of an answer. ``verdict`` is right, wrong, unsafe, missed or nothing.

    ``typed`` says that ``yours`` is in the learner's own words, in which ``*`` means nothing.
    """

    what: str
    yours: str
    best: str
    verdict: str
    why: str = ""
    typed: bool = False


def review_html(marked: Marked, reveal: str, objective: str = "", lesson_url: str = "") -> str:
    """Return the review of one item.

    ``reveal`` is the educator's choice: ``everything``; ``right_or_wrong`` (points and nothing of
    the key); ``objectives`` (only what to read again). ``objective`` is its text; ``lesson_url``
    is where the lesson can be read, if it is on a site.
    """
    item, result = marked.item, marked.score
    full = result.points == result.max_points
    body = [f"<h4>{inline_text(item.stem)}</h4>"]
    if isinstance(item, Words):
        body += _words(item, reveal)
    else:
        body.append(f'<p class="b12-points">{_points(result)}</p>')
        if marked.response is None and not marked.note:
            body.append('<p class="b12-note">No answer was handed in for this question.</p>')
        if reveal == "everything":
            body += _everything(item, marked)
        elif reveal == "right_or_wrong":
            body.append(f"<p>{_WORDS['right' if full else 'wrong']}</p>")
    if marked.note:
        body.append(f'<p class="b12-note">{escape(marked.note)}</p>')
    if result.unsafe and reveal != "objectives":
        body.append(
            '<p class="b12-stop"><b>One answer could hurt someone.</b> Read this part again before you give '
            "an injection.</p>"
        )
    if not full and not isinstance(item, Words) and (objective or item.read):
        where = f" Section: {section_link(item.read, lesson_url)}." if item.read else ""
        body.append(f'<p class="b12-small">Read again: {escape(objective)}{where}</p>')
    html = f'<style>{STYLE}</style><section class="b12-review" data-item="{escape(item.id)}">{"".join(body)}</section>'
    return html.encode("utf-8", "replace").decode("utf-8")  # half an emoji could not be written to a file


def section_link(heading: str, lesson_url: str) -> str:
    """Return a section's name as HTML, as a link where the lesson is on a site."""
    if not lesson_url:
        return escape(heading)
    return f'<a href="{escape(lesson_url)}#{slug(heading)}">{escape(heading)}</a>'


def _points(result: Score) -> str:
    return f"{tidy(result.points)} of {tidy(result.max_points)} {'point' if result.max_points == 1 else 'points'}"


def _everything(item: ItemBase, marked: Marked) -> list[str]:
    body: list[str] = []
    if isinstance(item, Case):
        for n, question in item.numbered().items():
            response = (marked.response or {}).get(n)
            part = next((p for p in marked.score.parts if p.name == n), None)
            points = f"{part.points if part else 0} of {question.max_points}"
            body.append(f"<p><b>{n}. {inline_text(question.stem)}</b> ({points})</p>")
            body += _element(question, response)
        return body
    return _element(item, marked.response)


def _element(item: ItemBase, response: Any) -> list[str]:
    body = []
    if isinstance(item, Hotspot):
        body.append(_spot(item, response))
    body.append(_table(rows(item, response)))
    working = getattr(item, "working", None)
    if working:
        body.append(f'<p class="b12-small">Working: {inline_text(working)}</p>')
    return body


def _words(item: Words, reveal: str) -> list[str]:
    """Return what goes with a free-text answer; the answer and its marks stand in the manually graded cell."""
    if reveal != "everything":
        return []
    return [f"<p><b>One good answer</b></p><blockquote>{inline_text(item.model_answer)}</blockquote>"]


def _table(lines: Iterable[Row]) -> str:
    cells = "".join(
        f"<tr><td>{inline_text(r.what)}</td><td>{(escape if r.typed else inline_text)(r.yours)}</td>"
        f"<td>{inline_text(r.best)}</td>"
        f"<td>{_WORDS[r.verdict]}</td><td>{inline_text(r.why)}</td></tr>"
        for r in lines
    )
    return (
        '<table><thead><tr><th scope="col">What</th><th scope="col">Your answer</th><th scope="col">Best answer</th>'
        f'<th scope="col">Result</th><th scope="col">Why</th></tr></thead><tbody>{cells}</tbody></table>'
    )


def rows(item: ItemBase, response: Any) -> list[Row]:
    """Return the elements of a simple item or scenario, with your answer, the best one and the reason."""
    match item:
        case ListItem():
            key = item.explained()["key"]
            return _choices(item.options, [key] if isinstance(key, str) else key, response, item.rationale, item.unsafe)
        case Highlight():
            return _choices(item.tokens(), item.key, response, item.rationale, item.unsafe)
        case Grouping():
            return [
                r
                for g, group in item.groups.items()
                for r in _choices(
                    {o: f"{group.label}: {t}" for o, t in group.options.items()},
                    group.key,
                    (response or {}).get(g),
                    group.rationale,
                    [u.partition(".")[2] for u in item.unsafe if u.startswith(f"{g}.")],
                )
            ]
        case BowTie():
            return _bowtie(item, response or {})
        case Matrix():
            return [
                _pair(
                    text,
                    item.columns,
                    (response or {}).get(r),
                    item.key[r],
                    item.rationale[r],
                    f"{r}.",
                    item.unsafe,
                )
                for r, text in item.rows.items()
            ]
        case MatrixMultiple():
            return [_several(item, r, (response or {}).get(r, [])) for r in item.rows]
        case FilledPassage():
            return _filled(item, response or {})
        case Order():
            return _order(item, response or [])
        case AmountItem():
            return [_amount(item, response)]
        case Hotspot():
            return [_place(item, response)]
        case Scenario():
            return _path(item, response or [])
        case _:
            raise TypeError(f"no review for items of type {item.type}")


def _choices(
    options: dict[str, str], key: list[str], response: Any, why: dict[str, str], unsafe: list[str]
) -> list[Row]:
    picked = [response] if isinstance(response, str) else (response or [])
    out = []
    for o, text in options.items():
        if o in picked:
            verdict = "right" if o in key else ("unsafe" if o in unsafe else "wrong")
        else:
            verdict = "missed" if o in key else ""
        out.append(Row(text, "chosen" if o in picked else "", "this one" if o in key else "", verdict, why[o]))
    return out


def _bowtie(item: BowTie, response: dict[str, Any]) -> list[Row]:
    out = []
    for name, side in (
        ("actions", item.actions),
        ("condition", item.condition),
        ("parameters", item.parameters),
    ):
        key: list[str] = [side.key] if isinstance(side.key, str) else side.key
        unsafe = [u.partition(".")[2] for u in item.unsafe if u.startswith(f"{name}.")]
        options = {o: f"{side.label}: {t}" for o, t in side.options.items()}
        out += _choices(options, key, response.get(name), side.rationale, unsafe)
    return out


def _pair(
    what: str, options: dict[str, str], chosen: str | None, key: str, why: str, prefix: str, unsafe: list[str]
) -> Row:
    if chosen is None:
        verdict = "missed"
    elif chosen == key:
        verdict = "right"
    else:
        verdict = "unsafe" if prefix + chosen in unsafe else "wrong"
    return Row(what, options.get(chosen or "", "no answer"), options[key], verdict, why)


def _several(item: MatrixMultiple, row: str, chosen: list[str]) -> Row:
    key = item.key[row]
    verdict = "right" if set(chosen) == set(key) else "wrong"
    if any(f"{row}.{c}" in item.unsafe for c in chosen):
        verdict = "unsafe"
    names = item.columns
    return Row(
        item.rows[row],
        ", ".join(names[c] for c in names if c in chosen) or "none",
        ", ".join(names[c] for c in names if c in key) or "none",
        verdict,
        item.rationale[row],
    )


def _filled(item: FilledPassage, response: dict[str, str]) -> list[Row]:
    out = []
    for n, (blank, key) in enumerate(item.keys().items(), 1):
        chosen = response.get(blank)
        if isinstance(item, Cloze):
            spec = item.blanks[blank]
            reasons, label = spec.rationale, spec.label or f"Gap {n}"
        else:
            reasons, label = item.explained()["rationale"], f"Gap {n}"
        why = reasons[key] if chosen in (None, key) else f"{reasons[chosen]} {reasons[key]}"
        out.append(_pair(label, item.fillings(blank), chosen, key, why, f"{blank}.", item.unsafe))
    return out


def _order(item: Order, response: list[str]) -> list[Row]:
    out = []
    for n, key in enumerate(item.key):
        given = response[n] if n < len(response) else None
        verdict = "missed" if given is None else ("right" if given == key else "wrong")
        yours = item.options[given] if given else "no answer"
        out.append(Row(f"Step {n + 1}", yours, item.options[key], verdict, item.rationale[key]))
    return out


def _amount(item: AmountItem, response: Any) -> Row:
    unit = item.unit if isinstance(item, Numeric) else "mL"
    what = "Amount" if isinstance(item, Numeric) else "Mark at the leading edge of the stopper"
    best = f"{tidy(item.answer())} {unit}"
    if response is None:
        return Row(what, "no answer", best, "missed")
    if isinstance(response, dict):
        right = response["unit"] == unit and item.is_right(response["value"])
        yours = f"{response.get('entered') or tidy(response['value'])} {response['unit']}"
    else:
        right, yours = item.is_right(response), f"{tidy(response)} mL"
    unsafe = item.unsafe_in(response)
    why = next((r.why for r in item.variant(0).unsafe if r.name() in unsafe), "")
    return Row(what, yours, best, "right" if right else ("unsafe" if unsafe else "wrong"), why, typed=True)


def _place(item: Hotspot, response: Any) -> Row:
    best = " or ".join(item.zones[k].label for k in item.key)
    if response is None:
        return Row("Place", "no answer", best, "missed")
    at = item.zones_at((response[0], response[1]))
    where = f"{response[0]:.0%} from the left, {response[1]:.0%} from the top"
    if not at:
        return Row("Place", where, best, "wrong", item.elsewhere)
    hit = next((z for z in at if z in item.key), at[0])
    verdict = "right" if hit in item.key else ("unsafe" if hit in item.unsafe else "wrong")
    return Row("Place", f"{item.zones[hit].label} ({where})", best, verdict, item.zones[hit].why)


def _spot(item: Hotspot, response: Any) -> str:
    """Return the figure with the target zone outlined and the learner's point marked."""
    shapes = []
    for name, zone in item.zones.items():
        points = " ".join(f"{x * 100:.2f},{y * 100:.2f}" for x, y in zone.polygon)
        if name in item.key:
            style = 'stroke="#0a6a72" fill="#0a6a72" fill-opacity=".15"'
        else:
            style = 'stroke="#a8261d" fill="none" stroke-dasharray="2 1.5"'
        shapes.append(f'<polygon points="{points}" {style} stroke-width="2" vector-effect="non-scaling-stroke"/>')
    if response is not None:
        x, y = response[0] * 100, response[1] * 100
        shapes.append(
            f'<path d="M{x - 2.5:.2f} {y:.2f}H{x + 2.5:.2f}M{x:.2f} {y - 2.5:.2f}V{y + 2.5:.2f}" stroke="#1c2733" '
            'stroke-width="3" vector-effect="non-scaling-stroke" fill="none"/>'
        )
    image = picture(item.figure)
    return (
        f'<div class="b12-figure"><img src="{image["src"]}" alt="{escape(image["alt"])}">'
        f'<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">{"".join(shapes)}</svg></div>'
        '<p class="b12-small">Solid outline: where to inject. Dashed: not there. Cross: your answer.</p>'
    )


def _path(item: Scenario, response: list[str]) -> list[Row]:
    out = []
    for node, _, choice in item.walk(response):
        best = item.nodes[node].choices[item.best_choice(node)].text
        verdict = "unsafe" if choice.unsafe else ("wrong" if item.costs_points(node, choice) else "right")
        out.append(Row(item.nodes[node].text, choice.text, best, verdict, f"{choice.consequence} {choice.why}"))
    return out
