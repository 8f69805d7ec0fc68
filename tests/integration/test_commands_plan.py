"""`manage.py plan`: what a wave would show, before anybody answered."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


def plan(*arguments: object) -> str:
    out = StringIO()
    call_command("plan", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_says_in_words_what_is_seen_in_how_many_teams() -> None:
    lines = plan("k1", 12, 12, 15, 9, 8, 18, 25, 6, "--response", 80)
    assert "k1@2: als 80 % meedoet" in lines
    assert "Bij 5 van de 8 teams is een verschil van 13 punten tussen willen en kunnen" in lines
    assert "Zonder eigen uitslag bij zo veel deelname: 2 van de 8 teams" in lines
    assert "Bij alle teams met een uitslag samen is een verschil van 6 punten" in lines
    assert "voorlopige, ruime spreiding" in lines


def test_as_json_every_group_has_its_numbers_or_null() -> None:
    content = json.loads(plan("k1", 6, 18, "--json"))
    assert content["response"] == 70
    assert content["groups"][0] == {"size": 6, "n": None}
    assert content["groups"][1]["contrast"] == 13
    assert content["together"] is None
    assert set(content["spread_origin"].values()) == {"voorlopig"}


def test_managers_are_one_group() -> None:
    content = json.loads(plan("m1", 5, 5, 4, "--json"))
    assert [group["size"] for group in content["groups"]] == [14]
    assert "Een verschil van" in content["sentences"][0]


def test_clients_have_no_number_of_people() -> None:
    with pytest.raises(CommandError, match="Van cliënten is niet bekend hoeveel er zijn"):
        plan("c1", 100)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("k1", "0"), "'0' is geen aantal mensen"),
        (("k1", "12,5"), "'12,5' is geen aantal mensen"),
        (("k1", "9" * 40), "is geen aantal mensen"),
        (("k1", "12", "--response", "101"), "'101' is geen percentage"),
        (("k1", "12", "--response", "80%"), "'80%' is geen percentage"),
    ],
)
def test_what_is_no_number_is_named_in_dutch(arguments: tuple[str, ...], text: str) -> None:
    with pytest.raises(CommandError, match=text) as refusal:
        plan(*arguments)
    assert refusal.value.returncode == 2
