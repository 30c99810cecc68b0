"""Every page of the site as MyST text, for one practice profile."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.bank.lessons import LessonText
from b12course.figures import figure
from b12course.learner.pictures import inline_text
from b12course.learner.text.boxes import REFERENCES, REGISTER
from b12course.learner.text.cells import Cell, localised, read_cells
from b12course.learner.text.register import register_boxes, register_parts, signed
from b12course.site.assets import Assets
from b12course.site.boxes import SiteBoxes
from b12course.site.live import practice_html, simulator
from b12course.site.prints import PRINTS, file_name, usual_paper
from b12course.site.words import QUESTIONS, SHEETS, START

_PAPERS = {"a4": "A4", "letter": "US Letter"}
_PICTURE = re.compile(r"^!\[([^\]]*)\]\((pictures/[^)]+\.png)\)$", re.M)
_NOTEBOOK_LINK = re.compile(r"\[([^\]]+)\]\(([0-9a-z_]+)\.ipynb(?:#([^)]*))?\)")


@dataclass
class Page:
    """One page: its place in the contents, and its text.

    ``live`` says which scripts it needs; ``label`` is what the contents call it, if not its title.
    """

    name: str
    title: str
    text: str
    group: str = "Course"
    live: set[str] = field(default_factory=set)
    label: str = ""


def slug(heading: str) -> str:
    """Return a heading's anchor, as the quiz's "Read again" links write it."""
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]|_", "", heading.lower()).strip())


def raw(html: str) -> str:
    """Return HTML as a MyST block that is left as it is."""
    return f"\n~~~~~~~~{{raw}} html\n{html}\n~~~~~~~~\n"


class Writer:
    """Writes the pages of one practice profile."""

    def __init__(self, folder: ClassFolder, lessons: Mapping[str, LessonText], assets: Assets) -> None:
        """Write for ``folder`` with its practice profile; shared files go into ``assets``."""
        self.folder = folder
        self.lessons = lessons
        self.assets = assets

    def pages(self) -> list[Page]:
        """Return every page in the order of the contents. Raises BankError with every fault found."""
        faults: list[Finding] = []
        made = [self._start()]
        for lesson in self.lessons.values():
            try:
                made.append(self._lesson(lesson))
            except BankError as e:
                faults += e.findings
        if faults:
            raise BankError(faults)
        made += [self._register(), self._questions(), self._sheets(), *self._docs()]
        known = {p.name for p in made}
        for page in made:
            page.text = _NOTEBOOK_LINK.sub(lambda m: _link(m[1], m[2], m[3], known), page.text)
        return made

    # -- pages ------------------------------------------------------------------------------

    def _start(self) -> Page:
        title = self.folder.settings.title
        filled = {
            "title": title,
            "profile": self.folder.profile.name,
            "signed": signed(self.folder, self.lessons),
            "progress": raw(self._progress()),
        }
        text = localised(START, self.folder)
        for name, value in filled.items():
            text = text.replace(f"{{{{{name}}}}}", value)
        return Page("index", title, text, "Start", label="Start page")

    def _lesson(self, lesson: LessonText) -> Page:
        boxes = SiteBoxes(lesson.path, self.folder)
        page = Page(lesson.name, lesson.meta.title, "", label=lesson.meta.title.partition(":")[0])
        parts = []
        for cell in read_cells(lesson.body):
            if cell.is_code:
                try:
                    parts.append(raw(self._shown(cell, lesson, page)))
                except (KeyError, ValueError) as e:
                    raise BankError([Finding(str(e), lesson.path)]) from e
            else:
                parts.append(localised(boxes.render(cell.source), self.folder))
        boxes.raise_faults()
        body = "\n\n".join(parts).replace(REFERENCES, boxes.references())
        page.text = f"{self._head(lesson, boxes.depth_boxes)}\n\n{body}"
        return page

    def _head(self, lesson: LessonText, hidden: int) -> str:
        aims = "".join(f"<li>{inline_text(o)}</li>" for o in lesson.meta.objectives.values())
        count = "1 box for nurses" if hidden == 1 else f"{hidden} boxes for nurses"
        are = "is" if hidden == 1 else "are"
        note = (
            f'<p class="depth-note script-only"><span>{count} (“Clinical depth”) {are} '
            '<span class="if-hidden">hidden</span><span class="if-shown">shown</span> on this page.</span> '
            '<button type="button" data-other-depth><span class="if-hidden">Show</span>'
            '<span class="if-shown">Hide</span></button></p>'
            if hidden
            else ""
        )
        html = localised(
            f'<p class="meta">About {lesson.meta.minutes} minutes · '
            f'{escape(self.folder.profile.name)} · <a href="#practice-profile">Change country</a></p>{note}'
            f'<div class="aims"><p>When you finish this module you can:</p><ol>{aims}</ol></div>'
            '<p class="caution">This course explains. It does not replace your prescriber, your product label or your '
            "own training. You need to be shown by a clinician before you inject. "
            f"{escape(self.folder.reviews.said_of(lesson.name))}</p>",
            self.folder,
        )
        return f"# {lesson.meta.title}\n{raw(html)}"

    def _register(self) -> Page:
        boxes = register_boxes(self.folder, SiteBoxes)
        parts = register_parts(self.folder, self.lessons, boxes)
        return Page(REGISTER, "The evidence", "\n\n".join(parts.values()), "More")

    def _questions(self) -> Page:
        return Page("my_questions", "What I want to ask my nurse", QUESTIONS, "More")

    def _sheets(self) -> Page:
        code = self.folder.profile_code
        usual = usual_paper(code)
        papers = sorted(_PAPERS, key=lambda paper: paper != usual)
        rows = "".join(
            f"<li><b>{escape(sheet.title)}</b><span>{escape(sheet.purpose)}.</span><span>"
            + " ".join(
                f'<a href="../print/{file_name(sheet, code, paper)}">{_PAPERS[paper]}'
                f'<span class="unseen">: {escape(sheet.title)}</span></a>'
                for paper in papers
            )
            + "</span></li>"
            for sheet in PRINTS
        )
        text = SHEETS.replace("{{profile}}", self.folder.profile.name).replace("{{sheets}}", rows)
        return Page("prints", "Sheets to print", text.replace("{{paper}}", _PAPERS[usual]), "More")

    def _docs(self) -> list[Page]:
        """Return the pages for people who teach, from ``docs/*.md``."""
        made = []
        for path in sorted((self.folder.root / "docs").glob("*.md")):
            text = path.read_text(encoding="utf-8")
            text = _PICTURE.sub(lambda m, folder=path.parent: self._screenshot(folder / m[2], m[1]), text)  # type: ignore[misc]
            title = re.match(r"# +(.+)", text)
            made.append(Page(f"teach_{path.stem}", title[1] if title else path.stem, text, "Teach"))
        return made

    def _screenshot(self, path: Path, alt: str) -> str:
        content = path.read_bytes()
        width, height = struct.unpack(">II", content[16:24])  # where every PNG has its size
        src = f"../{self.assets.add(path.name, content)}"
        return raw(
            f"<figure>{_picture({'src': src, 'alt': alt, 'width': width, 'height': height}, 'screenshot')}</figure>"
        )

    # -- what code cells show ---------------------------------------------------------------

    def _shown(self, cell: Cell, lesson: LessonText, page: Page) -> str:
        name, words = cell.call()
        match name, words:
            case "figure", (wanted,):
                return self._figure(wanted, lesson)
            case "practice", ids:
                page.live.add("quiz")
                return practice_html([self.folder.practice[i] for i in ids], lesson, self.folder.sources, self.assets)
            case "simulator", (wanted,):
                page.live.add("simulator")
                return simulator(wanted, self.folder, self.assets)
            case "progress", ():
                return self._progress()
        raise ValueError(f"the site does not know lesson.{name}{words}")

    def _figure(self, name: str, lesson: LessonText) -> str:
        drawing, image = figure(name), self.assets.picture(name)
        number = lesson.figures().index(name) + 1
        sources = dict.fromkeys(self.folder.sources.sources[k].organisation for k in drawing.sources)
        credit = f'<span class="credit">Sources: {escape("; ".join(sources))}.</span>' if sources else ""
        return (
            f"<figure>{_picture(image, f'figure {number}')}"
            f"<figcaption><b>Figure {number}.</b> {inline_text(drawing.caption)} {credit}"
            f' <a class="larger" href="{image["src"]}">Larger picture<span class="unseen">, figure {number}</span></a>'
            "</figcaption></figure>"
        )

    def _progress(self) -> str:
        """Return the list of modules; the script fills in how far the learner has come."""
        by_name = {m.path.stem: m.items for m in self.folder.practice.modules}
        rows = []
        for lesson in self.lessons.values():
            ids = " ".join(i.id for i in by_name.get(lesson.name, ()))
            count = len(ids.split())
            rows.append(
                f'<li data-items="{escape(ids)}"><a href="{lesson.name}.html">{escape(lesson.meta.title)}</a>'
                f'<progress max="{max(count, 1)}" value="0" aria-hidden="true"></progress>'
                f'<span class="so-far">{count} questions</span></li>'
            )
        return f'<ul class="progress">{"".join(rows)}</ul>'


def _picture(image: Mapping[str, object], name: str) -> str:
    """Return a picture that a narrow screen shows whole, or large in a frame to move about in; no script is needed."""
    return (
        '<p class="zoom"><label class="button quiet"><input type="checkbox" autocomplete="off">'
        f'<span>Enlarge<span class="unseen"> {escape(name)}</span></span></label> '
        '<span class="hint">Swipe to see it all.</span></p>'
        f'<div class="frame" data-name="{escape(name)}">'
        f'<img src="{image["src"]}" alt="{escape(str(image["alt"]))}" width="{image["width"]}" '
        f'height="{image["height"]}" loading="lazy" decoding="async"></div>'
    )


def _link(text: str, name: str, anchor: str | None, known: set[str]) -> str:
    """Return a link between notebooks as a link between pages; only its words where there is no such page."""
    if name not in known:
        return text
    return f"[{text}]({name}.md{f'#{slug(anchor)}' if anchor else ''})"
