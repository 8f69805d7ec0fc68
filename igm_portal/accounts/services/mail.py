"""Mail about accounts: a text of its own per occasion, put in the outbox with what it is about."""

from datetime import timedelta

from django.template.loader import render_to_string

from igm_portal.outbox.services import enqueue


def send(to: str, name: str, *, lasts: timedelta, **values: object) -> None:
    """Put one mail in the outbox; after `lasts` an unsent mail is of no use any more."""
    subject, body = written(name, **values)
    enqueue(to=to, subject=subject, body=body, lasts=lasts)


def written(name: str, **values: object) -> tuple[str, str]:
    """Subject and body of `templates/accounts/mail/<name>.txt`: the first line is the subject."""
    subject, _line_end, body = render_to_string(f"accounts/mail/{name}.txt", values).partition("\n")
    return subject, body.strip() + "\n"
