"""The floor: a bare Django, without login, session, audit or form token. A limit, not a product.

And the same page for who is signed in, with the middleware that a new project of Django begins
with: its session, user and token. What a page with a person costs in any product on Django.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.place import Place, run, told
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


@contextmanager
def signed_in_floor(place: Place, people: int) -> Iterator[tuple[int, list[str]]]:
    """The floor for who is signed in; gives the port, and a session of each of so many people."""
    circumstances = {
        "DJANGO_SETTINGS_MODULE": f"{__name__}.signed_in_settings",
        "IGM_DATABASE_URL": place.make_database("signed_in"),
    }
    sessions = told(["-m", f"{__name__}.make_signed_in", str(people)], circumstances)
    with site(f"{__name__}.wsgi", circumstances) as port:
        yield port, sessions
    place.drop_database("signed_in")
