"""What goes together with intention and behaviour: made at closing, read on the overview."""

import re
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from igm_portal.accounts.roles import Role
from reports.disclosure.cells import WITHHELD, Association, Strength, Withheld
from reports.disclosure.group_keys import ORGANISATION
from reports.disclosure.serialise import from_json
from reports.exports.columns import ExportColumn, line_of
from reports.exports.table import Unit, rows
from reports.files.group_pdf import ReportSource
from reports.files.organisation_pdf import organisation_report
from reports.files.publication_texts import export_source, words
from reports.models import Snapshot
from reports.selectors import SentAnswers
from reports.services.publishing import publish_wave
from reports.statistics.sem import PROVISIONAL
from reports.texts.sentences import WITHHELD_TEXT
from surveys.instruments.elements import Element
from surveys.models import Invitation, Wave, WaveKind
from surveys.policy import Band
from tests.attack.test_associations import someone
from tests.published import close
from tests.world import World

ALSO = dict.fromkeys((element.value for element in Element), Strength.ALSO)
NO_CAUSE = "dezelfde mensen gaven alle antwoorden, op hetzelfde moment"
UNCERTAIN = "Dat betekent niet dat er geen samenhang is"


def sent(wave: Wave) -> SentAnswers:
    random = Random(4)  # noqa: S311  invented people
    places = [team.team_id for team in wave.teams.all() for _ in range(team.size)]
    answers = tuple(someone(random) for _ in places)
    return SentAnswers(tuple(places), answers, tuple(map(str, range(len(places)))))


@pytest.fixture
def wave(world: World) -> Wave:
    teams = [world.team(f"t{number}", 21) for number in range(10)]
    return Wave.objects.select_related("organisation", "instrument").get(pk=world.wave(*teams).pk)


def test_closing_computes_it_and_twice_gives_the_same(wave: Wave) -> None:
    answers = sent(wave)
    content = publish_wave(wave, answers, PROVISIONAL).content
    intention = from_json(content).associations["intentie"]
    assert isinstance(intention, Association)
    assert intention.n == Band(200, None)
    assert intention.elements["houding"] is Strength.STRONGEST
    assert publish_wave(wave, answers, PROVISIONAL).content == content


@pytest.mark.parametrize(("joined", "shown"), [(2, False), (3, True)])
def test_a_second_wave_of_nearly_the_same_people(
    world: World, wave: Wave, joined: int, shown: bool
) -> None:
    """Those who joined were not asked the first time."""
    teams = [team.team for team in wave.teams.select_related("team")]
    new = Invitation.objects.filter(wave=wave, team=teams[0]).values_list("pk", flat=True)[:joined]
    Invitation.objects.filter(pk__in=list(new)).delete()
    close(wave, on=date(2026, 3, 1))
    second = world.wave(*teams)
    again = Wave.objects.select_related("organisation", "instrument").get(pk=second.pk)
    told = from_json(publish_wave(again, sent(again), PROVISIONAL).content).associations
    assert isinstance(told["intentie"], Association) is shown


def test_too_few_people_and_a_trial(world: World, wave: Wave) -> None:
    answers = sent(wave)
    few = replace(answers, **{name: getattr(answers, name)[:199] for name in _PER_PERSON})
    published = from_json(publish_wave(wave, few, PROVISIONAL).content)
    assert set(published.associations.values()) == {WITHHELD}
    Wave.objects.filter(pk=wave.pk).update(kind=WaveKind.TRIAL)
    trial = Wave.objects.select_related("organisation", "instrument").get(pk=wave.pk)
    assert from_json(publish_wave(trial, answers, PROVISIONAL).content).associations == {}


_PER_PERSON = ("teams", "answers", "pseudonyms")


