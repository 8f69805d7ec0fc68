"""Each rule of the word lint: a text that breaks it and one close by that does not."""

from dataclasses import replace

import pytest

from surveys.instruments.lint import lint
from surveys.instruments.loader import Edition, available, load
from surveys.instruments.model import Instrument, Missing, Scale, ScaleStep

CASES = [
    (1, "k1", "H1", "Ik lees over mijn vak en ik oefen.", "Ik lees over mijn vak en mijn werk."),
    (1, "k1", "H1", "Ik kan kennis lezen en taken oefenen.", "Ik kan kennis en ervaring delen."),
    (1, "c1", "V2", "Ik kan zoeken of schrijven.", "Ik kijk of het zoeken helpt."),
    (1, "k1", "H1", "Ik leer en/of oefen.", "Ik leer door te oefenen."),
    (1, "k1", "H1", "Ik leer graag (met anderen).", "Ik leer graag met anderen."),
    (1, "k1", "H1", "Ik leer graag, bijvoorbeeld door te lezen.", "Ik leer graag door te lezen."),
    (2, "k1", "H1", "Leren is leuk.", "Leren vind ik leuk."),
    (2, "k1", "Z1", "Leren staat in de agenda.", "Leren staat in mijn agenda."),
    (2, "c1", "H1", "Werk zoeken is goed.", "Werk zoeken is goed voor mij."),
    (3, "c1", "H1", "Ik " + "zoek " * 12, "Ik " + "zoek " * 11),
    (3, "k1", "H1", "Ik " + "leer " * 18, "Ik " + "leer " * 17),
    (3, "k1", "H1", "Ik " + "leer " * 22, "Ik " + "leer " * 17),
    (3, "c1", "H1", "Ik doe sollicitatiegesprekken.", "Ik doe graag gesprekken."),
    (4, "k1", "H1", "Ik leer niet graag.", "Ik leer graag."),
    (4, "c1", "G1", "Zonder hulp vind ik werk.", "Met hulp vind ik werk."),
    (4, "k1", "P1", "Systemen die niet werken zonder hulp", "Systemen die niet meewerken"),
    (6, "k1", "P1", "Ik heb trage systemen", "Systemen die ik traag vind"),
    (6, "k1", "H1", "Leer ik graag?", "Ik leer graag."),
    (8, "k1", "Z1", "Ik kies deze maand wat ik wil leren.", "Ik kies wat ik wil leren."),
    (9, "k1", "H1", "Ik leer natuurlijk graag.", "Ik leer graag."),
    (8, "k1", "H1", "Ik leer vaak graag.", "Ik leer elke week graag."),
    (8, "c1", "H1", "Ik zoek af en toe werk.", "Ik zoek werk."),
    (9, "c1", "H1", "Ik ben lui.", "Ik ben rustig."),
    (9, "k1", "H1", "Ik moet aan mijn vak werken.", "Ik wil aan mijn vak werken."),
    (11, "c1", "H1", "Ik volg een traject.", "Ik volg een cursus."),
    (11, "c1", "S2", "Mijn klantmanager helpt mij.", "Mijn {klantmanager} helpt mij."),
    (13, "c1", "H1", "Ik vind dat je werk zoekt.", "Ik vind dat ik werk zoek."),
    (13, "k1", "H1", "Ik leer als u dat wilt.", "Ik leer als je dat wilt."),
    (18, "k1", "H1", "Ik leer m.b.t. mijn vak.", "Ik leer over mijn vak."),
    (18, "k1", "H1", "Ik leer met HR.", "Ik leer met collega's."),
    (18, "k1", "H1", "Ik leer lezen/oefenen.", "Ik leer oefenen."),
]  # fmt: skip


def with_text(instrument: Instrument, code: str, text: str) -> Instrument:
    items = tuple(
        replace(item, text=text.strip()) if item.code == code else item for item in instrument.items
    )
    return replace(instrument, items=items)


@pytest.mark.parametrize(("rule", "code", "item", "wrong", "right"), CASES)
def test_rule(rule: int, code: str, item: str, wrong: str, right: str) -> None:
    found = [one for one in lint(with_text(load(code), item, wrong)) if one.rule == rule]
    assert [one.place for one in found] == [item]
    assert not [one for one in lint(with_text(load(code), item, right)) if one.rule == rule]


def test_agreement_rules_leave_obstacles_alone() -> None:
    instrument = with_text(load("k1"), "P1", "Systemen die vaak niet meewerken")
    assert lint(instrument) == ()


def test_the_norm_itself_may_say_moeten() -> None:
    assert lint(with_text(load("c1"), "S1", "Mijn familie vindt dat ik werk moet zoeken.")) == ()


def test_the_name_of_the_behaviour_may_be_a_long_word() -> None:
    instrument = load("c1")
    named = replace(instrument, behaviour=replace(instrument.behaviour, name="werkgeverscontact"))
    assert lint(with_text(named, "H1", "Ik houd van werkgeverscontact.")) == ()


def test_hard_limit_and_advice_are_told_apart() -> None:
    long = lint(with_text(load("k1"), "H1", "Ik " + "leer " * 18))
    too_long = lint(with_text(load("k1"), "H1", "Ik " + "leer " * 22))
    assert "liefst hoogstens 18" in long[0].message
    assert "te lang: hoogstens 22" in too_long[0].message


@pytest.mark.parametrize(("label", "passes"), [("3", False), ("1 keer", False), ("oneens", True)])
def test_answers_are_words(label: str, passes: bool) -> None:
    instrument = load("k1")
    scale = Scale("EE", "Eens?", (ScaleStep(1, label), ScaleStep(2, "eens")))
    found = lint(replace(instrument, scales={**instrument.scales, "EE": scale}))
    assert [one.rule for one in found] == ([] if passes else [17])


@pytest.mark.parametrize("fact", ["rationale", "author", "pretest"])
def test_missing_fact_is_found(fact: str) -> None:
    instrument = load("k1")
    first = instrument.items[0]
    bare = {
        "rationale": replace(first, rationale=""),
        "author": replace(first, author=""),
        "pretest": replace(first, pretest=""),
    }[fact]
    (finding,) = lint(replace(instrument, items=(bare, *instrument.items[1:])))
    assert (finding.rule, finding.place) == (20, "GED1")
    assert fact in finding.message


def test_obstacle_without_a_way_out_is_found() -> None:
    instrument = load("k1")
    items = tuple(replace(i, missing=()) if i.code == "P1" else i for i in instrument.items)
    (finding,) = lint(replace(instrument, items=items))
    assert (finding.rule, finding.place) == (20, "P1")
    assert Missing.WZ in finding.message


def test_texts_around_the_items_use_one_form_of_address() -> None:
    instrument = load("c1")
    definition = "Met werk zoeken bedoelen we dat je zoekt."
    mixed = replace(instrument, behaviour=replace(instrument.behaviour, definition=definition))
    (finding,) = lint(mixed)
    assert str(finding) == "gedrag: 'je' past niet bij de aanspreekvorm 'u' (regel 13)"


@pytest.mark.parametrize("edition", available(), ids=str)
def test_shipped_questionnaires_pass(edition: Edition) -> None:
    assert lint(load(edition.code, edition.version)) == ()
