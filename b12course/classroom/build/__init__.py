"""``b12course build``: every notebook from text, reproducibly to the byte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.bank.lessons import LessonText, read_lesson
from b12course.bank.loading import load_module
from b12course.classroom.build.assignment import assignment_files
from b12course.classroom.build.checkoff import checkoff_files
from b12course.classroom.build.learning import learning_notebook
from b12course.classroom.build.register import register_notebook
from b12course.learner.text.boxes import REGISTER


@dataclass(frozen=True)
class Built:
    """Every file that the text of a class folder makes: path to content."""

    files: dict[Path, str]

    def stale(self) -> list[Path]:
        """Return the files that are missing or differ from their text."""
        return [p for p, content in self.files.items() if not p.is_file() or p.read_text(encoding="utf-8") != content]

    def write(self) -> list[Path]:
        """Write the files that differ and return them."""
        stale = self.stale()
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.files[path], encoding="utf-8", newline="\n")
        return stale


def build(folder: ClassFolder) -> Built:
    """Make all notebooks of a class folder in memory. Raises BankError with every fault found."""
    files: dict[Path, str] = {}
    faults: list[Finding] = []
    profile = folder.profile_code
    lessons: dict[str, LessonText] = {}
    for path in sorted(folder.lessons.glob("*.md")):
        try:
            lesson = read_lesson(path)
            lessons[lesson.name] = lesson
            files[folder.course / f"{lesson.name}.ipynb"] = learning_notebook(lesson, folder)
            items = folder.assessments / "items" / f"{lesson.name}.yaml"
            if items.exists():
                for name, content in assignment_files(load_module(items, profile), lesson, profile).items():
                    files[folder.source / name] = content
        except BankError as e:
            faults += e.findings
    try:
        files[folder.course / f"{REGISTER}.ipynb"] = register_notebook(folder, lessons)
    except BankError as e:
        faults += e.findings
    try:
        if folder.checkoff is not None:
            for name, content in checkoff_files(folder.checkoff, folder).items():
                files[folder.source / name] = content
    except BankError as e:
        faults += e.findings
    if faults:
        raise BankError(faults)
    return Built(files)