def page(world: World, who: str) -> str:
    client = Client()
    client.force_login(world.people[who])
    text = client.get(reverse("overview", args=[world.slug])).content.decode()
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("elements", "expected", "meaning", "action"),
    [
        ({}, "is niet te zeggen.", UNCERTAIN, "en niet hierop"),
        (ALSO, "met welke het sterkst, is niet te zeggen.", NO_CAUSE, "en niet hierop"),
        (
            ALSO
            | {"houding": Strength.STRONGEST, "vaardigheden": Strength.STRONGEST}
            | {"context": Strength.LEAST},
            "Voornemen hangt het sterkst samen met: Wat je ervan vindt, Wat je al kunt. "
            "Het minst met: Rust en steun om je heen. Ook met de andere 4 elementen.",
            NO_CAUSE,
            "dat het sterkst samenhangt en laag is",
        ),
        (
            ALSO | {"context": Strength.LEAST},
            "hangt hier het minst samen met: Rust en steun om je heen. "
            "Ook met de andere 6 elementen.",
            NO_CAUSE,
            "en niet hierop",
        ),
    ],
)
def test_the_overview_says_it_in_words(
    world: World, elements: dict[str, Strength], expected: str, meaning: str, action: str
) -> None:
    world.give("hr", Role.HR_ADVISER)
    team = world.team("a", 12)
    told: dict[str, Association | Withheld] = {
        "intentie": Association(Band(200, None), elements),
        "gedrag": WITHHELD,
    }
    close(world.wave(team), associations=told)
    text = page(world, "hr")
    assert expected in text
    assert meaning in text
    assert action in text
    assert text.count(str(WITHHELD_TEXT)) >= 1
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    assert "hangt samen met voornemen" not in page(world, "head").lower()


def test_what_is_not_shown_has_one_text(world: World) -> None:
    world.give("hr", Role.HR_ADVISER)
    close(world.wave(world.team("a", 12)), associations={"intentie": WITHHELD, "gedrag": WITHHELD})
    text = page(world, "hr")
    assert f"Wat samenhangt met voornemen en gedrag: {WITHHELD_TEXT}" in text
    assert "dezelfde mensen gaven" not in text


def test_files_have_it_in_words(world: World) -> None:
    told: dict[str, Association | Withheld] = {
        "intentie": Association(Band(200, None), ALSO | {"houding": Strength.STRONGEST}),
        "gedrag": Association(Band(200, None), {}),
    }
    snapshot = close(world.wave(world.team("a", 12)), associations=told)
    snapshot.basis["scoring_version"] = 1
    source, texts = export_source(snapshot, date(2026, 11, 30)), words()
    line = line_of(ExportColumn, texts)
    found = {
        row.measure: dict(zip(ExportColumn, line(row), strict=True))
        for row in rows([source])
        if row.unit is Unit.WORD
    }
    assert len(found) == 8
    assert found["samenhang.intentie.houding"][ExportColumn.ANSWER] == "hangt het sterkst samen"
    assert "geen oorzaak" in str(found["samenhang.intentie.context"][ExportColumn.LABEL])
    assert "van geen element" in str(found["samenhang.gedrag"][ExportColumn.LABEL])


def test_the_report_on_the_organisation_says_it_too(world: World) -> None:
    told: dict[str, Association | Withheld] = {
        "intentie": Association(Band(200, None), ALSO | {"houding": Strength.STRONGEST}),
        "gedrag": WITHHELD,
    }
    team = world.team("a", 12)
    shown = close(world.wave(team, title="Een"), associations=told)
    silent = close(world.wave(team, title="Twee"), associations=dict.fromkeys(told, WITHHELD))

    def lines(snapshot: Snapshot) -> list[str]:
        report = organisation_report(ReportSource(snapshot, ORGANISATION, date(2026, 11, 30)))
        return [line for note in report.notes for line in note.lines]

    assert "Voornemen hangt het sterkst samen met: Wat je ervan vindt." in lines(shown)[0]
    assert any(NO_CAUSE in line for line in lines(shown))
    assert not any("hangt" in line for line in lines(silent))
