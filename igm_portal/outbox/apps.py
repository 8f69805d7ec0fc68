from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "igm_portal.outbox"
    label = "outbox"

    def ready(self) -> None:
        from igm_portal.outbox import checks  # noqa: F401  registers them
