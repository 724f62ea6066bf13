"""Where a text names a service."""

from __future__ import annotations

import pytest
from unit.lower.lowering import lowered

from shipway.lower.identify.references import find
from shipway.model.value import Attribute, Key


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("until pg_isready -h db; do sleep 1; done", ["db"]),
        ("mysql -u app --host db -e 'select 1'", ["db"]),
        ("psql -h db -p 5432 && redis-cli -h cache ping", ["db", "cache"]),
        ("nc -z db 5432", []),
        ("df -h database", []),
        ("echo -hdb", []),
    ],
)
def test_a_line_for_a_shell_names_a_host_after_its_option(line: str, named: list[str]) -> None:
    directory = {"db": "db", "cache": "cache"}
    assert [one.service for one in find("", line, directory)] == named


def test_a_shell_that_waits_for_a_replaced_database_waits_for_the_new_one() -> None:
    compose = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: long-enough-1}}
  web:
    image: x
    environment: {DATABASE_URL: "postgres://postgres:long-enough-1@db/app"}
    command: ["sh", "-c", "until pg_isready -h db; do sleep 1; done; run"]
"""
    (_, _, line) = lowered(compose)[0].application.workload("web").command or ()
    assert line.parts == ("until pg_isready -h ", Attribute("db", Key.HOST), "; do sleep 1; done; run")
