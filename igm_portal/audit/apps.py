from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "igm_portal.audit"
    label = "audit"
