"""A workload's name in a value is rewritten where it is a host, and nowhere else."""

from __future__ import annotations

import pytest

from shipway.diagnostics import Origin
from shipway.model.hosts import in_text, renamed
from shipway.model.image import Image
from shipway.model.value import SecretRef, Value, text
from shipway.model.workload import Kind, SecretFile, Workload

NAMES = {"redis": "redis.dev.shop.internal", "minio": "localhost"}
ORIGIN = Origin("compose.yaml", 3)


def workload(**changed: object) -> Workload:
    return Workload("job", Kind.JOB, Image("job"), ORIGIN, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "reached"),
    [
        ("redis://redis:6379/0", "redis://redis.dev.shop.internal:6379/0"),
        ("http://user@minio/bucket", "http://user@localhost/bucket"),
        ("redis", "redis.dev.shop.internal"),
        ("redis,minio", "redis.dev.shop.internal,localhost"),
        ("wait-for redis:6379 -- run", "wait-for redis.dev.shop.internal:6379 -- run"),
        ("nc -z redis 6379", "nc -z redis.dev.shop.internal 6379"),
        ("redis-cli -h redis ping", "redis-cli -h redis.dev.shop.internal ping"),
        ("mc alias set minio http://minio:9000; mc mb minio/bucket", "mc alias set minio http://localhost:9000; "
         "mc mb minio/bucket"),
        ("redis://", "redis://"),
        ("myredis:6379", "myredis:6379"),
    ],
)  # fmt: skip
def test_a_name_is_a_host_by_its_place(written: str, reached: str) -> None:
    assert in_text(written, NAMES) == reached


def test_a_word_that_equals_a_name_stays_a_word() -> None:
    found = renamed(workload(environment=(("CACHE_DRIVER", text("redis")), ("REDIS_HOST", text("redis")))), NAMES)
    assert [(name, value.literal) for name, value in found.environment] == [
        ("CACHE_DRIVER", "redis"),
        ("REDIS_HOST", "redis.dev.shop.internal"),
    ]


def test_commands_and_files_are_rewritten_and_references_stay() -> None:
    secret = Value(("redis://:", SecretRef("PASSWORD"), "@redis:6379"), ORIGIN)
    found = renamed(
        workload(
            command=(text("nc -z redis 6379"),),
            entrypoint=(text("run"),),
            secret_files=(SecretFile(secret, "/run/secrets/url"),),
        ),
        NAMES,
    )
    assert found.command == (text("nc -z redis.dev.shop.internal 6379"),)
    assert found.entrypoint == (text("run"),)
    assert found.secret_files[0].value == Value(
        ("redis://:", SecretRef("PASSWORD"), "@redis.dev.shop.internal:6379"), ORIGIN
    )


def test_without_names_nothing_changes() -> None:
    one = workload(environment=(("URL", text("redis://redis")),))
    assert renamed(one, {}) is one
    assert renamed(one, NAMES).command is None


@pytest.mark.parametrize(
    ("written", "reached"),
    [
        ("celery redis", "celery redis"),
        ("redis-cli -h redis", "redis-cli -h redis.dev.shop.internal"),
        ("client --redis-host redis", "client --redis-host redis.dev.shop.internal"),
        ("nc redis 6379", "nc redis.dev.shop.internal 6379"),
        ("nc redis now", "nc redis now"),
    ],
)
def test_a_word_alone_is_a_host_by_its_neighbours(written: str, reached: str) -> None:
    """A worker called `worker` is started by `celery worker`."""
    found = renamed(workload(command=tuple(text(word) for word in written.split())), NAMES)
    assert found.command == tuple(text(word) for word in reached.split())


@pytest.mark.parametrize(
    ("variable", "written", "reached"),
    [
        ("QUEUES", "mail,redis", "mail,redis"),
        ("FOLDER", "redis/files", "redis/files"),
        ("BROKERS", "mail,redis", "mail,redis.dev.shop.internal"),
        ("SEEDS", "mail:25,redis", "mail:25,redis.dev.shop.internal"),
        ("CHECK", "redis-cli -h redis", "redis-cli -h redis.dev.shop.internal"),
    ],
)
def test_a_list_of_words_names_no_hosts_unless_the_variable_or_a_port_says_so(
    variable: str, written: str, reached: str
) -> None:
    found = renamed(workload(environment=((variable, text(written)),)), NAMES)
    assert found.environment == ((variable, text(reached)),)
