"""Every question that a start page asks at once has the answer of the query that it stands for."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Membership
from igm_portal.accounts.roles import Role
from igm_portal.followup import waiting
from igm_portal.followup.models import (
    Addressee,
    Agreement,
    AgreementStep,
    AnswerKind,
    Assignment,
    AssignmentReader,
    Conversation,
    ConversationEnd,
    Peer,
    PeerGroup,
    Referral,
    ReferralAnswer,
    Remeasurement,
    StepState,
)
from igm_portal.followup.selectors import referrals_before
from surveys.models import Dialogue, WaveTeam
from tests.world import World, settle

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LATELY = TODAY - timedelta(days=14)


@pytest.fixture(scope="module")
def shared_world(module_db: None) -> World:
    world = settle()
    teams = [world.team("a", 2), world.team("b", 2), world.team("c", 2, department="Zorg")]
    world.give("hoofd", Role.DEPARTMENT_HEAD, department=teams[0].department)
    world.give("hoofd", Role.TEAM_MANAGER, team=teams[2])
    world.wave(*teams)
    settle("duinen", "Duinen").give("hr", Role.HR_ADVISER)
    return world


def ask(question: waiting.Question) -> int:
    return waiting.numbers({"it": question})["it"]


def place(world: World, name: str) -> WaveTeam:
    places = WaveTeam.objects.select_related("wave")
    return places.get(team_name=name, wave__organisation=world.organisation)


def agreement(world: World, name: str, look_back_on: date = TODAY) -> Agreement:
    return Agreement.objects.create(
        organisation=world.organisation,
        place=place(world, name),
        what="Wij bellen eerst",
        owner="team",
        look_back_on=look_back_on,
        kind="time",
        made_on=YESTERDAY,
    )


def refer(world: World, name: str, addressee: Addressee) -> Referral:
    kept = agreement(world, name)
    return Referral.objects.create(
        organisation=world.organisation,
        agreement=kept,
        addressee=addressee,
        department=kept.place.department,
        question="Mag het?",
        laid_on=YESTERDAY,
        answer_by=TOMORROW,
    )


def test_nothing_is_asked_where_there_is_no_question() -> None:
    assert waiting.numbers({}) == {}


def test_several_questions_keep_their_names(world: World) -> None:
    agreement(world, "a")
    found = waiting.numbers(
        {"a": waiting.agreements(place(world, "a")), "b": waiting.agreements(place(world, "b"))}
    )
    assert found == {"a": 1, "b": 0}


def test_referrals_of_a_head_and_of_hr(world: World) -> None:
    first, _own, other = (
        refer(world, "a", Addressee.HEAD),
        refer(world, "a", Addressee.HR),
        refer(world, "c", Addressee.HEAD),
    )
    head, adviser = world.access("hoofd"), world.access("hr")

    def told() -> list[int]:
        return [ask(waiting.referrals_for_heads(head)), ask(waiting.referrals_for_hr(adviser))]

    def listed() -> list[int]:
        return [referrals_before(one).waiting().count() for one in (head, adviser)]

    assert told() == listed() == [1, 1]
    ReferralAnswer.objects.create(referral=first, kind=AnswerKind.SEEN, given_on=TODAY)
    ReferralAnswer.objects.create(referral=other, kind=AnswerKind.YES, given_on=TODAY)
    assert told() == listed() == [1, 1]
    ReferralAnswer.objects.create(referral=first, kind=AnswerKind.NO, given_on=TODAY)
    assert told() == listed() == [0, 1]


def remeasurement(world: World, name: str, **answer: object) -> Remeasurement:
    return Remeasurement.objects.create(
        organisation=world.organisation,
        person=world.people[name],
        team=place(world, "a").team,
        wished_on=TOMORROW,
        asked_on=LATELY,
        **answer,
    )


def test_remeasurements_that_wait_and_that_were_answered(world: World) -> None:
    remeasurement(world, "manager-a")
    remeasurement(world, "manager-b", answer="yes", answered_on=YESTERDAY)
    remeasurement(world, "hoofd", answer="yes", answered_on=LATELY)
    waiting_here = Remeasurement.objects.filter(organisation=world.organisation).waiting()
    assert ask(waiting.remeasurements(world.access("hr"))) == waiting_here.count() == 1

    def told(name: str) -> int:
        return ask(waiting.answered_remeasurements(world.access(name), LATELY))

    assert [told(name) for name in ("manager-a", "manager-b", "hoofd")] == [0, 1, 0]


def test_teams_without_a_conversation(world: World) -> None:
    wave = place(world, "a").wave
    assert ask(waiting.teams_without_conversation(wave)) == 3
    for day in (YESTERDAY, TODAY):
        Conversation.objects.create(
            organisation=world.organisation,
            place=place(world, "a"),
            day=day,
            format="hour",
            leader="manager",
        )
    assert wave.teams.filter(conversations__isnull=True).count() == 2
    assert ask(waiting.teams_without_conversation(wave)) == 2


def test_past_conversations_are_not_planned_ones(world: World) -> None:
    held = Conversation.objects.create(
        organisation=world.organisation,
        place=place(world, "a"),
        day=TODAY,
        format="hour",
        leader="manager",
    )
    assert ask(waiting.past_conversations(place(world, "a"))) == 0
    Conversation.objects.filter(pk=held.pk).update(outcome=ConversationEnd.HELD)
    assert ask(waiting.past_conversations(place(world, "a"))) == 1
    assert ask(waiting.past_conversations(place(world, "b"))) == 0


def test_agreements_whose_day_has_come_until_a_step_ends_them(world: World) -> None:
    kept = agreement(world, "a")
    agreement(world, "a", TOMORROW)
    agreement(world, "b")

    def told() -> int:
        return ask(waiting.agreements_to_look_back(place(world, "a"), TODAY))

    assert told() == 1
    AgreementStep.objects.create(agreement=kept, number=1, state=StepState.UNDER_WAY, day=TODAY)
    assert told() == 1
    AgreementStep.objects.create(agreement=kept, number=2, state=StepState.STOPPED, day=TODAY)
    assert told() == 0
    assert ask(waiting.agreements(place(world, "a"))) == 2


def test_dialogues_to_come_of_departments_that_somebody_does_not_head(world: World) -> None:
    for name, day in (("a", TODAY), ("c", TOMORROW), ("a", YESTERDAY)):
        Dialogue.objects.create(
            organisation=world.organisation,
            department=place(world, name).department,
            day=day,
            key_generation=1,
        )

    def told(name: str) -> int:
        return ask(waiting.dialogues(world.access(name), TODAY))

    world.give("beide", Role.EMPLOYEE, team=place(world, "a").team)
    world.give("beide", Role.EMPLOYEE, team=place(world, "b").team)
    assert [told(name) for name in ("a-1", "c-1", "hoofd", "beide")] == [1, 1, 1, 1]
    world.give("beide", Role.DEPARTMENT_HEAD, department=place(world, "a").department)
    assert told("beide") == 0


def assignment(world: World, name: str, **more: object) -> Assignment:
    person = world.people[name]
    return Assignment.objects.create(
        organisation=world.organisation, person=person, matter="Te veel", **more
    )


def test_the_day_of_an_own_assignment(world: World) -> None:
    assignment(world, "manager-a", look_back_on=TODAY)
    assignment(world, "manager-b", look_back_on=TOMORROW)
    assignment(world, "manager-c")

    def told(name: str) -> int:
        return ask(waiting.assignments_to_look_back(world.access(name), TODAY))

    assert [told(f"manager-{name}") for name in "abc"] == [1, 0, 0]


def test_a_place_that_was_offered(world: World) -> None:
    group = PeerGroup.objects.create(organisation=world.organisation)
    for name, has_accepted in (("manager-a", True), ("manager-b", False)):
        Peer.objects.create(
            organisation=world.organisation,
            group=group,
            person=world.people[name],
            has_accepted=has_accepted,
        )
    told = [ask(waiting.offered_places(world.access(f"manager-{name}"))) for name in "abc"]
    assert told == [0, 1, 0]


def test_what_managers_who_are_here_shared_lately(world: World) -> None:
    def listed(access: Access) -> int:
        return Assignment.objects.shared_with(access, TODAY, since=LATELY).count()

    def told(name: str) -> int:
        access = world.access(name)
        number = ask(waiting.shared_assignments(access, TODAY, LATELY))
        assert number == listed(access)
        return number

    for name, since in (("manager-a", LATELY), ("manager-b", LATELY - timedelta(days=1))):
        AssignmentReader.objects.create(
            assignment=assignment(world, name), person=world.people["hr"], since=since
        )
    assert [told("hr"), told("hoofd")] == [1, 0]
    manager = world.people["manager-a"]
    Membership.objects.filter(user=manager).update(end=YESTERDAY)
    assert told("hr") == 0
    Membership.objects.filter(user=manager).update(end=TODAY)
    assert told("hr") == 1
    type(manager).objects.filter(pk=manager.pk).update(is_active=False)
    assert told("hr") == 0
