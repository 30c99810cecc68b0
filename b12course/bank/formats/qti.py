"""QTI 2.1 content packages, both ways.

Mappings carry NCSBN's rules: 0/1 as one point a right response, +/- as minus one a wrong one with a lower bound of 0.
An item's reasons travel in one feedback block, its tags as keywords of the manifest.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from defusedxml.ElementTree import fromstring

from b12course.bank.errors import BankError, Finding
from b12course.bank.formats.carried import NO_PLACE, Exported, Imported, from_tags, sets_of, tags_of, told_of_sets
from b12course.bank.formats.qti_read import READERS, kind_of
from b12course.bank.formats.qti_write import NS, WRITERS, Picture, item_element
from b12course.bank.items import ItemBase
from b12course.bank.items.blanks import DragCloze
from b12course.bank.items.marks import Hotspot

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_KIND = "imsqti_item_xmlv2p1"
_MOST_BYTES = 20_000_000
# A package is written the same to the byte every time.
_EPOCH = (1980, 1, 1, 0, 0, 0)

ET.register_namespace("", NS)


def to_qti(items: Iterable[ItemBase], picture: Callable[[str], Picture] | None = None) -> Exported:
    """Return the items as a QTI 2.1 content package (a zip file).

    ``picture`` gives a figure's PNG with its size; without it items on figures are left out.
    """
    files: dict[str, bytes] = {}
    rows: list[tuple[str, list[str], list[str]]] = []
    left_out: dict[str, str] = {}
    changed: dict[str, str] = {}
    carried: list[str] = []
    for item in items:
        why = _no_place(item, picture)
        if why:
            left_out[item.id] = f"QTI has no interaction for this: {why}"
            continue
        pictures = []
        if isinstance(item, Hotspot) and picture is not None:
            pictures = [f"images/{item.figure}.png"]
            files[pictures[0]] = picture(item.figure).png
        for name, this in sets_of(item):
            root = item_element(this, name, picture)
            files[f"{name}.xml"] = ET.tostring(root, "utf-8", xml_declaration=True)
            rows.append((name, tags_of(this, **_names(this)), pictures))
        carried.append(item.id)
        told = told_of_sets(item, "items")
        if told:
            changed[item.id] = told
    files["imsmanifest.xml"] = _manifest(rows)
    return Exported(_zipped(files), tuple(carried), left_out, changed)


def _no_place(item: ItemBase, picture: Callable[[str], Picture] | None) -> str:
    if item.type in NO_PLACE:
        return NO_PLACE[item.type]
    if item.type == "matrix_multiple":
        return "a table scored column by column"
    if isinstance(item, DragCloze) and item.scoring == "rationale":
        return NO_PLACE["cloze_rationale"]
    if isinstance(item, Hotspot) and picture is None:
        return "a place on a figure, and no figures were given"
    return "" if item.type in WRITERS else f"an item of type {item.type}"


def _names(item: ItemBase) -> Mapping[str, Iterable[str]]:
    units = getattr(item, "units", None)
    return {"units": units} if units else {}


def from_qti(content: bytes, module: str) -> Imported:
    """Return the items of a QTI 2.1 content package, or of one item's XML, as plain data for ``module``.

    Raises BankError when it can't be read.
    """
    found = Imported()
    for number, (path, text, keywords) in enumerate(_documents(content), 1):
        try:
            root = fromstring(text, forbid_dtd=True)
        except Exception as e:  # ParseError, and defusedxml's refusals
            found.left_out[path] = f"can't be read: {e}"
            continue
        name = root.get("identifier") or path
        kind = kind_of(root)
        if kind is None:
            found.left_out[name] = "no interaction in it is one that this course has"
            continue
        found.take(name, module, number, partial(_read, root, kind, name, keywords))
    return found


def _read(root: ET.Element, kind: str, name: str, keywords: list[str]) -> dict[str, Any]:
    """Return one assessmentItem as plain data: its own id, what its keywords say, what its body says."""
    tags = from_tags(keywords)
    mine = tags.get("type")
    if mine not in READERS:  # a keyword of somebody else's
        tags.pop("type", None)
        mine = None
    read = READERS[mine or kind](root, tags)
    own = {k: v for k, v in tags.items() if k not in ("ids", "rows", "columns", "blanks", "units", "major")}
    return {"id": name, **own, **read}


def _documents(content: bytes) -> Iterable[tuple[str, bytes, list[str]]]:
    """Yield (path, XML, keywords) of each item in a package, or of the one item that ``content`` is."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        if b"assessmentItem" not in content[:4000]:
            what = "is neither a QTI content package (zip) nor an assessmentItem: export it again as QTI 2.1"
            raise BankError([Finding(what)])
        yield "item.xml", content, []
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(i.file_size for i in package.infolist()) > _MOST_BYTES:
            raise BankError([Finding(f"unpacks to more than {_MOST_BYTES:,} bytes: split it")])
        try:
            manifest = fromstring(package.read("imsmanifest.xml"), forbid_dtd=True)
        except Exception as e:  # KeyError, ParseError, BadZipFile, and defusedxml's refusals
            raise BankError([Finding(f"holds no imsmanifest.xml that can be read ({e}): export it again")]) from e
        for resource in manifest.iter(f"{{{_CP}}}resource"):
            path = resource.get("href", "")
            if not re.fullmatch(r"imsqti_(?:item|test)?_?xmlv2p[012]", resource.get("type", "")) or path.endswith("/"):
                continue
            try:
                text = package.read(path)
            except (KeyError, zipfile.BadZipFile):
                text = b""
            yield path, text, [s.text or "" for s in resource.iter(f"{{{_LOM}}}string")]


def _manifest(rows: list[tuple[str, list[str], list[str]]]) -> bytes:
    root = ET.Element(f"{{{_CP}}}manifest", identifier="b12course")
    metadata = ET.SubElement(root, f"{{{_CP}}}metadata")
    ET.SubElement(metadata, f"{{{_CP}}}schema").text = "QTIv2.1 Package"
    ET.SubElement(metadata, f"{{{_CP}}}schemaversion").text = "1.0.0"
    ET.SubElement(root, f"{{{_CP}}}organizations")
    resources = ET.SubElement(root, f"{{{_CP}}}resources")
    for name, tags, pictures in rows:
        path = f"{name}.xml"
        resource = ET.SubElement(resources, f"{{{_CP}}}resource", identifier=f"_{name}", type=_KIND, href=path)
        general = ET.SubElement(
            ET.SubElement(ET.SubElement(resource, f"{{{_CP}}}metadata"), f"{{{_LOM}}}lom"), f"{{{_LOM}}}general"
        )
        for tag in tags:
            keyword = ET.SubElement(general, f"{{{_LOM}}}keyword")
            ET.SubElement(keyword, f"{{{_LOM}}}string", language="en").text = tag
        for file in (path, *pictures):
            ET.SubElement(resource, f"{{{_CP}}}file", href=file)
    ET.indent(root)
    content: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return content


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in sorted(files.items(), key=lambda f: (f[0] != "imsmanifest.xml", f[0])):
            package.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
