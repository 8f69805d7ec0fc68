"""Reads of people, teams and what happened, always within one organisation."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate, Lower

from igm_portal.accounts.kept_kinds import BOUNDS, Kept
from igm_portal.accounts.models import (
    Department,
    KeepingTerm,
    LegalHold,
    Logo,
    Membership,
    Module,
    ModuleDecision,
    Organisation,
    StaffNumber,
    Team,
    User,
)
from igm_portal.accounts.roles import Function, Role
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.selectors import undelivered
from igm_portal.spelling import address_key, natural_key, search_key, search_words
from igm_portal.spelling import name as spelled_name

UNICODE = "und-x-icu"


def by_name() -> Combinable:
    """What to order people by, as one looks them up: capitals and accents change nothing.

    PostgreSQL sorts by the rules of Unicode where it was built with them (every packaged one is).
    SQLite, which only the demo uses, knows the letters without accents.
    """
    return Collate(F("name"), UNICODE) if _knows_unicode(connection.vendor) else Lower("name")


@cache
def _knows_unicode(vendor: str) -> bool:
    if vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_collation WHERE collname = %s)", [UNICODE])
        return bool(cursor.fetchone()[0])


def only_organisation() -> Organisation | None:
    """The organisation of an installation for one; None where there are more, which nobody outside
    needs to know of.
    """
    organisations = Organisation.objects.order_by("pk")[:2]
    only = list(organisations)
    return only[0] if len(only) == 1 else None


def with_statement(slug: str) -> Organisation | None:
    """The organisation under this name, if it has written an accessibility statement here."""
    return Organisation.objects.filter(slug=slug).exclude(accessibility_text="").first()


def module_is_on(organisation_id: UUID, module: Module) -> bool:
    """Whether this organisation uses it: off until an administrator switched it on."""
    decision = ModuleDecision.objects.latest_of(organisation_id, module)
    return decision is not None and decision.switched_on


def drawing_of(organisation: Organisation) -> str:
    """The logo as SVG, for paper; empty where there is none."""
    logo = Logo.objects.filter(organisation=organisation).first() if organisation.logo else None
    return logo.drawing if logo else ""


def people_of(organisation: Organisation) -> QuerySet[User]:
    """Everyone with an account here, by name: who has, had or will have a role."""
    return User.objects.filter(organisation=organisation).order_by(by_name(), "email")


def find_people(
    organisation: Organisation,
    *,
    today: date,
    words: str = "",
    role: str = "",
    team: Team | None = None,
    former: bool = False,
) -> QuerySet[User]:
    """People by what is known of them; `former`: who has no role any more from today on."""
    current = Membership.objects.filter(Q(end=None) | Q(end__gte=today), organisation=organisation)
    conditions = {"role": role, "team": team}
    people = people_of(organisation)
    if former:
        people = people.exclude(pk__in=current.values("user"))
    else:
        holders = current.filter(**{name: value for name, value in conditions.items() if value})
        people = people.filter(pk__in=holders.values("user"))
    return _looked_up(people, organisation, words)


def search_people(organisation: Organisation, words: str) -> QuerySet[User]:
    """Everyone of this organisation, also who left, that answers to all of these words; with their
    roles here as `roles_here`, the latest first, and the staff number as `numbers_here`.
    """
    people = _looked_up(people_of(organisation), organisation, words)
    roles = Membership.objects.filter(organisation=organisation)
    roles = roles.select_related("team", "department").order_by("-start", "role")
    numbers = StaffNumber.objects.filter(organisation=organisation)
    return people.prefetch_related(
        Prefetch("memberships", roles, to_attr="roles_here"),
        Prefetch("staff_numbers", numbers, to_attr="numbers_here"),
    )


def _looked_up(people: QuerySet[User], organisation: Organisation, words: str) -> QuerySet[User]:
    """Those of whom every word stands in the name, the e-mail address or the staff number.

    Compared here and not in the database, which knows capitals and accents by its own rules; two
    queries, however many people and words.
    """
    keys = [(search_key(word), address_key(word), word.lower()) for word in search_words(words)]
    if not keys:
        return people.none() if words.strip() else people
    numbers = dict(
        StaffNumber.objects.filter(organisation=organisation).values_list("person", "number")
    )
    return people.filter(
        pk__in=[
            key
            for key, name, email in people.order_by().values_list("pk", "name", "email")
            for spelling, number in ((search_key(name), numbers.get(key, "").lower()),)
            if all(
                plain in spelling or address in email or as_typed in number
                for plain, address, as_typed in keys
            )
        ]
    )


def search_teams(organisation: Organisation, words: str) -> list[Team]:
    """Teams in whose name, or that of their department, every word stands; by name."""
    keys = [search_key(word) for word in search_words(words)]
    teams = Team.objects.filter(organisation=organisation).select_related("department")
    return sorted(
        (
            team
            for team in teams
            if keys
            and all(word in search_key(f"{team.name} {team.department.name}") for word in keys)
        ),
        key=lambda team: natural_key(team.name),
    )


def roles_of(person: User, organisation: Organisation) -> QuerySet[Membership]:
    """All roles of somebody in this organisation, the latest first."""
    return (
        Membership.objects.filter(user=person, organisation=organisation)
        .select_related("team__department", "department")
        .order_by("-start", "role")
    )


def staff_number_of(person: User, organisation: Organisation) -> str:
    """The personeelsnummer here, or an empty text."""
    numbers = StaffNumber.objects.filter(person=person, organisation=organisation)
    return numbers.values_list("number", flat=True).first() or ""


def is_only_klantmanager(person: User, organisation: Organisation, today: date) -> bool:
    """Whether this person works here today as a klantmanager and as nothing else: in no other
    function and in no other role (ADR 69).
    """
    roles = list(Membership.objects.on(today).filter(user=person, organisation=organisation))
    return bool(roles) and all(
        (one.role, one.function) == (Role.EMPLOYEE, Function.KLANTMANAGER) for one in roles
    )


def person_called(name: str, organisation: Organisation) -> User | None:
    """Somebody of this organisation by e-mail address or staff number."""
    numbers = StaffNumber.objects.filter(organisation=organisation, number=spelled_name(name))
    people = people_of(organisation)
    return people.filter(Q(email=address_key(name)) | Q(pk__in=numbers.values("person"))).first()


def without_password(organisation: Organisation, today: date) -> QuerySet[User]:
    """People with a role today or later who have never chosen a password."""
    unusable = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return find_people(organisation, today=today).filter(unusable, is_active=True)


def never_invited(organisation: Organisation, today: date) -> list[User]:
    """Those of them who were never mailed an invitation."""
    return without_invitation(organisation, without_password(organisation, today))


def without_invitation(organisation: Organisation, people: Iterable[User]) -> list[User]:
    """Those of these people who were never mailed an invitation, as the audit log has it."""
    recipients = set(_invitations(organisation).values_list("object_id", flat=True))
    return [person for person in people if str(person.pk) not in recipients]


def unreached(organisation: Organisation, today: date) -> list[tuple[User, str]]:
    """Whom the invitation did not reach, each with the code of the mail server's answer."""
    codes = undelivered(organisation.pk)
    if not codes:  # the start page of every administrator asks
        return []
    people = without_password(organisation, today).filter(pk__in=codes)
    return [(person, codes[person.pk]) for person in people]


