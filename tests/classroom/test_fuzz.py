"""Random damage to what the course reads: journals and notebooks of learners, item files of educators.

Whatever stands in a submission, reading it never raises and never takes long, and a score is a number of points that
the release has. Whatever stands in an item file, loading it gives items or one clear error.
"""

from __future__ import annotations

import copy
import json
import os
import re
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from b12course.bank.errors import BankError, Finding
from b12course.bank.items import ItemBase
from b12course.bank.loading import Module, load_module
from b12course.classroom.grading import intake, scoring
from b12course.classroom.grading.intake import Dropped, Severity, Submission
from b12course.classroom.grading.scoring import Plan
from b12course.learner import journal
from b12course.learner.journal import Event
from b12course.learner.marking import mark
from tests.bank.strategies import MINIMAL, TYPES, minimal
from tests.classroom.attacks.registry import HOSTILE, NOTEBOOK
from tests.classroom.attacks.watch import within
from tests.classroom.classes import ASSIGNMENT, Class

FIXED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
MIB = 1024 * 1024


def often(examples: int) -> settings:
    return settings(FIXED, max_examples=examples)


@pytest.fixture(autouse=True)
def _no_hang() -> Any:
    with within(60):
        yield


@pytest.fixture(scope="module")
def plan(released: Class) -> Plan:
    return Plan.of(released.folder, ASSIGNMENT)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A submission's folder, used over and over."""
    folder = tmp_path_factory.mktemp("fuzz") / "learner" / ASSIGNMENT
    folder.mkdir(parents=True)
    return folder


def put(desk: Path, **files: bytes | None) -> None:
    """Make ``desk`` hold these files and no other."""
    for path in desk.iterdir():
        path.unlink()
    for name, data in files.items():
        if data is not None:
            (desk / {"notebook": NOTEBOOK, "answers": journal.NAME, "time": "timestamp.txt"}[name]).write_bytes(data)


def taken(desk: Path, plan: Plan) -> Submission:
    """Read ``desk`` and hold what is true of every submission."""
    submission = intake.take(desk, "learner", plan.layout)
    for d in submission.dropped:
        assert d.where.isprintable(), d
        assert d.what.isprintable(), d
        assert len(d.where) <= 120, d
        assert len(d.what) <= 250, d
    assert len(submission.dropped) <= intake.MOST_FINDINGS + 1
    assert set(submission.typed) <= set(plan.layout.typed)
    assert all(len(t) <= intake.LONGEST_TYPED for t in submission.typed.values())
    return submission


def graded(plan: Plan, submission: Submission) -> scoring.Result:
    """Score a submission and hold what is true of every result."""
    result = scoring.grade(plan, submission)
    most = {c.metadata.nbgrader.grade_id: c.metadata.nbgrader.points for c in _graded_cells(plan)}
    assert result.scores.keys() == most.keys()
    for grade_id, points in result.scores.items():
        if points is None:
            assert grade_id in plan.layout.typed
        else:
            assert type(points) is float
            assert 0 <= points <= most[grade_id]
    if result.notebook is not None:
        nb = nbformat.reads(result.notebook.encode("utf-8").decode("utf-8"), as_version=4)
        assert [c.source for c in nb.cells if c.cell_type == "code"] == [
            c.source for c in plan.template.cells if c.cell_type == "code"
        ]
    json.dumps([result.unsafe, result.comments, result.signature])
    return result


def _graded_cells(plan: Plan) -> list[Any]:
    return [c for c in plan.template.cells if c.metadata.get("nbgrader", {}).get("grade")]


# -- JSON of any shape -------------------------------------------------------------------------

odd_texts = st.text(max_size=20) | st.sampled_from(["", "value", "item", *HOSTILE.values()]).map(lambda t: t[:200])
odd_numbers = st.integers() | st.floats() | st.sampled_from([0, -1, 2**53, 2**63, 10**400, 1e308, -0.0])
scalars = st.none() | st.booleans() | odd_numbers | odd_texts
any_json = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(odd_texts, inner, max_size=4), max_leaves=8
)


