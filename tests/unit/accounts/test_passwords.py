"""What is asked of a password, and in whose words."""

import pytest
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import override

from igm_portal.accounts.models import User
from surveys.instruments.words import FORMAL, words_in

PERSON = User(email="fatma.devries@zandstad.example")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("abc", "Dit wachtwoord is te kort: gebruik minstens 12 tekens."),
        ("fatma.devries", "Dit wachtwoord lijkt te veel op je e-mailadres."),
        (
            "qwerty123456",
            "Veel mensen gebruiken dit wachtwoord, dus het is makkelijk te raden. "
            "Kies een ander wachtwoord.",
        ),
    ],
)
def test_a_refused_password_is_told_why(password: str, said: str) -> None:
    with override("nl"), pytest.raises(ValidationError) as refused:
        validate_password(password, PERSON)
    assert said in refused.value.messages


def test_the_demands_are_told_to_a_professional_as_je() -> None:
    with override("nl"):
        told = password_validators_help_texts()
    assert len(told) == 3
    assert not any(words_in(line, FORMAL) for line in told)
