"""The quality page: from fifty people on, in bands and hundredths, from the snapshot alone."""

import json
import re
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from igm_portal.accounts.models import Membership, Team
from igm_portal.demo import answer_model
from reports.disclosure import quality as published_quality
from reports.disclosure.cells import MeanCell
from reports.disclosure.quality import PublishedQuality, QualityClustering, QualityElement
from reports.models import Snapshot
from reports.models.snapshot import SnapshotDamaged
from reports.profile.instrument_quality import Consistency, consistency_of, quality_view
from reports.statistics.clustering import clustering_of_means
from reports.statistics.random_groups import reml
from reports.statistics.sem import PROVISIONAL
from reports.texts.elements import METRIC_NAMES
from reports.texts.sentences import WITHHELD_TEXT
from surveys.instruments.loader import load
from surveys.models import Wave
from surveys.policy import Band
from tests.world import World, settle


def measured(world: World, sizes: dict[str, int]) -> Wave:
    teams = [world.team(name, size) for name, size in sizes.items()]
    wave = world.wave(*teams)
    random = Random(5)  # noqa: S311
    for name, size in sizes.items():
        for number in range(1, size + 1):
            person = answer_model.person(random)
            given = answer_model.answers(
                wave.launched.instrument, answer_model.STUCK, person, random
            )
            world.answer(wave, f"{name}-{number}", 4, **given)
    world.close(wave)
    return wave


def page(world: World, wave: Wave) -> str:
    client = Client()
    client.force_login(world.people["hr"])
    return client.get(reverse("quality", args=[world.slug, wave.pk])).content.decode()


FOLDED = re.compile(r'(?s)<details class="igm-topic__figures">.*?</details>\s*</section>')


def visible(text: str) -> str:
    """What is read without opening the figures."""
    return FOLDED.sub("", text)


def element(alpha: int | None, low: int = 0, reason: str | None = None) -> QualityElement:
    return QualityElement("houding", Band(100, 199), reason, alpha, low, 99)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (element(83, 78), Consistency.GOOD),
        (element(70, 60), Consistency.GOOD),
        (element(72, 59), Consistency.FAIR),
        (element(69, 62), Consistency.FAIR),
        (element(59, 50), Consistency.WEAK),
        (element(-4, -20), Consistency.WEAK),
        (element(None, reason=published_quality.HIDDEN), Consistency.WITHHELD),
        (element(None, reason="formatief"), Consistency.FORMATIVE),
    ],
)
def test_how_well_questions_fit_follows_from_alpha_and_its_interval(
    entry: QualityElement, expected: Consistency
) -> None:
    assert consistency_of(entry) is expected


@pytest.mark.parametrize(
    ("alphas", "verdict", "careful"),
    [
        ([83, 75], "meet goed genoeg om groepen te vergelijken, voor zover", False),
        ([83, 65], "sommige elementen met voorzichtigheid", True),
        ([83, 65, 40], "Vergelijk groepen niet op elk element", True),
        ([None, None], "is nu niets te zeggen", False),
    ],
)
def test_the_verdict_is_that_of_the_weakest_element(
    alphas: list[int | None], verdict: str, careful: bool
) -> None:
    elements = tuple(
        element(alpha, (alpha or 0) - 5, None if alpha else published_quality.HIDDEN)
        for alpha in alphas
    )
    quality = PublishedQuality(Band(100, 199), elements, (), None, ())
    view = quality_view(quality, PROVISIONAL, load("k1", 1))
    assert verdict in view.verdict
    assert ("Wees voorzichtig met" in view.careful[0]) is careful
    assert "niet geschikt voor besluiten over één persoon" in view.careful[-1]


def test_teams_differ_only_where_the_interval_says_so() -> None:
    clear, unclear = (
        QualityClustering("willen", 20, 3, 40, 70),
        QualityClustering("kunnen", 10, 0, 30, 50),
    )
    quality = PublishedQuality(Band(100, 199), (), (), None, (clear, unclear))
    topic = quality_view(quality, PROVISIONAL, load("k1", 1)).topics[3]
    assert topic.see == ("Ja: Willen.", "Niet te zeggen: Kunnen.")
    assert topic.table is not None
    assert len(topic.table.columns) == 4
    assert "REML" not in topic.note


def test_under_fifty_people_nothing_is_told_but_the_errors_in_use(world: World) -> None:
    wave = measured(world, {"a": 20, "b": 20})
    assert wave.snapshot.quality == ""
    text = page(world, wave)
    assert "Te weinig mensen" in text
    assert "voorlopig" in text
    assert "werd het verschil willen − kunnen 2,8 punten kleiner" in text


SIZES = {"a": 40, "b": 38, "c": 37, "d": 6}


@pytest.fixture(scope="module")
def town(module_db: None) -> tuple[World, Wave]:
    """A municipality of its own, for the tests that only read: closing 121 people takes seconds."""
    world = settle("duinstad", "Duinstad")
    return world, measured(world, SIZES)


@pytest.fixture
def wave(db: None, town: tuple[World, Wave]) -> Wave:
    return Wave.objects.get(pk=town[1].pk)


