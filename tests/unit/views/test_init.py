"""shipway init: a manifest with a comment for each decision, which itself changes nothing."""

from __future__ import annotations

from unit.lower.lowering import lowered

from shipway.diagnostics import Diagnostics
from shipway.inputs import vocabulary
from shipway.manifest.read import read
from shipway.views.manifest import text

COMPOSE = """
services:
  db: {image: "pgvector/pgvector:pg16", environment: {POSTGRES_PASSWORD: hidden-one-9}}
  web:
    build: .
    ports: ["80:8000"]
    environment: {DATABASE_URL: "postgres://postgres:hidden-one-9@db/postgres", JWT_SECRET: hidden-two-9, TOKEN: }
    depends_on: {migrate: {condition: service_completed_successfully}}
  migrate: {build: ., command: alembic upgrade head}
  beat: {build: ., command: celery -A app beat}
  mail: {image: axllent/mailpit}
"""


def written() -> str:
    result, _ = lowered(COMPOSE, told="compose.missing-dockerfile")
    return text(result.application, result.environment)


def test_every_decision_has_a_comment_and_the_line_that_changes_it() -> None:
    """compose.7: "writes a manifest with a comment for each decision"."""
    said = " ".join(written().replace("\n# ", " ").split())
    assert (
        "db (compose.yaml:3, image pgvector/pgvector:pg16) becomes Amazon RDS for PostgreSQL 16 with the vector"
        " extension datastores: {db: {as: volume}}" in said.replace("# ", "")
    )
    for sentence in (
        "migrate (compose.yaml:9) runs to completion before what waits for it",
        "services: {migrate: {run: always}}",
        "beat (compose.yaml:10) never runs twice",
        "mail (compose.yaml:11) is left out: a mail catcher",
        "JWT_SECRET: from compose.yaml:7",
        "TOKEN: no value yet",
    ):
        assert sentence in said
    assert "hidden" not in said


def test_what_it_writes_changes_nothing() -> None:
    before, _ = lowered(COMPOSE, told="compose.missing-dockerfile")
    after, diagnostics = lowered(COMPOSE, written(), told="compose.missing-dockerfile")
    assert after.application == before.application
    assert not diagnostics.errors()


def test_the_line_of_a_decision_decides() -> None:
    result, _ = lowered(
        COMPOSE,
        "services: {migrate: {run: always}}\ndatastores: {db: {as: volume}}",
        told="compose.missing-dockerfile workload.no-port",
    )
    assert result.application.workload("migrate").kind.value == "worker"
    assert result.application.datastores == ()


def test_its_lines_are_read_without_a_word_when_the_comment_signs_go() -> None:
    """U-03: "`init`'s own lines are not valid YAML when uncommented"."""
    lines = written().splitlines()
    start = lines.index("# services:")
    services = "\n".join(line[2:] for line in lines[start : start + 3] if " is public on " not in line)
    diagnostics = Diagnostics()
    found = read(services, "shipway.yaml", vocabulary(), diagnostics)
    assert list(diagnostics) == []
    assert found.services["web"].public == ("web.${domain}",)


def test_it_sends_editors_to_the_schema_beside_it() -> None:
    assert written().splitlines()[0] == "# yaml-language-server: $schema=.shipway/schema.json"
