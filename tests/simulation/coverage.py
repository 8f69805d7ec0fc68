"""`make simulate`: does the measurement keep its promises? Writes docs/simulatie.md.

    python -m tests.simulation.coverage [--runs 20000] [--output docs/simulatie.md]

Ends with exit code 1 when coverage with the right SEM leaves .94-.96, or when the 99 % lower limit
of a false-alarm rate lies above its promise (decisions 1 and 5).
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.special import betaincinv

from tests.simulation.persons import ITEMS, all_items, false_changes, fewest_items, one_open
from tests.simulation.teams import Team, coverage, false_claims
from tests.unit.surveys.scoring.build import INITIALS, instrument, keys, scale

SEED = 4
WRONG_BY = (0.0, -0.2, 0.2)
RESPONSES = (0.6, 0.8, 1.0)
TEAMS = [
    Team(size, round(size * response), rho)
    for size in (15, 18, 20)
    for response in RESPONSES
    for rho in (0.3, 0.6, 0.8, 0.9)
]
ACCEPTED = (0.94, 0.96)
QUESTIONNAIRE = instrument(keys(**dict.fromkeys(INITIALS, "+" * ITEMS)), scale(0, 10))
ANSWERED = {
    "alle vragen": all_items,
    "telkens een andere vraag open": one_open,
    "telkens het minimum, andere vragen": fewest_items,
}

HEAD = """# Simulatie van de meting

Gemaakt door `make simulate` (`tests/simulation/`); {runs} herhalingen per regel, vaste zaadwaarde.
Ware scores en meetfouten zijn normaal verdeeld (sd 18), het team is eindig en wie niet meedoet
verschilt niet van wie wel meedoet. De berekening is die van het product zelf.

## Dekking van het teaminterval

Het aandeel 95 %-intervallen dat het ware teamgemiddelde bevat. Met de juiste SEM moet dat .94-.96
zijn. De laatste kolommen laten zien wat een SEM doet die 20 % te klein of te groot is: vooral bij
volle respons hangt de breedte aan de SEM, en dan wordt het interval te smal of te ruim.

| N | n | betrouwbaarheid | juiste SEM | SEM 20 % te klein | SEM 20 % te groot |
|---:|---:|---:|---:|---:|---:|
"""

CLAIMS_HEAD = """
## Onterechte uitspraken

"Blijft achter" bij een team waarvan het ware contrast 0 is: ten hoogste .05. "Blijft duidelijk
achter" bij een waar contrast van precies de marge (5 punten): ten hoogste .025. Betrouwbare
verandering bij iemand die niet veranderde: willen en kunnen elk ten hoogste .05, de zeven
elementen samen (Holm) ten hoogste .05, ook als iemand telkens andere vragen openlaat. Er zijn dan
vier vragen per element, elk met een eigen moeilijkheid, en vergeleken wordt wat beide keren
beantwoord is; is dat te weinig, dan volgt geen uitspraak en dus ook geen onterechte. Voldaan als de
ondergrens (99 %) van het gevonden aandeel niet boven de belofte ligt.

| uitspraak | gevonden | ondergrens 99 % | belofte |
|---|---:|---:|---:|
"""


def coverage_rows(runs: int, random: np.random.Generator) -> Iterator[tuple[str, bool]]:
    """A table row per team, and whether the right SEM keeps the promise."""
    for team in TEAMS:
        right, small, large = coverage(team, runs, random, WRONG_BY)
        shares = " | ".join(f"{share:.3f}" for share in (right, small, large))
        row = f"| {team.size} | {team.n} | {team.rho:.1f} | {shares} |"
        yield row, ACCEPTED[0] <= right <= ACCEPTED[1]


def claim_rows(runs: int, random: np.random.Generator) -> Iterator[tuple[str, bool]]:
    """A table row per kind of false claim, and whether it keeps its promise."""
    for response in RESPONSES:
        team = Team(18, round(18 * response), 0.75)
        name = f"contrast, {team.n} van {team.size}"
        claims, _ = false_claims(team, runs, random, true_contrast=0.0)
        yield _claim_row(f"{name}: blijft achter", claims, runs, 0.05)
        _, clear = false_claims(team, runs, random, true_contrast=5.0)
        yield _claim_row(f"{name}: blijft duidelijk achter", clear, runs, 0.025)
    for answered, skip in ANSWERED.items():
        alarms = false_changes(QUESTIONNAIRE, runs, random, skip)
        for name in ("willen", "kunnen", "elementen"):
            row = f"persoonlijke verandering, {answered}: {name}"
            yield _claim_row(row, alarms[name], runs, 0.05)


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
    random = np.random.default_rng(SEED)
    covered = list(coverage_rows(options.runs, random))
    claims = list(claim_rows(options.runs, random))
    table = HEAD.format(runs=f"{options.runs:,}".replace(",", " "))
    table += "\n".join(row for row, _ in covered) + "\n" + CLAIMS_HEAD
    table += "\n".join(row for row, _ in claims) + "\n"
    options.output.write_text(table, encoding="utf-8")
    broken = [row for row, kept in (*covered, *claims) if not kept]
    for row in broken:
        print(f"promise not kept: {row}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
