"""Measurement errors from elsewhere: what is read in, reading in more, taking away (ADR 66)."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from reports.disclosure.reference_file import LONGEST_FILE, ReferenceFile, from_text
from reports.services.reference_files import (
    import_file,
    imported_values,
    questionnaire_titles,
    read_file,
    remove_values,
)
from reports.statistics.sem import Origin, Source
from reports.texts.elements import METRIC_NAMES
from reports.texts.sentences import origin_text
from surveys.services.refusals import Refused


class ReferenceFileForm(forms.Form):
    """A file, or the text of one that was looked at already."""

    file = forms.FileField(
        label=gettext_lazy("File with measurement errors"),
        help_text=gettext_lazy(
            "From another organisation; its name ends in .json. Who manages the server there "
            "makes it with the command reference_values."
        ),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> str:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LONGEST_FILE:
            raise forms.ValidationError(_("This file is too large: it holds something else."))
        try:
            content: bytes = file.read()
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _("This is no file with measurement errors. Choose one whose name ends in .json.")
            ) from None


@dataclass(frozen=True, slots=True)
class FileView:
    """A file for who decides about it: about which questions, where it comes from, its values."""

    questionnaire: str
    provenance: str
    waves: int
    rows: tuple[tuple[str, str, str], ...]
    spreads: int


@requires(Permission.MANAGE_ORGANISATION)
def reference_files(request: OrganisationRequest) -> HttpResponse:
    """What was read in, and reading in a file: first a look at it, which keeps nothing."""
    if "remove" in request.POST:
        return _done(request, _("Taken away. It holds for no new wave any more."), _remove)
    if "text" in request.POST:
        return _done(request, _("Read in. It holds for waves that are launched from now."), _import)
    is_post = request.method == "POST"
    form = ReferenceFileForm(request.POST, request.FILES) if is_post else ReferenceFileForm()
    looked: FileView | None = None
    if is_post and form.is_valid():
        try:
            looked = _view(read_file(request.access.organisation, form.cleaned_data["file"]))
        except Refused as refusal:
            form.add_error("file", str(refusal.message))
    context: dict[str, Any] = {
        "form": form,
        "looked": looked,
        "text": form.cleaned_data["file"] if looked else "",
        "imported": [
            (values, _view(from_text(values.content)))
            for values in imported_values(request.access.organisation)
        ],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_post and not looked else HTTPStatus.OK
    return render(request, "reports/reference_files.html", context, status=status)


def _done(
    request: OrganisationRequest, message: str, act: Callable[[OrganisationRequest], None]
) -> HttpResponse:
    """Carry it out, or say why not; either way back to what is read in."""
    try:
        act(request)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, message)
    return redirect("reference_files", request.access.organisation.slug)


def _import(request: OrganisationRequest) -> None:
    import_file(access=request.access, text=request.POST["text"])


def _remove(request: OrganisationRequest) -> None:
    remove_values(access=request.access, key=request.POST["remove"])


def _view(file: ReferenceFile) -> FileView:
    source = Source(file.people.low, file.people.high, file.day.isoformat(), file.place)
    return FileView(
        questionnaire=questionnaire_titles().get(file.checksum, file.questionnaire),
        provenance=origin_text(Origin.IMPORTED, source),
        waves=file.waves,
        rows=tuple(
            (
                str(METRIC_NAMES[metric]),
                str(one.points),
                origin_text(one.origin, Source(one.n.low, one.n.high, file.day.isoformat())),
            )
            for metric, one in sorted(file.sems.items(), key=lambda pair: _order(pair[0]))
        ),
        spreads=len(file.spreads),
    )


def _order(metric: str) -> int:
    return list(METRIC_NAMES).index(metric)
