"""Items and responses to test with: one minimal item of each type, and random valid ones.

An item is built as plain data, the way a YAML file gives it. Every reason starts with "Why", so that
a test can look for reasons where none may stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from hypothesis import strategies as st

from b12course.bank.items import ItemBase, Step
from b12course.bank.loading import load_item

LETTERS = "abcdefghijkl"
# Ends of texts that break careless HTML, JSON or shuffling; none holds * or braces, which are markup.
FLAVOURS = ("", " <b>bold</b> & more", " \"quoted\" and 'quoted'", " µ → é ☃ 💉", "\nsecond line")
Data = dict[str, Any]


# -- minimal items ----------------------------------------------------------------------------


def base(kind: str, **fields: Any) -> Data:
    """Return the fields that every item has."""
    return {
        "id": "one",
        "type": kind,
        "stem": "What now?",
        "objective": "sites.1",
        "step": "take_action",
        "level": "apply",
        "sources": ["some-source"],
        **fields,
    }


def options(names: Iterable[str], word: str = "Option", end: str = "") -> dict[str, str]:
    return {n: f"{word} {n}{end}" for n in names}


def reasons(names: Iterable[str], end: str = "") -> dict[str, str]:
    return {n: f"Why {n} is so{end}" for n in names}


def choices(names: Iterable[str], key: Any, word: str = "Option", end: str = "") -> Data:
    """Return options, reasons and key, as lists, groups, blanks and bow-tie sides have them."""
    names = list(names)
    return {"options": options(names, word, end), "rationale": reasons(names, f" for {word}{end}"), "key": key}


def gaps(names: Iterable[str]) -> str:
    return "Give " + " and ".join(f"{{{n}}}" for n in names) + " now."


def marks(names: Iterable[str], end: str = "") -> str:
    return "Note: " + " then ".join(f"[[{n}: phrase {n}{end}]]" for n in names)


def square(left: float, top: float, size: float) -> list[list[float]]:
    return [[left, top], [left + size, top], [left + size, top + size], [left, top + size]]


def zone(name: str, polygon: list[list[float]]) -> Data:
    return {"label": f"Zone {name}", "polygon": polygon, "why": f"Why zone {name} is so"}


def case_items(*items: Data) -> list[Data]:
    """Return six items as a case has them: one for each judgment step."""
    return [{**data, "id": f"one-{n}", "step": str(s)} for n, (data, s) in enumerate(zip(items, Step, strict=True), 1)]


def node(text: str, **taken: Data) -> Data:
    return {"text": text, "choices": taken}


def choice(to: str, points: int = 0, unsafe: bool = False, name: str = "") -> Data:
    return {
        "text": f"Do {name or to}",
        "to": to,
        "points": points,
        "unsafe": unsafe,
        "consequence": f"Then {to}",
        "why": f"Why {name or to} is so",
    }


def ending(kind: str, title: str) -> Data:
    return {"text": f"The story ends: {title}", "end": {"kind": kind, "title": title}}


def _minimal() -> dict[str, Data]:
    simple = {
        "single": base("single", **choices("abc", "a"), unsafe=["c"]),
        "multiple": base("multiple", **choices("abcde", ["a", "b"]), unsafe=["d"]),
        "select_n": base("select_n", **choices("abcd", ["a", "b"]), n=2, unsafe=["d"]),
        "grouping": base(
            "grouping",
            groups={
                "g1": {"label": "First group", **choices("abc", ["a"], "First")},
                "g2": {"label": "Second group", **choices("abc", ["b", "c"], "Second")},
            },
            unsafe=["g1.c"],
        ),
        "matrix": base(
            "matrix",
            rows=options(["r1", "r2"], "Row"),
            columns=options(["c1", "c2"], "Column"),
            key={"r1": "c1", "r2": "c2"},
            rationale=reasons(["r1", "r2"]),
            unsafe=["r1.c2"],
        ),
        "matrix_multiple": base(
            "matrix_multiple",
            rows=options(["r1", "r2"], "Row"),
            columns=options(["c1", "c2"], "Column"),
            key={"r1": ["c1", "c2"], "r2": ["c1"]},
            rationale=reasons(["r1", "r2"]),
            unsafe=["r2.c2"],
        ),
        "cloze": base(
            "cloze",
            text=gaps(["b1", "b2"]),
            blanks={"b1": choices("abc", "a", "First"), "b2": choices("abc", "b", "Second")},
            unsafe=["b1.c"],
        ),
        "cloze_rationale": base(
            "cloze_rationale",
            text=gaps(["b1", "b2"]),
            blanks={"b1": choices("abc", "a", "First"), "b2": choices("abc", "b", "Second")},
            unsafe=["b1.c"],
        ),
        "drag_cloze": base(
            "drag_cloze",
            text=gaps(["b1", "b2"]),
            tokens=options("abcd", "Token"),
            rationale=reasons("abcd"),
            key={"b1": "a", "b2": "b"},
            unsafe=["b1.d"],
        ),
        "highlight": base(
            "highlight", text=marks(["t1", "t2", "t3"]), rationale=reasons(["t1", "t2", "t3"]), key=["t1", "t2"]
        ),
        "bowtie": base(
            "bowtie",
            condition=choices("abcd", "a", "Condition"),
            actions=choices("abcde", ["a", "b"], "Action"),
            parameters=choices("abcde", ["a", "b"], "Parameter"),
            unsafe=["actions.e"],
        ),
        "order": base(
            "order", options=options("abc", "Step"), rationale=reasons("abc"), key=["b", "c", "a"], unsafe=["a>b"]
        ),
        "numeric": base(
            "numeric",
            key=0.75,
            unit="mL",
            unsafe=[{"min": 7.5, "max": 60, "why": "Why tenfold is so"}],
            working="Why it works: divide.",
        ),
        "hotspot": base(
            "hotspot",
            figure="plain-thigh",
            zones={"right": zone("right", square(0.1, 0.1, 0.2)), "wrong": zone("wrong", square(0.6, 0.6, 0.2))},
            key=["right"],
            unsafe=["wrong"],
            elsewhere="Why elsewhere is wrong",
            places={
                "p": {"text": "Place p", "at": [0.2, 0.2]},
                "q": {"text": "Place q", "at": [0.7, 0.7]},
                "r": {"text": "Place r", "at": [0.9, 0.1]},
            },
        ),
        "syringe": base("syringe", barrel=1, graduation=0.1, major=0.5, key=0.4),
    }
    return {
        **simple,
        "text": base(
            "text",
            rubric=[{"name": "Says where", "points": 2, "full": "Why full marks", "part": "Why some marks"}],
            model_answer="Why this is good: it says where.",
        ),
        "case": base(
            "case",
            chart=[{"tab": "Notes", "text": "She is 70."}, {"tab": "Orders", "since": 3, "text": "1 mL IM."}],
            items=case_items(
                *(simple[k] for k in ("highlight", "matrix", "single", "multiple", "numeric", "matrix_multiple"))
            ),
        ),
        "scenario": base(
            "scenario",
            start="home",
            nodes={
                "home": node("At home", a=choice("thigh", 2), b=choice("hurt", unsafe=True)),
                "thigh": node("The thigh", a=choice("fine", 1), b=choice("sore")),
                "fine": ending("good", "Done well"),
                "sore": ending("mixed", "Done with pain"),
                "hurt": ending("harm", "Harm done"),
            },
        ),
    }


MINIMAL = _minimal()
TYPES = list(MINIMAL)
SIMPLE = [t for t in TYPES if t not in ("text", "case", "scenario")]


def build(data: Data, **changes: Any) -> ItemBase:
    """Load an item from plain data."""
    return load_item({**data, **changes})


def minimal(kind: str, **changes: Any) -> ItemBase:
    """Return the smallest item of a type, with some fields changed."""
    return build(MINIMAL[kind], **changes)


# -- random items -----------------------------------------------------------------------------

flavours = st.sampled_from(FLAVOURS)


def names(low: int, high: int, prefix: str = "") -> st.SearchStrategy[list[str]]:
    """Return distinct ids in any order: the order in which the author lists them."""
    return (
        st.integers(low, high).flatmap(lambda n: st.permutations(LETTERS[:n])).map(lambda ls: [prefix + c for c in ls])
    )


def some(all_of: Iterable[str], low: int = 0, high: int | None = None) -> st.SearchStrategy[list[str]]:
    pool = sorted(all_of)
    if not pool:
        return st.just([])
    return st.lists(st.sampled_from(pool), unique=True, min_size=low, max_size=min(high or len(pool), len(pool)))


@st.composite
def _list_item(draw: Any, kind: str) -> Data:
    ids = draw(names(3 if kind == "select_n" else 2, 6))
    key = draw(some(ids, 2 if kind == "select_n" else 1))
    extra = {"n": len(key)} if kind == "select_n" else {}
    if kind == "single":
        extra, key = {}, key[0]
    return base(kind, **choices(ids, key, end=draw(flavours)), unsafe=draw(some(set(ids) - set(key))), **extra)


@st.composite
def _grouping(draw: Any) -> Data:
    groups, wrong = {}, []
    for g in draw(names(2, 4, "g")):
        ids = draw(names(2, 4))
        key = draw(some(ids, 1))
        groups[g] = {"label": f"Group {g}", **choices(ids, key, f"Of {g}", draw(flavours))}
        wrong += [f"{g}.{o}" for o in ids if o not in key]
    return base("grouping", groups=groups, unsafe=draw(some(wrong)))


@st.composite
def _matrix(draw: Any, kind: str) -> Data:
    rows, columns = draw(names(2, 5, "r")), draw(names(2, 4, "c"))
    end = draw(flavours)
    if kind == "matrix":
        key: Data = {r: draw(st.sampled_from(columns)) for r in rows}
        wrong = [f"{r}.{c}" for r in rows for c in columns if c != key[r]]
    else:
        key = {r: draw(some(columns)) for r in rows}
        key[rows[0]] = key[rows[0]] or [columns[0]]
        wrong = [f"{r}.{c}" for r in rows for c in columns if c not in key[r]]
    return base(
        kind,
        rows=options(rows, "Row", end),
        columns=options(columns, "Column", end),
        key=key,
        rationale=reasons(rows, end),
        unsafe=draw(some(wrong)),
    )


def _passage(draw: Any, pieces: list[str]) -> Data:
    """Return blanks or phrases in a text or in a table."""
    if draw(st.booleans()):
        return {"text": "Read: " + " and ".join(pieces)}
    return {"table": {"header": ["Matter", "Found"], "rows": [[f"Matter {n}", p] for n, p in enumerate(pieces)]}}


@st.composite
def _cloze(draw: Any, kind: str) -> Data:
    blanks, wrong = {}, []
    ids = draw(names(*((2, 3) if kind == "cloze_rationale" else (1, 4)), "b"))
    for b in ids:
        here = draw(names(2, 4))
        key = draw(st.sampled_from(here))
        blanks[b] = choices(here, key, f"Word {b}", draw(flavours))
        wrong += [f"{b}.{o}" for o in here if o != key]
    anchor = {"anchor": draw(st.sampled_from(ids))} if kind == "cloze_rationale" and len(ids) == 3 else {}
    passage = _passage(draw, [f"{{{b}}}" for b in ids])
    return base(kind, **passage, blanks=blanks, unsafe=draw(some(wrong)), **anchor)


@st.composite
def _drag_cloze(draw: Any) -> Data:
    targets, tokens = draw(names(1, 4, "b")), draw(names(4, 7))
    key = dict(zip(targets, draw(st.permutations(tokens)), strict=False))
    extra: Data = {}
    if len(targets) in (2, 3) and draw(st.booleans()):
        extra = {"scoring": "rationale", **({"anchor": draw(st.sampled_from(targets))} if len(targets) == 3 else {})}
    end = draw(flavours)
    return base(
        "drag_cloze",
        **_passage(draw, [f"{{{t}}}" for t in targets]),
        tokens=options(tokens, "Token", end),
        rationale=reasons(tokens, end),
        key=key,
        unsafe=draw(some(f"{b}.{o}" for b in targets for o in tokens if key[b] != o)),
        **extra,
    )


@st.composite
def _highlight(draw: Any) -> Data:
    ids = draw(names(2, 6, "t"))
    key = draw(some(ids, 1))
    end = draw(flavours)
    return base(
        "highlight",
        **_passage(draw, [f"[[{t}: phrase {t}{end}]]" for t in ids]),
        rationale=reasons(ids, end),
        key=key,
        unsafe=draw(some(set(ids) - set(key))),
    )


@st.composite
def _bowtie(draw: Any) -> Data:
    sides, wrong = {}, []
    for side, low, high in (("condition", 4, 4), ("actions", 5, 5), ("parameters", 4, 6)):
        ids = draw(names(low, high))
        keys = draw(st.permutations(ids))[:2]
        sides[side] = choices(ids, keys[0] if side == "condition" else list(keys), f"{side} choice", draw(flavours))
        wrong += [f"{side}.{o}" for o in ids if o not in (keys[:1] if side == "condition" else keys)]
    return base("bowtie", **sides, unsafe=draw(some(wrong)))


@st.composite
def _order(draw: Any) -> Data:
    ids = draw(names(3, 6))
    key = draw(st.permutations(ids))
    pairs = [f"{late}>{early}" for n, early in enumerate(key) for late in key[n + 1 :]]
    end = draw(flavours)
    return base(
        "order",
        options=options(ids, "Step", end),
        rationale=reasons(ids, end),
        key=list(key),
        partial=draw(st.booleans()),
        unsafe=draw(some(pairs, 0, 3)),
    )


def _over(key: float) -> list[Data]:
    return [{"min": round(key * 10 + 1, 2), "max": 900_000, "why": "Why tenfold is so"}]


@st.composite
def _numeric(draw: Any, sets: int = 3) -> Data:
    doses = draw(st.lists(st.integers(1, 400).map(lambda n: n / 100), min_size=1, max_size=sets, unique=True))
    unit = draw(st.sampled_from(["mL", "mcg"]))
    more = {
        "unit": unit,
        "units": draw(st.sampled_from([[], ["mL", "mcg"]])),
        "tolerance": draw(st.sampled_from([0, 0.05])),
    }
    if len(doses) == 1:
        return base("numeric", key=doses[0], unsafe=_over(doses[0]), working="Why it works: divide.", **more)
    variants = [{"values": {"dose": n + 11}, "key": d, "unsafe": _over(d)} for n, d in enumerate(doses)]
    return base("numeric", variants=variants, working="Why {dose} works", **more) | {
        "stem": "The order is {dose} units."
    }


@st.composite
def _hotspot(draw: Any) -> Data:
    """Zones are squares, no two of which meet."""
    cells = draw(st.permutations([(x, y) for x in range(3) for y in range(3)]))
    ids = draw(names(1, 4, "z"))
    spots = {z: (x / 3 + 0.05, y / 3 + 0.05) for z, (x, y) in zip(ids, cells, strict=False)}
    key = draw(some(ids, 1))
    at = [spots[key[0]], *((x / 3 + 0.05, y / 3 + 0.05) for x, y in cells[-2:])]
    return base(
        "hotspot",
        figure="plain-thigh",
        zones={z: zone(z, square(x, y, 0.2)) for z, (x, y) in spots.items()},
        key=key,
        unsafe=draw(some(set(ids) - set(key))),
        elsewhere="Why elsewhere is wrong",
        places={p: {"text": f"Place {p}", "at": [x + 0.1, y + 0.1]} for p, (x, y) in zip("pqr", at, strict=True)},
    )


@st.composite
def _syringe(draw: Any, sets: int = 2) -> Data:
    barrel, graduation = draw(st.sampled_from([(1, 0.01), (1, 0.1), (3, 0.1), (5, 0.2), (10, 0.5)]))
    steps = round(barrel / graduation)
    keys = draw(
        st.lists(st.integers(0, steps).map(lambda n: round(n * graduation, 2)), min_size=1, max_size=sets, unique=True)
    )
    more = {"barrel": barrel, "graduation": graduation, "major": graduation * 5}
    if len(keys) == 1:
        high = round(keys[0] + graduation, 2)
        unsafe = [{"min": high, "max": barrel, "why": "Why too much is so"}] if high <= barrel else []
        return base("syringe", key=keys[0], unsafe=unsafe, **more)
    return base(
        "syringe", variants=[{"values": {"dose": f"no. {n}"}, "key": k} for n, k in enumerate(keys)], **more
    ) | {"stem": "Draw up {dose}."}


@st.composite
def _text(draw: Any) -> Data:
    points = draw(st.lists(st.integers(1, 10), min_size=1, max_size=4))
    rubric = [{"name": f"Criterion {n}", "points": p, "full": f"Why full {n}"} for n, p in enumerate(points)]
    return base("text", rubric=rubric, model_answer="Why this is good" + draw(flavours))


@st.composite
def _scenario(draw: Any) -> Data:
    """A story of one to four decisions: the first choice leads on, the others on or to an end."""
    steps = [f"n{i}" for i in range(draw(st.integers(1, 4)))]
    way = [*steps, "good"]
    nodes: Data = {}
    for n, here in enumerate(steps):
        taken = {"a": choice(way[n + 1], draw(st.integers(0, 3)), name=f"{here} a")}
        for c in draw(names(1, 2, "o")):
            points, unsafe = draw(st.sampled_from([(0, True), (0, False), (1, False)]))
            to = "harm" if unsafe else draw(st.sampled_from([*way[n + 1 :], "mixed"]))
            taken[c] = choice(to, points, unsafe, f"{here} {c}")
        nodes[here] = node(
            f"Moment {here}" + draw(flavours), **{c: taken[c] for c in draw(st.permutations(list(taken)))}
        )
    nodes[steps[-1]]["choices"]["a"]["points"] += 1 - bool(nodes[steps[-1]]["choices"]["a"]["points"])
    ends = {"good": ending("good", "Well"), "mixed": ending("mixed", "So so"), "harm": ending("harm", "Harm")}
    reached = {c["to"] for n in nodes.values() for c in n["choices"].values()}
    return base("scenario", start=steps[0], nodes={**nodes, **{e: v for e, v in ends.items() if e in reached}})


_RANDOM = {
    **{k: partial(_list_item, k) for k in ("single", "multiple", "select_n")},
    **{k: partial(_matrix, k) for k in ("matrix", "matrix_multiple")},
    **{k: partial(_cloze, k) for k in ("cloze", "cloze_rationale")},
    "grouping": _grouping,
    "drag_cloze": _drag_cloze,
    "highlight": _highlight,
    "bowtie": _bowtie,
    "order": _order,
    "numeric": _numeric,
    "hotspot": _hotspot,
    "syringe": _syringe,
    "text": _text,
    "scenario": _scenario,
}


@st.composite
def _case(draw: Any) -> Data:
    kinds = draw(st.lists(st.sampled_from(SIMPLE), min_size=6, max_size=6))
    one_set = {"numeric": _numeric(1), "syringe": _syringe(1)}  # a case's chart fits one set of numbers
    chart = [{"tab": "Notes", "text": "At nine" + draw(flavours)}, {"tab": "Later", "since": 4, "text": "At ten"}]
    return base("case", chart=chart, items=case_items(*(draw(one_set.get(k, _RANDOM[k]())) for k in kinds)))


_RANDOM["case"] = _case


def item_data(*kinds: str) -> st.SearchStrategy[Data]:
    """Return random valid items of the given types (of any, where none is given) as plain data."""
    return st.sampled_from(kinds or TYPES).flatmap(lambda k: _RANDOM[k]())


def items(*kinds: str) -> st.SearchStrategy[ItemBase]:
    """Return random valid items; one with several sets of numbers keeps them all."""
    return item_data(*kinds).map(build)


# -- random responses -------------------------------------------------------------------------


def _mapping(full: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries({}, optional=full)


def _near(key: float, top: float) -> st.SearchStrategy[float]:
    """Amounts from 0 to ``top``, the right one among them more often than by chance."""
    return st.just(key) | st.sampled_from([0.0, top]) | st.floats(0, top) | st.integers(0, int(top))


@st.composite
def _placed(draw: Any, item: Any) -> Data:
    blanks = draw(some(item.keys()))
    return dict(zip(blanks, draw(st.permutations(sorted(item.tokens))), strict=False))


@st.composite
def _decisions(draw: Any, item: Any) -> list[str]:
    path, here = [], item.start
    while item.nodes[here].choices and draw(st.integers(0, 5)):
        path.append(draw(st.sampled_from(sorted(item.nodes[here].choices))))
        here = item.nodes[here].choices[path[-1]].to
    return path


def responses(item: Any) -> st.SearchStrategy[Any]:
    """Return valid responses to ``item``, complete or not, right or not."""
    match item.type:
        case "single":
            return st.sampled_from(sorted(item.options))
        case "multiple":
            return some(item.options)
        case "select_n":
            return some(item.options, 0, item.n)
        case "highlight":
            return some(item.tokens())
        case "grouping":
            return _mapping({g: some(v.options) for g, v in item.groups.items()})
        case "matrix":
            return _mapping({r: st.sampled_from(sorted(item.columns)) for r in item.rows})
        case "matrix_multiple":
            return _mapping({r: some(item.columns) for r in item.rows})
        case "cloze" | "cloze_rationale":
            return _mapping({b: st.sampled_from(sorted(v.options)) for b, v in item.blanks.items()})
        case "drag_cloze":
            return _placed(item)
        case "bowtie":
            wings = {s: some(getattr(item, s).options, 0, 2) for s in ("actions", "parameters")}
            return _mapping({"condition": st.sampled_from(sorted(item.condition.options)), **wings})
        case "order":
            return st.permutations(sorted(item.options)) | st.just(item.key) | some(item.options)
        case "numeric":
            amount = _near(item.answer(), 1_000_000)
            unit = st.sampled_from(item.units or [item.unit])
            return st.fixed_dictionaries({"value": amount, "unit": unit}, optional={"entered": st.text(max_size=40)})
        case "hotspot":
            places = [list(p.at) for p in item.places.values()]
            return st.sampled_from(places) | st.lists(st.floats(0, 1), min_size=2, max_size=2)
        case "syringe":
            return _near(item.answer(), item.barrel)
        case "text":
            return st.text(max_size=60)
        case "case":
            return _mapping({n: responses(i) for n, i in item.numbered().items()})
        case "scenario":
            return _decisions(item)
    raise AssertionError(f"no responses for {item.type}")


@st.composite
def answered(draw: Any, *kinds: str) -> tuple[Any, Any]:
    """Return an item, its numbers filled in, and a valid response to it."""
    item = draw(items(*kinds))
    item = item.variant(draw(st.integers(0, 3)))
    return item, draw(responses(item) | st.just(item.best()))
