"""The targets that there are, each whole: what the rest of Shipway asks of one, every one has."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path

import pytest

from shipway.compose.attributes.service import KNOWN
from shipway.managed.index import STORES
from shipway.targets.index import TARGETS, target
from shipway.words import filled, words_of

ROOT = Path(__file__).parents[3]


def test_importing_the_index_imports_no_target() -> None:
    said = "import sys, shipway.targets.index as index; print(set(index.TARGETS.values()) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("name", TARGETS)
def test_asking_for_a_targets_words_builds_nothing(name: str) -> None:
    """The options of a target are read by every command; its building blocks by those that design."""
    said = f"import sys; from shipway.targets.index import target; target({name!r}).options(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert not [name for name in done.stdout.split() if name.startswith(("shipway.resources", "shipway.managed"))]


def test_the_import_contract_names_every_target() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    assert contracts["importlinter:contract:targets"]["modules"].split() == list(TARGETS.values())


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_is_whole(name: str) -> None:
    found = target(name)
    support = found.support()
    refused = {obstacle.attribute for obstacle in support.obstacles}
    assert found.name == name
    assert refused | support.carried.keys() == KNOWN
    assert not refused & support.carried.keys()
    assert set(found.stores) <= STORES.keys()
    assert len(set(found.stores)) == len(found.stores) > 0
    assert all(quota.most > 0 and quota.source.startswith("https://docs.aws.amazon.com/") for quota in found.limits())


@pytest.mark.parametrize("name", TARGETS)
def test_every_option_says_its_shape_meaning_and_default(name: str) -> None:
    words = words_of(target(name).options)
    assert words
    for word in words:
        assert word.meaning
        assert word.shape.said
        assert word.later or word.shape.schema


def test_lightsails_options() -> None:
    options = target("lightsail").options
    assert {word.name: word.default for word in words_of(options)} == {"size": "micro", "scale": 1}
    assert filled(options, {"size": "large", "scale": 4}) == options(size="large", scale=4)


def test_fargates_options() -> None:
    options = target("fargate").options
    assert {word.name: word.default for word in words_of(options) if not word.later} == {
        "zones": 2,
        "nat": "one",
        "zone": None,
        "insights": None,
    }
    assert filled(options, {"zones": 3, "other": True}).zones == 3
