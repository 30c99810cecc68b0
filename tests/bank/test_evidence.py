"""The real evidence, profiles and settings load and hold together; faulty ones name the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from b12course.bank.errors import BankError
from b12course.bank.evidence import Claims, Profile, Source, Sources, cited, load, unresolved
from b12course.bank.folder import ClassFolder
from b12course.bank.items.base import PROFILE_CODES
from b12course.bank.lessons import read_lesson


@pytest.fixture(scope="module")
def profiles(folder: ClassFolder) -> dict[str, Profile]:
    return {code: load(folder.course / "profiles" / f"{code}.yaml", Profile) for code in PROFILE_CODES}


def test_all_claims_of_the_two_texts_have_a_verdict(folder: ClassFolder) -> None:
    claims = folder.claims.claims
    assert len(claims) == 102
    assert len({c.id for c in claims}) == 102
    assert {c.id.partition("-")[0] for c in claims} == {"S1", "S2"}


def test_every_claim_rests_on_a_source_or_says_that_it_does_not(folder: ClassFolder) -> None:
    assert [c.id for c in folder.claims.claims if not c.sources and not c.knowledge] == []


def test_what_is_dangerous_is_not_called_sound(folder: ClassFolder) -> None:
    assert [c.id for c in folder.claims.claims if c.dangerous and c.verdict == "sound"] == []


def test_every_key_names_a_source(folder: ClassFolder, profiles: dict[str, Profile]) -> None:
    lessons = [read_lesson(p) for p in folder.lessons.glob("*.md")]
    named = [
        *(k for c in folder.claims.claims for k in c.sources),
        *(k for p in profiles.values() for f in p.facts.values() for k in f.sources),
        *(k for i in (*folder.practice, *folder.graded) for k in i.sources),
        *(k for lesson in lessons for k in cited(lesson.body)),
    ]
    assert len(set(named)) > 20
    assert unresolved(named, folder.sources, folder.course) == []


def test_a_source_that_was_not_opened_has_no_date_and_one_that_was_has_one(folder: ClassFolder) -> None:
    sources = folder.sources.sources
    assert [k for k, s in sources.items() if (s.read == "not_opened") != (s.checked is None)] == []
    assert [k for k, s in sources.items() if s.read != "not_opened" and not s.url] == []


def test_every_address_is_a_web_address(folder: ClassFolder) -> None:
    urls = [u for s in folder.sources.sources.values() for u in (s.url, *(c.url for c in s.also)) if u]
    assert [u for u in urls if not u.startswith(("https://", "http://")) or " " in u] == []


def test_every_profile_answers_the_same_questions(profiles: dict[str, Profile]) -> None:
    assert len({frozenset(p.facts) for p in profiles.values()}) == 1
    assert {code: p.emergency_number for code, p in profiles.items()} == {
        "us": "911",
        "uk": "999",
        "ca": "911",
        "au": "000",
    }


def test_every_fact_of_a_profile_has_a_source_or_says_that_it_has_none(profiles: dict[str, Profile]) -> None:
    bare = [(code, n) for code, p in profiles.items() for n, f in p.facts.items() if not f.sources and not f.knowledge]
    assert bare == []


def test_every_item_holds_in_every_profile(folder: ClassFolder) -> None:
    """A variant that breaks an item is refused when the file is loaded; its answer must differ in some way."""
    for item in (*folder.practice, *folder.graded):
        for code in item.profile:
            there = item.for_profile(code)
            assert (there.public(), there.private()) != (item.public(), item.private()), f"{item.id} in {code}"


def test_ids_of_practice_and_graded_items_do_not_meet(folder: ClassFolder) -> None:
    assert {i.id for i in folder.practice} & {i.id for i in folder.graded} == set()


def test_the_label_of_a_source() -> None:
    source = Source(organisation="CDC", title="Pink Book", year=2024, read="opened", supports="sites")
    assert source.label() == "CDC: Pink Book (2024)"
    assert Source(organisation="CDC", title="Pink Book", read="opened", supports="sites").label() == "CDC: Pink Book"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Press. [cdc-pinkbook][who-2010]", ["cdc-pinkbook", "who-2010"]),
        ("[who-2010] and again [who-2010]", ["who-2010"]),
        ("[a link-text](https://example.org) [read-this](x.md)", []),
        ("[note] [1] [Not-This] `a[b-c]`", ["b-c"]),
        ("", []),
    ],
)
def test_keys_cited_in_a_text(text: str, keys: list[str]) -> None:
    assert cited(text) == keys


def test_a_key_that_names_no_source_is_a_finding(folder: ClassFolder) -> None:
    known = next(iter(folder.sources.sources))
    found = unresolved([known, "no-such-key"], folder.sources, Path("x.md"), "item-1")
    assert [str(f) for f in found] == [
        "x.md: item item-1: source 'no-such-key' is not in course/evidence/sources.yaml: add it there or mend the key"
    ]


SOURCES = """\
sources:
  one-key:
    organisation: Org
    title: Title
    read: opened
    supports: a thing
    checked: 2026-11-21
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    read: opened", "    read: seen", 5, "'sources.one-key.read'"),
        ("    title: Title", "    titel: Title", 4, "'sources.one-key.titel' is not a field"),
        ("    title: Title\n", "", 2, "'sources.one-key.title' is missing"),
        ("2026-11-21", "lately", 7, "'sources.one-key.checked'"),
        ("  one-key:", "  One Key:", 2, "'sources.One Key"),
        ("sources:", "source:", 1, "'source' is not a field"),
        ("    title: Title", "    title: &a [*a]", 4, "title"),
    ],
)
def test_a_fault_in_an_evidence_file_names_its_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES.replace(old, new), encoding="utf-8")
    with pytest.raises(BankError) as caught:
        load(path, Sources)
    assert [f for f in caught.value.findings if words in f.what and (f.file, f.line) == (path, line)], caught.value


def test_a_date_is_read_as_a_date(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES, encoding="utf-8")
    assert str(load(path, Sources).sources["one-key"].checked) == "2026-11-21"


@pytest.mark.parametrize("model", [Sources, Claims, Profile])
@pytest.mark.parametrize("text", ["", "- a\n", "a: [\n", "a: &x {b: *x}\n"])
def test_a_file_of_another_shape(tmp_path: Path, model: type, text: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BankError, match=r"x\.yaml"):
        load(path, model)


# -- the class folder -------------------------------------------------------------------------


def test_the_class_folder_is_found_from_within(folder: ClassFolder) -> None:
    for inside in (folder.root, folder.course / "practice", folder.source):
        assert ClassFolder.find(inside).root == folder.root


def test_outside_a_class_folder(tmp_path: Path) -> None:
    with pytest.raises(BankError, match="is not inside a class folder"):
        ClassFolder.find(tmp_path)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("profile: fr", "course.yaml:2: 'profile'"),
        ("profile: us\nreviews: everything", "course.yaml:3: 'reviews' is not a field"),
        ("profile: us\nreview: all", "course.yaml:3: 'review'"),
    ],
)
def test_faulty_settings_name_the_line(tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "course.yaml").write_text(f"title: A course\n{line}\n", encoding="utf-8")
    with pytest.raises(BankError, match=words):
        _ = ClassFolder(tmp_path).settings
