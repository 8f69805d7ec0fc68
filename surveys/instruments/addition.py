"""Two questionnaires in one sitting: one about the behaviour, and an addition after it (ADR 51)."""

from dataclasses import replace
from functools import lru_cache

from surveys.instruments.model import Instrument

SUPPORT_CODE = "steun"
"""The code of the addition "Wat helpt jou in je vak?" (research §3.8)."""


@lru_cache(maxsize=64)
def with_addition(instrument: Instrument, addition: Instrument) -> Instrument:
    """What somebody fills in: all questions of `instrument`, then those of `addition`, whose scales
    keep their own words. For showing and for taking answers; scores are made of each by itself.

    Raises ValueError where both have a question of one code.
    """
    if {item.code for item in instrument.items} & {item.code for item in addition.items}:
        raise ValueError(f"{instrument.code} and {addition.code} have a question of one code")
    own = {name: f"{addition.code}.{name}" for name in addition.scales}
    return replace(
        instrument,
        scales={
            **instrument.scales,
            **{own[name]: scale for name, scale in addition.scales.items()},
        },
        blocks=(
            *instrument.blocks,
            *(replace(block, scale=own[block.scale]) for block in addition.blocks),
        ),
        items=(
            *instrument.items,
            *(replace(item, scale=own[item.scale]) for item in addition.items),
        ),
        checksum=f"{instrument.checksum} {addition.checksum}",
    )
