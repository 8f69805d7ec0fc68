"""`estimate`, `teamprofile`, `reliability` and `change`: the figures of one group in a file."""

import json
import math
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from reports.commands.estimates import estimates
from reports.commands.profile import profile, publication
from surveys.instruments.elements import METRICS, Element
from surveys.instruments.loader import load_file
from tests.unit.reports.statistics.vectors import ANSWERS, KUNNEN, SIZE, WILLEN
from tests.unit.surveys.answer_files.build import FACETS, Answers, person, questionnaire, write

WITHHELD = "Niet getoond, om te voorkomen dat antwoorden te herleiden zijn."


def text(command: str, *arguments: object) -> str:
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


def content(command: str, *arguments: object) -> dict[str, Any]:
    """The JSON that the command prints, which holds no nan and no infinity."""
    found: dict[str, Any] = json.loads(
        text(command, *arguments, "--json"), parse_constant=pytest.fail
    )
    return found


def refused(command: str, *arguments: object) -> str:
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(command, *map(str, arguments), stdout=out, stderr=err)
    assert caught.value.returncode == 2
    assert out.getvalue() == ""
    return f"{err.getvalue()}{caught.value}"


def vector_2(anchor: Sequence[int] = ()) -> list[Answers]:
    """The twelve people of test vector 2 (statistiek §4)."""
    pairs = zip(WILLEN, KUNNEN, strict=True)
    people = [person(f"p{row}", *pair, ANK="") for row, pair in enumerate(pairs)]
    for row, choice in enumerate(anchor):
        people[row]["ANK"] = choice
    return [*people]


@pytest.fixture
def proef(tmp_path: Path) -> Path:
    return questionnaire(tmp_path)


@pytest.fixture
def team(tmp_path: Path) -> Path:
    return write(tmp_path / "team.csv", vector_2())


# --- estimate -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metric", "mean", "sd", "sem", "half"),
    [
        ("willen", 72.5694, 8.9644, 5.7735, 4.0954),
        ("kunnen", 55.7292, 9.2399, 5.0, 3.9745),
        ("contrast", 16.8403, 8.7613, 7.6376, 4.6232),
    ],
)
def test_estimate_gives_test_vector_2(
    proef: Path, team: Path, metric: str, mean: float, sd: float, sem: float, half: float
) -> None:
    found = content("estimate", proef, team, "--team-size", SIZE, "--own-spread")
    entry = found["metrics"][metric]
    assert entry["n"] == 12
    figures = [entry["mean"], entry["sd"], entry["sem"], (entry["high"] - entry["low"]) / 2]
    assert figures == pytest.approx([mean, sd, sem, half], abs=6e-5)
    assert entry["spread"] == entry["sd"]
    assert set(found["spread_origin"].values()) == {"deze_groep", None}


def test_the_spread_of_the_group_itself_makes_no_sentence(proef: Path, team: Path) -> None:
    found = content("estimate", proef, team, "--team-size", SIZE, "--own-spread")
    assert found["decision"] is None
    lines = text("estimate", proef, team, "--team-size", SIZE, "--own-spread")
    assert "volgt er geen uitspraak" in lines


@pytest.mark.parametrize(
    ("metric", "spread", "error"),
    [("willen", 20, 100 / 3), ("kunnen", 19, 25), ("contrast", 22, 100 / 3 + 25)],
)
def test_few_people_get_the_provisional_spread(
    proef: Path, team: Path, metric: str, spread: int, error: float
) -> None:
    """Of 12 of 18 people: 1.96 sqrt((s^2 / 3 + 2 SEM^2 / 3) / 12), `error` being SEM^2."""
    found = content("estimate", proef, team, "--team-size", SIZE)
    entry = found["metrics"][metric]
    assert (entry["spread"], found["spread_origin"][metric]) == (spread, "voorlopig")
    expected = 1.9599639845 * math.sqrt((spread**2 / 3 + 2 * error / 3) / 12)
    assert (entry["high"] - entry["low"]) / 2 == pytest.approx(expected, abs=1e-6)
    assert found["decision"] == "kunnen_blijft_duidelijk_achter"


