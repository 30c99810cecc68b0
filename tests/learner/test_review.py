"""The review of a marked item: it says what it should, escapes what a learner wrote, and leaks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12course.bank.items import ItemBase
from b12course.bank.items.numbers import tidy
from b12course.bank.scoring import score
from b12course.learner.journal import Event, State
from b12course.learner.marking import Marked, mark
from b12course.learner.review import review_html
from tests.bank.strategies import (
    MINIMAL,
    TYPES,
    answered,
    base,
    build,
    choice,
    choices,
    ending,
    item_data,
    minimal,
    node,
    responses,
)

REVEALS = ("everything", "right_or_wrong", "objectives")
TAGS = {
    *("root", "style", "section", "h4", "p", "b", "i", "br", "span", "div", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td", "img", "svg", "polygon", "path"),
}
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that XML, not HTML, has no room for


def marked(item: ItemBase, response: Any) -> Marked:
    return mark(item, State(answers={item.id: Event(item.id, "value", response)}))


def parsed(html: str) -> ET.Element:
    """Return the page as a tree; fails unless it is well formed, of known elements, and runs nothing."""
    html.encode("utf-8")
    whole = re.sub(r"<(br|img)([^>]*)>", r"<\1\2/>", NO_XML.sub("", html))
    root = ET.fromstring(f"<root>{whole}</root>")
    assert {e.tag for e in root.iter()} <= TAGS
    for element in root.iter():
        assert not [a for a in element.attrib if a.startswith("on") or a == "href"]
        assert element.get("src", "data:image/svg+xml").startswith("data:image/svg+xml")
    return root


def squeezed(text: str) -> str:
    return "".join(NO_XML.sub("", text).split())


def said(html: str) -> str:
    """Return the words of the page, without its style and without any space."""
    root = parsed(html)
    for style in root.findall("style"):
        style.text = ""
    return squeezed("".join(root.itertext()))


# -- everything -------------------------------------------------------------------------------


def meanings(data: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the text and the reason of each element of an item, by the name that scoring gives it."""
    kind = data["type"]
    if kind in ("single", "multiple", "select_n"):
        return {o: (t, data["rationale"][o]) for o, t in data["options"].items()}
    if kind == "highlight":
        return {t: (f"phrase {t}", why) for t, why in data["rationale"].items()}
    if kind in ("matrix", "matrix_multiple"):
        return {f"{r}.{c}": (t, data["rationale"][r]) for r in data["rows"] for c, t in data["columns"].items()}
    if kind == "drag_cloze":
        return {f"{b}.{t}": (text, data["rationale"][t]) for b in data["key"] for t, text in data["tokens"].items()}
    if kind == "scenario":
        taken = {f"{n}.{c}": o for n, v in data["nodes"].items() for c, o in v.get("choices", {}).items()}
        return {name: (o["text"], o["why"]) for name, o in taken.items()}
    sides = {
        "grouping": lambda: data["groups"],
        "cloze": lambda: data["blanks"],
        "cloze_rationale": lambda: data["blanks"],
        "bowtie": lambda: {s: data[s] for s in ("condition", "actions", "parameters")},
    }[kind]()
    return {f"{s}.{o}": (t, v["rationale"][o]) for s, v in sides.items() for o, t in v["options"].items()}


WITH_ELEMENTS = [t for t in TYPES if t not in ("order", "numeric", "syringe", "hotspot", "text", "case")]


@given(item_data(*WITH_ELEMENTS), st.data())
def test_everything_shows_your_answer_the_best_one_and_the_reasons(data: dict[str, Any], draws: st.DataObject) -> None:
    item: Any = build(data)
    response = draws.draw(responses(item))
    words = said(review_html(marked(item, response), "everything"))
    assert "Youranswer" in words
    assert "Bestanswer" in words
    chosen = item.elements(item.parse(response))
    best = set() if data["type"] == "scenario" else item.elements(item.parse(item.best()))
    told = meanings(data)
    for name in chosen | best:
        text, why = told[name]
        assert squeezed(text) in words
        assert squeezed(why) in words


@given(answered("order"))
def test_an_order_is_shown_step_by_step(pair: tuple[Any, Any]) -> None:
    item, response = pair
    root = parsed(review_html(marked(item, response), "everything"))
    rows = [[squeezed("".join(cell.itertext())) for cell in row] for row in root.findall(".//tbody/tr")]
    assert [r[2] for r in rows] == [squeezed(item.options[o]) for o in item.key]
    given_steps = [squeezed(item.options[o]) for o in response]
    assert [r[1] for r in rows] == given_steps + ["noanswer"] * (len(item.key) - len(response))
    assert all(squeezed(why) in "".join(r[4] for r in rows) for why in item.rationale.values())


