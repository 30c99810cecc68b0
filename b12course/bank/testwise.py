"""What someone who knows nothing but tests would score (dossier 7B: flaws 1, 2, 6, 7, 11, 17, 22, 23).

A strategy picks options by their looks. Over a good bank it earns what blind guessing earns, within the
spread that blind guessing has.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from b12course.bank.items import ItemBase
from b12course.bank.items.blanks import Cloze, ClozeRationale, DragCloze
from b12course.bank.items.choice import Grouping, Multiple, SelectN, Single
from b12course.bank.items.composite import Case, Scenario
from b12course.bank.rules import plus_minus

# A strategy that is further above chance than this many standard errors has found something.
MOST_Z = 2.0

_WORD = re.compile(r"[a-z0-9]+(?:[.,/][0-9]+)*", re.I)
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an the and or of to in on at by for from with into is are be was were it its this that these those as if "
        "he she they his her their you your who what which when where why how do does did has have had will would "
        "should can could may not no so then than there first next",
    )
)
_ABSOLUTE = re.compile(r"\b(?:always|never|all|only|none|every|must|any|cannot|nothing|no one|nobody)\b", re.I)


@dataclass(frozen=True)
class Choice:
    """One pick out of several: ``options`` as the author wrote them, ``key`` the place of the right one."""

    item: str
    stem: str
    options: tuple[str, ...]
    key: int


@dataclass(frozen=True)
class Selection:
    """Any number of picks, scored +/- with floor 0: ``keys`` the places of the right ones."""

    item: str
    stem: str
    options: tuple[str, ...]
    keys: frozenset[int]


@dataclass(frozen=True)
class Result:
    """A strategy over a bank: its mean share of the points, that of guessing, and how many standard errors apart."""

    strategy: str
    units: int
    score: float
    chance: float
    z: float

    @property
    def beats_chance(self) -> bool:
        """Tell whether it does better than guessing, beyond sampling error."""
        return self.z > MOST_Z


def words(text: str) -> frozenset[str]:
    """Return the content words of a text, in lower case and cut to a stem of six letters."""
    return frozenset(w.lower()[:6] for w in _WORD.findall(text) if w.lower() not in _SMALL)


def absolutes(text: str) -> int:
    """Return how many words like always, never and only a text has."""
    return len(_ABSOLUTE.findall(text))


# -- what a bank is made of -------------------------------------------------------------------


def units(items: Iterable[ItemBase]) -> Iterator[Choice | Selection]:
    """Yield every choice and selection of ``items``, those inside cases and scenarios too."""
    for item in items:
        if isinstance(item, Case):
            yield from units(item.items)
        elif isinstance(item, Single):
            yield _choice(item.id, item.stem, item.options, item.key)
        elif isinstance(item, Multiple) and not isinstance(item, SelectN):
            yield _selection(item.id, item.stem, item.options, item.key)
        elif isinstance(item, Grouping):
            for name, group in item.groups.items():
                yield _selection(f"{item.id}.{name}", f"{item.stem} {group.label}", group.options, group.key)
        elif isinstance(item, Scenario):
            for name, moment in item.moments().items():
                texts = {c: o.text for c, o in moment.choices.items()}
                yield _choice(f"{item.id}.{name}", moment.text, texts, item.best_choice(name))
        elif isinstance(item, Cloze | ClozeRationale | DragCloze):
            for blank, right in item.keys().items():
                yield _choice(f"{item.id}.{blank}", f"{item.stem} {item.words()}", item.fillings(blank), right)


def _choice(item: str, stem: str, options: dict[str, str], key: str) -> Choice:
    return Choice(item, stem, tuple(options.values()), list(options).index(key))


def _selection(item: str, stem: str, options: dict[str, str], keys: Sequence[str]) -> Selection:
    return Selection(item, stem, tuple(options.values()), frozenset(list(options).index(k) for k in keys))


# -- strategies: each ranks options, and the best one is taken (ties are shared) ---------------

Rank = Callable[[Choice | Selection], list[float]]


def longest(unit: Choice | Selection) -> list[float]:
    """Rank by length."""
    return [float(len(o)) for o in unit.options]


def shortest(unit: Choice | Selection) -> list[float]:
    """Rank by shortness."""
    return [-float(len(o)) for o in unit.options]


def most_detailed(unit: Choice | Selection) -> list[float]:
    """Rank by numbers, brackets, commas and reasons given."""
    return [
        len(re.findall(r"[0-9]+|[(,;:]|\b(?:because|so that|until|before|after|if|unless)\b", o)) for o in unit.options
    ]


def echoes_stem(unit: Choice | Selection) -> list[float]:
    """Rank by the words shared with the question."""
    asked = words(unit.stem)
    return [float(len(words(o) & asked)) for o in unit.options]


def converges(unit: Choice | Selection) -> list[float]:
    """Rank by the words shared with the other options."""
    sets = [words(o) for o in unit.options]
    return [float(sum(len(a & b) for j, b in enumerate(sets) if j != i)) for i, a in enumerate(sets)]


def not_absolute(unit: Choice | Selection) -> list[float]:
    """Rank down options with always, never, all, only and the like."""
    return [-float(absolutes(o)) for o in unit.options]


def middle_number(unit: Choice | Selection) -> list[float]:
    """Rank the numerically middle values first; options without a number each are left to chance."""
    found = [_NUMBER.search(o) for o in unit.options]
    if not all(found):
        return [0.0] * len(found)
    values = [float(m[0].replace(",", "")) for m in found if m]
    order = sorted(values)
    middle = (order[(len(order) - 1) // 2] + order[len(order) // 2]) / 2
    return [-abs(v - middle) for v in values]


def at_place(place: int) -> Rank:
    """Rank the option at ``place`` (from 0) first, as the author wrote the options."""

    def rank(unit: Choice | Selection) -> list[float]:
        return [float(i == min(place, len(unit.options) - 1)) for i in range(len(unit.options))]

    return rank


STRATEGIES: dict[str, Rank] = {
    "the longest": longest,
    "the shortest": shortest,
    "the most detailed": most_detailed,
    "echoes the stem": echoes_stem,
    "shares most with the others": converges,
    "no absolute word": not_absolute,
    "the middle number": middle_number,
    "always the first": at_place(0),
    "always the second (b)": at_place(1),
    "always the third": at_place(2),
    "always the last": at_place(99),
}


def measure(items: Iterable[ItemBase]) -> list[Result]:
    """Return every strategy's score over ``items``, beside what guessing scores."""
    found = list(units(items))
    choices = [u for u in found if isinstance(u, Choice)]
    selections = [u for u in found if isinstance(u, Selection)]
    results = [_over_choices(name, rank, choices) for name, rank in STRATEGIES.items()]
    return [*results, _select_all(selections)]


