"""A real SMTP server for tests, which can refuse, put off, and hang up."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings

BACKEND = "django.core.mail.backends.smtp.EmailBackend"
TAKEN = "250 OK"


@dataclass
class PostOffice:
    """Keeps what it takes. `answers` per address come before a mail is taken, the last for ever;
    `hang_up_at` breaks the line instead of confirming the mail with that number.
    """

    mails: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    sender: str = TAKEN
    hang_up_at: int = 0
    on_data: Callable[[int], None] | None = None
    conversations: int = 0

    @property
    def addresses(self) -> list[str]:
        return [str(mail["To"]) for mail in self.mails]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, responses: list[str]
    ) -> list[str]:
        self.conversations += 1
        session.host_name = name
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def opened() -> Iterator[PostOffice]:
    """The product's settings point at this server as long as it is open."""
    office, port = PostOffice(), free_port()
    server = Controller(office, hostname="127.0.0.1", port=port)
    server.start()
    try:
        with override_settings(EMAIL_BACKEND=BACKEND, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
            yield office
    finally:
        server.stop()
