"""``b12course check``: bank, evidence, lessons and notebooks, every finding at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.table import Table

from b12course import figures
from b12course.bank import testwise
from b12course.bank.blueprint import holdings, shortfalls
from b12course.bank.errors import BankError, Finding
from b12course.bank.evidence import cited, unresolved
from b12course.bank.folder import ClassFolder
from b12course.bank.items import TYPES
from b12course.bank.items.base import Step
from b12course.bank.lessons import LessonText, read_lesson, slug
from b12course.bank.lint import check_items, check_lesson
from b12course.bank.loading import Module, load_module
from b12course.bank.prints import check_prints
from b12course.bank.reading import measure
from b12course.classroom.build import build
from b12course.learner import simulators


def check_all(folder: ClassFolder) -> list[Finding]:
    """Return everything that is wrong in a class folder; an empty list when nothing is."""
    found: list[Finding] = []
    try:
        sources = folder.sources
        lessons = {p.stem: read_lesson(p) for p in sorted(folder.lessons.glob("*.md"))}
    except BankError as e:
        return e.findings
    for claim in folder.claims.claims:
        for key in claim.sources:
            if key not in sources.sources:
                found.append(Finding(f"claim {claim.id} names source '{key}', which does not exist", folder.course))
        if claim.section is None:
            what = f"claim {claim.id} has no section: name the notebook and heading that answers it"
            found.append(Finding(what, folder.course / "evidence" / "claims.yaml"))
        else:
            name, _, anchor = claim.section.partition("#")
            if name not in lessons or anchor not in {slug(h) for h in lessons[name].headings()}:
                what = f"claim {claim.id} is said to be answered in '{claim.section}', which is no section of a lesson"
                found.append(Finding(what, folder.course / "evidence" / "claims.yaml"))
    names = figures.names()
    for name in names:
        found += unresolved(list(figures.figure(name).sources), sources, folder.course, f"figure {name}")
    for lesson in lessons.values():
        practice = _module(folder.course / "practice" / f"{lesson.name}.yaml", folder, found)
        graded = _module(folder.assessments / "items" / f"{lesson.name}.yaml", folder, found)
        found += check_lesson(lesson, sources, names, practice, simulators.names())
        for module in (practice, graded):
            if module is not None:
                found += check_items(module, lesson, sources, names, graded=module is graded)
    found += check_prints(folder.course, folder.assessments, sources, _sizes(names))
    found += _sourceless(folder, lessons)
    found += _bank_faults(folder)
    if not found:
        try:
            found += [
                Finding("is not in step with its text: run `b12course build`", path.relative_to(folder.root))
                for path in build(folder).stale()
            ]
        except BankError as e:
            found += e.findings
    return [_relative(f, folder.root) for f in found]


def _sizes(names: list[str]) -> dict[str, tuple[int, int]]:
    """Return each figure's size in pixels."""
    return {n: (figures.figure(n).width_px, figures.figure(n).height_px) for n in names}


def _bank_faults(folder: ClassFolder) -> list[Finding]:
    """Return what only the whole graded bank shows: the blueprint, and looks that give keys away."""
    try:
        blueprint = folder.blueprint
    except BankError as e:
        return e.findings
    try:
        bank = folder.graded
    except BankError as e:  # each file's own faults have been told
        return [f for f in e.findings if "stands already in" in f.what]
    found = []
    if blueprint is not None:
        modules = {m.path.stem: m.items for m in bank.modules}
        found += [Finding(what, folder.assessments / "blueprint.yaml") for what in shortfalls(blueprint, modules)]
    for result in testwise.measure(bank):
        if result.beats_chance:
            what = (
                f"guessing '{result.strategy}' scores {result.score:.0%} over the bank, chance {result.chance:.0%}: "
                "vary the options until looks tell nothing (benchmarks/testwise.py)"
            )
            found.append(Finding(what, folder.assessments / "items"))
    return found


def _module(path: Path, folder: ClassFolder, found: list[Finding]) -> Module | None:
    if not path.exists():
        return None
    try:
        return load_module(path, folder.profile_code)
    except BankError as e:
        found += e.findings
        return None


def _sourceless(folder: ClassFolder, lessons: dict[str, LessonText]) -> list[Finding]:
    """Item files that no lesson goes with would never be built or shown."""
    paths = [*(folder.course / "practice").glob("*.yaml"), *(folder.assessments / "items").glob("*.yaml")]
    return [
        Finding("has no lesson of the same name in course/lessons: rename it or write the lesson", p)
        for p in sorted(paths)
        if p.stem not in lessons
    ]


def _relative(finding: Finding, root: Path) -> Finding:
    if finding.file is None or not finding.file.is_absolute() or not finding.file.is_relative_to(root):
        return finding
    return Finding(finding.what, finding.file.relative_to(root), finding.line, finding.item)


COLUMNS = (
    "module",
    "words",
    "grade",
    "figures",
    "simulators",
    "practice items",
    "types",
    "graded items",
    "types",
    "points",
    "claims",
    "sources",
)


def summary(folder: ClassFolder) -> Table:
    """Return a table of what each module holds."""
    table = Table(title=f"Nothing to mend. Profile: {folder.profile.name}")
    for column in COLUMNS:
        table.add_column(column, justify="left" if column == "module" else "right")
    for path in sorted(folder.lessons.glob("*.md")):
        lesson = read_lesson(path)
        reading = measure(lesson.body)
        faults: list[Finding] = []
        practice = _module(folder.course / "practice" / f"{lesson.name}.yaml", folder, faults)
        graded = _module(folder.assessments / "items" / f"{lesson.name}.yaml", folder, faults)
        sides = [(m.items if m else ()) for m in (practice, graded)]
        types = [len(Counter(i.type for i in side)) for side in sides]
        claims = [c for c in folder.claims.claims if (c.section or "").startswith(f"{lesson.name}#")]
        keys = {*cited(lesson.body), *(k for side in sides for i in side for k in i.sources)}
        row = (
            lesson.name,
            reading.words,
            reading.grade,
            len(lesson.figures()),
            len(lesson.simulators()),
            len(sides[0]),
            types[0],
            len(sides[1]),
            types[1],
            sum(i.max_points for i in sides[1]),
            len(claims),
            len(keys),
        )
        table.add_row(*map(str, row))
    return table


def bank_table(folder: ClassFolder) -> Table | None:
    """Return the graded bank beside its blueprint, or None when no blueprint is planned."""
    blueprint = folder.blueprint
    if blueprint is None:
        return None
    table = Table(title="Graded bank beside its blueprint (has / planned at least; points by judgment step)")
    for column in ("module", "weight", "items", "points", *(s.value.replace("_", " ") for s in Step), "apply+"):
        table.add_column(column, justify="left" if column == "module" else "right")
    modules = {m.path.stem: m.items for m in folder.graded.modules}
    for name, plan in blueprint.modules.items():
        has = holdings(modules.get(name, ()))
        steps = [f"{has.steps[s]}/{plan.steps[s]}" for s in Step]
        counts = [f"{has.items}/{plan.items}", f"{has.points}/{plan.points}", *steps]
        table.add_row(name, f"{plan.weight}%", *counts, f"{has.applied_percent}/{plan.applied}%")
    whole = holdings(list(folder.graded))
    types = ", ".join(f"{kind} {whole.types[kind]}" for kind in TYPES if whole.types[kind])
    table.caption = f"{whole.items} items, {whole.points} points. By type, those inside cases too: {types}."
    return table