def dumped(value: Any) -> bytes:
    """Return JSON as bytes: as Python writes it, NaN and half characters included."""
    return json.dumps(value, ensure_ascii=True).encode("ascii")


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return where every value inside ``value`` stands."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(p for k, v in inside for p in paths(v, (*here, k)))]


@st.composite
def damaged(draw: Any, value: Any, most: int = 4) -> Any:
    """Return a copy of ``value`` with a few things in it replaced, deleted, doubled or swapped."""
    made = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, most))):
        spots = [p for p in paths(made) if p]
        if not spots:
            return made
        *above, last = draw(st.sampled_from(spots))
        parent = made
        for step in above:
            parent = parent[step]
        match draw(st.sampled_from(["replace", "replace", "delete", "double", "swap"])):
            case "replace":
                parent[last] = draw(any_json)
            case "delete":
                del parent[last]
            case "double" if isinstance(parent, list):
                parent.insert(last, copy.deepcopy(parent[last]))
            case "double":
                parent[draw(odd_texts)] = copy.deepcopy(parent[last])
            case "swap":
                other = draw(st.sampled_from(list(parent) if isinstance(parent, dict) else range(len(parent))))
                parent[last], parent[other] = parent[other], parent[last]
    return made


@st.composite
def chopped(draw: Any, data: bytes) -> bytes:
    """Return bytes with a few of them cut out, put in twice, changed or added."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        to = min(len(data), at + draw(st.integers(0, 40)))
        new = draw(
            st.binary(max_size=8) | st.sampled_from([b"\n", b'"', b"{", b"]", b"\\", b"\x00", b"\xff", b"\xed\xa0\x80"])
        )
        data = data[:at] + draw(st.sampled_from([b"", new, data[at:to] * 2])) + data[to:]
    return data


# -- journals ----------------------------------------------------------------------------------


def good_lines() -> list[dict[str, Any]]:
    """Return lines as the course writes them, for each type of item."""
    lines = []
    for n, kind in enumerate(TYPES, 1):
        item = minimal(kind)
        event = Event(item.id, "value", item.best(), of=item.version)
        lines.append(json.loads(event.line(n, f"2026-11-20T10:00:{n:02}.000Z")))
    lines.append(json.loads(Event("one", "flag", True).line(50, "2026-11-20T10:01:00.000Z")))
    lines.append(json.loads(Event("one", "step", 3).line(51, "2026-11-20T10:01:01.000Z")))
    return lines


LINES = good_lines()
WHOLE = b"".join(dumped(one) + b"\n" for one in LINES)
journal_lines = (
    st.sampled_from(LINES).flatmap(damaged).map(dumped)
    | st.sampled_from(LINES).map(dumped).flatmap(chopped)
    | any_json.map(dumped)
    | st.binary(max_size=60)
)
journals = st.lists(journal_lines, max_size=8).map(b"\n".join) | chopped(WHOLE) | st.binary(max_size=300)


@often(400)
@given(journals)
def test_any_bytes_are_a_journal(data: bytes) -> None:
    state = journal.read_bytes(data)
    assert state.lines == data.count(b"\n") + (not data.endswith(b"\n") and data != b"")
    assert len(state.problems) <= state.lines
    assert all(p.isprintable() and len(p) < 120 for p in state.problems)
    for kind, events in (("value", state.answers), ("flag", state.flags), ("step", state.steps)):
        for item, event in events.items():
            assert (event.item, event.kind) == (item, kind)
            assert 0 <= event.n <= state.last_n < 2**53
            assert event.variant is None or event.variant >= 0
            json.dumps(event.content, allow_nan=False)
    assert sorted(state.current(), key=lambda e: e.n) == state.current()


@often(150)
@given(journals)
def test_what_was_read_can_be_written_and_read_again(data: bytes) -> None:
    """The journal does so with itself when it grows too long: it must not lose or change an answer then."""
    state = journal.read_bytes(data)
    again = journal.read_bytes(b"".join(e.line(e.n, e.t) for e in state.current()))
    assert again.problems == []
    assert (again.answers, again.flags, again.steps) == (state.answers, state.flags, state.steps)


@often(150)
@given(data=journals, carried=st.none() | journals)
def test_any_journal_can_be_handed_in(desk: Path, plan: Plan, data: bytes, carried: bytes | None) -> None:
    kept = {"journal": (carried or b"").decode("utf-8", "surrogateescape")}
    nb = {"cells": [], "metadata": {"b12course": kept}}
    put(desk, answers=data, notebook=dumped(nb) if carried is not None else None)
    submission = taken(desk, plan)
    held = kept["journal"].encode("utf-8", "surrogatepass")
    expected = next((answers for answers in (data, held) if answers.strip()), b"")
    assert submission.answers == expected
    assert ("no answers were handed in" in {d.what for d in submission.dropped}) == (expected == b"")


@often(60)
@given(st.data())
def test_any_answer_is_worth_points_that_there_are(plan: Plan, data: st.DataObject) -> None:
    """Answers of every shape to the assignment's own items, up to the notebook that a person marks."""
    items = list(plan.bank.values())
    lines = []
    for n in range(data.draw(st.integers(1, 6))):
        item = data.draw(st.sampled_from(items))
        value = data.draw(any_json | damaged({"x": item.variant(0).best()}).map(lambda d: d.get("x")))
        one = {"v": 1, "n": n, "t": str(n), "item": item.id, "value": value, "of": data.draw(st.none() | odd_texts)}
        lines.append(dumped(one | {"variant": data.draw(st.integers(0, 2**53 - 1))}) + b"\n")
    result = graded(plan, Submission("learner", answers=b"".join(lines), has_notebook=True))
    assert result.notebook is not None


