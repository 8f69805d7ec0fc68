"""Who may open what: every address of the product against every role.

A new address without a row in `ROWS` fails `test_every_address_has_a_row`. The letters in a row
are the answers to a GET by each of `WHO`: 2 = page, 3 = sent on (to sign-in for a stranger),
4 = does not exist for this person, 0 = forbidden, 5 = only by POST.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import Settings

from igm_portal.accounts.models import Module
from igm_portal.accounts.roles import Function, Role
from igm_portal.outbox.heartbeat import record_heartbeat
from reports.jobs.worker import run_job
from reports.models import Job, JobFault, JobState
from surveys.models import Wave
from tests.world import NOWHERE, World, settle

WHO = (
    "administrator",
    "hr",
    "head",  # of the department of team a
    "other-head",
    "manager-a",
    "manager-b",
    "a-1",  # employee of team a, has sent in the closed wave
    "b-1",
    "outsider",  # HR adviser of another organisation
    "stranger",  # not signed in
)
STATUS = {"2": 200, "3": 302, "4": 404, "0": 403, "5": 405}


@dataclass(frozen=True)
class Row:
    """The expected answers for one address, in the order of WHO; `wave` names the wave in it."""

    answers: str
    wave: str = ""
    team: str = ""
    number: int = 0


ROWS: dict[str, list[Row]] = {
    "home": [Row("3333333333")],
    "health": [Row("2222222222")],
    "health_live": [Row("2222222222")],
    "health_all": [Row("2222222222")],  # with a worker; without one in test_health.py
    "metrics": [Row("4444444444")],  # without a token; with one in test_metrics.py
    "security_txt": [Row("4444444444")],  # not filled in; filled in in test_headers.py
    "about_model": [Row("2222222222")],
    "advice_rules": [Row("2222222222")],
    "explanation": [Row("2222222243")],
    "start": [Row("2222222243")],
    "my_profile": [Row("0000223343")],
    "my_team": [Row("0000333343")],
    "help": [Row("2222222243")],
    "accessibility": [Row("4444444444")],  # without a statement; with one in test_help.py
    "edit_help": [Row("2000000043")],
    "edit_words": [Row("2000000043")],
    "client_help": [Row("2222222222")],
    "client_accessibility": [Row("4444444444")],  # as `accessibility`
    "search": [Row("2200000043")],
    "example_profile": [Row("2222222243")],
    "people": [Row("2000000043")],
    "new_person": [Row("2000000043")],
    "selection": [Row("3000000043")],  # a choice is posted; in test_selection.py
    "invite_people": [Row("2000000043")],
    "import_people": [Row("2000000043")],
    "import_example": [Row("2000000043")],
    "import_preview": [Row("3000000043")],  # of nobody; one of one's own in test_import.py
    "import_remembered": [Row("2000000043")],
    "import_columns": [Row("3000000043")],  # of nobody; one of one's own in test_import_layout.py
    "import_titles": [Row("3000000043")],
    "structure": [Row("2000000043")],
    "logo": [Row("4444444443")],  # without one; with one in test_logo.py
    "edit_logo": [Row("2000000043")],
    "remove_logo": [Row("5555555555")],
    "new_department": [Row("2000000043")],
    "edit_department": [Row("2000000043", team="a")],
    "remove_department": [Row("2000000043", team="a")],
    "new_team": [Row("2000000043")],
    "edit_team": [Row("2000000043", team="a")],
    "remove_team": [Row("2000000043", team="a")],
    "hand_over_team": [Row("2000000043", team="a")],
    "person": [Row("2000000043")],
    "edit_person": [Row("2000000043")],
    "edit_email": [Row("2000000043")],
    "erase_person": [Row("2000000043")],
    "approve_email": [Row("5555555555")],
    "invite_person": [Row("5555555555")],
    "reset_second_step": [Row("5555555555")],
    "link_work_account": [Row("2000000043")],
    "confirm_link": [Row("2222222222")],  # with a link that means nothing
    "socialaccount_login_cancelled": [Row("2222222222")],
    # Without a provider; with one in test_provider.py.
    "openid_connect_login": [Row("4444444444")],
    "provider_sign_out": [Row("4444444444")],
    "openid_connect_callback": [Row("4444444444")],
    "new_role": [Row("2000000043")],
    "edit_role": [Row("2000000043")],
    "audit_log": [Row("2000000043")],
    "dossier": [Row("2200000043")],
    "paper": [Row("2200000043")],
    "paper_pdf": [Row("2200000043")],
    "paper_odt": [Row("2200000043")],
    "retention": [Row("2222222243")],
    "edit_terms": [Row("2000000043")],
    "new_hold": [Row("2000000043")],
    "end_hold": [Row("5555555555")],
    "destructions": [Row("2200000043")],
    "audit_chain": [Row("2000000043")],
    "audit_file": [Row("5555555555")],
    "confirm_email": [Row("2222222222")],  # with a link that means nothing
    # Everybody's own account. Where care is asked for again, that comes first (3); without a
    # second step there is nothing to show (4). With one in test_second_step.py.
    "mfa_index": [Row("2222222223")],
    "usersessions_list": [Row("2222222223")],
    "account_second_step": [Row("2222222223")],
    "mfa_activate_totp": [Row("3333333333")],
    "mfa_deactivate_totp": [Row("4444444443")],
    "mfa_view_recovery_codes": [Row("4444444443")],
    "mfa_generate_recovery_codes": [Row("3333333333")],
    "mfa_download_recovery_codes": [Row("4444444443")],
    "mfa_list_webauthn": [Row("2222222223")],
    "mfa_add_webauthn": [Row("3333333333")],
    "mfa_edit_webauthn": [Row("3333333333")],
    "mfa_remove_webauthn": [Row("3333333333")],
    "mfa_login_webauthn": [Row("3333333333")],
    "mfa_reauthenticate_webauthn": [Row("3333333333")],
    "mfa_reauthenticate": [Row("3333333333")],
    "mfa_authenticate": [Row("3333333333")],
    "waves": [Row("0200000043")],
    "new_wave": [Row("0200000043")],
    "wave": [Row("0200000043", wave="open"), Row("0200000043", wave="closed")],
    "edit_wave": [Row("0200000043", wave="concept"), Row("0300000043", wave="open")],
    "wave_plan": [Row("0200000043", wave="concept"), Row("0200000043", wave="closed")],
    "wave_plan_pdf": [Row("0200000043", wave="concept"), Row("0200000043", wave="closed")],
    "conversations": [Row("0200000043", wave="concept"), Row("0200000043", wave="closed")],
    "conversation_calendar": [
        Row("0200222243", wave="open"),
        Row("0200444443", wave="concept"),
    ],
    "launch_wave": [Row("5555555555", wave="concept")],
    "reference_files": [Row("2000000043")],
    "retest": [Row("0300000043", wave="closed")],
    "extend_wave": [Row("0200000043", wave="open"), Row("0300000043", wave="closed")],
    "wave_promises": [Row("0200000043", wave="open"), Row("0200000043", wave="concept")],
    "withdraw_wave": [Row("0200000043", wave="open")],
    "close_wave": [Row("0200000043", wave="open")],
    "wave_mail": [Row("0200000043", wave="open"), Row("0200000043", wave="concept")],
    "invitation_text": [Row("0200000043", wave="concept")],
    "reminder_text": [Row("0200000043", wave="open")],
    "invite": [Row("0200000043", wave="open"), Row("0300000043", wave="concept")],
    "invite_again": [Row("5555555555", wave="open")],
    "remind": [Row("0200000043", wave="open"), Row("0300000043", wave="closed")],
    "questionnaires": [Row("0200000043")],
    "choice_sheet": [Row("0200000043")],
    "preview": [Row("0200000043")],
    "preview_page": [Row("0200000043", number=1)],
    "questionnaire_pdf": [Row("0200000043")],
    "pretest": [Row("0200000043")],
    "answers_file": [Row("0200000043")],
    # Of a wave for klantmanagers; see test_client_access.py for one of clients.
    "paper_entry": [Row("0200000043", wave="open"), Row("0400000043", wave="closed")],
    "start_codes": [Row("0400000043", wave="open")],
    "code_cards": [Row("5555555555", wave="open")],
    "code_letters": [Row("5555555555", wave="open")],
    # Without a code: the page to type one, and from everywhere else to it.
    "client_entry": [Row("2222222222")],
    "client_card": [Row("4444444444")],
    "client_code": [Row("3333333333")],
    "client_introduction": [Row("3333333333")],
    "client_page": [Row("3333333333", number=1)],
    "client_review": [Row("3333333333")],
    "client_later": [Row("3333333333")],
    "client_result": [Row("3333333333")],
    "client_data": [Row("3333333333")],
    "client_data_json": [Row("3333333333")],
    "client_erase": [Row("3333333333")],
    "client_pdf": [Row("3333333333")],
    "client_plan": [Row("3333333333")],
    "client_paper": [Row("3333333333")],
    "client_share": [Row("3333333333")],
    "client_about_sharing": [Row("2222222222")],
    "introduction": [Row("0000442243", wave="open"), Row("0000443343", wave="closed")],
    "page": [Row("0000442243", wave="open", number=1), Row("0000443343", wave="closed", number=1)],
    "own_questionnaire_pdf": [
        Row("0000442243", wave="open"),
        Row("0000443343", wave="closed"),
    ],
    "filling_calendar": [Row("0000442243", wave="open"), Row("0000443343", wave="closed")],
    "save_one": [Row("5555555555", wave="open")],
    "review": [Row("0000442243", wave="open")],
    "later": [Row("0000442243", wave="open")],
    "own_profile": [Row("0000442243", wave="closed"), Row("0000443343", wave="open")],
    "own_pdf": [Row("0000442243", wave="closed"), Row("0000443343", wave="open")],
    "own_plan": [Row("0000442243", wave="closed"), Row("0000443343", wave="open")],
    "results_text": [Row("0200000043", wave="concept")],
    "guide_text": [Row("0200000043", wave="open")],
    "guide": [
        Row("0222220043", wave="open"),
        Row("0222220043", wave="closed"),
        Row("0444444443", wave="concept"),
    ],
    "shown_teams": [Row("0000002243", wave="closed"), Row("0444444443", wave="open")],
    "teams": [Row("0333333343", wave="closed"), Row("0444444443", wave="open")],
    "team_profile": [
        Row("0220202043", wave="closed", team="a"),
        Row("0202020243", wave="closed", team="b"),
        Row("0444444443", wave="open", team="a"),
    ],
    "department_profile": [Row("0220000043", wave="closed", team="a")],
    "team_presentation": [
        Row("0220202043", wave="closed", team="a"),
        Row("0202020243", wave="closed", team="b"),
        Row("0444444443", wave="open", team="a"),
    ],
    "department_presentation": [Row("0220000043", wave="closed", team="a")],
    "organisation_presentation": [Row("0200000043", wave="closed")],
    "wave_files": [Row("0200000043", wave="closed"), Row("0400000043", wave="open")],
    # Of the organisation as a whole, for who leads it.
    "mirror": [Row("0222000043", wave="closed"), Row("0444000043", wave="open")],
    "quality": [Row("0200000043", wave="closed"), Row("0400000043", wave="open")],
    "organisation_profile": [Row("0200000043", wave="closed")],
    "organisation_support": [Row("0200000043", wave="closed"), Row("0400000043", wave="open")],
    "department_support": [
        Row("0220000043", wave="closed", team="a"),
        Row("0202000043", wave="closed", team="b"),
    ],
    "followup_team": [Row("0000202043", wave="closed", team="a")],
    "plan_conversation": [Row("0000202043", wave="closed", team="a")],
    "end_conversation": [Row("5555555555", wave="closed", team="a")],
    "new_agreement": [Row("0000202043", wave="closed", team="a")],
    "followup_calendar": [Row("0000404043", wave="closed", team="a")],  # with no day yet
    # An agreement of nobody; one of the own team in test_followup.py.
    "look_back": [Row("0000404043", wave="closed", team="a")],
    "refer": [Row("0000404043", wave="closed", team="a")],
    "remove_agreement": [Row("5555555555", wave="closed", team="a")],
    "share_agreement": [Row("5555555555", wave="closed", team="a")],
    "referrals": [Row("0222000043")],
    "referrals_seen": [Row("5555555555")],
    "followup_progress": [Row("0200000043", wave="closed")],
    "heard_sheet": [Row("0020000043", team="a")],
    "dialogue": [Row("0020202043", team="a")],
    "plan_dialogue": [Row("0020000043", team="a")],
    "cancel_dialogue": [Row("5555555555", team="a")],
    "withdraw_question": [Row("5555555555", team="a")],
    "modules": [Row("2222222243")],
    "edit_module": [Row("2000000043")],
    "scripts": [Row("0222222243")],
    "script": [Row("0222222243")],
    "wisdom": [Row("0222222243")],
    "client_cards": [Row("0222222243")],
    "client_cards_sheet": [Row("0222222243")],
    # Its module is off; with it on, and with a code, in test_sharing.py. Only who is klantmanager
    # and nothing else.
    "sharing": [Row("0000003343")],
    "make_number": [Row("5555555555")],
    "about_sharing": [Row("2222222243")],
    # Nothing lies on the table; with a puzzle in test_puzzle.py.
    "puzzles": [Row("0222222243")],
    "begin_puzzle": [Row("5555555555")],
    "puzzle": [Row("0222222243")],
    "puzzle_paper": [Row("0444444443")],
    "empty_puzzle_paper": [Row("0222222243")],
    "wisdom_sheet": [Row("0222222243")],
    # A moment of nobody; those of the organisation in test_learning_moments.py.
    "learning_moments": [Row("0222222243")],
    "new_learning_moment": [Row("0200000043")],
    "edit_learning_moment": [Row("0400000043")],
    "remove_learning_moment": [Row("5555555555")],
    "learning_calendar": [Row("0444444443")],
    # The module is off; with it on in test_cases.py.
    "cases": [Row("0333333343")],
    "begin_case": [Row("5555555555")],
    "case_session": [Row("0222222243")],
    "case_count": [Row("0444444443")],
    "new_case": [Row("0300330043")],
    "edit_case": [Row("0400440043")],
    "remove_case": [Row("5555555555")],
    "case_entry": [Row("2222222222")],
    "case_answer": [Row("4444444444")],
    # The module is off; with it on in test_notices.py.
    "notices": [Row("0000333343")],
    "new_notice": [Row("0000333343")],
    "edit_notice": [Row("0000444443")],
    "remove_notice": [Row("5555555555")],
    "notice_words": [Row("2000000043")],
    # Nothing is kept, and the module is off; with a plan in test_own_plan.py.
    "my_plan": [Row("0000333343")],
    "edit_my_plan": [Row("0000333343")],
    "my_plan_pdf": [Row("0000444443")],
    "my_plan_calendar": [Row("0000444443")],
    "remove_my_plan": [Row("5555555555")],
    # Nothing is kept, shared or asked; with an assignment in test_assignment.py.
    "assignment": [Row("0000330043")],
    "edit_assignment": [Row("0000220043")],
    "edit_chain": [Row("0000440043")],
    "new_obstacle": [Row("0000440043")],
    "edit_obstacle": [Row("0000440043")],
    "remove_obstacle": [Row("5555555555")],
    "look_back_assignment": [Row("0000440043")],
    "assignment_pdf": [Row("0000440043")],
    "assignment_calendar": [Row("0000440043")],
    "remove_assignment": [Row("5555555555")],
    "share_assignment": [Row("0000440043")],
    "stop_sharing": [Row("5555555555")],
    "stop_sharing_with": [Row("5555555555")],
    "shared_assignments": [Row("0222220043")],
    "shared_assignment": [Row("0444440043")],
    "invite_peer": [Row("0000220043")],
    "join_peers": [Row("5555555555")],
    "leave_peers": [Row("5555555555")],
    "ask_remeasurement": [Row("0000220043")],
    "withdraw_remeasurement": [Row("5555555555")],
    "answer_remeasurement": [Row("0400000043")],
    "my_data": [Row("2222222243")],
    "my_data_page": [Row("2222222243")],
    "my_data_json": [Row("2222222243")],
    "erase_my_answers": [Row("2222222243")],
    "overview": [Row("0222000043")],
    "overview_trend": [Row("0222000043")],
    "exports": [Row("0200000043")],
    "export_job": [Row("0400000043")],  # of nobody; one of one's own in test_jobs.py
    "export_progress": [Row("0400000043")],
    "export_file": [Row("0400000043")],
    "retry_export": [Row("5555555555")],
    "remove_export": [Row("5555555555")],
    "team_pdf": [Row("5555555555", wave="closed", team="a")],
    "department_pdf": [Row("5555555555", wave="closed", team="a")],
    "organisation_pdf": [Row("5555555555", wave="closed")],
    "mirror_pdf": [Row("5555555555", wave="closed")],
}
NAMED_OF_ACCOUNT = {"mfa_index", "mfa_list_webauthn", "usersessions_list", "account_second_step"}
# Pages of the sign-in itself, tested in test_sign_in.py; one-click sign-in, in test_demo.py.
# Written by clients without an account, in test_client.py; on a phone in a room, in test_cases.py.
ELSEWHERE = {
    *("choose_language", "client_begin", "client_save_one", "client_stop", "client_address"),
    "client_stop_sharing",
    "case_withdraw",
    *("demo_sign_in", "demo_mail", "gallery"),
}


def places_in(world: World) -> dict[str, object]:
    """Whatever an address can name, with a person for everyone of WHO."""
    a, b = world.team("a", 9), world.team("b", 9, department="Inkomen")
    world.give("hr", Role.HR_ADVISER)
    world.give("administrator", Role.ADMINISTRATOR)
    world.give("head", Role.DEPARTMENT_HEAD, department=a.department)
    world.give("other-head", Role.DEPARTMENT_HEAD, department=b.department)
    elsewhere = settle("duinen", "Duinen")
    world.people["outsider"] = elsewhere.give("outsider", Role.HR_ADVISER)
    world.switch(Module.SUPPORT)
    closed = world.wave(a, b, title="closed", asks_support=True)
    world.answer_all(closed, [f"{team}-{number}" for team in "ab" for number in range(1, 10)])
    world.close(closed)
    ended = world.wave(a, b, title="ended")  # closed, and nobody may read its results yet
    world.answer_all(ended, [f"{team}-{number}" for team in "ab" for number in range(1, 10)])
    world.close(ended)
    Wave.objects.filter(pk=ended.pk).update(results_at=timezone.now() + timedelta(days=2))
    return {
        "a": a,
        "b": b,
        "closed": closed,
        "ended": ended,
        "open": world.wave(a, b, title="open"),
        "concept": world.wave(a, b, title="concept", launched=False),
        "person_id": world.people["a-1"].pk,
        "membership_id": world.people["a-1"].memberships.get().pk,
        "preview_id": NOWHERE,
        "hold_id": NOWHERE,
        "name": "dpia",
        "upload_id": NOWHERE,
        "job_id": NOWHERE,
        "agreement_id": NOWHERE,
        "moment_id": NOWHERE,
        "case_id": NOWHERE,
        "notice_id": NOWHERE,
        "obstacle_id": NOWHERE,
        "assignment_id": NOWHERE,
        "question_id": NOWHERE,
        "format": "hour",
        "audience": "klantmanager",
        "module": "questions",
        "mark": "none",
        "token": "nothing",
        "pk": 1,
        "provider_id": "nothing",
    }


@pytest.fixture(scope="module")
def town(module_db: None) -> tuple[World, dict[str, object]]:
    world = settle()
    return world, places_in(world)


@pytest.fixture
def world(db: None, town: tuple[World, dict[str, object]]) -> World:
    return town[0].read_again()


@pytest.fixture
def places(db: None, town: tuple[World, dict[str, object]]) -> dict[str, object]:
    record_heartbeat(timezone.now())
    return town[1]


def address(name: str, row: Row, world: World, places: dict[str, object]) -> str:
    pattern = NAMED[name]
    given: dict[str, object] = {}
    for part in pattern:
        if part == "organisation":
            given[part] = world.slug
        elif part == "edition":
            given[part] = "k1@2"
        elif part == "wave_id":
            given[part] = places[row.wave].pk  # type: ignore[attr-defined]
        elif part == "team_id":
            given[part] = places[row.team].pk  # type: ignore[attr-defined]
        elif part == "department_id":
            given[part] = places[row.team].department_id  # type: ignore[attr-defined]
        else:
            given[part] = places.get(part, row.number)
    return reverse(name, kwargs=given)


def named(
    resolver: URLResolver, above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in resolver.url_patterns:
        parts = (*above, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from named(entry, parts)
        elif entry.name:
            yield entry.name, parts


NAMED = dict(named(get_resolver()))


def test_every_address_has_a_row() -> None:
    ours = {name for name in NAMED if not name.startswith("account_")} | {"account_second_step"}
    assert ours == set(ROWS) | ELSEWHERE


def test_every_address_has_a_name() -> None:
    def count(resolver: URLResolver) -> int:
        return sum(
            count(entry) if isinstance(entry, URLResolver) else 1 for entry in resolver.url_patterns
        )

    assert count(get_resolver()) == len(NAMED)


@pytest.mark.urls("tests.plain_errors")
@pytest.mark.no_cover
def test_all_roles_at_all_addresses(world: World, places: dict[str, object]) -> None:
    clients = {who: Client() for who in WHO}
    for who in WHO[:-1]:
        clients[who].force_login(world.people[who])
    wrong = []
    for name, rows in ROWS.items():
        for row in rows:
            url = address(name, row, world, places)
            for who, letter in zip(WHO, row.answers, strict=True):
                status = clients[who].get(url).status_code
                # A stranger is sent to sign-in before the method is looked at.
                expected = 302 if who == "stranger" and letter == "5" else STATUS[letter]
                if status != expected:
                    wrong.append(f"{name} {row.wave}{row.team} as {who}: {status}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.urls("tests.plain_errors")
@pytest.mark.no_cover
def test_without_a_second_step_two_roles_open_nothing(
    world: World, places: dict[str, object], settings: Settings
) -> None:
    """Whatever address of the organisation they ask for, but what is open to a stranger or to
    everybody with an account.
    """
    settings.IGM_SECOND_STEP_REQUIRED = True
    wrong = []
    for who in ("administrator", "hr"):
        client = Client()
        client.force_login(world.people[who])
        for name, rows in ROWS.items():
            for row in rows:
                letter = row.answers[WHO.index(who)]
                own_account = name in NAMED_OF_ACCOUNT
                if letter != "2" or row.answers[-1] == "2" or own_account:
                    continue
                answer = client.get(address(name, row, world, places))
                if not answer.headers.get("Location", "").startswith("/account/tweede-stap/"):
                    wrong.append(f"{name} as {who}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


OWN = {
    *("introduction", "page", "own_questionnaire_pdf", "filling_calendar"),
    *("own_profile", "own_pdf", "own_plan"),
}
# Without figures.
PLANNING = {
    "wave",
    "wave_plan",
    "wave_plan_pdf",
    "conversations",
    "remind",
    "paper_entry",
    "extend_wave",
    "retest",
    "guide",
}


@pytest.mark.urls("tests.plain_errors")
@pytest.mark.no_cover
def test_before_its_moment_no_result_exists_at_any_address_for_any_role(
    world: World, places: dict[str, object]
) -> None:
    """Every address of a closed wave, but for the own profile and the pages of its plan: not
    by asking and not by posting.
    """
    rows = {
        name: row
        for name, rows in ROWS.items()
        for row in rows
        if row.wave == "closed" and name not in OWN | PLANNING
    }
    assert {"teams", "team_profile", "organisation_pdf", "quality", "wave_files"} <= set(rows)
    open_addresses = []
    for who in WHO[:-1]:
        client = Client()
        client.force_login(world.people[who])
        for name, row in rows.items():
            after = address(name, row, world, places)
            before = address(name, replace(row, wave="ended"), world, places)
            post = row.answers[0] == "5"
            ask = client.post if post else client.get
            got, expected = ask(before).status_code, ask(after).status_code
            if got not in {403, 404} or (expected in {200, 302} and got != 404):
                open_addresses.append(f"{name} as {who}: {got}")
    assert not open_addresses, "\n".join(open_addresses)
    own = Client()
    own.force_login(world.people["a-1"])
    assert own.get(address("own_profile", Row("", wave="ended"), world, places)).status_code == 200


@pytest.mark.parametrize("who", ["hr", "head", "manager-a", "a-1"])
def test_before_its_moment_no_page_that_gathers_waves_leads_to_its_results(
    who: str, world: World, places: dict[str, object]
) -> None:
    """The start page, the overview, the trend and the files; afterwards they do."""
    ended: Wave = places["ended"]  # type: ignore[assignment]
    client = Client()
    client.force_login(world.people[who])

    def pages() -> str:
        names = ("start", "overview", "overview_trend", "exports")
        answers = [client.get(reverse(name, args=[world.slug])) for name in names]
        answers.append(
            client.get(reverse("overview", args=[world.slug]), {"meting": str(ended.pk)})
        )
        return "".join(a.content.decode() for a in answers if a.status_code in {200, 400})

    ways = [
        reverse("team_profile", args=[world.slug, ended.pk, places["a"].pk]),  # type: ignore[attr-defined]
        reverse("organisation_profile", args=[world.slug, ended.pk]),
        f'value="{ended.pk}"',
    ]
    before = pages()
    assert not [way for way in ways if way in before]
    Wave.objects.filter(pk=ended.pk).update(results_at=timezone.now())
    after = pages()
    assert any(way in after for way in ways)


def test_before_its_moment_hr_gets_no_file_however_it_is_asked(
    world: World, places: dict[str, object]
) -> None:
    ended: Wave = places["ended"]  # type: ignore[assignment]
    client = Client()
    client.force_login(world.people["hr"])
    asked = {"waves": str(ended.pk), "form": "xlsx"}
    assert client.post(reverse("exports", args=[world.slug]), asked).status_code == 200
    assert not Job.objects.exists()
    Job.objects.create(  # asked for round about
        organisation=world.organisation,
        owner=world.people["hr"],
        form="xlsx",
        waves=[str(ended.pk)],
        fingerprint="x",
        made_on=timezone.localdate(),
        asked_at=timezone.now(),
    )
    job = Job.objects.get()
    run_job(job.pk, timezone.now)
    job.refresh_from_db()
    assert (job.state, job.fault) == (JobState.FAILED, JobFault.NO_FIGURES)


@pytest.mark.urls("tests.plain_errors")
@pytest.mark.once
@pytest.mark.no_cover
def test_a_function_grants_nothing(world: World, places: dict[str, object]) -> None:
    """An inkomensconsulent and an accountmanager get what a klantmanager of the team gets, but for
    what a client shares: that opens for who is klantmanager and nothing else.
    """
    for who, function in (("b-2", Function.INKOMENSCONSULENT), ("b-3", Function.ACCOUNTMANAGER)):
        world.people[who].memberships.update(function=function)
        client = Client()
        client.force_login(world.people[who])
        for name, rows in ROWS.items():
            for row in rows:
                expected = 403 if name == "sharing" else STATUS[row.answers[WHO.index("b-1")]]
                status = client.get(address(name, row, world, places)).status_code
                assert status == expected, f"{name} {row.wave}{row.team} as {function}: {status}"


@pytest.mark.urls("tests.plain_errors")
@pytest.mark.once
@pytest.mark.no_cover
def test_head_answers_as_get_does_at_every_address(world: World, places: dict[str, object]) -> None:
    """Monitors and browsers that ask first get the same answer, without a body.

    What GET answers is held to the same table above.
    """
    wrong = []
    for who in ("administrator", "hr", "a-1", "stranger"):
        client = Client()
        if who != "stranger":
            client.force_login(world.people[who])
        for name, rows in ROWS.items():
            for row in rows:
                if row.answers[WHO.index(who)] == "5":
                    continue
                url = address(name, row, world, places)
                answer, expected = client.head(url), STATUS[row.answers[WHO.index(who)]]
                if answer.status_code != expected or answer.content:
                    wrong.append(f"{name} as {who}: {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)


POSTS = {
    "launch_wave": ("concept", "hr"),
    "extend_wave": ("open", "hr"),
    "retest": ("closed", "hr"),
    "withdraw_wave": ("open", "hr"),
    "close_wave": ("open", "hr"),
    "invitation_text": ("open", "hr"),
    "reminder_text": ("open", "hr"),
    "invite": ("open", "hr"),
    "invite_again": ("open", "hr"),
    "remind": ("open", "hr"),
    "save_one": ("open", "a-1"),
    "paper_entry": ("open", "hr"),
    "review": ("open", "a-1"),
    "new_wave": ("", "hr"),
    "edit_wave": ("concept", "hr"),
    "conversations": ("open", "hr"),
    "exports": ("", "hr"),
    "edit_logo": ("", "administrator"),
    "reference_files": ("", "administrator"),
    "remove_logo": ("", "administrator"),
    "retry_export": ("", "hr"),
    "remove_export": ("", "hr"),
}


@pytest.mark.parametrize("name", POSTS)
def test_writing_is_closed_to_everyone_else(
    name: str, world: World, places: dict[str, object]
) -> None:
    """By POST too: nobody but the one role (and for answers the invited) gets in."""
    wave, allowed = POSTS[name]
    url = address(name, Row("", wave=wave), world, places)
    invited = {"a-1", "b-1"} if allowed == "a-1" else {allowed}
    for who in set(WHO[:-1]) - invited:
        client = Client()
        client.force_login(world.people[who])
        assert client.post(url, {}).status_code in {403, 404}, who
    assert Client().post(url, {}).status_code == 302


def test_the_organisation_of_the_address_decides(world: World, places: dict[str, object]) -> None:
    """HR of another organisation cannot reach this wave through the own address either."""
    client = Client()
    client.force_login(world.people["outsider"])
    for name in ("wave", "teams", "organisation_profile", "close_wave"):
        url = reverse(name, kwargs={"organisation": "duinen", "wave_id": places["closed"].pk})  # type: ignore[attr-defined]
        assert client.get(url).status_code == 404, name


def test_pages_of_an_organisation_are_not_kept_by_the_browser(
    world: World, places: dict[str, object]
) -> None:
    """On a shared desk the Back button must not show the last person's profile."""
    client = Client()
    client.force_login(world.people["a-1"])
    for name, wave in (("start", ""), ("own_profile", "closed"), ("review", "open")):
        answer = client.get(address(name, Row("", wave=wave), world, places))
        assert "no-store" in answer.headers["Cache-Control"], name