def test_consistency_is_told_with_its_interval_and_its_refusals(
    town: tuple[World, Wave], wave: Wave
) -> None:
    report = wave.snapshot.quality_report
    assert report is not None
    assert report.n == Band(100, 199)
    found = {element.metric: element for element in report.elements}
    shown = [element for element in report.elements if element.alpha is not None]
    hidden = {element.reason for element in report.elements if element.alpha is None}
    assert shown
    assert hidden <= {"formatief", published_quality.HIDDEN}
    for element in shown:
        assert element.alpha is not None
        assert element.alpha_low is not None
        assert element.alpha_high is not None
        assert element.alpha_low < element.alpha < element.alpha_high
    assert found["context"].reason == "formatief"
    assert found["context"].alpha is None
    text = page(town[0], wave)
    assert "100 tot en met 199 mensen" in text
    open_text = visible(text)
    for figure in ("alfa", "Omega", "ICC(1)", "Cronbach"):
        assert figure not in open_text, figure
    for element in shown:
        assert str(METRIC_NAMES[element.metric]) in open_text
        assert f"{element.alpha / 100:.2f}".replace(".", ",") in text  # type: ignore[operator]


def test_the_clustering_follows_from_published_means_and_spread(
    town: tuple[World, Wave], wave: Wave
) -> None:
    """And so not from a withheld team, nor from how close people of a shown one are."""
    report, publication = wave.snapshot.quality_report, wave.snapshot.publication
    assert report is not None
    assert [one.metric for one in report.clustering] == ["willen", "kunnen", "contrast"]
    shown = {g.name: g for g in publication.groups.values() if g.level == "team" and g.shown}
    assert set(shown) == {"a", "b", "c"}
    for one in report.clustering:
        cells = {name: shown[name].means[one.metric] for name in "abc"}
        expected = clustering_of_means(
            [SIZES[name] for name in cells],
            [cell.value for cell in cells.values() if isinstance(cell, MeanCell)],
            within=publication.spreads[one.metric].points ** 2,
        )
        assert (one.icc1, one.icc1_low, one.icc1_high) == tuple(
            published_quality.hundredths(value)
            for value in (expected.icc1, expected.icc1_low, expected.icc1_high)
        )
        variances = reml(
            [SIZES[name] for name in cells],
            [cell.value for cell in cells.values() if isinstance(cell, MeanCell)],
            expected.within * (expected.n - expected.teams),
        )
        assert one.icc1_reml == published_quality.hundredths(variances.icc)
    assert "REML schat hetzelfde op een andere manier" in page(town[0], wave)


def test_under_81_people_there_is_no_spread_to_compare_teams_with(world: World) -> None:
    report = measured(world, {"a": 20, "b": 18, "c": 17}).snapshot.quality_report
    assert report is not None
    assert report.clustering == ()


def test_numbers_leave_in_bands_and_hundredths_only(wave: Wave) -> None:
    report = wave.snapshot.quality_report
    assert report is not None
    for item in report.items:
        for share in item.shares:
            assert (share.low % 10, share.high - share.low) == (0, 10)
    assert "." not in wave.snapshot.quality


def test_a_changed_report_is_not_shown(wave: Wave, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a process that has not read and checked this publication before."""
    monkeypatch.setattr("reports.models.snapshot._PUBLICATIONS", {})
    snapshot = wave.snapshot
    snapshot.quality = snapshot.quality.replace('"icc1":', '"icc1" :', 1)
    with pytest.raises(SnapshotDamaged):
        _ = snapshot.publication
    with pytest.raises(published_quality.QualityFault):
        _ = snapshot.quality_report


@pytest.mark.parametrize(
    ("n", "band"), [(49, None), (50, Band(50, 99)), (99, Band(50, 99)), (1000, Band(1000, None))]
)
def test_bands_of_people(n: int, band: Band | None) -> None:
    assert published_quality.n_band(n) == band


def test_a_report_from_before_the_minimum_of_three_tells_no_shares() -> None:
    band = {"high": 10, "low": 0}
    old = {
        "clustering": [],
        "elements": [],
        "items": [{"ceiling": band, "code": "H1", "floor": band, "missing": band}],
        "n": {"high": 99, "low": 50},
        "straight_lining": band,
    }
    report = published_quality.from_json(json.dumps(old, sort_keys=True, separators=(",", ":")))
    assert (report.items, report.straight_lining) == ((), None)
    assert report.n == Band(50, 99)
    use = quality_view(report, PROVISIONAL, load("k1", 1)).topics[1]
    assert use.table is None
    assert [line.count(str(WITHHELD_TEXT)) for line in use.see] == [1, 1]


def test_who_left_since_the_wave_before_is_not_counted_out(world: World) -> None:
    """The same people but one: no shares the second time, as no counts anywhere."""
    first = measured(world, {"a": 30, "b": 30})
    before = Snapshot.objects.get(wave=first).quality_report
    assert before is not None
    assert any(item.shares for item in before.items)
    Membership.objects.filter(user=world.people["a-30"]).delete()
    teams = Team.objects.filter(organisation=world.organisation, name__in="ab")
    second = world.wave(*teams, title="Tweede")
    names = [*(f"a-{n}" for n in range(1, 30)), *(f"b-{n}" for n in range(1, 31))]
    world.answer_all(second, names)
    world.close(second)
    report = Snapshot.objects.get(wave=second).quality_report
    assert report is not None
    assert not any(item.shares for item in report.items)
    assert report.straight_lining is None
    assert "Niet getoond" in page(world, second)
