"""HEAD is GET without a body: monitors and browsers that ask first get the same answer."""

from django.test import Client

from tests.integration.test_access import ROWS, WHO, address, places
from tests.world import World

__all__ = ["places"]  # the fixture


def test_head_answers_as_get_does_at_every_address(world: World, places: dict[str, object]) -> None:
    wrong = []
    for who in ("administrator", "hr", "a-1", "stranger"):
        client = Client()
        if who != "stranger":
            client.force_login(world.people[who])
        for name, rows in ROWS.items():
            for row in rows:
                if row.answers[WHO.index(who)] == "5":
                    continue
                url = address(name, row, world, places)
                asked, wanted = client.head(url), client.get(url)
                if asked.status_code != wanted.status_code or asked.content:
                    wrong.append(f"{name} as {who}: {asked.status_code}, not {wanted.status_code}")
    assert not wrong, "\n".join(wrong)
