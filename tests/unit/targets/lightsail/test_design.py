"""One container service: its containers, its endpoint, its secrets, and what is done between its stacks."""

from __future__ import annotations

from unit.shop import plan
from unit.strict import expect
from unit.targets.lightsail.place import containers, designed, service, variables

from shipway.diagnostics import Severity
from shipway.topology.actions import StoreSecret, WaitContainerService
from shipway.topology.graph import Ref, StackKind

WEB = "  web:\n    image: example/web:1\n    ports: ['80:8000']\n"


def test_one_public_program() -> None:
    topology, found = designed(f"{WEB}    command: [serve, --port=8000]\n", environment="size: nano, scale: 3")
    expect(found)
    assert service(topology) == {
        "ServiceName": "shop-dev",
        "Power": "nano",
        "Scale": 3,
        "ContainerServiceDeployment": {
            "Containers": [
                {
                    "ContainerName": "web",
                    "Image": "example/web:1",
                    "Command": ["serve", "--port=8000"],
                    "Ports": [{"Port": "8000", "Protocol": "HTTP"}],
                }
            ],
            "PublicEndpoint": {
                "ContainerName": "web",
                "ContainerPort": 8000,
                "HealthCheckConfig": {
                    "Path": "/",
                    "SuccessCodes": "200-499",
                    "IntervalSeconds": 10,
                    "TimeoutSeconds": 5,
                    "HealthyThreshold": 2,
                    "UnhealthyThreshold": 5,
                },
            },
        },
    }
    assert [(spec.name, spec.kind, spec.subject) for spec in topology.stacks] == [
        ("bootstrap", StackKind.ACCOUNT, ""),
        ("containers", StackKind.WORKLOAD, "shop-dev"),
    ]


def test_what_nobody_says_is_micro_and_one_node() -> None:
    topology, _ = designed(WEB)
    assert (service(topology)["Power"], service(topology)["Scale"]) == ("micro", 1)


def test_a_stated_health_path_is_asked_for_and_a_failure_below_it_counts() -> None:
    topology, found = designed(WEB, "services: {web: {health: /up}}")
    health = service(topology)["ContainerServiceDeployment"]["PublicEndpoint"]["HealthCheckConfig"]
    assert (health["Path"], health["SuccessCodes"]) == ("/up", "200-399")
    assert "health.unknown" not in {one.code for one in found}


def test_a_program_that_nobody_calls_has_no_endpoint() -> None:
    topology, found = designed("  bot: {image: example/bot:1}\n")
    expect(found)
    assert service(topology)["ContainerServiceDeployment"] == {
        "Containers": [{"ContainerName": "bot", "Image": "example/bot:1"}]
    }


def test_names_of_others_become_localhost() -> None:
    topology, found = designed(
        f"{WEB}    environment: {{CACHE: 'redis://cache:6379/0', CACHE_HOST: cache, KIND: cache, OUT: 'http://x.cache'}}\n"
        "  cache: {image: 'redis:8'}\n"
        "  worker: {image: example/worker, environment: {API: 'http://web:8000/in', OWN: 'http://worker:9000'}}\n"
    )
    expect(found, "lightsail.cache")
    assert variables(topology, "web") == {
        "CACHE": "redis://localhost:6379/0",
        "CACHE_HOST": "localhost",
        "KIND": "cache",
        "OUT": "http://x.cache",
    }
    assert variables(topology, "worker") == {"API": "http://localhost:8000/in", "OWN": "http://localhost:9000"}
    assert "Ports" not in containers(topology)["cache"]


def test_a_name_that_only_the_programs_code_has_is_told() -> None:
    _, found = designed(f"{WEB}    depends_on: [cache]\n  cache: {{image: 'redis:8'}}\n")
    expect(found, "lightsail.cache lightsail.unsaid")
    told = next(one for one in found if one.code == "lightsail.unsaid")
    assert str(told.origin) == "compose.yaml:3"
    assert "on Lightsail it is at localhost:6379, and no longer at cache:6379" in told.summary


