"""All shown teams of a group taken together, in words: beside a total that is not shown."""

from dataclasses import replace

from django.utils.translation import gettext as _

from reports.disclosure.cells import Publication, PublishedGroup, ShownTeams


def shown_teams_title(teams: ShownTeams) -> str:
    """What these figures are about."""
    return _("All shown teams together (%(shown)s of %(teams)s)") % {
        "shown": teams.shown,
        "teams": teams.teams,
    }


def named_shown_teams(publication: Publication) -> dict[str, PublishedGroup]:
    """Per key of a group its shown teams together, under a name that says so."""
    return {
        key: replace(teams.figures, name=f"{teams.figures.name}: {shown_teams_title(teams)}")
        for key, teams in publication.shown_teams.items()
    }
