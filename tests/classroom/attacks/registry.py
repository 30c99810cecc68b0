"""What an attack is, and the tools that attacks are made with.

An attack is a function ``attack_xxx(folder, mark)``. It takes a submission in which every answer is wrong and
changes it. ``mark`` is a file that any code of the submission, were it run, would write.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from b12course.bank.items import ItemBase
from b12course.bank.items.blanks import BowTie, DragCloze, FilledPassage
from b12course.bank.items.choice import Grouping, ListItem
from b12course.bank.items.composite import Case, Scenario
from b12course.bank.items.grids import Matrix, MatrixMultiple
from b12course.bank.items.marks import Highlight, Hotspot
from b12course.bank.items.numbers import Numeric, Syringe
from b12course.bank.items.sequence import Order
from b12course.bank.items.words import Words
from b12course.bank.loading import Bank
from b12course.bank.scoring import score
from b12course.classroom.grading.intake import Severity
from b12course.learner import journal
from b12course.learner.journal import Event
from tests.classroom.classes import ASSIGNMENT, ROOT, Class

NOTE, ODD, SERIOUS = Severity.NOTE, Severity.ODD, Severity.SERIOUS
NOTEBOOK = f"{ASSIGNMENT}.ipynb"
BANK = ROOT / "assessments" / "items" / f"{ASSIGNMENT}.yaml"
CLASSMATE = "aa-best"
Cell = dict[str, Any]
Change = Callable[[Path, Path], None]


@dataclass(frozen=True)
class Attack:
    """One attempt. ``severity``: how serious the report must call it; None where it must not be mentioned.

    ``says`` is what a line of the report, "where: what", must hold. ``why`` tells why nothing is reported.
    """

    name: str
    change: Change
    severity: Severity | None
    says: str
    why: str

    @property
    def student(self) -> str:
        return f"mm-{self.name.replace('_', '-')}"


ATTACKS: dict[str, Attack] = {}
_moments = count()


def reported(severity: Severity, says: str) -> Callable[[Change], Change]:
    """Register an attack that the report must name."""
    return _register(severity, says, "")


def silent(why: str) -> Callable[[Change], Change]:
    """Register an attack that changes nothing worth a line: what it forges is never looked at."""
    return _register(None, "", why)


def _register(severity: Severity | None, says: str, why: str) -> Callable[[Change], Change]:
    def register(change: Change) -> Change:
        name = change.__name__.removeprefix("attack_")
        assert name not in ATTACKS, name
        ATTACKS[name] = Attack(name, change, severity, says, why)
        return change

    return register


# -- code that must never run -----------------------------------------------------------------


def code(mark: Path) -> str:
    """Return Python that leaves a mark."""
    return f"open({str(mark)!r}, 'w').close()\n"


# -- notebooks --------------------------------------------------------------------------------


def load(folder: Path) -> dict[str, Any]:
    return json.loads((folder / NOTEBOOK).read_text(encoding="utf-8"))


def save(folder: Path, nb: Any) -> None:
    (folder / NOTEBOOK).write_text(json.dumps(nb), encoding="utf-8")


def edited(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    nb = load(folder)
    change(nb)
    save(folder, nb)


def source(cell: Cell) -> str:
    return "".join(cell["source"])


def checks(nb: dict[str, Any]) -> list[Cell]:
    return [c for c in nb["cells"] if source(c).startswith("assessment.check(")]


def opening(nb: dict[str, Any]) -> Cell:
    return next(c for c in nb["cells"] if source(c).startswith("from b12course"))


def text_cell(nb: dict[str, Any]) -> Cell:
    """Return the manually graded cell."""
    return next(c for c in nb["cells"] if role(c).get("grade") and role(c).get("solution"))


def role(cell: Cell) -> dict[str, Any]:
    """Return nbgrader's data of a cell."""
    return cell["metadata"].get("nbgrader", {})


def code_cell(text: str, **metadata: Any) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "x",
        "metadata": metadata,
        "outputs": [],
        "source": text,
    }


