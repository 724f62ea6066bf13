"""Demands of 000_10b5cf02f0a1db14.txt (DEML) that the front end and the lowering meet; each quotes its section."""

from __future__ import annotations

from functools import cache

import pytest

from shipway.model.value import SecretRef
from shipway.model.workload import Kind

from .lowered import Made, made

COMPOSE = """
name: deml
services:
  postgres:
    image: postgres:17
    environment: {POSTGRES_USER: deml, POSTGRES_PASSWORD: local-only-91, POSTGRES_DB: deml}
    volumes: ["pg:/var/lib/postgresql/data"]
  dragonfly: {image: "docker.dragonflydb.io/dragonflydb/dragonfly:v1.25", volumes: ["fly:/data"]}
  redpanda:
    build: ./infrastructure/queue
    command: redpanda start --kafka-addr internal://0.0.0.0:9092 --advertise-kafka-addr internal://redpanda:9092
    volumes: ["panda:/var/lib/redpanda/data"]
  clickhouse:
    build: ./infrastructure/clickhouse
    environment: {CLICKHOUSE_USER: deml, CLICKHOUSE_PASSWORD: local-only-92}
    volumes:
      - house:/var/lib/clickhouse
      - ./infrastructure/clickhouse/clickhouse-config.xml:/etc/clickhouse-server/config.d/deml.xml:ro
  backend: &backend
    build: ./backend
    command: python start.py
    env_file: backend/.env
    environment: &shared
      DATABASE_URL: postgres://deml:local-only-91@postgres:5432/deml
      REDPANDA_BROKERS: redpanda:9092
      REDPANDA_SASL_USERNAME: deml
      REDPANDA_SASL_PASSWORD: local-only-93
      CLICKHOUSE_HOST: clickhouse
      CLICKHOUSE_PORT: "8123"
      CLICKHOUSE_USER: deml
      CLICKHOUSE_PASSWORD: local-only-92
      DRAGONFLY_HOST: dragonfly
      SCANNER_SERVICE_URL: http://scanner:8080
      CPE_GUESSER_URL: http://cpe-guesser:8000
      TOR_PROXY_URL: socks5://tor-proxy:9050
    ports: ["8000:8000"]
    depends_on: [postgres, redpanda, clickhouse, dragonfly]
  frontend: {build: ./frontend, ports: ["4200:8080"], env_file: frontend/.env}
  deml-workers: {build: ./backend, command: python deml_workers_start.py, environment: *shared}
  deml-daemon: {build: ./rust, environment: {DATABASE_URL: "postgres://deml:local-only-91@postgres:5432/deml"}}
  scanner: {build: ./infrastructure/scanner}
  cpe-guesser: {image: "ghcr.io/cve-search/cpe-guesser:latest", expose: ["8000"]}
  tor-proxy: {image: dperson/torproxy, expose: ["9050"]}
volumes: {pg: , fly: , panda: , house: }
"""
FIREBASE = '{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----local-only-94"}'
FILES = {
    "backend/Dockerfile": "FROM python:3.13\nEXPOSE 8000\n",
    "backend/.env.example": "SECRET_KEY=\nSTRIPE_API_KEY=\nHF_TOKEN=\nMARKETING_URL=\nVIRUSTOTAL_API_KEY=\n",
    "backend/.env": "SECRET_KEY=local-only-95-abcdefghij\nSTRIPE_API_KEY=sk_live_local0only096\n"
    f"RESEND_API_KEY=local-only-97\nHF_TOKEN=hf_local_only_98\nSENTRY_DSN=https://abc@o1.ingest.sentry.io/1\n"
    f"FIREBASE_SERVICE_ACCOUNT='{FIREBASE}'\n"
    "FIRESTORE_PROJECT=deml-prod\nMARKETING_URL=https://dataengineeringformachinelearning.com\n",
    "frontend/Dockerfile": "FROM gcr.io/distroless/nodejs22-debian12\nEXPOSE 8080\nCMD dist/server/server.mjs\n",
    "frontend/.env": "FRONTEND_URL=http://localhost:4200\nBACKEND_URL=http://localhost:8000\nSANITY_DATASET=web\n",
    "rust/Dockerfile": "FROM rust AS build\nFROM debian:bookworm-slim\nCMD deml-daemon\n",
    "infrastructure/scanner/Dockerfile": "FROM python:3.13\nEXPOSE 8080\n",
    "infrastructure/queue/Dockerfile": "FROM redpandadata/redpanda:v24.3.1\n",
    "infrastructure/clickhouse/Dockerfile": "FROM clickhouse/clickhouse-server:25.3\n",
    "infrastructure/clickhouse/clickhouse-config.xml": "<clickhouse/>",
}


@cache
def deml() -> Made:
    return made(COMPOSE, FILES, told="env.required rds.master-user value.localhost")


def test_d000_01_every_variable_of_the_env_files_is_accounted_for():
    """Env templates: `backend/.env.example, frontend/.env.example, marketing/.env.example`."""
    for workload, file in (("backend", "backend/.env"), ("frontend", "frontend/.env")):
        names = {line.partition("=")[0] for line in FILES[file].splitlines()}
        given = {name for name, _ in deml().result.application.workload(workload).environment}
        assert names <= given


def test_d000_02_a_name_of_the_example_without_a_value_is_a_finding():
    """Env templates: `.env.example` is the list of required names."""
    assert "VIRUSTOTAL_API_KEY" in deml().told("env.required")
    assert "STRIPE_API_KEY" not in deml().told("env.required")


