"""Advice on the page of a group, in its report and on its conversation sheet: the same cards."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from igm_portal.accounts.roles import Role
from igm_portal.pdf.report import GroupForm, report_pdf
from reports.advice.rules import ALL_RULES, Evidence, Source
from reports.disclosure.cells import WITHHELD, MeanCell, MeanCells, Publication, Withheld
from reports.disclosure.group_keys import team_key
from reports.disclosure.serialise import from_json, to_json
from reports.files.group_pdf import ReportSource, group_report
from reports.models import Snapshot
from reports.models.snapshot import digest_of
from reports.profile.advice import AdviceCard, advice_cards, group_advice, rule_view
from reports.profile.view import group_view
from reports.statistics.sem import Origin
from reports.texts.advice import RULE_TEXTS
from reports.texts.advice_sources import SOURCES, STATUSES
from surveys.instruments.elements import Element
from surveys.models import Wave
from tests.environment.programs import text_of
from tests.files import signed_in
from tests.integration.test_manager_wave import manager_wave
from tests.published import NOTHING, cell, close, means
from tests.world import World

RULES = reverse("advice_rules")


@pytest.fixture
def wave(world: World) -> Wave:
    """Team a has a low context and low self-regulation, b nothing low, c nothing at all."""
    teams = [world.team(name, 2) for name in ("a", "b", "c")]
    world.give("hr", Role.HR_ADVISER)
    wave = world.wave(*teams, title="Eerste")
    low: MeanCells = {"context": cell(40), "zelfregulering": cell(41)}
    cells: Mapping[str, MeanCells] = {
        "a": {**means(60, 58), **low},
        "b": means(60, 58),
        "c": NOTHING,
        "Werk": {**means(60, 58), **low},
        "Zandstad": {**means(60, 58), **low},
    }
    close(wave, cells)
    wave.refresh_from_db()
    return wave


def cards(wave: Wave, name: str, language: str = "nl") -> tuple[AdviceCard, ...]:
    place = wave.teams.get(team_name=name)
    with override(language):
        return group_advice(wave.snapshot, team_key(place.team_id))


def page(world: World, wave: Wave, name: str, language: str = "nl", who: str = "hr") -> str:
    team = wave.teams.get(team_name=name).team_id
    url = reverse("team_profile", args=[world.slug, wave.pk, team])
    answer = signed_in(world, who).get(url, headers={"accept-language": language})
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_shows_what_each_card_says_and_why(
    world: World, wave: Wave, language: str
) -> None:
    text = page(world, wave, "a", language)
    both = cards(wave, "a", language)
    assert [card.rule.code for card in both] == ["T2", "T9"]
    begin = text[text.index("igm-begin") : text.index('id="elements"')]
    for card in both:
        rule = card.rule
        for words in (rule.title, rule.work, rule.actors, rule.condition, rule.statuses):
            assert escape(words) in begin
        assert all(
            escape(line) in begin
            for line in (
                *card.figures,
                *card.elements,
                *(words for _language, words in rule.sources),
            )
        )
        assert f'href="{RULES}#{rule.code.lower()}"' in begin
        assert card.figures[0].startswith(dict(_names(language))[rule.code])
    assert "40" in both[0].figures[0]
    assert [card.elements for card in both] == [
        (f"{name}: {value}",)
        for (_code, name), value in zip(_names(language), (40, 41), strict=True)
    ]


def _names(language: str) -> list[tuple[str, str]]:
    dutch = language == "nl"
    return [
        ("T2", "Rust en steun om je heen" if dutch else "Rest and support around you"),
        ("T9", "Beginnen en doorgaan" if dutch else "Beginning and going on"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("whole", "words"),
    [
        (cell(47), "De mensen om je heen: 47; daarin “Wat organisatie en samenleving"),
        (WITHHELD, "De mensen om je heen, daarin “Wat organisatie en samenleving"),
    ],
    ids=["shown", "withheld"],
)
def test_a_card_about_a_facet_names_its_element_and_no_title_says_there_is_none(
    wave: Wave, whole: MeanCell | Withheld, words: str
) -> None:
    """The mean of the element only where that is published."""
    publication, instrument = wave.snapshot.publication, wave.launched.instrument
    key = team_key(wave.teams.get(team_name="b").team_id)
    plain = publication.groups[key]
    group = replace(
        plain,
        means={**plain.means, Element.SOCIALE_DRUK: whole},
        facets={Element.SOCIALE_DRUK: {"S.maa": cell(34)}},
    )
    publication = replace(publication, groups={**publication.groups, key: group})
    with override("nl"):
        (card,) = advice_cards(publication, key, instrument, Origin.ASSUMED)
        start = group_view(group, publication, instrument).start
        before = group_view(plain, wave.snapshot.publication, instrument).start
    assert card.rule.code == "T5"
    (line,) = card.elements
    assert line.startswith(words)
    assert line.endswith("”: 34")
    assert start is not None
    assert before is not None
    assert start.title == "Kies samen waarover jullie praten"
    assert before.title != start.title


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "count"), [("a", 2), ("b", 0), ("c", 0)])
def test_only_a_group_with_low_figures_has_cards(
    world: World, wave: Wave, name: str, count: int
) -> None:
    assert page(world, wave, name).count("igm-advice__card") == count


@pytest.mark.django_db
def test_team_and_manager_read_the_same_cards(world: World, wave: Wave) -> None:
    shown = [
        re.findall(r'class="igm-advice__title">.*?<details class="igm-details">', text, re.DOTALL)
        for text in (page(world, wave, "a", who=who) for who in ("a-1", "manager-a", "hr"))
    ]
    assert len(shown[0]) == 2
    assert shown[0] == shown[1] == shown[2]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "links"), [("a-1", 1), ("manager-a", 1), ("hr", 0), ("a-2", 1)])
def test_the_team_itself_goes_from_here_to_its_agreements(
    world: World, wave: Wave, who: str, links: int
) -> None:
    """Also after somebody else opened the same page, of which a part is kept."""
    for first in ("hr", "a-1"):
        page(world, wave, "a", who=first)
    text = page(world, wave, "a", who=who)
    begin = text[text.index('id="begin"') : text.index('id="elements"')]
    assert begin.count('opvolging/"') == links


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "actor"),
    [
        ("department_profile", "het afdelingshoofd, met de leidinggevenden"),
        ("organisation_profile", "de directie, met de leidinggevenden"),
    ],
)
def test_a_wider_group_has_cards_for_who_can_act_there(
    world: World, wave: Wave, address: str, actor: str
) -> None:
    place = [] if address == "organisation_profile" else [wave.teams.all()[0].department_id]
    url = reverse(address, args=[world.slug, wave.pk, *place])
    text = signed_in(world, "hr").get(url, headers={"accept-language": "nl"}).content.decode()
    assert text.count("igm-advice__card") == 2
    assert actor in text


@pytest.mark.django_db
@pytest.mark.parametrize("form", GroupForm)
def test_report_and_conversation_sheet_say_what_the_page_says(
    wave: Wave, form: GroupForm, tmp_path: Path
) -> None:
    key = team_key(wave.teams.get(team_name="a").team_id)
    report = group_report(form, ReportSource(wave.snapshot, key, date(2026, 11, 28)))
    text = " ".join(text_of(report_pdf(report), tmp_path).split())
    for card in cards(wave, "a"):
        for words in (card.rule.title, card.rule.work, card.rule.condition, *card.figures):
            assert words in text
    without = team_key(wave.teams.get(team_name="b").team_id)
    assert group_report(form, ReportSource(wave.snapshot, without, date.today())).advice is None  # noqa: DTZ011


@pytest.mark.django_db
def test_a_card_is_provisional_while_an_error_or_a_spread_is(wave: Wave) -> None:
    snapshot = wave.snapshot
    assert all(card.provisional for card in cards(wave, "a")), "the SEM of this wave is"
    snapshot.basis["sem"]["origins"]["contrast"] = "referentie"
    key = team_key(wave.teams.get(team_name="a").team_id)
    assert not any(card.provisional for card in group_advice(snapshot, key))


@pytest.mark.django_db
def test_of_clients_the_page_has_no_card_whatever_the_figures(world: World, wave: Wave) -> None:
    publication = from_json(wave.snapshot.content)
    key = team_key(wave.teams.get(team_name="a").team_id)
    policy = replace(publication.policy, group="client")
    assert len(group_advice(wave.snapshot, key)) == 2
    assert group_advice(_stored(wave, replace(publication, policy=policy)), key) == ()


def _stored(wave: Wave, publication: Publication) -> Snapshot:
    content, basis = to_json(publication), wave.snapshot.basis
    wave.snapshot.delete()
    return Snapshot.objects.create(
        wave=wave,
        organisation=wave.organisation,
        content=content,
        digest=digest_of(content, ""),
        basis=basis,
    )


@pytest.mark.django_db
def test_a_group_without_figures_is_asked_to_talk_about_taking_part(
    world: World, wave: Wave, tmp_path: Path
) -> None:
    sentence = "Praat over wat meedoen makkelijker maakt."
    assert sentence in page(world, wave, "c")
    team = wave.teams.get(team_name="c").team_id
    url = reverse("team_presentation", args=[world.slug, wave.pk, team])
    answer = signed_in(world, "hr").get(f"{url}?stap=2", headers={"accept-language": "nl"})
    assert sentence in answer.content.decode()
    source = ReportSource(wave.snapshot, team_key(team), date(2026, 11, 28))
    sheet = report_pdf(group_report(GroupForm.CONVERSATION, source))
    assert sentence in " ".join(text_of(sheet, tmp_path).split())
    assert sentence not in page(world, wave, "a")


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "fires"), [(1, True), (5, False)])
def test_a_manager_reads_a_question_on_the_own_page_and_nowhere_else(
    world: World, step: int, fires: bool
) -> None:
    wave = manager_wave(world, *[world.team(f"t{index}", 1) for index in range(2)])
    points = {
        item.code: step if item.scale == "EE" else 6 - step
        for item in wave.launched.instrument.items_of(Element.CONTEXT)
    }
    world.answer(wave, "manager-t0", 3, **points)
    client = signed_in(world, "manager-t0")
    address = reverse("own_profile", args=[world.slug, wave.pk])
    text = client.get(address, headers={"accept-language": "nl"}).content.decode()
    question = "Wat heb je nodig van je directie?"
    assert (question in text) is fires
    assert ("voorlopig" in text.partition(question)[2][:200]) is fires
    data = client.get(reverse("my_data", args=[world.slug])).content.decode()
    assert question not in data


@pytest.mark.django_db
def test_a_klantmanager_never_reads_the_question_for_managers(world: World) -> None:
    team = world.team("a", 2)
    wave = world.wave(team)
    world.answer(wave, "a-1", 1)
    address = reverse("own_profile", args=[world.slug, wave.pk])
    answer = signed_in(world, "a-1").get(address, headers={"accept-language": "nl"})
    assert "igm-advice" not in answer.content.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everybody_can_read_every_rule_with_what_it_rests_on(db: None, language: str) -> None:
    text = Client().get(RULES, headers={"accept-language": language}).content.decode()
    with override(language):
        for rule in ALL_RULES:
            view = rule_view(rule)
            part = text[text.index(f'id="{rule.code.lower()}"') :].partition("</section>")[0]
            for words in (
                view.title,
                view.condition,
                view.work,
                view.statuses,
                *(source for _language, source in view.sources),
            ):
                assert escape(words) in part, rule.code
    assert reverse("about_model") in text


def test_the_page_about_the_model_leads_to_it(db: None) -> None:
    assert f'href="{RULES}"' in Client().get(reverse("about_model")).content.decode()


def test_every_rule_has_words_and_every_source_a_title() -> None:
    assert set(RULE_TEXTS) == {rule.code for rule in ALL_RULES}
    assert set(SOURCES) == set(Source)
    assert set(STATUSES) == set(Evidence)
    for rule in ALL_RULES:
        assert rule.sources
        assert rule.statuses


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_speaks_of_a_measure_or_blames(language: str) -> None:
    forbidden = re.compile(
        r"niet-willer|onwil|sanctie|straf|boete|korting op|schuld van|unwilling|sanction|penalty",
        re.IGNORECASE,
    )
    with override(language):
        for rule in ALL_RULES:
            view = rule_view(rule)
            for words in (view.title, view.work, view.also, view.condition):
                assert not forbidden.search(words), words
