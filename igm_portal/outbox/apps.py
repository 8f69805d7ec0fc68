from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "igm_portal.outbox"
    label = "outbox"
