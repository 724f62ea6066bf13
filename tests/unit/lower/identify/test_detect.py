"""What a service is, by image, tag, base, command."""

from __future__ import annotations

import csv
import shlex
from pathlib import Path

import pytest

from shipway.compose.types import Project, Service
from shipway.diagnostics import Origin
from shipway.lower.identify.detect import Detected, detect

CASES = Path(__file__).parents[5] / "shared/catalogue/detection_cases.csv"
HERE = Origin("compose.yaml", 1)


def words(text: str) -> tuple[str, ...] | None:
    try:
        return tuple(shlex.split(text)) or None
    except ValueError:
        return tuple(text.split())


def detected(image: str, command: str = "", entrypoint: str = "") -> Detected:
    service = Service("a", HERE, image=image, command=words(command), entrypoint=words(entrypoint))
    return detect(service, Project("p", "/", ("compose.yaml",), (service,)))


@pytest.mark.parametrize(
    ("image", "command", "role"),
    [
        ("redis:7", 'sh -c "redis-server --requirepass $$PW"', "cache"),
        ("redis:7", "redis-cli -h cache ping", "init"),
        ("postgres:16", "postgres -c shared_buffers=1GB", "datastore"),
        ("postgres:16", "-c shared_buffers=1GB", "datastore"),
        ("postgres:16", "psql -h db -f /init.sql", "init"),
        ("mysql:8", "--default-authentication-plugin=mysql_native_password", "datastore"),
        ("mongo:7", "mongod --replSet rs0", "datastore"),
        ("mongo:7", "mongosh --host mongo --eval rs.initiate()", "init"),
        ("minio/minio", "server /data --console-address :9001", "object-store"),
        ("redpandadata/redpanda:v25", "redpanda start --smp 1", "broker"),
        (
            "confluentinc/cp-kafka:7.6",
            "bash -c 'kafka-topics --create --topic a --bootstrap-server kafka:9092'",
            "init",
        ),
        ("rabbitmq:3", "sh -c 'rabbitmq-server & sleep 5; rabbitmqctl add_user a b; wait'", "broker"),
        ("clickhouse/clickhouse-server:25", "bash -c 'wget -O /scripts/a http://x'", "init"),
    ],
)
def test_a_server_s_image_that_runs_a_task_is_no_server(image: str, command: str, role: str) -> None:
    assert detected(image, command).role == role


@pytest.mark.parametrize(
    ("image", "version"),
    [
        ("postgres:16.2-alpine", "16.2"),
        ("postgres", ""),
        ("pgvector/pgvector:0.8.0-pg17", "17"),
        ("timescale/timescaledb:2.26.4-pg17", "17"),
        ("postgis/postgis:16-3.4", "16"),
        ("supabase/postgres:15.8.1.060", "15.8"),
        ("autobase/console_db:2.5.2", ""),
        ("redis:7.2-alpine", "7.2"),
        ("node:22", ""),
    ],
)
def test_version_is_the_engine_s(image: str, version: str) -> None:
    assert detected(image).version == version


@pytest.mark.skipif(not CASES.exists(), reason="the catalogue is not beside the repository (../shared/catalogue)")
def test_real_services_are_recognised() -> None:
    """Measured over all cases: roles at least 95%, engine and version at least 90%."""
    with CASES.open() as file:
        rows = list(csv.DictReader(file))
    roles = exact = 0
    for row in rows:
        found = detected(row["build_from"] or row["image"], row["command"], row["entrypoint"])
        role = found.role or "application"
        roles += role == row["role"]
        exact += (found.known.name if found.known else "", found.version) == (row["engine"], row["version"])
    assert roles / len(rows) >= 0.95
    assert exact / len(rows) >= 0.90
