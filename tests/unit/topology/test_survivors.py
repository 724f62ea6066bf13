"""Lines of `topology`, `resources` and `managed` that could be turned round unnoticed (docs/mutations.md)."""

from __future__ import annotations

from typing import Any

import pytest
from unit.lower.lowering import lowered

from shipway.diagnostics import Diagnostics
from shipway.errors import ShipwayError
from shipway.targets.fargate.design import design
from shipway.topology.graph import Ref, Resource, StackSpec, Topology
from shipway.topology.stacks import StackOutput
from shipway.topology.synthesize import synthesize


def designed(compose: str, manifest: str | None = None, **told: str) -> tuple[Topology, Diagnostics]:
    result, found = lowered(compose, manifest, **told)
    return design(result.application, result.environment, found), found


def of(topology: Topology, type: str, subject: str) -> Any:
    """The properties of the subject's resource of a type."""
    (one,) = [r for r in topology.resources if r.type == type and r.subject == subject]
    return one.properties


def test_a_secret_of_the_user_s_is_assembled_with_its_workload_and_others_with_the_data() -> None:
    """`data` is deployed before anybody's secret is stored, so that a value with one could not be assembled there."""
    topology, _ = designed(
        """
services:
  db: {image: "postgres:16", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: long-enough-1}}
  web:
    image: x
    environment:
      DATABASE_URL: postgres://app:long-enough-1@db/app
      BROKER_URL: amqps://worker:open-sesame-99@far.example.org/
"""
    )
    stacks = {r.properties["Description"]: r.stack for r in topology.resources if "assembled" in str(r.properties)}
    assert stacks == {
        "DATABASE_URL of web, assembled": "data",
        "BROKER_URL of web, assembled": "workload-web",
    }


@pytest.mark.parametrize(
    ("service", "percents"),
    [
        ("{image: 'mongo:7', volumes: ['rows:/data/db']}", (0, 100)),
        ("{image: acme/app, volumes: ['rows:/data']}", (100, 200)),
        ("{image: 'prom/prometheus:v3.0.0', volumes: ['rows:/prometheus']}", (0, 100)),
        ("{image: 'prom/prometheus:v3.0.0'}", (100, 200)),
        ("{image: acme/app, command: celery beat}", (0, 100)),
    ],
)
def test_a_database_on_a_volume_and_a_scheduler_never_run_twice(service: str, percents: tuple[int, int]) -> None:
    """Two would write the same files, or start everything twice."""
    topology, _ = designed(f"services: {{one: {service}}}\nvolumes: {{rows: }}")
    properties = of(topology, "AWS::ECS::Service", "one")
    rolling = properties["DeploymentConfiguration"]
    assert (rolling["MinimumHealthyPercent"], rolling["MaximumPercent"]) == percents
    assert properties.get("AvailabilityZoneRebalancing") == ("DISABLED" if percents[1] == 100 else None)


@pytest.mark.parametrize(
    ("tag", "version", "told"),
    [("16.4", "16", False), ("13", "14", True), ("9.6", "14", True), ("14", "14", False), ("19", "18", True)],
)
def test_a_version_that_rds_lacks_becomes_the_next_that_it_has(tag: str, version: str, told: bool) -> None:
    compose = f"""
services:
  db: {{image: "postgres:{tag}", environment: {{POSTGRES_USER: app, POSTGRES_PASSWORD: long-enough-1}}}}
  web: {{image: x, environment: {{DATABASE_URL: "postgres://app:long-enough-1@db/app"}}}}
"""
    topology, found = designed(compose)
    assert of(topology, "AWS::RDS::DBInstance", "db")["EngineVersion"] == version
    assert bool([one for one in found if one.code == "rds.version"]) is told


@pytest.mark.parametrize(("days", "kept"), [(None, 7), ("0", 0), ("35", 35)])
def test_backups_are_kept_for_a_week_or_as_said(days: str | None, kept: int) -> None:
    option = f"datastores: {{db: {{backup_days: {days}}}}}" if days else None
    compose = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_USER: rdsadmin, POSTGRES_PASSWORD: long-enough-1}}
  web: {image: x, environment: {DATABASE_URL: "postgres://rdsadmin:long-enough-1@db/app"}}
