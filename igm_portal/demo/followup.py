"""What teams of the demo did with their results: one talked, agreed three things, laid one before
the head and looked back; others laid something before the head too, who held a dialogue about it.
Invented, as everything here.
"""

from datetime import date, timedelta

from igm_portal.accounts.access import Access, access_of
from igm_portal.accounts.models import CouncilOpinion, Membership, Module, User
from igm_portal.accounts.roles import Role
from igm_portal.followup.models import (
    Addressee,
    Agreement,
    AnswerKind,
    ConversationEnd,
    Referral,
    StepState,
)
from igm_portal.followup.services.agreements import add_step, make_agreement
from igm_portal.followup.services.conversations import end_conversation, plan_conversation
from igm_portal.followup.services.modules import decide_on_module
from igm_portal.followup.services.referrals import answer, lay_before
from surveys.instruments.elements import Element
from surveys.models import Dialogue, Wave, WaveTeam
from surveys.services import dialogues
from surveys.working_days import working_day_from

_AGREEMENTS = (
    (
        "Op dinsdag en donderdag van 9 tot 11 geen telefoondienst voor wie gesprekken voert",
        "time",
        Element.CONTEXT,
    ),
    (
        "Spoed gaat alleen nog via de rode map; de rest wacht tot het werkoverleg",
        "priority",
        Element.BELEMMERINGEN,
    ),
    (
        "Om de week een halfuur een casus bespreken, zonder de manager",
        "learning_together",
        Element.ZELFREGULERING,
    ),
)

_QUESTIONS = (
    "Waarom tellen we gesprekken, en niet wat er daarna gebeurt?",
    "Je zei in juni dat er twee mensen bij kwamen. Wanneer horen we daar iets van?",
    "Mogen wij zelf bepalen in welke volgorde we werken, als we kunnen uitleggen waarom?",
    "Wat gebeurt er met de telefoon als het contract in januari afloopt?",
    "Wie beslist er over maatwerk: wij, de kwaliteitsmedewerker of jij?",
    "Wat heb jij dit jaar zelf geleerd?",
)


def tell_the_story(wave: Wave, team: str, closing_day: date) -> None:
    """Let `team` walk the path after this wave, from the day on which it closed."""
    place = wave.teams.select_related("wave", "team").get(team_name=team)
    manager = _access(place, Role.TEAM_MANAGER, team=place.team_id)
    talk = closing_day + timedelta(days=9)
    plan_conversation(access=manager, place=place, day=talk, format="hour", leader="manager")
    end_conversation(access=manager, place=place, outcome=ConversationEnd.HELD, today=talk)
    room, urgent, cases = (_agree(manager, place, talk, *one) for one in _AGREEMENTS)
    _lay_before_the_head(manager, place, room, talk)
    for weeks, agreement, state, sentence in (
        (6, urgent, StepState.UNDER_WAY, "De map wordt gebruikt, nog niet door iedereen"),
        (6, cases, StepState.NOT_YET, "Twee keer verschoven door verlof"),
        (12, urgent, StepState.DONE, "Minder onderbrekingen; dat merken we elke dag"),
        (12, cases, StepState.UNDER_WAY, "Vier keer gedaan, altijd op woensdag"),
        (12, room, StepState.STOPPED, "Kan niet zonder het callcenter; we proberen stiltekamers"),
    ):
        day = talk + timedelta(weeks=weeks)
        add_step(
            agreement=agreement,
            state=state,
            sentence=sentence,
            look_back_on=None if state in {StepState.DONE, StepState.STOPPED} else day,
            today=day,
        )
    cases.refresh_from_db()
    add_step(
        agreement=cases,
        state=StepState.DONE,
        sentence="Het staat nu vast in de agenda",
        look_back_on=None,
        today=talk + timedelta(weeks=18),
    )


def tell_the_small_story(wave: Wave, closing_day: date, today: date) -> None:
    """Let a small municipality begin: of Dorpen nothing is shown, and it walks the same path; of
    the others one talked and agreed nothing, one has planned, and one has done nothing yet.
    """
    places = {one.team_name: one for one in wave.teams.select_related("wave", "team")}
    dorpen, talk = places["Dorpen"], closing_day + timedelta(days=9)
    manager = _access(dorpen, Role.TEAM_MANAGER, team=dorpen.team_id)
    plan_conversation(access=manager, place=dorpen, day=talk, format="hour", leader="adviser")
    end_conversation(access=manager, place=dorpen, outcome=ConversationEnd.HELD, today=talk)
    agreement = _agree(
        manager,
        dorpen,
        talk,
        "De intake op dinsdag doen we met zijn tweeën",
        "time",
        Element.CONTEXT,
    )
    referral = _lay(manager, agreement, "Mag de intake op dinsdag door twee mensen?", talk)
    answer(
        access=_access(dorpen, Role.DEPARTMENT_HEAD, department=dorpen.department_id),
        referrals=[referral],
        kind=AnswerKind.LATER,
        words="Eerst kijken wat het met de wachttijd doet",
        by_date=today + timedelta(weeks=2),
        today=talk + timedelta(days=5),
    )
    add_step(
        agreement=agreement,
        state=StepState.UNDER_WAY,
        sentence="Twee keer gedaan; het gesprek wordt er rustiger van",
        look_back_on=today + timedelta(weeks=3),
        today=talk + timedelta(weeks=2),
    )
    end_conversation(
        access=_access(
            places["Participatie"], Role.TEAM_MANAGER, team=places["Participatie"].team_id
        ),
        place=places["Participatie"],
        outcome=ConversationEnd.NOTHING_AGREED,
        today=talk,
    )
    plan_conversation(
        access=_access(places["Stad"], Role.TEAM_MANAGER, team=places["Stad"].team_id),
        place=places["Stad"],
        day=today + timedelta(days=6),
        format="three_times",
        leader="member",
    )


