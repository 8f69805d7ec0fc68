"""The groups of a wave, from its teams and the rows of their answers."""

from collections.abc import Callable

import pytest

from igm_portal.accounts.models import Department, Team
from reports.services.tree import places
from surveys.models import WaveTeam
from tests.work import assert_grows_no_faster
from tests.world import settle


@pytest.mark.django_db
def test_twice_the_departments_are_twice_the_work() -> None:
    world = settle()
    wave = world.wave(launched=False)

    def work(number: int) -> Callable[[], object]:
        wave.teams.all().delete()
        organisation = world.organisation
        departments = Department.objects.bulk_create(
            Department(organisation=organisation, name=f"D{number}.{n}") for n in range(number)
        )
        teams = Team.objects.bulk_create(
            Team(organisation=organisation, department=one, name=one.name) for one in departments
        )
        WaveTeam.objects.bulk_create(
            WaveTeam(
                wave=wave,
                team=team,
                team_name=team.name,
                department=team.department,
                department_name=team.department.name,
                size=8,
            )
            for team in teams
        )
        return lambda: places(wave, [])

    assert_grows_no_faster(work, 100)
