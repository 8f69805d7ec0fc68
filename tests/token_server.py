"""A real server over https that gives out access tokens, for tests."""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qsl

from tests.environment.certificate import CERTIFICATE

CLIENT, SECRET = "11111111-2222-3333-4444-555555555555", "Zeer~geheim.van.de.toepassing"


@dataclass
class TokenServer:
    """Gives out `tokens` in turn, the last for ever; `fault` (a status and a body) instead."""

    tokens: list[str]
    seconds: int = 3599
    fault: tuple[int, bytes] | None = None
    requests: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def answer(self, form: dict[str, str]) -> tuple[int, bytes]:
        self.requests.append(form)
        if self.fault:
            return self.fault
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return 401, refusal("invalid_client", 7000215)
        token = self.tokens.pop(0) if len(self.tokens) > 1 else self.tokens[0]
        values = {"token_type": "Bearer", "expires_in": self.seconds, "access_token": token}
        return 200, json.dumps(values).encode()


def refusal(error: str, number: int) -> bytes:
    """As Entra ID answers, with words that repeat what it was sent."""
    words = f"AADSTS{number}: Invalid client secret provided: {SECRET}"
    return json.dumps(
        {"error": error, "error_description": words, "error_codes": [number]}
    ).encode()


@contextmanager
def opened(*tokens: str) -> Iterator[TokenServer]:
    """As long as it is open, with a certificate of its own."""
    giver = TokenServer(list(tokens))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, words = giver.answer(dict(parse_qsl(body)))
            self.send_response(status)
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, *_words: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    giver.url = f"https://127.0.0.1:{server.server_port}/token"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield giver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
