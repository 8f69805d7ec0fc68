"""What this installation really does for one organisation, read from where it is decided."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from igm_portal.accounts.kept_kinds import BOUNDS, months_on
from igm_portal.accounts.models import Module, ModuleDecision, Organisation, SignInProvider
from igm_portal.accounts.selectors import terms_of
from igm_portal.followup.modules import MODULES
from igm_portal.local_texts import in_own_words_lazy
from igm_portal.retention.fixed import FIXED_TERMS
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element
from surveys.instruments.model import RespondentGroup
from surveys.mailings import MOST_REMINDERS
from surveys.models import Wave
from surveys.models.wave import NEVER_LAUNCHED
from surveys.policy import default_policy


def facts_of(organisation: Organisation, today: date) -> dict[str, Any]:
    """The context of every paper. It counts no people and no answers."""
    launched_waves = Wave.objects.in_organisation(organisation.id).exclude(state__in=NEVER_LAUNCHED)
    groups = {wave.policy.group for wave in launched_waves}
    on, off = _modules(organisation)
    provider = SignInProvider.objects.filter(organisation=organisation).first()
    staff = default_policy(RespondentGroup.KLANTMANAGER)
    clients = default_policy(RespondentGroup.CLIENT)
    return {
        "organisation": organisation.name,
        "day": today,
        "site": settings.IGM_SITE_URL,
        "privacy_address": organisation.privacy_address,
        "contact": organisation.contact_email or organisation.contact_phone,
        "terms": [
            (kind.label, months_on(history, today), BOUNDS[kind])
            for kind, history in terms_of(organisation.id).items()
        ],
        "fixed": FIXED_TERMS,
        "modules_on": on,
        "modules_off": off,
        "conversation": next(
            (one["decision"] for one in on if one["decision"].module == Module.CONVERSATION), None
        ),
        "issuer": urlsplit(provider.issuer).hostname if provider else "",
        "only_provider": bool(provider and provider.only_way),
        "second_step": settings.IGM_SECOND_STEP_REQUIRED,
        "idle_minutes": settings.IGM_IDLE_MINUTES,
        "file_hours": settings.IGM_FILE_HOURS,
        "log_json": settings.IGM_LOG_FORMAT == "json",
        "security_events": settings.IGM_SECURITY_EVENTS,
        "metrics": bool(settings.IGM_METRICS_TOKEN),
        "https_only": settings.SECURE_SSL_REDIRECT,
        "hsts_days": settings.SECURE_HSTS_SECONDS // 86_400,
        "mail_encrypted": settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL,
        "sharing_reader": in_own_words_lazy("{klantmanager}"),
        "mail_tokens": urlsplit(settings.IGM_MAIL_OAUTH_URL).hostname
        if settings.IGM_MAIL_OAUTH_CLIENT
        else "",
        "reminders": MOST_REMINDERS,
        "security_contacts": settings.IGM_SECURITY_CONTACTS,
        "staff": staff,
        "clients": clients,
        "asks_clients": RespondentGroup.CLIENT in groups,
        "questionnaires": sorted({wave.launched.title for wave in launched_waves}),
        "elements": [str(METRIC_NAMES[element]) for element in Element],
    }


def _modules(organisation: Organisation) -> tuple[list[dict[str, Any]], list[str]]:
    """What is on, with what the works council said, and the names of what is off."""
    on, off = [], []
    for module, texts in MODULES.items():
        decision = ModuleDecision.objects.latest_of(organisation.id, module)  # type: ignore[arg-type]
        if decision and decision.switched_on:
            on.append({"texts": texts, "decision": decision})
        else:
            off.append(str(texts.name))
    return on, off
