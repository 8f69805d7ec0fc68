"""An invented municipality of any size, made fast: answers in bulk, waves by the services.

    python -m tests.bench.town people COUNT | clients COUNT | staff COUNT | year TEAMS
    python -m tests.bench.town groups TEAMS | thousands TEAMS

makes the tables too, and prints as JSON what a visitor needs: addresses and cookies of sessions.
"""

import json
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import django
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

LONG_AGO = date(2020, 1, 1)
SLUG = "bankstad"
ASKED, ANSWERED = 56, 50  # in each team of the large town
NONE = "!"  # nobody signs in with a password
KINDS = 2000  # different questionnaires per kind of team, drawn from by all teams of that kind


def main(arguments: list[str]) -> None:
    """Make the town that is asked for, in the database of the environment."""
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    what, count = arguments[0], int(arguments[1])
    kinds = {
        "people": _people,
        "clients": _clients,
        "groups": _groups,
        "thousands": _thousands,
        "year": _year,
        "staff": _staff,
    }
    made = kinds[what](count)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(json.dumps(made))


def _people(count: int) -> dict[str, Any]:
    """One open wave, and so many people who are signed in and have answered nothing yet."""
    town = _Town(teams=1, departments=1, asked=count)
    wave = town.launch("Meting")
    return {"slug": SLUG, "wave": str(wave.pk), "sessions": [_session(it) for it in town.users]}


def _clients(count: int) -> dict[str, Any]:
    """One open wave for clients, and the cookie of one who used a start code."""
    from django.http import HttpRequest, HttpResponse

    from surveys.client_access import CLIENT_COOKIE, remember
    from surveys.services.client_answering import begin
    from surveys.services.codes import make_codes

    town = _Town(teams=1, departments=1, asked=1)
    wave = town.launch("Cliënten", code="c1", group="client")
    codes = make_codes(access=town.access, wave=wave, number=count)
    participant = begin(code=codes[0], value="one", address="192.0.2.1", now=timezone.now())
    response = HttpResponse()
    remember(HttpRequest(), response, participant)
    return {"slug": SLUG, "cookie": response.cookies[CLIENT_COOKIE].value}


def _groups(teams: int) -> dict[str, Any]:
    """Two closed waves of a middling town: everyone in every team answered twice."""
    town = _Town(teams=teams, departments=2, asked=15)
    waves = [town.launch(title) for title in ("Voorjaar", "Najaar")]
    for wave in waves:
        town.answer(wave, 15)
        town.close(wave)
    return town.readers(waves)


