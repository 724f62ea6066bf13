"""The prepare job: what a database's container does at its first start is not lost with the container."""

from __future__ import annotations

import pytest
from unit.lower.lowering import lowered

from shipway.model.value import Attribute, Key, SecretRef
from shipway.model.workload import Kind
from shipway.targets.fargate.design import design
from shipway.topology.actions import RunJob

DB = """
services:
  db:
    image: postgres:17
    environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: hidden-one, POSTGRES_DB: app, READER_PASSWORD: hidden-two}
    volumes: ["./init:/docker-entrypoint-initdb.d", "./a.sql:/docker-entrypoint-initdb.d/00-a.sql"]
  web: {image: example/web, environment: {DATABASE_URL: "postgres://app:hidden-one@db/app"}}
  migrate: {image: example/web, environment: {DATABASE_URL: "postgres://app:hidden-one@db/app"}}
  other: {image: example/other, depends_on: {migrate: {condition: service_completed_successfully}}}
"""
FILES = {
    "init/20.sh": "$READER_PASSWORD",
    "init/10.sql": "select 1",
    "init/sub/no.sql": "select 2",
    "a.sql": "select 3",
}


def literals(words: object) -> list[str | None]:
    return [word.literal for word in words]  # type: ignore[attr-defined]


def test_scripts_of_files_and_folders_run_in_the_order_of_their_names() -> None:
    """compose.6: "Init scripts of a database that becomes managed go into its `prepare` job"."""
    result, diagnostics = lowered(DB, files=FILES)
    job = result.application.workload("db-prepare")
    assert job.kind is Kind.JOB
    assert literals(job.command or ()) == [
        f"/docker-entrypoint-initdb.d/{name}" for name in ("00-a.sql", "10.sql", "20.sh")
    ]
    assert job.image.reference == "postgres:17"
    assert [(o.source, o.target) for o in job.image.overlays] == [
        ("init", "/docker-entrypoint-initdb.d"),
        ("a.sql", "/docker-entrypoint-initdb.d/00-a.sql"),
    ]
    assert "datastore.file" not in {d.code for d in diagnostics}


def test_it_has_the_masters_user_and_the_containers_other_variables() -> None:
    result, _ = lowered(DB, files=FILES)
    variables = dict(result.application.workload("db-prepare").environment)
    assert variables["PGPASSWORD"].parts == (Attribute("db", Key.PASSWORD),)
    assert variables["PGHOST"].parts == (Attribute("db", Key.HOST),)
    assert variables["READER_PASSWORD"].parts == (SecretRef("READER_PASSWORD"),)
    assert variables["PGSSLMODE"].literal == "require"


def test_all_users_of_the_database_wait_for_it_jobs_too() -> None:
    result, diagnostics = lowered(DB, files=FILES)
    jobs = {job.name: job for job in design(result.application, result.environment, diagnostics).every(RunJob)}
    assert "run-db-prepare" in jobs["migrate"].after
    assert "workload-web" in jobs["db-prepare"].before
    assert ("db-prepare", "db", 5432) in {(x.source, x.sink, x.port) for x in result.application.links}


@pytest.mark.parametrize(
    ("image", "extension"), [("pgvector/pgvector:pg16", "vector"), ("postgis/postgis:16-3.4", "postgis")]
)
def test_the_extension_that_an_image_is_named_for_is_made(image: str, extension: str) -> None:
    result, _ = lowered(DB.replace("postgres:17", image), told="datastore.missing-script")
    job = result.application.workload("db-prepare")
    assert dict(job.environment)["SHIPWAY_EXTENSIONS"].literal == extension


def test_scripts_that_a_dockerfile_copies_run_in_the_image_that_is_built() -> None:
    result, _ = lowered(
        """
services:
  db: {build: ./db, environment: {POSTGRES_PASSWORD: hidden-one}}
  web: {image: example/web, environment: {DATABASE_URL: "postgres://postgres:hidden-one@db/postgres"}}
""",
        files={
            "db/Dockerfile": "FROM postgres:16\nWORKDIR /docker-entrypoint-initdb.d\nCOPY sql/ .\nCOPY z.sql .\n",
            "db/sql/b.sql": "select 1",
            "db/z.sql": "select 1",
        },
    )
    job = result.application.workload("db-prepare")
    assert literals(job.command or ()) == ["/docker-entrypoint-initdb.d/b.sql", "/docker-entrypoint-initdb.d/z.sql"]
    assert job.image.build is not None
    assert job.image.overlays == ()


def test_there_is_none_where_nothing_is_to_prepare() -> None:
    result, _ = lowered(DB.replace('volumes: ["./init', 'labels: ["./init'))
    assert {w.name for w in result.application.workloads} == {"web", "migrate", "other"}


def test_a_script_that_is_not_there_is_told() -> None:
    _, diagnostics = lowered(DB, files={"init/10.sql": "select 1"}, told="datastore.missing-script")
    assert [str(d.origin) for d in diagnostics if d.code == "datastore.missing-script"] == ["compose.yaml:6"]


def test_mysql_has_a_job_of_its_own_dialect() -> None:
    result, _ = lowered(
        """
services:
  db:
    image: mysql:8.4
    environment: {MYSQL_ROOT_PASSWORD: hidden-one, MYSQL_DATABASE: app}
    volumes: ["./a.sql:/docker-entrypoint-initdb.d/a.sql"]
  web: {image: example/web, environment: {DB_HOST: db, DB_PASSWORD: hidden-one}}
""",
        files={"a.sql": "select 1"},
    )
    variables = dict(result.application.workload("db-prepare").environment)
    assert variables["MYSQL_PWD"].parts == (Attribute("db", Key.PASSWORD),)
    assert "PGHOST" not in variables
