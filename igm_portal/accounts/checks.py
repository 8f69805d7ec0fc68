"""What may never be so on a server that people use (`manage.py check --deploy`)."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def the_second_step_is_asked(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Only the demo and the tests do without."""
    if settings.IGM_SECOND_STEP_REQUIRED:
        return []
    return [
        Error(
            "Beheerders en HR-adviseurs komen binnen zonder tweede stap.",
            hint="IGM_SECOND_STEP_REQUIRED hoort alleen in de instellingen van de demo uit.",
            id="accounts.E002",
        )
    ]


@register(Tags.security, deploy=True)
def somebody_hears_of_a_weakness(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Dutch government sites must publish where to report one (security.txt)."""
    if settings.IGM_SECURITY_CONTACTS:
        return []
    return [
        Warning(
            "security.txt zegt niet waar een zwakke plek te melden is.",
            hint="Zet IGM_SECURITY_CONTACT.",
            id="accounts.W001",
        )
    ]


@register(Tags.security, deploy=True)
def the_demo_is_off(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The demo lets everyone in with one click."""
    demo = (
        getattr(settings, "IGM_DEMO", False)
        or apps.is_installed("igm_portal.demo")
        or settings.ROOT_URLCONF.startswith("igm_portal.demo")
    )
    if not demo:
        return []
    return [
        Error(
            "De demo staat aan: iedereen kan zich met één klik aanmelden.",
            hint="Gebruik DJANGO_SETTINGS_MODULE=igm_portal.settings.base.",
            id="accounts.E001",
        )
    ]
