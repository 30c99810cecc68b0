"""Figures and formatted words as HTML."""

from __future__ import annotations

import base64
import re
from functools import cache, lru_cache
from html import escape
from typing import Any

from b12course import figures
from b12course.bank.evidence import Sources

# A figure is read beside its text: wider than this, its words stand much larger than the text. In px.
WIDEST = 760
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.S)
_ITALIC = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")


@lru_cache(4096)  # a class shows the same few hundred texts over and over
def inline_text(text: str) -> str:
    """Return text with ``**bold**``, ``*italic*`` and line breaks as HTML; all else is escaped."""
    html = _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", escape(text.strip())))
    return html.replace("\n\n", "<br><br>").replace("\n", "<br>")


@cache
def picture(name: str) -> dict[str, Any]:
    """Return a figure as screens take it: ``src`` (data URI), ``alt``, ``width`` and ``height`` in px.

    Raises figures.UnknownFigure, with the names that exist.
    """
    drawing = figures.figure(name)
    data = base64.b64encode(figures.render(name, "svg")).decode("ascii")
    return {
        "src": f"data:image/svg+xml;base64,{data}",
        "alt": drawing.alt,
        "width": drawing.width_px,
        "height": drawing.height_px,
    }


def figure_html(name: str, number: int | None, sources: Sources) -> str:
    """Return a figure with its caption and where its facts come from."""
    drawing, image = figures.figure(name), picture(name)
    credit = "; ".join(dict.fromkeys(sources.sources[k].organisation for k in drawing.sources))
    credit = f'<br><span style="opacity:.75">Sources: {escape(credit)}.</span>' if credit else ""
    label = f"<b>Figure {number}.</b> " if number else ""
    return (
        f'<figure class="b12-out" style="margin:0;max-width:{min(drawing.width_px, WIDEST)}px">'
        f'<img src="{image["src"]}" alt="{escape(image["alt"])}" width="{image["width"]}" height="{image["height"]}" '
        'style="width:100%;height:auto;background:#fff;border-radius:12px">'
        f'<figcaption style="font-size:14px;margin-top:6px">{label}{inline_text(drawing.caption)}{credit}'
        "</figcaption></figure>"
    )
