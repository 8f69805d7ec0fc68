"""How far the people of a group lie apart, in one word per element.

The word follows from the very spread that the published interval is made from, floors included; it
adds nothing to that interval (domain.md 4.10, 7.1).
"""

from collections.abc import Mapping

from reports.disclosure.cells import WITHHELD, Withheld
from reports.disclosure.common import Common
from reports.disclosure.edges import together
from reports.statistics.agreement import closeness
from reports.statistics.types import Closeness
from surveys.instruments.elements import Element


def closeness_of(common: Common, key: str) -> Mapping[str, Closeness | Withheld]:
    """Per element, from as many people as a facet asks for."""
    if key not in common.cover or common.tree.groups[key].complete < common.policy.details:
        return dict.fromkeys(Element, WITHHELD)
    parts = common.parts(key).values()
    return {
        element: closeness(together([part[element] for part in parts]).moments.sd)
        for element in Element
    }
