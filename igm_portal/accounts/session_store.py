"""Sessions in the database, as Django keeps them, read by one query that stands as SQL: every
request of who is signed in begins with it (docs/adr/0085-what-helped-a-page-turn.md).
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

_SESSION = "SELECT * FROM django_session WHERE session_key = %s"


class SessionStore(db.SessionStore):
    """Django's own in everything but how a session is read."""

    def load(self) -> dict[str, Any]:
        """What the session holds; one that is gone or past its end is Django's to let go of."""
        session = next(iter(Session.objects.raw(_SESSION, [self.session_key])), None)
        if session is None or session.expire_date <= timezone.now():
            return super().load()
        return self.decode(session.session_data)
