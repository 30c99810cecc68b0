"""Faults that the models alone can't see: keys that resolve elsewhere, and flaws of writing.

Writing rules: dossier 7B (``bmc-mir-flaws-2016`` and others) and 2E (``ismp-error-prone``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from b12course.bank.errors import Finding
from b12course.bank.evidence import Sources, cited
from b12course.bank.flaws import flaws, graded_flaws
from b12course.bank.items import ItemBase
from b12course.bank.items.choice import Single
from b12course.bank.items.composite import Case
from b12course.bank.items.sequence import Order
from b12course.bank.lessons import LessonText
from b12course.bank.loading import Module
from b12course.bank.reading import FEWEST_WORDS, MOST_GRADE, MOST_WORDS, measure

_HYGIENE = (
    (re.compile("[\u00b5\u03bc]g"), "writes the micro sign: write mcg (UK: micrograms)"),
    (re.compile(r"\d\.\d*0\s?(?:mg|mcg|mL|g)\b"), "has a trailing zero: write 1 mL, not 1.0 mL"),
    (re.compile(r"(?<![\d.])\.\d+\s?(?:mg|mcg|mL|g)\b"), "has a naked decimal point: write 0.5 mL, not .5 mL"),
    (re.compile(r"\b\d+(?:mg|mcg|mL)\b"), "has no space before a unit: write 1 mL"),
    (re.compile(r"\bcc\b"), "writes cc: write mL"),
    (re.compile(r"\b(?:all|none) of the above\b", re.I), "uses all or none of the above"),
)
_UNQUALIFIED = re.compile(r"(?<!ventro)(?<!dorso)\bgluteal\b", re.I)


def check_items(
    module: Module, lesson: LessonText | None, sources: Sources, figures: Iterable[str], graded: bool = False
) -> list[Finding]:
    """Return what is wrong with the items of one module, seen together with its lesson and the evidence.

    ``graded`` items must not tell their key on the way, either.
    """
    found: list[Finding] = []
    known = set(figures)
    for item in module.items:
        for what in (*_item_faults(item, lesson, sources, known), *(graded_flaws(item) if graded else ())):
            found.append(Finding(what, module.path, module.lines.get(item.id), item.id))
    found += [Finding(what, module.path) for what in _balance(module)]
    return found


def _item_faults(item: ItemBase, lesson: LessonText | None, sources: Sources, figures: set[str]) -> Iterator[str]:
    parts = [item, *item.items] if isinstance(item, Case) else [item]
    for part in parts:
        for key in part.sources:
            if key not in sources.sources:
                yield f"source '{key}' is not in course/evidence/sources.yaml: add it there or mend the key"
        figure = getattr(part, "figure", None)
        if figure is not None and figure not in figures:
            yield f"figure '{figure}' does not exist: use one of {', '.join(sorted(figures))}"
        if lesson is not None:
            if part.objective not in lesson.meta.objectives:
                yield f"objective '{part.objective}' is not listed at the top of {lesson.path.name}"
            if part.read is not None and part.read not in lesson.headings():
                yield f"read names '{part.read}', which is no heading of {lesson.path.name}"
    yield from flaws(item)
    texts = "\n".join(
        _texts(
            [{k: v for k, v in half.items() if k not in ("id", "sources")} for half in (item.public(), item.private())]
        )
    )
    for pattern, what in _HYGIENE:
        match = pattern.search(texts)
        if match:
            yield f"{what} (found '{match[0]}')"
    if _UNQUALIFIED.search(texts):
        yield "says 'gluteal' alone: say ventrogluteal or dorsogluteal"
    if isinstance(item, Order) and list(item.key) == sorted(item.key):
        yield "the ids of the steps stand in the right order, which gives the key away: mix them"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for v in value.values():
            yield from _texts(v)
    elif isinstance(value, list):
        for v in value:
            yield from _texts(v)


def _balance(module: Module) -> Iterator[str]:
    """Key position over the module's single-choice items (dossier 7B, flaw 17)."""
    singles = [i for i in module.items if isinstance(i, Single)]
    places = Counter(list(i.options).index(i.key) for i in singles)
    for place, count in places.items():
        if len(singles) >= 4 and count > len(singles) / 2:
            yield f"the key is option {place + 1} in {count} of {len(singles)} single-choice items: vary it"


