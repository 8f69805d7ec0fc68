"""What is written in the log: never an address that opens something."""

import logging
import re
from datetime import datetime

# Behind these stand codes of clients, links from mail and links to choose a password. The whole
# rest goes: a code may stand in any part, and which page of a questionnaire somebody had open is
# nobody's business either.
_SECRET = re.compile(r"(/(?:meedoen|account)/)[^\s\"'<>)\]},]+")


class SecretRedactingFormatter(logging.Formatter):
    """A line as usual, tracebacks included, with the secrets in addresses left out.

    Times say their zone, so that they can be laid beside those of another program.
    """

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="seconds")

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


def without_secrets(text: str) -> str:
    """`GET /meedoen/XR4-97K-C2M/` becomes `GET /meedoen/...`."""
    return _SECRET.sub(r"\1...", text)
