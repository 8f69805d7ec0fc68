"""`make simulate`: does the measurement keep its promises? Writes docs/simulatie.md.

    python -m tests.simulation.coverage [--runs 20000] [--output docs/simulatie.md]

Ends with exit code 1 when coverage over all teams leaves .94-.965 where scores are as assumed, or
when the 99 % lower limit of a false-alarm rate lies above its promise (statistiek §3, §5, ADR 18).
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from scipy.special import betaincinv

from reports.disclosure.indicative import Indicative
from reports.statistics.habit import ALLOWED_POINTS
from tests.simulation.habits import LEVELS, false_sentences
from tests.simulation.persons import ITEMS, all_items, false_changes, fewest_items, one_open
from tests.simulation.shapes import CELLS as SHAPE_CELLS
from tests.simulation.shapes import FORMS, alike, judged, one_other, ordinal, sem_of
from tests.simulation.shapes import LEVELS as ORDINAL_LEVELS
from tests.simulation.shapes import Covered as CoveredBy
from tests.simulation.waves import SHAPES, TEAMS, Covered, coverage, false_on_a_wide_spread, said
from tests.unit.surveys.scoring.build import INITIALS, instrument, keys, scale

SEED = 4
SIZES = (7, 9, 12, 15, 20, 25)
RESPONSES = (0.4, 0.6, 0.8, 1.0)
CELLS = [
    (size, round(size * response))
    for size in SIZES
    for response in RESPONSES
    if round(size * response) >= 7
]
CLAIMS = ((9, 7), (12, 9), (18, 11), (18, 14), (25, 20))
ACCEPTED = (0.94, 0.965)
AS_ASSUMED = ("normaal", "grof (stappen van 5)")
QUESTIONNAIRE = instrument(keys(**dict.fromkeys(INITIALS, "+" * ITEMS)), scale(0, 10))
ANSWERED = {
    "alle vragen": all_items,
    "telkens een andere vraag open": one_open,
    "telkens het minimum, andere vragen": fewest_items,
}

HEAD = """# Simulatie van de meting

Gemaakt door `make simulate` (`tests/simulation/`); {runs} teams per cel, vaste zaadwaarde. Een
meting heeft {teams} teams van gelijke grootte. Het team is eindig, wie niet meedoet verschilt niet
van wie wel meedoet, en meetfouten zijn normaal verdeeld (bij de dekking SEM 10). De spreiding en
het interval zijn die van het product zelf: één spreiding voor de hele meting.

## Dekking van het teaminterval

Het aandeel 95 %-intervallen dat het ware teamgemiddelde bevat, over N van 7 tot 25 en een respons
van 40 tot 100 % (n ten minste 7). Waar de scores zijn zoals aangenomen moet dat .94-.965 zijn. Het
is een gemiddelde over teams: in de meest verdeelde vijfde van de teams (laatste twee kolommen) is
het lager, en met 7 tot 9 antwoorden is niet te zien welke teams dat zijn.

| scores | gemiddeld | laagste cel (n van N) | hoogste | vijfde | laagste cel daarvan |
|---|---:|---|---:|---:|---|
"""

POWER_HEAD = """
## Wat de ene spreiding kost en oplevert

Hoe vaak "blijft duidelijk achter" gezegd wordt van een team met dit ware contrast (spreiding binnen
teams 17, meetfout 7,6). Vroeger: met de spreiding van het eigen team, zonder bescherming. Nu: met
die van de meting. Voorlopig: zolang er geen meting met genoeg mensen is.

| n van N | waar contrast | vroeger | nu | voorlopig |
|---|---:|---:|---:|---:|
"""

HABIT_PROMISE = 0.05
HABIT_HEAD = """
## Een gewoonte om hoog te antwoorden

Hoe vaak "kunnen blijft achter" gezegd wordt van een team met een waar contrast van 0, als iedereen
op elke vraag van k1 gemiddeld 3,5 punt hoger antwoordt dan bedoeld (tussen mensen 4 punten
verschillend; antwoorden in stappen van 25 punten, SEM van deze antwoorden zelf, de directe vraag
telt nog niet mee).
*Zonder*: als de zin alleen op het interval rust. *Met*: zoals het portaal beslist, dat van de
ondergrens aftrekt wat zo'n gewoonte volgens de sleutels toevoegt. Ten hoogste .05.

| scores, n van N | zonder | met | belofte |
|---|---:|---:|---:|
"""

LEAST_COVERAGE = 0.93
SHAPES_HEAD = """
## Wat *indicatief* heet

