"""Reading everything that somebody can open, by following every link, and asking for every file."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.test import Client
from django.urls import resolve, reverse

from igm_portal.accounts.models import User
from surveys.models import Wave
from tests.files import export
from tests.world import World

LINK = re.compile(r'href="(/[^"#]*)')
ONCE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
OWN = {
    "own_profile", "my_data", "my_data_page", "my_data_json", "introduction", "page", "review",
    "later", "erase_my_answers",
}  # fmt: skip

Pages = dict[str, str]
"""Address to text; a page of oneself is left out."""


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def everything(world: World, who: str) -> Pages:
    """All pages that lead from the start page, one's own left out."""
    client = signed_in(world.people[who])
    todo, found = [reverse("start", args=[world.slug])], dict[str, str]()
    while todo:
        address = todo.pop()
        if address in found or not address.startswith(f"/{world.slug}/"):
            continue
        if is_own(address) or _is_file(address):
            continue
        answer = client.get(address)
        found[address] = f"{answer.status_code} {text_of(answer)}"
        todo += [unescape(link) for link in LINK.findall(found[address])]
    return found


def files(world: World, who: str) -> Pages:
    """The figures of all waves, in every kind of file that can be compared."""
    return dict(_files(signed_in(world.people[who]), world, who))


def is_own(address: str) -> bool:
    return resolve(address.partition("?")[0]).url_name in OWN


def _is_file(address: str) -> bool:
    """A download is on record, and would show in the log; `files` compares what is in it."""
    return resolve(address.partition("?")[0]).url_name == "export_file"


def text_of(answer: Any) -> str:
    """The body, without what is new at every request."""
    kind: str = answer.headers.get("Content-Type", "")
    if "html" not in kind:
        return kind
    text: str = answer.content.decode()
    return ONCE.sub("", text)


def _files(client: Client, world: World, who: str) -> Iterator[tuple[str, str]]:
    page = client.get(reverse("exports", args=[world.slug])).content.decode()
    chosen = set(re.findall(r'name="waves" value="([^"]+)"', page))
    waves = [wave for wave in Wave.objects.order_by("pk") if str(wave.pk) in chosen]
    for kind in re.findall(r'name="form" value="(csv[^"]*)"', page):
        yield f"file {kind}", export(world, kind, *waves, who=who).decode("utf-8-sig")


def differences(before: Pages, after: Pages) -> list[str]:
    """Addresses whose text is not the same, or that only one of them has."""
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
