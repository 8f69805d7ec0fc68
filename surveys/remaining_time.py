"""How long a wave still takes answers, in words."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def remaining_time(closes_on: date, today: date) -> str:
    """Say how many days there are left and which is the last; both count until 23:59."""
    days = (closes_on - today).days
    if days < 0:
        return _("the last day is over")
    if days == 0:
        return _("today is the last day")
    text = ngettext("%(days)s day left, until %(date)s", "%(days)s days left, until %(date)s", days)
    return text % {"days": days, "date": formats.date_format(closes_on, "j F")}