"""
    topology, _ = designed(compose, option)
    properties = of(topology, "AWS::RDS::DBInstance", "db")
    assert properties["BackupRetentionPeriod"] == kept
    assert properties["MasterUsername"] == "shipway", "RDS keeps that name for itself"


@pytest.mark.parametrize(("start", "grace"), [("5s", 60), ("90s", 90), ("4m", 240)])
def test_the_load_balancer_waits_as_long_as_the_container_needs(start: str, grace: int) -> None:
    check = f"{{test: 'curl http://localhost:80/up', start_period: {start}}}"
    topology, _ = designed(f"services: {{web: {{image: x, ports: ['80:80'], healthcheck: {check}}}}}")
    assert of(topology, "AWS::ECS::Service", "web")["HealthCheckGracePeriodSeconds"] == grace


def test_a_count_that_is_scaled_is_left_to_the_scaling() -> None:
    topology, _ = designed(
        "services: {web: {image: x, ports: ['80:80']}}", "services: {web: {scale: {min: 2, max: 5}}}"
    )
    assert "DesiredCount" not in of(topology, "AWS::ECS::Service", "web")
    target = of(topology, "AWS::ApplicationAutoScaling::ScalableTarget", "web")
    assert (target["MinCapacity"], target["MaxCapacity"]) == (2, 5)


@pytest.mark.parametrize(("check", "codes"), [("/up", "200-399"), ("", "200-499")])
def test_a_path_that_is_named_has_to_answer_well(check: str, codes: str) -> None:
    health = f", healthcheck: {{test: 'curl http://localhost:80{check}'}}" if check else ""
    topology, _ = designed(f"services: {{web: {{image: x, ports: ['80:80']{health}}}}}")
    assert of(topology, "AWS::ElasticLoadBalancingV2::TargetGroup", "web")["Matcher"] == {"HttpCode": codes}


def small(*resources: Resource) -> Topology:
    return Topology("fargate", "shop", "dev", "us-east-1", (StackSpec("network", "us-east-1"),), resources)


def test_two_resources_of_one_name_are_a_defect_that_is_told() -> None:
    one = Resource("Same", "network", "AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"})
    with pytest.raises(ShipwayError, match="two resources have the same logical id"):
        synthesize(small(one, one))


def test_a_template_that_aws_would_refuse_goes_nowhere() -> None:
    wrong = Resource("Net", "network", "AWS::EC2::VPC", {"CidrBlok": "10.0.0.0/16"})
    with pytest.raises(ShipwayError, match=r"a template does not agree with AWS's schema: network: .*CidrBlok"):
        synthesize(small(wrong))


def test_a_stack_depends_on_those_whose_outputs_it_takes() -> None:
    """Whoever designs it says no order for that: a reference is one."""
    net = Resource("Net", "network", "AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"})
    group = Resource("Group", "data", "AWS::EC2::SecurityGroup", {"GroupDescription": "x", "VpcId": Ref("Net")})
    stacks = tuple(StackSpec(name, "us-east-1") for name in ("network", "data"))
    made = synthesize(Topology("fargate", "shop", "dev", "us-east-1", stacks, (net, group)))
    assert [(one.spec.name, one.spec.depends_on) for one in made] == [("network", ()), ("data", ("network",))]
    assert dict(made[1].parameters) == {"NetRef": StackOutput("network", "NetRef")}


@pytest.mark.parametrize(
    "url", ["jdbc:mysql://db:3306/app?user=app&password=long-enough-1", "mysql://app:long-enough-1@db/app"]
)
def test_a_url_that_signs_in_is_a_secret_however_it_does(url: str) -> None:
    compose = f"""
services:
  db: {{image: "mysql:8.4", environment: {{MYSQL_USER: app, MYSQL_PASSWORD: long-enough-1, MYSQL_DATABASE: app}}}}
  web: {{image: x, environment: {{URL: "{url}"}}}}
"""
    topology, _ = designed(compose)
    (container,) = of(topology, "AWS::ECS::TaskDefinition", "web")["ContainerDefinitions"]
    assert "Environment" not in container
    assert [secret["Name"] for secret in container["Secrets"]] == ["URL"]


@pytest.mark.parametrize(
    ("limit", "size"),
    [("512m", ("256", "512")), ("600m", ("256", "1024")), ("2049m", ("512", "3072")), ("4097m", ("1024", "5120"))],
)
def test_a_task_is_never_smaller_than_what_is_asked(limit: str, size: tuple[str, str]) -> None:
    topology, _ = designed(f"services: {{web: {{image: x, mem_limit: {limit}}}}}")
    task = of(topology, "AWS::ECS::TaskDefinition", "web")
    assert (task["Cpu"], task["Memory"]) == size
