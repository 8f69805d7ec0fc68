"""What a wave of teams of these sizes may be expected to show, before anybody answered."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from reports.commands.content import Content, aligned, figure, head
from reports.planning import Reference, plan
from reports.statistics.habit import habit_in_contrast
from reports.texts.planning import basis_sentences, plan_sentences
from surveys.instruments.model import Instrument
from surveys.policy import default_policy

_COLUMNS = {
    "n": "doen mee",
    "element": "element ±",
    "composite": "willen, kunnen ±",
    "contrast": "verschil vanaf",
    "change": "verandering vanaf",
    "element_change": "in een element",
}


def planned(
    instrument: Instrument, sizes: Sequence[int], response: int, basis: Reference
) -> Content:
    """Per team and for all together what shows, in points; null where nothing does."""
    policy = default_policy(instrument.group)
    groups = list(sizes) if "team" in policy.levels else [sum(sizes)]
    wave = plan(
        policy, groups, response=response, reference=basis, habit=habit_in_contrast(instrument)
    )
    return {
        **head(instrument),
        "response": response,
        "power": 0.8,
        "spread_origin": {name: str(one.origin) for name, one in basis.spreads.items()},
        "spread": {name: one.points for name, one in basis.spreads.items()},
        "sem_origin": {name: str(origin) for name, origin in basis.sems.origins.items()},
        "groups": [
            {"size": size, **(asdict(group) if group else {"n": None})}
            for size, group in zip(groups, wave.groups, strict=True)
        ],
        "together": asdict(wave.together) if wave.together else None,
        "sentences": [*plan_sentences(wave), *basis_sentences(wave, basis)],
    }


def planned_lines(content: Mapping[str, Any]) -> list[str]:
    """The same for who reads it."""
    rows = [("groep van", *_COLUMNS.values())]
    rows += [
        (str(entry["size"]), *(figure(entry.get(name)) for name in _COLUMNS))
        for entry in content["groups"]
    ]
    if together := content["together"]:
        rows.append(("samen", *(figure(together[name]) for name in _COLUMNS)))
    return [
        f"{content['instrument']}: als {content['response']} % meedoet",
        "",
        *aligned(rows),
        "",
        *content["sentences"],
    ]
