"""What people of the demo do after the own profile: learn, and plan. Invented, all of it."""

from datetime import date, time, timedelta

from igm_portal.accounts.access import Access, access_of
from igm_portal.accounts.models import CouncilOpinion, Module, User
from igm_portal.demo.accounts import DOMAIN
from igm_portal.followup.services.learning_moments import keep_moment
from igm_portal.followup.services.modules import decide_on_module
from igm_portal.followup.services.own_plan import keep_plan
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


def tell_of_a_plan(slug: str, decided: date, today: date) -> None:
    """The module is on since `decided`, and the klantmanager to try keeps a plan."""
    decide_on_module(
        access=_access(f"beheerder@{DOMAIN}", slug),
        module=Module.OWN_PLAN,
        switched_on=True,
        opinion=CouncilOpinion.CONSENT,
        opinion_on=decided - timedelta(days=10),
        remark="Op deze site kan niemand anders een plan openen; daar hebben we op gelet.",
        today=decided,
    )
    keep_plan(
        access=_access(f"klantmanager@{DOMAIN}", slug),
        element=Element.ZELFREGULERING,
        step="Na elk gesprek vijf minuten niets plannen",
        moment="ik de deur achter een klant dichtdoe",
        action="schrijf ik in één zin op wat de klant zelf gaat doen",
        day=working_day_from(today + timedelta(days=9)),
        remind=False,
    )


def allow_support(slug: str, decided: date) -> None:
    """The module "What helps you in your profession?" is on since `decided`."""
    decide_on_module(
        access=_access(f"beheerder@{DOMAIN}", slug),
        module=Module.SUPPORT,
        switched_on=True,
        opinion=CouncilOpinion.ADVICE,
        opinion_on=decided - timedelta(days=10),
        remark="Graag: dit gaat over de organisatie. Vertel binnen een maand wat ermee gebeurt.",
        today=decided,
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


def _access(email: str, slug: str) -> Access:
    access = access_of(User.objects.get(email=email), slug)
    if access is None:
        raise ValueError(f"{email} of the demo has no role.")
    return access
