"""TLS in each driver's own words, in the templates that a project makes."""

from __future__ import annotations

import json

import pytest

from shipway.diagnostics import Diagnostics
from shipway.inputs import vocabulary
from shipway.lower.lower import lower
from shipway.managed.dialects import SSLMODE, Dialect
from shipway.managed.index import offers
from shipway.manifest.read import read
from shipway.targets.fargate.design import design
from shipway.targets.fargate.target import TARGET
from shipway.targets.fargate.trust import BUNDLE
from shipway.topology.actions import BuildImage
from shipway.topology.graph import Topology
from shipway.topology.synthesize import synthesize

from ..files import project
from ..strict import expect

POSTGRES = "postgres:17", "{POSTGRES_USER: app, POSTGRES_PASSWORD: hidden-one, POSTGRES_DB: app}"
MYSQL = "mysql:8.4", "{MYSQL_USER: app, MYSQL_PASSWORD: hidden-one, MYSQL_DATABASE: app, MYSQL_ROOT_PASSWORD: x-hidden}"

UNREAD = "manifest.unknown-word"
"""H-02: the manifest reads no `tls:` yet, which a test that drops diagnostics does not see."""


def designed(
    url: str,
    dockerfile: str = "FROM python:3.12",
    engine: tuple[str, str] = POSTGRES,
    manifest: str | None = None,
    *,
    told: str,
    may: str = "",
) -> tuple[Topology, Diagnostics, str]:
    """(topology, diagnostics, all templates as text) of a service that is built and reads the URL."""
    image, variables = engine
    loaded, diagnostics = project(
        f"""
services:
  db: {{image: "{image}", environment: {variables}}}
  web: {{build: ., environment: {{URL: "{url}"}}}}
""",
        {"Dockerfile": dockerfile},
    )
    written = read(manifest, "shipway.yaml", vocabulary(), diagnostics)
    result = lower(loaded, written, diagnostics, offers=offers(TARGET.stores))
    topology = design(result.application, result.environment, diagnostics)
    expect(diagnostics, told, may)
    texts = json.dumps([stack.template for stack in synthesize(topology)])
    assert "hidden-one" not in texts
    return topology, diagnostics, texts


def codes(diagnostics: Diagnostics) -> set[str]:
    return {d.code for d in diagnostics}


@pytest.mark.parametrize(
    ("url", "dockerfile", "expected"),
    [
        ("postgresql+asyncpg://app:hidden-one@db:5432/app", "FROM python:3.12", "/app?ssl=require"),
        ("postgresql+psycopg2://app:hidden-one@db:5432/app", "FROM alpine", "/app?sslmode=require"),
        ("postgres://app:hidden-one@db:5432/app?sslmode=disable", "FROM golang", "/app?sslmode=require"),
        ("postgres://app:hidden-one@db:5432/app?a=b&sslmode=verify-full", "FROM golang", "?a=b&sslmode=verify-full"),
        ("postgres://app:hidden-one@db/app?pool=5", "FROM ruby:3.4", "/app?pool=5&sslmode=require"),
    ],
)
def test_each_driver_is_told_in_its_own_words(url: str, dockerfile: str, expected: str) -> None:
    """D003-06: "`postgresql+asyncpg://` kept, TLS parameters in each driver's own dialect"."""
    _, diagnostics, texts = designed(url, dockerfile, told="rds.master-user")
    assert expected in texts
    assert '"rds.force_ssl": "1"' in texts
    assert "rds.tls-not-forced" not in codes(diagnostics)


def test_jdbc_signs_in_by_words_of_the_query() -> None:
    _, _, texts = designed(
        "jdbc:postgresql://db:5432/app?user=app&password=hidden-one", "FROM eclipse-temurin:21", told="rds.master-user"
    )
    assert "?user=app&password={{resolve:secretsmanager:${C}:SecretString:password}}&sslmode=require" in texts


