"""A learner's words stay words: in the notebook that a person marks, in the review, on the feedback page."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html

from b12course.bank.items.words import Words
from b12course.classroom.grading.feedback import feedback_page, write_feedback
from b12course.classroom.textcells import fill_text_cell
from b12course.learner.journal import Event, State
from b12course.learner.marking import mark
from b12course.learner.review import review_html
from tests.classroom.attacks.conftest import Attacked, hostile_student
from tests.classroom.attacks.registry import HOSTILE, harmless, of_type
from tests.classroom.classes import ASSIGNMENT, cells_by_grade_id, text_of

VOID = {"img", "br", "meta", "input", "hr", "link"}


class Elements(HTMLParser):
    """The elements and attributes of a page in their order, and its text apart from them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"declaration {decl}")

    def unknown_decl(self, data: str) -> None:
        self.found.append("unknown")

    def handle_pi(self, data: str) -> None:
        self.found.append("instruction")


@pytest.fixture(params=HOSTILE, ids=list(HOSTILE))
def name(request: pytest.FixtureRequest) -> str:
    return request.param


def graded_path(attacked: Attacked, student: str) -> Path:
    return attacked.classroom.root / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"


def graded(attacked: Attacked, student: str) -> dict[str, Any]:
    return json.loads(graded_path(attacked, student).read_text(encoding="utf-8"))


def by_hand(nb: dict[str, Any]) -> str:
    return text_of(cells_by_grade_id(nb)[of_type("text").id])


def reviews(nb: dict[str, Any]) -> list[str]:
    return [o["data"]["text/html"] for c in nb["cells"] for o in c.get("outputs", [])]


def as_if_harmless(text: str) -> str:
    """Return the manually graded cell that a harmless text of the same lines gives."""
    item = of_type("text")
    assert isinstance(item, Words)
    cell: dict[str, Any] = {"source": ""}
    state = State(answers={item.id: Event(item.id, "value", harmless(text[:8000]))})
    fill_text_cell(cell, item, state, harmless(text))
    return cell["source"]


def test_the_graded_notebook_can_be_read_by_everybody(attacked: Attacked, name: str) -> None:
    """As UTF-8 with no half characters, and by nbformat's own rules."""
    nb = nbformat.read(graded_path(attacked, hostile_student(name)), as_version=4)
    nbformat.validate(nb)


def test_the_words_are_there(attacked: Attacked, name: str) -> None:
    """A test that found nothing because nothing was stored would show nothing."""
    html = markdown2html(by_hand(graded(attacked, hostile_student(name))))
    shown = "".join("".join(Elements(html).text).split())
    words = [w for w in HOSTILE[name].split() if w.isalnum() and w.isascii()]
    assert all(w in shown for w in words)


def test_markdown_of_the_text_cell_has_no_element_of_the_learners(attacked: Attacked, name: str) -> None:
    """As JupyterLab, Formgrader and nbgrader's feedback render it."""
    html = markdown2html(by_hand(graded(attacked, hostile_student(name))))
    plain = markdown2html(as_if_harmless(HOSTILE[name]))
    assert Elements(html).found == Elements(plain).found


def test_the_review_has_no_element_of_the_learners(attacked: Attacked, name: str) -> None:
    """What was typed as a number is shown in the review, up to 40 characters."""
    item = of_type("numeric")
    answer = {"value": item.answer() + 77, "unit": item.unit, "entered": harmless(HOSTILE[name][:40])}
    plain = review_html(mark(item, State(answers={item.id: Event(item.id, "value", answer)})), "everything", "x")
    found = [r for r in reviews(graded(attacked, hostile_student(name))) if f'data-item="{item.id}"' in r]
    assert len(found) == 1
    assert Elements(found[0]).found == Elements(plain).found


def test_our_feedback_page_has_no_element_of_the_learners(attacked: Attacked, name: str) -> None:
    nb = graded(attacked, hostile_student(name))
    found = Elements(feedback_page(nb, {})).found
    cells_by_grade_id(nb)[of_type("text").id]["source"] = as_if_harmless(HOSTILE[name])
    for review in (o["data"] for c in nb["cells"] for o in c.get("outputs", [])):
        review["text/html"] = review["text/html"].replace("**", "")
    assert found == Elements(feedback_page(nb, {})).found


def test_no_review_of_any_attack_has_script_or_handlers(attacked: Attacked) -> None:
    """All graded notebooks: what the odd journals and notebooks put there as well."""
    pages = 0
    for path in (attacked.classroom.root / "autograded").glob(f"*/{ASSIGNMENT}/*.ipynb"):
        nb = json.loads(path.read_text(encoding="utf-8"))
        for html in [*reviews(nb), markdown2html(by_hand(nb))]:
            pages += 1
            for tag in (f for f in Elements(html).found if isinstance(f, tuple)):
                _inert(*tag)
    assert pages > 1000


def _inert(tag: str, attrs: list[tuple[str, str | None]]) -> None:
    assert tag not in ("script", "iframe", "object", "embed", "form", "base", "meta", "link", "a", "input"), tag
    for key, value in attrs:
        assert not key.startswith("on")
        assert "javascript:" not in (value or "")
        assert key not in ("href", "srcdoc", "action")
        assert key != "src" or (value or "").startswith("data:image/svg+xml;base64,")


def test_feedback_is_written_for_the_whole_class(attacked: Attacked) -> None:
    """One learner's text must not cost the others their page."""
    pages = write_feedback(attacked.classroom.folder, ASSIGNMENT)
    with_notebook = list((attacked.classroom.root / "autograded").glob(f"*/{ASSIGNMENT}/*.ipynb"))
    assert len(pages) == len(with_notebook)
    assert list(attacked.marks.iterdir()) == []
    for page in pages:
        page.read_text(encoding="utf-8").encode("utf-8")


def test_nbconvert_takes_templates_in_a_text_for_text(attacked: Attacked) -> None:
    html, _ = HTMLExporter().from_filename(str(graded_path(attacked, hostile_student("jinja"))))
    text = "".join(Elements(html).text)
    assert "{{ 7*7 }}" in text
    assert "{% include '/etc/passwd' %}" in text
    assert "root:x:" not in html
