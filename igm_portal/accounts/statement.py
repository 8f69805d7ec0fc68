"""A model of the accessibility statement, for an administrator to begin with."""

from datetime import date

from django.template.loader import render_to_string

from igm_portal.accounts.models import Organisation


def model_statement(organisation: Organisation, today: date) -> str:
    """What is true of the portal as its makers know it, in Dutch, with whom to write or call. The
    organisation answers for it: it reads and changes it before it publishes it.
    """
    context = {"organisation": organisation, "today": today}
    return render_to_string("accounts/model_statement.txt", context).strip()