def _over_choices(name: str, rank: Rank, choices: list[Choice]) -> Result:
    """Compare with a blind pick, over the choices where the strategy prefers some option to another."""
    score = chance = variance = 0.0
    counted = 0
    for unit in choices:
        ranks = rank(unit)
        best = [i for i, r in enumerate(ranks) if math.isclose(r, max(ranks))]
        if len(best) == len(ranks):
            continue
        counted += 1
        blind = 1 / len(unit.options)
        # A tie shares one pick, so it varies less than a blind pick; taking the blind one's spread is on the safe side.
        score += (unit.key in best) / len(best)
        chance += blind
        variance += blind * (1 - blind)
    return _result(name, counted, score, chance, variance)


def _select_all(selections: list[Selection]) -> Result:
    """Compare picking everything with picking a blind number of blind options."""
    score = chance = variance = 0.0
    for unit in selections:
        size = len(unit.options)
        points = [
            plus_minus([str(k) for k in unit.keys], [str(i) for i in picks]) / len(unit.keys)
            for n in range(1, size + 1)
            for picks in combinations(range(size), n)
        ]
        weights = [1 / math.comb(size, n) / size for n in range(1, size + 1) for _ in range(math.comb(size, n))]
        mean = sum(w * p for w, p in zip(weights, points, strict=True))
        score += points[-1]
        chance += mean
        variance += sum(w * (p - mean) ** 2 for w, p in zip(weights, points, strict=True))
    return _result("select all", len(selections), score, chance, variance)


def _result(name: str, count: int, score: float, chance: float, variance: float) -> Result:
    if not count:
        return Result(name, 0, 0.0, 0.0, 0.0)
    return Result(
        name, count, score / count, chance / count, (score - chance) / math.sqrt(variance) if variance else 0.0
    )
