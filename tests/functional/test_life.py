"""An environment from its first deployment to its end, by the commands, over one embedded account."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from shipway.adapters.cloud import aws
from shipway.cli.clouds import FoundValues, Wanted
from shipway.cli.root import cli
from shipway.ports import Cloud
from shipway.rehearse.builder import RehearsalBuilder
from shipway.rehearse.clock import VirtualClock
from shipway.rehearse.cloud import EmbeddedCloud
from shipway.rehearse.faults import Fault
from shipway.rehearse.http import RehearsalHttp
from shipway.rehearse.session import session

COMPOSE = """
name: shop
services:
  web:
    build: .
    ports: ["8000:8000"]
    environment:
      DATABASE_URL: postgres://app:hunter-two@db:5432/shop
      SESSION_SECRET: ${SESSION_SECRET}
      MODE: %s
  db:
    image: postgres:17
    environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: hunter-two, POSTGRES_DB: shop}
    volumes: ["data:/var/lib/postgresql/data"]
volumes: {data: }
"""
KEYS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y"}
Run = Callable[..., Result]


class Account:
    """One embedded account behind the commands."""

    def __init__(self, *faults: Fault) -> None:
        self.clock = VirtualClock()
        self.backend = EmbeddedCloud(self.clock, faults=faults)

    def connect(self, wanted: Wanted) -> Cloud:
        return aws(
            session(self.backend, wanted.region),
            values=FoundValues(wanted.values),
            builder=RehearsalBuilder(self.backend),
            clock=self.clock,
            http=RehearsalHttp(self.backend),
            name="the embedded cloud",
            real=False,
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "compose.yaml").write_text(COMPOSE % "first")
    (tmp_path / ".env").write_text("SESSION_SECRET=keep-this-hidden\n")
    (tmp_path / "Dockerfile").write_text("FROM python:3.13-slim\nCOPY app app\nEXPOSE 8000\n")
    return tmp_path


def running(account: Account, folder: Path) -> Run:
    def run(*arguments: str, answers: str = "", status: int = 0) -> Result:
        done = CliRunner().invoke(cli, ["-C", str(folder), *arguments], input=answers, env=KEYS, obj=account.connect)
        assert "Traceback" not in done.output
        assert "hunter-two" not in done.output
        assert "keep-this-hidden" not in done.output
        assert done.exit_code == status, done.output
        return done

    return run


def data(done: Result) -> Any:
    return json.loads(done.stdout)


def test_deployed_looked_at_changed_and_removed(folder: Path) -> None:
    run = running(Account(), folder)
    assert "nothing of shop dev is deployed" in run("status").output
    first = run("deploy", "--yes").output
    assert "image present" in first
    assert "route answers" in first

    assert data(run("plan", "--json"))["changes"] == []
    assert all(check["status"] != "failed" for check in data(run("verify", "--json"))["checks"])
    assert data(run("drift", "--json"))["clean"] is True
    assert [one["running"] for one in data(run("status", "--json"))["services"]] == [1]
    assert "SESSION_SECRET" in run("secrets", "list").output

    (folder / "compose.yaml").write_text(COMPOSE % "second")
    planned = data(run("plan", "--json"))
    assert {change["action"] for change in planned["changes"]} <= {"change", "replace"}
    run("deploy", "--yes")
    assert data(run("plan", "--json"))["changes"] == []

    removed = run("destroy", "--yes").output
    assert "database" in removed
    assert "nothing of shop dev is deployed" in run("status").output


def test_questions_that_are_answered_no_change_nothing(folder: Path) -> None:
    account = Account()
    run = running(account, folder)
    run("deploy", answers="n\n", status=3)
    assert "nothing of shop dev is deployed" in run("status").output
    run("deploy", "--yes")
    run("destroy", answers="not-dev\n", status=3)
    assert [one["running"] for one in data(run("status", "--json"))["services"]] == [1]


def test_failed_deployment_says_why_and_the_next_one_goes_through(folder: Path) -> None:
    account = Account(Fault("AWS::RDS::DBInstance", message="no capacity for db.t4g.micro", phase="create"))
    run = running(account, folder)
    failed = run("deploy", "--yes", status=1).output
    assert "no capacity for db.t4g.micro" in failed
    assert "nothing of it was left behind" in failed
    run("deploy", "--yes")


def test_saved_plan_is_applied_exactly(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    run = running(Account(), folder)
    file = tmp_path_factory.mktemp("plans") / "plan.json"
    run("plan", "--save", str(file))
    assert "hunter-two" not in file.read_text()
    run("deploy", "--yes", "--plan", str(file))
    (folder / "compose.yaml").write_text(COMPOSE % "second")
    run("deploy", "--yes")
    outdated = run("deploy", "--yes", "--plan", str(file), status=1).output
    assert "run `shipway plan` again and read what it says, then deploy" in outdated
