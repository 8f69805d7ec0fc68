"""Two of a team who type the last agreement at the same moment: one of them is told to wait."""

import pytest
from django.utils import timezone

from igm_portal.accounts.services.refusals import Refused
from igm_portal.followup.models import Agreement
from igm_portal.followup.services.agreements import MOST_OPEN, make_agreement
from tests.integration.test_client_at_once import together
from tests.world import settle

pytestmark = pytest.mark.django_db(transaction=True)


def test_however_many_type_at_once_three_are_open() -> None:
    world = settle()
    wave = world.wave(world.team("a", 1))
    place, access = wave.teams.select_related("wave").get(), world.access("a-1")

    def write() -> bool:
        today = timezone.localdate()
        try:
            make_agreement(
                access=access,
                place=place,
                today=today,
                what="Eerst bellen, dan schrijven",
                owner="team",
                look_back_on=today,
                kind="priority",
                element="",
                grounds="",
            )
        except Refused:
            return False
        return True

    outcomes = together(5, write)
    assert outcomes.count(True) == MOST_OPEN
    assert Agreement.objects.count() == MOST_OPEN
