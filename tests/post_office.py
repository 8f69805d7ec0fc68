"""A real SMTP server for tests, which can refuse, put off, hang up, and ask who is there."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from django.test import override_settings

from tests.environment.certificate import CERTIFICATE
from tests.environment.processes import free_port

BACKEND = "django.core.mail.backends.smtp.EmailBackend"
ACCOUNT = "portaal@zandstad.example"
PASSWORD = "geheim-van-de-mailserver"  # noqa: S105  of this server
TAKEN = "250 OK"


class Tls(Enum):
    NONE = "none"
    START = "STARTTLS"
    IMPLICIT = "from the first word"


@dataclass
class PostOffice:
    """Keeps what it takes. `answers` per address come before a mail is taken, the last for ever;
    `hang_up_at` breaks the line instead of confirming the mail with that number. Over TLS somebody
    has to sign in, as `account` or as ACCOUNT with one of `tokens`; `refusal` is heard otherwise.
    """

    mails: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    sender: str = TAKEN
    hang_up_at: int = 0
    on_data: Callable[[int], None] | None = None
    conversations: int = 0
    account: tuple[str, str] = ACCOUNT, PASSWORD
    tokens: set[str] = field(default_factory=set)
    for_account: bool = False
    tokens_refused: int = 0
    refusal: str = "535 5.7.3 Authentication unsuccessful"

    @property
    def addresses(self) -> list[str]:
        return [str(mail["To"]) for mail in self.mails]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, responses: list[str]
    ) -> list[str]:
        self.conversations += 1
        session.host_name = name
        return responses

    async def auth_XOAUTH2(self, server: SMTP, arguments: list[str]) -> AuthResult:
        """As Exchange Online: an empty question, and one with the fault when the token is none."""
        words = await server.challenge_auth(b"")
        expected = [f"user={ACCOUNT}\x01auth=Bearer {token}\x01\x01" for token in self.tokens]
        if isinstance(words, bytes) and words.decode() in expected:
            return AuthResult(success=True, auth_data=ACCOUNT)
        self.tokens_refused += 1
        await server.challenge_auth(b'{"status":"401"}')
        await server.push(self.refusal)
        return AuthResult(success=False, handled=True)

    def signs_in(self, _server: Any, _s: Any, _e: Any, mechanism: str, data: Any) -> AuthResult:
        right = LoginPassword(*(word.encode() for word in self.account))
        if mechanism in {"LOGIN", "PLAIN"} and data == right:
            return AuthResult(success=True, auth_data=ACCOUNT)
        return AuthResult(success=False, handled=False, message=self.refusal)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.for_account and not session.authenticated:
            return "530 5.7.57 Client not authenticated"
        if self.sender == TAKEN:
            envelope.mail_from = address
        return self.sender

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answers = self.answers.get(address, [TAKEN])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self.mails.append(message_from_bytes(content, policy=policy.default))
        if self.on_data:
            self.on_data(len(self.mails))
        if len(self.mails) == self.hang_up_at and server.transport:
            server.transport.close()
        return TAKEN


class _Conversation(SMTP):
    """Takes tokens as long as those of Entra ID (RFC 4954 §4: at most 12288 octets)."""

    line_length_limit = 12288


class _Server(Controller):
    def factory(self) -> SMTP:
        return _Conversation(self.handler, **self.SMTP_kwargs)


@contextmanager
def opened(tls: Tls = Tls.NONE, **settings: object) -> Iterator[PostOffice]:
    """The product's settings point at this server as long as it is open."""
    office, port = PostOffice(), free_port()
    options: dict[str, Any] = {}
    if tls != Tls.NONE:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(CERTIFICATE)
        options = {"authenticator": office.signs_in}
        office.for_account = True
        implicit = {"ssl_context": context, "auth_require_tls": False}
        options |= implicit if tls == Tls.IMPLICIT else {"tls_context": context}
    server = _Server(office, hostname="127.0.0.1", port=port, **options)
    server.start()
    values = {
        "EMAIL_BACKEND": BACKEND,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_USE_TLS": tls == Tls.START,
        "EMAIL_USE_SSL": tls == Tls.IMPLICIT,
    }
    try:
        with override_settings(**(values | settings)):
            yield office
    finally:
        server.stop()
