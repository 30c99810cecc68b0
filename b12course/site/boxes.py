"""Boxes, citations and references as the site shows them."""

from __future__ import annotations

from html import escape

from b12course.bank.evidence import Source
from b12course.learner.text.boxes import READ, Boxes

# Keeps the small numbers from standing alone at the start of a line.
NO_BREAK_BEFORE = "\u2060"


class SiteBoxes(Boxes):
    """Boxes with classes instead of styles; a citation leads to its own line in the list of references."""

    depth_boxes = 0

    def depth(self, title: str, body: str) -> str:
        """Return a box for nurses: open where no script runs."""
        self.depth_boxes += 1
        return (
            f'<details class="depth" open>\n<summary><b>Clinical depth</b> · {escape(title)}</summary>\n\n'
            f"{body}\n\n</details>"
        )

    def only(self, place: str, body: str) -> str:
        """Return text that holds on the site; nothing for JupyterLab's."""
        return body if place == "on-the-site" else ""

    def framed(self, kind: str, name: str, title: str, body: str) -> str:
        """Return a framed box of ``kind``."""
        head = f"<b>{escape(name)}</b>" + (f"\u00a0· {escape(title)}" if title else "")
        return f'<div class="box {kind}">\n<p class="box-head">{head}</p>\n\n{body}\n\n</div>'

    def cited(self, numbers: list[int]) -> str:
        """Return links to these entries of the list of references."""
        links = [f'<a href="#ref-{n}" aria-label="Source {n}">{n}</a>' for n in numbers]
        # A long row may break, but never so that its last number stands alone.
        row = "".join(f"{link}<wbr>" for link in links[:-2]) + "".join(links[-2:])
        return f'<sup class="cites">{NO_BREAK_BEFORE}{row}</sup>'

    def references(self) -> str:
        """Return the list of every source cited so far, as HTML."""
        entries = "".join(f'<li id="ref-{n}">{_entry(source)}</li>' for n, source in self.numbered().items())
        return f'<ol class="references">{entries}</ol>'


def _entry(source: Source) -> str:
    title = escape(source.title)
    linked = f'<a href="{escape(source.url)}" rel="noopener">{title}</a>' if source.url else title
    parts = [escape(source.organisation), linked, str(source.year or ""), escape(source.section or "")]
    return ". ".join(p.rstrip(".") for p in parts if p) + "." + READ[source.read]