def tell_of_the_dialogue(wave: Wave, closing_day: date, today: date) -> None:
    """After this wave two teams lay something before the head, and one waits still. The works
    council has agreed to questions without a name; the head has just held the dialogue.
    """
    places = {one.team_name: one for one in wave.teams.select_related("wave", "team", "department")}
    talk = closing_day + timedelta(days=9)
    for team, what, question, has_answer in (
        (
            "Nieuwland",
            "Het wekelijkse telformulier vervalt; we tellen eens per kwartaal",
            "Mag het wekelijkse telformulier vervallen?",
            True,
        ),
        (
            "Havenkwartier",
            "Wie een gesprek voert, heeft een kamer met een deur",
            "Kan er op dinsdag en donderdag een tweede gespreksruimte vrij blijven?",
            False,
        ),
    ):
        place = places[team]
        manager = _access(place, Role.TEAM_MANAGER, team=place.team_id)
        end_conversation(access=manager, place=place, outcome=ConversationEnd.HELD, today=talk)
        agreement = _agree(manager, place, talk, what, "time", Element.CONTEXT)
        referral = _lay(manager, agreement, question, talk)
        if has_answer:
            answer(
                access=_access(place, Role.DEPARTMENT_HEAD, department=place.department_id),
                referrals=[referral],
                kind=AnswerKind.YES,
                words="We tellen voortaan eens per kwartaal",
                by_date=today + timedelta(days=10),
                today=talk + timedelta(days=7),
            )
    _switch_questions_on(places["Nieuwland"], closing_day)
    day = working_day_from(today - timedelta(days=4))  # working days are never further apart
    dialogue = _plan_dialogue(places["Nieuwland"], day, day - timedelta(days=14))
    employees = Membership.objects.filter(
        role=Role.EMPLOYEE, team__department=places["Nieuwland"].department_id
    )
    for membership, text in zip(
        employees.select_related("user").order_by("user__email"), _QUESTIONS, strict=False
    ):
        person = access_of(membership.user, wave.organisation.slug)
        if person:
            asked_on = day - timedelta(days=6)
            dialogues.hand_in(access=person, dialogue=dialogue, text=text, today=asked_on)
    dialogues.settle(dialogue, today)


def tell_of_a_dialogue_to_come(wave: Wave, closing_day: date, today: date) -> None:
    """In the small municipality questions still come in."""
    place = wave.teams.select_related("wave", "team", "department").first()
    if place is None:
        raise ValueError("The wave of the demo has no team.")
    _switch_questions_on(place, closing_day)
    _plan_dialogue(place, working_day_from(today + timedelta(days=14)), today - timedelta(days=3))


def _switch_questions_on(place: WaveTeam, day: date) -> None:
    """As the administrator does once the works council has spoken."""
    organisation = place.wave.organisation_id
    decide_on_module(
        access=_access(place, Role.ADMINISTRATOR, organisation=organisation),
        module=Module.QUESTIONS,
        switched_on=True,
        opinion=CouncilOpinion.CONSENT,
        opinion_on=day - timedelta(days=10),
        remark="Voor een jaar; daarna bespreken we hoe het ging.",
        today=day,
    )


def _plan_dialogue(place: WaveTeam, day: date, today: date) -> Dialogue:
    head = _access(place, Role.DEPARTMENT_HEAD, department=place.department_id)
    return dialogues.plan_dialogue(access=head, department=place.department, day=day, today=today)


def _agree(
    access: Access, place: WaveTeam, day: date, what: str, kind: str, element: Element
) -> Agreement:
    return make_agreement(
        access=access,
        place=place,
        today=day,
        what=what,
        owner="organisation" if kind == "time" else "team",
        look_back_on=day + timedelta(weeks=6),
        kind=kind,
        element=element,
        grounds="experience",
    )


def _lay_before_the_head(manager: Access, place: WaveTeam, agreement: Agreement, day: date) -> None:
    question = "Mogen wij twee ochtenden zonder telefoondienst werken?"
    referral = _lay(manager, agreement, question, day)
    head = _access(place, Role.DEPARTMENT_HEAD, department=place.department_id)
    answer_day, no = day + timedelta(days=5), day + timedelta(days=16)
    answer(
        access=head,
        referrals=[referral],
        kind=AnswerKind.SEEN,
        words="",
        by_date=day + timedelta(weeks=3),
        today=answer_day,
    )
    answer(
        access=head,
        referrals=[referral],
        kind=AnswerKind.NO,
        words="de telefoon valt onder het contract met het callcenter, dat loopt tot januari",
        by_date=None,
        today=no,
    )


def _lay(manager: Access, agreement: Agreement, question: str, day: date) -> Referral:
    return lay_before(
        access=manager,
        agreement=agreement,
        addressee=Addressee.HEAD,
        question=question,
        answer_by=day + timedelta(weeks=3),
        today=day,
    )


def _access(place: WaveTeam, role: Role, **where: object) -> Access:
    membership = Membership.objects.select_related("user").get(role=role, **where)
    person: User = membership.user
    access = access_of(person, place.wave.organisation.slug)
    if access is None:
        raise ValueError(f"The {role} of the demo has no role.")
    return access