def test_from_81_people_on_the_file_has_a_spread_of_its_own(tmp_path: Path, proef: Path) -> None:
    """Seven times the twelve: SSW 7 x 11 x 8.9644^2 = 6187.7 counts as 15,000; / 83 is 13.44^2."""
    rows = [row | {"id": f"{n}-{row['id']}"} for n in range(7) for row in map(dict, vector_2())]
    path = write(tmp_path / "a.csv", rows)
    found = content("estimate", proef, path, "--team-size", 100)
    willen = found["metrics"]["willen"]
    assert (willen["n"], willen["spread"]) == (84, 14)
    assert found["metrics"]["contrast"]["spread"] == 18  # 24,000 / 83 = 17.004^2
    assert found["spread_origin"]["willen"] == "eigen"
    variance = (0.16 * 196 + 0.84 * 100 / 3) / 84
    freedom = variance**2 / ((0.16 * 196 / 84) ** 2 / 83)
    half = stats.t.ppf(0.975, freedom) * math.sqrt(variance)
    assert (willen["high"] - willen["low"]) / 2 == pytest.approx(half)


def test_who_misses_an_element_has_a_larger_error(tmp_path: Path, proef: Path) -> None:
    """Two of three elements: 7.07 instead of 5.77; one in twelve: the root mean square of them."""
    people = vector_2()
    open_ = dict.fromkeys(("H1", "H2", "H3"), "WN")
    path = write(tmp_path / "a.csv", [{**people[0], **open_}, *people[1:]])
    willen = content("estimate", proef, path, "--team-size", SIZE)["metrics"]["willen"]
    assert willen["n"] == 12
    assert willen["sem"] == pytest.approx(math.sqrt((50 + 11 * 100 / 3) / 12))


def test_estimate_in_words_has_every_digit(proef: Path, team: Path) -> None:
    told = text("estimate", proef, team, "--team-size", SIZE)
    found = content("estimate", proef, team, "--team-size", SIZE)["metrics"]
    assert str(found["willen"]["low"]) in told
    assert told.endswith(
        "kunnen_blijft_duidelijk_achter: Kunnen blijft duidelijk achter bij willen.\n"
        "Als iedereen uit gewoonte op elke vraag 5 punten lager zou antwoorden, werd het verschil "
        "willen − kunnen 2,5 punten kleiner.\n"
    )


def test_every_metric_on_everybody_who_has_it(tmp_path: Path, proef: Path) -> None:
    people = vector_2()
    unknown = dict.fromkeys(("H1", "H2", "H3"), "WN")
    path = write(tmp_path / "a.csv", [{**people[0], **unknown}, *people[1:]])
    found = content("estimate", proef, path, "--team-size", SIZE)["metrics"]
    assert {metric: entry["n"] for metric, entry in found.items()} == {
        **dict.fromkeys(METRICS, 12),
        "houding": 11,
        "contrast": 11,
        "intentie": 0,
        "gedrag": 0,
    }


def test_one_person_has_no_statistics(tmp_path: Path, proef: Path) -> None:
    path = write(tmp_path / "a.csv", vector_2()[:1])
    found = content("estimate", proef, path, "--team-size", SIZE)
    assert found["metrics"]["willen"] == {
        "n": 1,
        **dict.fromkeys(("mean", "sd", "spread", "sem", "low", "high")),
        "reason": "te_weinig_respondenten",
    }
    assert found["decision"] == "geen_uitspraak"
    assert "willen" in text("estimate", proef, path, "--team-size", SIZE)


def test_under_the_threshold_nothing_is_said_of_the_contrast(tmp_path: Path, proef: Path) -> None:
    six, seven = (write(tmp_path / f"{n}.csv", vector_2()[:n]) for n in (6, 7))
    assert content("estimate", proef, six, "--team-size", 7)["decision"] == "geen_uitspraak"
    assert content("estimate", proef, seven, "--team-size", 7)["decision"] != "geen_uitspraak"


@pytest.mark.parametrize("command", ["estimate", "teamprofile"])
@pytest.mark.parametrize(
    ("size", "message"),
    [
        (["--team-size", 11], "Er zijn 12 respondenten in een groep van 11"),
        ([], "Geef het aantal mensen in de groep: --team-size N."),
    ],
)
def test_a_size_that_cannot_be(
    proef: Path, team: Path, command: str, size: list[object], message: str
) -> None:
    assert message in refused(command, proef, team, *size)


