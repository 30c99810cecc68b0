"""Flaws of item writing that a program can see in one item (dossier 7B; the numbers are this course's own choice).

Basis: ``bmc-mir-flaws-2016`` and ``nbme-item-guide`` for cues, ``ismp-error-prone`` for numbers and units.
What only shows over a whole bank is in ``testwise``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import textstat

from b12course.bank.items import ItemBase
from b12course.bank.items.choice import Multiple, SelectN
from b12course.bank.items.composite import Case, Scenario
from b12course.bank.testwise import Choice, Selection, absolutes, units, words

LONGEST_STEM = 90
HARDEST_STEM = 12.0
_LENGTH_RATIO = 1.6
_ECHOES = 2
_SHORT = 30
_VAGUE = re.compile(r"\b(?:usually|often|rarely|sometimes|frequently|seldom|generally)\b", re.I)
_RANGE = re.compile(r"([0-9][0-9,.]*)\s*(?:to|-|–)\s*([0-9][0-9,.]*)\s*([A-Za-z%]+)")
# Shouted anywhere, or said in the question itself: a story may well say what somebody did not do.
_NEGATIVE = re.compile(r"\b(?:NOT|EXCEPT|LEAST)\b|\b(?i:not|except|(?<!at )least)\b[^.?!]*\?\s*$")
# Words that label a person by an illness, blame, or fix a role to a sex (``haladyna-2002``; house list).
_LABELS = re.compile(
    r"\b(?:the elderly|an? (?:diabetic|alcoholic|addict|cripple)|suffers from|victim|wheelchair-bound|non-?compliant|"
    r"male nurse|lady doctor|housewife|obese (?:man|woman|patient|person))\b",
    re.I,
)


def flaws(item: ItemBase) -> Iterator[str]:
    """Yield each flaw of ``item`` in a few words that say what to do."""
    parts: Sequence[ItemBase] = item.items if isinstance(item, Case) else [item]
    for part in (item, *parts) if isinstance(item, Case) else parts:
        yield from _stem_flaws(part)
    for part in parts:
        if isinstance(part, Multiple) and not isinstance(part, SelectN):
            yield from _selection_flaws(part)
    if not isinstance(item, Scenario):
        for unit in units([item]):
            yield from _option_flaws(unit)


def graded_flaws(item: ItemBase) -> Iterator[str]:
    """Yield what in a graded item would tell its key while it is being answered.

    Only a scenario can: its moments are shown one after another before anything is graded. If a lesser choice led
    where the best one does not, the next screen would be a verdict. So in a graded scenario all choices of a moment
    lead to the same next one: where the story goes is then worth nothing to a guesser. (A weaker rule, that no moment
    is reached by lesser choices alone, would still shift the odds.) What comes next must not name the best choice
    either, nor may its looks: in practice a story answers at once, and there that costs nothing.
    """
    if not isinstance(item, Scenario):
        return
    for name in item.forks():
        yield f"the choices at '{name}' lead to different moments, which tells the key: let all lead to the same one"
    if not item.forks() and any(v.end and v.end.kind != "plain" for v in item.nodes.values()):
        yield "everyone comes to the same end, so it judges nobody: give it kind: plain"
    for unit in units([item]):
        yield from _option_flaws(unit)
    for name, moment in item.moments().items():
        best = moment.choices[item.best_choice(name)]
        after = item.nodes[best.to]
        told = words(after.text) if after.choices else frozenset()  # an end is shown only with the review
        known = words(item.stem) | words(moment.text)
        others = known.union(*(words(c.text) for c in moment.choices.values() if c is not best))
        if len(echoes := (words(best.text) & told) - others) >= _ECHOES:
            yield f"what comes after '{name}' repeats words of the best choice alone: {', '.join(sorted(echoes))}"


def _stem_flaws(part: ItemBase) -> Iterator[str]:
    long = len(part.stem.split())
    if not isinstance(part, Case | Scenario) and long > LONGEST_STEM:
        yield f"the stem has {long} words: keep it to {LONGEST_STEM}"
    if _NEGATIVE.search(part.stem):
        yield "the stem is negative: ask for what is right"
    if long >= 15 and (grade := textstat.flesch_kincaid_grade(part.stem)) > HARDEST_STEM:
        yield f"the stem reads at US grade {grade:.0f}: bring it to {HARDEST_STEM:g} or below"
    label = _LABELS.search(part.stem)
    if label:
        yield f"'{label[0]}' labels a person: name the person first, then what matters"


def _selection_flaws(item: Multiple) -> Iterator[str]:
    right, size = len(item.key), len(item.options)
    if not 2 <= right < size:
        yield f"{right} of {size} options are right: let 2 or more be right and at least one wrong"
    if size < 5:
        yield f"a select-all has {size} options: give 5 to 10"


def _option_flaws(unit: Choice | Selection) -> Iterator[str]:
    where = "" if "." not in unit.item else f" (in {unit.item})"
    plain = [re.sub(r"\W+", " ", o).strip().lower() for o in unit.options]
    if len(set(plain)) < len(plain):
        yield f"two options say the same{where}"
    for option in unit.options:
        if m := _VAGUE.search(option):
            yield f"an option says '{m[0]}', which is vague{where}: say when or how often"
    ranges = [(float(a.replace(",", "")), float(b.replace(",", "")), u) for a, b, u in _ranges(unit.options)]
    for i, (low, high, unit_) in enumerate(ranges):
        for low2, high2, unit2 in ranges[i + 1 :]:
            if unit_ == unit2 and max(low, low2) < min(high, high2):
                yield f"two options overlap: {low:g} to {high:g} and {low2:g} to {high2:g} {unit_}{where}"
    if isinstance(unit, Choice):
        yield from _cues(unit, where)


def _ranges(options: Sequence[str]) -> list[tuple[str, str, str]]:
    found = [_RANGE.fullmatch(o.strip().rstrip(".")) for o in options]
    return [(m[1], m[2], m[3]) for m in found if m]


def _cues(unit: Choice, where: str) -> Iterator[str]:
    key = unit.options[unit.key]
    others = [o for i, o in enumerate(unit.options) if i != unit.key]
    longest = max(map(len, others))
    if len(key) > _SHORT and len(key) > _LENGTH_RATIO * sum(map(len, others)) / len(others) and len(key) > longest:
        yield f"the right option is much longer than the others{where}: cut it, or say as much in the others"
    if all(absolutes(o) for o in others) and not absolutes(key):
        yield f"every wrong option has an absolute word and the right one has none{where}: balance them"
    elsewhere = frozenset().union(*(words(o) for o in others))
    echoes = (words(key) & words(unit.stem)) - elsewhere
    if len(echoes) >= 3 and not any(len((words(o) & words(unit.stem)) - words(key)) >= 2 for o in others):
        yield f"the right option alone repeats words of the question{where}: {', '.join(sorted(echoes))}"