def test_d000_05_no_source_is_edited():
    """intro, Migration: `Same Dockerfiles, unchanged code paths`."""
    application = deml().result.application
    built = {w.name: w.image.build.context for w in application.workloads if w.image.build}
    assert built["backend"] == "backend"
    assert built["deml-daemon"] == "rust"
    assert application.workload("backend").image.overlays == ()


@pytest.mark.parametrize("name", ["deml-daemon", "deml-workers"])
def test_d000_06_and_44_relay_and_publisher_stay_single(name):
    """intro: `one outbox relay, one cron publisher`; Workers & Daemon: both stay single."""
    scaling = deml().result.application.workload(name).scaling
    assert (scaling.minimum, scaling.maximum) == (1, 1)


def test_d000_08_services_outside_stay_outside():
    """intro: Firebase and Firestore stay; their variables pass through and nothing is built for them."""
    assert deml().environment("backend")["FIRESTORE_PROJECT"] == "deml-prod"
    assert "irestore" not in deml().templates.replace("FIRESTORE_PROJECT", "")


def test_d000_09_a_host_of_another_environment_is_told():
    """intro: `every hostname and cross-site URL is env-driven`."""
    told = deml().told("value.localhost")
    assert 'env: {FRONTEND_URL: "${frontend.url}"}' in told
    assert 'env: {BACKEND_URL: "${backend.url}"}' in told


def test_d000_13_secrets_leave_the_files():
    """Pre-Deploy: `SECRET_KEY, Firebase service account JSON, Stripe, Resend, threat intel keys, HF_TOKEN, … SASL`."""
    names = {"SECRET_KEY", "STRIPE_API_KEY", "RESEND_API_KEY", "HF_TOKEN", "FIREBASE_SERVICE_ACCOUNT"}
    assert names | {"REDPANDA_SASL_PASSWORD", "CLICKHOUSE_PASSWORD"} <= deml().secrets("backend")
    said = deml().templates + "".join(f"{d}{d.detail}{d.fix}" for d in deml().diagnostics)
    assert "local-only" not in said
    assert "local0only" not in said


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("DEBUG: 'True'", "production.debug"),
        ("SECRET_KEY: changeme", "production.weak-secret"),
        ("CORS_ALLOWED_ORIGINS: '*'", "production.cors"),
    ],
)
def test_d000_20_and_41_development_settings_block_production(written, code):
    """Production guards: `DEBUG=False` and a strong SECRET_KEY; Backend: no development server."""
    compose = f"services: {{web: {{image: x, command: python manage.py runserver, environment: {{{written}}}}}}}"
    found = made(compose, manifest="environments: {production: {}}", told=f"production.command {code}")
    blockers = {d.code for d in found.diagnostics if d.severity.value == "blocker"}
    assert code in blockers
    assert "production.command" in blockers


def test_d000_30_dragonfly_stays_a_container_that_keeps_its_data():
    """Dragonfly: `as a container of the service … update DRAGONFLY_HOST accordingly`."""
    dragonfly = deml().result.application.workload("dragonfly")
    assert [m.path for m in dragonfly.mounts] == ["/data"]
    assert "dragonfly" in dragonfly.aliases
    assert deml().environment("backend")["DRAGONFLY_HOST"] == "dragonfly"


def test_d000_43_and_51_the_backends_bundle():
    """Backend: `DATABASE_URL, REDPANDA_BROKERS, CLICKHOUSE_*, DRAGONFLY_HOST, Firebase service account`."""
    environment = deml().environment("backend")
    assert environment["REDPANDA_BROKERS"] == "redpanda:9092"
    assert (environment["CLICKHOUSE_HOST"], environment["CLICKHOUSE_PORT"]) == ("clickhouse", "8123")
    assert "DATABASE_URL" in deml().secrets("backend")
    links = {(x.source, x.sink, x.port) for x in deml().result.application.links}
    assert {("backend", "redpanda", 9092), ("backend", "clickhouse", 8123), ("backend", "postgres", 5432)} <= links


def test_d000_45_sidecars_are_reached_by_their_names():
    """Workers & Daemon: `SCANNER_SERVICE_URL, CPE_GUESSER_URL, TOR_PROXY_URL using the internal … hostnames`."""
    links = {(x.source, x.sink, x.port) for x in deml().result.application.links}
    assert {("backend", "scanner", 8080), ("backend", "cpe-guesser", 8000), ("backend", "tor-proxy", 9050)} <= links


def test_d000_47_engines_that_are_built_here_are_engines_with_their_configuration():
    """Redpanda: official image or the infrastructure/queue build; ClickHouse: `clickhouse-config.xml`."""
    application = deml().result.application
    assert application.workload("redpanda").engine == "redpanda"
    house = application.workload("clickhouse")
    assert house.engine == "clickhouse"
    assert [o.target for o in house.image.overlays] == ["/etc/clickhouse-server/config.d/deml.xml"]
    assert [m.path for m in house.mounts] == ["/var/lib/clickhouse"]
    assert house.kind is Kind.WORKER, "never public"


def test_the_firebase_account_is_one_secret_of_several_lines():
    """D000-14 on this target: the JSON is a secret as a whole."""
    value = dict(deml().result.application.workload("backend").environment)["FIREBASE_SERVICE_ACCOUNT"]
    assert value.parts == (SecretRef("FIREBASE_SERVICE_ACCOUNT"),)
    assert deml().result.values["FIREBASE_SERVICE_ACCOUNT"].reveal() == FIREBASE
