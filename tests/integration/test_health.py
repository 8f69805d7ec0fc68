"""What the machine that watches the portal hears, and what compose hands to its containers."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from igm_portal.environment import VARIABLES
from igm_portal.outbox.heartbeat import HEARTBEAT_TIMEOUT, record_heartbeat
from igm_portal.outbox.models import Heartbeat, Stoppage
from igm_portal.outbox.services import enqueue

ROOT = Path(settings.BASE_DIR)


def ask(address: str) -> tuple[int, str]:
    answer = Client().get(address)
    return answer.status_code, answer.content.decode()


@pytest.mark.django_db
def test_all_is_in_order_with_a_worker_at_work() -> None:
    record_heartbeat(timezone.now())
    for address in ("/gezond/", "/gezond/leeft/", "/gezond/alles/"):
        assert ask(address) == (200, "gezond\n")


@pytest.mark.django_db
def test_a_worker_that_stopped_sends_no_visitor_elsewhere() -> None:
    record_heartbeat(timezone.now() - HEARTBEAT_TIMEOUT - timedelta(seconds=1))
    status, text = ask("/gezond/alles/")
    assert status == 503
    assert "worker" in text
    assert ask("/gezond/")[0] == 200
    with pytest.raises(CommandError):
        call_command("worker_alive")
    record_heartbeat(timezone.now())
    call_command("worker_alive")
    Heartbeat.objects.update(worker="another-machine")
    assert ask("/gezond/alles/")[0] == 200
    with pytest.raises(CommandError):
        call_command("worker_alive")


@pytest.mark.django_db
def test_mail_that_stays_is_said_without_an_address() -> None:
    record_heartbeat(timezone.now())
    Stoppage.objects.create(fault="550 5.7.1", since=timezone.now())
    earlier = timezone.now() - timedelta(hours=2)
    enqueue(to="geheim@zandstad.example", subject="Dag", body="Dag", not_before=earlier)
    status, text = ask("/gezond/alles/")
    assert status == 503
    assert len(text.splitlines()) == 2
    assert "550 5.7.1" in text
    assert "zandstad" not in text


@pytest.mark.django_db
@pytest.mark.usefixtures("own_keys")
def test_without_its_key_no_page_is_served() -> None:
    (Path(settings.IGM_KEY_DIR) / "1.key").unlink()
    status, text = ask("/gezond/")
    assert (status, "sleutel" in text) == (503, True)
    assert ask("/gezond/leeft/")[0] == 200


@pytest.mark.django_db
def test_a_database_that_is_away_is_said_in_words() -> None:
    def away(*_query: object) -> None:
        raise DatabaseError("host geheim.example")

    with connection.execute_wrapper(away):
        status, text = ask("/gezond/alles/")
        assert status == 503
        assert "database" in text
        assert "geheim" not in text
        assert ask("/gezond/leeft/")[0] == 200


def test_compose_hands_over_every_setting_and_asks_each_service_what_it_can_answer() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    services = yaml.safe_load(text)["services"]
    assert set(services["web"]["environment"]) == set(VARIABLES)
    assert services["worker"]["healthcheck"]["test"] == [
        "CMD",
        "python",
        "manage.py",
        "worker_alive",
    ]
    assert "mail" not in services
    for name in ("web", "worker"):
        assert services[name]["stop_grace_period"] == "45s"
    for name in ("database", "web", "worker"):
        assert services[name]["mem_limit"]
    for service in services.values():
        assert service["logging"]["options"]["max-size"]
    # What runs once and ends is waited for as such, so that `up --wait` succeeds.
    once = {"condition": "service_completed_successfully"}
    assert all(services[name]["depends_on"]["prepare"] == once for name in ("web", "worker"))


def test_without_collected_styles_an_application_server_does_not_start(tmp_path: Path) -> None:
    """A house style that was not collected would make every page fail."""
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "huisstijl.css").write_text(":root {}", encoding="utf-8")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "igm_portal.settings.base",
        "IGM_DATABASE_URL": "sqlite://:memory:",
        "IGM_STATIC_ROOT": str(tmp_path / "static"),
        "IGM_KEY_DIR": str(settings.IGM_KEY_DIR),
    }

    def run(*command: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603
            [sys.executable, *command],
            cwd=ROOT,
            env=environment | more,
            capture_output=True,
            text=True,
            check=False,
        )

    start = ("-c", "import igm_portal.wsgi")
    collect = ("manage.py", "collectstatic", "--noinput", "-v0")
    assert run(*collect).returncode == 0
    assert run(*start).returncode == 0
    refusal = run(*start, IGM_THEME=str(theme))
    assert refusal.returncode != 0
    assert re.search("ImproperlyConfigured: .*huisstijl.css.*collectstatic", refusal.stderr)
    assert run(*collect, IGM_THEME=str(theme)).returncode == 0
    assert run(*start, IGM_THEME=str(theme)).returncode == 0


@pytest.mark.django_db
def test_whether_a_process_lives_asks_no_database_for_who_is_signed_in_either() -> None:
    def away(*_query: object) -> None:
        raise DatabaseError

    with connection.execute_wrapper(away):
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
        assert client.get("/gezond/leeft/").status_code == 200
        client.raise_request_exception = False
        answer = client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
