"""One session with the mail server, and what its answers mean for a mail."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parseaddr
from smtplib import (
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from igm_portal.outbox.models import Mail, MailFault
from igm_portal.outbox.tokens import TokenFault
from igm_portal.spelling import Misspelt, wire_address

PERMANENT = 500  # SMTP: 5yz is a permanent negative answer (RFC 5321, 4.2.1)
ENHANCED_CODE = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}\b")  # RFC 3463, before the words


class ServerFault(Exception):
    """The server cannot be reached or will not have us: no mail in particular is at fault."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Why a mail was not taken: the kind, and the code of the answer, such as `550 5.1.1`."""

    fault: MailFault
    code: str = ""

    @property
    def of_policy(self) -> bool:
        """Whether the server says that *we* may not send this (5.7: security or policy)."""
        return " 5.7." in self.code


class SmtpSession:
    """A connection that is opened again when it breaks."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self._backend = backend
        self._open = False

    def begin(self) -> None:
        """Connect and sign in, unless that was done. Raises ServerFault with a kind, no names."""
        if self._open:
            return
        try:
            self._backend.open()
        except (OSError, UnicodeError) as fault:  # smtplib's own; a name or password not in ASCII
            self.end()
            raise ServerFault(_kind(fault)) from None
        self._open = True

    def send(self, mail: Mail) -> Reply | None:
        """Hand over one mail; None means that the server has confirmed it.

        Raises ServerFault when the server refuses us as sender, which is no fault of this mail.
        """
        try:
            recipient = wire_address(mail.recipient)
            self._backend.send_messages([message(mail, recipient)])
        except SMTPRecipientsRefused as fault:
            (answer, *_rest) = fault.recipients.values()
            return self._reply(*answer)
        except SMTPDataError as fault:
            return self._reply(fault.smtp_code, fault.smtp_error)
        except SMTPSenderRefused as fault:
            self.end()
            raise ServerFault(_kind(fault)) from None
        except OSError:
            self.end()
            return Reply(MailFault.INTERRUPTED)
        except (Misspelt, ValueError):  # no mail can be made of this
            self.end()
            return Reply(MailFault.MALFORMED)
        return None

    def end(self) -> None:
        """Say goodbye where possible; the next `begin` connects anew."""
        self._open = False
        with suppress(OSError):
            self._backend.close()

    def _reply(self, number: int, words: bytes | str) -> Reply:
        if number < PERMANENT:
            self.end()  # after a 421 the server hangs up
        fault = MailFault.REFUSED if number >= PERMANENT else MailFault.LATER
        return Reply(fault, _code(number, words))


@contextmanager
def smtp_session() -> Iterator[SmtpSession]:
    """With the mail server of the settings; closed on leaving."""
    session = SmtpSession(get_connection())
    try:
        yield session
    finally:
        session.end()


def message(mail: Mail, recipient: str) -> EmailMessage:
    """Always the same Message-ID, so that a mail sent twice can be known as one.

    Out-of-office replies are asked to stay away: to the mailbox of the sender they would tell who
    was written to (RFC 3834; the second header is what Exchange listens to).
    """
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {
        "Message-ID": f"<{mail.id}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    return EmailMessage(mail.subject, mail.body, to=[recipient], headers=headers)


def _kind(fault: Exception) -> str:
    """The kind of a fault for the log: its class and code, not its words (they name addresses)."""
    code = ""
    if isinstance(fault, SMTPResponseException):
        code = _code(fault.smtp_code, fault.smtp_error)
    elif isinstance(fault, TokenFault):
        code = fault.code
    return f"{type(fault).__name__} {code}".strip()


def _code(number: int, words: bytes | str) -> str:
    """The number, with the enhanced code where the server gives one: `550 5.1.1`."""
    code = ENHANCED_CODE.match(words if isinstance(words, bytes) else words.encode())
    return f"{number} {code[0].decode()}" if code else str(number)
