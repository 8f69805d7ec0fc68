from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class DemoConfig(AppConfig):
    """Sign-in with one click lives here, so this app refuses to load outside the demo."""

    name = "igm_portal.demo"
    label = "demo"

    def ready(self) -> None:
        if not getattr(settings, "IGM_DEMO", False) or settings.SECURE_SSL_REDIRECT:
            raise ImproperlyConfigured(
                "igm_portal.demo hoort alleen in de instellingen van de demo."
            )
