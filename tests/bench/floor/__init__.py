"""The floor: a bare Django, without login, session, audit or form token. A limit, not a product."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.place import Place, run
from tests.bench.site import site


@contextmanager
def floor(place: Place) -> Iterator[int]:
    """The floor behind gunicorn, with its table; gives the port."""
    circumstances = {
        "DJANGO_SETTINGS_MODULE": f"{__name__}.settings",
        "IGM_DATABASE_URL": place.make_database("floor"),
    }
    run(["-m", f"{__name__}.make"], circumstances)
    with site(f"{__name__}.wsgi", circumstances) as port:
        yield port
    place.drop_database("floor")