@often(400)
@given(kind=st.sampled_from(TYPES), data=st.data())
def test_any_answer_to_any_type_is_marked(kind: str, data: st.DataObject) -> None:
    item = minimal(kind)
    value = data.draw(any_json | damaged({"x": item.best()}).map(lambda d: d.get("x")))
    marked = mark(item, journal.State(answers={"one": Event("one", "value", value)}))
    assert 0 <= marked.score.points <= marked.score.max_points == item.max_points
    if marked.note:
        assert marked.score.points == 0
        assert marked.response is None
        assert marked.note.isprintable()
        assert len(marked.note) <= 250


# -- notebooks ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(plan: Plan) -> dict[str, Any]:
    """The released notebook, cut to a few cells of each kind: random damage then meets each of them."""
    nb = json.loads(plan.released)
    kept: list[dict[str, Any]] = []
    for cell in nb["cells"]:
        if sum(c["cell_type"] == cell["cell_type"] for c in kept) < 3 or cell["metadata"]["nbgrader"].get("solution"):
            kept.append(cell)
    return {**nb, "cells": kept}


def is_notebook(data: bytes) -> bool:
    try:
        whole = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return False
    return isinstance(whole, dict) and isinstance(whole.get("cells"), list)


def assert_taken_as_it_is(desk: Path, plan: Plan, data: bytes) -> Submission:
    """Hand in a notebook. One that is none is told and nothing is taken from it; either way a whole one comes back."""
    submission = taken(desk, plan)
    assert submission.has_notebook
    told = [d for d in submission.dropped if d.what.endswith("only the answers file was used")]
    if is_notebook(data):
        assert told == []
    else:
        assert [(d.where, d.severity) for d in told] == [(NOTEBOOK, Severity.SERIOUS)]
        assert submission.typed == {}
    assert graded(plan, submission).notebook is not None
    return submission


@often(120)
@given(data=st.data())
def test_any_change_to_a_notebook_can_be_handed_in(
    desk: Path, plan: Plan, notebook: dict[str, Any], data: st.DataObject
) -> None:
    changed = dumped(data.draw(damaged(notebook, 6)))
    put(desk, notebook=changed, answers=b"")
    assert_taken_as_it_is(desk, plan, changed)


@often(60)
@given(value=any_json)
def test_any_json_can_be_handed_in_as_a_notebook(desk: Path, plan: Plan, value: Any) -> None:
    for whole in (value, {"cells": value}, {"cells": [value, {"metadata": value}], "metadata": value}):
        put(desk, notebook=dumped(whole))
        assert_taken_as_it_is(desk, plan, dumped(whole))


