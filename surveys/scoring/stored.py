"""Scores as they are kept beside the answers, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from surveys.scoring.respondent import Scores


def to_dict(scores: Scores) -> dict[str, Any]:
    """Plain JSON values, full precision; None stays None."""
    return {**asdict(scores), "heavy_items": list(scores.heavy_items)}


def from_dict(content: Mapping[str, Any]) -> Scores:
    """The scores that `to_dict` wrote. Raises TypeError on missing or unknown fields."""
    return Scores(**{**content, "heavy_items": tuple(content["heavy_items"])})