def test_clients_need_no_size(tmp_path: Path, team: Path) -> None:
    clients = questionnaire(tmp_path, "client")
    found = content("estimate", clients, team)
    assert found["team_size"] is None
    half = 1.9599639845 * 20 / math.sqrt(12)  # f = 0
    assert found["metrics"]["willen"]["high"] == pytest.approx(72.5694 + half, abs=2e-4)
    assert content("estimate", clients, team, "--team-size", 12)["metrics"] == found["metrics"]
    assert content("teamprofile", clients, team)["participation"] is None


def _carried(decision: str, contrast: dict[str, float]) -> bool:
    """Whether the unrounded interval says at least what the sentence says."""
    low, high = contrast["low"], contrast["high"]
    least, most = {
        "in_balans": (-5.0, 5.0),
        "kunnen_blijft_duidelijk_achter": (5.0, math.inf),
        "kunnen_blijft_achter": (0.0, math.inf),
        "willen_blijft_duidelijk_achter": (-math.inf, -5.0),
        "willen_blijft_achter": (-math.inf, 0.0),
    }[decision]
    return least < low and high < most


LINES = st.one_of(
    st.sampled_from(("1", "2", "3", "4", "5", "W", ".")).map(lambda letter: letter * 28),
    st.text("12345", min_size=28, max_size=28),
    st.text("12345W.", min_size=28, max_size=28),
    st.builds(lambda low, high: low * 12 + high * 16, *[st.sampled_from("12345")] * 2),
)


@given(
    lines=st.one_of(
        st.lists(LINES, min_size=1, max_size=40),
        st.tuples(LINES, st.integers(7, 100)).map(lambda it: [it[0]] * it[1]),
    ),
    anchor=st.sampled_from(".1234"),
    missing=st.integers(0, 40),
)
@settings(max_examples=30, deadline=None)
@example(lines=["4" * 28] * 60, anchor=".", missing=0)
@example(lines=["3" * 28] * 60, anchor=".", missing=0)
@example(lines=["5" * 12 + "1" * 16] * 60, anchor="2", missing=5)
def test_estimate_and_teamprofile_say_the_same_of_the_same_file(
    lines: list[str], anchor: str, missing: int
) -> None:
    """The sixty equal sheets were `geen_uitspraak` here and "blijft duidelijk achter" there."""
    with TemporaryDirectory() as folder:
        proef = load_file(questionnaire(Path(folder)))
    answers, size = [line + anchor for line in lines], len(lines) + missing
    estimated = estimates(proef, answers, size)
    shown = profile(proef, publication(proef, answers, size))
    decision = shown["contrast"]
    assert estimated["decision"] == ("geen_uitspraak" if decision == "withheld" else decision)
    if estimated["decision"] not in ("geen_uitspraak", "niet_te_zeggen"):
        assert _carried(estimated["decision"], estimated["metrics"]["contrast"])
    assert estimated["habit"] == shown["habit"]
    widths = [
        entry["high"] - entry["low"]
        for entry in estimated["metrics"].values()
        if entry["low"] is not None
    ]
    assert all(width > 0 for width in widths)


# --- teamprofile ----------------------------------------------------------------------------------


def test_teamprofile_is_what_the_page_would_show(proef: Path, team: Path) -> None:
    found = content("teamprofile", proef, team, "--team-size", SIZE)
    assert found["contrast"] == "kunnen_blijft_duidelijk_achter"
    assert found["sentences"][0] == "Kunnen blijft duidelijk achter bij willen."
    assert found["participation"] == {"band": {"low": 60, "high": 70}, "warning": False}
    willen = found["means"]["willen"]
    assert (willen["value"], willen["n"]) == (73, {"low": 10, "high": 14})
    assert willen["low"] <= 68
    assert willen["high"] >= 77
    assert found["means"]["intentie"] == "withheld"
    told = text("teamprofile", proef, team, "--team-size", SIZE)
    assert "Kunnen blijft duidelijk achter bij willen." in told
    assert "10 tot en met 14 mensen · deelname 60 tot 70%" in told


def test_teamprofile_holds_no_exact_figure(proef: Path, team: Path) -> None:
    """The caller holds the answers, but what is printed may be handed on."""
    told = text("teamprofile", proef, team, "--team-size", SIZE, "--json")
    exact = content("estimate", proef, team, "--team-size", SIZE)["metrics"]
    assert not [entry for entry in exact.values() if str(entry["mean"]) in told]
    assert '"respondents"' not in told


