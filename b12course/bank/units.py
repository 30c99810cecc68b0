"""How a unit is written where the learner works (dossier 2E; ``ismp-error-prone``).

The text of the course says mcg. In the UK the word is written out in full, so that nobody reads it as mg.
"""

from __future__ import annotations

import re
from typing import Any

_WRITTEN = {"uk": (re.compile(r"\bmcg\b"), "micrograms")}
# Ids and names of things, which are the same everywhere.
_NAMES = {"id", "type", "figure", "sources", "read", "objective"}


def written(text: str, profile: str | None) -> str:
    """Return ``text`` with units as practice profile ``profile`` writes them."""
    if profile not in _WRITTEN:
        return text
    pattern, word = _WRITTEN[profile]
    return pattern.sub(word, text)


def written_in(data: Any, profile: str | None) -> Any:
    """Return plain data (mappings, lists, scalars) with every text value written so; keys stay."""
    if profile not in _WRITTEN:
        return data
    if isinstance(data, str):
        return written(data, profile)
    if isinstance(data, list):
        return [written_in(v, profile) for v in data]
    if isinstance(data, dict):
        return {k: v if k in _NAMES else written_in(v, profile) for k, v in data.items()}
    return data
