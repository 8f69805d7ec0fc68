"""The words of the Integratief Gedragsmodel: elements, facets, outcomes (research §1.4)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Element(StrEnum):
    """One of the seven determinants; every score points towards the behaviour."""

    HOUDING = "houding"
    GELOOF = "geloof_in_eigen_kunnen"
    SOCIALE_DRUK = "sociale_druk"
    VAARDIGHEDEN = "vaardigheden"
    ZELFREGULERING = "zelfregulering"
    CONTEXT = "context"
    BELEMMERINGEN = "praktische_belemmeringen"


class Outcome(StrEnum):
    """Measured beside the elements, never part of willen or kunnen (research §1.4)."""

    INTENTIE = "intentie"
    GEDRAG = "gedrag"


class SupportArea(StrEnum):
    """What an organisation can give people for their profession (research §3.8); measured beside
    the elements, never part of them.
    """

    SCHOLING = "scholing"
    OVERLEG = "overleg"
    AFSPRAKEN = "afspraken"
    BESLISRUIMTE = "beslisruimte"
    OMSTANDIGHEDEN = "omstandigheden"


WILLEN: Final = (Element.HOUDING, Element.GELOOF, Element.SOCIALE_DRUK)
KUNNEN: Final = (
    Element.VAARDIGHEDEN,
    Element.ZELFREGULERING,
    Element.CONTEXT,
    Element.BELEMMERINGEN,
)

# In a formative element the items make up the score, so one cannot stand in for another
# (statistiek §1).
FORMATIVE: Final = frozenset({Element.CONTEXT, Element.BELEMMERINGEN})

# The order of every file, JSON document and set of cells.
METRICS: Final[tuple[str, ...]] = (
    *(element.value for element in Element),
    "willen",
    "kunnen",
    "contrast",
    *(outcome.value for outcome in Outcome),
)

STRESS_FACET: Final = "C.str"
HEALTH_FACET: Final = "P.lic"

FACETS: Final[Mapping[Element, tuple[str, ...]]] = MappingProxyType(
    {
        Element.HOUDING: ("H.gev", "H.ged"),
        Element.GELOOF: ("G.bek", "G.con", "G.teg"),
        Element.SOCIALE_DRUK: ("S.men", "S.doe", "S.maa"),
        Element.VAARDIGHEDEN: ("V.taak", "V.soc"),
        Element.ZELFREGULERING: ("Z.dis", "Z.stu"),
        Element.CONTEXT: (STRESS_FACET, "C.ste", "C.ruim", "C.keten"),
        Element.BELEMMERINGEN: (HEALTH_FACET, "P.omst", "P.mid"),
    }
)
