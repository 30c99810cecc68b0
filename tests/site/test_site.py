"""What the site's builder makes of lessons, figures, practice and profiles."""

from __future__ import annotations

import json
import re
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from b12course import figures
from b12course.bank.errors import BankError
from b12course.bank.folder import ClassFolder
from b12course.bank.learner_view import for_learner
from b12course.bank.lessons import read_lesson
from b12course.cli import main
from b12course.site import build_site
from b12course.site.assets import Assets
from b12course.site.live import LEARNER, shape
from b12course.site.pages import Writer, slug
from b12course.site.plain import question_html
from tests.browser.harness import gallery
from tests.browser.sites import GALLERY, ROOT, built_site, folder_with_gallery

CODES = ("us", "uk", "ca", "au")
NUMBERS = {"us": "911", "uk": "999", "ca": "911", "au": "000"}
ITEMS = list(gallery())
LINK = re.compile(r'(?:href|src)="([^"#][^"]*)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_site(tmp_path_factory, ITEMS)


@pytest.fixture(scope="module")
def html(site: Path) -> dict[str, str]:
    return {str(p.relative_to(site)): p.read_text() for p in site.rglob("*.html")}


def specs(page: str, kind: str) -> list[dict[str, Any]]:
    found = re.findall(rf'data-live="{kind}"[^>]*>.*?<script type="application/json">(.*?)</script>', page, re.S)
    return [json.loads(data) for data in found]


# -- every page --------------------------------------------------------------------------------


def test_every_country_has_every_page(site: Path, folder: ClassFolder) -> None:
    names = {code: {p.stem for p in (site / code).glob("*.html")} for code in CODES}
    assert names["us"] >= {"index", "09_evidence", "my_questions", "prints"}
    assert names["us"] >= {p.stem for p in folder.lessons.glob("*.md")}
    assert names["us"] >= {f"teach_{p.stem}" for p in (ROOT / "docs").glob("*.md")}
    assert all(found == names["us"] for found in names.values())


def test_every_link_and_picture_leads_to_a_file_and_a_place(site: Path, html: dict[str, str]) -> None:
    broken = []
    for name, page in html.items():
        for target in LINK.findall(page):
            if target.startswith(("http://", "https://", "data:", "mailto:")):
                continue
            path, _, anchor = unescape(target).partition("#")
            file = (site / name).parent / path
            if not file.is_file() or (anchor and f'id="{anchor}"' not in file.read_text()):
                broken.append((name, target))
        for anchor in re.findall(r'href="#([^"]+)"', page):
            if f'id="{unescape(anchor)}"' not in page:
                broken.append((name, f"#{anchor}"))
    assert broken == []


def test_nothing_is_loaded_from_elsewhere(html: dict[str, str], site: Path) -> None:
    for name, page in html.items():
        loads = re.findall(r'<(?:script|img|link|iframe|source)[^>]*?(?:src|href)="(?:https?:)?//[^"]*"', page)
        assert loads == [], name
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//|@import", sheet.read_text()), sheet.name


def test_no_id_stands_twice_on_a_page(html: dict[str, str]) -> None:
    for name, page in html.items():
        ids = re.findall(r'<[^>]*\sid="([^"]+)"', re.sub(r"<script.*?</script>", "", page, flags=re.S))
        assert sorted(ids) == sorted(set(ids)), name


def test_nothing_of_jupyter_is_told_on_the_site(html: dict[str, str]) -> None:
    for name, page in html.items():
        if "/teach_" not in name:
            words = re.sub(r"<[^>]+>", " ", page)
            assert not re.search(r"Run All Cells|\.ipynb|run the cell|[Ll]esson\.\w+\(|:::|\{\{", words), name


def test_no_mark_of_the_source_text_is_left_in_the_words(html: dict[str, str]) -> None:
    for name, page in html.items():
        words = re.sub(r"<(script|pre|code).*?</\1>|<[^>]+>", " ", page, flags=re.S)
        assert re.findall(r".{0,30}(?:\*\*|\]\(|:::|\[\[).{0,30}", words) == [], name


def test_every_page_says_that_nobody_has_signed_it(html: dict[str, str]) -> None:
    for name, page in html.items():
        if "/" in name:
            assert "No clinician has signed off" in page, name
            assert "does not replace your prescriber" in page, name


# -- lessons -----------------------------------------------------------------------------------


def test_every_figure_has_a_file_a_size_and_words(html: dict[str, str], folder: ClassFolder) -> None:
    for path in folder.lessons.glob("*.md"):
        shown = read_lesson(path).figures()
        page = html[f"us/{path.stem}.html"]
        images = re.findall(
            r'<div class="frame" data-name="figure \d+"><img src="\.\./assets/(.+?)-[0-9a-f]{10}\.svg" alt="([^"]+)" '
            r'width="(\d+)" height="(\d+)"',
            page,
        )
        assert [name for name, *_ in images] == shown
        for name, alt, width, height in images:
            drawing = figures.figure(name)
            assert unescape(alt) == drawing.alt
            assert (int(width), int(height)) == (drawing.width_px, drawing.height_px)


def test_every_practice_item_of_a_lesson_is_on_its_page(html: dict[str, str], folder: ClassFolder) -> None:
    for path in folder.lessons.glob("*.md"):
        lesson = read_lesson(path)
        shown = [i["id"] for spec in specs(html[f"us/{path.stem}.html"], "quiz") for i in spec["items"]]
        assert shown == lesson.practice_shown()
        names = [spec["simulator"] for spec in specs(html[f"us/{path.stem}.html"], "simulator")]
        assert names == lesson.simulators()


def test_pictures_of_live_parts_are_files_and_no_page_carries_one(html: dict[str, str], site: Path) -> None:
    pictures = [
        f["src"]
        for name, page in html.items()
        for kind in ("quiz", "simulator")
        for spec in specs(page, kind)
        for f in spec["figures"].values()
    ]
    assert pictures
    assert all((site / "us" / src).is_file() for src in pictures)
    assert all("data:image/svg+xml;base64" not in page for page in html.values())


def test_read_again_finds_its_heading(html: dict[str, str], folder: ClassFolder) -> None:
    missing = []
    for path in folder.lessons.glob("*.md"):
        page = html[f"us/{path.stem}.html"]
        for spec in specs(page, "quiz"):
            headings = [e["read"] for e in spec["explain"].values() if e.get("read")]
            missing += [(path.stem, h) for h in headings if f'id="{slug(h)}"' not in page]
    others = {h for p in folder.lessons.glob("*.md") for h in read_lesson(p).headings()}
    assert [m for m in missing if m[1] not in others] == []
    assert [m for m in missing if not m[0].startswith(("00", "08"))] == []  # these two look back on other modules


def test_each_citation_leads_to_its_own_line(html: dict[str, str]) -> None:
    page = html["us/04_sites.html"]
    numbers = re.findall(r'<a href="#ref-(\d+)"', page)
    listed = re.findall(r'<li id="ref-(\d+)">', page)
    assert listed == [str(n) for n in range(1, len(listed) + 1)]
    assert set(numbers) == set(listed)


def test_an_entry_of_the_references_reads_as_sentences(html: dict[str, str]) -> None:
    entries = [
        unescape(re.sub(r"<[^>]+>", "", e))
        for e in re.findall(r'<li id="ref-\d+">(.*?)</li>', html["us/09_evidence.html"])
    ]
    assert entries
    assert [e for e in entries if ".." in e or not e.endswith(".")] == []
    begun_small = {s.split()[0] for e in entries for s in re.split(r"(?<=\.) ", e) if s[0].islower()}
    assert begun_small <= {"pp.", "p.", "nPEP", "openFDA"}


def test_each_country_has_its_own_words(html: dict[str, str]) -> None:
    for code in CODES:
        assert f"call <b>{NUMBERS[code]}</b>" in html[f"{code}/index.html"]
        lesson = re.sub(r"<script.*?</script>", "", html[f"{code}/04_sites.html"], flags=re.S)
        assert (" mcg" in lesson) == (code != "uk")
        assert f'data-profile="{code}"' in lesson


def test_headings_turn_into_the_anchors_that_the_quiz_looks_for() -> None:
    assert slug("The thigh: vastus lateralis") == "the-thigh-vastus-lateralis"
    assert slug("What isn't said, and 0.5 mL") == "what-isnt-said-and-05-ml"
    assert slug("Who gets injections, and who gets tablets") == "who-gets-injections-and-who-gets-tablets"


# -- questions without a script ------------------------------------------------------------------


@pytest.mark.parametrize("item_id", ITEMS)
def test_a_question_can_be_read_without_a_script(item_id: str) -> None:
    public = for_learner(gallery()[item_id].public(), LEARNER)
    image = {"src": "x.svg", "alt": "A thigh", "width": 10, "height": 20}
    page = unescape(re.sub(r"<[^>]+>", " ", question_html(public, {"plain-thigh": image})))
    words = " ".join(page.split())
    options = [o["text"] for o in public.get("options", []) if isinstance(o, dict)]
    options += [o["text"] for blank in public.get("blanks", []) for o in blank["options"]]
    options += [t["text"] for t in public.get("tokens", [])] + [p["text"] for p in public.get("places", [])]
    for text in [public["stem"].split("\n\n")[-1], *options]:
        assert " ".join(text.replace("**", "").split()) in words
    assert "{" not in words
    assert "[[" not in words


# -- answers that were kept -----------------------------------------------------------------------


def test_an_answer_fits_every_country_unless_the_options_differ(folder: ClassFolder) -> None:
    banks = {code: {i.id: i for i in ClassFolder(ROOT, code).practice} for code in CODES}
    shapes = {i: {shape(for_learner(banks[c][i].public(), LEARNER)) for c in CODES} for i in banks["us"]}
    # A unit that is chosen is part of the answer: micrograms is not mcg.
    units = {i for i, item in banks["us"].items() if "mcg" in item.public().get("units", [])}
    same_but_for_units = [i for i, item in banks["us"].items() if not item.profile and i not in units]
    assert [i for i in same_but_for_units if len(shapes[i]) > 1] == []
    assert any(banks["uk"][i].version != banks["us"][i].version for i in same_but_for_units)


def test_a_mended_typo_keeps_the_shape_and_a_new_option_does_not() -> None:
    public = for_learner(gallery()["gallery-single"].public(), LEARNER)
    mended = {**public, "stem": "Other words", "options": [{**o, "text": o["text"] + "."} for o in public["options"]]}
    assert shape(mended) == shape(public)
    assert shape({**public, "options": public["options"][1:]}) != shape(public)
    passage = gallery()["gallery-highlight"].public()
    assert shape({**passage, "text": passage["text"].replace("[[t5: ", "[[t6: ")}) != shape(passage)


# -- building --------------------------------------------------------------------------------------


def test_the_worker_keeps_every_page_and_shared_file(site: Path) -> None:
    worker = (site / "sw.js").read_text()
    shared = json.loads(re.search(r"SHARED = (\[.*?\]);", worker)[1])  # type: ignore[index]
    pages = json.loads(re.search(r"PAGES = (\{.*?\});", worker)[1])  # type: ignore[index]
    files = {str(p.relative_to(site)) for p in site.rglob("*") if p.is_file()}
    kept = {*shared, *(p for names in pages.values() for p in names)}
    assert kept <= files
    left = {f for f in files - kept if not f.startswith("print/")}
    assert left == {"sw.js", ".nojekyll"}
    assert "@" not in re.sub(r"//.*", "", worker.split("here =")[0])


def test_a_fault_in_a_lesson_is_told_with_its_file(tmp_path: Path) -> None:
    folder = folder_with_gallery(tmp_path / "class", ITEMS[:1])
    text = folder.lessons / "04_sites.md"
    text.write_text(text.read_text() + '\nA fact. [no-such-source]\n\n```{code-cell}\nlesson.figure("nowhere")\n```\n')
    lessons = {p.stem: read_lesson(p) for p in (text, folder.lessons / f"{GALLERY}.md")}
    with pytest.raises(BankError) as raised:
        Writer(folder, lessons, Assets()).pages()
    assert "04_sites.md" in str(raised.value)
    assert "nowhere" in str(raised.value)


def test_a_cell_that_runs_other_code_is_refused(tmp_path: Path) -> None:
    folder = folder_with_gallery(tmp_path / "class", ITEMS[:1])
    text = folder.lessons / f"{GALLERY}.md"
    text.write_text(text.read_text() + '\n```{code-cell}\nprint("hello")\n```\n')
    with pytest.raises(BankError, match="does more than call the lesson"):
        Writer(folder, {GALLERY: read_lesson(text)}, Assets()).pages()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, folder: ClassFolder) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(BankError, match="holds something that is not a site"):
        build_site(folder, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_the_command_refuses_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["b12course", "site", "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "name a new or an empty folder" in " ".join(capsys.readouterr().err.split())
