"""Rules about the questionnaire as a whole, each with the line where the writer must look.

`check_structure` is what the product needs to work at all and also guards stored copies.
`check_design` is what the method asks of new files; it may grow without closing old waves.
"""

from collections import Counter

from surveys.instruments.elements import HEALTH_FACET, STRESS_FACET, Element, SupportArea
from surveys.instruments.fault import FaultLog
from surveys.instruments.model import (
    Address,
    AnchorChoice,
    Item,
    ItemKind,
    Missing,
    RespondentGroup,
)
from surveys.instruments.parse import Draft

FEWEST_ITEMS = 2
MOST_ITEMS = 200
ITEMS_PER_AREA = 2  # is it there, and does it help: both asked of everybody

# "Weet ik niet" makes no sense about one's own feelings, confidence or habits (research §3.4).
_ALWAYS_KNOWN = frozenset({Element.HOUDING, Element.GELOOF, Element.ZELFREGULERING})


def check_structure(draft: Draft, log: FaultLog) -> None:
    """Every item stands once, in one block, with a scale that exists."""
    _check_codes(draft, log)
    _check_blocks(draft, log)
    _check_placed(draft, log)
    if len(draft.items) > MOST_ITEMS:
        log.add(draft.lines["items"], f"er zijn meer dan {MOST_ITEMS} vragen")


def check_design(draft: Draft, log: FaultLog) -> None:
    """The rules of the method (research §3.2, §3.6, statistiek §1)."""
    _check_address(draft, log)
    if any(item.kind is ItemKind.STEUN for item in draft.items):
        _check_addition(draft, log)
        return
    _check_element_sizes(draft, log)
    _check_anchor(draft, log)
    for index, item in enumerate(draft.items):
        for message in _item_faults(item, draft.group):
            log.add(draft.lines[f"vraag {index}"], f"vraag {item.code}: {message}")


def _check_codes(draft: Draft, log: FaultLog) -> None:
    codes: set[str] = set()
    for index, item in enumerate(draft.items):
        if item.code and item.code in codes:
            log.add(draft.lines[f"vraag {index}"], f"vraag {item.code} bestaat twee keer")
        codes.add(item.code)
    if draft.open_question and draft.open_question.code in codes:
        log.add(
            draft.lines["items"], f"de open vraag en een vraag heten {draft.open_question.code}"
        )


def _check_blocks(draft: Draft, log: FaultLog) -> None:
    codes = {item.code for item in draft.items}
    codes_in_blocks: set[str] = set()
    names: set[str] = set()
    for index, block in enumerate(draft.blocks):
        line = draft.lines[f"blok {index}"]
        if block.id in names:
            log.add(line, f"blok {block.id} bestaat twee keer")
        if not block.items:
            log.add(line, f"blok {block.id} heeft geen vragen")
        if block.scale and block.scale not in draft.scales:
            scales = ", ".join(sorted(draft.scales))
            log.add(line, f"schaal '{block.scale}' bestaat niet; kies uit: {scales}")
        for code in block.items:
            if code not in codes:
                log.add(line, f"blok {block.id}: vraag {code} bestaat niet")
            if code in codes_in_blocks:
                log.add(line, f"vraag {code} staat in twee blokken of twee keer in een blok")
            codes_in_blocks.add(code)
        names.add(block.id)


def _check_placed(draft: Draft, log: FaultLog) -> None:
    codes = {code for block in draft.blocks for code in block.items}
    for index, item in enumerate(draft.items):
        if item.code and item.code not in codes:
            log.add(draft.lines[f"vraag {index}"], f"vraag {item.code} staat in geen enkel blok")


def _check_address(draft: Draft, log: FaultLog) -> None:
    address = Address.U if draft.group is RespondentGroup.CLIENT else Address.JE
    if draft.address is not address:
        log.add(draft.lines["items"], f"een {draft.group} spreek je aan met '{address}'")


def _check_element_sizes(draft: Draft, log: FaultLog) -> None:
    if any(item.kind is ItemKind.ELEMENT and item.element is None for item in draft.items):
        return  # a misspelt element is told already; counting would blame the wrong one
    counts = Counter(item.element for item in draft.items)
    for element in Element:
        if counts[element] < FEWEST_ITEMS:
            message = f"{element}: aantal vragen {counts[element]}, minstens {FEWEST_ITEMS} nodig"
            log.add(draft.lines["items"], message)


def _check_addition(draft: Draft, log: FaultLog) -> None:
    """An addition asks klantmanagers two questions on each area, in the order *is it there*, *does
    it help*, and nothing else.
    """
    if draft.group is not RespondentGroup.KLANTMANAGER or draft.open_question:
        log.add(draft.lines["items"], "een aanvulling is voor klantmanagers, zonder open vraag")
    counts = Counter(item.area for item in draft.items)
    for area in SupportArea:
        if counts[area] != ITEMS_PER_AREA:
            message = f"{area}: aantal vragen {counts[area]}, precies {ITEMS_PER_AREA} nodig"
            log.add(draft.lines["items"], message)
    for index, item in enumerate(draft.items):
        if item.kind is not ItemKind.STEUN or item.key == "-" or item.missing:
            message = f"vraag {item.code}: in een aanvulling hebben alle vragen de soort steun"
            log.add(draft.lines[f"vraag {index}"], f"{message}, key '+' en geen 'missing'")


def _check_anchor(draft: Draft, log: FaultLog) -> None:
    anchors = [
        (draft.lines[f"vraag {index}"], item)
        for index, item in enumerate(draft.items)
        if item.kind is ItemKind.ANKER
    ]
    for line, item in anchors[1:]:
        log.add(line, f"vraag {item.code}: er mag maar één ankervraag zijn")
    for line, item in anchors:
        scale = draft.scales.get(item.scale)
        values = [step.value for step in scale.steps] if scale else list(AnchorChoice)
        if values != list(AnchorChoice):
            log.add(line, f"vraag {item.code}: een ankervraag heeft vier antwoorden")


def _item_faults(item: Item, group: RespondentGroup) -> list[str]:
    obstacle = item.element is Element.BELEMMERINGEN
    faults = []
    if obstacle and item.key == "+":
        faults.append("een belemmering telt negatief: zet key op '-'")
    if not obstacle and item.key == "-" and item.facet != STRESS_FACET:
        faults.append("alleen belemmeringen en stress mogen negatief tellen")
    if obstacle and Missing.NVT in item.missing:
        faults.append("NVT mag niet bij een belemmering: niet van toepassing is 'geen last'")
    if item.element in _ALWAYS_KNOWN and Missing.WN in item.missing:
        faults.append(f"WN (weet ik niet) past niet bij {item.element}")
    if item.facet == HEALTH_FACET and group is not RespondentGroup.CLIENT:
        faults.append("vraag medewerkers niet naar gezondheid")
    return faults
