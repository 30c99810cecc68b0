"""What every figure holds to: its files, its words, their sources. The plain ones, which learners tap, say nothing."""

from __future__ import annotations

import hashlib
import importlib
import itertools
import json
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import yaml

from b12course import figures
from b12course.figures import hand
from tests.figures import reading

SOURCES = Path(__file__).parents[2] / "course" / "evidence" / "sources.yaml"
EVERY = figures.names()
PLAIN = [n for n in EVERY if n.startswith("plain-")]
LABELLED = [n for n in EVERY if n not in PLAIN]

LARGEST_SVG = 450_000
MARGIN_PX = 8
LONGEST_ALT = 400
# These print many findings, signs or steps, and a listener must hear what they print.
TELLS_ALL = {
    "absorption",
    "aftercare",
    "air-bubbles",
    "give-im",
    "give-sc",
    "hand-hygiene",
    "needlestick",
    "schedules",
    "sharps-containers",
    "tissue-layers",
    "traffic-light",
    "who-needs-b12",
    "z-track",
}
# The numbers of a scale, and of a key on a drawing, are as large as what they stand on lets them be.
NUMBER = re.compile(r"[0-9.]+")
# What is printed on a thing in the drawing; the words beside it say it again.
ON_THINGS = {
    "who-needs-b12": {"N₂O"},
    "label-vial": {"Opened", "Discard"},
    "label-ampoule": {"solution for injection", "For intramuscular", "use only", "Use once, then", "discard"},
    "hand-hygiene": {"Hand", "rub"},
    "supplies": {"ORDER", "B12"},
    "give-im": {"SHARPS"},
    "sharps-containers": {"USED", "SHARPS", "Do not", "recycle", "COFFEE"},
}
NARROW = {"vial-drawup": 15.5}  # panels two by two, each with its steps under it
# Words have 4.5 : 1 with what is under them, and at least 3 : 1 on these.
FAINTER_ON = {
    hand.MUSCLE: "white, with the fibres under it",
    hand.DRUG: "the numbers of a scale, dark where the barrel is full and where it is empty",
    "#a9744f": "the word on a coffee can",
}
# The plain pictures are asked about: none of these colours, which name, mark or tell, may be in one.
TELLING = {"target": hand.TARGET, "danger": hand.DANGER, "ink": hand.INK, "drug": hand.DRUG, "steel": hand.STEEL}
OF_THE_THING = {"plain-syringe": {"drug", "steel"}}  # it has a needle, and is filled


def test_every_drawing_of_every_module_has_a_name_of_its_own() -> None:
    modules = [importlib.import_module(f"{figures.__name__}.{m.name}") for m in pkgutil.iter_modules(figures.__path__)]
    drawings = {id(d): d for m in modules for d in getattr(m, "DRAWINGS", ())}.values()
    assert sorted(d.name for d in drawings) == sorted(EVERY)
    assert [figures.figure(n).name for n in EVERY] == EVERY


@pytest.mark.parametrize("name", EVERY)
def test_words_about_the_figure(name: str) -> None:
    drawing = figures.figure(name)
    assert drawing.title.strip()
    assert len(drawing.alt) >= (40 if name in PLAIN else 200)
    assert (len(drawing.alt) > LONGEST_ALT) == (name in TELLS_ALL)
    assert len(drawing.caption) >= 40
    for text in (drawing.alt, drawing.caption):
        assert text.endswith(".")
    for text in (drawing.title, drawing.alt, drawing.caption):
        assert "  " not in text
        assert "µ" not in text


@pytest.fixture(scope="module")
def known_sources() -> set[str]:
    return set(yaml.safe_load(SOURCES.read_text("utf-8"))["sources"])


@pytest.mark.parametrize("name", EVERY)
def test_what_a_figure_says_has_sources(name: str, known_sources: set[str]) -> None:
    named = set(figures.figure(name).sources)
    assert named <= known_sources
    assert named or name in PLAIN


