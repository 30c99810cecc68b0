"""The ``:::`` boxes and ``[citations]`` of lessons, turned into Markdown.

As it stands it suits JupyterLab; the static site overrides how boxes, citations and references look.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

from b12course.bank.errors import BankError, Finding
from b12course.bank.evidence import CITATION, Source
from b12course.bank.folder import ClassFolder

_BOX = re.compile(r"^:::\{([a-z-]+)\}[ \t]*(.*?)[ \t]*\n(.*?)^:::[ \t]*$", re.S | re.M)
_CITATIONS = re.compile(rf" ?(?:{CITATION.pattern}[ ]?)+(?<! )")
_OPENING = re.compile(r"^:::\{.*", re.M)
# Stands where the list of references goes until every cell's citations have been counted.
REFERENCES = "<!-- references -->"

VERDICTS = {
    "sound": "Sound",
    "incomplete": "True, but not the whole truth",
    "local_policy": "Depends on where you work",
    "outdated": "Out of date",
    "wrong": "Wrong",
}
# The page that lists every claim, and its headings.
REGISTER = "09_evidence"
TOPICS = {
    "indications": "Who needs it",
    "contraindications": "When not to inject",
    "routes": "Routes",
    "sites": "Sites",
    "preparation": "Preparation",
    "injection": "Injection",
    "aftercare": "Aftercare",
    "disposal": "Disposal",
    "storage": "Storage",
}
# What a list of references says of how a source was read.
READ = {"opened": "", "copy": " Read in a copy.", "not_opened": " Not opened for this course."}


NO_BREAK = "\u2011"
LABELS = {"lebers": "Leber's disease"}


def heading_anchor(heading: str) -> str:
    """Return a heading's anchor as JupyterLab makes it: ``The-thigh:-vastus-lateralis``."""
    return heading.replace(" ", "-")


def reference(source: Source) -> str:
    """Return a source as a line of a reference list."""
    title = f"[{source.title}]({source.url})" if source.url else source.title
    parts = [source.organisation, title]
    if source.year:
        parts.append(str(source.year))
    if source.section:
        parts.append(source.section)
    return ". ".join(p.rstrip(".") for p in parts) + "." + READ[source.read]


class Boxes:
    """Renders the boxes of one text and numbers its citations in order of first use."""

    def __init__(self, path: Path, folder: ClassFolder) -> None:
        """Fill boxes of the text at ``path`` from the evidence and the practice profile of ``folder``."""
        self._path = path
        self._sources = folder.sources.sources
        self._claims = {c.id: c for c in folder.claims.claims}
        self._profile = folder.profile
        self._numbers: dict[str, int] = {}
        self.findings: list[Finding] = []
        self._kinds: dict[str, Callable[[str, str], str]] = {
            "clinical-depth": self.depth,
            "where-you-work": self._where,
            "beliefs": self._beliefs,
            "warning": lambda title, body: self.framed("warning", "⚠ " + (title or "Stop and ask"), "", body),
            "step-card": lambda title, body: self.framed("step-card", "Step card", title, body),
            "in-jupyter": lambda title, body: self.only("in-jupyter", body),
            "on-the-site": lambda title, body: self.only("on-the-site", body),
            "references": lambda title, body: REFERENCES,
        }

    def render(self, text: str) -> str:
        """Return ``text`` with its boxes and citations rendered; faults are added to ``findings``."""
        text = _BOX.sub(lambda m: self._box(m[1], m[2], m[3]), text)
        for opening in _OPENING.findall(text):
            self._fault(f"a box that starts with '{opening[:60]}' is never closed: end it with ':::' on its own line")
        return _CITATIONS.sub(lambda m: self._cite(CITATION.findall(m[0])), text)

    # -- boxes ----------------------------------------------------------------------------

    def _box(self, kind: str, title: str, body: str) -> str:
        if kind not in self._kinds:
            self._fault(f"a box of kind '{kind}' is unknown: use {', '.join(self._kinds)}")
            return body
        return self._kinds[kind](title, body.strip())

    def depth(self, title: str, body: str) -> str:
        """Return a box for nurses, which a reader opens."""
        return (
            f'<details class="b12-depth">\n<summary><b>Clinical depth</b> · {escape(title)}</summary>\n\n'
            f"{body}\n\n</details>"
        )

    def _where(self, title: str, body: str) -> str:
        lines = []
        for key in re.split(r"[,\s]+", f"{title} {body}".strip()):
            if key == "emergency_number":
                lines.append(f"- **Emergency number.** {self._profile.emergency_number}")
                continue
            fact = self._profile.facts.get(key)
            if fact is None:
                self._fault(
                    f"the practice profile has no fact '{key}': use emergency_number, {', '.join(self._profile.facts)}"
                )
                continue
            cites = "".join(f"[{k}]" for k in fact.sources)
            lines.append(f"- **{LABELS.get(key, key.replace('_', ' ').capitalize())}.** {fact.text} {cites}")
        return self.framed("where-you-work", "Where you work", self._profile.name, "\n".join(lines))

    def _beliefs(self, title: str, body: str) -> str:
        lines = ["| You may hear | Verdict | What the evidence says | |", "|:---|:---|:---|:---|"]
        for key in f"{title} {body}".split():
            claim = self._claims.get(key)
            if claim is None:
                self._fault(f"claim '{key}' is not in course/evidence/claims.yaml")
                continue
            cites = "".join(f"[{k}]" for k in claim.sources)
            said = f"*Left out:* {claim.claim}" if claim.omission else claim.claim
            row = f"[{claim.id.replace('-', NO_BREAK)}]({REGISTER}.ipynb#{heading_anchor(TOPICS[claim.topic])})"
            lines.append(f"| {said} | {VERDICTS[claim.verdict]} | {claim.teaches} {cites} | {row} |")
        return "\n".join(lines)

    def only(self, place: str, body: str) -> str:
        """Return text that holds at ``place`` (in-jupyter or on-the-site); nothing elsewhere."""
        return body if place == "in-jupyter" else ""

    def framed(self, kind: str, name: str, title: str, body: str) -> str:
        """Return a framed box of ``kind`` (warning, where-you-work or step-card)."""
        head = f"**{name}**" + (f" · {title}" if title else "")
        edge = "#a8261d" if kind == "warning" else "#0a6a72"
        return f'<div style="border-left: 4px solid {edge}; padding-left: 16px">\n\n{head}\n\n{body}\n\n</div>'

    # -- citations ------------------------------------------------------------------------

    def _cite(self, keys: list[str]) -> str:
        numbers = []
        for key in keys:
            if key not in self._sources:
                self._fault(f"source '{key}' is not in course/evidence/sources.yaml: add it there or mend the key")
                continue
            numbers.append(self._numbers.setdefault(key, len(self._numbers) + 1))
        return self.cited(numbers) if numbers else ""

    def cited(self, numbers: list[int]) -> str:
        """Return links to these entries of the list of references."""
        return f"<sup>{',&nbsp;'.join(f'[{n}](#References)' for n in numbers)}</sup>"

    def numbered(self) -> dict[int, Source]:
        """Return every source cited so far by its number."""
        return {n: self._sources[k] for k, n in self._numbers.items()}

    def references(self) -> str:
        """Return the list of every source cited so far."""
        return "\n".join(f"{n}. {reference(source)}" for n, source in self.numbered().items())

    def _fault(self, what: str) -> None:
        self.findings.append(Finding(what, self._path))

    def raise_faults(self) -> None:
        """Raise BankError when anything was wrong."""
        if self.findings:
            raise BankError(self.findings)
