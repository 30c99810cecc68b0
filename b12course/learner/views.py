"""Small pieces of HTML that learners see outside the quiz widget."""

from __future__ import annotations

from html import escape

_BASE = "font:14px/1.5 var(--jp-ui-font-family,system-ui,sans-serif);color:var(--jp-ui-font-color1,#1c2733);"


def notice(text: str) -> str:
    """Return a calm warning box."""
    return (
        f'<div class="b12-out" role="note" style="{_BASE}border-left:4px solid #b7791f;padding:8px 14px;margin:4px 0;'
        f'background:var(--jp-layout-color2,#fff3d9);border-radius:0 10px 10px 0">{escape(text)}</div>'
    )


def status_line(number: int, open_part: str, flagged: bool) -> str:
    """Return one line that says whether a question is answered."""
    words = f"Question {number}: {open_part}" if open_part else f"Question {number}: answered"
    sign = "○" if open_part else "✓"
    flag = " · flagged for review" if flagged else ""
    return f'<p class="b12-out" style="{_BASE}margin:0;opacity:.85">{sign} {escape(words)}{flag}</p>'


def overview(rows: list[tuple[int, str, str, bool]], keeps: bool) -> str:
    """Return the list of questions with what is still open: (number, id, open part, flagged)."""
    done = sum(not part for _, _, part, _ in rows)
    lines = "".join(
        f'<li style="margin:2px 0">Question {n}: {escape(part) if part else "answered"}'
        f"{' · <b>flagged for review</b>' if flag else ''}</li>"
        for n, _, part, flag in rows
        if part or flag
    )
    head = f"<p style='margin:0 0 6px'><b>{done} of {len(rows)} questions are answered.</b></p>"
    if not keeps:
        head += "<p style='margin:0 0 6px'>This is the educator's source copy: nothing is kept here.</p>"
    body = (
        f"<ul style='margin:0;padding-left:20px'>{lines}</ul>"
        if lines
        else "<p style='margin:0'>Nothing is open. You can hand in.</p>"
    )
    return f'<div class="b12-out" role="status" style="{_BASE}">{head}{body}</div>'