def last_invited(organisation: Organisation, person: User) -> datetime | None:
    """When this person was last mailed an invitation from here."""
    about = _invitations(organisation).filter(object_id=str(person.pk))
    return about.values_list("at", flat=True).order_by("-at").first()


def _invitations(organisation: Organisation) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(organisation_id=organisation.pk, action="person.invited")


def departments_of(organisation: Organisation) -> list[tuple[Department, list[Team]]]:
    """Departments with their teams, both by name."""
    teams: dict[UUID, list[Team]] = defaultdict(list)
    for team in Team.objects.filter(organisation=organisation):
        teams[team.department_id].append(team)
    departments = Department.objects.filter(organisation=organisation)
    return [
        (department, sorted(teams[department.pk], key=lambda team: natural_key(team.name)))
        for department in sorted(departments, key=lambda department: natural_key(department.name))
    ]


def teams_with_size(organisation: Organisation, today: date) -> QuerySet[Team]:
    """Teams with their department and how many `employees` and `managers` each has today."""
    current = Q(memberships__start__lte=today)
    current &= Q(memberships__end=None) | Q(memberships__end__gte=today)
    holders = {
        name: Count("memberships__user", filter=current & Q(memberships__role=role), distinct=True)
        for name, role in (("employees", Role.EMPLOYEE), ("managers", Role.TEAM_MANAGER))
    }
    return (
        Team.objects.filter(organisation=organisation)
        .select_related("department")
        .annotate(**holders)
    )


