"""How long and how hard a lesson's main flow is to read.

The course promises US grade 8 or below in the main flow (dossier 7C, ``ahrq-literacy-toolkit``). The grade is
Flesch-Kincaid's, by textstat. Boxes for nurses, the claims register and lists of references don't count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import textstat

from b12course.bank.evidence import CITATION

MOST_GRADE = 8.0
FEWEST_WORDS, MOST_WORDS = 1500, 3000

_DROPPED = (
    re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.S | re.M),
    re.compile(r"^:::\{(?:clinical-depth|where-you-work|beliefs|references|progress)\}.*?^:::[ \t]*$", re.S | re.M),
    re.compile(r"^:::.*$", re.M),
    re.compile(r"^\|.*$", re.M),
    re.compile(r"^#+ .*$", re.M),
    re.compile(r"^\+\+\+.*$", re.M),
    re.compile(r"^[ \t]*(?:\d+\.|[-*])[ \t]", re.M),
    CITATION,
)


@dataclass(frozen=True)
class Reading:
    """``words`` of the main flow and its US school ``grade``."""

    words: int
    grade: float


def main_flow(body: str) -> str:
    """Return the prose that every learner reads, without markup."""
    for pattern in _DROPPED:
        body = pattern.sub("", body)
    return re.sub(r"\n{3,}", "\n\n", body.replace("**", "").replace("*", "")).strip()


def measure(body: str) -> Reading:
    """Return length and grade of a lesson's main flow. An empty one has grade 0."""
    prose = main_flow(body)
    words = len(prose.split())
    return Reading(words, round(textstat.flesch_kincaid_grade(prose), 1) if words else 0.0)
