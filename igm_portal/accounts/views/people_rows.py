"""The rows of the list of people. A row of one shape is drawn once, with holes for who it is of: a
template would look up each word of each row.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from igm_portal.accounts.models import Organisation
from igm_portal.accounts.people_list import ListedPerson, ListedRole, listed_details
from igm_portal.accounts.roles import Function, Role
from igm_portal.holes import Holes
from igm_portal.render_cache import RenderCache

NOBODY: Final = UUID(int=0)
_OF_A_PERSON: Final = ("id", "url", "name", "email", "number", "choose")
_OF_A_ROLE: Final = ("label", "place", "function", "period")

Texts = dict[str, str]
Shape = tuple[bool, tuple[tuple[bool, ...], ...]]
"""Whether somebody has a staff number, and of every role which of its texts are there."""


def rows_of(
    organisation: Organisation, people: Iterable[ListedPerson], today: date, *, former: bool
) -> list[SafeString]:
    """These people, each with the roles and the staff number here."""
    everybody = list(people)
    ids = [person for person, _name, _email in everybody]
    details = listed_details(organisation, ids, today, former=former)
    names = {role.value: str(role.label) for role in Role}
    functions = {"": ""} | {function.value: str(function.label) for function in Function}
    choose, url = _("Choose %(name)s"), reverse("person", args=[organisation.slug, NOBODY])

    def described(one: ListedRole) -> Texts:
        role, team, department, function, start, end = one
        period = _period(start, end) if end or start > today else ""
        return {
            "label": names[role],
            "place": team or department or "",
            "function": functions[function],
            "period": period,
        }

    def row(person: UUID, name: str, email: str) -> SafeString:
        ident = str(person)
        texts = {
            "id": ident,
            "url": url.replace(str(NOBODY), ident),
            "name": name,
            "email": email,
            "number": details[person].number,
            "choose": choose % {"name": name},
        }
        return _filled(texts, [described(one) for one in details[person].roles])

    return [row(*one) for one in everybody]


def _period(start: date, end: date | None) -> SafeString:
    role = {"start": start, "end": end}
    return render_to_string("accounts/components/period.html", {"role": role})


_ROWS: Final[RenderCache[tuple[Holes, tuple[str, ...]]]] = RenderCache(64)


def _filled(texts: Texts, roles: list[Texts]) -> SafeString:
    shape = (bool(texts["number"]), tuple(tuple(map(bool, role.values())) for role in roles))
    holes, pieces = _ROWS.get(shape, lambda: _drawn(shape))
    of_roles = {
        f"{name}{number}": text for number, role in enumerate(roles) for name, text in role.items()
    }
    return holes.filled(pieces, texts | of_roles)


def _drawn(shape: Shape) -> tuple[Holes, tuple[str, ...]]:
    """A row of this shape with nobody in it."""
    has_number, roles = shape
    of_roles = [f"{name}{number}" for number in range(len(roles)) for name in _OF_A_ROLE]
    holes = Holes(*_OF_A_PERSON, *of_roles)
    row: dict[str, object] = {name: holes.marks[name] for name in _OF_A_PERSON}
    row["number"] = holes.marks["number"] if has_number else ""
    row["roles"] = [
        {
            name: holes.marks[f"{name}{number}"] if is_there else ""
            for name, is_there in zip(_OF_A_ROLE, parts, strict=True)
        }
        for number, parts in enumerate(roles)
    ]
    return holes, holes.pieces(
        render_to_string("accounts/components/people_row.html", {"row": row})
    )
