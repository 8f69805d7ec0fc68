import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reports.disclosure.cells import Publication
from reports.disclosure.door import publish
from reports.disclosure.figures import ANCHOR, anchor
from reports.disclosure.serialise import PublicationFault, checksum, from_json, to_json
from tests.unit.reports.disclosure.build import (
    POLICY,
    Group,
    distributions,
    people_of,
    person,
    world,
)
from tests.unit.reports.disclosure.build_facets import Detailed, published
from tests.unit.reports.disclosure.build_waves import came, left, panel, stayed

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
        group.tallies = distributions(people) | direct
    return found


def publication() -> Publication:
    return publish(world(*groups()), POLICY)


def test_a_publication_comes_back() -> None:
    found = publication()
    text = to_json(found)
    for needle in ('"withheld"', '"top"', '"kunnen_', '"laagst"', '"shares"', '"warning"'):
        assert needle in text
    assert from_json(text) == found


def test_facets_closeness_and_change_come_back() -> None:
    found = panel(stayed(12), came(8), left(8)).published(1)
    facets = published(Group("a", "team", None, [Detailed(60)] * 9)).groups["a"].facets
    groups = {key: replace(group, facets=facets) for key, group in found.groups.items()}
    whole = replace(found, groups=groups)
    text = to_json(whole)
    for needle in ('"since":"before"', '"H.gev"', '"dicht_bij_elkaar"', '"change"'):
        assert needle in text
    assert from_json(text) == whole


def test_a_publication_of_before_there_were_facets_is_read_and_written_as_it_was() -> None:
    found = publication()
    old = json.loads(to_json(found)) | {"format": 1}
    del old["since"]
    for group in old["groups"].values():
        for name in ("facets", "closeness", "change"):
            del group[name]
    text = json.dumps(old, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    read = from_json(text)
    assert to_json(read) == text
    assert read.groups["a"].means == found.groups["a"].means
    assert (read.groups["a"].facets, read.groups["a"].change, read.since) == ({}, {}, None)


def test_the_order_of_the_groups_does_not_change_a_byte() -> None:
    figures = world(*groups())
    one, other = (to_json(publish(order, POLICY)) for order in (figures, figures[::-1]))
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
        lambda content: content.update(format=3),
        lambda content: content.update(format=1),
        lambda content: content.pop("since"),
        lambda content: content["groups"]["a"].update(facets={"houding": {"H.gev": 60}}),
        lambda content: content["groups"]["a"]["closeness"].update(houding="eens"),
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
