"""The first step after installing, and names that would take over addresses of the site."""

import re
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.core.validators import slug_re

from igm_portal.accounts.models import Membership, Organisation
from igm_portal.accounts.models.organisation import RESERVED_SLUGS
from igm_portal.accounts.roles import Role

pytestmark = pytest.mark.django_db


def new(slug: str) -> str:
    out = StringIO()
    call_command("new_organisation", "Zandstad", slug, "B@zandstad.example", "Bea", stdout=out)
    return out.getvalue()


def test_it_makes_an_organisation_with_one_administrator() -> None:
    assert "Wachtwoord vergeten" in new("zandstad")
    membership = Membership.objects.get()
    assert (membership.role, membership.user.email) == (Role.ADMINISTRATOR, "b@zandstad.example")
    assert not membership.user.has_usable_password()


@pytest.mark.parametrize("slug", ["zandstad", "met spatie", "", *sorted(RESERVED_SLUGS)])
def test_a_name_that_cannot_be_used_is_refused_in_words(slug: str) -> None:
    new("zandstad")
    with pytest.raises(CommandError) as refusal:
        new(slug)
    assert "Organisation" not in str(refusal.value)
    assert Organisation.objects.count() == 1


def test_every_fixed_address_is_reserved() -> None:
    """Those of the demo are below the ones of the site in the addresses of the suite."""
    first = {
        str(entry.pattern).split("/")[0]
        for module in ("igm_portal.urls", "igm_portal.demo.urls")
        for entry in import_module(module).urlpatterns
    }
    fixed = {word for word in first if re.fullmatch(slug_re, word)}
    assert {"adviezen", "gezond", "demo"} <= fixed
    assert fixed <= RESERVED_SLUGS