Het gepubliceerde interval (naar buiten afgerond, gemiddelden van de einden weggehouden) van een
element, over 7 tot 30 antwoorden en een respons van 39 tot 100 %. *Indicatief* heet het bij 7 tot 9
mensen; bij minder dan de helft deelname en minder dan 30 mensen; en om de *ligging*, waar het
gemiddelde zoveel verder van de einden ligt dan bij de andere teams dat mensen er 1,2 keer zo ver
uiteen kunnen liggen. Van wat niet zo heet, moet de dekking in elke cel ten minste .93 zijn: voldaan
als de bovengrens (99 %) daar niet onder ligt. *Elk team*: alle teams van een meting hebben deze
vorm. Antwoorden in stappen zijn vijf vragen van vijf stappen, met de SEM van die antwoorden; teams
verschillen dan 0,25 of 0,5 standaardafwijking van mensen. *Eén team*: dat team heeft deze vorm met
een spreiding van 20, de vijftien andere zijn normaal met 15; geen gepubliceerd cijfer toont dat.
*Ligging* is het aandeel daarvan bij genoeg mensen en deelname, met de dekking (vanaf een half
procent).

| scores | niet | laagste cel daarvan (n van N) | weinig mensen of deelname | ligging | dekking |
|---|---:|---|---:|---:|---:|
"""

CLAIMS_HEAD = """
## Onterechte uitspraken

"Blijft achter" bij een team waarvan het ware contrast 0 is, voordat de directe vraag meetelt: ten
hoogste .05. "Blijft duidelijk achter" bij een waar contrast van precies de marge (5 punten): ten
hoogste .025. Hetzelfde met de voorlopige spreiding (22), als de scores in werkelijkheid 25 punten
uiteenlopen: ten hoogste .04. Betrouwbare verandering bij iemand die niet veranderde: willen en
kunnen elk ten hoogste .05, de zeven elementen samen (Holm) ten hoogste .05, ook als iemand
telkens andere vragen openlaat. Er zijn dan vier vragen per element op een schaal van elf stappen,
elk met een eigen moeilijkheid, en een meetfout van 5 punten per element. Vergeleken wordt wat beide
keren beantwoord is; is dat te weinig, dan volgt geen uitspraak en dus ook geen onterechte. Voldaan
als de ondergrens (99 %) van het gevonden aandeel niet boven de belofte ligt.

