"""The pages of one organisation for its administrator."""

from django.urls import path

from igm_portal.accounts.views import (
    help,
    import_layout,
    logo,
    people,
    people_import,
    person,
    roles,
    second_step,
    selection,
    structure,
    words,
)
from igm_portal.accounts.views.audit_log import audit_chain, audit_file, audit_log

urlpatterns = [
    path("mensen/", people.people, name="people"),
    path("mensen/nieuw/", people.new_person, name="new_person"),
    path("mensen/selectie/", selection.selection, name="selection"),
    path("mensen/uitnodigen/", people.invite_people, name="invite_people"),
    path("mensen/importeren/", people_import.upload, name="import_people"),
    path("mensen/importeren/voorbeeld/", people_import.example, name="import_example"),
    path("mensen/importeren/<uuid:preview_id>/", people_import.show_preview, name="import_preview"),
    path("mensen/importeren/onthouden/", import_layout.remembered, name="import_remembered"),
    path(
        "mensen/importeren/<uuid:upload_id>/kolommen/",
        import_layout.choose_columns,
        name="import_columns",
    ),
    path(
        "mensen/importeren/<uuid:upload_id>/functies/",
        import_layout.choose_titles,
        name="import_titles",
    ),
    path("beeldmerk/<slug:mark>/", logo.logo, name="logo"),
    path("mensen/indeling/beeldmerk/", logo.edit_logo, name="edit_logo"),
    path("mensen/indeling/beeldmerk/weg/", logo.remove_logo, name="remove_logo"),
    path("hulp/", help.help_page, name="help"),
    path("toegankelijkheid/", help.accessibility, name="accessibility"),
    path("mensen/indeling/hulp/", help.edit_help, name="edit_help"),
    path("mensen/indeling/woorden/", words.edit_words, name="edit_words"),
    path("mensen/indeling/", structure.structure, name="structure"),
    path("mensen/indeling/afdeling/", structure.new_department, name="new_department"),
    path(
        "mensen/indeling/afdeling/<uuid:department_id>/",
        structure.edit_department,
        name="edit_department",
    ),
    path(
        "mensen/indeling/afdeling/<uuid:department_id>/verwijderen/",
        structure.remove_department,
        name="remove_department",
    ),
    path("mensen/indeling/team/", structure.new_team, name="new_team"),
    path("mensen/indeling/team/<uuid:team_id>/", structure.edit_team, name="edit_team"),
    path(
        "mensen/indeling/team/<uuid:team_id>/verwijderen/",
        structure.remove_team,
        name="remove_team",
    ),
    path("mensen/indeling/team/<uuid:team_id>/overdragen/", roles.hand_over, name="hand_over_team"),
    path("mensen/<uuid:person_id>/", person.person, name="person"),
    path("mensen/<uuid:person_id>/wijzigen/", person.edit_person, name="edit_person"),
    path("mensen/<uuid:person_id>/e-mail/", person.edit_email, name="edit_email"),
    path("mensen/<uuid:person_id>/e-mail/goedkeuren/", person.approve, name="approve_email"),
    path("mensen/<uuid:person_id>/uitnodigen/", person.invite_person, name="invite_person"),
    path(
        "mensen/<uuid:person_id>/werkaccount/", person.link_work_account, name="link_work_account"
    ),
    path("mensen/<uuid:person_id>/tweede-stap/weg/", second_step.reset, name="reset_second_step"),
    path("mensen/<uuid:person_id>/rol/", roles.new_role, name="new_role"),
    path("mensen/<uuid:person_id>/rol/<int:membership_id>/", roles.edit_role, name="edit_role"),
    path("logboek/", audit_log, name="audit_log"),
    path("logboek/heel/", audit_chain, name="audit_chain"),
    path("logboek/heel/bestand/", audit_file, name="audit_file"),
]
