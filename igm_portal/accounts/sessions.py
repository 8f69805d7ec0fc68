"""Sessions in the database as Django keeps them; the query of every request is written once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from igm_portal.prepared import Given, Prepared

_SESSION = Prepared(
    lambda: Session.objects.filter(
        session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField())
    )
)


class SessionStore(db.SessionStore):
    """The name is part of the signature: sessions of Django's own store stay valid."""

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.one(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
