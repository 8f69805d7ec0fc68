"""What people of the demo do to grow in their work: plan, learn, compare. Invented, all of it."""

from datetime import date, time, timedelta

from igm_portal.accounts.access import Access, access_of
from igm_portal.accounts.models import CouncilOpinion, Department, Membership, Module, Team, User
from igm_portal.accounts.roles import Role
from igm_portal.demo.accounts import DOMAIN
from igm_portal.followup.cases.library import shipped_cases
from igm_portal.followup.models import COLUMNS, Assignment, NoticeKind
from igm_portal.followup.services.assignments import (
    keep_assignment,
    keep_obstacle,
    look_back,
    share,
    share_with_group,
)
from igm_portal.followup.services.case_sessions import begin_session, hand_in
from igm_portal.followup.services.cases import keep_case
from igm_portal.followup.services.learning_moments import keep_moment
from igm_portal.followup.services.modules import decide_on_module
from igm_portal.followup.services.notices import keep_notice
from igm_portal.followup.services.own_plan import keep_plan
from igm_portal.followup.services.peer_groups import accept_invitation, invite_peer
from igm_portal.followup.services.remeasurements import ask_again
from surveys.instruments.elements import Element
from surveys.working_days import working_day_from

_MOMENTS = (
    (8, "lab", "Rust in een vol hoofd", Element.ZELFREGULERING, time(10), time(11, 30), "Zaal 2"),
    (15, "visit", "Meekijken bij het werkgeversteam", Element.VAARDIGHEDEN, None, None, ""),
    (
        29,
        "lecture",
        "Wat zegt onderzoek over vertrouwen?",
        Element.GELOOF,
        time(15),
        time(16),
        "Raadzaal",
    ),
)

_OWN_CASE = {
    "title": "Willem vindt zichzelf te oud",
    "story": "Willem is 61 en was zijn leven lang chauffeur. Na een operatie mag hij niet meer "
    "op de vrachtwagen.\n"
    "Hij is elke afspraak op tijd en doet wat er gevraagd wordt. “Maar eerlijk is eerlijk,” zegt "
    "hij, “wie neemt er nou iemand van mijn leeftijd?” Op de computer helpt zijn dochter.",
    "first": "Anja gaat met Willem langs bij drie bedrijven in de buurt, zonder brief. Hij vertelt "
    "zelf wat hij kan, zij vult aan.",
    "second": "Peter laat Willem eerst een middag meelopen bij de buurtbus. Als hij terugkomt "
    "praten ze over wat hem meeviel.",
    "actions": "Samen een bedrijf binnenlopen\nEen dag laten meelopen\nOefenen met de computer\n"
    "Vragen wat de operatie voor hem betekende",
}
_NOTICES = (
    (NoticeKind.LEARN, Element.VAARDIGHEDEN, "Een gesprek voeren als iemand boos is"),
    (NoticeKind.LEARN, "", "Hoe doe jij een eerste gesprek met een tolk?"),
    (NoticeKind.SHOW, Element.ZELFREGULERING, "Mijn agenda: vaste uren voor nadenken"),
    (NoticeKind.SHOW, Element.CONTEXT, ""),
    (NoticeKind.SHOW, "", "Op bezoek bij werkgevers in de haven, elke woensdag"),
)
_CASE_ANSWERS = (
    (Element.GELOOF, 1),
    (Element.HOUDING, 0),
    (Element.BELEMMERINGEN, 3),
    (Element.GELOOF, 2),
    (Element.SOCIALE_DRUK, 0),
    (Element.ZELFREGULERING, 4),
)

_ASSIGNMENTS = {
    f"teammanager@{DOMAIN}": (
        {
            "matter": "Onze klantmanagers noemen vacatures die al weg zijn, en Werkgevers zegt dat "
            "wij de verkeerde mensen sturen.",
            "behaviour": "Wie een vacature noemt, belt eerst even met Werkgevers. En andersom.",
            "elements": [Element.CONTEXT, Element.BELEMMERINGEN],
            "expectation": "Dan past het vaker, want we weten van elkaar wat er speelt.",
            "steps": "Eerst een keer samen koffie. Dan elke maandag tien minuten bellen.",
            "needed": "Het hoofd van Werkgevers, en mijn directie voor tijd op maandag.",
        },
        (
            ("Inkomen", "een aanvraag met vragen", "wat iemand zelf wil", "Werk vraagt ernaar"),
            ("Werk", "een dossier", "welke vacatures er nog zijn", "Werkgevers belt op maandag"),
            ("Werkgevers", "een naam en een cv", "wat iemand kan", "Werk vertelt het erbij"),
            ("Een bedrijf", "iemand die wil", "wie er belt als het misgaat", "Werkgevers"),
        ),
        ("Op maandag zitten alle teams al vol met overleg.", "De twee systemen praten niet."),
    ),
    f"teammanager.meent@{DOMAIN}": (
        {
            "matter": "Intervisie gaat als eerste van de agenda als het druk is.",
            "behaviour": "Het team houdt het uur vast, en ik vraag daarnaar en niet naar cijfers.",
            "elements": [Element.SOCIALE_DRUK],
            "expectation": "Dan durven mensen eerder te vragen hoe een ander het doet.",
            "steps": "Een vaste woensdag, ook in de vakantie.",
            "needed": "Het team, en het afdelingshoofd voor de planning.",
        },
        (),
        ("De planning komt van boven.",),
    ),
}


