"""SMTP with an access token in place of a password (XOAUTH2), as Exchange Online wants it."""

from smtplib import SMTP, SMTP_SSL, SMTPAuthenticationError, SMTPNotSupportedError
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from igm_portal.outbox.tokens import TOKENS, Client

INVALID_CREDENTIALS = 535  # credentials invalid (RFC 4954 §6)


class _XOAuth2(SMTP):
    """Signs in with a token: https://learn.microsoft.com/exchange/client-developer/legacy-protocols
    /how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
    """

    def login(self, user: str, password: str, **_options: Any) -> tuple[int, bytes]:
        self.ehlo_or_helo_if_needed()
        if "XOAUTH2" not in self.esmtp_features.get("auth", "").upper().split():
            raise SMTPNotSupportedError("XOAUTH2")
        words = f"user={user}\x01auth=Bearer {password}\x01\x01"
        # The server first asks for it without words; if it refuses, it says why and waits for an
        # empty answer.
        return self.auth(
            "XOAUTH2",
            lambda challenge=None: "" if challenge else words,
            initial_response_ok=False,
        )


class _XOAuth2OverTls(_XOAuth2, SMTP_SSL):
    """The same, with TLS from the first word."""


class XOAuth2Backend(EmailBackend):
    """Django's, with a token that is asked for when a connection is opened.

    A token that is refused may have been withdrawn: it is asked anew, once.
    """

    @property
    def connection_class(self) -> type[SMTP]:
        return _XOAuth2OverTls if self.use_ssl else _XOAuth2

    def open(self) -> bool | None:
        if self.connection:
            return False
        try:
            return self._open_with(TOKENS.get(client()))
        except SMTPAuthenticationError as fault:
            TOKENS.forget()
            if fault.smtp_code != INVALID_CREDENTIALS:
                raise
        return self._open_with(TOKENS.get(client()))

    def _open_with(self, token: str) -> bool | None:
        self.password = token
        return super().open()


def client() -> Client:
    """Who we are for the token server, from the settings."""
    return Client(
        url=settings.IGM_MAIL_OAUTH_URL,
        id=settings.IGM_MAIL_OAUTH_CLIENT,
        secret=settings.IGM_MAIL_OAUTH_SECRET,
        scope=settings.IGM_MAIL_OAUTH_SCOPE,
    )