| uitspraak | gevonden | ondergrens 99 % | belofte |
|---|---:|---:|---:|
"""


def coverage_rows(waves: int, random: np.random.Generator) -> Iterator[tuple[str, bool]]:
    """A table row per shape of scores, and whether it keeps the promise."""
    for shape in SHAPES:
        cells = {cell: coverage(shape, *cell, waves, random) for cell in CELLS}
        mean = float(np.mean([found.all for found in cells.values()]))
        divided = float(np.mean([found.divided for found in cells.values()]))
        highest = max(found.all for found in cells.values())
        row = (
            f"| {shape} | {mean:.3f} | {_lowest(cells, 'all')} | {highest:.3f} "
            f"| {divided:.3f} | {_lowest(cells, 'divided')} |"
        )
        kept = ACCEPTED[0] <= mean <= ACCEPTED[1]
        yield row, kept or shape not in AS_ASSUMED


def _lowest(cells: dict[tuple[int, int], Covered], name: str) -> str:
    (size, n), found = min(cells.items(), key=lambda pair: float(getattr(pair[1], name)))
    return f"{getattr(found, name):.3f} ({n} van {size})"


def power_rows(waves: int, random: np.random.Generator) -> Iterator[tuple[str, bool]]:
    """A table row per team and true contrast."""
    for size, n in CLAIMS:
        for contrast in (10, 15, 20):
            found = said(size, n, contrast, waves, random)
            shares = " | ".join(f"{found[name]:.2f}" for name in ("own", "pooled", "provisional"))
            yield f"| {n} van {size} | {contrast} | {shares} |", True


def claim_rows(waves: int, random: np.random.Generator) -> Iterator[tuple[str, bool]]:
    """A table row per kind of false claim, and whether it keeps its promise."""
    teams = waves * TEAMS
    for size, n in CLAIMS:
        name = f"contrast, {n} van {size}"
        lags = said(size, n, 0.0, waves, random)["lags"]
        yield _claim_row(f"{name}: blijft achter", round(lags * teams), teams, 0.05)
        clear = said(size, n, 5.0, waves, random)["pooled"]
        yield _claim_row(f"{name}: blijft duidelijk achter", round(clear * teams), teams, 0.025)
        wide = false_on_a_wide_spread(size, n, waves, random)
        row = f"{name}: duidelijk achter, voorlopig (22) bij 25"
        yield _claim_row(row, round(wide * teams), teams, 0.04)
    for answered, skip in ANSWERED.items():
        alarms = false_changes(QUESTIONNAIRE, teams, random, skip)
        for name in ("willen", "kunnen", "elementen"):
            row = f"persoonlijke verandering, {answered}: {name}"
            yield _claim_row(row, alarms[name], teams, 0.05)


def habit_rows(waves: int, random: np.random.Generator) -> Iterator[tuple[str, bool]]:
    """A table row per kind of scores and response: false sentences under a habit of 3.5 points."""
    teams = waves * TEAMS
    for level in LEVELS:
        for size, n in ((12, 8), *CLAIMS, (18, 18), (25, 25)):
            said = false_sentences(size, n, ALLOWED_POINTS, level, waves, random)
            limit = lower_limit(round(said["with"] * teams), teams)
            yield (
                f"| {level}, {n} van {size} | {said['without']:.3f} | {said['with']:.3f} | 0.05 |",
                limit <= HABIT_PROMISE,
            )


def shape_rows(waves: int, random: np.random.Generator) -> Iterator[tuple[str, bool]]:
    """A table row per shape of scores: what is called indicatief, and what the rest covers."""
    for form in FORMS:
        for spread in (8, 15, 20):
            drawn = alike(form, spread)
            cells = {c: judged(drawn, *c, waves, random) for c in SHAPE_CELLS}
            yield _shape_row(f"elk team {form}, {spread} punten", cells)
    for level in ORDINAL_LEVELS:
        for between in (0.25, 0.5):
            drawn = ordinal(level, between)
            sem = sem_of(drawn, random)
            cells = {c: judged(drawn, *c, waves, random, sem=sem) for c in SHAPE_CELLS}
            name = f"elk team in stappen, {level}, teams {between} uiteen".replace(".", ",")
            yield _shape_row(name, cells)
    for form in FORMS:
        drawn = one_other(form)
        cells = {c: judged(drawn, *c, 4 * waves, random, teams=1) for c in SHAPE_CELLS}
        yield _shape_row(f"één team {form}", cells)


def _shape_row(
    name: str, cells: Mapping[tuple[int, int], Mapping[Indicative | None, CoveredBy]]
) -> tuple[str, bool]:
    rest = {cell: reasons[None] for cell, reasons in cells.items() if None in reasons}
    (size, n), lowest = min(rest.items(), key=lambda pair: pair[1].share)
    few, shape = (
        _together(reasons[one] for reasons in cells.values() for one in because if one in reasons)
        for because in ((Indicative.FEW, Indicative.RESPONSE), (Indicative.SPREAD,))
    )
    others = _together(rest.values())
    share = shape.intervals / (shape.intervals + others.intervals)
    row = (
        f"| {name} | {others.share:.3f} | {lowest.share:.3f} ({n} van {size}) "
        f"| {few.share:.3f} | {share:.2f} | {f'{shape.share:.3f}' if share >= 0.005 else '–'} |"
    )
    kept = all(
        1 - lower_limit(one.intervals - one.hits, one.intervals) >= LEAST_COVERAGE
        for one in rest.values()
    )
    return row, kept


def _together(parts: Iterable[CoveredBy]) -> CoveredBy:
    covered = tuple(parts)
    return CoveredBy(sum(one.intervals for one in covered), sum(one.hits for one in covered))


def lower_limit(count: int, runs: int) -> float:
    """The one-sided 99 % lower limit of a share (Clopper & Pearson 1934)."""
    return 0.0 if count == 0 else float(betaincinv(count, runs - count + 1, 0.01))


def _claim_row(name: str, count: int, runs: int, promise: float) -> tuple[str, bool]:
    limit = lower_limit(count, runs)
    return f"| {name} | {count / runs:.4f} | {limit:.4f} | {promise} |", limit <= promise


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--output", type=Path, default=Path("docs/simulatie.md"))
    options = parser.parse_args()
    random, waves = np.random.default_rng(SEED), max(1, options.runs // TEAMS)
    covered = list(coverage_rows(waves, random))
    power, claims = list(power_rows(waves, random)), list(claim_rows(waves, random))
    habits = list(habit_rows(waves, np.random.default_rng(SEED)))
    shapes = list(shape_rows(waves, np.random.default_rng(SEED)))
    table = HEAD.format(runs=f"{waves * TEAMS:,}".replace(",", " "), teams=TEAMS)
    for title, rows in (
        ("", covered),
        (POWER_HEAD, power),
        (CLAIMS_HEAD, claims),
        (HABIT_HEAD, habits),
        (SHAPES_HEAD, shapes),
    ):
        table += title + "\n".join(row for row, _ in rows) + "\n"
    options.output.write_text(table, encoding="utf-8")
    broken = [row for row, kept in (*covered, *claims, *habits, *shapes) if not kept]
    for row in broken:
        print(f"promise not kept: {row}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
