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

COMMON = (
    "Veel mensen gebruiken dit wachtwoord, dus het is makkelijk te raden. "
    "Kies een ander wachtwoord."
)
GUESSABLE = "Dit wachtwoord is makkelijk te raden. Neem een paar woorden die niet bij elkaar horen."
PERSON = User(email="fatma.devries@zandstad.example", name="Fatma de Vries")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("abc", "Dit wachtwoord is te kort: gebruik minstens 12 tekens."),
        ("fatma.devries", "Dit wachtwoord lijkt te veel op je e-mailadres."),
        *[
            (password, COMMON)
            for password in (
                "Welkom01Welkom01",
                "Gemeente2026!!",
                "wachtwoord 1234",
                "ZOMER-zomer-26",
            )
        ],
        ("qwerty123456", COMMON),
        *[
            (password, GUESSABLE)
            for password in (
                "Fatma12-05-1978",
                "zandstad2026!!",
                "zomergemeente26",
                "a" * 200,
            )
        ],
    ],
)
def test_a_refused_password_is_told_why(password: str, said: str) -> None:
    with override("nl"), pytest.raises(ValidationError) as refused:
        validate_password(password, PERSON)
    assert said in refused.value.messages


@pytest.mark.parametrize("password", ["zomer gemeente fiets", "welkom thuis 2026", "x8#Kd92!mQ4z"])
def test_words_in_a_row_and_chance_are_no_known_password(password: str) -> None:
    validate_password(password, PERSON)


def test_the_demands_are_told_to_a_professional_as_je() -> None:
    with override("nl"):
        told = password_validators_help_texts()
    assert len(told) == 3
    assert not any(words_in(line, FORMAL) for line in told)
