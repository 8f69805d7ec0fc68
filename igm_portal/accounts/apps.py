from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "igm_portal.accounts"
    label = "accounts"
