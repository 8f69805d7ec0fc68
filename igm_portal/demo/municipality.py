"""Gemeente Zandstad: its departments, teams and people."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from uuid import UUID

from igm_portal.accounts.models import Department, Organisation, Team, User
from igm_portal.accounts.pictures import read_logo
from igm_portal.accounts.roles import Function, Role
from igm_portal.accounts.services.logo import put_logo
from igm_portal.accounts.services.people import give_role
from igm_portal.demo.accounts import DOMAIN
from igm_portal.demo.teams import TEAMS, TeamPlan

SLUG = "zandstad"
FIRST_NAMES = (
    "Aisha", "Bas", "Carmen", "Daan", "Elif", "Femke", "Gijs", "Hanna", "Ilse", "Jamal", "Karin",
    "Luuk", "Mina", "Niels", "Olga", "Pieter", "Quinty", "Rachid", "Sanne", "Tom", "Ugur", "Vera",
    "Willem", "Yara", "Zoë",
)  # fmt: skip
LAST_NAMES = (
    "Aksoy", "Bakker", "de Boer", "Dijkstra", "El Amrani", "de Graaf", "van den Heuvel", "Jansen",
    "Kaya", "de Leeuw", "Meijer", "Nguyen", "Postma", "Prins", "Smit", "Tuinstra", "Verhoeven",
    "Visser", "de Vries", "Yilmaz",
)  # fmt: skip


SHOWN, SMALL = "Centrum", "Statushouders"


@dataclass(frozen=True, slots=True)
class Municipality:
    """What the demo needs to go on: the organisation, its HR adviser and its teams."""

    organisation: Organisation
    adviser: User
    teams: dict[str, Team]


def settle(random: Random, since: date) -> Municipality:
    """Make the organisation with everyone in it, all in their roles since that day."""
    organisation = Organisation.objects.create(
        id=_id(random), name="Gemeente Zandstad (demo)", slug=SLUG
    )
    put_logo(organisation, read_logo((Path(__file__).parent / "logo.png").read_bytes()))
    names = {plan.department for plan in TEAMS}
    departments = {
        name: Department.objects.create(id=_id(random), organisation=organisation, name=name)
        for name in sorted(names)
    }
    teams = {
        plan.name: Team.objects.create(
            id=_id(random),
            organisation=organisation,
            department=departments[plan.department],
            name=plan.name,
        )
        for plan in TEAMS
    }
    adviser = _person(random, f"hr@{DOMAIN}")
    give_role(by=None, person=adviser, organisation=organisation, role=Role.HR_ADVISER, start=since)
    administrator = _person(random, f"beheerder@{DOMAIN}")
    give_role(
        by=None,
        person=administrator,
        organisation=organisation,
        role=Role.ADMINISTRATOR,
        start=since,
    )
    _appoint_heads(random, organisation, departments, since)
    for plan in TEAMS:
        _staff(random, organisation, teams[plan.name], plan, since)
    return Municipality(organisation, adviser, teams)


def _appoint_heads(
    random: Random, organisation: Organisation, departments: dict[str, Department], since: date
) -> None:
    for name, department in departments.items():
        account = "afdelingshoofd" if name == "Werk" else f"hoofd.{name.lower()}"
        give_role(
            by=None,
            person=_person(random, f"{account}@{DOMAIN}"),
            organisation=organisation,
            role=Role.DEPARTMENT_HEAD,
            department=department,
            start=since,
        )


def _staff(
    random: Random, organisation: Organisation, team: Team, plan: TeamPlan, since: date
) -> None:
    slug = plan.name.lower().replace(" ", "-")
    manager = {SHOWN: "teammanager", SMALL: "teammanager.klein"}.get(plan.name, f"manager.{slug}")
    give_role(
        by=None,
        person=_person(random, f"{manager}@{DOMAIN}"),
        organisation=organisation,
        role=Role.TEAM_MANAGER,
        team=team,
        start=since,
    )
    for number in range(1, plan.size + 1):
        own = plan.name == SHOWN and number == 1
        email = f"klantmanager@{DOMAIN}" if own else f"{slug}.{number}@{DOMAIN}"
        give_role(
            by=None,
            person=_person(random, email),
            organisation=organisation,
            role=Role.EMPLOYEE,
            team=team,
            function=Function.KLANTMANAGER,
            start=since,
        )


def _person(random: Random, email: str) -> User:
    """Someone who cannot sign in with a password: the demo signs in with one click."""
    name = f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"
    person = User(id=_id(random), email=email, name=name)
    person.set_unusable_password()
    person.save(force_insert=True)
    return person


def _id(random: Random) -> UUID:
    """The same ids for the same seed, so that the same demo publishes the same bytes."""
    return UUID(int=random.getrandbits(128), version=4)
