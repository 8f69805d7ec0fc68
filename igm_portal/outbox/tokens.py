"""The access token with which a mail server lets us in: OAuth2, client credentials.

Source: RFC 6749 §4.4. Kept in the memory of one process until shortly before it ends. Neither the
secret nor a token is ever part of a fault: of what the server answers only its codes are read.
"""

import json
import re
from dataclasses import dataclass
from http.client import HTTPException
from threading import Lock
from time import monotonic
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

TIMEOUT = 15  # seconds
MARGIN = 300  # seconds before its end a token is asked anew
ANSWER_BYTES = 64 * 1024
ERROR = re.compile(r"[a-z_]{1,40}")  # RFC 6749 §5.2


class TokenFault(OSError):
    """No token was given: a code, such as `401 invalid_client AADSTS7000215`, or a kind of fault,
    such as `TimeoutError`. An OSError, as everything that can go wrong with a mail server.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks for a token, where, and what for."""

    url: str
    id: str
    secret: str
    scope: str


class TokenCache:
    """The last token; asked anew when it nears its end, or when the mail server refuses it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._token, self._usable_until = "", 0.0

    def get(self, client: Client) -> str:
        """A token that holds for some minutes at least. Raises TokenFault."""
        with self._lock:
            if not self._token or monotonic() >= self._usable_until:
                self._token, seconds = _ask(client)
                self._usable_until = monotonic() + seconds - MARGIN
            return self._token

    def forget(self) -> None:
        """Ask anew the next time."""
        with self._lock:
            self._token = ""


TOKENS = TokenCache()


def _ask(client: Client) -> tuple[str, float]:
    """A new token, and for how many seconds it holds. Raises TokenFault."""
    form = {
        "grant_type": "client_credentials",
        "client_id": client.id,
        "client_secret": client.secret,
        "scope": client.scope,
    }
    if not client.url.startswith("https://"):
        raise TokenFault("http")
    request = Request(client.url, data=urlencode(form).encode("ascii"))  # noqa: S310
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310  https, see above
            values = json.loads(answer.read(ANSWER_BYTES))
        token, seconds = values["access_token"], float(values.get("expires_in", 0))
        if not token.isascii() or not token.isprintable() or not token:
            raise TokenFault("no token")
    except HTTPError as fault:
        with fault:
            raise TokenFault(f"{fault.code} {_codes(fault)}".strip()) from None
    except URLError as fault:
        raise TokenFault(type(fault.reason).__name__) from None
    except TokenFault:
        raise
    except (OSError, HTTPException) as fault:
        raise TokenFault(type(fault).__name__) from None
    except (ValueError, TypeError, AttributeError, LookupError):
        raise TokenFault("no token") from None
    return token, seconds


def _codes(fault: HTTPError) -> str:
    """`invalid_client AADSTS7000215`, as far as the server names them; never its words."""
    try:
        values: Any = json.loads(fault.read(ANSWER_BYTES))
        error, numbers = str(values.get("error", "")), values.get("error_codes", [])
        number = f"AADSTS{int(numbers[0])}" if numbers else ""
    except (OSError, HTTPException, ValueError, TypeError, AttributeError, LookupError):
        return ""
    return f"{error} {number}".strip() if ERROR.fullmatch(error) else number