@pytest.mark.parametrize(
    ("url", "dockerfile"),
    [
        ("ecto://app:hidden-one@db/app", "FROM elixir:1.18"),
        ("postgresql+pg8000://app:hidden-one@db/app", "FROM python:3.12"),
        ("postgres://app:hidden-one@db/app", "FROM alpine\nCMD /bin/app"),
    ],
)
def test_a_driver_that_cannot_be_told_is_named_and_tls_is_not_forced(url: str, dockerfile: str) -> None:
    _, diagnostics, texts = designed(url, dockerfile, told="rds.master-user rds.tls-not-forced")
    assert '"rds.force_ssl": "0"' in texts
    assert "sslmode" not in texts
    (found,) = [d for d in diagnostics if d.code == "rds.tls-not-forced"]
    assert "web" in found.summary
    assert "tls: required" in found.fix


def test_the_manifest_decides() -> None:
    line = "datastores: {db: {tls: required}}"
    _, diagnostics, texts = designed(
        "ecto://app:hidden-one@db/app", "FROM elixir", manifest=line, told="rds.master-user", may=UNREAD
    )
    assert '"rds.force_ssl": "1"' in texts
    assert "rds.tls-not-forced" not in codes(diagnostics)
    _, diagnostics, texts = designed(
        "postgres://app:hidden-one@db/app",
        manifest="datastores: {db: {tls: offered}}",
        told="rds.master-user rds.tls-not-forced",
        may=UNREAD,
    )
    assert '"rds.force_ssl": "0"' in texts
    assert "rds.tls-not-forced" in codes(diagnostics)


def test_nodes_driver_is_given_the_authorities_that_it_checks() -> None:
    """D003-06: "RDS CA bundle where verification needs it"."""
    topology, _, texts = designed(
        "postgres://app:hidden-one@db:5432/app", "FROM node:22\nCMD node server.js", told="rds.master-user"
    )
    (image,) = topology.every(BuildImage)
    assert [overlay.source for overlay in image.overlays] == [BUNDLE]
    assert '{"Name": "NODE_EXTRA_CA_CERTS", "Value": "/etc/ssl/rds/global-bundle.pem"}' in texts
    assert "sslmode=require" in texts


def test_others_need_no_bundle() -> None:
    topology, _, texts = designed("postgres://app:hidden-one@db:5432/app", told="rds.master-user")
    assert [image.overlays for image in topology.every(BuildImage)] == [()]
    assert "NODE_EXTRA_CA_CERTS" not in texts


@pytest.mark.parametrize(
    ("url", "expected", "forced"),
    [
        ("jdbc:mysql://db:3306/app?user=app&password=hidden-one", "&sslMode=REQUIRED", "1"),
        ("mysql+pymysql://app:hidden-one@db:3306/app", "/app?ssl_check_hostname=false", "1"),
        ("mysql+pymysql://app:hidden-one@db:3306/app?ssl_ca=/x.pem", "/app?ssl_ca=/x.pem", "1"),
        ("mysql+mysqlconnector://app:hidden-one@db:3306/app", "/app?ssl_verify_cert=false", "1"),
        ("mysql2://app:hidden-one@db:3306/app?pool=5", "/app?pool=5&ssl_mode=required", "1"),
        ("mysql://app:hidden-one@db:3306/app", "/app", "0"),
    ],
)
def test_mysql_is_forced_where_the_driver_can_be_told(url: str, expected: str, forced: str) -> None:
    offered = "" if forced == "1" else " rds.tls-not-forced"
    _, _, texts = designed(url, engine=MYSQL, told=f"rds.master-user{offered}")
    assert expected in texts
    assert f'"require_secure_transport": "{forced}"' in texts


def test_a_stronger_word_of_the_users_stays() -> None:
    assert SSLMODE.into("sslmode=verify-ca&x=1") == "sslmode=verify-ca&x=1"
    assert SSLMODE.into("") == "sslmode=require"
    assert Dialect("ssl", "require", ("false",)).into("ssl=false&x=1") == "x=1&ssl=require"