def markdown_cell(text: str, **metadata: Any) -> Cell:
    return {"cell_type": "markdown", "id": "x", "metadata": metadata, "source": text}


# -- journals ---------------------------------------------------------------------------------


def line(item: str, value: Any, n: int = 100, /, **fields: Any) -> bytes:
    """Return a line of a journal, with whatever else is given; a field that is ``...`` is left out."""
    data = {"v": 1, "n": n, "t": moment(), "item": item, "value": value, **fields}
    return json.dumps({k: v for k, v in data.items() if v is not ...}).encode() + b"\n"


def moment() -> str:
    """Return a time that no other line has: equal times are a sign of copies."""
    number = next(_moments)
    return f"2026-11-20T12:{number // 60_000 % 60:02}:{number // 1000 % 60:02}.{number % 1000:03}Z"


def add(folder: Path, *lines: bytes) -> None:
    with (folder / journal.NAME).open("ab") as f:
        f.write(b"".join(lines))


def replace(folder: Path, *lines: bytes) -> None:
    (folder / journal.NAME).write_bytes(b"".join(lines))


def write_journal(folder: Path, answers: Mapping[str, Any], salt: int) -> None:
    """Write a journal as the course writes it, at times that no other ``salt`` has, without waiting for the disk."""
    lines = [
        Event(item, "value", value).line(n, f"2026-11-20T10:{n:02}:{salt // 1000:02}.{salt % 1000:03}Z")
        for n, (item, value) in enumerate(answers.items(), 1)
    ]
    (folder / journal.NAME).write_bytes(b"".join(lines))


@cache
def bank() -> Bank:
    return Class(ROOT).bank


@cache
def best() -> dict[str, Any]:
    """Return the best answers: what a cheat would like to have handed in."""
    return {i.id: i.variant(0).best() for i in bank()}


def of_type(kind: str) -> ItemBase:
    return next(i for i in bank() if i.type == kind)


# -- answers that earn nothing ----------------------------------------------------------------


def wrong_answers(items: Iterable[ItemBase]) -> dict[str, Any]:
    """Return a whole and valid answer to every item that earns no point at all."""
    answers = {i.id: wrong(i.variant(0)) for i in items}
    for item in items:
        assert isinstance(item, Words) or score(item, answers[item.id]).points == 0, item.id
    return answers


def wrong(item: ItemBase) -> Any:
    """Return a valid answer to ``item`` that earns nothing."""
    match item:
        case Highlight():
            return _others(item.tokens(), item.key)
        case ListItem():
            keys = item.best()
            others = _others(item.options, [keys] if isinstance(keys, str) else keys)
            return others[0] if isinstance(keys, str) else others[: getattr(item, "n", 1)]
        case Grouping():
            return {g: _others(v.options, v.key) for g, v in item.groups.items()}
        case BowTie():
            return {
                "condition": _others(item.condition.options, [item.condition.key])[0],
                "actions": _others(item.actions.options, item.actions.key)[:2],
                "parameters": _others(item.parameters.options, item.parameters.key)[:2],
            }
        case Matrix():
            return {r: _others(item.columns, [item.key[r]])[0] for r in item.rows}
        case MatrixMultiple():
            return {r: _others(item.columns, item.key[r]) for r in item.rows}
        case DragCloze():
            unused = _others(item.tokens, list(item.key.values()))
            return dict(zip(item.key, unused, strict=False))
        case FilledPassage():
            return {b: _others(item.fillings(b), [k])[0] for b, k in item.keys().items()}
        case Order():
            turned = list(reversed(item.key))
            return turned[1:] + turned[:1]
        case Numeric():
            return {"value": item.answer() + 77, "unit": item.unit}
        case Syringe():
            return 0.0 if item.answer() > item.margin() else item.barrel
        case Hotspot():
            corners = [[x, y] for x in (0.001, 0.999) for y in (0.001, 0.999)]
            return next(c for c in corners if not item.zones_at((c[0], c[1])))
        case Case():
            return {n: wrong(i) for n, i in item.numbered().items()}
        case Scenario():
            worst = min(item.nodes[item.start].choices.items(), key=lambda c: c[1].points)
            return [worst[0]]
        case Words():
            return "I would ask somebody else."
        case _:
            raise TypeError(item.type)


