"""What holds for every test."""

import gc
import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest
import typst
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.template import engines
from django.template.backends.django import DjangoTemplates
from hypothesis import is_hypothesis_test, settings
from pytest_django import DjangoDbBlocker

from surveys.services import erasure_list
from tests.environment import nodes, template_variables
from tests.environment.nodes import Nodes
from tests.world import World, settle

BROWSER = Path(__file__).parent / "browser"
MOST_PAPERS: Final = 500  # some 60 kB each
DATABASE = {"db", "transactional_db", "live_server", "module_db"}

# A slow machine is no mistake in the code; in CI the same examples are tried every time.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")


@pytest.hookimpl(tryfirst=True)  # before `-m browser` selects
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests, and play them last: Playwright's event loop stays in the thread.

    Mark also what uses a database: only that is played on a second one. What tries hundreds of
    examples, or one page after another, is not followed line by line: it takes twice the time and
    runs no line that its neighbours do not.
    """
    for item in items:
        if item.path.is_relative_to(BROWSER):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("django_db") or DATABASE & set(
            getattr(item, "fixturenames", ())
        ):
            item.add_marker(pytest.mark.database)
        if item.get_closest_marker("attack") or is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.no_cover)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Ten thousand collected tests and the libraries stay until the end: they are looked through
    for garbage no more, and what is new more seldom. It took a twentieth of the processor.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(autouse=True, scope="session")
def _unknown_template_variables_fail() -> None:
    for backend in engines.all():
        if isinstance(backend, DjangoTemplates):
            backend.engine.string_if_invalid = template_variables.Strict()


@pytest.fixture(autouse=True, scope="session")
def typeset_anew() -> Iterator[Callable[[], None]]:
    """Every paper is typeset once: the pages of a library or a report are asked for by every role,
    and typst took a third of the time of those tests. Equal contents give equal bytes, which the
    test that asks for this proves by calling it in between.
    """
    compile_paper, papers = typst.compile, dict[bytes, bytes]()

    def compile_once(*arguments: Any, **options: Any) -> bytes:
        key = sha256(repr((arguments, sorted(options.items()))).encode()).digest()
        if key not in papers:
            if len(papers) == MOST_PAPERS:
                papers.clear()
            papers[key] = compile_paper(*arguments, **options)
        return papers[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typst, "compile", compile_once)
        yield papers.clear


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """SQLite empties tables by DELETE between browser tests, which some tables refuse."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for trigger in refusals_to_delete(cursor):
                    cursor.execute(f"DROP TRIGGER {trigger}")


def refusals_to_delete(cursor: CursorWrapper) -> list[str]:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%delete'")
    return [name for (name,) in cursor.fetchall()]


@pytest.fixture(scope="module")
def two_nodes(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Nodes]:
    """Two web processes behind a round-robin proxy, once for a module: a start takes seconds."""
    with nodes.opened(tmp_path_factory.mktemp("nodes")) as opened:
        yield opened


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One transaction around all tests of a module, for a municipality that is made once.

    Each test is a savepoint in it, so what one test writes the next does not see. A module with
    such a municipality has no transactional tests, and reads its objects again for every test.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _list_of_erasures_goes_with_the_database() -> Iterator[None]:
    yield
    (Path(django_settings.IGM_KEY_DIR) / erasure_list.NAME).unlink(missing_ok=True)


@pytest.fixture(scope="module")
def shared_world() -> World | None:
    """For a module that makes one municipality for all of its tests, in `module_db`."""
    return None


@pytest.fixture
def world(db: None, shared_world: World | None) -> World:
    return settle() if shared_world is None else shared_world.read_again()
