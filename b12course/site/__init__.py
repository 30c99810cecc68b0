"""``b12course site``: the course as static pages that need no server, no account and, once loaded, no network.

One folder for each practice profile, and one for what they share:

    index.html          leads to the country that the reader chose last
    sw.js               keeps the pages for reading offline
    us/ uk/ ca/ au/     the same pages, each with what holds there
    print/              sheets as PDF
    assets/             figures, style sheets and scripts, named by content
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from html import escape
from pathlib import Path

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.bank.items.base import PROFILE_CODES
from b12course.bank.lessons import LessonText, read_lesson
from b12course.learner.text.register import signed
from b12course.site.assets import THEME, Assets, short_hash
from b12course.site.pages import Page, Writer
from b12course.site.prints import PAPERS, PRINTS, file_name, make_pdf, usual_paper
from b12course.site.rendering import render

# A folder that holds anything else was not made by this command, and is left alone.
_MARK = "sw.js"


def build_site(
    folder: ClassFolder, out: Path, tick: Callable[[int, int], None] = lambda done, total: None
) -> list[Path]:
    """Build the site of a class folder into ``out`` and return its files.

    ``tick`` hears how many parts are done, and of how many.

    Raises BankError when a text is wrong, or ``out`` holds something that is not such a site.
    """
    _refuse_foreign(out)
    lessons = {p.stem: read_lesson(p) for p in sorted(folder.lessons.glob("*.md"))}
    assets = Assets()
    files: dict[str, bytes] = {}
    pages: dict[str, list[str]] = {}
    names = {code: ClassFolder(folder.root, code).profile.name for code in PROFILE_CODES}
    total = len(names) * (1 + len(PRINTS) * len(PAPERS))
    for n, code in enumerate(names):
        begun = n * total // len(names)
        tick(begun, total)
        made = _profile(ClassFolder(folder.root, code), lessons, assets, names)
        files |= {f"{code}/{name}.html": html.encode() for name, html in made.items()}
        for sheet in PRINTS:
            for paper in PAPERS:
                files[f"print/{file_name(sheet, code, paper)}"] = make_pdf(folder, sheet, code, paper)
                tick(begun := begun + 1, total)
        sheets = [f"print/{file_name(sheet, code, usual_paper(code))}" for sheet in PRINTS]
        pages[code] = [*(f"{code}/{name}.html" for name in made), *sheets]
    files |= assets.files
    files["index.html"] = _filled(
        "root.html",
        TITLE=escape(folder.settings.title),
        CODES=json.dumps(list(names)),
        STYLE=assets.bundles["site.css"],
        LINKS="".join(f'<li><a href="{code}/index.html">{escape(name)}</a></li>' for code, name in names.items()),
    )
    shared = sorted(["index.html", *assets.files])
    files["sw.js"] = _filled(
        "sw.js",
        VERSION=short_hash(*(f"{n}\0".encode() + c for n, c in sorted(files.items()))),
        SHARED=json.dumps(shared),
        PAGES=json.dumps(pages),
        NAMES=json.dumps(names),
        STYLE=assets.bundles["site.css"],
    )
    files[".nojekyll"] = b""  # GitHub Pages would leave out what it takes for Jekyll's
    return _write(out, files)


def _profile(
    folder: ClassFolder, lessons: dict[str, LessonText], assets: Assets, names: dict[str, str]
) -> dict[str, str]:
    pages = Writer(folder, lessons, assets).pages()
    context = {
        "site_title": folder.settings.title,
        "profile": folder.profile_code,
        "profiles": list(names.items()),
        "contents": _contents(pages),
        "bundles": assets.bundles,
        "boot": (THEME / "boot.js").read_text(encoding="utf-8"),
        "signed": signed(folder, lessons).strip(),
    }
    return render(pages, context)


def _contents(pages: list[Page]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for page in pages:
        groups.setdefault(page.group, []).append((page.name, page.label or page.title))
    return list(groups.items())


def _filled(template: str, **words: str) -> bytes:
    """Return a file of the theme with each ``@NAME@`` replaced."""
    text = (THEME / template).read_text(encoding="utf-8")
    for name, word in words.items():
        text = text.replace(f"@{name}@", word)
    return text.encode()


def _refuse_foreign(out: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / _MARK).is_file())):
        raise BankError([Finding("holds something that is not a site: name a new or an empty folder", out)])


def _write(out: Path, files: dict[str, bytes]) -> list[Path]:
    if out.exists():
        for old in out.iterdir():
            if old.is_dir():
                shutil.rmtree(old)
            else:
                old.unlink()
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [out / name for name in files]