def _thousands(teams: int) -> dict[str, Any]:
    """Two open waves of a very large town, both answered by the same 50 in each team."""
    town = _Town(teams=teams, departments=max(1, teams // 50), asked=ASKED)
    waves = [town.launch(title) for title in ("Voorjaar", "Najaar")]
    for wave in waves:
        town.answer(wave, ANSWERED)
    return town.readers(waves)


def _year(teams: int) -> dict[str, Any]:
    """A middling town in its third wave: two are closed, and of the open one all but the last of
    every team have sent their answers.
    """
    town = _Town(teams=teams, departments=2, asked=19)
    waves = [town.launch(title) for title in ("Voorjaar", "Zomer", "Najaar")]
    for wave in waves:
        town.answer(wave, 18)
    for wave in waves[:-1]:
        town.close(wave)
    return town.readers(waves[:-1]) | {
        "open": str(waves[-1].pk),
        "questions": f"/{SLUG}/vragenlijst/{waves[-1].pk}/",
        "employee": _session(town.users[town.asked - 1]),
    }


def _staff(people: int) -> dict[str, Any]:
    """A closed wave and an open one of so many people, ten in a team."""
    town = _Town(teams=people // 10, departments=max(1, people // 500), asked=10)
    waves = [town.launch(title) for title in ("Voorjaar", "Najaar")]
    town.answer(waves[0], 10)
    town.close(waves[0])
    return town.readers(waves[:1]) | {"open": str(waves[1].pk)}


class _Town:
    """Teams of `asked` people each, an HR adviser, and a manager of the first team."""

    def __init__(self, *, teams: int, departments: int, asked: int) -> None:
        from igm_portal.accounts.models import Department, Organisation, Team

        self.random = Random(1)  # noqa: S311  the same town every time
        self.organisation = Organisation.objects.create(name="Bankstad", slug=SLUG)
        self.departments = Department.objects.bulk_create(
            Department(organisation=self.organisation, name=f"Afdeling {number:03}")
            for number in range(departments)
        )
        self.teams = Team.objects.bulk_create(
            Team(
                organisation=self.organisation,
                department=self.departments[number * departments // teams],
                name=f"Team {number:04}",
            )
            for number in range(teams)
        )
        self.users: list[Any] = []
        self.asked = asked
        self._move_in()

    def _move_in(self) -> None:
        from igm_portal.accounts.models import Membership, User
        from igm_portal.accounts.roles import Function, Role

        def belong(user: User, role: Role, **more: Any) -> Membership:
            place = {"organisation": self.organisation, "start": LONG_AGO, **more}
            return Membership(user=user, role=role, **place)

        names = [f"p{number}" for number in range(len(self.teams) * self.asked)]
        people = [
            User(
                organisation=self.organisation,
                email=f"{it}@bank.example",
                name=it,
                password=NONE,
            )
            for it in [*names, "hr", "chef", "beheer"]
        ]
        User.objects.bulk_create(people, batch_size=2000)
        *self.users, self.adviser, self.manager, self.administrator = people
        memberships = [
            belong(
                user,
                Role.EMPLOYEE,
                team=self.teams[number // self.asked],
                function=Function.KLANTMANAGER,
            )
            for number, user in enumerate(self.users)
        ]
        memberships.append(belong(self.adviser, Role.HR_ADVISER))
        memberships.append(belong(self.manager, Role.TEAM_MANAGER, team=self.teams[0]))
        memberships.append(belong(self.administrator, Role.ADMINISTRATOR))
        Membership.objects.bulk_create(memberships, batch_size=2000)

    @property
    def access(self) -> Any:
        """What the HR adviser may do."""
        from igm_portal.accounts.access import access_of

        return access_of(self.adviser, SLUG)

    def launch(self, title: str, *, code: str = "k1", group: Any = "klantmanager") -> Any:
        from surveys.policy import default_policy
        from surveys.services.waves import launch_wave, plan_wave

        today = timezone.localdate()
        begin = today - timedelta(days=30 if title == "Voorjaar" else 10)
        wave = plan_wave(
            access=self.access,
            title=title,
            code=code,
            version=1,
            policy=default_policy(group),
            starts_on=begin,
            closes_on=begin + timedelta(days=40),
            teams=[] if group == "client" else self.teams,
        )
        launch_wave(access=self.access, wave=wave, today=today)
        wave.refresh_from_db()
        return wave

    def answer(self, wave: Any, of_each_team: int) -> None:
        """The first so many of every team send their answers."""
        from surveys.models import Invitation
        from surveys.models.response import Response

        pools = _pools(wave.launched.instrument, self.random)
        invited = {
            invitation.person_id: invitation
            for invitation in Invitation.objects.filter(wave=wave).select_related("wave")
        }
        rows = []
        for number, team in enumerate(self.teams):
            pool = pools[number % len(pools)]
            first = number * self.asked
            for user in self.users[first : first + of_each_team]:
                given = self.random.choice(pool)
                rows.append(_response(wave, team.pk, invited[user.pk].pseudonym, given))
        self.random.shuffle(rows)
        Response.objects.bulk_create(rows, batch_size=1000)

    def close(self, wave: Any) -> None:
        from reports.services.closing import close_wave

        close_wave(by=self.adviser, wave=wave)

    def readers(self, waves: Iterable[Any]) -> dict[str, Any]:
        """Who reads what: addresses below the site, and the session of one in each role."""
        found = [str(wave.pk) for wave in waves]
        profile = f"/{SLUG}/metingen/{found[-1]}/team/{self.teams[0].pk}/"
        return {
            "slug": SLUG,
            "waves": found,
            "team": profile,
            "overview": f"/{SLUG}/overzicht/",
            "hr": _session(self.adviser),
            "manager": _session(self.manager),
            "administrator": _session(self.administrator),
            "employee": _session(self.users[0]),
        }


def _response(wave: Any, team: UUID, pseudonym: str, given: "_Given") -> Any:
    from surveys.models.response import Response
    from surveys.scoring.respondent import SCORING_VERSION

    return Response(
        organisation_id=wave.organisation_id,
        wave=wave,
        team_id=team,
        pseudonym=pseudonym,
        answers=given.answers,
        sent=True,
        language="nl",
        scores=given.scores,
        scoring_version=SCORING_VERSION,
    )


@dataclass(frozen=True, slots=True)
class _Given:
    answers: str
    scores: dict[str, Any]


def _pools(instrument: Any, random: Random) -> list[list[_Given]]:
    """Questionnaires as the model of the demo fills them in, for three kinds of teams."""
    from igm_portal.demo.answer_model import EVEN, STUCK, UNWILLING, answers, person
    from surveys.scoring import answers as codec
    from surveys.scoring.respondent import score
    from surveys.scoring.stored import to_dict

    def one(levels: Any) -> _Given:
        given = answers(instrument, levels, person(random), random)
        text = codec.put(instrument, codec.blank(instrument), given)
        return _Given(text, to_dict(score(instrument, text)))

    return [[one(levels) for _ in range(KINDS)] for levels in (STUCK, EVEN, UNWILLING)]


def _session(user: Any) -> str:
    """The cookie of somebody who signed in a moment ago, with a second step."""
    from allauth.account.internal.userkit import user_id_to_str
    from django.conf import settings

    from igm_portal.accounts.idle import SIGNED_IN_AT

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[SIGNED_IN_AT] = int(time.time())
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    main(sys.argv[1:])
