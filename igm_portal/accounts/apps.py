from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "igm_portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from igm_portal.accounts import checks  # noqa: F401  registers them
