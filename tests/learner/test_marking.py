"""From what a learner saved, or handed in, to a score."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12course.bank.items import ItemBase
from b12course.bank.result import Score
from b12course.bank.scoring import score
from b12course.learner.handin import upload_copy
from b12course.learner.journal import LARGEST_JOURNAL, NAME, Event, Journal, JournalError, State, read_bytes
from b12course.learner.marking import METADATA, counted, mark, submitted_state
from tests.bank.strategies import MINIMAL, TYPES, answered, base, build, items, minimal, responses
from tests.learner.children import in_child


def said(item: str, value: Any, **more: Any) -> State:
    return State(answers={item: Event(item, "value", value, **more)})


# -- one answer -------------------------------------------------------------------------------


@given(items(), st.integers(0, 5), st.data())
def test_marking_is_scoring_what_the_journal_holds(item: ItemBase, variant: int, data: st.DataObject) -> None:
    response = data.draw(responses(item.variant(variant)))
    event = Event(item.id, "value", response, of=item.version, variant=variant)
    marked = mark(item, read_bytes(event.line(1, "")))
    assert marked.score == score(item, response, variant)
    assert marked.item == item.variant(variant)
    assert marked.note == ""
    if marked.response is None:
        assert marked.score.points == 0
    else:
        assert score(item, marked.response, variant) == marked.score


def test_the_last_answer_counts_and_an_answer_taken_back_is_none(tmp_path: Path) -> None:
    keeper = Journal(tmp_path / NAME)
    item = minimal("single")
    for value, earned in (("b", 0), ("a", 1), (None, 0), ("a", 1)):
        keeper.append(Event("one", "value", value))
        marked = mark(item, keeper.state())
        assert (marked.response, marked.score.points, marked.note) == (value, earned, "")


@pytest.mark.parametrize("kind", TYPES)
def test_no_answer_earns_nothing_and_needs_no_note(kind: str) -> None:
    marked = mark(minimal(kind), State())
    assert (marked.response, marked.score.points, marked.note) == (None, 0, "")
    assert marked.score.max_points == minimal(kind).max_points


JUNK: list[Any] = [
    5,
    True,
    10**400,
    [[]],
    {"x": {"y": [1]}},
    ["<script>"],
    "no such answer" * 600,
    [1e300, 2],
    {"1": {}},
]


@pytest.mark.parametrize("kind", TYPES)
def test_an_answer_that_cannot_be_read_earns_nothing_and_says_so(kind: str) -> None:
    item = minimal(kind)
    for junk in JUNK:
        marked = mark(item, said("one", junk))
        assert marked.score == Score(0.0, float(item.max_points))
        assert marked.response is None
        assert marked.note.startswith("The saved answer could not be read: one")
        assert marked.note.endswith(".")
        assert marked.note.isprintable()


@given(items(), st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=3), st.lists, max_leaves=4))
def test_whatever_the_journal_holds_is_marked(item: ItemBase, content: Any) -> None:
    marked = mark(item, said(item.id, content))
    assert 0 <= marked.score.points <= marked.score.max_points


def test_a_wording_that_changed_since_is_noted_and_the_answer_still_counts() -> None:
    item = minimal("single")
    changed = minimal("single", stem="What next?")
    marked = mark(changed, said("one", "a", of=item.version))
    assert marked.note == "The wording of this question changed after it was answered."
    assert marked.score.points == 1


@pytest.mark.parametrize(
    "change", [{"key": "b"}, {"rationale": dict.fromkeys("abc", "Why not")}, {"sources": ["other"]}, {"unsafe": []}]
)
def test_a_mended_key_or_reason_is_no_change_of_wording(change: dict[str, Any]) -> None:
    old, new = minimal("single"), minimal("single", **change)
    marked = mark(new, said("one", "a", of=old.version))
    assert marked.note == ""
    assert marked.score == score(new, "a")


def test_an_answer_that_names_no_version_is_taken_as_it_is() -> None:
    assert mark(minimal("single"), said("one", "a")).note == ""


def test_an_answer_to_the_item_as_it_once_was_is_read_if_it_can_be() -> None:
    """The item became select-all-that-apply after the release: the old answer has another shape."""
    old = minimal("single")
    marked = mark(minimal("multiple"), said("one", "a", of=old.version))
    assert marked.score.points == 0
    assert "could not be read" in marked.note


def test_the_numbers_that_the_learner_saw_are_the_numbers_that_are_marked() -> None:
    variants = [{"values": {"dose": d}, "key": d / 1000} for d in (250, 500)]
    item = build(base("numeric", unit="mL", variants=variants) | {"stem": "Draw up {dose} mcg."})
    value = {"value": 0.5, "unit": "mL"}
    assert mark(item, said("one", value, variant=1, of=item.version)).score.points == 1
    assert mark(item, said("one", value, variant=0, of=item.version)).score.points == 0
    marked = mark(item, said("one", value, variant=1, of=item.version))
    assert (marked.item.stem, marked.note) == ("Draw up 500 mcg.", "")


@pytest.mark.parametrize(
    ("points", "worth", "released", "counts"),
    [(2, 4, 4, 2), (2, 4, 2, 1), (4, 4, 3, 3), (1, 1, 5, 5), (0, 3, 4, 0), (3, 3, 0, 0)],
)
def test_points_count_as_a_share_of_what_was_released(points: int, worth: int, released: int, counts: float) -> None:
    assert counted(Score(float(points), float(worth)), float(released)) == counts


# -- what was handed in -----------------------------------------------------------------------


def notebook(folder: Path, metadata: Any = None, name: str = "04_sites") -> None:
    cells = [
        {
            "cell_type": "code",
            "id": "c1",
            "execution_count": 3,
            "metadata": {"nbgrader": {"grade_id": "one"}},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": "old"}],
            "source": 'assessment.check("one")',
        },
        {"cell_type": "markdown", "id": "c2", "metadata": {}, "source": "My teach-back: prëss."},
    ]
    nb = {"cells": cells, "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{name}.ipynb").write_text(json.dumps(nb), encoding="utf-8")


def answers(state: State) -> dict[str, Any]:
    return {i: e.content for i, e in state.answers.items()}


def journal_text(**values: Any) -> str:
    lines = [Event(i, "value", v).line(n, "") for n, (i, v) in enumerate(values.items(), 1)]
    return b"".join(lines).decode()


def test_a_journal_beside_the_notebook_is_read(tmp_path: Path) -> None:
    notebook(tmp_path)
    (tmp_path / NAME).write_text(journal_text(one="a"), encoding="utf-8")
    assert answers(submitted_state(tmp_path, "04_sites")) == {"one": "a"}


@pytest.mark.parametrize("beside", [None, ""])
def test_a_journal_in_the_notebook_is_read_where_none_lies_beside_it(tmp_path: Path, beside: str | None) -> None:
    notebook(tmp_path, {METADATA: {"journal": journal_text(one="a", two="é")}})
    if beside is not None:
        (tmp_path / NAME).write_text(beside, encoding="utf-8")
    assert answers(submitted_state(tmp_path, "04_sites")) == {"one": "a", "two": "é"}


def test_the_journal_beside_the_notebook_wins(tmp_path: Path) -> None:
    notebook(tmp_path, {METADATA: {"journal": journal_text(one="a", two="b")}})
    (tmp_path / NAME).write_text(journal_text(one="c"), encoding="utf-8")
    assert answers(submitted_state(tmp_path, "04_sites")) == {"one": "c"}


ODD_METADATA: list[Any] = [
    {},
    {METADATA: None},
    {METADATA: []},
    {METADATA: {}},
    {METADATA: {"journal": None}},
    {METADATA: {"journal": ["a"]}},
    {METADATA: {"journal": 5}},
    {METADATA: "journal"},
    {METADATA: {"journal": ""}},
]


@pytest.mark.parametrize("metadata", ODD_METADATA, ids=str)
def test_a_notebook_with_no_journal_is_one_with_no_answers(tmp_path: Path, metadata: Any) -> None:
    notebook(tmp_path, metadata)
    assert answers(submitted_state(tmp_path, "04_sites")) == {}


@pytest.mark.parametrize("text", ["", "{", "[]", "5", "null", '{"metadata": []}', "[" * 50_000, "\x00"])
def test_a_damaged_notebook_is_one_with_no_answers(tmp_path: Path, text: str) -> None:
    (tmp_path / "04_sites.ipynb").write_text(text, encoding="utf-8")
    assert answers(submitted_state(tmp_path, "04_sites")) == {}


def test_garbage_in_the_notebooks_journal_is_told(tmp_path: Path) -> None:
    text = journal_text(one="a") + "garbage \ud800\n" + journal_text(two="b")
    notebook(tmp_path, {METADATA: {"journal": text}})
    state = submitted_state(tmp_path, "04_sites")
    assert answers(state) == {"one": "a", "two": "b"}
    assert state.problems == ["line 2 is torn or not JSON"]


def test_too_long_a_journal_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    text = journal_text(one="a") + " " * LARGEST_JOURNAL
    notebook(tmp_path, {METADATA: {"journal": text}})
    with pytest.raises(JournalError, match="larger than 2 MiB"):
        submitted_state(tmp_path, "04_sites")
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(JournalError, match="larger than 2 MiB"):
        submitted_state(tmp_path, "04_sites")


def test_a_notebook_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "04_sites.ipynb")

    def timed() -> dict[str, Any]:
        signal.alarm(5)
        return answers(submitted_state(tmp_path, "04_sites"))

    assert in_child(timed) == {}


# -- the copy to upload -----------------------------------------------------------------------


def test_the_copy_to_upload_carries_every_answer_and_no_output(tmp_path: Path) -> None:
    notebook(tmp_path, {"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    keeper = Journal(tmp_path / NAME)
    for event in (
        Event("one", "value", "x"),
        Event("one", "value", "é \ud83d", of="0a1b", variant=2),
        Event("two", "value", {"r1": "c1"}),
        Event("one", "flag", True),
        Event("two", "step", 3),
    ):
        keeper.append(event)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    made = upload_copy(tmp_path, "04_sites")
    assert made == tmp_path / "hand-in" / "04_sites.ipynb"
    handed_in = submitted_state(made.parent, "04_sites")
    assert (handed_in.answers, handed_in.flags, handed_in.steps) == (
        keeper.state().answers,
        keeper.state().flags,
        keeper.state().steps,
    )
    nb = json.loads(made.read_text(encoding="utf-8"))
    assert nb["cells"][0]["outputs"] == []
    assert nb["cells"][0]["execution_count"] is None
    assert "".join(nb["cells"][1]["source"]) == "My teach-back: prëss."
    assert nb["metadata"]["kernelspec"]["name"] == "python3"
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before


def test_a_second_copy_takes_the_place_of_the_first(tmp_path: Path) -> None:
    notebook(tmp_path)
    keeper = Journal(tmp_path / NAME)
    for value in ("a", "b"):
        keeper.append(Event("one", "value", value))
        made = upload_copy(tmp_path, "04_sites")
        assert answers(submitted_state(made.parent, "04_sites")) == {"one": value}


def test_a_copy_leaves_out_lines_that_cannot_be_read(tmp_path: Path) -> None:
    notebook(tmp_path)
    (tmp_path / NAME).write_text(
        "garbage\n" + journal_text(one="a") + '{"v":1,"n":9,"value":1e999}\n', encoding="utf-8"
    )
    made = upload_copy(tmp_path, "04_sites")
    state = submitted_state(made.parent, "04_sites")
    assert (answers(state), state.problems) == ({"one": "a"}, [])


@pytest.mark.parametrize(
    ("journal", "text", "words"),
    [
        (None, None, "Nothing is answered yet"),
        ("", None, "Nothing is answered yet"),
        ('{"v":1,"n":1,"t":"","item":"one","flag":true}\n', None, "Nothing is answered yet"),
        (journal_text(one="a"), None, "04_sites.ipynb can't be read: save the notebook"),
        (journal_text(one="a"), "{", "04_sites.ipynb can't be read: save the notebook"),
        (journal_text(one="a"), "[]", "04_sites.ipynb can't be read: save the notebook"),
        (" " * (LARGEST_JOURNAL + 1), None, "larger than 2 MiB"),
    ],
)
def test_where_no_copy_can_be_made_it_says_why(
    tmp_path: Path, journal: str | None, text: str | None, words: str
) -> None:
    if journal is not None:
        (tmp_path / NAME).write_text(journal, encoding="utf-8")
    if text is not None:
        (tmp_path / "04_sites.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(JournalError, match=words):
        upload_copy(tmp_path, "04_sites")
    assert not (tmp_path / "hand-in").exists()


def test_every_type_is_marked_full_for_its_best_answer() -> None:
    for kind in set(MINIMAL) - {"text"}:
        marked = mark(minimal(kind), said("one", minimal(kind).best()))
        assert marked.score.points == marked.score.max_points


@given(answered("text"))
def test_free_text_earns_nothing_here_and_is_kept(pair: tuple[ItemBase, Any]) -> None:
    item, response = pair
    marked = mark(item, said(item.id, response))
    assert marked.score.points == 0
    assert marked.response == (response if response.strip() else None)
