from django.apps import AppConfig

LOCK_SECONDS = 3  # of one count of a limit; the work itself takes some hundredths
PATIENCE = 8  # seconds to wait for that lock


class AccountsConfig(AppConfig):
    name = "igm_portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.core.internal import ratelimit

        from igm_portal.accounts import (  # noqa: F401  registers what they hold
            authenticators,
            checks,
            idle,
            open_sessions,
            provider_sign_in,
        )

        # While it counts, allauth holds a lock of ten seconds, and refuses who waits longer than
        # one: on a busy machine, or after a process was killed, a whole office would be told that
        # it comes too often. Without the lock one try may go uncounted, which is no harm.
        ratelimit.CACHE_LOCK_TIMEOUT = LOCK_SECONDS
        ratelimit.CACHE_LOCK_WAIT_TIMEOUT = PATIENCE
