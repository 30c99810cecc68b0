"""From MyST text to HTML pages, by Sphinx with the site's own theme."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import docutils_namespace, patch_docutils

from b12course.bank.errors import BankError, Finding
from b12course.site.assets import THEME
from b12course.site.pages import Page, slug

_CARDS_FROM = 3  # a table of so many columns turns into cards on a phone
_MANY_FROM = 5  # and one of so many is set smaller on a wide screen


class Anchors(SphinxTransform):
    """Gives every section the anchor that links and quizzes use."""

    default_priority = 890

    def apply(self, **kwargs: Any) -> None:
        taken = {i for section in self.document.findall(nodes.section) for i in section["ids"]}
        for section in self.document.findall(nodes.section):
            wanted = slug(section[0].astext())
            if wanted and wanted not in taken:
                section["ids"].append(wanted)
                taken.add(wanted)


class Tables(SphinxTransform):
    """Puts each table into a frame that may scroll, and says in each cell which column it stands in."""

    default_priority = 891

    def apply(self, **kwargs: Any) -> None:
        for table in list(self.document.findall(nodes.table)):
            heads = [e.astext() for head in table.findall(nodes.thead) for e in head.findall(nodes.entry)]
            kinds = ["table", "cards"] if len(heads) >= _CARDS_FROM else ["table"]
            if len(heads) >= _MANY_FROM:
                kinds.append("many")
            for row in (r for body in table.findall(nodes.tbody) for r in body.findall(nodes.row)):
                for head, entry in zip(heads, row.findall(nodes.entry), strict=False):
                    if head and entry.children and len(heads) >= _CARDS_FROM:
                        entry.children[0].insert(0, nodes.inline("", f"{head}: ", classes=["column"]))
            frame = nodes.container(classes=kinds)
            table.replace_self(frame)
            frame += table


def render(pages: Iterable[Page], context: Mapping[str, Any]) -> dict[str, str]:
    """Return each page's HTML by name. ``context`` goes to the theme's template.

    Raises BankError with everything that Sphinx warns of, such as a link that leads nowhere.
    """
    pages = list(pages)
    by_name = {p.name: p for p in pages}
    complaints = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, patch_docutils(), docutils_namespace():
        source, target = Path(folder, "text"), Path(folder, "html")
        source.mkdir()
        for page in pages:
            (source / f"{page.name}.md").write_text(page.text, encoding="utf-8")
        contents = "\n".join(p.name for p in pages if p.name != "index")
        with (source / "index.md").open("a", encoding="utf-8") as index:
            index.write(f"\n```{{toctree}}\n:hidden:\n{contents}\n```\n")
        app = Sphinx(
            source,
            None,
            target,
            Path(folder, "trees"),
            "html",
            confoverrides=_settings(context),
            status=None,
            warning=complaints,
            freshenv=True,
            keep_going=True,
        )
        app.add_transform(Anchors)
        app.add_transform(Tables)
        app.connect("html-page-context", _tell_page(by_name))
        app.build()
        wrong = [line.replace(f"{source}/", "") for line in complaints.getvalue().splitlines() if line.strip()]
        if wrong:
            raise BankError([Finding(f"the site can't be built: {line}") for line in wrong])
        return {p.name: (target / f"{p.name}.html").read_text(encoding="utf-8") for p in pages}


def _settings(context: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "project": context["site_title"],
        "extensions": ["myst_parser"],
        "html_theme": "theme",
        "html_theme_path": [str(THEME.parent)],
        "html_context": dict(context),
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_use_index": False,
        "html_permalinks": False,
        "pygments_style": "bw",
        "language": "en",
        "myst_heading_anchors": 6,
        "myst_heading_slug_func": slug,
        "myst_enable_extensions": [],
        "smartquotes": False,
        "suppress_warnings": ["myst.header", "config.cache", "misc.highlighting_failure"],
    }


def _tell_page(by_name: Mapping[str, Page]) -> Callable[..., None]:
    """Return the hook that gives the template what it must know of the page it makes."""

    def tell(app: Sphinx, name: str, template: str, context: dict[str, Any], tree: Any) -> None:
        context["this"] = by_name.get(name)

    return tell