_CLINICAL_FREE = (
    "A visit to begin with",
    "Before you start",
    "Common beliefs, checked",
    "Practice",
    "Back to the visit",
    "Teach it back",
    "References",
)


def check_lesson(
    lesson: LessonText,
    sources: Sources,
    figures: Iterable[str],
    practice: Module | None,
    simulators: Iterable[str] = (),
) -> list[Finding]:
    """Return what is wrong with a lesson: keys, names that it shows, practice items, paragraphs with no source."""
    found: list[Finding] = []

    def fault(what: str, line: int | None = None) -> None:
        found.append(Finding(what, lesson.path, line))

    for key in cited(lesson.body):
        if key not in sources.sources:
            fault(f"source '{key}' is not in course/evidence/sources.yaml: add it there or mend the key")
    for name in set(lesson.figures()) - set(figures):
        fault(f"figure '{name}' does not exist")
    for name in set(lesson.simulators()) - set(simulators):
        fault(f"simulator '{name}' does not exist: use one of {', '.join(simulators)}")
    shown = Counter(lesson.practice_shown())
    items = [i.id for i in practice.items] if practice else []
    for i in items:
        if shown[i] != 1:
            fault(f"practice item '{i}' is shown {shown[i]} times: show each one once")
    for i in set(shown) - set(items):
        fault(f"practice item '{i}' is not in course/practice/{lesson.name}.yaml")
    for pattern, what in _HYGIENE:
        match = pattern.search(lesson.body)
        if match:
            fault(f"{what} (found '{match[0]}')", lesson.first_line + lesson.body[: match.start()].count("\n"))
    found += [Finding(what, lesson.path) for what in _length_and_grade(lesson)]
    for line, paragraph in _uncited(lesson):
        fault(f"a clinical paragraph has no source key: '{paragraph[:60]}…'", line)
    return found


def _length_and_grade(lesson: LessonText) -> Iterator[str]:
    reading = measure(lesson.body)
    if reading.grade > MOST_GRADE:
        yield f"the main flow reads at US grade {reading.grade}: bring it to {MOST_GRADE:g} or below"
    if lesson.meta.title.startswith("Module ") and not FEWEST_WORDS <= reading.words <= MOST_WORDS:
        yield f"the main flow has {reading.words} words: a module has {FEWEST_WORDS} to {MOST_WORDS}"


_TABLE_OR_LIST = re.compile(r"\||[-*] |1\. ")


def _uncited(lesson: LessonText) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of paragraphs in clinical sections that cite nothing.

    A table or list may be carried by the paragraph before or after it. A box filled from evidence, a
    heading, and a line that only points to the next thing need no key.
    """
    blocks = list(_prose(lesson))
    for n, (line, text) in enumerate(blocks):
        carried_by = [text]
        if _TABLE_OR_LIST.match(text):
            carried_by += [blocks[i][1] for i in (n - 1, n + 1) if 0 <= i < len(blocks)]
        if not any(cited(t) for t in carried_by) and _says_something(text):
            yield line, text


def _prose(lesson: LessonText) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of each paragraph, table or list of the clinical sections."""
    line, free, in_fence = lesson.first_line, False, False
    for block in re.split(r"(\n{2,})", lesson.body):
        here, line = line, line + block.count("\n")
        text = re.sub(r"^:::.*\n?", "", block.strip(), flags=re.M).strip()
        fences = text.count("```")
        if in_fence or fences:
            in_fence = in_fence != (fences % 2 == 1)
            continue
        heading = re.match(r"(#+) +(.+)", text)
        if heading:
            if heading[1] == "##":
                free = any(heading[2].startswith(s) for s in _CLINICAL_FREE)
            continue
        if text and text != "+++" and not free:
            yield here, text


def _says_something(text: str) -> bool:
    """Tell prose that states facts from a lead-in ('Look at the picture:'), a question or a box's keys."""
    return len(text.split()) > 14 and not text.endswith((":", "?"))
