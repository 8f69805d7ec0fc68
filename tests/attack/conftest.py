import pytest

from tests.world import World, settle


@pytest.fixture
def world(db: None) -> World:
    return settle()
