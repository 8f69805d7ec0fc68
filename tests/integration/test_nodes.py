"""Two web nodes behind a round-robin proxy: what one process remembers, the other must know."""

import re
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from surveys.scoring import answers as codec
from surveys.selectors import response_of
from tests.environment.nodes import PATIENCE, Nodes
from tests.node_crowd import FILLING_IN, Crowd, half_sent
from tests.node_visitor import SIGN_IN, TOKEN, Visitor, sign_in
from tests.world import PASSWORD, World, settle

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="nodes share a server"),
]


@pytest.fixture
def world(two_nodes: Nodes, transactional_db: None) -> World:
    cache.clear()
    two_nodes.all_ready()
    return settle()


def test_wrong_passwords_are_counted_over_both_nodes(two_nodes: Nodes, world: World) -> None:
    """Five in all, whichever node hears them; from elsewhere the owner gets in meanwhile."""
    person = world.person("iemand")
    before = dict(two_nodes.proxy.served)
    for _attempt in range(5):
        assert sign_in(Visitor(two_nodes.url), person.email, "verkeerd").status == 200
    assert all(two_nodes.proxy.served[port] > before[port] + 1 for port in before)
    for _node in range(2):
        assert "Te vaak" in sign_in(Visitor(two_nodes.url), person.email, PASSWORD).text


def test_a_sign_in_holds_on_both_nodes_and_its_end_too(two_nodes: Nodes, world: World) -> None:
    world.team("a", 1)
    visitor = Visitor(two_nodes.url)
    assert sign_in(visitor, world.people["a-1"].email, PASSWORD).status == 302
    assert [visitor.get(f"/{world.slug}/").status for _request in range(4)] == [200] * 4
    copy = Visitor(two_nodes.url, dict(visitor.cookies))
    visitor.post("/account/afmelden/", visitor.get("/account/afmelden/"))
    assert [copy.get(f"/{world.slug}/").status for _request in range(4)] == [302] * 4


def test_styles_of_one_node_are_those_of_the_other(two_nodes: Nodes, world: World) -> None:
    pages = [Visitor(two_nodes.url).get(SIGN_IN).text for _node in range(2)]
    sheets = [re.findall(r'(?:href|src)="(/static/[^"]+)"', page) for page in pages]
    assert sheets[0] == sheets[1]
    for sheet in sheets[0]:
        assert re.search(r"\.[0-9a-f]{12}\.", sheet)
        assert [Visitor(two_nodes.url).get(sheet).status for _node in range(2)] == [200, 200]


def test_a_role_that_ends_ends_on_both_nodes(two_nodes: Nodes, world: World) -> None:
    """Who may see what is asked at every request, though pages around it are kept in memory."""
    team = world.team("a", 1)
    visitor = Visitor(two_nodes.url)
    sign_in(visitor, world.people["a-1"].email, PASSWORD)
    wave = world.wave(team)
    page = f"/{world.slug}/vragenlijst/{wave.pk}/1/"
    assert [visitor.get(page).status for _request in range(4)] == [200] * 4
    team.memberships.all().delete()
    assert {visitor.get(page).status for _request in range(4)} <= {403, 404}


def test_with_one_node_lost_every_page_comes_from_the_other(two_nodes: Nodes, world: World) -> None:
    two_nodes.restart(meanwhile=lambda: None)
    statuses = [Visitor(two_nodes.url).get(SIGN_IN).status for _request in range(6)]
    assert statuses[-4:] == [200] * 4
    assert set(statuses) <= {200, 502}
    two_nodes.all_ready()


def test_a_key_that_is_destroyed_is_gone_on_both_nodes(two_nodes: Nodes, world: World) -> None:
    team = world.team("a", 1)
    wave = world.wave(team)
    world.answer(wave, "a-1")
    visitor = Visitor(two_nodes.url)
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


def test_a_rolling_restart_is_an_error_to_nobody(two_nodes: Nodes, world: World) -> None:
    wave = world.wave(world.team("a", 5))
    crowd = Crowd(two_nodes.url, world, wave)
    served = two_nodes.proxy.served
    with crowd.going_on():
        for node in two_nodes.nodes:
            two_nodes.all_ready()
            two_nodes.proxy.withdraw(node.port)
            last = Visitor(two_nodes.url)
            token = TOKEN.search(last.get(SIGN_IN).text)
            assert token
            values = {"login": world.people["a-5"].email, "password": PASSWORD}
            form = urlencode({"csrfmiddlewaretoken": token[1]} | values).encode()
            going = half_sent(node, last, form)
            process = node.ask_to_stop()
            with pytest.raises(subprocess.TimeoutExpired):  # it waits for what is in hand
                process.wait(1)
            going.send(form)
            assert going.getresponse().status == 302
            going.close()
            assert process.wait(PATIENCE) == 0
            crowd.wait_for_rounds()
            before = served[node.port]
            node.start()
            two_nodes.proxy.readmit(node.port)
            two_nodes.all_ready()
            crowd.wait_for_rounds()
            assert served[node.port] > before
    assert crowd.errors == []
    for name in FILLING_IN:
        invitation = world.invitation(wave, name)
        response = response_of(invitation)
        assert response
        stored = codec.get(invitation.questionnaire, response.answers, "H1")
        assert stored == crowd.confirmed[name]