def teams_without(organisation: Organisation, role: str, today: date) -> QuerySet[Team]:
    """Teams in which nobody has this role today or later."""
    holders = Membership.objects.filter(
        Q(end=None) | Q(end__gte=today), team=OuterRef("pk"), role=role
    )
    return Team.objects.filter(~Exists(holders), organisation=organisation)


def administrators_of(organisation: Organisation, today: date) -> QuerySet[User]:
    """Who manages people and teams today, by name."""
    here = Membership.objects.on(today).filter(organisation=organisation, role=Role.ADMINISTRATOR)
    return User.objects.filter(pk__in=here.values("user")).order_by(by_name(), "email")


def managers_of(team: Team, today: date) -> QuerySet[Membership]:
    """Who manages this team today or later."""
    return (
        Membership.objects.filter(team=team, role=Role.TEAM_MANAGER)
        .filter(Q(end=None) | Q(end__gte=today))
        .select_related("user")
        .order_by("user__name")
    )


def managers_by_team(teams: Iterable[UUID], today: date) -> dict[UUID, list[User]]:
    """Who manages each of these teams today, by name; a team without a manager is not in it."""
    here = Membership.objects.on(today).filter(team__in=teams, role=Role.TEAM_MANAGER)
    managers: dict[UUID, list[User]] = {}
    for membership in here.select_related("user").order_by("user__name"):
        if membership.team_id:
            managers.setdefault(membership.team_id, []).append(membership.user)
    return managers


def terms_of(organisation_id: UUID) -> dict[Kept, list[tuple[date, int]]]:
    """How long each kind is kept here, as `kept_kinds.History`. In an organisation from before
    there were terms nothing goes before `terms_from`.
    """
    organisations = Organisation.objects.filter(pk=organisation_id)
    start = organisations.values_list("terms_from", flat=True).first() or date.min
    terms = {kind: [(start, bounds.usual)] for kind, bounds in BOUNDS.items()}
    for term in KeepingTerm.objects.filter(organisation_id=organisation_id):
        terms[Kept(term.kind)].append((term.since, term.months))
    return terms


def is_held(
    organisation_id: UUID, kinds: Iterable[Kept], wave_id: UUID | None, today: date
) -> LegalHold | None:
    """What holds back the destruction of any of these kinds, of this wave, if anything does."""
    holds = LegalHold.objects.filter(organisation_id=organisation_id).on(today)
    wanted_kinds = frozenset(kinds)
    return next((hold for hold in holds if hold.names(wanted_kinds, wave_id)), None)


def proof_of_rights(organisation_id: UUID) -> QuerySet[AuditEvent]:
    """The rows of the log that `independence` asks for: who made whom administrator, and what was
    said of an address of somebody who is here. They stay for as long.
    """
    of_addresses = AuditEvent.objects.filter(
        action__startswith="email.", organisation_id=organisation_id
    )
    object_ids = set(of_addresses.values_list("object_id", flat=True).distinct())
    here = User.objects.filter(pk__in=object_ids).values_list("pk", flat=True)
    people = [str(pk) for pk in here]
    roles = Membership.objects.filter(organisation=organisation_id, role=Role.ADMINISTRATOR)
    role_ids = [str(pk) for pk in roles.values_list("pk", flat=True)]
    return AuditEvent.objects.filter(
        Q(action="membership.given", object_id__in=role_ids)
        | Q(action__startswith="email.", object_id__in=people),
        organisation_id=organisation_id,
    )


def audit_events(
    organisation_id: UUID, *, action: str = "", words: str = ""
) -> QuerySet[AuditEvent]:
    """What happened here, the latest first, by kind of act and by who or what it names."""
    events = AuditEvent.objects.filter(organisation_id=organisation_id)
    if action:
        events = events.filter(action=action)
    for word in spelled_name(words).split():
        address = address_key(word)  # older lines keep the spelling they were written in
        events = events.filter(
            Q(actor__icontains=word)
            | Q(object_label__icontains=word)
            | Q(actor__icontains=address)
            | Q(object_label__icontains=address)
        )
    return events
