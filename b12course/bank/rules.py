"""NCSBN's scoring rules for polytomous items, one small function a rule.

Sources: dossier 6E. 0/1: ``ncsbn-scoring-models``; +/-: ``muntean-2022``, ``achieve-nclex-pn-2025``;
rationale: ``muntean-2022``, ``nursecram-dyad-triad``; matrix multiple response by column:
``examsoft-plus-minus``, ``learnosity-nclex``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence


def zero_one(right: Sequence[bool]) -> int:
    """Return one point for each right unit; wrong units cost nothing."""
    return sum(right)


def plus_minus(keys: Collection[str], picks: Collection[str]) -> int:
    """Return hits less wrong picks, never below 0. A missed key just loses its point."""
    hits = len(set(picks) & set(keys))
    wrongs = len(set(picks) - set(keys))
    return max(0, hits - wrongs)


def plus_minus_by_column(keys: Mapping[str, Collection[str]], picks: Mapping[str, Collection[str]]) -> int:
    """Return +/- of each column, each floored at 0, summed. Both map a column to its rows."""
    return sum(plus_minus(rows, picks.get(column, ())) for column, rows in keys.items())


def rationale(right: Mapping[str, bool], anchor: str | None = None) -> int:
    """Score facts that earn together.

    Dyad (two blanks): 1 when both are right, else 0. Triad (three blanks, one of them the
    ``anchor``): 0 when the anchor is wrong, otherwise 1 when one of the other two is right and
    2 when both are.

    Raises ValueError for any other number of blanks or a triad without an anchor.
    """
    if len(right) == 2:
        return int(all(right.values()))
    if len(right) != 3 or anchor is None or anchor not in right:
        raise ValueError("rationale scoring takes two blanks, or three with an anchor")
    others = sum(ok for blank, ok in right.items() if blank != anchor)
    return others if right[anchor] else 0


def ordered(key: Sequence[str], given: Sequence[str], partial: bool) -> int:
    """Score an ordered response.

    All or nothing (1 or 0) as the traditional NCLEX item; with ``partial`` one point for each
    step that stands in its right place (our own rule, for teaching).
    """
    if partial:
        return sum(k == g for k, g in zip(key, given, strict=False))
    return int(list(key) == list(given))
