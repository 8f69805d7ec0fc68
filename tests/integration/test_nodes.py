"""Two web nodes behind a round-robin proxy: what one process remembers, the other must know."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.environment import nodes
from tests.environment.nodes import Nodes
from tests.node_visitor import Visitor, sign_in
from tests.world import PASSWORD, World, settle

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="nodes share a server"),
]
LOGIN = "/account/aanmelden/"


@pytest.fixture(scope="module")
def two(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Nodes]:
    with nodes.opened(tmp_path_factory.mktemp("nodes")) as opened:
        yield opened


@pytest.fixture
def world(two: Nodes, transactional_db: None) -> World:
    cache.clear()
    two.all_ready()
    return settle()


def test_wrong_passwords_are_counted_over_both_nodes(two: Nodes, world: World) -> None:
    """Five in all, whichever node hears them; from elsewhere the owner gets in meanwhile."""
    person = world.person("iemand")
    before = dict(two.proxy.served)
    for _attempt in range(5):
        assert sign_in(Visitor(two.url), person.email, "verkeerd").status == 200
    assert all(two.proxy.served[port] > before[port] + 1 for port in before)
    for _node in range(2):
        assert "Te vaak" in sign_in(Visitor(two.url), person.email, PASSWORD).text


def test_a_sign_in_holds_on_both_nodes_and_its_end_too(two: Nodes, world: World) -> None:
    world.team("a", 1)
    visitor = Visitor(two.url)
    assert sign_in(visitor, world.people["a-1"].email, PASSWORD).status == 302
    assert [visitor.get(f"/{world.slug}/").status for _request in range(4)] == [200] * 4
    copy = Visitor(two.url, dict(visitor.cookies))
    visitor.post("/account/afmelden/", visitor.get("/account/afmelden/"))
    assert [copy.get(f"/{world.slug}/").status for _request in range(4)] == [302] * 4


def test_styles_of_one_node_are_those_of_the_other(two: Nodes, world: World) -> None:
    pages = [Visitor(two.url).get(LOGIN).text for _node in range(2)]
    sheets = [re.findall(r'(?:href|src)="(/static/[^"]+)"', page) for page in pages]
    assert sheets[0] == sheets[1]
    for sheet in sheets[0]:
        assert re.search(r"\.[0-9a-f]{12}\.", sheet)
        assert [Visitor(two.url).get(sheet).status for _node in range(2)] == [200, 200]


def test_a_role_that_ends_ends_on_both_nodes(two: Nodes, world: World) -> None:
    """Who may see what is asked at every request, though pages around it are kept in memory."""
    team = world.team("a", 1)
    visitor = Visitor(two.url)
    sign_in(visitor, world.people["a-1"].email, PASSWORD)
    wave = world.wave(team)
    page = f"/{world.slug}/vragenlijst/{wave.pk}/1/"
    assert [visitor.get(page).status for _request in range(4)] == [200] * 4
    team.memberships.all().delete()
    assert {visitor.get(page).status for _request in range(4)} <= {403, 404}


def test_with_one_node_lost_every_page_comes_from_the_other(two: Nodes, world: World) -> None:
    two.restart(meanwhile=lambda: None)
    statuses = [Visitor(two.url).get(LOGIN).status for _request in range(6)]
    assert statuses[-4:] == [200] * 4
    assert set(statuses) <= {200, 502}
    two.all_ready()


def test_a_key_that_is_destroyed_is_gone_on_both_nodes(two: Nodes, world: World) -> None:
    team = world.team("a", 1)
    wave = world.wave(team)
    world.answer(wave, "a-1")
    visitor = Visitor(two.url)
    sign_in(visitor, world.people["a-1"].email, PASSWORD)
    page = f"/{world.slug}/metingen/{wave.pk}/mijn-profiel/"
    assert [visitor.get(page).status for _request in range(4)] == [200] * 4
    file = Path(settings.IGM_KEY_DIR) / f"{wave.key_generation}.key"
    key = file.read_bytes()
    file.unlink()
    try:
        assert [visitor.get(page).status for _request in range(4)] == [503] * 4
    finally:
        file.write_bytes(key)
