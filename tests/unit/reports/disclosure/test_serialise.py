import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reports.disclosure.cells import (
    WITHHELD,
    Association,
    ItemCell,
    Publication,
    PublishedGroup,
    Strength,
    Withheld,
)
from reports.disclosure.figures import ANCHOR, anchor
from reports.disclosure.publish import publish
from reports.disclosure.serialise import PublicationFault, checksum, from_json, to_json
from surveys.instruments.elements import Element
from surveys.policy import Band
from tests.unit.reports.disclosure.build import (
    POLICY,
    Group,
    people_of,
    person,
    world,
)
from tests.unit.reports.disclosure.build_facets import Detailed, published
from tests.unit.reports.disclosure.build_waves import came, left, panel, stayed

DATA = Path(__file__).parent / "data"

Change = Callable[[dict[str, Any]], object]


def groups() -> list[Group]:
    spread = [person(score, context=20) for score in range(40, 100, 5)]
    found = [
        Group("o", "organisation"),
        Group("x", "department", "o", [person(60)]),
        Group("a", "team", "x", spread, 16),
        Group("b", "team", "x", spread[:6]),
        Group("c", "team", "o", [person(100)] * 8, 9),
    ]
    for group in found:
        people = people_of(group.key, found)
        direct = {
            ANCHOR: anchor(3, len(people) - 6, 3, 0) if len(people) > 6 else anchor(0, 0, 0, 0)
        }
        group.tallies = direct
    return found


def publication() -> Publication:
    return publish(world(*groups()), POLICY)


def test_a_publication_comes_back() -> None:
    found = publication()
    text = to_json(found)
    for needle in (
        '"withheld"',
        '"top"',
        '"kunnen_',
        '"standing_out":null',
        '"shares"',
        '"warning"',
        '"spreads":{"context":{"origin":"voorlopig","points":24}',
    ):
        assert needle in text
    assert from_json(text) == found


def test_facets_and_change_come_back() -> None:
    found = panel(stayed(12), came(8), left(8)).published(1)
    facets = published(Group("a", "team", None, [Detailed(60)] * 9)).groups["a"].facets
    groups = {key: replace(group, facets=facets) for key, group in found.groups.items()}
    whole = replace(found, groups=groups)
    text = to_json(whole)
    for needle in ('"since":"before"', '"H.gev"', '"change"'):
        assert needle in text
    assert from_json(text) == whole


def test_elements_that_stand_out_and_shown_teams_come_back() -> None:
    teams = [
        Group(f"t{i}", "team", "x", [person(60 + 9 * (i % 3 - 1), context=15)] * 20, 40)
        for i in range(5)
    ]
    small = Group("s", "team", "x", [person(60)] * 6)
    found = publish(world(Group("x", "department"), *teams, small), POLICY)
    text = to_json(found)
    for needle in ('"alone":true', '"laagst"', '"shown":5,"teams":6'):
        assert needle in text
    assert from_json(text) == found


@pytest.mark.parametrize("number", [1, 2])
def test_a_publication_of_an_older_format_is_read_to_the_letter(number: int) -> None:
    """Written by the code of before format 3; how far people agreed is not read any more."""
    text = (DATA / f"format{number}.json").read_text(encoding="utf-8")
    content, found = json.loads(text), from_json(text)
    assert found.format == number
    assert found.policy.n_band(4000) == Band(15, None)
    for key, group in found.groups.items():
        kept = json.loads(json.dumps(content["groups"][key]))
        kept.pop("closeness", None)
        assert _plain_group(group, kept) == kept
    stands = found.groups["a"].standing_out
    assert isinstance(stands, tuple)
    assert [(one.element, one.alone) for one in stands] == [("context", True)]
    with pytest.raises(ValueError, match="never written"):
        to_json(found)
    with pytest.raises(PublicationFault):
        from_json(text.replace('"format":', '"created":1,"format":'))


def test_a_publication_from_before_the_addition_is_read_to_the_letter() -> None:
    """Format 3, written by its own code: nothing was asked besides, so there is nothing of it."""
    text = (DATA / "format3.json").read_text(encoding="utf-8")
    content, found = json.loads(text), from_json(text)
    assert found.format == 3
    assert found.shown_teams["x"].shown == 5
    for key, group in found.groups.items():
        assert not group.support
        plain = json.loads(to_json(Publication(POLICY, {key: group})))["groups"][key]
        assert {name: plain[name] for name in content["groups"][key]} == content["groups"][key]
    with pytest.raises(ValueError, match="never written"):
        to_json(found)


