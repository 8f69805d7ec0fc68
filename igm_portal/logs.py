"""What is written in the log: never an address that opens something, and nothing about a person.

As a line of text, or as one JSON object a line for a program that gathers logs (ADR 64).
"""

import logging
import re
from contextvars import ContextVar
from copy import copy
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core.signals import request_finished
from django.dispatch import receiver
from pythonjsonlogger.json import JsonFormatter

# Behind these stand codes of clients and of rooms, links from mail and links to choose a password,
# and the number of a person. The whole rest goes: a code may stand in any part, and which page of a
# questionnaire somebody had open is nobody's business either.
_SECRET = re.compile(r"(/(?:meedoen|account|casus|mensen)/)[^\s\"'<>)\]},]+")
# Also in the fault of a database, which repeats the value that was refused.
_MAIL_ADDRESS = re.compile(r"[^\s\"'<>()=:,;]+@[^\s\"'<>()=:,;]+\.[^\s\"'<>()=:,;]+")
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

_current_id: ContextVar[str] = ContextVar("request_id", default="")


def begin_request(request_id: str) -> str:
    """The id that joins the lines of one request: that of a proxy of ours, or a new one.

    It stays until the answer is on its way: Django writes about a refused request after all of the
    middleware is done.
    """
    name = request_id if _ID.fullmatch(request_id) else uuid4().hex
    _current_id.set(name)
    return name


@receiver(request_finished)
def end_request(**_kwargs: object) -> None:
    _current_id.set("")


class SecretRedactingFormatter(logging.Formatter):
    """A line as usual, tracebacks included, with the secrets in addresses left out.

    Times say their zone, so that they can be laid beside those of another program.
    """

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return _moment(record)

    def format(self, record: logging.LogRecord) -> str:
        text = without_secrets(super().format(_in_short(record)))
        name = _current_id.get()
        return f"{text} [{name}]" if name else text


class JsonLineFormatter(JsonFormatter):
    """The same in one JSON object, with these fields and no other: what a caller adds to a record
    (Django adds the whole request) could say who it was.
    """

    def format(self, record: logging.LogRecord) -> str:
        return super().format(_in_short(record))

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        log_data |= {
            "time": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if name := _current_id.get():
            log_data["request_id"] = name
        if event := getattr(record, "security_event", None):
            log_data["event"] = event
        if status := getattr(record, "status_code", None):
            log_data["status"] = status
        if traceback := message_dict.get("exc_info"):
            log_data["traceback"] = without_secrets(traceback)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="seconds")


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
    """`GET /meedoen/XR4-97K-C2M/` becomes `GET /meedoen/...`, and a mail address `...@...`."""
    return _MAIL_ADDRESS.sub("...@...", _SECRET.sub(r"\1...", text))
