"""All shown teams of a group taken together, in words: beside a total that is not shown."""

from dataclasses import replace

from django.utils.translation import gettext as _

from reports.disclosure.cells import Publication, PublishedGroup, ShownTeams


def shown_teams_title(teams: ShownTeams) -> str:
    """What these figures are about."""
    return shown_teams_words(teams.shown, teams.teams)


def shown_teams_words(shown_teams: int, teams: int) -> str:
    """The same for so many shown of so many teams; of all of them, or without teams, the whole."""
    if shown_teams == teams:
        return _("The whole organisation")
    return _("All shown teams together (%(shown)s of %(teams)s)") % {
        "shown": shown_teams,
        "teams": teams,
    }


def named_shown_teams(publication: Publication) -> dict[str, PublishedGroup]:
    """Per key of a group its shown teams together, under a name that says so."""
    return {
        key: replace(teams.figures, name=f"{teams.figures.name}: {shown_teams_title(teams)}")
        for key, teams in publication.shown_teams.items()
    }
