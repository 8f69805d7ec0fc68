"""The picture of the made-up team, for the page of signing in, whose view is that of allauth."""

from django import template

from reports.charts.view import ChartView
from reports.profile.example import example_view

register = template.Library()


@register.simple_tag
def example_chart() -> ChartView | None:
    """Willen and kunnen of the made-up team, as on its profile."""
    return example_view()[0].willen_kunnen
