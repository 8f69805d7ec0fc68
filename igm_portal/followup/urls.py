"""Addresses below the name of an organisation: what comes after a result, and the pages that show
it beside something else.
"""

from django.urls import path

from igm_portal.followup.views import (
    calendar,
    case_session,
    cases,
    dialogue,
    heard,
    hour,
    learning,
    modules,
    my_data,
    notices,
    own_plan,
    own_profile,
    profile,
    progress,
    referrals,
    scripts,
    start,
    team,
    wave,
    wisdom,
)

_CASE = "casus/eigen/<uuid:case_id>/"
_DIALOGUE = "activeringsdialoog/<uuid:department_id>/"
_WAVE = "metingen/<uuid:wave_id>/"
_PROFILE = f"{_WAVE}team/<uuid:team_id>/"
_MOMENT = "leermomenten/<uuid:moment_id>/"
_NOTICE = "meekijken/<uuid:notice_id>/"
_TEAM = f"{_PROFILE}opvolging/"

urlpatterns = [
    path("", start.start, name="start"),
    path("voorgelegd/", referrals.referrals, name="referrals"),
    path("voorgelegd/gezien/", referrals.seen, name="referrals_seen"),
    path("voorgelegd/<uuid:department_id>/blad/", heard.heard_sheet, name="heard_sheet"),
    path(_DIALOGUE, dialogue.dialogue, name="dialogue"),
    path(f"{_DIALOGUE}plannen/", dialogue.plan_dialogue, name="plan_dialogue"),
    path(f"{_DIALOGUE}afzeggen/", dialogue.cancel_dialogue, name="cancel_dialogue"),
    path(f"{_DIALOGUE}vraag/weg/", dialogue.withdraw_question, name="withdraw_question"),
    path("casus/", cases.cases, name="cases"),
    path("casus/beginnen/", cases.begin, name="begin_case"),
    path("casus/gesprek/", case_session.session, name="case_session"),
    path("casus/gesprek/aantal/", case_session.count, name="case_count"),
    path("casus/eigen/", cases.new_case, name="new_case"),
    path(_CASE, cases.edit_case, name="edit_case"),
    path(f"{_CASE}weg/", cases.remove, name="remove_case"),
    path("modules/", modules.modules, name="modules"),
    path("modules/<slug:module>/", modules.edit_module, name="edit_module"),
    path("mijn-plan/", own_plan.my_plan, name="my_plan"),
    path("mijn-plan/maken/", own_plan.edit_plan, name="edit_my_plan"),
    path("mijn-plan/pdf/", own_plan.plan_pdf, name="my_plan_pdf"),
    path("mijn-plan/agenda/", own_plan.plan_calendar, name="my_plan_calendar"),
    path("mijn-plan/weg/", own_plan.remove, name="remove_my_plan"),
    path("mijn-gegevens/", my_data.my_data, name="my_data"),
    path("mijn-gegevens/bestand/", my_data.as_page, name="my_data_page"),
    path("mijn-gegevens/json/", my_data.as_json, name="my_data_json"),
    path("mijn-gegevens/wissen/", my_data.erase, name="erase_my_answers"),
    path("metingen/<uuid:wave_id>/mijn-profiel/", own_profile.own_profile, name="own_profile"),
    path("leermomenten/", learning.moments, name="learning_moments"),
    path("leermomenten/nieuw/", learning.new_moment, name="new_learning_moment"),
    path(_MOMENT, learning.edit_moment, name="edit_learning_moment"),
    path(f"{_MOMENT}weg/", learning.remove, name="remove_learning_moment"),
    path(f"{_MOMENT}agenda/", learning.moment_calendar, name="learning_calendar"),
    path("meekijken/", notices.notices, name="notices"),
    path("meekijken/nieuw/", notices.new_notice, name="new_notice"),
    path("meekijken/woorden/", notices.edit_words, name="notice_words"),
    path(_NOTICE, notices.edit_notice, name="edit_notice"),
    path(f"{_NOTICE}weg/", notices.remove, name="remove_notice"),
    path("gespreksvormen/", scripts.scripts, name="scripts"),
    path("gespreksvormen/<slug:format>/", scripts.script, name="script"),
    path("praktisch-wijs/", wisdom.wisdom, name="wisdom"),
    path("praktisch-wijs/pdf/", wisdom.wisdom_sheet, name="wisdom_sheet"),
    path(_WAVE, wave.wave, name="wave"),
    path(f"{_WAVE}starten/", wave.launch, name="launch_wave"),
    path(f"{_WAVE}verlengen/", wave.extend, name="extend_wave"),
    path(f"{_WAVE}mail/uitnodigen/", wave.invite, name="invite"),
    path(f"{_WAVE}mail/opnieuw/", wave.invite_again, name="invite_again"),
    path(f"{_WAVE}opvolging/", progress.progress, name="followup_progress"),
    path(_PROFILE, profile.team, name="team_profile"),
    path(f"{_PROFILE}pdf/", profile.paper, name="team_pdf"),
    path(f"{_PROFILE}presenteren/", hour.team, name="team_presentation"),
    path(_TEAM, team.team, name="followup_team"),
    path(f"{_TEAM}agenda/", calendar.days, name="followup_calendar"),
    path(f"{_TEAM}gesprek/", team.plan, name="plan_conversation"),
    path(f"{_TEAM}gesprek/gehouden/", team.end, name="end_conversation"),
    path(f"{_TEAM}afspraak/", team.new_agreement, name="new_agreement"),
    path(f"{_TEAM}afspraak/<uuid:agreement_id>/", team.look_back, name="look_back"),
    path(f"{_TEAM}afspraak/<uuid:agreement_id>/weg/", team.remove, name="remove_agreement"),
    path(f"{_TEAM}afspraak/<uuid:agreement_id>/delen/", team.share, name="share_agreement"),
    path(f"{_TEAM}afspraak/<uuid:agreement_id>/voorleggen/", team.refer, name="refer"),
]
