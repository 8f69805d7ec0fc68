"""Mail about accounts: a text of its own per occasion, put in the outbox with what it is about."""

from datetime import timedelta

from django.template.loader import render_to_string

from igm_portal.outbox.services import enqueue


def send(to: str, name: str, *, lasts: timedelta, **values: object) -> None:
    """Mail `templates/accounts/mail/<name>.txt`: the first line is the subject.

    After `lasts` an unsent mail is of no use any more.
    """
    subject, _line_end, body = render_to_string(f"accounts/mail/{name}.txt", values).partition("\n")
    enqueue(to=to, subject=subject, body=body.strip() + "\n", lasts=lasts)
