"""Writing as administrator is closed to everyone else."""

import pytest
from django.test import Client
from django.urls import reverse

from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from tests.world import NOWHERE, World, settle

NAMES = (
    "new_person",
    "invite_people",
    "import_people",
    "import_preview",
    "import_columns",
    "import_titles",
    "import_remembered",
    "new_department",
    "edit_department",
    "remove_department",
    "new_team",
    "edit_team",
    "remove_team",
    "hand_over_team",
    "edit_person",
    "edit_email",
    "erase_person",
    "approve_email",
    "invite_person",
    "new_role",
    "edit_role",
)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_but_the_administrator_writes(name: str, world: World) -> None:
    team = world.team("a", 1)
    world.give("administrator", Role.ADMINISTRATOR)
    world.give("hr", Role.HR_ADVISER)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    outsider = settle("duinen", "Duinen").give("baas", Role.ADMINISTRATOR)
    subject = world.people["a-1"]
    given = {
        "person_id": subject.pk,
        "membership_id": subject.memberships.get().pk,
        "preview_id": NOWHERE,
        "upload_id": NOWHERE,
        "team_id": team.pk,
        "department_id": team.department_id,
    }
    wanted = {part: value for part, value in given.items() if part in PARTS.get(name, ())}
    url = reverse(name, kwargs={"organisation": world.slug, **wanted})
    before = AuditEvent.objects.count()
    for who, status in (("hr", 403), ("head", 403), ("manager-a", 403), ("a-1", 403)):
        client = Client()
        client.force_login(world.people[who])
        assert client.post(url, {}).status_code == status, who
    stranger = Client()
    assert stranger.post(url, {}).status_code == 302
    stranger.force_login(outsider)
    assert stranger.post(url, {}).status_code == 404
    assert AuditEvent.objects.count() == before


PARTS = {
    "import_preview": ("preview_id",),
    "import_columns": ("upload_id",),
    "import_titles": ("upload_id",),
    "edit_department": ("department_id",),
    "remove_department": ("department_id",),
    "edit_team": ("team_id",),
    "remove_team": ("team_id",),
    "hand_over_team": ("team_id",),
    "edit_person": ("person_id",),
    "edit_email": ("person_id",),
    "erase_person": ("person_id",),
    "approve_email": ("person_id",),
    "invite_person": ("person_id",),
    "new_role": ("person_id",),
    "edit_role": ("person_id", "membership_id"),
}
