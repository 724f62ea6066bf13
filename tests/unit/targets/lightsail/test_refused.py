"""What Lightsail has no place for stops the plan: each with its code, its line and its reason."""

from __future__ import annotations

import pytest
from unit.targets.lightsail.place import designed

from shipway.diagnostics import Diagnostic, Severity

WEB = "  web: {image: example/web, ports: ['80:8000']}\n"
CASES = [
    ("job", "  migrate: {image: example/web, command: [migrate]}\n", 3, '"migrate" runs to its end'),
    ("build", "  web:\n    build: .\n", 3, '"web" is built from Dockerfile'),
    (
        "configs",
        "  web:\n    image: nginx\n    volumes: ['./nginx.conf:/etc/n.conf']\n",
        3,
        "mounts nginx.conf at /etc/n.conf",
    ),
    (
        "image",
        "  web:\n    image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1\n",
        4,
        "takes its image from a private registry",
    ),
    (
        "volumes",
        "  web:\n    image: example/web\n    volumes: ['media:/media']\n",
        5,
        "mounts the volume media at /media",
    ),
    (
        "datastore",
        "  db: {image: 'postgres:17'}\n",
        3,
        '"db" is a datastore (postgres), and a container service has no',
    ),
    ("datastore", "  queue: {image: 'rabbitmq:4'}\n", 3, '"queue" is a broker (rabbitmq)'),
    ("entrypoint", "  web:\n    image: example/web\n    entrypoint: [/run.sh]\n", 5, "takes a command alone"),
    ("command", "  web:\n    image: example/web\n    command: [-e, a, -e, b]\n", 5, "a word of its command twice (-e)"),
    ("working_dir", "  web:\n    image: example/web\n    working_dir: /srv\n", 5, "sets its folder"),
    ("privileged", "  web:\n    image: example/web\n    privileged: true\n", 5, "asks for a privileged container"),
    ("platform", "  web:\n    image: example/web\n    platform: linux/arm64\n", 5, "nodes are linux/amd64"),
    ("scale", "  web:\n    image: example/web\n    deploy: {replicas: 3}\n", 3, "copies of its own number"),
    ("port", f"{WEB}  api: {{image: example/api, expose: [8000]}}\n", 4, '"web" and "api" both listen on port 8000'),
    (
        "endpoint",
        f"{WEB}  api:\n    image: a\n    ports: ['81:8001']\n",
        6,
        'port 8001 of "api" cannot be public beside',
    ),
]


def errors(services: str, manifest: str = "", environment: str = "", more: str = "") -> list[Diagnostic]:
    _, found = designed(services, manifest, environment, more)
    return [one for one in found if one.severity is Severity.ERROR]


@pytest.mark.parametrize(("code", "services", "line", "said"), CASES, ids=[case[0] for case in CASES])
def test_it_is_refused_at_its_line(code: str, services: str, line: int, said: str) -> None:
    (told,) = errors(services, more="volumes: {media: }\n" if "media" in services else "")
    assert told.code == f"lightsail.{code}"
    assert str(told.origin) == f"compose.yaml:{line}"
    assert said in told.summary
    assert told.fix


def test_a_clash_names_both_lines() -> None:
    (told,) = errors(f"{WEB}  api: {{image: example/api, expose: [8000]}}\n")
    assert told.detail == "The first one stands at compose.yaml:3."


def test_one_port_by_tcp_and_by_udp_is_no_clash() -> None:
    assert errors("  a: {image: a, expose: [53/tcp]}\n  b: {image: b, expose: [53/udp]}\n") == []


def test_a_database_is_told_what_would_be_lost_and_where_it_may_live() -> None:
    (told,) = errors(
        "  db: {image: 'postgres:17', volumes: ['data:/var/lib/postgresql/data']}\n", more="volumes: {data: }\n"
    )
    assert "would be lost with the next deployment" in told.summary
    assert "datastores: {db: {as: external}}" in told.fix


