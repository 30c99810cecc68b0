"""One item as a QTI 2.1 assessmentItem."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from b12course.bank.formats.carried import as_html, inline_html
from b12course.bank.items import ItemBase
from b12course.bank.items.blanks import Cloze, DragCloze, Passage
from b12course.bank.items.choice import Grouping, Multiple, SelectN, Single
from b12course.bank.items.grids import Matrix
from b12course.bank.items.marks import MARK, Highlight, Hotspot
from b12course.bank.items.numbers import Numeric, Syringe
from b12course.bank.items.sequence import Order
from b12course.bank.items.words import Words

NS = "http://www.imsglobal.org/xsd/imsqti_v2p1"
WHY = "WHY"


@dataclass(frozen=True)
class Picture:
    """A figure as PNG, its size in px and its words for those who don't see it."""

    png: bytes
    width: int
    height: int
    alt: str


def tag(name: str) -> str:
    """Return an element's name in QTI's namespace."""
    return f"{{{NS}}}{name}"


def ref(name: str) -> str:
    """Return an id as XML takes it: it may not start with a digit."""
    return f"_{name}" if name[:1].isdigit() else name


class Writer:
    """Builds one assessmentItem: declarations first, then the body, then what counts and why."""

    def __init__(self, item: ItemBase, name: str, picture: Callable[[str], Picture] | None) -> None:
        """Start the item ``name``."""
        self.picture = picture
        self.root = ET.Element(
            tag("assessmentItem"), identifier=ref(name), title=name, adaptive="false", timeDependent="false"
        )
        self.declarations: list[ET.Element] = []
        self.body = ET.Element(tag("itemBody"))
        self.add(f'<div class="stem">{as_html(item.stem)}</div>')
        self.scores: list[ET.Element] = []
        self._conditions: list[tuple[str, str, int]] = []

    def add(self, html: str) -> ET.Element:
        """Add XHTML with QTI's elements in it to the body and return it."""
        element = ET.fromstring(f'<root xmlns="{NS}">{html}</root>')[0]
        self.body.append(element)
        return element

    def declare(
        self, name: str, kind: str, many: str, right: Iterable[str], mapped: Mapping[str, float] | None = None
    ) -> None:
        """Declare a response of base type ``kind`` and cardinality ``many``; score it by ``mapped`` if given."""
        declared = ET.Element(tag("responseDeclaration"), identifier=name, cardinality=many, baseType=kind)
        values = list(right)
        if values:
            correct = ET.SubElement(declared, tag("correctResponse"))
            for value in values:
                ET.SubElement(correct, tag("value")).text = value
        if mapped is not None:
            mapping = ET.SubElement(declared, tag("mapping"), lowerBound="0", defaultValue="0")
            for key, points in mapped.items():
                ET.SubElement(mapping, tag("mapEntry"), mapKey=key, mappedValue=f"{points:g}")
            self.scores.append(ET.Element(tag("mapResponse"), identifier=name))
        self.declarations.append(declared)

    def score_if(self, test: str, points: int = 1) -> None:
        """Add ``points`` when the QTI expression ``test`` holds, by an outcome of its own."""
        name = f"PART{len(self.declarations)}_{len(self.scores)}"
        self._conditions.append((name, test, points))
        self.scores.append(ET.Element(tag("variable"), identifier=name))

    def finish(self, most: int, reasons: Mapping[str, str]) -> ET.Element:
        """Return the whole item, worth ``most`` points, with its reasons by id."""
        self.root.extend(self.declarations)
        self._outcome("SCORE", "0", normalMaximum=str(most))
        for name, _, _ in self._conditions:
            self._outcome(name, "0")
        feedback = ET.SubElement(
            self.root, tag("outcomeDeclaration"), identifier="FEEDBACK", cardinality="single", baseType="identifier"
        )
        ET.SubElement(ET.SubElement(feedback, tag("defaultValue")), tag("value")).text = WHY
        self.root.append(self.body)
        processing = ET.SubElement(self.root, tag("responseProcessing"))
        for name, test, points in self._conditions:
            processing.append(
                ET.fromstring(
                    f'<responseCondition xmlns="{NS}"><responseIf>{test}<setOutcomeValue identifier="{name}">'
                    f'<baseValue baseType="float">{points}</baseValue></setOutcomeValue></responseIf>'
                    "</responseCondition>"
                )
            )
        if self.scores:
            total = ET.SubElement(ET.SubElement(processing, tag("setOutcomeValue"), identifier="SCORE"), tag("sum"))
            total.extend(self.scores)
        if reasons:
            lines = "".join(f'<div id="why-{k}">{as_html(why)}</div>' for k, why in reasons.items())
            modal = ET.SubElement(
                self.root,
                tag("modalFeedback"),
                outcomeIdentifier="FEEDBACK",
                identifier=WHY,
                showHide="show",
            )
            modal.extend(ET.fromstring(f'<root xmlns="{NS}">{lines}</root>'))
        return self.root

    def _outcome(self, name: str, value: str, **attributes: str) -> None:
        declared = ET.SubElement(
            self.root,
            tag("outcomeDeclaration"),
            {"identifier": name, "cardinality": "single", "baseType": "float", **attributes},
        )
        ET.SubElement(ET.SubElement(declared, tag("defaultValue")), tag("value")).text = value


