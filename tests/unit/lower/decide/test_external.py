"""`as: external` leaves a datastore where it is."""

from __future__ import annotations

import pytest
from unit.lower.lowering import environment, lowered

from shipway.diagnostics import Severity
from shipway.model.value import SecretRef
from shipway.targets.fargate.design import design

UNREAD = "manifest.unknown-word"
"""H-01: the manifest reads no `host:` yet, which a test that drops diagnostics does not see."""
COMPOSE = """
services:
  db: {image: "ghcr.io/tursodatabase/libsql-server:latest", environment: {SQLD_AUTH_JWT_KEY: hidden-one-9}}
  web:
    image: example/web
    environment: {TURSO_DATABASE_URL: "http://db:8080", TURSO_AUTH_TOKEN: hidden-two-9, DB_HOST: db, PLAIN: a}
"""


def test_nothing_is_built_for_it_and_its_address_is_a_secret_to_set() -> None:
    """D001-02: "nothing is built, `as: external`, TURSO_DATABASE_URL and TURSO_AUTH_TOKEN as secrets"."""
    result, diagnostics = lowered(COMPOSE, "datastores: {db: {as: external}}", told="external.secret")
    assert [w.name for w in result.application.workloads] == ["web"]
    assert result.application.datastores == ()
    assert result.application.volumes == ()
    variables = environment(result, "web")
    assert variables["TURSO_DATABASE_URL"].parts == (SecretRef("TURSO_DATABASE_URL"),)
    assert variables["TURSO_AUTH_TOKEN"].parts == (SecretRef("TURSO_AUTH_TOKEN"),)
    assert variables["PLAIN"].literal == "a"
    assert "TURSO_DATABASE_URL" not in result.values
    told = [d for d in diagnostics if d.code == "external.secret"]
    assert "shipway secrets set TURSO_DATABASE_URL" in told[0].fix
    assert not [r for r in design(result.application, result.environment, diagnostics).resources if "RDS" in r.type]


def test_a_host_that_the_manifest_gives_is_written() -> None:
    """H-01: the manifest's reader refused `host`, and this test did not look."""
    manifest = "datastores: {db: {as: external, host: db.example.org}}"
    result, _ = lowered(COMPOSE, manifest, told="external.secret")
    assert environment(result, "web")["DB_HOST"].literal == "db.example.org"
    assert environment(result, "web")["TURSO_DATABASE_URL"].parts == (SecretRef("TURSO_DATABASE_URL"),)


def test_a_postgres_that_is_external_is_not_replaced() -> None:
    compose = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: hidden-one-9}}
  web: {image: x, environment: {DATABASE_URL: "postgres://postgres:hidden-one-9@db/postgres"}}
"""
    result, diagnostics = lowered(
        compose, "datastores: {db: {as: external}}\nenv: {DATABASE_URL: 'postgres://far.example.org/x'}"
    )
    assert not [d for d in diagnostics if d.severity is not Severity.NOTE]
    assert result.application.datastores == ()
    assert environment(result, "web")["DATABASE_URL"].literal == "postgres://far.example.org/x"


OUTSIDE = "datastores: {db: {as: external, host: db.example.org}}"


@pytest.mark.parametrize("profiles", ["", ", profiles: [dev]"])
def test_its_host_is_given_also_where_its_profile_is_off(profiles: str) -> None:
    compose = f"""
services:
  db: {{image: "postgres:16", environment: {{POSTGRES_PASSWORD: long-enough-1}}{profiles}}}
  web: {{image: x, environment: {{DB_HOST: db, DATABASE_URL: "postgres://postgres:long-enough-1@db/app"}}}}
"""
    result, _ = lowered(compose, OUTSIDE, told="external.secret")
    given = environment(result, "web")
    assert given["DB_HOST"].literal == "db.example.org"
    assert given["DATABASE_URL"].parts == (SecretRef("DATABASE_URL"),)
    assert result.values == {}


@pytest.mark.parametrize("attribute", ["command", "entrypoint"])
def test_a_command_that_waits_for_it_is_told(attribute: str) -> None:
    compose = f"""
services:
  db: {{image: "postgres:16"}}
  web: {{image: x, environment: {{DB_HOST: db}}, {attribute}: [wait-for-it, "db:5432"]}}
"""
    _, found = lowered(compose, OUTSIDE, told="external.in-command")
    assert [str(one) for one in found if one.code == "external.in-command"] == [
        f'compose.yaml:4: the {attribute} of "web" names "db", which is external'
    ]
