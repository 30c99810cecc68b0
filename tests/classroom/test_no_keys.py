"""Nothing that a learner gets before grading holds a key of a graded item."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from b12course.bank.folder import ClassFolder
from b12course.bank.items import ItemBase
from b12course.bank.items.choice import Single
from b12course.bank.items.composite import Case
from b12course.bank.items.sequence import Order
from b12course.bank.learner_view import for_learner
from b12course.bank.loading import Bank
from b12course.bank.scoring import score
from b12course.learner.marking import Marked
from b12course.learner.review import STYLE, review_html
from tests.classroom.classes import ROOT, Class, scalars

# Every field that a learner's machine may hold, by its place. A field that is not here is a leak or a decision
# to be made: think twice before adding one.
OPTIONS = {"id", "text"}
LABELLED = {"id", "label", "options"}
EVERY = {"id", "type", "stem", "instruction", "points", "version"}
PASSAGE = {"text", "table"}
PUBLIC: dict[str, set[str]] = {
    "single": {"options"},
    "multiple": {"options"},
    "select_n": {"options", "n"},
    "grouping": {"groups"},
    "matrix": {"rows", "columns", "heading"},
    "matrix_multiple": {"rows", "columns", "heading"},
    "cloze": {"blanks", *PASSAGE},
    "cloze_rationale": {"blanks", *PASSAGE},
    "drag_cloze": {"targets", "tokens", *PASSAGE},
    "highlight": PASSAGE,
    "bowtie": {"actions", "condition", "parameters"},
    "order": {"options"},
    "numeric": {"units", "variants"},
    "syringe": {"barrel", "graduation", "major", "variants"},
    "hotspot": {"figure", "places"},
    "text": {"rubric", "longest"},
    "case": {"chart", "items"},
    "scenario": {"start", "nodes"},
}
WITHIN: dict[str, set[str]] = {
    "options": OPTIONS,
    "tokens": OPTIONS,
    "rows": OPTIONS,
    "columns": OPTIONS,
    "groups": LABELLED,
    "blanks": LABELLED,
    "actions": LABELLED - {"id"},
    "condition": LABELLED - {"id"},
    "parameters": LABELLED - {"id"},
    "places": {"id", "text", "at"},
    "rubric": {"name", "points"},
    "chart": {"tab", "since", "text"},
    "table": {"header", "rows"},
    "choices": {"id", "text", "to"},
}
PRIVATE_WORDS = re.compile(
    r"rationale|model_answer|polygon|unsafe|working|tolerance|elsewhere|misconception|\"key\"|BEGIN (HIDDEN|SOLUTION)"
)


@pytest.fixture(scope="module", params=["course", "gallery"])
def release(request: pytest.FixtureRequest, released: Class, released_gallery: Class) -> Class:
    return released if request.param == "course" else released_gallery


@pytest.fixture(scope="module")
def graded(folder: ClassFolder) -> Bank:
    """Every graded item of the course."""
    return folder.graded


def files(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.rglob("*")) if p.is_file()]


def strings(path: Path) -> list[str]:
    """Return every string of a JSON file, names of fields included."""
    return list(_strings(json.loads(path.read_text(encoding="utf-8"))))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inside in value.items():
            yield name
            yield from _strings(inside)
    elif isinstance(value, list):
        yield "".join(v for v in value if isinstance(v, str))  # a cell's source may be a list of lines
        for inside in value:
            yield from _strings(inside)
    elif isinstance(value, str):
        yield value


def simple(item: ItemBase) -> list[ItemBase]:
    return list(item.items) if isinstance(item, Case) else [item]


def secrets(bank: Bank) -> set[str]:
    """Return the sentences that explain the answers, and that no public half says as well."""
    told = "\n".join(str(s) for i in bank for s in scalars(i.public()))
    explained = {str(s) for i in bank for part in simple(i) for s in scalars(part.explained())}
    found = {s for s in explained if len(s) > 15 and s not in told}
    assert len(found) > 3 * len(list(bank))
    return found


# -- the release ------------------------------------------------------------------------------


def test_a_release_holds_two_files(release: Class) -> None:
    made = [str(p.relative_to(release.root / "release")) for p in files(release.root / "release")]
    name = release.assignment
    assert made == [f"{name}/{name}.ipynb", f"{name}/items.json"]


def test_no_file_of_a_release_says_why_an_answer_is_right(release: Class) -> None:
    hidden = secrets(release.bank)
    for path in files(release.root / "release"):
        text = "\n".join(strings(path))
        assert [s for s in hidden if s in text] == [], path.name


def test_no_file_of_a_release_has_a_private_field(release: Class) -> None:
    public = {str(s) for i in release.bank for s in scalars(i.public())}
    for path in files(release.root / "release"):
        found = [s for s in strings(path) if PRIVATE_WORDS.search(s) and s not in public]
        assert found == [], path.name
        assert '"key"' not in path.read_text(encoding="utf-8")


def test_public_halves_have_only_known_fields(release: Class) -> None:
    data = json.loads((release.root / "release" / release.assignment / "items.json").read_text(encoding="utf-8"))
    assert set(data) == {"version", "assignment", "title", "profile", "objectives", "items"}
    assert [i["id"] for i in data["items"]] == [i.id for i in release.bank]
    for item in data["items"]:
        assert_known(item, EVERY)


def assert_known(item: dict[str, Any], every: set[str]) -> None:
    assert set(item) <= every | PUBLIC[item["type"]], item["id"]
    for sub in item.get("items", []):
        assert_known(sub, EVERY | {"step"})
    for values in item.get("variants", []):
        assert set(values) == set(re.findall(r"\{(\w+)\}", item["stem"])), item["id"]
    for node in item.get("nodes", {}).values():
        assert set(node) == {"text", "choices"}
    for name, fields in within(item):
        assert fields <= WITHIN[name], (item["id"], name)


def within(value: Any) -> Iterator[tuple[str, set[str]]]:
    """Yield the fields of each mapping inside an item, under the name that holds it."""
    if not isinstance(value, dict):
        return
    for name, inside in value.items():
        if name in ("items", "variants"):
            continue
        for one in inside if isinstance(inside, list) else [inside]:
            if isinstance(one, dict) and name in WITHIN:
                yield name, set(one)
            if isinstance(one, dict):
                yield from (within(one) if name != "nodes" else (w for n in one.values() for w in within(n)))


def test_every_type_is_looked_at(released_gallery: Class) -> None:
    assert {i.type for i in released_gallery.bank} == set(PUBLIC)


def test_the_released_notebook_is_plain(release: Class) -> None:
    """No outputs, no attachments, and no metadata but JupyterLab's and nbgrader's."""
    path = release.root / "release" / release.assignment / f"{release.assignment}.ipynb"
    nb = json.loads(path.read_text(encoding="utf-8"))
    assert set(nb["metadata"]) == {"kernelspec", "language_info"}
    roles = {"cell_type", "checksum", "grade", "grade_id", "locked", "points", "schema_version", "solution", "task"}
    for cell in nb["cells"]:
        assert set(cell["metadata"]) <= {"jupyter", "nbgrader", "deletable", "editable"}
        assert set(cell["metadata"]["nbgrader"]) <= roles
        assert "attachments" not in cell
        assert cell.get("outputs", []) == []
    sources = ["".join(c["source"]) for c in nb["cells"] if c["cell_type"] == "code"]
    plain = re.compile(r'assessment\.(show|check)\("[a-z0-9-]+"\)|assessment\.hand_in\(\)')
    assert [s for s in sources if not plain.fullmatch(s)] == [
        f'from b12course.learner import Assessment\n\nassessment = Assessment("{release.assignment}")'
    ]


def test_no_file_of_a_release_names_a_folder_of_the_educators_machine(release: Class) -> None:
    for path in files(release.root / "release"):
        text = path.read_text(encoding="utf-8")
        for folder in (release.root, ROOT, Path.home(), Path(sys.prefix)):
            assert str(folder) not in text, path.name
        assert "assessments/" not in text


def test_mending_a_key_changes_nothing_of_the_public_half(released_gallery: Class) -> None:
    """Not even the item's version: a hash that covered the key could be tried out option by option."""
    single = next(i for i in released_gallery.bank if isinstance(i, Single))
    others = [o for o in single.options if o != single.key]
    mended = single.model_copy(update={"key": others[0], "unsafe": [], "rationale": dict.fromkeys(single.options, "x")})
    assert mended.public() == single.public()


