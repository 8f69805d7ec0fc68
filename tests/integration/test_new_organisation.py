"""The first step after installing, and names that would take over addresses of the site."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import URLPattern, get_resolver

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
    with pytest.raises(CommandError):
        new(slug)
    assert Organisation.objects.count() == 1


def test_every_fixed_address_is_reserved() -> None:
    first = {
        str(entry.pattern).strip("^").split("/")[0]
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLPattern) or not str(entry.pattern).startswith("<")
    }
    assert first - {"", "<slug:organisation>"} <= RESERVED_SLUGS
