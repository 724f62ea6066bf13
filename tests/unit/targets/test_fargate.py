"""What Fargate wants done between its stacks, and what its options decide."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from unit.files import DictReader

from shipway.compose.load import load
from shipway.diagnostics import Diagnostics
from shipway.lower.lower import lower
from shipway.managed.index import offers
from shipway.manifest.types import Manifest
from shipway.model.application import Application, Environment
from shipway.targets.fargate.design import design
from shipway.targets.fargate.target import TARGET
from shipway.topology.actions import BuildImage, RunJob, StoreSecret, WaitService
from shipway.topology.graph import Ref, StackKind, Topology

SHOP = """
name: shop
services:
  web:
    build: .
    environment: {JWT_SECRET: "correct horse battery", API: "http://api:80"}
    ports: ["80:80"]
    depends_on: {migrate: {condition: service_completed_successfully}}
  api: {build: ., expose: ["80"]}
  migrate: {build: ., command: migrate, environment: {API: "http://api:80"}}
  store: {image: "mongo:7", volumes: ["data:/data/db"]}
volumes: {data: }
"""


def lowered(text: str) -> tuple[Application, Environment, Diagnostics]:
    found = Diagnostics()
    reader = DictReader({"compose.yaml": text, "Dockerfile": "FROM scratch\nCOPY . .\n"})
    meant = lower(
        load(reader, directory=".", environ={}, diagnostics=found), Manifest(), found, offers=offers(TARGET.stores)
    )
    return meant.application, meant.environment, found


def designed(text: str = SHOP, **changed: Any) -> tuple[Topology, Diagnostics]:
    application, environment, found = lowered(text)
    return design(application, replace(environment, **changed), found), found


def stack(topology: Topology, key: str) -> Any:
    return next(spec for spec in topology.stacks if spec.name == key)


def test_an_image_that_several_share_is_built_once_before_what_costs() -> None:
    topology, _ = designed()
    (build,) = topology.every(BuildImage)
    shared = {spec.name for spec in topology.stacks if spec.kind.shared}
    assert shared == {"bootstrap", "registry"}
    assert set(build.before) == {spec.name for spec in topology.stacks} - shared
    assert isinstance(build.repository, Ref)
    assert topology.resource(build.repository.id).stack == "registry"


def test_secrets_have_their_values_before_any_workload() -> None:
    topology, _ = designed()
    stores = topology.every(StoreSecret)
    assert [store.name for store in stores] == ["JWT_SECRET"]
    assert set(stores[0].before) == {spec.name for spec in topology.stacks if spec.kind is StackKind.WORKLOAD}


def test_a_job_runs_between_what_it_needs_and_what_waits_for_it() -> None:
    topology, _ = designed()
    (job,) = topology.every(RunJob)
    assert (job.id, job.after, job.before) == ("run-migrate", ("workload-api",), ("workload-web",))
    assert job.log_group == "/ecs/shop-dev/migrate"
    assert job.subnets == (Ref("PrivateSubnet1"),)


def test_a_job_that_nobody_waits_for_runs_before_all_that_it_does_not_need() -> None:
    waits = "    depends_on: {migrate: {condition: service_completed_successfully}}\n"
    topology, _ = designed(SHOP.replace(waits, "").replace("command: migrate", "command: migrate, restart: 'no'"))
    (job,) = topology.every(RunJob)
    assert (job.after, job.before) == (("workload-api",), ("workload-web", "workload-store"))


def test_what_runs_for_ever_is_waited_for() -> None:
    topology, _ = designed()
    assert [wait.workload for wait in topology.every(WaitService)] == ["web", "api", "store"]


def test_stacks_say_whose_they_are_and_what_never_runs_twice() -> None:
    topology, _ = designed()
    kinds = {(spec.kind, spec.subject, spec.single) for spec in topology.stacks if spec.kind is StackKind.WORKLOAD}
    assert kinds == {
        (StackKind.WORKLOAD, "web", False),
        (StackKind.WORKLOAD, "api", False),
        (StackKind.WORKLOAD, "migrate", False),
        (StackKind.WORKLOAD, "store", True),
    }
    assert stack(topology, "bootstrap").kind is StackKind.ACCOUNT
    assert stack(topology, "data").kind is StackKind.ENVIRONMENT


def test_without_a_gateway_tasks_and_jobs_have_public_addresses() -> None:
    topology, _ = designed(options={"nat": "none"})
    (job,) = topology.every(RunJob)
    assert (job.public_ip, job.subnets) == (True, (Ref("PublicSubnet1"),))
    assert not [one for one in topology.resources if one.type == "AWS::EC2::NatGateway"]
    network: Any = topology.resource("WebService").properties["NetworkConfiguration"]
    assert network["AwsvpcConfiguration"]["AssignPublicIp"] == "ENABLED"


def test_zones_and_gateways_are_as_many_as_asked_for() -> None:
    topology, _ = designed(options={"zones": 3, "nat": "per-zone"})
    assert len([one for one in topology.resources if one.type == "AWS::EC2::NatGateway"]) == 3
    assert len([one for one in topology.resources if one.type == "AWS::EC2::Subnet"]) == 6


def insights(**changed: Any) -> str:
    settings: Any = designed(**changed)[0].resource("Cluster").properties["ClusterSettings"]
    return str(settings[0]["Value"])


def test_insights_are_on_in_production_unless_somebody_says_otherwise() -> None:
    assert insights() == "disabled"
    assert insights(production=True) == "enabled"
    assert insights(production=True, options={"insights": "enhanced"}) == "enhanced"


def test_a_domain_needs_its_hosted_zone() -> None:
    application, _, found = lowered(SHOP)
    routes = tuple(replace(route, host="shop.example.org", listener=None) for route in application.routes)
    design(replace(application, routes=routes), Environment(domain="shop.example.org"), found)
    assert [one.fix for one in found if one.code == "fargate.no-zone"] == [
        "Add `zone: Z…` (the hosted zone's id) next to `domain:` in shipway.yaml."
    ]


def test_a_job_reaches_others_by_their_full_names() -> None:
    topology, _ = designed()
    containers: Any = topology.resource("MigrateTaskDefinition").properties["ContainerDefinitions"]
    assert {one["Name"]: one["Value"] for one in containers[0]["Environment"]} == {
        "API": "http://api.dev.shop.internal:80"
    }
    web: Any = topology.resource("WebTaskDefinition").properties["ContainerDefinitions"]
    assert {"Name": "API", "Value": "http://api:80"} in web[0]["Environment"]
