"""The page that shows the claims register: every claim of the two source texts, and where the course answers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from b12course.bank.evidence import Claim
from b12course.bank.folder import ClassFolder
from b12course.bank.lessons import LessonText, slug
from b12course.learner.text.boxes import TOPICS, VERDICTS, Boxes, heading_anchor
from b12course.learner.text.cells import localised

B = TypeVar("B", bound=Boxes)
HEAD = """\
# The evidence: {count} claims, checked

This course began with two articles from the web that teach people to inject vitamin B12. We took out every claim that
can be checked, and a few things that the articles leave out. Then we looked for evidence. This page lists each claim in
our own words, what we found, and what the course teaches instead. The last column names the section that answers it.

{verdicts}

**How a source was read.** Where the list of references says nothing, its page was opened. *Read in a copy* means that
another site's copy was read. *Not opened* means that we know it but could not open it for this course. Rows marked ‡
rest on knowledge alone.

**Sign-off.** {signed}
"""


def register_boxes(folder: ClassFolder, kind: type[B]) -> B:
    """Return the boxes, of ``kind``, that the register's citations are numbered by."""
    return kind(folder.course / "evidence" / "claims.yaml", folder)


def register_parts(folder: ClassFolder, lessons: Mapping[str, LessonText], boxes: Boxes) -> dict[str, str]:
    """Return the register as Markdown, part by part. Raises BankError when a source does not resolve."""
    claims = folder.claims.claims
    counts = Counter[str](c.verdict for c in claims)
    verdicts = "\n".join(f"- **{name}:** {counts[v]}" for v, name in VERDICTS.items() if counts[v])
    head = HEAD.format(count=len(claims), verdicts=verdicts, signed=signed(folder, lessons))
    parts = {"title": localised(head, folder)}
    for topic, heading in TOPICS.items():
        rows = [_row(c, lessons) for c in claims if c.topic == topic]
        table = "\n".join(
            ["| Claim | You may hear | Verdict | What the course teaches | Where |", "|:--|:--|:--|:--|:--|", *rows]
        )
        parts[topic] = localised(boxes.render(f"## {heading}\n\n{table}"), folder)
    boxes.raise_faults()
    return parts | {"references": f"## References\n\n{boxes.references()}"}


def _row(claim: Claim, lessons: Mapping[str, LessonText]) -> str:
    cites = "".join(f"[{k}]" for k in claim.sources)
    mark = " ‡" if claim.knowledge else ""
    said = f"*Left out:* {claim.claim}" if claim.omission else claim.claim
    columns = (f"{claim.id}{mark}", said, VERDICTS[claim.verdict], f"{claim.teaches} {cites}", _where(claim, lessons))
    return f"| {' | '.join(columns)} |"


def _where(claim: Claim, lessons: Mapping[str, LessonText]) -> str:
    name, _, anchor = (claim.section or "").partition("#")
    if name not in lessons:
        return ""
    heading = next((h for h in lessons[name].headings() if slug(h) == anchor), None)
    title = lessons[name].meta.short_title()
    return f"[{title}: {heading}]({name}.ipynb#{heading_anchor(heading)})" if heading else f"[{title}]({name}.ipynb)"


def signed(folder: ClassFolder, lessons: Mapping[str, LessonText]) -> str:
    """Return, in a sentence or a list, who has signed off which part of the course."""
    if not folder.reviews.reviews:
        return "No clinician has signed off any part of this course yet."
    return "\n".join(["", *(f"- {text.meta.title}: {folder.reviews.said_of(name)}" for name, text in lessons.items())])
