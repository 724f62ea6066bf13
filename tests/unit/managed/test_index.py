"""The table of stores, and what a target offers by it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from shipway.engines.catalogue import engine_named
from shipway.managed.index import STORES, home, offers, options, store
from shipway.managed.store import Store
from shipway.model.homes import Fate
from shipway.targets.fargate.target import TARGET
from shipway.words import words_of


@pytest.mark.parametrize("word", STORES)
def test_a_row_says_what_its_file_does(word: str) -> None:
    found = home(word)
    assert found.word == word
    assert tuple(found.titles) == STORES[word][1]
    assert found.cannot
    assert all(sentence.endswith(".") for sentence in found.cannot)
    assert all(one.meaning and one.shape.said for one in words_of(found.options))


@pytest.mark.parametrize("word", [word for word in STORES if isinstance(home(word), Store)])
def test_a_store_takes_engines_of_the_catalogue(word: str) -> None:
    found = store(word)
    assert found.fate is Fate.REPLACED
    assert all(engine_named(engine) is not None for engine in found.titles)
    assert found.default_for <= set(found.titles)
    assert set(found.settings) <= set(found.titles)


def test_what_fargate_offers() -> None:
    offered = offers(TARGET.stores)
    assert set(offered) >= {"postgres", "mysql", "mariadb", "redis", ""}
    rds = offered["mariadb"][0]
    assert (rds.word, rds.title, rds.fate, rds.default) == ("rds", "Amazon RDS for MariaDB", Fate.REPLACED, True)
    assert "sql_mode" in rds.settings
    cache = offered["redis"][0]
    assert (cache.word, cache.versioned) == ("elasticache", False)
    assert [(one.word, one.fate) for one in offered[""]] == [
        ("volume", Fate.KEPT),
        ("container", Fate.KEPT),
        ("external", Fate.OUTSIDE),
    ]
    assert "toy" not in offered


def test_a_target_offers_what_it_lists() -> None:
    assert set(offers(("elasticache", "volume"))) == {"redis", ""}
    assert [one.word for one in offers(("elasticache", "volume"))[""]] == ["volume"]


def test_the_words_of_each_home() -> None:
    found = {
        name: [one.name for one in words_of(record) if not one.later] for name, record in options(TARGET.stores).items()
    }
    assert (
        found.items()
        >= {
            "rds": [
                "class",
                "storage",
                "max_storage",
                "multi_az",
                "backup_days",
                "version",
                "deletion_protection",
                "tls",
            ],
            "elasticache": ["class", "replicas", "version"],
            "volume": [],
            "container": [],
            "external": ["host"],
        }.items()
    )


def test_what_makes_nothing_is_no_store() -> None:
    with pytest.raises(LookupError, match="volume makes nothing"):
        store("volume")


def test_a_project_without_a_cache_imports_no_store_of_caches() -> None:
    program = (
        "import sys; from shipway.managed.index import offers; from shipway.targets.fargate.target import TARGET;"
        "offers(TARGET.stores)['postgres'];"
        "print([name for name in sys.modules if name.startswith('shipway.managed.e')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
