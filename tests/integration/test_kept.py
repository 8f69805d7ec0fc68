"""Parts of pages that are kept: for the same figures, right and language, and for nothing else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from igm_portal.accounts.roles import Role
from igm_portal.render_cache import RenderCache
from tests.published import close
from tests.world import World, settle


def maker() -> tuple[list[str], Callable[[str], Callable[[], str]]]:
    made: list[str] = []

    def make(text: str) -> Callable[[], str]:
        def now() -> str:
            made.append(text)
            return text

        return now

    return made, make


def test_it_is_made_once_for_a_key() -> None:
    made, make = maker()
    kept: RenderCache[str] = RenderCache(2)
    assert [kept.get("a", make("one")), kept.get("a", make("two"))] == ["one", "one"]
    assert made == ["one"]


def test_another_language_is_another_text() -> None:
    _made, make = maker()
    kept: RenderCache[str] = RenderCache(2)
    with override("nl"):
        assert kept.get("a", make("Nederlands")) == "Nederlands"
    with override("en"):
        assert kept.get("a", make("English")) == "English"
    with override("nl"):
        assert kept.get("a", make("again")) == "Nederlands"


def test_the_first_goes_first() -> None:
    made, make = maker()
    kept: RenderCache[str] = RenderCache(2)
    for key in ("a", "b", "c", "b", "a"):
        kept.get(key, make(key))
    assert made == ["a", "b", "c", "a"]


@pytest.mark.django_db
def test_a_head_reads_the_own_department_also_after_hr_read_everything() -> None:
    world = settle()
    wave = world.wave(world.team("Noord", 1), world.team("Zuid", 1, department="Inkomen"))
    world.give("head", Role.DEPARTMENT_HEAD, department=world.department("Inkomen"))
    close(wave)
    all_groups, own, again = (page(world, who) for who in ("hr", "head", "hr"))
    assert "Noord" in all_groups
    assert "Zuid" in own
    assert "Noord" not in own
    assert again == all_groups


@pytest.mark.django_db
def test_a_page_is_read_in_the_language_of_the_reader() -> None:
    world = settle()
    close(world.wave(world.team("Noord", 1)))
    assert "Willen en kunnen" in page(world, "hr")
    assert "Willen and kunnen" in page(world, "hr", language="en")


def page(world: World, who: str, language: str = "nl") -> str:
    """What somebody reads between the filter and the end of the overview."""
    client = Client(headers={"accept-language": language})
    client.force_login(world.people[who])
    text = client.get(reverse("overview", args=[world.slug])).content.decode()
    return text[text.index("</form>") : text.index("</main>")]
