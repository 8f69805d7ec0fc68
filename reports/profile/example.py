"""A made-up team, to show what a profile is like before there is one: in a file, in no database."""

from functools import cache
from pathlib import Path

from igm_portal.local_words import active
from reports.disclosure.cells import MeanCell, Publication
from reports.disclosure.serialise import from_json
from reports.profile.advice import AdviceCard, advice_cards
from reports.profile.view import GroupView, group_view
from reports.statistics.sem import Origin
from surveys.instruments import loader
from surveys.instruments.local_words import with_local_words
from surveys.instruments.model import Instrument

FILE = Path(__file__).with_name("example.json")
QUESTIONNAIRE = ("k1", 1)


@cache
def example_publication() -> Publication:
    """What was published of one team of the demo, under another name and without its department."""
    return from_json(FILE.read_text(encoding="utf-8").strip())


def example_advice() -> tuple[AdviceCard, ...]:
    """The advice of the made-up team."""
    publication, instrument = example_publication(), _questionnaire()
    (key,) = publication.groups
    return advice_cards(publication, key, instrument, Origin.ASSUMED)


def example_view() -> tuple[GroupView, Instrument]:
    """Draw the profile of the made-up team as that of any team, with its questionnaire."""
    publication, instrument = example_publication(), _questionnaire()
    (team,) = publication.groups.values()
    return group_view(team, publication, instrument), instrument


def _questionnaire() -> Instrument:
    """Its questionnaire, in the words of whoever looks."""
    return with_local_words(loader.load(*QUESTIONNAIRE), active())


def example_mean(metric: str) -> MeanCell:
    """One mean of the made-up team. Raises TypeError where the file would withhold it."""
    (team,) = example_publication().groups.values()
    cell = team.means[metric]
    if not isinstance(cell, MeanCell):
        raise TypeError(f"the example withholds {metric}")
    return cell
