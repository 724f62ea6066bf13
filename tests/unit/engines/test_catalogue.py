"""Facts of engines: each stands once, in its row."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from shipway import bundled
from shipway.engines.catalogue import FILE, clients, engine_named, engine_of, watches_machine
from shipway.engines.family import family_of

ROWS = json.loads(bundled.read(FILE))["engines"]


@pytest.mark.parametrize(
    ("image", "name", "offered_as", "extensions"),
    [
        ("postgres:16", "postgres", "postgres", ()),
        ("docker.io/pgvector/pgvector:pg17", "pgvector", "postgres", ("vector",)),
        ("postgis/postgis:17-3.5", "postgis", "postgres", ("postgis",)),
        ("timescale/timescaledb:latest-pg17", "timescaledb", "", ()),
        ("citusdata/citus:13", "citus", "", ()),
        ("mysql:8.4", "mysql", "mysql", ()),
        ("mariadb:11", "mariadb", "mariadb", ()),
        ("valkey/valkey:8", "valkey", "redis", ()),
        ("eqalpha/keydb", "keydb", "", ()),
    ],
)
def test_what_can_stand_in_for_an_image(image: str, name: str, offered_as: str, extensions: tuple[str, ...]) -> None:
    engine = engine_of(image)
    assert engine is not None
    assert (engine.name, engine.offered_as, engine.extensions) == (name, offered_as, extensions)


def test_what_stands_in_is_an_engine_of_the_same_family() -> None:
    for name, row in ROWS.items():
        if "offered_as" in row:
            offered = engine_named(row["offered_as"])
            assert offered is not None
            assert offered.family == row.get("family", ""), name
            assert family_of(name).port in row["ports"], name


@pytest.mark.parametrize(
    "name",
    ["elasticsearch", "opensearch", "mongodb", "postgres", "mysql", "mariadb", "cassandra", "kafka", "neo4j",
     "clickhouse", "rabbitmq", "prometheus", "qdrant", "etcd", "solr", "apache-solr", "pgvector", "timescaledb"],
)  # fmt: skip
def test_whose_data_does_not_bear_nfs(name: str) -> None:
    engine = engine_named(name)
    assert engine is not None
    assert engine.nfs is False


@pytest.mark.parametrize("name", ["nginx", "memcached", "adminer", "redis", "typesense"])
def test_of_whose_data_nobody_says_it_or_who_have_none(name: str) -> None:
    engine = engine_named(name)
    assert engine is not None
    assert engine.nfs is None


def test_the_memory_without_which_an_engine_does_not_start() -> None:
    assert {name: row["memory"] for name, row in ROWS.items() if "memory" in row} == dict.fromkeys(
        ("elasticsearch", "opensearch", "logstash", "mssql", "kafka", "neo4j"), 2048
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("adminer", "an admin tool, which would open the databases to whoever finds it"),
        ("mailpit", "a mail catcher for development"),
        ("watchtower", "it updates containers on a Docker host; here a deployment does"),
        ("localstack", "an emulation of AWS for development"),
        ("grafana", ""),
        ("postgres", ""),
    ],
)
def test_why_an_engine_is_nothing_for_production(name: str, why: str) -> None:
    engine = engine_named(name)
    assert engine is not None
    assert engine.unfit == why


def test_clients_of_engines() -> None:
    assert {"psql", "mysql", "redis-cli", "mongosh", "mc", "rabbitmqctl", "kafka-topics.sh"} <= clients()
    assert not {"postgres", "mysqld", "redis-server", "mongod"} & clients()


@pytest.mark.parametrize(
    ("image", "watches"),
    [
        ("gcr.io/cadvisor/cadvisor:v0.49", True),
        ("quay.io/prometheus/node-exporter", True),
        ("containrrr/watchtower", True),
        ("acme/vector-search", False),
        ("postgres:16", False),
        ("", False),
    ],
)
def test_images_that_watch_a_machine(image: str, watches: bool) -> None:
    assert watches_machine(image) is watches


def test_a_row_has_nothing_but_what_is_read() -> None:
    known = {"names", "patterns", "clients", "role", "family", "offered_as", "memory", "nfs", "unfit", "ports", "data",
             "schemes", "user", "password", "database", "products", "extensions"}  # fmt: skip
    assert {key for row in ROWS.values() for key in row} == known


def test_the_data_are_what_the_rows_say() -> None:
    script = runpy.run_path(str(Path(__file__).parents[3] / "scripts" / "make_engines.py"))
    assert bundled.read(FILE).decode() == script["made"](), "run `make engines`"
