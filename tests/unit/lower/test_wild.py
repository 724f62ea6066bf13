"""What projects that nobody here wrote showed; each test is one of them, made small."""

from __future__ import annotations

import pytest

from shipway.model.value import Attribute
from shipway.targets.fargate import design
from shipway.topology.synthesize import synthesize

from .test_lower import environment, lowered

BUILT = "services: {{web: {{build: ., volumes: ['{mount}']}}}}"
COPIES_ALL = "FROM python:3.12\nWORKDIR /app\nCOPY . .\n"


def test_uploads_beside_the_code_last_though_the_image_has_the_folder() -> None:
    files = {"Dockerfile": COPIES_ALL, "uploads/.gitkeep": ""}
    result, _ = lowered(BUILT.format(mount="./uploads:/app/uploads"), files=files)
    assert [mount.path for mount in result.application.workload("web").mounts] == ["/app/uploads"]


def test_a_folder_named_database_with_code_in_it_is_code() -> None:
    files = {"Dockerfile": COPIES_ALL, "database/migrations/1.php": "<?php"}
    result, diagnostics = lowered(BUILT.format(mount="./database:/app/database"), files=files)
    assert result.application.workload("web").mounts == ()
    assert "volume.development-mount" in {d.code for d in diagnostics}


def test_code_that_no_image_has_goes_into_it() -> None:
    """Laravel Sail builds a runtime from a folder of vendor/ and mounts the application over it."""
    compose = "services: {app: {build: vendor/sail/8.3, volumes: ['.:/var/www/html']}}"
    result, _ = lowered(compose, files={"vendor/sail/8.3/Dockerfile": "FROM ubuntu:24.04\n", "artisan": "#!"})
    assert [(o.source, o.target) for o in result.application.workload("app").image.overlays] == [(".", "/var/www/html")]


def test_code_that_the_image_of_a_folder_below_has_is_left_out() -> None:
    compose = "services: {app: {build: ./backend, volumes: ['.:/src']}}"
    files = {"backend/Dockerfile": "FROM node\nCOPY . /src/backend\n", "backend/a.js": ""}
    result, diagnostics = lowered(compose, files=files)
    assert result.application.workload("app").image.overlays == ()
    assert "volume.development-mount" in {d.code for d in diagnostics}


@pytest.mark.parametrize(
    "source", ["${APPDATA}/Microsoft/UserSecrets", "~/.aws", "$HOME/.ssh", "~/.aspnet/https", "/root/.nuget/packages"]
)
def test_folders_of_the_developers_machine_are_left_out(source: str) -> None:
    result, diagnostics = lowered(f"services: {{web: {{image: x, volumes: ['{source}:/data:ro']}}}}")
    assert result.application.volumes == ()
    assert "volume.developer" in {d.code for d in diagnostics}


def test_a_cache_without_a_token_is_sent_no_password() -> None:
    """It would refuse whoever signs in: `AUTH called without any password configured`."""
    result, diagnostics = lowered(
        """
services:
  cache: {image: "valkey/valkey:8", command: valkey-server --requirepass sesame-open-9}
  web: {image: x, environment: {REDIS_HOST: cache, REDIS_PASSWORD: sesame-open-9}}
"""
    )
    assert isinstance(environment(result, "web")["REDIS_PASSWORD"].parts[0], Attribute)
    stacks = synthesize(design(result.application, result.environment, diagnostics))
    (task,) = [
        r["Properties"]
        for stack in stacks
        for r in stack.template["Resources"].values()
        if r["Type"] == "AWS::ECS::TaskDefinition"
    ]
    (container,) = task["ContainerDefinitions"]
    assert {"Name": "REDIS_PASSWORD", "Value": ""} in container["Environment"]


def test_ports_without_a_port_of_the_host_do_not_collide() -> None:
    result, diagnostics = lowered("services: {a: {image: x, ports: ['80']}, b: {image: x, ports: ['80']}}")
    assert [(r.workload, r.listener) for r in result.application.routes] == [("a", 80), ("b", 8080)]
    assert not diagnostics.errors()


def test_a_port_that_the_file_names_keeps_its_listener() -> None:
    compose = "services: {a: {image: x, ports: ['80']}, b: {image: x, ports: ['80:80']}}"
    assert [(r.workload, r.listener) for r in lowered(compose)[0].application.routes] == [("a", 8080), ("b", 80)]


def test_a_database_port_that_is_published_nowhere_blocks_nothing() -> None:
    _, diagnostics = lowered("services: {a: {image: example/postgres, ports: ['5432']}}")
    assert {d.code for d in diagnostics} & {"route.unpublished", "route.not-http"} == {"route.unpublished"}


def test_kestrels_https_port_is_not_asked_in_the_open() -> None:
    compose = (
        "services: {a: {image: x, environment: {ASPNETCORE_HTTPS_PORTS: 8081}, ports: ['6000:8080', '6060:8081']}}"
    )
    assert [r.port for r in lowered(compose)[0].application.routes] == [8080]


@pytest.mark.parametrize(
    "service",
    [
        "command: gunicorn --bind 0.0.0.0:8123 app:app",
        "command: python manage.py runserver 0.0.0.0:8123",
        "entrypoint: uvicorn app:app --port 8123",
        "command: ['server', '--http-port=8123']",
        "environment: {PORT: 8123}",
        "environment: {DD_UWSGI_PORT: 8123}",
        "healthcheck: {test: curl -f http://localhost:8123/health}",
    ],
)
def test_a_port_that_only_the_service_itself_tells(service: str) -> None:
    result, diagnostics = lowered(f"services: {{a: {{image: x, {service}}}, b: {{image: y, depends_on: [a]}}}}")
    assert [port.number for port in result.application.workload("a").ports] == [8123]
    assert "workload.no-port" not in {d.code for d in diagnostics}


def test_a_word_of_a_file_is_no_call() -> None:
    compose = "services: {js: {build: ., command: yarn watch}, web: {build: .}}"
    _, diagnostics = lowered(compose, files={"Dockerfile": "FROM node\n", "app.py": "the js folder\n"})
    assert "workload.no-port" not in {d.code for d in diagnostics}


def test_variables_of_the_application_in_a_databases_env_file_are_not_taken_over() -> None:
    compose = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: sesame-open-9, SECRET_KEY: other-one-9}}
  web: {image: x, environment: {DATABASE_URL: "postgres://postgres:sesame-open-9@db/postgres"}}
"""
    told = {d.code: d.summary for d in lowered(compose)[1]}
    assert told["datastore.variables"] == '"db": POSTGRES_PASSWORD is taken over by Amazon RDS for PostgreSQL'
    assert told["datastore.other-variables"] == '"db": SECRET_KEY goes with the container'
