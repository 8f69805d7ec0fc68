"""A small municipality for tests, made and moved by the services of the product itself; but its
teams in a few statements, with all that the services would have written: most tests begin so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from igm_portal.accounts.access import Access, access_of
from igm_portal.accounts.models import (
    CouncilOpinion,
    Department,
    Membership,
    Module,
    Organisation,
    Team,
    User,
)
from igm_portal.accounts.roles import Function, Role
from igm_portal.accounts.services.people import give_role
from igm_portal.accounts.services.roles import facts
from igm_portal.audit.services import record_all
from igm_portal.followup.services.modules import decide_on_module
from igm_portal.spelling import address_key
from reports.models import Snapshot
from reports.services.closing import close_wave
from surveys.instruments import loader
from surveys.instruments.languages.tag import BASE
from surveys.models import Invitation, Wave, WaveKind
from surveys.models.response import Response
from surveys.policy import default_policy
from surveys.scoring import answers as codec
from surveys.scoring.answers import Answer
from surveys.scoring.respondent import SCORING_VERSION, score
from surveys.scoring.stored import to_dict
from surveys.selectors import invitation_for
from surveys.services.answering import save_answers, send_response
from surveys.services.waves import launch_wave, plan_wave

LONG_AGO = date(2020, 1, 1)
PASSWORD = "een-lang-wachtwoord-2026"  # noqa: S105  of invented people


@dataclass
class World:
    """One organisation, with the people that the tests ask for."""

    organisation: Organisation
    people: dict[str, User] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.organisation.slug

    def person(self, name: str) -> User:
        """The person with this name; made at the first call, without any role."""
        if name not in self.people:
            email = f"{name}@{self.slug}.example"
            self.people[name] = User.objects.create_user(
                self.organisation, email, name.title(), PASSWORD
            )
        return self.people[name]

    def give(self, name: str, role: Role, **place: Team | Department) -> User:
        person = self.person(name)
        function = Function.KLANTMANAGER if role is Role.EMPLOYEE else ""
        give_role(
            by=None,
            person=person,
            organisation=self.organisation,
            role=role,
            start=LONG_AGO,
            team=place.get("team"),  # type: ignore[arg-type]
            department=place.get("department"),  # type: ignore[arg-type]
            function=function,
        )
        return person

    def department(self, name: str) -> Department:
        made, _new = Department.objects.get_or_create(organisation=self.organisation, name=name)
        return made

    def team(self, name: str, size: int, department: str = "Werk") -> Team:
        """A team with `size` employees named `<name>-1` and on, and a manager `manager-<name>`."""
        team = Team.objects.create(
            organisation=self.organisation, department=self.department(department), name=name
        )
        roles = {f"{name}-{number}": Role.EMPLOYEE for number in range(1, size + 1)}
        roles[f"manager-{name}"] = Role.TEAM_MANAGER
        self._make_people(one for one in roles if one not in self.people)
        memberships = [
            Membership(
                user=self.people[one],
                organisation=self.organisation,
                role=role,
                team=team,
                function=Function.KLANTMANAGER if role is Role.EMPLOYEE else "",
                start=LONG_AGO,
            )
            for one, role in roles.items()
        ]
        Membership.objects.bulk_create(memberships)
        events = [(one, facts(one)) for one in memberships]
        record_all("membership.given", events, by=None, organisation_id=self.organisation.id)
        return team

    def _make_people(self, names: Iterable[str]) -> None:
        password = make_password(PASSWORD)
        new_people = {
            name: User(
                organisation=self.organisation,
                email=address_key(f"{name}@{self.slug}.example"),
                name=name.title(),
                password=password,
            )
            for name in names
        }
        User.objects.bulk_create(new_people.values())
        self.people |= new_people

    def access(self, name: str) -> Access:
        access = access_of(self.people[name], self.slug)
        assert access is not None, f"{name} has no role"
        return access

    def switch(self, module: Module, *, on: bool = True) -> None:
        """Record what the works council said about a module, by `administrator`."""
        if "administrator" not in self.people:
            self.give("administrator", Role.ADMINISTRATOR)
        today = timezone.localdate()
        decide_on_module(
            access=self.access("administrator"),
            module=module,
            switched_on=on,
            opinion=CouncilOpinion.CONSENT if on else "",
            opinion_on=today if on else None,
            remark="",
            dpia_on=today if on else None,
            dpia_adviser="de FG" if on else "",
            today=today,
        )

    def wave(
        self,
        *teams: Team,
        title: str = "Meting",
        launched: bool = True,
        asks_support: bool = False,
        edition: str = "k1@1",
        kind: WaveKind = WaveKind.ORDINARY,
    ) -> Wave:
        """A wave for these teams, open today, planned by `hr`."""
        if "hr" not in self.people:
            self.give("hr", Role.HR_ADVISER)
        today = timezone.localdate()
        code, version = edition.split("@")
        wave = plan_wave(
            access=self.access("hr"),
            title=title,
            code=code,
            version=int(version),
            kind=kind,
            policy=default_policy(loader.load(code, int(version)).group),
            starts_on=today - timedelta(days=1),
            closes_on=today + timedelta(days=13),
            teams=teams,
            asks_support=asks_support,
        )
        if launched:
            launch_wave(access=self.access("hr"), wave=wave, today=today)
            wave.refresh_from_db()
        return wave

    def invitation(self, wave: Wave, name: str) -> Invitation:
        return invitation_for(self.access(name), wave.pk)

    def answer(self, wave: Wave, name: str, step: int = 4, **changes: Answer) -> Response:
        """Fill in everything (the same step everywhere but in `changes`) and send."""
        invitation = self.invitation(wave, name)
        asked = invitation.questionnaire
        given = {i.code: min(step, asked.scales[i.scale].maximum) for i in asked.items} | changes
        today = timezone.localdate()
        save_answers(participant=invitation, changes=given, language="nl", today=today)
        return send_response(participant=invitation, today=today)

    def answer_all(self, wave: Wave, names: Iterable[str]) -> None:
        """Everyone sends, with answers that differ from person to person."""
        wave = Wave.objects.select_related("instrument", "support").get(pk=wave.pk)
        assert wave.accepts_answers(timezone.localdate()), f"{wave} takes no answers"
        people = [self.people[name] for name in names]
        invitations = {one.person_id: one for one in wave.invitations.all()}
        Response.objects.bulk_create(
            [_sent(wave, invitations[person.pk], index) for index, person in enumerate(people)],
            update_conflicts=True,  # of who had begun
            unique_fields=["wave", "pseudonym"],
            update_fields=["answers", "support_answers", "sent", "scores", "scoring_version"],
        )

    def close(self, wave: Wave) -> Snapshot:
        return close_wave(by=self.people["hr"], wave=wave)

    def read_again(self) -> "World":
        """The same municipality from the database: what a test changes in it stays its own."""
        keys = {name: person.pk for name, person in self.people.items()}
        people = User.objects.in_bulk(keys.values())
        organisation = Organisation.objects.get(pk=self.organisation.pk)
        return World(organisation, {name: people[key] for name, key in keys.items()})


def _sent(wave: Wave, invitation: Invitation, index: int) -> Response:
    """The row that `save_answers` and `send_response` leave of this person, the `index`-th."""
    instrument, asked = wave.launched.instrument, wave.questionnaire_in(BASE)
    given = {item.code: 1 + (index * 7 + place * 3) % 4 for place, item in enumerate(asked.items)}
    answers, own = codec.put(asked, codec.blank(asked), given), len(codec.blank(instrument))
    invitation.wave = wave
    return Response(
        organisation_id=wave.organisation_id,
        wave=wave,
        team_id=invitation.team_id if instrument.group == "klantmanager" else None,
        pseudonym=invitation.pseudonym,
        answers=answers[:own],
        support_answers=answers[own:],
        sent=True,
        language=BASE,
        scores=_scores(instrument.code, instrument.version, answers[:own]),
        scoring_version=SCORING_VERSION,
    )


@cache
def _scores(code: str, version: int, answers: str) -> dict[str, Any]:
    return to_dict(score(loader.load(code, version), answers))


def settle(slug: str = "zandstad", name: str = "Zandstad") -> World:
    return World(Organisation.objects.create(name=name, slug=slug))


def end_roles(user: User, last_day: date) -> None:
    Membership.objects.filter(user=user).update(end=last_day)


NOWHERE = UUID(int=0)