@often(100)
@given(data=st.data())
def test_any_bytes_can_be_handed_in_as_a_notebook(
    desk: Path, plan: Plan, notebook: dict[str, Any], data: st.DataObject
) -> None:
    changed, at = data.draw(chopped(dumped(notebook))), data.draw(st.none() | st.binary(max_size=60))
    put(desk, notebook=changed, time=at)
    submission = assert_taken_as_it_is(desk, plan, changed)
    told = [d for d in submission.dropped if d.where == "timestamp.txt"]
    if at is None:
        assert (submission.timestamp, told) == (None, [])
    else:
        assert_read_or_told(submission.timestamp, told)


@often(200)
@given(
    st.text(max_size=40) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:. ]{0,15}[A-Z+./-]{0,8}", fullmatch=True)
)
def test_a_time_is_one_that_nbgrader_reads_or_is_reported(text: str) -> None:
    reported: list[Any] = []
    found = intake._time(text.encode("utf-8", "surrogatepass"), reported.append)
    assert found in (None, text.strip())
    assert_read_or_told(found, reported)


def assert_read_or_told(found: str | None, told: list[Dropped]) -> None:
    """A time is left out and told, or it is one to nbgrader; one still to come is kept and told."""
    assert {d.where for d in told} <= {"timestamp.txt"}
    words = [d.what for d in told]
    if found is None:
        assert words == ["holds no time that can be read, so the hand-in time is unknown"]
        return
    at = intake.parse_utc(found)
    assert intake.hand_in_time(found) == at
    to_come = at > datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1)
    assert words == (["says that it was handed in at a time still to come"] if to_come else [])


@often(60)
@given(
    st.lists(
        st.binary(min_size=1, max_size=40).filter(lambda n: not set(n) & set(b"/\0") and n not in (b".", b"..")),
        max_size=4,
    )
)
def test_files_may_have_any_name(desk: Path, plan: Plan, names: list[bytes]) -> None:
    put(desk)
    for name in names:
        (desk / os.fsdecode(name)).touch()
    submission = taken(desk, plan)
    assert sum(d.what.endswith("left out") for d in submission.dropped) == len(set(names))
    assert submission == Submission("learner", dropped=submission.dropped), "nothing is taken from them"


# -- item files --------------------------------------------------------------------------------

SHORT = ("single", "matrix", "cloze", "numeric", "hotspot", "order")


@pytest.fixture(scope="module")
def bank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bank") / "04_sites.yaml"


def loads_or_tells(path: Path, profile: str | None = "us") -> list[Finding]:
    """Load an item file: it gives a module, or an error that says where and what. Return what it says."""
    try:
        module = load_module(path, profile)
    except BankError as e:
        findings = e.findings
    else:
        assert_whole(module, path)
        return []
    assert findings
    for finding in findings:
        assert finding.file == path
        assert finding.line is None or finding.line >= 1
        assert_one_sentence(finding.what)
    return findings


def assert_whole(module: Module, path: Path) -> None:
    assert isinstance(module, Module)
    assert module.path == path
    assert module.items
    assert all(isinstance(i, ItemBase) for i in module.items)
    assert list(module.lines) == [i.id for i in module.items]
    assert min(module.lines.values()) >= 1


def assert_one_sentence(what: str) -> None:
    """A few words on one line. What is in quotes is from the file, and may hold anything."""
    assert len(what.split()) >= 3, what
    assert what == what.strip()
    assert re.sub(r"(['\"]).*\1", "", what, flags=re.DOTALL).isprintable(), what
    assert "Traceback" not in what


def as_yaml(*kinds: str) -> str:
    text = StringIO()
    items = [{**MINIMAL[k], "id": f"item-{n}"} for n, k in enumerate(kinds)]
    YAML().dump({"module": "sites", "items": items}, text)
    return text.getvalue()


@often(60)
@given(kind=st.sampled_from(TYPES), data=st.data())
def test_any_change_to_an_item_is_loaded_or_told(bank_file: Path, kind: str, data: st.DataObject) -> None:
    """JSON is YAML too, and much faster to write."""
    item = data.draw(damaged(MINIMAL[kind]))
    bank_file.write_bytes(dumped({"module": "sites", "items": [item]}))
    loads_or_tells(bank_file, data.draw(st.sampled_from([None, "us", "uk"])))


