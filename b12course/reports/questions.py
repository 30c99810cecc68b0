"""The questions of a report as HTML: the list of all, and each with what was chosen."""

from __future__ import annotations

from html import escape

from b12course.learner.pictures import inline_text
from b12course.learner.review import section_link
from b12course.reports.group import ClassReport
from b12course.reports.items import ItemReport, signed
from b12course.reports.pieces import NONE, bar, cell

TYPES = {
    "single": "Choose one",
    "multiple": "Select all that apply",
    "select_n": "Select a number",
    "grouping": "Select in groups",
    "matrix": "Table, one a row",
    "matrix_multiple": "Table, several a row",
    "cloze": "Fill the gaps",
    "cloze_rationale": "Fill the gaps with reason",
    "drag_cloze": "Place in gaps",
    "highlight": "Mark the words",
    "bowtie": "Bow-tie",
    "order": "Put in order",
    "numeric": "Dose calculation",
    "hotspot": "Pick the place",
    "syringe": "Draw up",
    "text": "Own words",
    "case": "Unfolding case",
    "scenario": "Story with decisions",
}


def link(item: ItemReport) -> str:
    """Return a link to a question on the same page."""
    return f'<a href="#q{item.number}">Question {item.number}</a>'


def questions_table(report: ClassReport) -> str:
    """Return the list of all questions."""
    rows = []
    for item in report.items:
        flags = [f for _, f in item.all_flags()]
        urgent = [f for f in flags if f.urgent]
        if urgent:
            said = f'<span class="look">◆ {_kinds([f.kind for f in urgent])}</span>'
        elif flags:
            said = f'<span class="soft">◇ {_kinds([f.kind for f in flags])}</span>'
        else:
            said = NONE
        shown = bar(item.share) if item.share is not None else "waiting"
        r = NONE if item.discrimination is None else signed(item.discrimination)
        left = item.open or NONE
        stem = inline_text(_short(item.item.variant(0).stem))
        rows.append(
            f'<tr><th scope="row">{link(item)}<br><span class="stem">{stem}</span></th>'
            f"{cell('Type', TYPES.get(item.item.type, item.item.type))}"
            f"{cell('Share of points', shown)}{cell('Tells who knows', r)}"
            f"{cell('Left open', left)}{cell('Unsafe', item.unsafe or NONE)}"
            f"{cell('Look at', said)}</tr>"
        )
    heads = ("Question", "Type", "Share of points", "Tells who knows (r)", "Left open", "Unsafe", "Look at")
    return (
        '<section><h2>The questions</h2><table class="stack wide"><caption>◆ asks for something to be done; ◇ is only '
        "worth knowing</caption><thead><tr>"
        + "".join(f'<th scope="col">{h}</th>' for h in heads)
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table></section>"
    )


_KINDS = {
    "unsafe": "unsafe answers",
    "key": "check the key",
    "hard": "hard",
    "open": "left open",
    "weak": "tells little",
    "easy": "easy",
    "unused": "idle options",
}


def _kinds(kinds: list[str]) -> str:
    return ", ".join(_KINDS[k] for k in dict.fromkeys(kinds))


def _short(stem: str, longest: int = 70) -> str:
    words = stem.replace("*", "").split()
    text = ""
    for word in words:
        if len(text) + len(word) > longest:
            return text.rstrip(" ,;:") + " …"
        text += ("" if not text else " ") + word
    return text


def details(report: ClassReport, lesson_url: str) -> str:
    """Return every question with what was chosen; those that ask for something to be done are open."""
    return f"<section><h2>Each question</h2>{''.join(_detail(i, lesson_url) for i in report.items)}</section>"


def _detail(item: ItemReport, lesson_url: str) -> str:
    opened = " open" if any(f.urgent for _, f in item.all_flags()) else ""
    share = f"{item.share:.0%} of the points" if item.share is not None else "waiting for marks"
    inner = "".join(
        f'<div class="sub" id="q{q.number}"><h3>Question {q.number}</h3>{_body(q, lesson_url)}</div>'
        for q in item.questions
    )
    body = f"{_stem(item)}{inner}" if item.questions else _body(item, lesson_url)
    return (
        f'<details id="q{item.number}"{opened}><summary><b>Question {item.number}</b> '
        f'<span class="soft">{TYPES.get(item.item.type, item.item.type)} · {share}</span></summary>{body}</details>'
    )


def _stem(item: ItemReport) -> str:
    """Return the question; where learners get different numbers, with those of the first set."""
    text = f"<p>{inline_text(item.item.variant(0).stem)}</p>"
    if item.item.variants() == 1:
        return text
    return f'{text}<p class="soft">One of {item.item.variants()} sets of numbers: learners get different ones.</p>'


def _body(item: ItemReport, lesson_url: str) -> str:
    facts = [f"{item.answered} of {item.learners} answered"]
    if item.waiting:
        facts.append(f"{item.waiting} wait to be marked")
    if item.share is not None:
        facts.append(f"{item.share:.0%} of the points")
    if item.discrimination is not None:
        facts.append(f"tells who knows: r = {signed(item.discrimination)}")
    tags = [escape(item.item.id), escape(item.item.objective), item.item.step.value.replace("_", " ")]
    if item.item.read:
        tags.append(f"section {section_link(item.item.read, lesson_url)}")
    said = "".join(
        f'<p class="{"stop" if f.kind == "unsafe" else "note" if f.urgent else "aside"}"><b>{escape(f.what)}</b> '
        f"{escape(f.do)}</p>"
        for f in item.flags
    )
    return f'{_stem(item)}<p class="soft">{" · ".join(tags)}</p><p>{escape("; ".join(facts))}.</p>{said}{_chosen(item)}'


def _chosen(item: ItemReport) -> str:
    if not item.choices:
        return ""
    groups = list(dict.fromkeys(c.group for c in item.choices))
    bodies = []
    for group in groups:
        rows = ""
        for c in (c for c in item.choices if c.group == group):
            marks = '<span class="right">✓ best answer</span>' if c.key else ""
            if c.unsafe:
                marks += '<span class="wrong">✕ unsafe</span>'
            other = NONE if c.elsewhere is None else f"{c.elsewhere:.0%}"
            rows += (
                f'<tr><th scope="row">{inline_text(c.text)} {marks}</th>'
                f"{cell('Learners', f'{c.count} of {c.of}')}"
                f"{cell('Share', bar(c.share))}{cell('Their score elsewhere', other)}</tr>"
            )
        head = f'<tr><th scope="rowgroup" colspan="4" class="group">{inline_text(group)}</th></tr>' if group else ""
        bodies.append(f"<tbody>{head}{rows}</tbody>")
    return (
        f'<table class="stack choices"><caption>What was chosen in question {item.number}</caption><thead><tr>'
        '<th scope="col">Answer</th><th scope="col">Learners</th><th scope="col">Share</th>'
        f'<th scope="col">Their score elsewhere</th></tr></thead>{"".join(bodies)}</table>'
    )