# -- every module of the course, as built ------------------------------------------------------


def test_no_source_assignment_says_why_an_answer_is_right(graded: Bank, folder: ClassFolder) -> None:
    hidden = secrets(graded)
    for path in files(folder.source):
        text = "\n".join(strings(path))
        assert [s for s in hidden if s in text] == [], path.name
        for item in json.loads(path.read_text(encoding="utf-8")).get("items", []):
            assert_known(item, EVERY)


def test_no_learning_notebook_shows_a_graded_item(graded: Bank, folder: ClassFolder) -> None:
    texts = {p.name: "\n".join(strings(p)) for p in folder.course.glob("*.ipynb")}
    for item in graded:
        for part in simple(item):
            assert not any(part.stem in text for text in texts.values()), part.id


def orders(bank: Bank) -> list[Order]:
    return [p for i in bank for p in simple(i) if isinstance(p, Order)]


def test_the_order_of_steps_does_not_give_the_order_away(graded: Bank) -> None:
    assert orders(graded)
    for item in orders(graded):
        listed = [o["id"] for o in item.public()["options"]]
        for guess in (listed, sorted(listed), listed[::-1], sorted(listed)[::-1]):
            assert score(item, guess).points < item.max_points, item.id


def test_no_rule_of_thumb_finds_the_keys(graded: Bank) -> None:
    """First, last, called "a": none of them is the key in more than half of the single-choice items."""
    items = [p for i in graded for p in simple(i) if isinstance(p, Single)]
    hits: Counter[str] = Counter()
    for item in items:
        options = item.public()["options"]
        hits["first"] += options[0]["id"] == item.key
        hits["last"] += options[-1]["id"] == item.key
        hits["id a"] += item.key == "a"
    assert {rule: n for rule, n in hits.items() if n > max(1, len(items) / 2)} == {}


