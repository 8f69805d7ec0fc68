"""What an organisation calls a klantmanager and the like, set by its administrator (ADR 58)."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.forms.words import WordsForm
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.services.organisations import set_own_words
from igm_portal.local_words import OwnWords, fill, places

LOOK: Final = "look"

# Every form of every word once, in the languages of the pages: so in no catalogue.
SENTENCES: Final = {
    "nl": (
        "{Klantmanagers}, {inkomensconsulenten} en {accountmanagers} werken samen.",
        "De ervaren {klantmanagers} die ik ken, werken aan hun vak.",
        "{De_klantmanager} belt {de_inkomensconsulent} en {de_accountmanager}.",
        "Mijn {klantmanager} laat merken dat werk zoeken belangrijk is.",
        "Bij ons werken we volgens {methode}.",
    ),
    "en": (
        "{Klantmanagers}, {inkomensconsulenten} and {accountmanagers} work together.",
        "The experienced {klantmanagers} I know work on their professional skills.",
        "{De_klantmanager} calls {de_inkomensconsulent} and {de_accountmanager}.",
        "My {klantmanager} shows me that looking for work is important.",
        "Here we follow {methode}.",
    ),
}


@requires(Permission.MANAGE_ORGANISATION)
def edit_words(request: OrganisationRequest) -> HttpResponse:
    """The form, and under it sentences as they will be read; looking keeps nothing."""
    organisation = request.access.organisation
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data=data, initial=organisation.own_words)
    own_words: OwnWords | None = organisation.words
    if data is not None:
        own_words = tuple(sorted(form.own_words().items())) if form.is_valid() else None
        if own_words is not None and data.get("to") != LOOK:
            set_own_words(access=request.access, own_words=dict(own_words))
            messages.success(request, _("Saved. Pages, mails and new papers say it this way."))
            return redirect("structure", organisation.slug)
    context = {
        "form": form,
        "looked": data is not None and own_words is not None,
        "sentences": [
            (language, [fill(sentence, places(own_words, language)) for sentence in sentences])
            for language, sentences in SENTENCES.items()
        ]
        if own_words is not None
        else [],
    }
    return render(request, "accounts/edit_words.html", context)
