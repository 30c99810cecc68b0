"""A lesson's front matter, headings and cells; faults name the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.bank.lessons import LessonText, read_lesson, slug

TEXT = """\
---
b12:
  module: sites
  title: "Module 4. Sites: where the injection goes"
  minutes: 45
  objectives:
    sites.1: Choose a site.
    sites.2: Find the site.
---
## The hip

Words.

```{code-cell}
## a comment, no heading
lesson.practice("p1", "p2")
```

### The V of bones{two_spaces}

~~~
# nor this
~~~

```{code-cell}
lesson.figure("deltoid")
lesson.practice("p3")
```
""".replace("{two_spaces}", "  ")


def read(tmp_path: Path, text: str) -> LessonText:
    path = tmp_path / "04_sites.md"
    path.write_text(text, encoding="utf-8")
    return read_lesson(path)


def faults(tmp_path: Path, text: str) -> list[Finding]:
    with pytest.raises(BankError) as caught:
        read(tmp_path, text)
    assert all(f.file == tmp_path / "04_sites.md" for f in caught.value.findings)
    return caught.value.findings


def test_what_a_lesson_says_of_itself(tmp_path: Path) -> None:
    lesson = read(tmp_path, TEXT)
    assert lesson.name == "04_sites"
    assert lesson.meta.subject() == "Sites: where the injection goes"
    assert lesson.meta.short_title() == "Sites"
    assert list(lesson.meta.objectives) == ["sites.1", "sites.2"]


def test_the_body_begins_on_the_line_that_is_named(tmp_path: Path) -> None:
    lesson = read(tmp_path, TEXT)
    assert lesson.body.startswith("## The hip\n")
    assert TEXT.splitlines()[lesson.first_line - 1] == "## The hip"


def test_headings_are_not_looked_for_in_code(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT).headings() == ["The hip", "The V of bones"]


def test_practice_and_figures_in_order(tmp_path: Path) -> None:
    lesson = read(tmp_path, TEXT)
    assert lesson.practice_shown() == ["p1", "p2", "p3"]
    assert lesson.figures() == ["deltoid"]


FAULTS = {
    "no front matter": ("---\nb12:", "b12:", 1, "has no front matter: start it with '---'"),
    "open front matter": ("---\n## The hip", "## The hip", 1, "has no front matter"),
    "unknown field": ("  minutes: 45", "  minuets: 45\n  minutes: 45", 5, "'minuets' is not a field of this type"),
    "field left out": ("  minutes: 45\n", "", 2, "'minutes' is missing: add it"),
    "wrong value": ("  minutes: 45", "  minutes: an hour", 5, "'minutes'"),
    "too long": ("  minutes: 45", "  minutes: 450", 5, "'minutes'"),
    "empty objective": ("Find the site.", "''", 8, "'objectives.sites.2'"),
    "no b12 block": ("b12:", "b13:", 1, "has no 'b12:' block"),
    "not YAML": ("  minutes: 45", "  minutes: 45: 5", 5, "mapping values are not allowed here"),
    "tab": ("  minutes: 45", "\tminutes: 45", 5, "not tabs"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_of_the_front_matter(tmp_path: Path, name: str) -> None:
    old, new, line, words = FAULTS[name]
    assert old in TEXT
    found = faults(tmp_path, TEXT.replace(old, new, 1))
    assert words in found[0].what
    assert found[0].line == line
    assert "\n" not in found[0].what


@pytest.mark.parametrize("front", ["- a\n- b", "b12: 5", "b12: [1]", "5", "text", "b12:", ""])
def test_front_matter_of_another_shape(tmp_path: Path, front: str) -> None:
    assert faults(tmp_path, f"---\n{front}\n---\n## The hip\n")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "latin.md").write_bytes(TEXT.encode().replace(b"Words", b"W\xf6rter"))
    for name in ("missing.md", "folder.md", "latin.md"):
        with pytest.raises(BankError, match=rf"{name}: can't be read"):
            read_lesson(tmp_path / name)


def test_a_lesson_saved_on_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "04_sites.md"
    path.write_text(TEXT, encoding="utf-8-sig", newline="\r\n")
    assert read_lesson(path).headings() == ["The hip", "The V of bones"]


@pytest.mark.parametrize(
    ("heading", "anchor"), [("The hip", "the-hip"), ("How much fits?", "how-much-fits"), ("A & B, 1 mL", "a-b-1-ml")]
)
def test_slug(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


def test_the_real_lessons_are_read(folder: ClassFolder) -> None:
    lessons = [read_lesson(p) for p in folder.lessons.glob("*.md")]
    assert lessons
    for lesson in lessons:
        assert len(set(lesson.headings())) == len(lesson.headings()), "two sections carry one name"
        assert len(set(map(slug, lesson.headings()))) == len(lesson.headings())
        assert 3 <= len(lesson.meta.objectives) <= 5
