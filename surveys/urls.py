"""Addresses of asking: below the organisation, in the words of its users."""

from django.urls import path

from surveys.models import MailKind
from surveys.views import (
    calendar,
    codes,
    conversations,
    erasing,
    library,
    mailing,
    paper_entry,
    questionnaire,
    retest,
    wave_page,
    waves,
)

urlpatterns = [
    path("vragenlijst/<uuid:wave_id>/", questionnaire.introduction, name="introduction"),
    path("vragenlijst/<uuid:wave_id>/pdf/", questionnaire.as_pdf, name="own_questionnaire_pdf"),
    path("vragenlijst/<uuid:wave_id>/agenda/", calendar.filling_day, name="filling_calendar"),
    path("vragenlijst/<uuid:wave_id>/<int:number>/", questionnaire.page, name="page"),
    path("vragenlijst/<uuid:wave_id>/antwoord/", questionnaire.save_one, name="save_one"),
    path("vragenlijst/<uuid:wave_id>/nakijken/", questionnaire.review, name="review"),
    path("vragenlijst/<uuid:wave_id>/later/", questionnaire.later, name="later"),
    path("metingen/", waves.wave_list, name="waves"),
    path("metingen/nieuw/", waves.new_wave, name="new_wave"),
    path("metingen/<uuid:wave_id>/wijzigen/", waves.edit_wave, name="edit_wave"),
    path("metingen/<uuid:wave_id>/lezen/", wave_page.promises, name="wave_promises"),
    path(
        "metingen/<uuid:wave_id>/gesprekken/",
        conversations.conversations,
        name="conversations",
    ),
    path(
        "metingen/<uuid:wave_id>/gesprekken/agenda/",
        calendar.conversation_days,
        name="conversation_calendar",
    ),
    path("metingen/<uuid:wave_id>/hertest/", retest.retest, name="retest"),
    path("metingen/<uuid:wave_id>/intrekken/", waves.withdraw, name="withdraw_wave"),
    path("metingen/<uuid:wave_id>/mail/", mailing.wave_mail, name="wave_mail"),
    path(
        "metingen/<uuid:wave_id>/mail/uitnodiging/",
        mailing.mail_text,
        {"kind": MailKind.INVITATION},
        name="invitation_text",
    ),
    path(
        "metingen/<uuid:wave_id>/mail/herinnering/",
        mailing.mail_text,
        {"kind": MailKind.REMINDER},
        name="reminder_text",
    ),
    path(
        "metingen/<uuid:wave_id>/mail/resultaat/",
        mailing.mail_text,
        {"kind": MailKind.RESULTS},
        name="results_text",
    ),
    path(
        "metingen/<uuid:wave_id>/mail/vooraf/",
        mailing.mail_text,
        {"kind": MailKind.GUIDE},
        name="guide_text",
    ),
    path("metingen/<uuid:wave_id>/mail/herinneren/", mailing.remind, name="remind"),
    path("metingen/<uuid:wave_id>/papier/", paper_entry.paper_entry, name="paper_entry"),
    path("metingen/<uuid:wave_id>/codes/", codes.codes, name="start_codes"),
    path(
        "metingen/<uuid:wave_id>/codes/kaartjes/",
        codes.printed_codes,
        {"form": "cards"},
        name="code_cards",
    ),
    path(
        "metingen/<uuid:wave_id>/codes/brieven/",
        codes.printed_codes,
        {"form": "letters"},
        name="code_letters",
    ),
    path("mensen/<uuid:person_id>/wissen/", erasing.erase, name="erase_person"),
    path("vragenlijsten/", library.questionnaires, name="questionnaires"),
    path("vragenlijsten/keuze/<slug:audience>/", library.choice, name="choice_sheet"),
    path("vragenlijsten/<str:edition>/", library.preview_start, name="preview"),
    path("vragenlijsten/<str:edition>/<int:number>/", library.preview_page, name="preview_page"),
    path("vragenlijsten/<str:edition>/pdf/", library.as_pdf, name="questionnaire_pdf"),
    path("vragenlijsten/<str:edition>/proef/", library.pretest, name="pretest"),
    path("vragenlijsten/<str:edition>/antwoorden/", library.answers_file, name="answers_file"),
]
