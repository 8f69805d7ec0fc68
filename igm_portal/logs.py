"""What is written in the log: never an address that opens something."""

import logging
import re
from copy import copy
from datetime import datetime
from http import HTTPStatus

# Behind these stand codes of clients and of rooms, links from mail and links to choose a password.
# The whole rest goes: a code may stand in any part, and which page of a questionnaire somebody had
# open is nobody's business either.
_SECRET = re.compile(r"(/(?:meedoen|account|casus)/)[^\s\"'<>)\]},]+")


class SecretRedactingFormatter(logging.Formatter):
    """A line as usual, tracebacks included, with the secrets in addresses left out.

    Times say their zone, so that they can be laid beside those of another program.
    """

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="seconds")

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(_in_short(record)))


def _in_short(record: logging.LogRecord) -> logging.LogRecord:
    """A request for which the database was away names that fault, without its traceback: there may
    be hundreds a second, and with 8 kB each they would push everything else out of the log.
    """
    unavailable = getattr(record, "status_code", None) == HTTPStatus.SERVICE_UNAVAILABLE
    if not (unavailable and record.exc_info):
        return record
    fault = record.exc_info[1]
    words = str(fault).strip().partition("\n")[0]
    short = copy(record)
    short.msg, short.args = f"{record.getMessage()} ({type(fault).__name__}: {words})", ()
    short.exc_info = short.exc_text = None
    return short


def without_secrets(text: str) -> str:
    """`GET /meedoen/XR4-97K-C2M/` becomes `GET /meedoen/...`."""
    return _SECRET.sub(r"\1...", text)
