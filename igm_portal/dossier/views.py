"""The papers, as pages, PDF and ODT; for who administers the organisation or its waves."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import drawing_of
from igm_portal.dossier.facts import facts_of
from igm_portal.dossier.odt import odt
from igm_portal.dossier.papers import DRAFT, PAPERS, Paper
from igm_portal.dossier.reading import parts_of
from igm_portal.pdf.page_parts import PagePart, PlanPaper, plan_pdf

READERS = (Permission.MANAGE_ORGANISATION, Permission.MANAGE_WAVES)
ODT = "application/vnd.oasis.opendocument.text"


@require_safe
@requires(*READERS)
def dossier(request: OrganisationRequest) -> HttpResponse:
    """All papers, with who reads each."""
    return render(request, "dossier/dossier.html", {"papers": PAPERS})


@require_safe
@requires(*Permission)
def paper(request: OrganisationRequest, name: str) -> HttpResponse:
    """One paper as a page; some of them for everybody of the organisation."""
    document, parts = _read(request, name)
    context = {
        "name": name,
        "paper": document,
        "has_all": _has_all(request),
        "parts": [(part, _labelled(part.rows)) for part in parts],
        "draft": DRAFT,
        "lead": _lead(request),
    }
    return render(request, "dossier/paper.html", context)


@require_safe
@requires(*Permission)
def paper_pdf(request: OrganisationRequest, name: str) -> HttpResponse:
    """One paper as a PDF."""
    document, parts = _read(request, name)
    organisation = request.access.organisation
    content = plan_pdf(
        PlanPaper(
            title=document.title,
            above=DRAFT,
            lead=_lead(request),
            organisation=organisation.name,
            logo=drawing_of(organisation),
            footer=DRAFT,
            parts=parts,
        )
    )
    return _file(content, "application/pdf", f"{name}.pdf")


@require_safe
@requires(*READERS)
def paper_odt(request: OrganisationRequest, name: str) -> HttpResponse:
    """One paper to go on writing in."""
    document, parts = _read(request, name)
    above = f"{request.access.organisation.name} · {DRAFT}"
    return _file(odt(document.title, above, _lead(request), parts), ODT, f"{name}.odt")


def _read(request: OrganisationRequest, name: str) -> tuple[Paper, list[PagePart]]:
    if name not in PAPERS:
        raise Http404("No such paper.")
    if not (PAPERS[name].for_everybody or _has_all(request)):
        raise PermissionDenied
    facts = facts_of(request.access.organisation, timezone.localdate())
    return PAPERS[name], parts_of(name, facts)


def _has_all(request: OrganisationRequest) -> bool:
    """Whether this person may read every paper, and take them along to write in."""
    return not request.access.permissions.isdisjoint(READERS)


def _labelled(rows: list[list[str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each row below the names of the columns, its cells with that name: on a phone a row is a
    list, and without it nobody sees which cell is what is left of a risk.
    """
    return [(row[0], list(zip(rows[0][1:], row[1:], strict=True))) for row in rows[1:]]


def _lead(request: OrganisationRequest) -> str:
    """From when it is, and who writes what lacks: whoever only reads it cannot."""
    with translation.override("nl"):
        day = date_format(timezone.localdate(), "j F Y")
    who = "dat vult u zelf in" if _has_all(request) else "dat vult je organisatie in"
    return (
        f"Ingevuld op {day} met wat dit portaal op die dag deed. Wat tussen vierkante haken staat, "
        f"weet het portaal niet: {who}."
    )


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
