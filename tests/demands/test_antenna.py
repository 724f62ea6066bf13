"""Demands of 002_3f82a5322881baf0.txt (Antenna) that the front end and the lowering meet; each quotes its section."""

from __future__ import annotations

from functools import cache

from shipway.model.value import Attribute, ConnectionUrl, Key

from .lowered import Made, made

COMPOSE = """
name: antenna
services:
  postgres:
    image: postgres:16
    environment: {POSTGRES_USER: antenna, POSTGRES_PASSWORD: local-only-71, POSTGRES_DB: antenna}
  redis: {image: "redis:7"}
  django: &django
    build: .
    ports: ["8001:8000"]
    env_file: .envs/.local/.django
    environment: &shared
      POSTGRES_DB: antenna
      POSTGRES_USER: antenna
      POSTGRES_PASSWORD: local-only-71
      POSTGRES_HOST: postgres
      POSTGRES_PORT: "5432"
      DATABASE_URL: postgres://antenna:local-only-71@postgres:5432/antenna
      REDIS_URL: redis://redis:6379/0
      CELERY_BROKER_URL: redis://redis:6379/0?ssl_cert_reqs=none
      DEFAULT_PROCESSING_SERVICE_ENDPOINT: http://ml_backend_minimal:2000/
    depends_on: [postgres, redis]
  celeryworker: {build: ., command: celery -A config worker, environment: *shared, scale: 3}
  celerybeat: {build: ., command: celery -A config beat, environment: *shared, scale: 2}
  awscli: {build: ./compose/aws, volumes: ["backups:/backups:z"]}
  ml_backend_minimal: {build: ./ml, expose: ["2000"]}
volumes: {backups: }
"""
FILES = {
    "Dockerfile": "FROM python:3.11\nEXPOSE 8000\n",
    "compose/aws/Dockerfile": "FROM amazon/aws-cli:2.15.0\nCOPY ./maintenance /usr/local/bin/maintenance\n",
    "ml/Dockerfile": "FROM python:3.11\nEXPOSE 2000\n",
    ".envs/.local/.django": "DJANGO_SETTINGS_MODULE=config.settings.production\n"
    "DJANGO_SECRET_KEY=local-only-72-abcdefgh\nDJANGO_SECURE_SSL_REDIRECT=False\nDJANGO_ADMIN_URL=secret-place/\nDJANGO_DEBUG=True\nEB_HEALTHCHECK=1\n"
    "SENDGRID_API_KEY=SG.local-only-73-abcdefgh.ijklmnopqrst\nSENTRY_DSN=https://abc@o1.ingest.sentry.io/2\n",
}


@cache
def antenna() -> Made:
    return made(COMPOSE, FILES, told="rds.master-user rds.tls-not-forced scale.singleton")


def test_d002_17_celerybeat_never_twice():
    """3.2: `celerybeat - scheduled task runner`."""
    scaling = antenna().result.application.workload("celerybeat").scaling
    assert (scaling.maximum, scaling.singleton) == (1, True)
    assert "scale.singleton" in antenna().codes()
    assert antenna().result.application.workload("celeryworker").scaling.minimum == 3


def test_d002_19_awscli_is_left_out_with_a_reason_or_kept_on_request():
    """3.2: `awscli - lightweight helper container for internal AWS commands`."""
    (skip,) = antenna().result.application.skipped
    assert skip.name == "awscli"
    assert "command line" in skip.reason
    assert "run: keep" in skip.reason
    kept = made(
        COMPOSE, FILES, "services: {awscli: {run: keep}}", told="rds.master-user rds.tls-not-forced scale.singleton"
    )
    assert "awscli" in {w.name for w in kept.result.application.workloads}


def test_d002_22_djangos_variables():
    """3.4: `DJANGO_SETTINGS_MODULE, DJANGO_SECRET_KEY, DJANGO_SECURE_SSL_REDIRECT, DJANGO_ADMIN_URL, DJANGO_DEBUG`."""
    environment = antenna().environment("django")
    assert environment["DJANGO_SETTINGS_MODULE"] == "config.settings.production"
    assert environment["DJANGO_SECURE_SSL_REDIRECT"] == "False"
    assert {"DJANGO_ADMIN_URL", "DJANGO_DEBUG", "EB_HEALTHCHECK"} <= environment.keys()
    assert "DJANGO_SECRET_KEY" in antenna().secrets("django")


def test_d002_25_the_parts_and_the_url_come_from_one_database():
    """3.4: `POSTGRES_DB, POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_HOST, POSTGRES_PORT`."""
    variables = dict(antenna().result.application.workload("django").environment)
    for name, key in (
        ("POSTGRES_DB", Key.DATABASE),
        ("POSTGRES_USER", Key.USER),
        ("POSTGRES_PASSWORD", Key.PASSWORD),
        ("POSTGRES_HOST", Key.HOST),
        ("POSTGRES_PORT", Key.PORT),
    ):
        assert variables[name].parts == (Attribute("postgres", key),)
    (url,) = variables["DATABASE_URL"].parts
    assert isinstance(url, ConnectionUrl)
    assert url.datastore == "postgres"


def test_d002_26_celery_talks_tls_and_verifies():
    """3.4, 7: `rediss://…?ssl_cert_reqs=none` is what the document has; X-03: verification stays on."""
    assert "rediss://" in antenna().templates
    assert "ssl_cert_reqs=CERT_REQUIRED" in antenna().templates
    assert "ssl_cert_reqs=none" not in antenna().templates


def test_d002_27_the_ml_container_is_followed_and_keys_are_secrets():
    """3.4: `DEFAULT_PROCESSING_SERVICE_ENDPOINT`, `SENDGRID_API_KEY`, `SENTRY_DSN`."""
    links = {(x.source, x.sink, x.port) for x in antenna().result.application.links}
    assert ("django", "ml_backend_minimal", 2000) in links
    assert "SENDGRID_API_KEY" in antenna().secrets("django")
    assert "local-only" not in antenna().templates
