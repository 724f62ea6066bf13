"""What `datastores:` says of a home and its options, held against what the target offers."""

from __future__ import annotations

import pytest
from unit.lower.lowering import lowered

from shipway.diagnostics import Diagnostics, Origin, Severity
from shipway.lower.decide import homes
from shipway.lower.decide.home_options import check_options
from shipway.lower.lower import Lowered
from shipway.managed.index import home
from shipway.manifest.types import DatastoreChoice
from shipway.model.homes import Fate, Offer

COMPOSE = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: hidden-one-9}}
  cache: {image: "redis:7"}
  times: {image: "timescale/timescaledb:latest-pg16", environment: {POSTGRES_PASSWORD: hidden-two-9}}
  web:
    image: example/web
    environment:
      DATABASE_URL: postgresql+asyncpg://app:hidden-one-9@db/app
      REDIS_URL: redis://cache:6379
      TIMES_URL: postgresql+asyncpg://postgres:hidden-two-9@times/postgres
"""


def planned(datastores: str, told: str = "") -> tuple[Lowered, dict[str, str]]:
    """(the application, the errors by code, each with its place, what happened and what to do). told: their codes."""
    result, diagnostics = lowered(COMPOSE, f"datastores:\n{datastores}", told=told, may="external.secret")
    return result, errors(diagnostics)


def errors(diagnostics: Diagnostics) -> dict[str, str]:
    return {d.code: f"{d} | {d.detail} | {d.fix}" for d in diagnostics if d.severity is Severity.ERROR}


def test_options_of_the_home_are_taken() -> None:
    result, wrong = planned("""
  db: {as: rds, class: db.t4g.medium, storage: 20GB, max_storage: 100GB, multi_az: true, backup_days: 7, tls: offered}
  cache: {replicas: 1, version: "8.1", class: cache.t4g.small}
""")
    assert wrong == {}
    db, cache = result.application.datastores
    assert (db.home, cache.home) == ("rds", "elasticache")
    assert cache.options == {"replicas": 1, "version": "8.1", "class": "cache.t4g.small"}


def test_tls_required_is_a_word() -> None:
    """H-02: "`tls: required`: offered, documented, refused"."""
    result, wrong = planned("  db: {tls: required}")
    assert wrong == {}
    assert result.application.datastores[0].options == {"tls": "required"}


def test_the_manifest_page_s_own_external_datastore_is_taken() -> None:
    """H-01: "The manifest page's own example is refused (`as: external, host: …`)"."""
    result, wrong = planned("  db: {as: external, host: db.example.org}")
    assert wrong == {}
    assert [d.name for d in result.application.datastores] == ["cache"]


@pytest.mark.parametrize(
    ("datastores", "code", "told"),
    [
        (
            "  db:\n    as: rds\n    replicas: 2\n",
            "manifest.unknown-word",
            'shipway.yaml:4: `replicas` of the datastore "db" does not apply to rds |  | Remove it, or write',
        ),
        (
            "  db:\n    as: volume\n    class: db.t4g.small\n",
            "manifest.unknown-word",
            'shipway.yaml:4: `class` of the datastore "db" does not apply to volume',
        ),
        (
            "  times:\n    backup_days: 3\n",
            "datastore.unknown-option",
            'shipway.yaml:3: "times" stays a container, which does not take `backup_days`',
        ),
        (
            "  cache:\n    replicas: 6\n",
            "manifest.bad-value",
            "shipway.yaml:3: `datastores.cache.replicas` must be a whole number from 0 to 5, not 6",
        ),
        (
            "  db:\n    storage: 10GB\n",
            "manifest.bad-value",
            "shipway.yaml:3: `datastores.db.storage` must be a number of gigabytes from 20 to 65,536",
        ),
        (
            "  db:\n    class: cache.t4g.small\n",
            "datastore.bad-option",
            'shipway.yaml:3: `class` of "db" must be an instance class such as db.t4g.medium',
        ),
        (
            "  db: {backup_days: 36}\n",
            "manifest.bad-value",
            "shipway.yaml:2: `datastores.db.backup_days` must be a number of days from 0 to 35, not 36",
        ),
        (
            "  db: {as: external, host: 'postgres://db.example.org'}\n",
            "manifest.bad-value",
            "shipway.yaml:2: `datastores.db.host` must be a host name or an address without scheme and port",
        ),
        (
            "  cache: {as: rds}\n",
            "datastore.other-engine",
            'shipway.yaml:2: "cache" cannot be `as: rds`: it runs redis | `rds` means Amazon RDS for PostgreSQL, '
            "Amazon RDS for MySQL, Amazon RDS for MariaDB. | It can be elasticache",
        ),
        (
            "  times: {as: rds}\n",
            "datastore.other-engine",
            'shipway.yaml:2: "times" cannot be `as: rds`: `rds` cannot replace its image',
        ),
        (
            "  db: {as: neptune}\n",
            "manifest.not-yet",
            'shipway.yaml:2: `as: neptune` of the datastore "db" is not supported yet',
        ),
    ],
)
def test_what_a_home_does_not_take_is_an_error_with_its_line(datastores: str, code: str, told: str) -> None:
    _, wrong = planned(datastores, code)
    assert list(wrong) == [code]
    assert told in wrong[code]


def test_a_word_that_is_nearly_one_is_proposed() -> None:
    diagnostics = Diagnostics()
    choice = DatastoreChoice("db", Origin("shipway.yaml", 2), "rds", {"max_storag": 100})
    check_options(choice, home("rds").offer("postgres"), diagnostics)
    assert 'Did you mean "max_storage"? It takes `class`,' in errors(diagnostics)["datastore.unknown-option"]


def test_each_home_says_what_becomes_of_the_datastore() -> None:
    _, wrong = planned("  cache: {storage: 20GB}", "datastore.unknown-option")
    assert "does not take `storage`" in wrong["datastore.unknown-option"]
    assert "It takes `class`, `replicas` or `version`." in wrong["datastore.unknown-option"]
    diagnostics = Diagnostics()
    choice = DatastoreChoice("db", Origin("shipway.yaml", 2), "external", {"class": "db.t4g.small"})
    check_options(choice, home("external").offer(""), diagnostics)
    assert '"db" stays where it is, so `class` has no effect' in errors(diagnostics)["datastore.unknown-option"]


def test_words_of_the_user_s_own_are_passed_over() -> None:
    _, wrong = planned("  db: {x-owner: data}")
    assert wrong == {}


def test_words_that_are_not_acted_upon_yet_are_told_by_the_manifest_alone() -> None:
    _, wrong = planned("  db: {database: shop}", "manifest.not-yet")
    assert list(wrong) == ["manifest.not-yet"]


def test_a_home_that_is_no_default_is_nobody_s_who_does_not_name_it() -> None:
    """It may cost more, or lack what the container has: `as:` decides that."""
    other, settled = (
        Offer("cluster", "postgres", "A", Fate.REPLACED),
        Offer("one", "postgres", "B", Fate.REPLACED, True),
    )
    kept = Offer("volume", "", "C", Fate.KEPT)
    assert homes.default("postgres", {"postgres": (other,), "": (kept,)}) is None
    assert homes.default("postgres", {"postgres": (other, settled), "": (kept,)}) is settled
    choice = DatastoreChoice("db", Origin("shipway.yaml", 1), "cluster")
    stated = homes.stated(choice, "postgres", {"postgres": (settled, other), "": (kept,)})
    assert homes.better(stated, "postgres", {"postgres": (settled, other), "": (kept,)}) is other
