"""The municipalities of the demo: their departments, teams and people."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from uuid import UUID

from igm_portal.accounts.models import Department, Organisation, Team, User
from igm_portal.accounts.pictures import read_logo
from igm_portal.accounts.roles import Function, Role
from igm_portal.accounts.services.logo import put_logo
from igm_portal.accounts.services.people import give_role
from igm_portal.accounts.statement import model_statement
from igm_portal.demo.accounts import DOMAIN, SMALL_DOMAIN
from igm_portal.demo.teams import SMALL_TEAMS, TEAMS, TeamPlan

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


@dataclass(frozen=True, slots=True)
class MunicipalityPlan:
    """A municipality before it exists. `accounts` are those that say what they show: by team
    that of its manager, by department that of its head. `own_words` is what is called otherwise
    there (ADR 58).
    """

    name: str
    slug: str
    domain: str
    teams: tuple[TeamPlan, ...]
    accounts: dict[str, str]
    own_words: dict[str, str] = field(default_factory=dict)


ZANDSTAD = MunicipalityPlan(
    "Gemeente Zandstad (demo)",
    SLUG,
    DOMAIN,
    TEAMS,
    {
        "Centrum": "teammanager",
        "De Meent": "teammanager.meent",
        "Statushouders": "teammanager.klein",
        "Werk": "afdelingshoofd",
    },
)
DUINRADE = MunicipalityPlan(
    "Gemeente Duinrade (demo)",
    "duinrade",
    SMALL_DOMAIN,
    SMALL_TEAMS,
    {"Inkomen": "teammanager", "Dorpen": "teammanager.klein"},
    {
        "klantmanager": "klantregisseur",
        "klantmanagers": "klantregisseurs",
        "klantmanager_article": "de",
        "methode": "de Duinse aanpak",
    },
)
KLANTMANAGER_ACCOUNT = "klantmanager"  # the first employee of the team of the account `teammanager`


@dataclass(frozen=True, slots=True)
class Municipality:
    """What the demo needs to go on: the organisation, its HR adviser and its teams."""

    organisation: Organisation
    adviser: User
    teams: dict[str, Team]


def settle(random: Random, plan: MunicipalityPlan, since: date) -> Municipality:
    """Make the organisation with everyone in it, all in their roles since that day."""
    organisation = Organisation.objects.create(
        id=_id(random),
        name=plan.name,
        slug=plan.slug,
        own_words=plan.own_words,
        contact_name="Meldpunt Meedoen",
        contact_phone="14 000",
        contact_email=f"meedoen@{plan.slug}.example",
        contact_hours="maandag tot en met vrijdag van 9 tot 17 uur",
        privacy_address=f"https://{plan.slug}.example/privacy",
        feedback_address=f"meedoen@{plan.slug}.example",
    )
    organisation.accessibility_text = model_statement(organisation, since)
    organisation.save(update_fields=["accessibility_text"])
    if plan is ZANDSTAD:
        put_logo(organisation, read_logo((Path(__file__).parent / "logo.png").read_bytes()))
    names = {team.department for team in plan.teams}
    departments = {
        name: Department.objects.create(id=_id(random), organisation=organisation, name=name)
        for name in sorted(names)
    }
    teams = {
        team.name: Team.objects.create(
            id=_id(random),
            organisation=organisation,
            department=departments[team.department],
            name=team.name,
        )
        for team in plan.teams
    }
    adviser = _person(random, organisation, f"hr@{plan.domain}")
    give_role(by=None, person=adviser, organisation=organisation, role=Role.HR_ADVISER, start=since)
    administrator = _person(random, organisation, f"beheerder@{plan.domain}")
    give_role(
        by=None,
        person=administrator,
        organisation=organisation,
        role=Role.ADMINISTRATOR,
        start=since,
    )
    _appoint_heads(random, plan, departments, since)
    for team in plan.teams:
        _staff(random, plan, teams[team.name], team, since)
    return Municipality(organisation, adviser, teams)


def _appoint_heads(
    random: Random, plan: MunicipalityPlan, departments: dict[str, Department], since: date
) -> None:
    for name, department in departments.items():
        account = plan.accounts.get(name, f"hoofd.{name.lower().replace(' ', '-')}")
        give_role(
            by=None,
            person=_person(random, department.organisation, f"{account}@{plan.domain}"),
            organisation=department.organisation,
            role=Role.DEPARTMENT_HEAD,
            department=department,
            start=since,
        )


def _staff(
    random: Random, municipality: MunicipalityPlan, team: Team, plan: TeamPlan, since: date
) -> None:
    slug = plan.name.lower().replace(" ", "-")
    manager = municipality.accounts.get(plan.name, f"manager.{slug}")
    give_role(
        by=None,
        person=_person(random, team.organisation, f"{manager}@{municipality.domain}"),
        organisation=team.organisation,
        role=Role.TEAM_MANAGER,
        team=team,
        start=since,
    )
    for number in range(1, plan.size + 1):
        account = (
            KLANTMANAGER_ACCOUNT if manager == "teammanager" and number == 1 else f"{slug}.{number}"
        )
        give_role(
            by=None,
            person=_person(random, team.organisation, f"{account}@{municipality.domain}"),
            organisation=team.organisation,
            role=Role.EMPLOYEE,
            team=team,
            function=Function.KLANTMANAGER,
            start=since,
        )


def _person(random: Random, organisation: Organisation, email: str) -> User:
    """Someone who cannot sign in with a password: the demo signs in with one click."""
    name = f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"
    person = User(id=_id(random), organisation=organisation, email=email, name=name)
    person.set_unusable_password()
    person.save(force_insert=True)
    return person


def _id(random: Random) -> UUID:
    """The same ids for the same seed, so that the same demo publishes the same bytes."""
    return UUID(int=random.getrandbits(128), version=4)
