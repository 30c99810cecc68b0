"""What a learning notebook calls: figures and practice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from IPython.display import HTML, display

from b12course import figures
from b12course.bank.evidence import Sources
from b12course.bank.folder import ClassFolder
from b12course.bank.items import ItemBase
from b12course.bank.learner_view import for_learner
from b12course.bank.lessons import read_lesson
from b12course.learner import simulators
from b12course.learner.answers import AnswerBook, learner_id
from b12course.learner.page import open_page, show_way_on
from b12course.learner.pictures import figure_html, picture
from b12course.learner.progress import progress, progress_html
from b12course.learner.quiz import Quiz
from b12course.learner.simulators.widget import SimulatorWidget
from b12course.learner.views import notice


class Lesson:
    """A lesson that is being read. ``name`` is the notebook's, such as ``04_sites``."""

    def __init__(self, name: str) -> None:
        """Find the class folder above the working directory. Raises BankError."""
        self.folder = ClassFolder.find(Path.cwd())
        self.text = read_lesson(self.folder.lessons / f"{name}.md")
        self._book = AnswerBook(self.folder.course)
        self._learner = learner_id()
        self._figures = self.text.figures()
        open_page()
        for warning in self._book.warnings():
            display(HTML(notice(warning)))

    def figure(self, name: str) -> None:
        """Show a figure with its number and caption."""
        number = self._figures.index(name) + 1 if name in self._figures else None
        display(HTML(figure_html(name, number, self.folder.sources)))

    def progress(self) -> None:
        """Show how far the learner has come in every module."""
        display(HTML(progress_html(progress(self.folder, self._book.state()))))

    def simulator(self, name: str) -> SimulatorWidget:
        """Show a simulator. It is not graded and keeps nothing. Raises simulators.UnknownSimulatorError."""
        show_way_on("Simulator")
        return SimulatorWidget(simulators.spec(name, self.folder.sources, self.folder.settings.profile))

    def practice(self, *ids: str) -> Quiz:
        """Show practice items, with instant feedback, one at a time."""
        items = [self.folder.practice[i] for i in ids]
        show_way_on("Practice")
        return Quiz(
            practice_spec(
                items, self.text.meta.short_title(), self.text.meta.objectives, self.folder.sources, self._learner
            ),
            self._book,
        )


def practice_spec(
    items: list[ItemBase], title: str, objectives: dict[str, str], sources: Sources, learner: str
) -> dict[str, Any]:
    """Return what the front end needs to run ``items`` as practice: keys and reasons included."""
    shown = [for_learner(i.public(), learner) for i in items]
    explained = {i.id: i.variant(s.get("variant", 0)).private() for i, s in zip(items, shown, strict=True)}
    keys = {k for i in items for k in i.sources}
    return {
        "mode": "practice",
        "title": title,
        "layout": "one",
        "items": shown,
        "explain": explained,
        "figures": figures_of(shown),
        "objectives": {i.objective: objectives[i.objective] for i in items if i.objective in objectives},
        "sources": {k: {"label": s.label(), "url": s.url} for k in sorted(keys) if (s := sources.sources.get(k))},
    }


def figures_of(shown: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the pictures that public halves name, also inside cases."""
    named = {i["figure"] for item in shown for i in (item, *item.get("items", [])) if "figure" in i}
    return {name: picture(name) for name in sorted(named) if name in figures.names()}