def test_learners_see_different_orders_and_each_learner_always_the_same(released_gallery: Class) -> None:
    """The author's order, in which the right one is often first, never reaches a screen."""
    for item in released_gallery.bank:
        if not isinstance(item, Single):
            continue
        seen = [json.dumps(for_learner(item.public(), f"learner{n}")) for n in range(40)]
        assert seen == [json.dumps(for_learner(item.public(), f"learner{n}")) for n in range(40)]
        firsts = Counter(json.loads(s)["options"][0]["id"] for s in seen)
        assert set(firsts) == set(item.options)
        assert max(firsts.values()) < 20


# -- what else a learner gets -----------------------------------------------------------------


@pytest.mark.parametrize("reveal", ["right_or_wrong", "objectives"])
def test_a_review_without_keys_has_none(released_gallery: Class, reveal: str) -> None:
    """An educator who uses the items again next year can keep the answers back."""
    hidden = secrets(released_gallery.bank)
    for item in released_gallery.bank:
        answer = item.variant(0).best()
        for response in (None, answer):
            html = review_html(Marked(item.variant(0), response, score(item, response)), reveal, "Choose a site.")
            assert [s for s in hidden if s in html] == []
            page = html.replace(STYLE, "")
            assert "<polygon" not in page
            assert "Best answer" not in page
            assert ("✓ Right" in page) == (reveal == "right_or_wrong" and response is not None and item.type != "text")


def phrases(bank: Bank) -> set[bytes]:
    """Return the explanations that are too long to stand elsewhere by chance, as the name of a place may."""
    return {s.encode() for s in secrets(bank) if len(s) > 30}


def test_the_wheel_holds_nothing_of_the_graded_items(graded: Bank, tmp_path: Path) -> None:
    command = ["wheel", ".", "--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "pip", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    hidden = phrases(graded) | {p.stem.encode() for i in graded for p in simple(i)}
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = wheel.namelist()
        assert "b12course/learner/assessment.py" in names
        assert not [n for n in names if re.search(r"assessments/|items/.*\.ya?ml|items\.json|tests/|node_modules", n)]
        for name in names:
            content = wheel.read(name)
            assert not [s for s in hidden if s in content], name


def test_the_source_distribution_holds_nothing_of_the_graded_items(graded: Bank, tmp_path: Path) -> None:
    builder = "import hatchling.build as b, sys; b.build_sdist(sys.argv[1])"
    subprocess.run([sys.executable, "-c", builder, str(tmp_path)], cwd=ROOT, capture_output=True, check=True)
    hidden = phrases(graded)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        names = archive.getnames()
        assert any(n.endswith("b12course/learner/assessment.py") for n in names)
        assert not [n for n in names if re.search(r"/(assessments|source|submitted|gradebook|\.\w+)(/|\.db)", n)]
        for member in archive:
            content = archive.extractfile(member).read() if member.isfile() else b""  # type: ignore[union-attr]
            assert not [s for s in hidden if s in content], member.name
