"""Whatever a page or file says about a group follows from the snapshot, and from nothing else.

All roles read everything they can reach; then the answers behind it are changed, and all of them
read it again. Not one page may differ: so all of them together know no more than was published,
and what was published is attacked in `test_publication`.
"""

from random import Random

import pytest

from igm_portal.accounts.roles import Role
from igm_portal.followup.services.agreements import make_agreement
from surveys.models import Wave
from surveys.models.response import OpenAnswer, Response
from tests.attack.reading import Pages, differences, everything, files, pdfs
from tests.world import World, settle

pytestmark = [pytest.mark.attack, pytest.mark.django_db]

ROLES = ("administrator", "hr", "head", "manager-acht", "manager-zes", "acht-1", "zes-1")
WORDS = "Dinsdag zonder telefoon"
TEAMS = {"acht": (9, 8), "zes": (9, 6), "twaalf": (15, 12), "veel": (16, 13)}
"""Per team how many work there and how many answer."""


@pytest.fixture(scope="module")
def shared_world(module_db: None) -> World:
    """Two departments, four teams, two closed waves and an open one."""
    world = settle()
    teams = [
        world.team(name, size, department="Werk" if index < 2 else "Inkomen")
        for index, (name, (size, _)) in enumerate(TEAMS.items())
    ]
    world.give("head", Role.DEPARTMENT_HEAD, department=teams[0].department)
    world.give("administrator", Role.ADMINISTRATOR)
    for title in ("Eerste", "Tweede", "Derde"):
        wave = world.wave(*teams, title=title)
        world.answer_all(
            wave, [f"{name}-{i}" for name, (_, n) in TEAMS.items() for i in range(1, n + 1)]
        )
        if title != "Derde":
            world.close(wave)
        if title == "Eerste":
            _agree(world, wave)
    return world


def _agree(world: World, wave: Wave) -> None:
    """Two teams, one of them shown, agree something about an element, on pages of their own."""
    for name in ("acht", "zes"):
        make_agreement(
            access=world.access(f"manager-{name}"),
            place=wave.teams.get(team_name=name),
            today=wave.closes_on,
            what=WORDS,
            owner="team",
            look_back_on=wave.closes_on,
            kind="time",
            element="context",
            grounds="",
        )


def scramble(*own: str) -> None:
    """Every answer in the database becomes somebody else's, and every free text another; but those
    under the `own` pseudonyms stay.
    """
    random = Random(3)  # noqa: S311
    found = list(Response.objects.exclude(pseudonym__in=own))
    given = [(one.answers[::-1], one.scores) for one in found]
    random.shuffle(given)
    for one, (answers, scores) in zip(found, given, strict=True):
        one.answers, one.scores = answers, scores
    Response.objects.bulk_update(found, ["answers", "scores"])
    OpenAnswer.objects.exclude(response__pseudonym__in=own).update(text="iets anders")


def test_no_page_or_file_depends_on_an_answer_of_somebody_else(world: World) -> None:
    written = files(world, "hr")  # first: what is exported is on record, and shows there
    before = {who: everything(world, who) for who in ROLES}
    for who in ("manager-acht", "acht-1"):
        pages = [address for address, text in before[who].items() if WORDS in text]
        for part in ("opvolging/", "presenteren/?stap=7", "voorleggen/"):
            assert any(part in address for address in pages), (who, part)
    scramble()
    loopt = Wave.objects.get(title="Derde")
    for who in ROLES:
        after = everything(world, who)
        assert differences(before[who], after) == [], who
        assert not [a for a in after if f"{loopt.pk}/team" in a], "results of an open wave"
    Response.objects.exclude(wave__state="open").delete()
    for who in ("administrator", "hr", "head"):  # who has no answers of one's own
        assert differences(before[who], everything(world, who)) == [], who
    assert differences(written, files(world, "hr")) == []
    _they_found_the_profiles_and_the_files(before["hr"], written)


def _they_found_the_profiles_and_the_files(read: Pages, written: Pages) -> None:
    """Nothing would differ on an empty site either."""
    assert sum("/team/" in address for address in read) >= 2 * len(TEAMS)
    assert sum("/afdeling/" in address for address in read) >= 4
    for form in ("csv ", "csv-excel", "xlsx", "gespreksbladen", "rapporten", "organisatierapport"):
        assert any(f"file {form}" in key for key in written), form
    assert sum("igm-advice__card" in text for text in read.values()) >= len(TEAMS)
    for form in ("gespreksbladen", "rapporten"):
        papers = [text for key, text in written.items() if f"file {form}" in key]
        assert any("Advies bij deze cijfers" in text for text in papers), form
    assert all(text for text in written.values())
    assert not any(WORDS in text for text in (*read.values(), *written.values()))
    assert all(text.startswith("200") for key, text in read.items() if "/team/" in key)


@pytest.mark.parametrize("who", ["head", "manager-acht"])
def test_no_pdf_of_a_group_depends_on_an_answer(world: World, who: str) -> None:
    read = everything(world, who)
    before = pdfs(world, who, read)
    scramble()
    assert differences(before, pdfs(world, who, read)) == []
    assert sum(text.startswith("200 ") and len(text) > 200 for text in before.values()) >= 2


@pytest.mark.parametrize("who", ["acht-1", "twaalf-1"])
def test_a_participant_reads_nothing_that_depends_on_the_answers_of_others(
    world: World, who: str
) -> None:
    """The own profile, the own data and their pdfs included: of those the own answers stay."""
    own = [world.invitation(wave, who).pseudonym for wave in Wave.objects.all()]
    read = everything(world, who, own=True)
    as_pdf = pdfs(world, who, read)  # on record, and so among the own data
    before = everything(world, who, own=True)
    scramble(*own)
    assert differences(before, everything(world, who, own=True)) == []
    assert differences(as_pdf, pdfs(world, who, read)) == []
    assert any("mijn-profiel" in address for address in before)
    assert any(address.endswith("/samen/") for address in before), "all shown teams together"
    assert sum(text.startswith("200 ") and len(text) > 200 for text in as_pdf.values()) >= 2


def test_while_a_wave_is_open_one_answer_more_within_the_band_shows_nowhere() -> None:
    """Of 20 people 15 or 14 have sent: 70 to 80 per cent both."""
    world = settle("elders", "Elders")
    team = world.team("team", 20)
    world.give("administrator", Role.ADMINISTRATOR)
    wave = world.wave(team, title="Loopt")
    world.answer_all(wave, [f"team-{i}" for i in range(1, 16)])
    roles = ("administrator", "hr", "manager-team", "team-20")
    before = {who: everything(world, who) for who in roles}
    one = Response.objects.get(pseudonym=world.invitation(wave, "team-12").pseudonym)
    one.delete()
    for who in roles:
        assert differences(before[who], everything(world, who)) == [], who