@pytest.mark.parametrize("number", [4, 5])
def test_a_publication_from_before_associations_is_read_to_the_letter(number: int) -> None:
    """Format 5 is format 6 without what goes together, format 4 without the questions of the
    spiegel too.
    """
    content = json.loads(to_json(publication()))
    assert content.pop("associations") == {}
    for group in content["groups"].values():
        if number < 5:
            assert group.pop("mirror") == {}
    text = json.dumps(
        content | {"format": number}, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    found = from_json(text)
    assert found == replace(publication(), format=number)
    with pytest.raises(ValueError, match="never written"):
        to_json(found)


def test_what_goes_together_comes_back() -> None:
    words = dict.fromkeys((element.value for element in Element), Strength.ALSO)
    some = Association(Band(200, None), words | {"houding": Strength.STRONGEST})
    found = replace(publication(), associations={"intentie": some, "gedrag": WITHHELD})
    text = to_json(found)
    assert from_json(text) == found
    with pytest.raises(PublicationFault):
        from_json(text.replace('"houding":"sterkst"', '"houding":"0.41"'))
    with pytest.raises(PublicationFault):
        from_json(text.replace('"houding":"sterkst",', ""))


def test_questions_of_the_spiegel_come_back() -> None:
    found = publication()
    cells: dict[str, ItemCell | Withheld] = {"C1": ItemCell(44, Band(10, 14), None), "C8": WITHHELD}
    groups = {key: replace(group, mirror=cells) for key, group in found.groups.items()}
    whole = replace(found, groups=groups)
    assert '"mirror":{"C1":{"coded":null,"n":{"high":14,"low":10},"value":44},"C8":"withheld"}' in (
        to_json(whole)
    )
    assert from_json(to_json(whole)) == whole


def _plain_group(group: PublishedGroup, like: dict[str, Any]) -> dict[str, Any]:
    """A group as JSON, with the keys that its format had."""
    plain = json.loads(to_json(Publication(POLICY, {"a": group})))["groups"]["a"]
    if isinstance(plain["standing_out"], list):
        for one in plain["standing_out"]:
            del one["alone"]
    return {name: plain[name] for name in like}


def test_the_order_of_the_groups_does_not_change_a_byte() -> None:
    wave = world(*groups())
    turned = replace(wave, groups=wave.groups[::-1])
    one, other = (to_json(publish(order, POLICY)) for order in (wave, turned))
    assert one == other
    assert checksum(one) == checksum(other)


def test_a_text_is_canonical() -> None:
    text = to_json(publication())
    assert text == json.dumps(
        json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def test_every_published_number_is_whole() -> None:
    groups = json.loads(to_json(publication()))["groups"]
    json.loads(json.dumps(groups), parse_float=lambda text: pytest.fail(text))


def test_the_checksum_is_sha256() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert checksum("") == f"sha256:{empty}"


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update(created="2026-01-01"),
        lambda content: content.update(format=7),
        lambda content: content.update(format=2),
        lambda content: content.update(format=1),
        lambda content: content.pop("spreads"),
        lambda content: content["spreads"]["willen"].update(origin="geraden"),
        lambda content: content.pop("since"),
        lambda content: content["groups"]["a"].update(facets={"houding": {"H.gev": 60}}),
        lambda content: content["groups"]["a"].update(change={"houding": {"value": 3}}),
        lambda content: content.pop("policy"),
        lambda content: content["policy"].update(means=4),
        lambda content: content["groups"]["a"].update(reason="n = 6"),
        lambda content: content["groups"]["a"].pop("counts"),
        lambda content: content["groups"]["a"]["means"]["willen"].update(value=64.5),
        lambda content: content["groups"]["a"]["means"]["willen"].update(value="64"),
        lambda content: content["groups"]["a"]["means"]["willen"].update(low=99),
        lambda content: content["groups"]["a"]["means"]["willen"].update(coded="middle"),
        lambda content: content["groups"]["a"].update(contrast="misschien"),
        lambda content: content["groups"]["a"]["counts"]["anker"]["shares"][0].update(low=31),
        lambda content: content["groups"].update(z=None),
    ],
)
def test_anything_else_is_refused(change: Change) -> None:
    content = json.loads(to_json(publication()))
    change(content)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    with pytest.raises(PublicationFault):
        from_json(text)


@pytest.mark.parametrize("text", ["", "[]", "null", '{"format": 1}', "NaN"])
def test_what_is_no_publication_is_refused(text: str) -> None:
    with pytest.raises(PublicationFault):
        from_json(text)


def test_the_same_content_in_other_bytes_is_refused() -> None:
    with pytest.raises(PublicationFault, match="canonical"):
        from_json(to_json(publication()) + "\n")
