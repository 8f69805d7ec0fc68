"""Whoever reads what a client shares wants to know what was left out: what was said about health,
and what the client kept to oneself (decision of the project 60).
"""

import re
from itertools import combinations

import pytest
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Module
from igm_portal.followup.client_cards import cards_for
from reports.own.shared import shared_result
from reports.statistics.sem import PROVISIONAL
from surveys.codes.code import Code, CodeKind
from surveys.instruments import loader
from surveys.instruments.elements import Element
from surveys.instruments.model import Missing, RespondentGroup
from surveys.models import WaveKind
from surveys.scoring.answers import Answer, blank, put
from surveys.scoring.shared import HEALTH_ITEM, shareable_scores
from surveys.services.sharing import new_number, share
from tests.clients import answer, codes, start
from tests.pages import PageClient
from tests.world import World

pytestmark = [pytest.mark.attack, pytest.mark.django_db]
HEALTH: tuple[Answer, ...] = (1, 2, 3, 4, 5, Missing.WZ, None)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
EDITIONS = [
    (one.code, one.version)
    for one in loader.available()
    if loader.load(one.code, one.version).group is RespondentGroup.CLIENT
]


def test_every_questionnaire_for_clients_has_one_question_about_health() -> None:
    assert len(EDITIONS) > 3
    for code, version in EDITIONS:
        texts = {item.code: item.text for item in loader.load(code, version).items}
        assert [one for one, text in texts.items() if "gezond" in text.lower()] == [HEALTH_ITEM]


@pytest.mark.parametrize("chosen", [tuple(Element), (Element.BELEMMERINGEN,), (Element.CONTEXT,)])
def test_the_page_is_byte_for_byte_the_same_whatever_was_said_about_health(
    world: World, chosen: tuple[Element, ...]
) -> None:
    world.switch(Module.CONVERSATION)
    world.team("a", 1)
    wave = world.wave(edition="c1@2", kind=WaveKind.CONVERSATION)
    pages = set()
    for health in HEALTH:
        participant = start(codes(world, wave)[0])
        answer(participant, step=1, P1=5, P2=2, **{HEALTH_ITEM: health})
        number = new_number(access=world.access("a-1"), now=timezone.now())
        sharing = share(
            participant=participant,
            number=Code(CodeKind.PROFESSIONAL, number.symbols),
            elements=chosen,
            now=timezone.now(),
        )
        reader = PageClient()
        reader.force_login(world.people["a-1"])
        page = reader.post(
            reverse("sharing", args=[world.slug]),
            {"code": str(Code(CodeKind.SHARING, sharing.code))},
        )
        assert page.status_code == 200
        text = page.content.decode()
        assert "Mijn gezondheid" not in text
        headers = tuple(sorted((k, v) for k, v in page.headers.items() if k != "X-Request-ID"))
        pages.add((TOKEN.sub("", text), headers))
    assert len(pages) == 1


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_no_figure_and_no_card_depends_on_health(edition: tuple[str, int]) -> None:
    """Over many patterns of the other obstacles, also of who skipped all of those."""
    instrument = loader.load(*edition)
    others = [
        item.code for item in instrument.items_of(Element.BELEMMERINGEN) if item.code != HEALTH_ITEM
    ]
    for skipped in range(len(others) + 1):
        for step in (1, 3, 5):
            told = dict.fromkeys(others[skipped:], step)
            results = [
                shared_result(
                    instrument,
                    shareable_scores(
                        instrument,
                        put(instrument, blank(instrument), told | {HEALTH_ITEM: health}),
                    ),
                    PROVISIONAL,
                    tuple(Element),
                )
                for health in HEALTH
            ]
            assert all(one == results[0] for one in results)
            cards = [cards_for(one.scores, has_obstacles=bool(one.obstacles)) for one in results]
            assert all(one == cards[0] for one in cards)


def test_what_was_kept_to_oneself_changes_nothing_that_is_read() -> None:
    """Over every choice of elements: another answer to an element that is not shared gives the same
    page, so no card comes or stays away for it.
    """
    instrument = loader.load("c1", 2)
    asked = {element: instrument.items_of(element) for element in Element}
    for size in range(1, len(Element)):
        for chosen in combinations(Element, size):
            seen = []
            for hidden in (1, 3, 5):
                given: dict[str, Answer] = {
                    item.code: 1 if element in chosen else hidden
                    for element, items in asked.items()
                    for item in items
                }
                scores = shareable_scores(instrument, put(instrument, blank(instrument), given))
                result = shared_result(instrument, scores, PROVISIONAL, chosen)
                seen.append(
                    (result, cards_for(result.scores, has_obstacles=bool(result.obstacles)))
                )
            assert all(one == seen[0] for one in seen)
