from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "igm_portal.audit"
    label = "audit"

    def ready(self) -> None:
        from igm_portal.audit import checks  # noqa: F401  registers them
