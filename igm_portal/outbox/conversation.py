"""One conversation with the mail server, and what its answers mean for a mail."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
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

from igm_portal.outbox.models import Fault, Mail
from igm_portal.spelling import Misspelt, wire_address

PERMANENT = 500  # SMTP: 5yz is a permanent negative answer (RFC 5321, 4.2.1)


class ServerFault(Exception):
    """The server cannot be reached or will not have us: no mail in particular is at fault."""


class Conversation:
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
        except OSError as fault:  # all of smtplib's are OSErrors
            self.end()
            raise ServerFault(_kind(fault)) from None
        self._open = True

    def send(self, mail: Mail) -> Fault | None:
        """Hand over one mail; None means that the server has confirmed it.

        Raises ServerFault when the server refuses us as sender, which is no fault of this mail.
        """
        try:
            recipient = wire_address(mail.recipient)
        except Misspelt:
            return Fault.MALFORMED
        try:
            self._backend.send_messages([_message(mail, recipient)])
        except SMTPRecipientsRefused as fault:
            (code, _words), *_rest = fault.recipients.values()
            return self._answer(code)
        except SMTPDataError as fault:
            return self._answer(fault.smtp_code)
        except SMTPSenderRefused as fault:
            self.end()
            raise ServerFault(_kind(fault)) from None
        except OSError:
            self.end()
            return Fault.INTERRUPTED
        except ValueError:  # no mail can be made of this
            self.end()
            return Fault.MALFORMED
        return None

    def end(self) -> None:
        """Say goodbye where possible; the next `begin` connects anew."""
        self._open = False
        with suppress(OSError):
            self._backend.close()

    def _answer(self, code: int) -> Fault:
        if code >= PERMANENT:
            return Fault.REFUSED
        self.end()  # after a 421 the server hangs up
        return Fault.LATER


@contextmanager
def conversation() -> Iterator[Conversation]:
    """With the mail server of the settings; closed on leaving."""
    talk = Conversation(get_connection())
    try:
        yield talk
    finally:
        talk.end()


def _message(mail: Mail, recipient: str) -> EmailMessage:
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
    code = f" {fault.smtp_code}" if isinstance(fault, SMTPResponseException) else ""
    return f"{type(fault).__name__}{code}"
