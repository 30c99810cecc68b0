"""Pieces of a page: table cells, and pictures in plain HTML.

Such pictures take the page's colors, its width, and a text size that can be read on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from b12course.reports.answers import Learner
from b12course.reports.style import STYLE

BINS = 10
NONE = "–"


def framed(title: str, kind: str, heading: str, below: str, body: str) -> str:
    """Return a whole page that loads nothing. All five are HTML already."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" '
        f'content="light dark"><title>{title}</title><style>{STYLE}</style></head><body>'
        f'<main><header><p class="kind">{kind}</p><h1>{heading}</h1><p class="soft">{below}</p>'
        f"</header>{body}</main></body></html>\n"
    )


def named(learner: Learner) -> str:
    """Return a learner's name as the gradebook has it, and the id where that is another."""
    if learner.name == learner.id:
        return escape(learner.id)
    return f'{escape(learner.name)} <span class="soft">{escape(learner.id)}</span>'


def cell(label: str, html: str | int) -> str:
    """Return a table cell. On a phone its label stands before it, and one with nothing in it is left out."""
    return f'<td data-label="{label}"{" class=none" if html == NONE else ""}>{html}</td>'


def bar(share: float, mark: int | None = None) -> str:
    """Return a share (0 to 1) as a number and a bar; ``mark`` (percent) draws a line where the pass mark is."""
    line = f'<i class="mark" style="left:{mark}%"></i>' if mark is not None else ""
    low = " low" if mark is not None and share * 100 < mark else ""
    return (
        f'<span class="bar"><b>{share:.0%}</b><span class="track{low}" aria-hidden="true">'
        f'<i style="width:{100 * min(max(share, 0.0), 1.0):.1f}%"></i>{line}</span></span>'
    )


def counts(scores: Sequence[float]) -> list[int]:
    """Return how many scores (percent) lie in each tenth; 100 belongs to the last."""
    found = [0] * BINS
    for s in scores:
        found[min(max(int(s / 100 * BINS + 1e-9), 0), BINS - 1)] += 1
    return found


def histogram(scores: Sequence[float], pass_mark: int) -> str:
    """Return how many learners scored what, as a picture with a text for those who can't see it."""
    found = counts(scores)
    most = max(found) or 1
    width = 100 // BINS
    words = [f"{n} from {b * width} to {(b + 1) * width}%" for b, n in enumerate(found) if n]
    columns = "".join(
        f'<div class="column"><span>{n or ""}</span><i style="height:{100 * n / most:.0f}%"'
        f"{' class=under' if (b + 1) * width <= pass_mark else ''}></i></div>"
        for b, n in enumerate(found)
    )
    ticks = "".join(f'<span style="left:{t}%">{t}%</span>' for t in range(0, 101, 20))
    return (
        f'<figure class="scores"><div role="img" aria-label="Learners by score: {", ".join(words)}. '
        f'The pass mark is {pass_mark}%."><div class="columns">{columns}'
        f'<i class="mark" style="left:{pass_mark}%"></i></div><div class="ticks">{ticks}</div></div>'
        f"<figcaption>Learners by score. The line is the pass mark, {pass_mark}%.</figcaption></figure>"
    )
