"""Reading everything that somebody can open, by following every link, and asking for every file."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlencode
from zipfile import ZipFile

from django.test import Client
from django.urls import resolve, reverse

from igm_portal.accounts.models import User
from igm_portal.pdf.report import GroupForm
from surveys.models import Wave
from tests.environment.programs import text_of as text_of_pdf
from tests.files import export
from tests.world import World

LINK = re.compile(r'href="(/[^"#]*)')
STEP = re.compile(r'href="(\?stap=[^"#]*)')  # of the hour, whose window leads nowhere else
SELECT = re.compile(r'<select name="(\w+)".*?</select>', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]+)"')
ONCE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
OWN = {
    "own_profile", "my_data", "my_data_page", "my_data_json", "introduction", "page", "review",
    "later", "erase_my_answers",
}  # fmt: skip

TABLES: Final = ("xlsx", "csv", "csv-excel")
"""The forms of a file that take several waves at once; others are PDFs of one wave."""
PAPERS: Final = {
    "team_profile": "team_pdf",
    "department_profile": "department_pdf",
    "organisation_profile": "organisation_pdf",
    "mirror": "mirror_pdf",
    "own_profile": "own_pdf",
}
"""The name of the page of a group, or of oneself, and that of its PDF."""

WITHOUT_FIGURES: Final = {
    "questionnaire_pdf", "pretest", "paper_pdf", "paper_odt", "client_cards_sheet", "wisdom_sheet",
}  # fmt: skip
"""Papers without a figure or an answer: of these `text_of` would keep no more than that it is a
PDF, and to make them took a quarter of the time.
"""

Pages = dict[str, str]
"""Address to text."""


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def everything(world: World, who: str, *, own: bool = False) -> Pages:
    """All pages that lead from the start page; those of oneself only if `own`."""
    client = signed_in(world.people[who])
    todo, found = [reverse("start", args=[world.slug])], dict[str, str]()
    while todo:
        address = todo.pop()
        if address in found or not address.startswith(f"/{world.slug}/"):
            continue
        if (is_own(address) and not own) or _name(address) in {"export_file", *WITHOUT_FIGURES}:
            continue  # a download is on record and shows in the log: `files` reads what is in it
        answer = client.get(address)
        found[address] = f"{answer.status_code} {text_of(answer)}"
        todo += [unescape(link) for link in LINK.findall(found[address])]
        steps = STEP.findall(found[address])
        todo += [address.partition("?")[0] + unescape(step) for step in steps]
        todo += [answer.headers["Location"]] if answer.status_code == 302 else []
        todo += _choices(address, found[address])
    return found


def _choices(address: str, page: str) -> list[str]:
    """The same address with each choice that the page offers in its own address."""
    if "data-apply" not in page:
        return []
    fields = SELECT.finditer(page)
    choices = ((field[1], value) for field in fields for value in OPTION.findall(field[0]))
    path = address.partition("?")[0]
    return [f"{path}?{urlencode({name: unescape(value)})}" for name, value in choices]


def files(world: World, who: str) -> Pages:
    """All files of all waves: tables, conversation sheets and reports, read as text."""
    return dict(_files(signed_in(world.people[who]), world, who))


def is_own(address: str) -> bool:
    return _name(address) in OWN


def _name(address: str) -> str | None:
    return resolve(address.partition("?")[0]).url_name


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
    for form in re.findall(r'name="form" value="([^"]*)"', page):
        for wave in [waves] if form in TABLES else [[wave] for wave in waves]:
            content = export(world, form, *wave, who=who)
            for name, text in _texts(content):
                yield f"file {form} {[str(one.pk) for one in wave]} {name}", text


def pdfs(world: World, who: str, read: Pages) -> Pages:
    """The PDF of every group whose page `who` can open, as text."""
    client, found = signed_in(world.people[who]), dict[str, str]()
    for page in read:
        name = _name(page)
        if name not in PAPERS:
            continue
        address = reverse(PAPERS[name], args=[world.slug, *_ids(page)])
        own = name == "own_profile"
        answer = client.get(address) if own else client.post(address, {"kind": GroupForm.REPORT})
        content = answer.getvalue() if answer.streaming else answer.content
        text = pdf_text(content) if content.startswith(b"%PDF") else ""
        found[f"pdf {address}"] = f"{answer.status_code} {text}"
    return found


def pdf_text(content: bytes) -> str:
    """The text of a PDF."""
    with TemporaryDirectory() as folder:
        return text_of_pdf(content, Path(folder))


def _texts(content: bytes) -> Iterator[tuple[str, str]]:
    """What can be read in a file, and in the files in it; moments and names of programs are not."""
    if content.startswith(b"%PDF"):
        yield "", pdf_text(content)
    elif content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            for name in sorted(archive.namelist()):
                if not name.startswith("docProps/"):
                    yield from ((f"{name}{n}", text) for n, text in _texts(archive.read(name)))
    else:
        yield "", content.decode("utf-8-sig", errors="replace")


def _ids(address: str) -> list[str]:
    return re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", address)


def differences(before: Pages, after: Pages) -> list[str]:
    """Addresses whose text is not the same, or that only one of them has."""
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
