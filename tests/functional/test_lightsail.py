"""A project on Lightsail from its first plan to its end, by the commands, over one embedded account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from functional.running import project, shipway
from functional.test_life import KEYS, Account

from shipway.cli.root import cli
from shipway.rehearse.faults import Fault

COMPOSE = """
name: shop
services:
  web:
    image: ghcr.io/example/web:%s
    ports: ["80:8000"]
    healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8000/health"]}
    environment:
      CACHE_URL: redis://cache:6379/0
      SESSION_SECRET: ${SESSION_SECRET}
  cache: {image: "redis:8"}
"""
JOB = """
  migrate: {image: ghcr.io/example/web:1, command: [migrate]}
"""
MANIFEST = "environments:\n  dev: {target: lightsail, size: nano}\n  live: {target: fargate}\n"


class Session:
    """Commands in one folder against one account. The secret is in no output."""

    def __init__(self, folder: Path, *faults: Fault) -> None:
        self.folder = project(folder, compose=COMPOSE % 1, manifest=MANIFEST, env="SESSION_SECRET=keep-this-hidden\n")
        self.account = Account(*faults)

    def __call__(self, *arguments: str, status: int = 0, answers: str = "") -> Result:
        words = ["-C", str(self.folder), *arguments]
        done = CliRunner().invoke(cli, words, input=answers, env=KEYS, obj=self.account.connect)
        assert "Traceback" not in done.output
        assert "keep-this-hidden" not in done.output
        assert done.exit_code == status, done.output
        return done

    def data(self, *arguments: str) -> Any:
        return json.loads(self(*arguments, "--json").stdout)

    def url(self) -> str:
        (url,) = self.data("status")["urls"]
        return str(url)


@pytest.fixture
def run(tmp_path: Path) -> Session:
    return Session(tmp_path)


def test_planned_deployed_verified_changed_and_removed(run: Session) -> None:
    planned = run("plan").output
    assert "AWS::Lightsail::Container: ContainerService" in planned
    assert "wait for shop-dev" in planned
    assert "AWS charges for 1 × container service" in run("deploy", answers="n\n", status=3).output
    deployed = run("deploy", "--yes").output
    assert "service steady (shop-dev): it is RUNNING, deployment 1 is ACTIVE" in deployed

    assert run.data("plan")["changes"] == []
    checks = {one["name"]: one["status"] for one in run.data("verify")["checks"]}
    assert checks["service steady"] == checks["route answers"] == checks["secret has a value"] == "passed"
    assert "unseen" not in checks.values()
    assert run.url().endswith(".us-east-1.cs.amazonlightsail.com/health")
    assert run.data("drift")["clean"] is True
    assert "SESSION_SECRET" in run("secrets", "list").output

    (run.folder / "compose.yaml").write_text(COMPOSE % 2)
    assert [change["action"] for change in run.data("plan")["changes"]] == ["change"]
    assert "deployment 2 is ACTIVE" in run("deploy", "--yes").output

    assert "shop-dev-containers" in run("destroy", "--yes").output
    assert "nothing of shop dev is deployed" in run("status").output


def test_a_job_is_refused_with_its_reason_and_nothing_is_made(run: Session) -> None:
    (run.folder / "compose.yaml").write_text((COMPOSE % 1) + JOB)
    for command in (["plan"], ["rehearse"], ["deploy", "--yes"]):
        said = run(*command, status=2).output
        assert '"migrate" runs to its end, and a container service starts again whatever ends' in said
        assert "compose.yaml:13" in said
    run("plan", "--env", "live", "--offline")


def test_a_deployment_that_fails_says_what_the_container_said(tmp_path: Path) -> None:
    run = Session(tmp_path, Fault("container:web", message="no such table: users"))
    failed = run("deploy", "--yes", status=1).output
    assert "no such table: users" in failed
    assert "nothing of it was left behind" in failed
    run("deploy", "--yes")


def test_the_project_is_rehearsed_without_an_account(run: Session, tmp_path: Path) -> None:
    done = shipway("-C", run.folder, "rehearse", home=tmp_path)
    assert done.status == 0, done.said
    assert "Lightsail::Container" in done.out
    assert "route answers (https://shop-dev." in done.out
    assert "0 failed. Nothing was deployed." in done.out