def test_a_secret_is_a_dynamic_reference_and_its_value_nowhere() -> None:
    topology, found = designed(
        f"{WEB}    environment: {{JWT_SECRET: hunter-two, DATABASE_URL: 'postgres://a:hunter-3@db.example.org/x'}}\n"
    )
    expect(found, "lightsail.secret-visible")
    told = next(one for one in found if one.severity is Severity.WARNING and one.code == "lightsail.secret-visible")
    assert "can read JWT_SECRET, DATABASE_URL" in told.summary
    assert "console shows it" in told.detail
    values = variables(topology, "web")
    parameters = {name: value["Fn::Sub"][1]["A"]["Ref"] for name, value in values.items()}
    assert {name: value["Fn::Sub"][0] for name, value in values.items()} == {
        "JWT_SECRET": "{{resolve:secretsmanager:${A}:SecretString}}",
        "DATABASE_URL": "postgres://a:{{resolve:secretsmanager:${A}:SecretString}}@db.example.org/x",
    }
    secrets = [one.id for one in topology.resources if one.type == "AWS::SecretsManager::Secret"]
    assert sorted(parameters.values()) == sorted(f"{id}Ref" for id in secrets)
    assert "hunter" not in repr(topology)


def test_secrets_are_stored_before_the_service_and_it_is_waited_for() -> None:
    topology, _ = designed(f"{WEB}    environment: {{JWT_SECRET: hunter-two}}\n")
    stores, waits = topology.every(StoreSecret), topology.every(WaitContainerService)
    assert [(one.name, one.before) for one in stores] == [("JWT_SECRET", ("containers",))]
    assert [(one.service, one.containers) for one in waits] == [(Ref("ContainerService"), ("web",))]
    assert [step.id for step in plan(topology).steps] == [
        "deploy-bootstrap",
        "deploy-data",
        "store-JWT_SECRET",
        "deploy-containers",
        "wait-containers",
        "protect-bootstrap",
        "protect-data",
    ]


def test_an_entrypoint_is_part_of_the_command_where_the_image_has_none() -> None:
    topology, found = designed("  bot: {image: 'python:3.13-slim', entrypoint: [python, -m], command: [bot]}\n")
    expect(found)
    assert containers(topology)["bot"]["Command"] == ["python", "-m", "bot"]
    topology, found = designed("  bot: {image: 'docker.io/library/alpine', entrypoint: [/run.sh]}\n")
    expect(found)
    assert containers(topology)["bot"]["Command"] == ["/run.sh"]


def test_a_word_of_a_command_is_no_host_although_a_container_is_called_so() -> None:
    topology, found = designed(
        "  worker: {image: example/app, command: [celery, worker, -h, cache, --queues=worker], environment: {"
        "QUEUES: 'mail,worker', DIR: cache/files, NODES: 'cache,worker'}}\n  cache: {image: 'redis:8'}\n"
    )
    expect(found, "lightsail.cache")
    assert containers(topology)["worker"]["Command"] == ["celery", "worker", "-h", "localhost", "--queues=worker"]
    assert variables(topology, "worker") == {
        "QUEUES": "mail,worker",
        "DIR": "cache/files",
        "NODES": "localhost,localhost",
    }


def test_names_are_what_lightsail_takes() -> None:
    topology, _ = designed("  Web_App.1: {image: a}\n  web-app-1: {image: b}\n  x: {image: c}\n")
    names = list(containers(topology))
    assert names[1:] == ["web-app-1", "x"]
    assert names[0].startswith("web-app-1-")
    assert len(names[0]) == len("web-app-1-") + 4


def test_a_scheduler_is_told_that_it_overlaps_and_its_stack_is_never_twice() -> None:
    topology, found = designed("  beat: {image: example/app, command: celery beat}\n")
    expect(found, "lightsail.overlap")
    assert [spec.single for spec in topology.stacks if spec.name == "containers"] == [True]
