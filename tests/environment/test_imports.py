"""The contract over the whole house names every module of the top level."""

import tomllib

from tests.environment.imports import ROOT, modules_without_layer


def test_every_module_of_the_top_level_stands_in_a_layer() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["id"] == "house")
    assert modules_without_layer(layers) == []


def test_a_module_without_a_layer_is_named() -> None:
    layers = ["igm_portal.demo", "igm_portal.urls | igm_portal.middleware : igm_portal.logs"]
    unlisted = modules_without_layer(layers)
    assert "igm_portal.health" in unlisted
    assert not {"igm_portal.demo", "igm_portal.middleware", "igm_portal.logs"} & set(unlisted)