def tell_of_a_plan(slug: str, decided_on: date, today: date) -> None:
    """The module is on since `decided_on`, and the klantmanager to try keeps a plan."""
    remark = "Op deze site kan niemand anders een plan openen; daar hebben we op gelet."
    _switch_on(slug, Module.OWN_PLAN, remark, decided_on)
    keep_plan(
        access=_access(f"klantmanager@{DOMAIN}", slug),
        element=Element.ZELFREGULERING,
        step="Na elk gesprek vijf minuten niets plannen",
        moment="ik de deur achter een cliënt dichtdoe",
        action="schrijf ik in één zin op wat de cliënt zelf gaat doen",
        day=working_day_from(today + timedelta(days=9)),
        remind=False,
    )


def allow_support(slug: str, decided_on: date) -> None:
    """The module "What helps you in your profession?" is on since `decided_on`."""
    decide_on_module(
        access=_access(f"beheerder@{DOMAIN}", slug),
        module=Module.SUPPORT,
        switched_on=True,
        opinion=CouncilOpinion.ADVICE,
        opinion_on=decided_on - timedelta(days=10),
        remark="Graag: dit gaat over de organisatie. Vertel binnen een maand wat ermee gebeurt.",
        today=decided_on,
    )


def tell_of_learning(slug: str, today: date) -> None:
    """What HR has put on the page of learning moments."""
    for days, kind, title, element, begins, ends, place in _MOMENTS:
        keep_moment(
            access=_access(f"hr@{DOMAIN}", slug),
            moment=None,
            kind=kind,
            title=title,
            element=element,
            day=working_day_from(today + timedelta(days=days)),
            begins=begins,
            ends=ends,
            place=place,
        )


def tell_of_cases(slug: str, decided_on: date, today: date) -> None:
    """The module is on, HR has written a case, and the team manager to try has just begun with one:
    six have answered, so the spread can be shown.
    """
    _switch_on(slug, Module.CASES, "Alleen over cliënten die niet bestaan.", decided_on)
    keep_case(access=_access(f"hr@{DOMAIN}", slug), case=None, **_OWN_CASE)
    session = begin_session(
        access=_access(f"teammanager@{DOMAIN}", slug), case=shipped_cases()["jaap"], today=today
    )
    for number, (element, action) in enumerate(_CASE_ANSWERS):
        hand_in(session=session, browser=f"demo-{number}", element=element, action=action)


def tell_of_notices(slug: str, decided_on: date, today: date) -> None:
    """The module is on, and on the board of the klantmanager to try hang notices of colleagues."""
    _switch_on(slug, Module.NOTICES, "Een prikbord, geen register.", decided_on)
    own = _access(f"klantmanager@{DOMAIN}", slug)
    department = Department.objects.get(teams__in=own.team_ids)
    colleagues = Membership.objects.on(today).filter(
        team__department=department, role=Role.EMPLOYEE
    )
    people = colleagues.exclude(user=own.user).select_related("user").order_by("user__email")
    accesses = [own, *(access_of(one.user, slug) for one in people[: len(_NOTICES) - 1])]
    for access, (kind, element, text) in zip(accesses, _NOTICES, strict=True):
        if access:
            keep_notice(
                access=access,
                notice=None,
                department=department,
                kind=kind,
                element=element,
                text=text,
                today=today - timedelta(days=9),
            )


def tell_of_assignments(slug: str, today: date) -> None:
    """Two managers have an assignment and are in a leergang, a third is invited; the first asked HR
    to measure again and lets the head read it, the second shares with the leergang.
    """
    for email, (answers, chain, obstacles) in _ASSIGNMENTS.items():
        access = _access(email, slug)
        links = [dict(zip(COLUMNS, link, strict=True)) for link in chain]
        later = working_day_from(today + timedelta(days=12))
        keep_assignment(access=access, chain=links, look_back_on=later, **answers)
        assignment = Assignment.objects.of(access).get()
        for sentence in obstacles:
            keep_obstacle(
                assignment=assignment,
                obstacle=None,
                sentence=sentence,
                is_gone=False,
                today=today - timedelta(days=20),
            )
    first, second = (_access(email, slug) for email in _ASSIGNMENTS)
    second_assignment = Assignment.objects.of(second).get()
    look_back(
        assignment=second_assignment,
        sentence="Drie woensdagen op rij gehouden; één keer met zijn vieren.",
        look_back_on=working_day_from(today + timedelta(days=26)),
        today=today - timedelta(days=4),
    )
    invite_peer(access=first, person=second.user)
    accept_invitation(access=second)
    invite_peer(access=first, person=User.objects.get(email=f"teammanager.klein@{DOMAIN}"))
    share_with_group(access=second, assignment=second_assignment, today=today)
    head = User.objects.get(email=f"afdelingshoofd@{DOMAIN}")
    share(assignment=Assignment.objects.of(first).get(), person=head, today=today)
    team = Team.objects.filter(pk__in=first.team_ids).first()
    if team:
        wished_on = working_day_from(today + timedelta(days=120))
        ask_again(access=first, team=team, wished_on=wished_on, today=today - timedelta(days=2))


def _switch_on(slug: str, module: Module, remark: str, decided_on: date) -> None:
    """As the administrator does once the works council has spoken."""
    decide_on_module(
        access=_access(f"beheerder@{DOMAIN}", slug),
        module=module,
        switched_on=True,
        opinion=CouncilOpinion.CONSENT,
        opinion_on=decided_on - timedelta(days=10),
        remark=remark,
        today=decided_on,
    )


def _access(email: str, slug: str) -> Access:
    access = access_of(User.objects.get(email=email), slug)
    if access is None:
        raise ValueError(f"{email} of the demo has no role.")
    return access