# fmt: off
PIECES = (
    "\t", "  ", "\n", ":", ": ", "- ", "#", "&a ", "*a", "!!int ", "!!float ", "!!binary ", "!!python/name:os.system ",
    "|", ">-", "'", '"', "[", "]", "{", "}", "%YAML 1.1\n", "---\n", "...\n", "? ", "\x00", "\x85", "\u2028", "\ufeff",
    "~", ".nan", "1e999", "9" * 5000, "2001-99-99", "12:30:45", "yes", "=", "@", "`", "\\", "\U0001f489",
)
# fmt: on


@st.composite
def mangled(draw: Any, text: str) -> str:
    """Return a YAML text with lines lost, doubled or moved, and pieces of YAML strewn in."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["lose", "double", "move", "strew", "strew", "strew", "shift"])):
            case "lose" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "shift":
                lines[at] = " " * draw(st.integers(0, 5)) + lines[at].lstrip()
            case _:
                spot = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:spot] + draw(st.sampled_from(PIECES)) + lines[at][spot:]
    return "\n".join(lines)


@often(120)
@given(kind=st.sampled_from(SHORT), data=st.data())
def test_any_slip_in_a_file_is_loaded_or_told(bank_file: Path, kind: str, data: st.DataObject) -> None:
    bank_file.write_text(data.draw(mangled(as_yaml(kind))), encoding="utf-8")
    loads_or_tells(bank_file)


@often(60)
@given(data=st.data())
def test_any_bytes_are_loaded_or_told(bank_file: Path, data: st.DataObject) -> None:
    bank_file.write_bytes(data.draw(st.binary(max_size=80) | chopped(as_yaml("single").encode())))
    loads_or_tells(bank_file)


HEAD = "module: sites\nitems:\n  - id: one\n    type: single\n    stem: "
TRICKS = {
    "an anchor in itself": ("module: sites\nitems:\n  - &a\n    id: one\n    stem: *a\n", "'type' is missing"),
    "a list of itself": ("module: sites\nitems: &a\n  - *a\n", "an item must be a mapping"),
    "an object of Python's": (
        "module: sites\nitems:\n  - !!python/object/apply:os.system ['exit 1']\n",
        "an item must be a mapping",
    ),
    "other types for names": (
        "module: sites\nitems:\n  - {2001-01-01: 1, 1.5: 2, null: 3, [a, b]: 4, {c: d}: 5}\n",
        "'type' is missing",
    ),
    "an id that is no text": (
        "module: sites\nitems:\n  - id: {a: b}\n  - id: [a]\n  - id: {a: b}\n",
        "'type' is missing",
    ),
    "two documents": ("module: sites\n---\nmodule: sites\n", "found another document"),
    "another version of YAML": ("%YAML 9.9\n---\nmodule: sites\nitems: [1]\n", "incompatible YAML document"),
    "a set for items": ("module: sites\nitems: !!set {a, b}\n", "'items' is missing or empty"),
    "a date that is none": (
        HEAD + "2001-99-99\n",
        "a value that can't be read (month must be in 1..12): put dates and long numbers in quotes",
    ),
    "a number of 5,000 digits": (
        HEAD + "9" * 5000 + "\n",
        "a value that can't be read (Exceeds the limit (4300 digits)",
    ),
    "a text of two million signs": (
        HEAD + "'" + "x" * 2_000_000 + "'\n",
        "'stem': string should have at most 4000 characters",
    ),
    "lists 1,000 deep": (HEAD + "[" * 1000 + "\n", "is nested too deeply"),
    "binary that is none": (HEAD + "!!binary '%%%'\n", "'objective' is missing"),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_tricks_of_yaml_are_told(bank_file: Path, trick: str) -> None:
    text, words = TRICKS[trick]
    bank_file.write_text(text, encoding="utf-8")
    for profile in (None, "us"):
        assert words in loads_or_tells(bank_file, profile)[0].what


def _laughs() -> str:
    """Return a text of a few lines that names ten to the eighth times one word."""
    names = "abcdefghi"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]" for old, new in pairwise(names)]
    return "module: sites\n" + "\n".join(lines) + "\nitems:\n  - id: one\n    type: single\n    stem: *i\n"


UNTOLD = {
    "a mapping merged into itself": (
        "module: sites\nitems:\n  - &a\n    id: one\n    <<: *a\n",
        "merge no mapping (<<) into itself",
    ),
    "a truth value that is none": (HEAD + "!!bool perhaps\n", "leave out tags (!!)"),
    "a hexadecimal number of 5,000 digits": (
        HEAD.replace("id: one", "id: 0x" + "f" * 5000) + "x\n",
        "has a number above",
    ),
    "anchors of anchors": (_laughs(), "holds more than 200,000 values"),
}


@pytest.mark.parametrize("trick", UNTOLD)
def test_more_tricks_of_yaml_are_told(bank_file: Path, trick: str) -> None:
    text, words = UNTOLD[trick]
    bank_file.write_text(text, encoding="utf-8")
    with within(3, TimeoutError):
        assert words in loads_or_tells(bank_file, None)[0].what


# -- time and memory ---------------------------------------------------------------------------


def _full(line: bytes, size: int) -> bytes:
    return line * (size // len(line))


def _many_items(size: int) -> bytes:
    lines = (dumped({"v": 1, "n": n, "t": "", "item": f"i{n}", "value": [n]}) for n in range(1, size // 70))
    return b"\n".join(lines)


# Each makes a journal of a given size.
LARGE_JOURNALS: dict[str, Callable[[int], bytes]] = {
    "garbage": lambda size: _full(b"x\n", size),
    "garbage in as many lines as are read": lambda size: b"{\n" * min(intake.MOST_LINES, size // 2),
    "empty lines": lambda size: _full(b"\n", size),
    "one line": lambda size: _full(b"[", size),
    "long lines": lambda size: _full(b'{"v":1,"x":"' + b"y" * 60_000 + b'"}\n', size),
    "as many items as fit": _many_items,
    "lists of lists": lambda size: _full(
        b'{"v":1,"n":1,"t":"","item":"a","value":[' + b"[]," * 15_000 + b"1]}\n", size
    ),
}


@pytest.mark.parametrize("kind", LARGE_JOURNALS)
def test_no_journal_takes_long(desk: Path, plan: Plan, kind: str) -> None:
    data = LARGE_JOURNALS[kind](journal.LARGEST_JOURNAL)
    assert len(data) <= journal.LARGEST_JOURNAL
    put(desk, answers=data)
    started = time.process_time()
    graded(plan, taken(desk, plan))
    assert time.process_time() - started < 5


@pytest.mark.parametrize("kind", LARGE_JOURNALS)
def test_a_journal_takes_memory_for_its_size_and_no_more(desk: Path, plan: Plan, kind: str) -> None:
    """At the largest size that is read, 2 MiB, this makes 80 MiB at most."""
    put(desk, answers=LARGE_JOURNALS[kind](MIB // 8))
    assert _peak(desk, plan) < 40 * MIB // 8


# What a notebook may be full of.
LARGE_NOTEBOOKS = {
    "names": b'{"":0},',
    "lists": b"[[]],",
    "numbers": b"1.5,",
    "cells": b'{"cell_type":"code","source":"1"},',
    "pieces of one cell": b'{"metadata":{"nbgrader":{"grade_id":"sites-14"}},"source":"1"},',
}


@pytest.mark.parametrize("kind", LARGE_NOTEBOOKS)
def test_a_notebook_takes_memory_for_its_size_and_no_more(desk: Path, plan: Plan, kind: str) -> None:
    """At the largest size that is read, 20 MiB, this makes 800 MiB at most, for a moment."""
    put(desk, notebook=b'{"cells": [' + _full(LARGE_NOTEBOOKS[kind], MIB // 2)[:-1] + b"]}")
    assert _peak(desk, plan) < 40 * MIB // 2


def _peak(desk: Path, plan: Plan) -> int:
    """Return the most memory that reading ``desk`` takes."""
    assert plan.layout.cells
    tracemalloc.start()
    try:
        taken(desk, plan)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
