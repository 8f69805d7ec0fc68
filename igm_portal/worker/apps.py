from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "igm_portal.worker"