@pytest.mark.parametrize("name", EVERY)
def test_svg(name: str) -> None:
    drawing, raw = figures.figure(name), figures.render(name, "svg")
    assert len(raw) < LARGEST_SVG
    root = ET.fromstring(raw)
    assert root.tag.endswith("svg")
    width, height = (float(root.get(k, "0").removesuffix("pt")) for k in ("width", "height"))
    assert width * hand.DPI / 72 == pytest.approx(drawing.width_px, abs=0.1)
    assert height * hand.DPI / 72 == pytest.approx(drawing.height_px, abs=0.1)
    assert not [e for e in root.iter() if e.tag.endswith("}text")], "text is drawn as paths, the same everywhere"


@pytest.mark.parametrize("name", EVERY)
def test_png_has_the_nominal_size(name: str) -> None:
    drawing, png = figures.figure(name), figures.render(name, "png")
    assert png.startswith(b"\x89PNG")
    size = tuple(int.from_bytes(png[i : i + 4], "big") for i in (16, 20))
    assert size == (drawing.width_px, drawing.height_px)


@pytest.mark.parametrize("name", LABELLED)
def test_words_lie_inside_and_apart(name: str) -> None:
    drawing, found = figures.figure(name), reading.words(name)
    assert found
    for word in found:
        assert word.box.x0 >= MARGIN_PX, word.text
        assert word.box.y0 >= MARGIN_PX, word.text
        assert word.box.x1 <= drawing.width_px - MARGIN_PX, word.text
        assert word.box.y1 <= drawing.height_px - MARGIN_PX, word.text
    for a, b in itertools.combinations(found, 2):
        assert reading.apart(a.box, b.box), f"{a.text!r} touches {b.text!r}"


@pytest.mark.parametrize("name", LABELLED)
def test_words_are_large_enough_for_a_phone(name: str) -> None:
    for word in reading.words(name):
        small = NUMBER.fullmatch(word.text) or word.text in ON_THINGS.get(name, set())
        least = hand.FLOOR_PT if small else NARROW.get(name, hand.NOTE_PT)
        assert word.size >= least, word.text


@pytest.mark.parametrize("name", LABELLED)
def test_words_have_contrast_where_they_stand(name: str) -> None:
    for word in reading.words(name):
        # Half of what is under a word's box, and a quarter: its corners may lie beside the disc or bar that it is on.
        quarter, half = np.percentile(word.contrast, [25, 50])
        fainter = any(reading.same(np.median(word.ground, axis=0), color) for color in FAINTER_ON)
        assert half >= (3.0 if fainter else 4.5), word.text
        assert quarter >= 3.0, word.text


@pytest.mark.parametrize("name", PLAIN)
def test_plain_figures_carry_no_words_and_no_marks(name: str) -> None:
    assert not reading.words(name)
    (ax,) = reading.drawn(name).axes
    assert reading.shapes(ax)
    shown = {what for what, color in TELLING.items() if reading.filled(ax, color) or reading.edged(ax, color)}
    assert shown == OF_THE_THING.get(name, set())
    assert ax.get_position().bounds == (0.0, 0.0, 1.0, 1.0), "normalised coordinates are those of the whole picture"


DIGESTS = """
import hashlib, json, sys
from b12course import figures
wanted = json.loads(sys.argv[1])
print(json.dumps([hashlib.sha256(figures.render(*one)).hexdigest() for one in wanted]))
"""


def test_a_fresh_process_gives_the_same_bytes() -> None:
    """One figure of each module, in another order than here; what the PNG adds to the drawing is the same for all."""
    smallest: dict[str, str] = {}
    for name in sorted(EVERY, key=lambda n: len(figures.render(n, "svg")), reverse=True):
        smallest[figures.figure(name).draw.__module__] = name
    wanted = [(n, "svg") for n in reversed(smallest.values())] + [("plain-hip", "png"), ("deltoid", "png")]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONHASHSEED": "random"}
    run = [sys.executable, "-c", DIGESTS, json.dumps(wanted)]
    fresh = json.loads(subprocess.run(run, env=env, capture_output=True, text=True, check=True, timeout=240).stdout)
    here = [hashlib.sha256(figures.render(*one)).hexdigest() for one in wanted]
    assert dict(zip(map(str, wanted), fresh, strict=True)) == dict(zip(map(str, wanted), here, strict=True))