@pytest.mark.parametrize(
    ("kind", "response", "words"),
    [
        ("numeric", {"value": 0.75, "unit": "mL", "entered": ".75"}, [".75 mL", "✓ Right", "Why it works"]),
        ("numeric", {"value": 7.5, "unit": "mL"}, ["7.5 mL", "0.75 mL", "✕ Unsafe", "Why tenfold is so"]),
        ("numeric", {"value": 2, "unit": "mL"}, ["2 mL", "0.75 mL", "✕ Not this"]),
        ("numeric", None, ["no answer", "0.75 mL", "○ Missed", "No answer was handed in"]),
        ("syringe", 0.4, ["0.4 mL", "✓ Right"]),
        ("syringe", 0.9, ["0.9 mL", "0.4 mL", "✕ Not this"]),
        ("hotspot", [0.2, 0.2], ["Zone right", "20% from the left", "✓ Right", "Why zone right is so"]),
        ("hotspot", [0.7, 0.7], ["Zone wrong", "Zone right", "✕ Unsafe", "Why zone wrong is so"]),
        ("hotspot", [0.5, 0.05], ["50% from the left, 5% from the top", "✕ Not this", "Why elsewhere is wrong"]),
        ("hotspot", None, ["no answer", "Zone right", "○ Missed"]),
        ("single", "b", ["✕ Not this", "○ Missed", "chosen", "this one", "0 of 1 point"]),
        ("single", "c", ["✕ Unsafe", "One answer could hurt someone"]),
        ("single", "a", ["✓ Right", "1 of 1 point"]),
        ("multiple", ["a"], ["✓ Right", "○ Missed", "1 of 2 points"]),
        ("matrix", {"r1": "c2"}, ["✕ Unsafe", "no answer", "○ Missed"]),
        ("text", "Press.", ["One good answer", "Why this is good: it says where."]),
        ("case", {"3": "c"}, ["3. What now? (0 of 1)", "✕ Unsafe", "One answer could hurt someone"]),
        ("case", None, ["6. What now? (0 of 3)", "No answer was handed in for this question."]),
        ("scenario", ["b"], ["Do hurt", "Do thigh", "✕ Unsafe", "Then hurt Why hurt is so"]),
        ("scenario", [], ["No answer was handed in", "0 of 3 points"]),
    ],
)
def test_what_the_review_says(kind: str, response: Any, words: list[str]) -> None:
    text = said(review_html(marked(minimal(kind), response), "everything"))
    for expected in words:
        assert squeezed(expected) in text


@given(answered().filter(lambda pair: pair[0].type != "text"))
def test_the_best_answer_is_called_right_all_over(pair: tuple[ItemBase, Any]) -> None:
    item, _ = pair
    text = said(review_html(marked(item, item.best()), "everything"))
    assert "✓Right" in text
    assert not [word for word in ("Notthis", "Unsafe", "Missed", "hurtsomeone") if word in text]


@given(answered().filter(lambda pair: pair[0].type not in ("text", "scenario")))
def test_lost_points_are_explained_by_some_verdict(pair: tuple[ItemBase, Any]) -> None:
    item, response = pair
    result = score(item, response)
    text = said(review_html(marked(item, response), "everything"))
    wrong = any(word in text for word in ("✕Notthis", "✕Unsafe", "○Missed"))
    if result.points < result.max_points:
        assert wrong
    elif item.type not in ("matrix_multiple", "case"):  # a wrong pick in a column at its floor costs nothing
        assert not wrong


def test_the_best_turn_is_the_one_that_leads_to_most_points() -> None:
    """A turn that earns nothing now can be the way to more; one that earns a point can end the story."""
    nodes = {
        "home": node("At home", a=choice("fine", 1, name="now"), b=choice("thigh", 0, name="later")),
        "thigh": node("The thigh", a=choice("fine", 3, name="best"), b=choice("fine", name="worse")),
        "fine": ending("good", "Done"),
    }
    item = minimal("scenario", nodes=nodes)
    best = said(review_html(marked(item, ["b", "a"]), "everything"))
    assert "Notthis" not in best
    greedy = parsed(review_html(marked(item, ["a"]), "everything"))
    cells = ["".join(cell.itertext()) for cell in greedy.find(".//tbody/tr") or ()]
    assert cells[1:4] == ["Do now", "Do later", "✕ Not this"]


@given(answered(), st.sampled_from(REVEALS))
def test_an_unsafe_answer_is_named_in_words(pair: tuple[ItemBase, Any], reveal: str) -> None:
    item, response = pair
    text = said(review_html(marked(item, response), reveal))
    warned = bool(score(item, response).unsafe) and reveal != "objectives"
    assert ("Oneanswercouldhurtsomeone" in text) == warned


def test_objective_and_heading_are_given_to_who_lost_a_point() -> None:
    item = minimal("single", read="The hip & more")
    for reveal in REVEALS:
        lost = said(review_html(marked(item, "b"), reveal, "Choose a <site>."))
        assert squeezed("Read again: Choose a <site>. Section: The hip & more.") in lost
        full = said(review_html(marked(item, "a"), reveal, "Choose a <site>."))
        assert "Readagain" not in full


def test_a_note_is_shown_whatever_is_revealed() -> None:
    item = minimal("single")
    note = Marked(item, "a", score(item, "a"), "The wording <changed>.")
    for reveal in REVEALS:
        assert "Thewording<changed>." in said(review_html(note, reveal))


# -- nothing but what the educator chose ------------------------------------------------------


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for v in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(v)