def item_element(item: ItemBase, name: str, picture: Callable[[str], Picture] | None) -> ET.Element:
    """Return ``item`` as an assessmentItem called ``name``."""
    writer = Writer(item, name, picture)
    reasons = WRITERS[item.type](writer, item)
    return writer.finish(item.max_points, reasons)


# -- one function a type: fill the writer, return the reasons by id ---------------------------


def _choices(name: str, options: Mapping[str, str], most: int, prompt: str = "") -> str:
    inner = "".join(f'<simpleChoice identifier="{ref(k)}">{as_html(t)}</simpleChoice>' for k, t in options.items())
    asked = f"<prompt>{inline_html(prompt)}</prompt>" if prompt else ""
    return (
        f'<choiceInteraction responseIdentifier="{name}" shuffle="true" maxChoices="{most}">{asked}{inner}'
        "</choiceInteraction>"
    )


def _signed(options: Iterable[str], keys: Iterable[str]) -> dict[str, float]:
    right = set(keys)
    return {ref(k): 1 if k in right else -1 for k in options}


def _single(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, Single)
    w.declare("RESPONSE", "identifier", "single", [ref(item.key)], {ref(item.key): 1})
    w.add(_choices("RESPONSE", item.options, 1))
    return item.rationale


def _multiple(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, Multiple)
    counted = item.key if isinstance(item, SelectN) else item.options
    w.declare("RESPONSE", "identifier", "multiple", map(ref, item.key), _signed(counted, item.key))
    w.add(_choices("RESPONSE", item.options, item.n if isinstance(item, SelectN) else 0))
    return item.rationale


def _grouping(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, Grouping)
    for name, group in item.groups.items():
        w.declare(ref(name), "identifier", "multiple", map(ref, group.key), _signed(group.options, group.key))
        w.add(_choices(ref(name), group.options, 0, group.label))
    return {f"{g}.{k}": why for g, group in item.groups.items() for k, why in group.rationale.items()}


def _matrix(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, Matrix)
    right = [f"{ref(r)} {ref(c)}" for r, c in item.key.items()]
    w.declare("RESPONSE", "directedPair", "multiple", right, dict.fromkeys(right, 1.0))

    def side(entries: Mapping[str, str], most: int) -> str:
        one = "".join(
            f'<simpleAssociableChoice identifier="{ref(k)}" matchMax="{most}">{as_html(t)}</simpleAssociableChoice>'
            for k, t in entries.items()
        )
        return f"<simpleMatchSet>{one}</simpleMatchSet>"

    w.add(
        f'<matchInteraction responseIdentifier="RESPONSE" shuffle="false" maxAssociations="{len(item.rows)}">'
        f"{side(item.rows, 1)}{side(item.columns, 0)}</matchInteraction>"
    )
    return item.rationale


def passage(item: Passage) -> str:
    """Return the passage as XHTML: paragraphs or a table."""
    if item.table is None:
        return f'<div class="passage">{as_html(item.words())}</div>'
    head = "".join(f"<th>{escape(h)}</th>" for h in item.table.header)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in item.table.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _drop_down(name: str, options: Mapping[str, str], shuffle: str) -> str:
    inner = "".join(f'<inlineChoice identifier="{k}">{escape(t)}</inlineChoice>' for k, t in options.items())
    opening = f'<inlineChoiceInteraction responseIdentifier="{name}" shuffle="{shuffle}">'
    return f"{opening}{inner}</inlineChoiceInteraction>"


def _cloze(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, Cloze)
    html = passage(item)
    for name, blank in item.blanks.items():
        w.declare(ref(name), "identifier", "single", [ref(blank.key)], {ref(blank.key): 1})
        html = html.replace(f"{{{name}}}", _drop_down(ref(name), {ref(k): t for k, t in blank.options.items()}, "true"))
    w.add(html)
    return {f"{b}.{k}": why for b, blank in item.blanks.items() for k, why in blank.rationale.items()}


def _drag(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, DragCloze)
    right = [f"{ref(token)} {ref(blank)}" for blank, token in item.key.items()]
    w.declare("RESPONSE", "directedPair", "multiple", right, dict.fromkeys(right, 1.0))
    html = passage(item)
    for blank in item.key:
        html = html.replace(f"{{{blank}}}", f'<gap identifier="{ref(blank)}"/>')
    tokens = "".join(
        f'<gapText identifier="{ref(k)}" matchMax="1">{escape(t)}</gapText>' for k, t in item.tokens.items()
    )
    w.add(f'<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="true">{tokens}{html}</gapMatchInteraction>')
    return item.rationale


