"""What a release tells of its parts: every licence is read, an unwanted one is a fault."""

import re
import tomllib
from typing import Any

import yaml

from igm_portal.environment import VARIABLES
from tests.environment.release import MANIFESTS, ROOT, licence_faults, licence_list, licence_of


def part(name: str, *licences: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "version": "1", "licenses": list(licences)}


MIT = part("a", {"license": {"id": "MIT"}}, {"license": {"name": "License :: OSI Approved :: MIT"}})
EITHER = part("b", {"expression": "Apache-2.0 OR BSD-3-Clause"})


def test_a_licence_is_read_however_it_is_said() -> None:
    assert licence_of(MIT) == "MIT"
    assert licence_of(EITHER) == "Apache-2.0 OR BSD-3-Clause"
    assert "| b | 1 | Apache-2.0 OR BSD-3-Clause |" in licence_list([MIT, EITHER])


def test_no_licence_and_an_unwanted_one_are_faults() -> None:
    assert list(licence_faults([MIT, EITHER])) == []
    wrong = [part("c"), part("d", {"license": {"id": "AGPL-3.0-only"}})]
    assert len(list(licence_faults(wrong))) == 2


def documents() -> list[dict[str, Any]]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(MANIFESTS.glob("*.yaml"))]
    return [one for text in texts for one in yaml.safe_load_all(text)]


def test_manifests_run_this_version() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    texts = "".join(path.read_text(encoding="utf-8") for path in MANIFESTS.glob("*.yaml"))
    assert set(re.findall(r"image: igm-portal:(\S+)", texts)) == {version}
    assert f"igm-portal-prepare-{version.replace('.', '-')}" in texts


def test_manifests_name_settings_that_exist() -> None:
    (config,) = (one for one in documents() if one["kind"] == "ConfigMap")
    assert set(config["data"]) <= set(VARIABLES)


def test_a_new_pod_takes_over_before_an_old_one_ends() -> None:
    (web,) = (
        one
        for one in documents()
        if one["metadata"]["name"] == "igm-portal-web" and one["kind"] == "Deployment"
    )
    assert web["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    pod = web["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    waits = int(container["lifecycle"]["preStop"]["exec"]["command"][1])
    from_gunicorn = 30  # gunicorn.conf.py
    assert pod["terminationGracePeriodSeconds"] > waits + from_gunicorn
    assert container["readinessProbe"]["httpGet"]["path"] == "/gezond/"
    assert container["livenessProbe"]["httpGet"]["path"] == "/gezond/leeft/"


def test_no_pod_runs_as_root_or_writes_outside_its_folders() -> None:
    specs = [
        one["spec"]["template"]["spec"] for one in documents() if "template" in one.get("spec", {})
    ]
    assert len(specs) == 3
    for spec in specs:
        assert spec["securityContext"]["runAsNonRoot"] is True
        for container in spec["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
