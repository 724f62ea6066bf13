"""What works with nothing but a Compose file: help, config, plan, render, init."""

from __future__ import annotations

import json

import pytest
import yaml
from functional.running import QUICKSTART, project, shipway, tree

SHOP = """\
services:
  web:
    image: ghcr.io/example/web:1
    ports: ["8000:8000"]
    environment:
      DATABASE_URL: postgres://shop:swordfish99@db:5432/shop
      SESSION_SECRET: hunter2hunter2
  db:
    image: postgres:17
    environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: swordfish99, POSTGRES_DB: shop}
    volumes: ["db:/var/lib/postgresql/data"]
volumes: {db: {}}
"""
SECRETS = ("swordfish99", "hunter2hunter2")


@pytest.fixture
def shop(tmp_path):
    return project(tmp_path / "shop", compose=SHOP)


def test_help_and_version(tmp_path):
    for arguments in (["--help"], ["-h"], ["plan", "--help"], ["secrets", "set", "-h"]):
        done = shipway(*arguments, home=tmp_path)
        assert (done.status, done.err) == (0, "")
        assert "Usage: shipway" in done.out
    assert shipway("--version", home=tmp_path).out == "shipway 0.1.0\n"


def test_a_plan_needs_no_credentials_and_says_so(shop, tmp_path):
    done = shipway("-C", shop, "plan", home=tmp_path)
    assert done.status == 0, done.err
    assert "Planned without looking at AWS (no AWS credentials are configured)" in done.out
    assert "AWS::RDS::DBInstance" in done.out
    assert "db (compose.yaml:8, image postgres:17) becomes Amazon RDS for PostgreSQL 17" in done.err
    assert "datastores: {db: {as: volume}}" in done.err


def test_a_plan_is_the_same_every_time(shop, tmp_path):
    plans = {shipway("plan", "--json", "-C", shop, home=tmp_path, PYTHONHASHSEED=seed).out for seed in ("1", "2", "3")}
    assert len(plans) == 1
    (plan,) = map(json.loads, plans)
    assert plan["known"] is False
    assert plan["totals"]["add"] == len(plan["changes"]) > 30
    assert plan["steps"][0]["title"] == "deploy bootstrap"


def test_options_stand_before_and_after_the_command(shop, tmp_path):
    before = shipway("-C", shop, "--region", "eu-west-1", "--env", "test", "--json", "plan", home=tmp_path)
    after = shipway("plan", "--json", "--env", "test", "--region", "eu-west-1", "-C", shop, home=tmp_path)
    assert before == after
    assert (json.loads(after.out)["region"], json.loads(after.out)["environment"]) == ("eu-west-1", "test")


def test_render_writes_one_template_per_stack(shop, tmp_path):
    done = shipway("-C", shop, "render", "-o", tmp_path / "out", home=tmp_path)
    assert done.status == 0, done.err
    assert tree(tmp_path / "out") == sorted(
        ["bootstrap.json", "data.json", "edge.json", "network.json", "workload-web.json"]
    )
    for path in (tmp_path / "out").iterdir():
        assert json.loads(path.read_text())["Resources"]


@pytest.mark.parametrize(
    "arguments", [["plan"], ["plan", "--json"], ["config"], ["config", "--json"], ["render", "-o", "out"], ["init"]]
)
def test_no_secret_is_ever_said_or_written(arguments, shop, tmp_path):
    done = shipway("-C", shop, *(str(tmp_path / "out") if a == "out" else a for a in arguments), home=tmp_path)
    assert done.status == 0, done.err
    written = "".join(p.read_text() for p in tmp_path.rglob("*") if p.is_file() and p.name != "compose.yaml")
    for secret in SECRETS:
        assert secret not in done.said + written


def test_config_is_a_compose_file_again(shop, tmp_path):
    shown = yaml.safe_load(shipway("config", "-C", shop, home=tmp_path).out)
    assert shown == json.loads(shipway("config", "--json", "-C", shop, home=tmp_path).out)
    assert shown["services"]["web"]["environment"]["DATABASE_URL"] == "postgres://shop:<hidden>@db:5432/shop"
    assert shown["services"]["web"]["ports"] == [
        {"mode": "ingress", "target": 8000, "published": "8000", "protocol": "tcp"}
    ]


def test_several_compose_files_are_merged(shop, tmp_path):
    (shop / "more.yaml").write_text("services:\n  web:\n    environment: {LOG_LEVEL: debug}\n")
    done = shipway("config", "--json", "-C", shop, "-f", "compose.yaml", "-f", "more.yaml", home=tmp_path)
    assert json.loads(done.out)["services"]["web"]["environment"]["LOG_LEVEL"] == "debug"


def test_init_writes_a_manifest_that_changes_nothing(shop, tmp_path):
    before = shipway("plan", "--json", "-C", shop, home=tmp_path).out
    done = shipway("init", "-C", shop, home=tmp_path)
    assert done.status == 0, done.err
    manifest = (shop / "shipway.yaml").read_text()
    assert "datastores: {db: {as: volume}}" in manifest
    assert (
        json.loads(shipway("plan", "--json", "-C", shop, home=tmp_path).out)["changes"] == json.loads(before)["changes"]
    )
    again = shipway("init", "-C", shop, home=tmp_path)
    assert again.status == 2
    assert "--force" in again.err
    assert shipway("init", "--force", "-C", shop, home=tmp_path).status == 0


def test_init_puts_the_schema_where_the_manifest_sends_editors(shop, tmp_path):
    assert shipway("init", "-C", shop, home=tmp_path).status == 0
    first = (shop / "shipway.yaml").read_text().splitlines()[0]
    place = first.removeprefix("# yaml-language-server: $schema=")
    printed = shipway("schema", home=tmp_path)
    assert printed.status == 0
    assert (shop / place).read_text() == printed.out
    assert json.loads(printed.out)["definitions"]["service"]["properties"]["schedule"]["pattern"]


def test_quiet_leaves_notes_out_but_no_warning(shop, tmp_path):
    loud, quiet = (shipway("plan", *q, "-C", shop, home=tmp_path) for q in ([], ["--quiet"]))
    assert "note: " in loud.err
    assert "note: " not in quiet.err
    assert loud.err.count("warning: ") == quiet.err.count("warning: ") > 0
    assert loud.out == quiet.out


def test_a_saved_plan_holds_no_secret(shop, tmp_path):
    saved = tmp_path / "plans" / "plan.json"
    assert shipway("plan", "--save", saved, "-C", shop, home=tmp_path).status == 0
    assert json.loads(saved.read_text())["shipway_plan"]
    assert not any(secret in saved.read_text() for secret in SECRETS)


def test_without_credentials_a_deployment_says_what_to_do(shop, tmp_path):
    done = shipway("deploy", "--yes", "-C", shop, home=tmp_path)
    assert done.status == 1
    assert "aws configure" in done.err
    assert "Traceback" not in done.said


def test_a_place_that_cannot_be_written_is_told(shop, tmp_path):
    (tmp_path / "file").write_text("")
    done = shipway("render", "-o", tmp_path / "file" / "out", "-C", shop, home=tmp_path)
    assert done.status == 1
    assert "could not write" in done.err


def test_the_quickstart_plans(tmp_path):
    plan = json.loads(shipway("plan", "--json", "-C", QUICKSTART, home=tmp_path).out)
    assert [s["key"] for s in plan["stacks"]] == [
        *("bootstrap", "registry", "network", "data", "edge", "workload-web", "workload-worker", "workload-scheduler"),
    ]