def _highlight(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, Highlight)
    phrases = dict(MARK.findall(item.words()))
    w.declare("RESPONSE", "identifier", "multiple", map(ref, item.key), _signed(phrases, item.key))
    html = MARK.sub(lambda m: f'<hottext identifier="{ref(m[1])}">{m[2]}</hottext>', passage(item))
    w.add(f'<hottextInteraction responseIdentifier="RESPONSE" maxChoices="0">{html}</hottextInteraction>')
    return item.rationale


def _order(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, Order)
    w.declare("RESPONSE", "identifier", "ordered", map(ref, item.key))
    steps = "".join(f'<simpleChoice identifier="{ref(k)}">{as_html(t)}</simpleChoice>' for k, t in item.options.items())
    opening = '<orderInteraction responseIdentifier="RESPONSE" shuffle="true" orientation="vertical">'
    w.add(f"{opening}{steps}</orderInteraction>")
    if item.partial:
        for n, key in enumerate(item.key, 1):
            w.score_if(
                f'<match><index n="{n}"><variable identifier="RESPONSE"/></index>'
                f'<baseValue baseType="identifier">{ref(key)}</baseValue></match>'
            )
    else:
        w.score_if('<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>')
    return item.rationale


def _near(margin: float) -> str:
    return (
        f'<equal toleranceMode="absolute" tolerance="{margin:g} {margin:g}"><variable identifier="RESPONSE"/>'
        '<correct identifier="RESPONSE"/></equal>'
    )


def _numeric(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, Numeric)
    w.declare("RESPONSE", "float", "single", [f"{item.answer():g}"])
    entry = '<textEntryInteraction responseIdentifier="RESPONSE" expectedLength="8"/>'
    if len(item.units) > 1:
        w.declare("UNIT", "identifier", "single", [f"unit-{item.units.index(item.unit)}"])
        units = {f"unit-{n}": unit for n, unit in enumerate(item.units)}
        w.add(f"<p>{entry} {_drop_down('UNIT', units, 'false')}</p>")
        right = '<match><variable identifier="UNIT"/><correct identifier="UNIT"/></match>'
        w.score_if(f"<and>{_near(item.margin())}{right}</and>")
    else:
        w.add(f'<p>{entry} <span class="unit">{escape(item.unit)}</span></p>')
        w.score_if(_near(item.margin()))
    return {"working": item.working} if item.working else {}


def _syringe(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, Syringe)
    w.declare("RESPONSE", "float", "single", [f"{item.answer():g}"])
    w.add(
        f'<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="{item.barrel:g}" '
        f'step="{item.graduation:g}" stepLabel="false"><prompt>Amount in mL</prompt></sliderInteraction>'
    )
    w.score_if(_near(item.margin()))
    return {"working": item.working} if item.working else {}


def _hotspot(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, Hotspot)
    assert w.picture is not None
    image = w.picture(item.figure)
    x, y = item.best()
    w.declare("RESPONSE", "point", "single", [f"{round(x * image.width)} {round(y * image.height)}"])
    areas = ET.SubElement(w.declarations[-1], tag("areaMapping"), lowerBound="0", upperBound="1", defaultValue="0")
    for name, zone in item.zones.items():
        corners = ",".join(f"{round(px * image.width)},{round(py * image.height)}" for px, py in zone.polygon)
        ET.SubElement(
            areas, tag("areaMapEntry"), shape="poly", coords=corners, mappedValue="1" if name in item.key else "0"
        )
    w.scores.append(ET.Element(tag("mapResponsePoint"), identifier="RESPONSE"))
    w.add(
        f'<selectPointInteraction responseIdentifier="RESPONSE" maxChoices="1"><object type="image/png" '
        f'data="images/{item.figure}.png" width="{image.width}" height="{image.height}">{escape(image.alt)}</object>'
        "</selectPointInteraction>"
    )
    return {**{z: f"**{zone.label}.** {zone.why}" for z, zone in item.zones.items()}, "elsewhere": item.elsewhere}


def _text(w: Writer, item: ItemBase) -> Mapping[str, str]:
    assert isinstance(item, Words)
    w.declare("RESPONSE", "string", "single", [])
    rows = "".join(
        f"<tr><td>{c.points}</td><td>{escape(c.name)}</td><td>{escape(c.full)}</td><td>{escape(c.part or '')}</td></tr>"
        for c in item.rubric
    )
    w.add(f'<rubricBlock view="scorer"><table><tbody>{rows}</tbody></table></rubricBlock>')
    w.add('<extendedTextInteraction responseIdentifier="RESPONSE" expectedLines="8"/>')
    return {"model": item.model_answer}


WRITERS: dict[str, Callable[[Writer, Any], Mapping[str, str]]] = {
    "single": _single,
    "multiple": _multiple,
    "select_n": _multiple,
    "grouping": _grouping,
    "matrix": _matrix,
    "cloze": _cloze,
    "drag_cloze": _drag,
    "highlight": _highlight,
    "order": _order,
    "numeric": _numeric,
    "syringe": _syringe,
    "hotspot": _hotspot,
    "text": _text,
}