@given(answered(), st.sampled_from(["right_or_wrong", "objectives"]))
def test_the_other_choices_leak_no_key_best_answer_or_reason(pair: tuple[Any, Any], reveal: str) -> None:
    item, response = pair
    words = said(review_html(marked(item, response), reveal, "Choose a site."))
    assert "Why" not in words  # all made-up reasons begin so
    for field in ("Bestanswer", "Youranswer", "thisone", "Missed", "<table"):
        assert field not in words
    # No text of the item but the question itself: no option, phrase, zone, step, rubric or model answer.
    secret = {squeezed(t) for half in (item.public(), item.private()) for t in texts(half)}
    shown = squeezed(item.stem) + squeezed("Choose a site.")
    assert not [t for t in secret if len(t) > 4 and t in words and t not in shown and t not in (item.id, item.version)]
    if item.type in ("numeric", "syringe"):
        assert squeezed(f"{tidy(item.answer())} mL") not in words


@given(answered(), st.sampled_from(["right_or_wrong", "objectives"]))
def test_the_other_choices_show_the_points_alone(pair: tuple[Any, Any], reveal: str) -> None:
    """Two answers with the same points and the same safety look alike: nothing tells them apart."""
    item, response = pair
    result = score(item, response)
    other = Marked(item, item.best(), result)
    if marked(item, response).response is not None:
        assert review_html(marked(item, response), reveal) == review_html(other, reveal)


def test_a_picture_is_shown_only_with_everything() -> None:
    item = minimal("hotspot")
    for reveal in REVEALS:
        root = parsed(review_html(marked(item, [0.2, 0.2]), reveal))
        assert bool(root.findall(".//polygon")) == (reveal == "everything")
        assert bool(root.findall(".//img")) == (reveal == "everything")


# -- whatever was written stays text ----------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table><h1>hello",
    "</section></style><style>*{display:none}",
    "[click](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "**0.5** or *0.7*",
    "*a **b* c**",
    "<!-- ]]> &amp; &#60;",
    "{{ 7*7 }} ${7*7} {% x %}",
    "\ud83d half an emoji",
    "\u202e turned round \x00\x07",
    "a\n\nb\r\nc",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=ascii)
@pytest.mark.parametrize("reveal", REVEALS)
def test_what_was_typed_is_shown_as_it_was_typed(typed: str, reveal: str) -> None:
    response = {"value": 2, "unit": "mL", "entered": typed}
    html = review_html(marked(minimal("numeric"), response), reveal)
    shown = typed.encode("utf-8", "replace").decode()
    assert (squeezed(shown) in said(html)) == (reveal == "everything")


@settings(max_examples=200)
@given(st.text(st.characters() | st.sampled_from("*_`[]()<>&\"'\ud800"), max_size=40))
def test_whatever_was_typed_the_page_is_well_formed(typed: str) -> None:
    response = {"value": 2, "unit": "mL", "entered": typed}
    for reveal in REVEALS:
        parsed(review_html(marked(minimal("numeric"), response), reveal))


@pytest.mark.parametrize("kind", TYPES)
def test_an_answer_that_is_no_answer_is_shown_as_a_note(kind: str) -> None:
    for junk in (*HOSTILE, [HOSTILE[0]], {HOSTILE[0]: HOSTILE[1]}, {"value": HOSTILE[0]}, [[HOSTILE[0]]]):
        if kind == "text" and isinstance(junk, str):
            continue
        result = marked(minimal(kind), junk)
        for reveal in REVEALS:
            assert "Thesavedanswercouldnotberead" in said(review_html(result, reveal))


def test_what_a_learner_wrote_freely_is_not_repeated() -> None:
    """It stands in its own, manually graded cell."""
    for reveal in REVEALS:
        assert "alert" not in review_html(marked(minimal("text"), HOSTILE[0]), reveal)


@given(answered(), st.sampled_from(REVEALS), st.booleans())
def test_every_page_is_well_formed(pair: tuple[ItemBase, Any], reveal: str, none: bool) -> None:
    item, response = pair
    root = parsed(review_html(marked(item, None if none else response), reveal, "Choose <a> & b."))
    assert root.find("section").get("data-item") == item.id  # type: ignore[union-attr]


@pytest.mark.parametrize("text", [h for h in HOSTILE if "*" not in h and "\ud83d" not in h], ids=ascii)
def test_what_an_author_wrote_is_text_too(text: str) -> None:
    options = {o: f"{text} {o}" for o in "ab"}
    item = build(
        base("single", **choices("ab", "a") | {"options": options, "rationale": options}), stem=text, read=text
    )
    words = said(review_html(marked(item, "b"), "everything", text))
    assert words.count(squeezed(text)) >= 6


def test_bold_and_italic_of_an_author_are_shown() -> None:
    item = minimal("single", stem="Give **1 mL** *now*.")
    root = parsed(review_html(marked(item, "a"), "everything"))
    assert [e.text for e in root.findall(".//h4/*")] == ["1 mL", "now"]


def test_every_type_has_a_review() -> None:
    assert {kind for kind in MINIMAL if review_html(marked(minimal(kind), minimal(kind).best()), "everything")} == set(
        TYPES
    )
