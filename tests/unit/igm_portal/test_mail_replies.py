"""What a code of a mail server means, for who looks after the addresses."""

import pytest
from django.utils.translation import override

from igm_portal.outbox.templatetags.mail_replies import reply_words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("550 5.1.1", "dit adres bestaat niet"),
        ("550 5.1.10", "dit adres bestaat niet"),
        ("452 4.2.2", "deze postbus is vol of gesloten"),
        ("554 5.2.1", "deze postbus is vol of gesloten"),
        ("550 5.7.1", "de mailserver geeft mail van het portaal niet door"),
        ("malformed", "dit is geen e-mailadres"),
        ("552", "de mailserver nam de mail niet aan"),
        ("550 5.4.1", "de mailserver nam de mail niet aan"),
        ("interrupted", "de mailserver nam de mail niet aan"),
    ],
)
def test_a_code_is_said_in_words(code: str, words: str) -> None:
    with override("nl"):
        assert str(reply_words(code)) == words