def test_a_database_that_lives_elsewhere_is_none_of_it() -> None:
    services = f"{WEB}  db: {{image: 'postgres:17'}}\n"
    assert errors(services, "datastores: {db: {as: external}}\nservices: {db: {skip: elsewhere}}") == []


def test_a_home_that_lightsail_does_not_have_is_refused() -> None:
    (told, _) = errors("  db: {image: 'postgres:17'}\n", "datastores: {db: {as: volume}}")
    assert (told.code, told.fix) == ("datastore.unknown-home", "It can be external.")


def test_a_schedule_is_refused_where_it_stands() -> None:
    (told,) = errors("  tidy: {image: a}\n", 'services: {tidy: {schedule: "rate(1 hour)"}}')
    assert (told.code, str(told.origin)) == ("lightsail.scheduled", "compose.yaml:3")
    assert "run: always" not in told.fix


def test_a_release_job_is_refused_at_the_manifests_line() -> None:
    (told,) = errors(WEB, "\nrelease: {service: web, command: migrate up}")
    assert (told.code, str(told.origin)) == ("lightsail.job", "shipway.yaml:2")
    assert "no `release:`" in told.fix


def test_a_secret_file_is_refused() -> None:
    (told,) = errors("  web: {image: a, secrets: [token]}\n", more="secrets: {token: {file: ./token}}\n")
    assert told.code == "lightsail.secrets"
    assert "/run/secrets/token" in told.summary


def test_a_domain_a_path_and_the_own_address_wait() -> None:
    assert {one.code for one in errors(WEB, environment="domain: shop.example")} == {"lightsail.domain"}
    (told,) = errors(WEB, "services: {web: {public: {path: /api}}}")
    assert (told.code, str(told.origin)) == ("lightsail.path", "compose.yaml:3")
    (told,) = errors(WEB, "env: {SELF: 'https://${web.host}'}")
    assert told.code == "lightsail.address"
    assert told.summary.startswith('SELF of "web" is the public address')


def test_as_many_copies_as_nodes_are_no_contradiction() -> None:
    assert errors("  web: {image: a, deploy: {replicas: 3}}\n", environment="scale: 3") == []


def test_what_must_not_run_twice_has_one_node() -> None:
    codes = {one.code for one in errors("  beat: {image: a, command: celery beat}\n", environment="scale: 2")}
    assert codes == {"lightsail.single"}


def test_a_service_has_room_for_ten_containers() -> None:
    services = "".join(f"  s{n}: {{image: 'example/s{n}'}}\n" for n in range(11))
    (told,) = errors(services)
    assert (told.code, str(told.origin)) == ("lightsail.containers", "compose.yaml:13")
    assert errors(services.rpartition("  s10")[0]) == []


def test_nothing_left_is_refused() -> None:
    assert [one.code for one in errors("  web: {image: a}\n", "services: {web: {skip: later}}")] == ["lightsail.empty"]


def test_more_memory_than_a_node_has_is_told_with_the_size_that_has_it() -> None:
    limits = "deploy: {resources: {limits: {memory: 1500M}}}"
    _, found = designed(f"  a: {{image: a, {limits}}}\n  b: {{image: b, {limits}}}\n")
    told = next(one for one in found if one.code == "lightsail.memory")
    assert "3000 MiB together; a node of size micro has 1024 MiB" in told.summary
    assert "`size: medium`" in told.fix


@pytest.mark.parametrize(
    "attribute",
    ["user: '1000'", "read_only: true", "cap_drop: [ALL]", "mem_limit: 128m", "init: true", "stop_signal: SIGINT"],
)
def test_each_loss_is_noted_at_its_line(attribute: str) -> None:
    _, found = designed(f"  web:\n    image: example/web\n    {attribute}\n")
    name = attribute.partition(":")[0]
    told = [(one.severity, str(one.origin)) for one in found if one.code == f"lightsail.{name}"]
    assert told == [(Severity.NOTE, "compose.yaml:5")]