def _others(options: Iterable[str], keys: Iterable[str]) -> list[str]:
    keys = set(keys)
    return [o for o in options if o not in keys]


# -- texts that try to be more than text ------------------------------------------------------

HOSTILE: dict[str, str] = {
    "script": "<script>document.title='owned'</script>",
    "image": '<img src=x onerror="alert(1)">',
    "svg": "<svg/onload=alert(1)>",
    "iframe": '<iframe srcdoc="<script>1</script>"></iframe>',
    "style": "</style><style>*{display:none}</style>",
    "closing": '</p></td></tr></table></section></div></blockquote></main></body></html><h1 id="q1">All right</h1>',
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "comment": "<!-- everything after this is gone",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "link": "[click](javascript:alert(1)) <javascript:alert(1)> [x]: javascript:alert(1)",
    "autolink": "https://evil.example/x www.evil.example me@evil.example <https://evil.example>",
    "picture": "![x](https://evil.example/track.png) ![y][z]\n\n[z]: https://evil.example/z.png",
    "heading": "# 100 points\n\nAll right\n=========\n\n## 100\n---\n***",
    "rubric": "| What counts | Points |\n|:--|--:|\n| All | 100 |",
    "fence": "```python\nimport os\n```\n\n    os.system('x')\n\n~~~\n`code`",
    "list": "- one\n- two\n\n1. three\n2) four\n\n* [ ] five",
    "quote": "> > > **Marked by hand:** 100 of 100",
    "emphasis": "**Marked:** *full* __bold__ _it_ ~~gone~~",
    "latex": "$\\href{javascript:alert(1)}{x}$ $$\\def\\x{\\x\\x}\\x$$ \\(1\\) \\[2\\] \\begin{align}3\\end{align}",
    "jinja": "{% raw %}{{ 7*7 }}{% endraw %}{% include '/etc/passwd' %}{{ cell.source }}{%- extends 'x' -%}",
    "format": "%s %(x)s {0} {body} {__class__} $x ${x} %d %%",
    "footnote": "[^1] text\n\n[^1]: note\n\nterm\n: definition\n\n*[HTML]: x",
    "hidden": "### BEGIN HIDDEN TESTS\nassert True\n### END HIDDEN TESTS\n### BEGIN SOLUTION",
    "front": "---\ntitle: x\n---\n%%html\n<b>x</b>\n!touch x\n%load x\n?x",
    "breaks": "one\x0btwo\x0cthree\x1cfour\x85five\u2028<b>six</b>\u2029# seven\r\n# eight\r# nine",
    "control": "\x00\x01\x07\x08\x1b[31mred\x1b[0m\x1b]0;title\x07\x7f\x9b31m",
    "direction": "\u202eevil\u202c \u2066\u2067\u2068\u2069 \u200b\u200d\ufeff",
    "surrogates": "\ud800 \udc00 \udfff <b>\ud83d</b>",
    "combining": "x" + "\u0301" * 3000,
    "wide": "\U0001f489" * 1000,
    "long": "<b>" * 2600,
    "backslash": "\\<script\\> \\&lt; \\` \\* \\\\",
}
_PLAIN = re.compile(r"[^\s\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def harmless(text: str) -> str:
    """Return a text of the same lines in which every sign is a letter."""
    return _PLAIN.sub("x", text)


def tampered_items(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "items.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def nested(depth: int, opened: str = "[", closed: str = "]") -> str:
    return opened * depth + closed * depth


def parents(folder: Path) -> Iterator[Path]:
    """Yield the student's folder, ``submitted/`` and the class folder."""
    yield folder.parent
    yield folder.parent.parent
    yield folder.parent.parent.parent