def test_teamprofile_uses_the_direct_question(tmp_path: Path, proef: Path) -> None:
    agrees = write(tmp_path / "a.csv", vector_2(anchor=[2] * 7 + [1] * 3))
    differs = write(tmp_path / "b.csv", vector_2(anchor=[1] * 7 + [2] * 3))
    second = [
        content("teamprofile", proef, path, "--team-size", SIZE)["sentences"][1]
        for path in (agrees, differs)
    ]
    assert second[0].startswith("Mensen willen wel, maar lopen vast")
    assert second[1].startswith("De schaalscores en de directe vraag wijzen niet dezelfde kant op")


@pytest.mark.parametrize(("people", "size"), [(6, 7), (12, 31)])
def test_teamprofile_withholds_what_may_not_be_shown(
    tmp_path: Path, proef: Path, people: int, size: int
) -> None:
    """Six are too few; twelve of 31 are less than 40 %."""
    path = write(tmp_path / "a.csv", vector_2()[:people])
    found = content("teamprofile", proef, path, "--team-size", size)
    assert set(found["means"].values()) == {"withheld"}
    assert set(found["counts"].values()) == {"withheld"}
    assert found["participation"] == "withheld"
    assert found["sentences"] == [WITHHELD]
    assert WITHHELD in text("teamprofile", proef, path, "--team-size", size)


def test_low_participation_is_warned_for(tmp_path: Path, proef: Path, team: Path) -> None:
    found = content("teamprofile", proef, team, "--team-size", 27)
    assert found["participation"]["warning"]
    assert found["sentences"][-1].startswith("Minder dan de helft van de groep deed mee.")


def test_of_managers_the_group_is_the_organisation(tmp_path: Path, team: Path) -> None:
    found = content("teamprofile", questionnaire(tmp_path, "manager"), team, "--team-size", SIZE)
    assert found["level"] == "organisation"
    assert found["means"]["willen"]["value"] == 73


# --- reliability ----------------------------------------------------------------------------------


def test_reliability_gives_test_vector_3(tmp_path: Path, proef: Path) -> None:
    """Eight times the eight people, so that there are enough: alpha grows with (n-1)/n alike."""
    rows = [
        {f"{initial}{place}": step for initial in FACETS for place, step in enumerate(row, 1)}
        for row in ANSWERS * 8
    ]
    found = content("reliability", proef, write(tmp_path / "a.csv", rows))["elements"]
    assert list(found) == [element.value for element in Element]
    houding = found["houding"]
    assert houding["n"] == 64
    assert houding["alpha"] == pytest.approx(0.9436937, abs=5e-8)
    assert houding["omega"] == pytest.approx(0.955654, abs=5e-7)
    assert houding["alpha_low"] < houding["alpha"] < houding["alpha_high"]
    assert list(houding["item_rest"]) == ["H1", "H2", "H3", "H4"]
    assert houding["sem"] == pytest.approx(6.8193 * math.sqrt(56 / 63), abs=5e-5)
    assert {name for name, entry in found.items() if entry.get("reason") == "formatief"} == {
        "context",
        "praktische_belemmeringen",
    }
    assert found["context"]["alpha"] is None


def test_reliability_of_few_people_is_refused(proef: Path, team: Path) -> None:
    found = content("reliability", proef, team)["elements"]
    assert found["houding"]["reason"] == "te_weinig_respondenten"
    assert found["houding"]["n"] == 12
    assert "minder dan 50 mensen" in text("reliability", proef, team)


def test_reliability_in_words(tmp_path: Path, proef: Path) -> None:
    people = [row | {"id": f"{n}-{row['id']}"} for n in range(5) for row in map(dict, vector_2())]
    told = text("reliability", proef, write(tmp_path / "a.csv", people))
    assert "alpha_high" in told
    assert "houding: H1 " in told


def test_a_wrong_key_is_called_one(tmp_path: Path, proef: Path) -> None:
    """One question of houding says the opposite of two others; one of geloof varies alone."""
    rows = [
        {"H1": step, "H2": step, "H3": 6 - step, "H4": 3}
        | {"G1": step, "G2": 3, "G3": 3, "G4": 3}
        | dict.fromkeys(("S1", "S2", "S3", "S4"), step)
        for step in (1, 2, 4, 5, 5, 4) * 10
    ]
    path = write(tmp_path / "a.csv", rows)
    found = content("reliability", proef, path)["elements"]
    houding = found["houding"]
    assert houding["alpha"] < 0
    assert (houding["sem"], houding["omega"]) == (None, None)
    assert houding["warning"] == "controleer_de_sleutel"
    assert houding["no_omega"] == "alpha_niet_positief"
    assert found["geloof_in_eigen_kunnen"]["warning"] == "controleer_de_sleutel"
    assert found["sociale_druk"]["warning"] == "vragen_gelijk"
    told = text("reliability", proef, path)
    assert "houding: let op, alpha is niet groter dan 0: controleer de sleutel" in told
    assert "-0.000" not in told


