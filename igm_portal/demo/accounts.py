"""Who can be tried out in the demo with one click."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DOMAIN = "zandstad.example"
SMALL_DOMAIN = "duinrade.example"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A person of the demo, and what there is to see."""

    email: str
    role: str | Promise
    sentence: str | Promise


DEMO_ACCOUNTS = (
    DemoAccount(
        f"klantmanager@{DOMAIN}",
        _("Klantmanager"),
        _("Fill in the questionnaire, see your own profile and the profile of your team."),
    ),
    DemoAccount(
        f"teammanager@{DOMAIN}",
        _("Team manager"),
        _("See the profile of your team, with its uncertainty."),
    ),
    DemoAccount(
        f"teammanager.meent@{DOMAIN}",
        _("Team manager after a second wave"),
        _("See what a team agreed after its first result, and what moved since."),
    ),
    DemoAccount(
        f"teammanager.klein@{DOMAIN}",
        _("Team manager of a team with little response"),
        _("See what happens when too few people took part."),
    ),
    DemoAccount(
        f"afdelingshoofd@{DOMAIN}",
        _("Department head"),
        _("See your department and its teams."),
    ),
    DemoAccount(
        f"hr@{DOMAIN}",
        _("HR adviser"),
        _("Plan, launch and close waves; see all groups."),
    ),
    DemoAccount(
        f"beheerder@{DOMAIN}",
        _("Administrator"),
        _("See who works where; no answers, no results."),
    ),
    DemoAccount(
        f"teammanager@{SMALL_DOMAIN}",
        _("Team manager in a small municipality"),
        _("Four teams of fifteen: see what can be said, and what you can talk about."),
    ),
    DemoAccount(
        f"hr@{SMALL_DOMAIN}",
        _("HR adviser in a small municipality"),
        _("See what a small municipality gets out of a wave."),
    ),
)
