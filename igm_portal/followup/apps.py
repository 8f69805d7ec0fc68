from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "igm_portal.followup"