@pytest.fixture
def twice(tmp_path: Path) -> tuple[Path, Path]:
    """Sixty people; the second time in another order, half of them a step higher on everything
    that has key +, and one without an answer on H1.
    """
    levels = [(10 + (7 * row) % 60, 20 + (11 * row) % 60) for row in range(60)]
    first = [person(f"p{row}", *level) for row, level in enumerate(levels)]
    again = [
        person(f"p{row}", willen + 25 * (row % 2), kunnen)
        for row, (willen, kunnen) in enumerate(levels)
    ]
    again[4] = {**again[4], "H1": ""}
    return write(tmp_path / "first.csv", first), write(tmp_path / "again.csv", again[::-1])


def test_a_retest_tells_of_every_element_how_far_days_lie_apart(
    proef: Path, twice: tuple[Path, Path]
) -> None:
    first, again = twice
    figures = content("reliability", proef, first, "--retest", again)
    elements = figures["retest"]["elements"]
    assert figures["retest"]["linked"] == 60
    assert elements["houding"]["n"] == 59
    differences = [25.0 * (row % 2) for row in range(60)]
    expected = math.sqrt(stats.tvar(differences) / 2)
    assert elements["sociale_druk"]["sem"] == pytest.approx(expected, abs=0.8)
    assert elements["sociale_druk"]["shift"] == pytest.approx(12.5, abs=0.8)
    assert {
        name for name, entry in elements.items() if entry.get("reason") == "geen_spreiding"
    } >= {
        "context",
        "praktische_belemmeringen",
    }
    told = text("reliability", proef, first, "--retest", again)
    assert "Hertest: 60 mensen staan in beide bestanden" in told
    assert "context: niet bepaald, niemand verschilt" in told


def test_a_retest_of_few_people_is_refused(proef: Path, team: Path) -> None:
    elements = content("reliability", proef, team, "--retest", team)["retest"]["elements"]
    assert elements["houding"] == {
        **dict.fromkeys(elements["houding"]),
        "n": 12,
        "reason": "te_weinig_respondenten",
    }
    assert "beide keren (n = 12)" in text("reliability", proef, team, "--retest", team)


def test_a_retest_needs_ids(tmp_path: Path, proef: Path, team: Path) -> None:
    bare = write(tmp_path / "bare.csv", [{"H1": 4}])
    assert "id" in refused("reliability", proef, team, "--retest", bare)


# --- change ---------------------------------------------------------------------------------------


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """A year later: everybody 25 points up on kunnen, two gone, one new, in another order."""
    pairs = zip(WILLEN, KUNNEN, strict=True)
    people = [
        person(f"p{row}", willen, min(kunnen + 25 - 6.25 * (row % 2), 100))
        for row, (willen, kunnen) in enumerate(pairs)
    ]
    return write(tmp_path / "second.csv", [person("nieuw", 50, 50), *reversed(people[2:])])


def test_change_links_by_id(proef: Path, team: Path, second: Path) -> None:
    found = content("change", proef, team, second)
    assert (found["respondents_first"], found["respondents_second"]) == (12, 11)
    assert found["linked"] == 10
    kunnen = found["metrics"]["kunnen"]
    assert (kunnen["n"], kunnen["n_first"], kunnen["n_second"]) == (10, 12, 11)
    assert kunnen["difference"] == pytest.approx(21.875)
    half = 1.9599639845 * 26 / math.sqrt(10)  # the provisional spread of a difference
    assert (kunnen["low"], kunnen["high"]) == pytest.approx((21.875 - half, 21.875 + half))
    assert (kunnen["level"], kunnen["spread"], kunnen["spread_origin"]) == (0.95, 26, "voorlopig")
    assert kunnen["p_holm"] == kunnen["p"]
    assert kunnen["outcome"] == "hoger"
    assert kunnen["sentence"] == "Kunnen: hoger dan de eerste keer."
    skills = found["metrics"]["vaardigheden"]
    assert skills["level"] == pytest.approx(1 - 0.05 / 7, abs=0.006)
    assert skills["p_holm"] > skills["p"]
    lines = text("change", proef, team, second)
    assert "p (Holm)" in lines
    assert "Niet gekoppeld: 2 uit het eerste bestand, 1 uit het tweede." in lines


