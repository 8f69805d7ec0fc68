"""The same, with two web nodes behind a round-robin proxy of which one is lost now and then."""

import os
from collections.abc import Callable
from random import Random

import pytest
from playwright.sync_api import BrowserContext

from surveys.models.response import Response
from tests.browser.chaos import Filler
from tests.browser.sequences import TROUBLE, play, play_shared
from tests.browser.sharing import SharedBrowser
from tests.environment.nodes import Nodes
from tests.environment.watch import Watch
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = int(os.environ.get("CHAOS_RUNS", "2"))


@pytest.fixture
def live_server(two_nodes: Nodes, transactional_db: None) -> Nodes:
    return two_nodes


@pytest.fixture
def world(live_server: Nodes) -> World:
    return settle()


@pytest.mark.parametrize("seed", range(RUNS))
def test_with_nodes_lost_stored_is_what_was_last_confirmed(
    world: World,
    live_server: Nodes,
    new_context: Callable[..., BrowserContext],
    watch: Watch,
    seed: int,
) -> None:
    watch.expect(TROUBLE)
    wave = world.wave(world.team("a", 1))
    filler = Filler.begin(new_context(), live_server, world, wave, seed)
    filler.restart()  # at least once
    play(world, filler)
    filler.context.close()


@pytest.mark.parametrize("seed", range(RUNS))
def test_with_nodes_lost_nothing_of_two_in_one_browser_is_misplaced(
    world: World,
    live_server: Nodes,
    new_context: Callable[..., BrowserContext],
    watch: Watch,
    seed: int,
) -> None:
    watch.expect(TROUBLE)
    wave = world.wave(world.team("a", 2))
    random = Random(seed)  # noqa: S311
    shared = SharedBrowser(new_context(), live_server.url, world, wave, random)
    shared.sit_down()
    shared.open_tab()
    live_server.restart(meanwhile=shared.choose)
    play_shared(shared, lambda: live_server.restart(meanwhile=shared.choose))
    assert Response.objects.count() <= 2
    shared.context.close()
