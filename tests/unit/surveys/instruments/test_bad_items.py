"""Fifty bad items: what the word lint promises to catch, and what only somebody who reads finds.

Which of them need a reader is told in docs/vragenlijst-maken.md; when the lint learns one, this
test asks to move it.
"""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from surveys.instruments.lint import lint
from surveys.instruments.loader import load
from tests.unit.surveys.instruments.test_lint import with_text

CAUGHT = [
    ("two in one", 1, "k1", "H1", "Ik lees over mijn vak en ik oefen gesprekken."),
    ("two in one", 1, "k1", "V1", "Ik kan plannen maken en bespreken."),
    ("two in one", 1, "c1", "V2", "Ik kan een bericht schrijven of bellen."),
    ("two in one", 1, "c1", "H1", "Ik vind werk zoeken leuk en ik vind het nuttig."),
    ("two in one", 1, "k1", "Z1", "Ik plan mijn leertijd en/of vraag hulp."),
    ("two in one", 1, "k1", "H5", "Wat ik leer (of oefen), kan ik gebruiken."),
    ("leading", 9, "k1", "H3", "Natuurlijk zijn mijn cliënten beter geholpen als ik leer."),
    ("leading", 9, "c1", "H4", "Iedereen weet dat werk zoeken mij iets oplevert."),
    ("leading", 9, "c1", "G1", "Ik ben te lui om goed naar werk te zoeken."),
    ("leading", 9, "k1", "S5", "Onze organisatie vindt terecht dat wij aan ons vak werken."),
    ("leading", 9, "c1", "H3", "Ik moet werk zoeken voor een baan."),
    ("negated", 4, "k1", "H1", "Ik kijk niet op tegen leren."),
    ("negated", 4, "c1", "G4", "Zonder hulp durf ik verder te zoeken."),
    ("negated", 4, "k1", "G2", "Ik twijfel nooit aan mijn vak."),
    ("negated", 4, "k1", "C7", "Niemand houdt mij tegen als ik iets nieuws probeer."),
    ("negated", 4, "k1", "P1", "Systemen die niet werken zonder hulp"),
    ("negated", 4, "c1", "V1", "Ik kan nauwelijks vacatures vinden."),
    ("two times", 8, "k1", "GED1", "Ik heb de afgelopen week een casus besproken."),
    ("two times", 8, "k1", "Z1", "Ik kies deze week wat ik wil leren."),
    ("two times", 8, "m1", "GED1", "Ik heb vorige maand met een teamlid gepraat."),
    ("two times", 8, "c1", "GED1", "Ik heb vandaag vacatures bekeken."),
    ("scale", 8, "k1", "H1", "Ik werk vaak graag aan mijn vak."),
    ("scale", 8, "k1", "H2", "Ik voel me soms op mijn gemak als ik leer."),
    ("scale", 8, "c1", "Z1", "Ik bedenk meestal wanneer ik werk ga zoeken."),
    ("scale", 6, "k1", "P2", "Ik heb last van een volle agenda"),
    ("scale", 6, "k1", "C2", "Hoe veel tijd maken mijn collega's voor mij?"),
    ("scale", 2, "k1", "C3", "Drukte door te veel werk"),
    (
        *("too long", 3, "c1", "S1"),
        "Mensen in mijn familie die ik belangrijk vind, willen heel graag dat ik werk zoek.",
    ),
    (
        *("too long", 3, "k1", "S2"),
        "Collega's naar wie ik in mijn werk graag luister, vinden het heel belangrijk dat ik tijd "
        "neem om te leren.",
    ),
    ("too long", 3, "c1", "V3", "Ik kan sollicitatiebrieven schrijven."),
    (
        *("too long", 3, "m1", "V3"),
        "Ik kan cijfers over het werk van mijn team van het laatste kwartaal zo met hen bespreken "
        "dat zij ervan leren.",
    ),
    ("jargon", 11, "c1", "H1", "Ik vind mijn traject prettig."),
    ("jargon", 11, "c1", "V1", "Ik heb de competenties om werk te zoeken."),
    ("jargon", 11, "c1", "S2", "Mijn klantmanager laat merken dat zoeken belangrijk is."),
    ("jargon", 18, "k1", "C5", "Onze organisatie borgt de PDCA voor mijn vak."),
]
"""What is wrong, the rule that catches it, the questionnaire and item it replaces, the text."""

FOR_A_READER = [
    ("two in one", "k1", "S2", "Mijn leidinggevende en mijn collega's vinden leren belangrijk."),
    ("two in one", "k1", "C1", "Er is in mijn werk genoeg rust en steun om te leren."),
    ("two in one", "m1", "H3", "Mijn team werkt beter en sneller als ik ruimte geef."),
    ("leading", "k1", "S6", "Als professional werk ik aan mijn vak."),
    ("leading", "c1", "S2", "Mijn {klantmanager} helpt mij uitstekend bij werk zoeken."),
    ("leading", "m1", "H4", "Als goede manager praat ik met mijn team over het vak."),
    ("negated", "c1", "C2", "Ik sta er bij het zoeken alleen voor."),
    ("negated", "k1", "C1", "Mijn werkweek is te druk om aan mijn vak te werken."),
    ("negated", "k1", "G5", "Ik ben onzeker als ik iets nieuws probeer."),
    ("two times", "k1", "INT1", "Ik ben van plan om morgen en de komende drie maanden te leren."),
    ("two times", "k1", "Z2", "Ik kijk aan het eind van een werkdag terug op wat ik leerde."),
    ("scale", "k1", "GED2", "Ik oefen graag iets nieuws met een cliënt."),
    ("scale", "k1", "C4", "Mijn organisatie biedt een vast bedrag voor scholing."),
    ("jargon", "c1", "C2", "Mijn begeleider ontzorgt mij bij het zoeken."),
    ("jargon", "k1", "C6", "Onze organisatie prioriteert integraal als het druk is."),
]
KINDS = {"two in one", "leading", "negated", "two times", "scale", "too long", "jargon"}


def test_they_are_fifty_of_seven_kinds() -> None:
    kinds = Counter(row[0] for row in (*CAUGHT, *FOR_A_READER))
    assert kinds.total() == 50
    assert set(kinds) == KINDS
    assert len({row[-1] for row in (*CAUGHT, *FOR_A_READER)}) == 50


@pytest.mark.parametrize(("_kind", "rule", "code", "item", "text"), CAUGHT)
def test_the_lint_catches_it(_kind: str, rule: int, code: str, item: str, text: str) -> None:
    assert (rule, item) in {
        (one.rule, one.place) for one in lint(with_text(load(code), item, text))
    }


@pytest.mark.parametrize(("_kind", "code", "item", "text"), FOR_A_READER)
def test_only_a_reader_finds_it(_kind: str, code: str, item: str, text: str) -> None:
    assert lint(with_text(load(code), item, text)) == ()
    manual = (Path(settings.BASE_DIR) / "docs/vragenlijst-maken.md").read_text("utf-8")
    assert text in manual