def test_change_with_the_spread_of_these_people_says_nothing(
    proef: Path, team: Path, second: Path
) -> None:
    found = content("change", proef, team, second, "--own-spread")["metrics"]
    assert {entry["outcome"] for entry in found.values()} == {None}
    assert found["kunnen"]["spread_origin"] == "deze_groep"
    lines = text("change", proef, team, second, "--own-spread")
    assert "volgt er geen uitspraak" in lines
    assert "hoger" not in lines


def test_no_change_is_not_called_no_change(proef: Path, team: Path, second: Path) -> None:
    willen = content("change", proef, team, second)["metrics"]["willen"]
    assert willen["difference"] == pytest.approx(0)
    assert willen["outcome"] == "geen_verandering_aan_te_tonen"
    assert "Willen: geen verandering aan te tonen." in text("change", proef, team, second)


def test_lower_skills_come_with_a_word_of_care(tmp_path: Path, proef: Path) -> None:
    high, low = (
        write(tmp_path / f"{kunnen}.csv", [person(f"p{n}", 75, kunnen) for n in range(20)])
        for kunnen in (75, 50)
    )
    told = text("change", proef, high, low)
    assert "Wat je al kunt: lager dan de eerste keer." in told
    assert "strenger over hun eigen vaardigheden" in told


def test_too_few_pairs_allow_no_statement(tmp_path: Path, proef: Path, team: Path) -> None:
    for pairs, numbers in ((6, True), (1, False)):
        path = write(tmp_path / "few.csv", vector_2()[:pairs])
        willen = content("change", proef, team, path)["metrics"]["willen"]
        assert willen["n"] == pairs
        assert willen["outcome"] == "geen_uitspraak"
        assert (willen["difference"] is not None) == numbers
        assert ("reason" in willen) != numbers


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("H1\n4\n", "rij 1, kolom 1: er is geen kolom id"),
        ("id,H1\na,4\na,4\n", "rij 3, kolom 1: id a staat ook op rij 2"),
        ("id,H1\n,4\n", "rij 2, kolom 1: de id ontbreekt"),
    ],
)
def test_change_needs_to_know_who_is_who(
    tmp_path: Path, proef: Path, team: Path, rows: str, message: str
) -> None:
    path = tmp_path / "second.csv"
    path.write_text(rows, encoding="utf-8")
    assert f"{path}: {message}" in refused("change", proef, team, path)


@pytest.mark.parametrize("command", ["estimate", "teamprofile", "reliability"])
def test_faults_are_told_as_score_tells_them(tmp_path: Path, proef: Path, command: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,H1,XX\na,9,1\na,4,1\n", encoding="utf-8")
    size = [] if command == "reliability" else ["--team-size", 9]
    told = refused(command, proef, path, *size, "--json")
    assert told.splitlines() == [
        f"{path}: rij 1, kolom 3: 'XX' is geen vraag van proef@1",
        f"{path}: rij 2, kolom 2: '9' is geen antwoord op H1; "
        "dat is 1 tot en met 5, WN, NVT, WZ of niets",
        f"{path}: rij 3, kolom 1: id a staat ook op rij 2",
        "Fouten: 3. Er is niets geschreven.",
    ]


@pytest.mark.parametrize(("own", "expected"), [((), None), (("--own-spread",), "uiteinde")])
def test_estimate_says_where_an_interval_may_be_too_narrow(
    proef: Path, tmp_path: Path, own: tuple[str, ...], expected: str | None
) -> None:
    """Twelve of fifteen people, of whom a quarter scores 100."""
    people = [person(f"p{row}", 100 if row < 3 else 50, 50, ANK="") for row in range(12)]
    file = write(tmp_path / "einde.csv", people)
    metrics = content("estimate", proef, file, "--team-size", 15, *own)["metrics"]
    assert metrics["willen"]["indicative"] == expected
    assert metrics["kunnen"]["indicative"] is None
    lines = text("estimate", proef, file, "--team-size", 15, *own)
    assert ("indicatief: veel scores" in lines) is (expected is not None)
