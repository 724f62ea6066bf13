"""Lines of `targets` that could be turned round without a test noticing (docs/mutations.md)."""

from __future__ import annotations

from typing import Any

import pytest
from unit.targets.test_large import designed

from shipway.topology.actions import BuildImage, RunJob
from shipway.topology.graph import Topology


def task(topology: Topology, workload: str) -> Any:
    (one,) = [r for r in topology.resources if r.type == "AWS::ECS::TaskDefinition" and r.subject == workload]
    return one.properties


@pytest.mark.parametrize(("command", "told"), [("python manage.py migrate", 0), ("python serve.py", 1)])
def test_a_job_that_is_not_started_again_is_none_of_our_business(command: str, told: int) -> None:
    """`restart: "no"` matters to what runs for ever."""
    name = "migrate" if told == 0 else "web"
    _, found = designed(f"  {name}:\n    image: x\n    command: {command}\n    restart: 'no'\n")
    assert len([one for one in found if one.code == "fargate.restart"]) == told


@pytest.mark.parametrize(("platform", "architecture"), [("linux/arm64", "ARM64"), ("linux/amd64", "X86_64")])
def test_an_image_is_built_for_the_processor_that_runs_it(platform: str, architecture: str) -> None:
    configs = "configs: {hello: {content: hi}}"
    topology, _ = designed(f"  web: {{image: x, platform: {platform}, configs: [hello]}}\n{configs}\n")
    assert [image.platform for image in topology.every(BuildImage)] == [platform]
    assert task(topology, "web")["RuntimePlatform"]["CpuArchitecture"] == architecture


def test_other_content_is_another_tag() -> None:
    tags = [
        designed(f"  web: {{image: x, configs: [hello]}}\nconfigs: {{hello: {{content: {text}}}}}\n")[0]
        .every(BuildImage)[0]
        .tag
        for text in ("one", "two", "one")
    ]
    assert tags[0] == tags[2] != tags[1]


def test_what_fargate_is_too_small_for_is_refused_with_the_largest_that_there_is() -> None:
    _, found = designed("  web:\n    image: x\n    mem_limit: 200g\n", told="fargate.too-large")
    (one,) = found.errors()
    assert one.detail == "The largest task has 16 vCPU and 120 GB."


@pytest.mark.parametrize(("image", "memory"), [("elasticsearch:8.15.0", "2048"), ("acme/app", "1024")])
def test_an_engine_that_does_not_start_in_the_usual_memory_gets_more(image: str, memory: str) -> None:
    topology, _ = designed(
        f"  one: {{image: '{image}', volumes: ['rows:/usr/share/elasticsearch/data']}}\nvolumes: {{rows: }}\n"
    )
    assert task(topology, "one")["Memory"] == memory


def test_every_secret_that_a_container_is_given_its_role_may_read() -> None:
    variables = "FIRST_TOKEN: open-sesame-1, SECOND_TOKEN: open-sesame-2, THIRD_TOKEN: open-sesame-3"
    topology, _ = designed(f"  web: {{image: x, environment: {{{variables}}}}}\n")
    given = {secret["ValueFrom"] for secret in task(topology, "web")["ContainerDefinitions"][0]["Secrets"]}
    (role,) = [r for r in topology.resources if r.id == "WebExecutionRole" or r.id.startswith("WebExecutionRole")]
    statements: Any = role.properties["Policies"][0]["PolicyDocument"]["Statement"]  # type: ignore[index,call-overload]
    read = [s["Resource"] for s in statements if "secretsmanager:GetSecretValue" in str(s["Action"])]
    listed = read[0] if isinstance(read[0], list) else read
    assert len(given) == 3
    assert set(listed) == given


@pytest.mark.parametrize(("count", "told"), [(100, ""), (101, "fargate.quota")])
def test_a_quota_is_reached_before_it_is_told(count: int, told: str) -> None:
    services = "".join(f"  s{n}: {{image: 'example/s{n}:1'}}\n" for n in range(count))
    designed(services, told=told)


def test_a_job_that_nobody_waits_for_still_comes_before_those_that_it_does_not_need() -> None:
    """A migration that Compose leaves to chance must not run after the code that counts on it."""
    topology, _ = designed(
        """
  migrate: {image: x, command: migrate, environment: {QUEUE_URL: "amqp://queue:5672"}}
  web: {image: x, expose: ["80"]}
  queue: {image: "rabbitmq:4"}
"""
    )
    (job,) = topology.every(RunJob)
    assert (job.after, job.before) == (("workload-queue",), ("workload-web",))


def test_two_databases_of_one_home_share_what_all_of_them_stand_on() -> None:
    """Two subnet groups of one name would be two resources with one logical id."""
    topology, _ = designed(
        """
  one: {image: "postgres:16", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: long-enough-1}}
  two: {image: "postgres:16", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: long-enough-2}}
  web:
    image: x
    environment: {ONE_URL: "postgres://app:long-enough-1@one/app", TWO_URL: "postgres://app:long-enough-2@two/app"}
""",
        told="rds.master-user rds.tls-not-forced",
    )
    types = [resource.type for resource in topology.resources]
    assert (types.count("AWS::RDS::DBInstance"), types.count("AWS::RDS::DBSubnetGroup")) == (2, 1)
    assert len({resource.id for resource in topology.resources}) == len(types)
