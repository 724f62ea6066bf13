"""Constructs of real Compose files that are easy to get wrong, one test each, from the file to what the user means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from unit.files import project
from unit.strict import expect

from shipway.diagnostics import Diagnostic, Diagnostics, InputError, Severity
from shipway.lower.lower import Lowered, lower
from shipway.managed.index import offers
from shipway.manifest.types import Manifest
from shipway.model.application import Application
from shipway.model.value import Attribute, ConnectionUrl, SecretRef, Value
from shipway.model.workload import Kind, Workload
from shipway.targets.fargate.design import design
from shipway.targets.fargate.target import TARGET
from shipway.topology.actions import BuildImage, RunJob, WaitService
from shipway.topology.graph import Topology

Files = Mapping[str, str]


def lowered(
    compose: str, files: Files | None = None, environ: Files | None = None, *, told: str = ""
) -> tuple[Lowered, Diagnostics]:
    """told: the codes of all errors, blockers and warnings; more or fewer fail the test (unit.strict)."""
    result, diagnostics = _lowered(compose, files, environ)
    expect(diagnostics, told)
    return result, diagnostics


def _lowered(compose: str, files: Files | None, environ: Files | None) -> tuple[Lowered, Diagnostics]:
    loaded, diagnostics = project(compose, files, environ)
    result = lower(loaded, Manifest(), diagnostics, offers=offers(TARGET.stores))
    consistent(result.application)
    return result, diagnostics


def consistent(application: Application) -> None:
    """Whatever the project was: nothing in the application names something that is not in it."""
    running = {w.name for w in application.workloads}
    there = running | {d.name for d in application.datastores}
    lasting = {v.name for v in application.volumes}
    values = [value for w in application.workloads for value in texts(w)]
    assert {end for link in application.links for end in (link.source, link.sink)} <= there
    assert {route.workload for route in application.routes} <= running
    assert {mount.volume for w in application.workloads for mount in w.mounts} == lasting
    assert {name for value in values for name in value.datastores} <= there - running
    assert not there & {skip.name for skip in application.skipped}
    used = {part.name for value in values for part in value.parts if isinstance(part, SecretRef)}
    assert used == {secret.name for secret in application.secrets}


def texts(workload: Workload) -> list[Value]:
    """Every value of a workload."""
    found = [value for _, value in workload.environment] + [file.value for file in workload.secret_files]
    return [*found, *(workload.command or ()), *(workload.entrypoint or ())]


def refused(compose: str, files: Files | None = None, environ: Files | None = None) -> list[Diagnostic]:
    with pytest.raises(InputError) as caught:
        lowered(compose, files, environ)
    return [d for d in caught.value.diagnostics if d.severity is Severity.ERROR]


def designed(
    compose: str, files: Files | None = None, environ: Files | None = None, *, told: str = ""
) -> tuple[Topology, Diagnostics]:
    """The same on Fargate. told: with what the design has to say."""
    result, diagnostics = _lowered(compose, files, environ)
    topology = design(result.application, result.environment, diagnostics)
    expect(diagnostics, told)
    return topology, diagnostics


def containers(topology: Topology) -> dict[str, dict[str, Any]]:
    """Workload → the container of its task."""
    tasks: list[Any] = [r for r in topology.resources if r.type == "AWS::ECS::TaskDefinition"]
    return {task.subject: task.properties["ContainerDefinitions"][-1] for task in tasks}


def words(values: tuple[Value, ...] | None) -> list[str | None]:
    return [value.literal for value in values or ()]


def told(diagnostics: Diagnostics, code: str) -> list[Diagnostic]:
    return [d for d in diagnostics if d.code == code]


# ${VAR:-name}:/data

EITHER = """
services:
  web:
    image: example/web
    volumes:
      - ${DATA:-uploads}:/data
volumes: {uploads: }
"""


def test_a_source_by_variable_is_the_named_volume_by_default() -> None:
    result, _ = lowered(EITHER)
    assert [(m.volume, m.path) for m in result.application.workload("web").mounts] == [("uploads", "/data")]


@pytest.mark.parametrize(
    ("path", "volume"),
    [
        ("./data", "data-folder"),
        ("../data", "data-folder-2af3"),
        ("/srv/data", "srv-data-folder-96b5"),
        ("~/data", "data-folder-e719"),
    ],
)
def test_the_same_source_as_a_path_is_a_durable_volume_named_after_it(path: str, volume: str) -> None:
    result, diagnostics = lowered(EITHER, environ={"DATA": path})
    assert [(m.volume, m.path) for m in result.application.workload("web").mounts] == [(volume, "/data")]
    (decision,) = told(diagnostics, "decision")
    assert f"becomes the durable volume {volume} at /data" in decision.summary
    assert str(decision.origin) == "compose.yaml:6"


def test_the_same_source_as_a_folder_of_files_goes_into_the_image() -> None:
    result, _ = lowered(EITHER, {"seed/a.txt": "x", ".env": "DATA=./seed\n"})
    web = result.application.workload("web")
    assert web.mounts == ()
    assert [(o.source, o.target) for o in web.image.overlays] == [("seed", "/data")]
    assert web.image.built


@pytest.mark.parametrize(
    ("source", "code"), [("/etc/app", "volume.host-path"), ("/var/run/docker.sock", "volume.docker-socket")]
)
def test_the_same_source_as_a_path_of_the_system_is_refused_at_its_line(source: str, code: str) -> None:
    result, diagnostics = lowered(EITHER, environ={"DATA": source}, told=code)
    assert [(d.code, str(d.origin)) for d in diagnostics.errors()] == [(code, "compose.yaml:6")]
    assert result.application.volumes == ()


def test_the_same_source_as_a_name_that_is_not_defined_is_refused_at_its_line() -> None:
    (error,) = refused(EITHER, environ={"DATA": "uplods"})
    assert (error.code, str(error.origin)) == ("compose.unknown-volume", "compose.yaml:6")
    assert error.fix == 'Did you mean "uploads"?'


# A variable that is a port or IP:PORT

PUBLISHED = "services:\n  web:\n    image: example/web\n    ports:\n      - ${PUBLISH:-8080}:80\n"


@pytest.mark.parametrize(
    ("publish", "routes"),
    [
        (None, [("web", 80, 8080)]),
        ("9000", [("web", 80, 9000)]),
        ("0.0.0.0:9000", [("web", 80, 9000)]),
        ("127.0.0.1:9000", []),
        ("[::1]:9000", []),
    ],
)
def test_a_variable_is_a_port_or_an_address_and_a_port(publish: str | None, routes: list[tuple[str, int, int]]) -> None:
    closed = "" if routes else "route.none"
    result, _ = lowered(PUBLISHED, environ={"PUBLISH": publish} if publish else {}, told=closed)
    web = result.application.workload("web")
    assert [(r.workload, r.port, r.listener) for r in result.application.routes] == routes
    assert [p.number for p in web.ports] == [80]
    assert [(p.published) for p in web.ports] == [9000 if publish else 8080]
    assert web.kind is (Kind.WEB if routes else Kind.WORKER)


def test_a_variable_with_the_container_port_in_it_is_both() -> None:
    compose = "services: {web: {image: example/web, ports: ['${PUBLISH}']}}"
    result, _ = lowered(compose, environ={"PUBLISH": "9000:3000"})
    assert [(r.port, r.listener) for r in result.application.routes] == [(3000, 9000)]


@pytest.mark.parametrize(
    "publish",
    [
        "80 80",
        "8080:",
        "::",
        "99999",
        "http",
        "10.0.0.5",
    ],
)
def test_a_variable_that_is_no_port_is_refused_at_its_line(publish: str) -> None:
    (error,) = refused(PUBLISHED, environ={"PUBLISH": publish})
    assert error.code == "compose.bad-value"
    assert str(error.origin) == "compose.yaml:5"


# pull_policy: never

NEVER = (
    "x-worker: &worker {image: 'example/app:dev', pull_policy: never, environment: {QUEUE: jobs}}\n"
    "services:\n"
    "  app: {build: ., image: 'example/app:dev', pull_policy: never, ports: ['80:80']}\n"
) + "".join(f"  worker-{n}: {{<<: *worker, command: work {n}}}\n" for n in range(20))


def test_a_local_image_of_twenty_services_is_built_and_pushed_once() -> None:
    topology, _ = designed(NEVER, {"Dockerfile": "FROM python:3.12\n"})
    assert [image.image for image in topology.every(BuildImage)] == ["app"]
    images = [container["Image"] for container in containers(topology).values()]
    assert len(images) == 21
    assert len(set(images)) == 1


def test_services_on_a_local_image_keep_their_own_commands() -> None:
    result, _ = lowered(NEVER, {"Dockerfile": "FROM python:3.12\n"})
    for number in range(20):
        worker = result.application.workload(f"worker-{number}")
        assert worker.image.reference is None
        assert words(worker.command) == ["work", str(number)]


def test_a_local_image_that_nothing_builds_is_told_at_its_line() -> None:
    """No registry has it, so no task could start with it."""
    _, diagnostics = designed(
        "services:\n  web:\n    image: example/app:dev\n    pull_policy: never\n", told="image.local"
    )
    loud = [d for d in diagnostics if d.severity is not Severity.NOTE]
    assert {str(d.origin) for d in loud} & {"compose.yaml:2", "compose.yaml:3", "compose.yaml:4"}


# postgres as a build

CREDENTIALS = "{POSTGRES_USER: app, POSTGRES_PASSWORD: hunter-two, POSTGRES_DB: shop}"
POSTGRES = f"""
services:
  db: {{build: ./db, environment: {CREDENTIALS}, volumes: ["rows:/var/lib/postgresql/data"]}}
  web: {{image: example/web, environment: {{DATABASE_URL: "postgres://app:hunter-two@db:5432/shop"}}}}
volumes: {{rows: }}
"""


@pytest.mark.parametrize(
    "dockerfile",
    [
        "FROM postgres:16-alpine\nCOPY init.sql /docker-entrypoint-initdb.d/\n",
        "ARG TAG=16\nFROM docker.io/library/postgres:$TAG AS base\nFROM base\nRUN true\n",
        "FROM --platform=linux/amd64 postgres:16.3\n",
    ],
)
def test_a_build_from_postgres_is_a_database(dockerfile: str) -> None:
    result, _ = lowered(POSTGRES, {"db/Dockerfile": dockerfile, "db/init.sql": "select 1"})
    (db,) = result.application.datastores
    assert (db.engine, db.version.split(".")[0], db.user, db.database) == ("postgres", "16", "app", "shop")
    assert "db" not in {w.name for w in result.application.workloads}
    assert result.application.volumes == (), "the database's files are the managed service's"
    ((_, url),) = result.application.workload("web").environment
    assert url.parts == (ConnectionUrl("db", "postgres", True, True, True, "/", True, ""),)


def test_a_build_that_only_copies_from_postgres_is_no_database() -> None:
    dockerfile = "FROM postgres:16 AS tools\nFROM alpine\nCOPY --from=tools /usr/bin/psql /usr/bin/psql\n"
    result, _ = lowered(POSTGRES, {"db/Dockerfile": dockerfile})
    assert result.application.datastores == ()
    assert result.application.workload("db").engine == ""


# .:/app

NODE = {"Dockerfile": "FROM node:22\nWORKDIR /app\nCOPY . .\n", "src/index.js": "x", "package.json": "{}"}


def test_development_mounts_over_a_build_are_left_out_with_a_note_each() -> None:
    compose = "services: {web: {build: ., volumes: ['.:/app', '/app/node_modules', './src:/app/src:cached']}}"
    result, diagnostics = lowered(compose, NODE)
    web = result.application.workload("web")
    assert (web.mounts, web.image.overlays) == ((), ())
    assert len(told(diagnostics, "volume.development-mount")) == 2
    assert len(told(diagnostics, "volume.anonymous")) == 1
    assert result.application.volumes == ()


def test_a_development_mount_over_a_plain_image_is_its_program_and_goes_into_it() -> None:
    compose = "services: {web: {image: 'node:22', working_dir: /app, command: npm start, volumes: ['.:/app']}}"
    result, _ = lowered(compose, {"package.json": "{}", "src/index.js": "x"})
    image = result.application.workload("web").image
    assert [(o.source, o.target) for o in image.overlays] == [(".", "/app")]
    assert image.built
    assert image.reference == "node:22"


# minio, minio-init and nginx before them

MINIO = """
services:
  minio:
    image: minio/minio
    command: server /data --console-address :9001
    environment: {MINIO_ROOT_USER: admin, MINIO_ROOT_PASSWORD: hunter-two}
    volumes: [objects:/data]
    healthcheck: {test: [CMD, mc, ready, local]}
  minio-init:
    image: minio/mc
    depends_on: {minio: {condition: service_healthy}}
    WORD: >
      /bin/sh -c "mc alias set store http://minio:9000 admin $${MINIO_ROOT_PASSWORD} && mc mb -p store/uploads"
    environment: {MINIO_ROOT_PASSWORD: hunter-two}
  nginx:
    image: nginx
    ports: ["9000:9000"]
    depends_on: [minio]
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]
  web:
    image: example/web
    environment: {S3_ENDPOINT: "http://minio:9000", S3_BUCKET: uploads}
    depends_on: {minio-init: {condition: service_completed_successfully}}
volumes: {objects: }
"""
NGINX = {"nginx.conf": "server { listen 9000; location / { proxy_pass http://minio:9000; } }"}


def test_minio_keeps_its_objects_and_is_reached_by_all_that_name_it() -> None:
    result, _ = lowered(MINIO.replace("WORD", "entrypoint"), NGINX)
    minio = result.application.workload("minio")
    assert [(m.volume, m.path) for m in minio.mounts] == [("objects", "/data")]
    assert (minio.engine, minio.scaling.singleton, minio.scaling.maximum) == ("minio", True, 1)
    callers = {link.source for link in result.application.links if (link.sink, link.port) == ("minio", 9000)}
    assert callers == {"minio-init", "nginx", "web"}
    assert [(r.workload, r.listener) for r in result.application.routes] == [("nginx", 9000)]


def test_minio_init_runs_after_minio_and_before_what_waits_for_it() -> None:
    topology, _ = designed(MINIO.replace("WORD", "entrypoint"), NGINX)
    (job,) = topology.every(RunJob)
    assert job.name == "minio-init"
    assert job.after == ("workload-minio",)
    assert job.before == ("workload-web",)
    assert {*job.after, *job.before} <= {stack.name for stack in topology.stacks}


@pytest.mark.parametrize(("word", "property"), [("command", "Command"), ("entrypoint", "EntryPoint")])
def test_minio_init_calls_minio_by_its_full_name_since_a_job_has_no_service_connect(word: str, property: str) -> None:
    topology, _ = designed(MINIO.replace("WORD", word), NGINX)
    said = str(containers(topology)["minio-init"][property])
    assert "http://minio." in said
    assert "http://minio:9000" not in said


# Containers that only chown

CHOWN = """
services:
  fix:
    image: busybox
    user: root
    command: chown -R 1000:1000 /data
    restart: "no"
    volumes: [uploads:/data]
  web:
    image: example/web
    user: "1000"
    volumes: [uploads:/data]
    depends_on: {fix: {condition: service_CONDITION}}
volumes: {uploads: }
"""


def test_a_container_that_only_chowns_is_a_job_on_the_same_volume_before_what_waits_for_it() -> None:
    compose = CHOWN.replace("CONDITION", "completed_successfully")
    result, _ = lowered(compose)
    fix, web = result.application.workload("fix"), result.application.workload("web")
    assert (fix.kind, fix.hardening.user, words(fix.command)[0]) == (Kind.JOB, "root", "chown")
    assert [m.volume for m in fix.mounts] == [m.volume for m in web.mounts] == ["uploads"]
    (job,) = designed(compose)[0].every(RunJob)
    assert (job.name, job.before) == ("fix", ("workload-web",))


def test_a_container_that_only_chowns_is_a_job_where_nothing_waits_for_its_end() -> None:
    result, _ = lowered(CHOWN.replace("CONDITION", "started"))
    assert result.application.workload("fix").kind is Kind.JOB


# scale: 0 anchors

ANCHOR = """
services:
  base: &base {image: example/app, scale: 0, environment: {SHARED: "1"}, ports: ["8000:80"]}
  web: {<<: *base, scale: 1}
  worker: {<<: *base, scale: 2, command: work, ports: [], depends_on: [base]}
  caller: {image: example/caller, environment: {BASE_URL: "http://base:80", WEB_URL: "http://web:80"}}
"""


def test_an_anchor_of_scale_zero_is_left_out_and_what_takes_it_over_runs() -> None:
    result, diagnostics = lowered(ANCHOR, told="skipped.still-named")
    application = result.application
    assert [skip.name for skip in application.skipped] == ["base"]
    assert {w.name: w.scaling.minimum for w in application.workloads} == {"web": 1, "worker": 2, "caller": 1}
    assert all(dict(application.workload(n).environment)["SHARED"].literal == "1" for n in ("web", "worker"))
    assert [(r.workload, r.listener) for r in application.routes] == [("web", 8000)], "the anchor's port is free"
    (warning,) = told(diagnostics, "skipped.still-named")
    assert warning.summary == 'BASE_URL of "caller" is left out: it names "base", which is left out'


def test_nothing_on_aws_names_an_anchor_of_scale_zero() -> None:
    topology, _ = designed(ANCHOR, told="skipped.still-named")
    assert {r.subject for r in topology.resources} & {"web", "worker", "base"} == {"web", "worker"}
    assert {end for edge in topology.edges for end in (edge.source, edge.sink)} & {"base"} == set()
    assert "workload-base" not in {stack.name for stack in topology.stacks}


# ports: [], !reset, !override

OPEN = "services: {web: {image: example/web, ports: ['80:80'], environment: {A: '1', B: '2'}, command: serve}}"


def overridden(web: str) -> Lowered:
    return lowered(OPEN, {"compose.override.yaml": f"services: {{web: {web}}}"})[0]


@pytest.mark.parametrize("ports", ["!reset []", "!reset null", "!override []"])
def test_an_override_clears_ports_with_a_tag(ports: str) -> None:
    result = overridden(f"{{ports: {ports}}}")
    web = result.application.workload("web")
    assert (result.application.routes, web.ports, web.kind) == ((), (), Kind.WORKER)


def test_an_override_s_empty_ports_without_a_tag_clear_nothing() -> None:
    """As Compose has it: lists are appended, so an empty one changes nothing."""
    result = overridden("{ports: []}")
    assert [(r.port, r.listener) for r in result.application.routes] == [(80, 80)]


def test_empty_ports_over_an_anchor_clear_them() -> None:
    result, _ = lowered("""
x-web: &web {image: example/web, ports: ["80:80"]}
services: {web: {<<: *web}, quiet: {<<: *web, ports: []}}
""")
    assert [r.workload for r in result.application.routes] == ["web"]
    assert result.application.workload("quiet").ports == ()


def test_override_replaces_and_reset_removes_whatever_their_attribute_is() -> None:
    result = overridden("{environment: !override {C: '3'}, command: !reset null, ports: !override ['81:8080']}")
    web = result.application.workload("web")
    assert [(name, value.literal) for name, value in web.environment] == [("C", "3")]
    assert web.command is None
    assert [(r.port, r.listener) for r in result.application.routes] == [(8080, 81)]


def test_reset_of_one_variable_and_of_a_whole_service_removes_them() -> None:
    files = {"compose.override.yaml": "services: {web: {environment: {A: !reset null}}, debug: !reset null}"}
    result, _ = lowered(OPEN[:-1] + ", debug: {image: example/debug, ports: ['9999:9999']}}", files)
    assert [w.name for w in result.application.workloads] == ["web"]
    assert [name for name, _ in result.application.workload("web").environment] == ["B"]


def test_override_replaces_a_whole_service_and_one_list_within_a_mapping() -> None:
    assert words(overridden("!override {image: example/other}").application.workload("web").command) == []
    assert overridden("!override {image: example/other}").application.routes == ()
    files = {
        "compose.override.yaml": "services: {web: {healthcheck: {test: !override [CMD, b]}, depends_on: !reset {}}}"
    }
    compose = OPEN[:-2] + ", depends_on: [db], healthcheck: {test: [CMD, a], retries: 9}}, db: {image: example/db}}"
    web = lowered(compose, files)[0].application.workload("web")
    assert web.health is not None
    assert (web.health.command, web.health.retries, web.depends_on) == (("CMD", "b"), 9, ())


# extra_hosts: db:${DATABASE_IP}

OUTSIDE = """
services:
  web:
    image: example/web
    extra_hosts:
      - db:${DATABASE_IP}
    environment: {DATABASE_URL: "postgres://app:hunter-two@db:5432/shop"}
"""


def test_an_external_database_by_extra_hosts_is_no_datastore_and_its_url_has_the_address() -> None:
    result, _ = lowered(OUTSIDE, environ={"DATABASE_IP": "10.0.0.5"})
    assert (result.application.datastores, result.application.links) == ((), ())
    (url,) = [value for _, value in result.application.workload("web").environment]
    assert url.parts == ("postgres://app:", SecretRef("DATABASE_URL_PASSWORD"), "@10.0.0.5:5432/shop")
    assert result.values["DATABASE_URL_PASSWORD"].reveal() == "hunter-two"


def test_extra_hosts_that_fargate_cannot_have_are_told_at_their_line() -> None:
    _, diagnostics = designed(OUTSIDE, environ={"DATABASE_IP": "10.0.0.5"})
    assert [str(d.origin) for d in told(diagnostics, "fargate.extra_hosts")] == ["compose.yaml:5"]


def test_an_address_that_is_not_set_is_told_at_its_line() -> None:
    loaded, diagnostics = project(OUTSIDE)
    assert loaded.service("web").extra_hosts == (("db", ""),)
    (warning,) = told(diagnostics, "compose.unset-variable")
    assert str(warning.origin) == "compose.yaml:6"
    assert "DATABASE_IP" in warning.summary


# The shell's $(…) beside Compose's $$VAR


def test_the_shell_s_dollars_reach_the_shell_and_compose_s_do_not() -> None:
    line = 'echo $$(date) $$HOME $${PORT:-80} ${MODE:-fast} "$$$${MODE}"'
    result, _ = lowered(f"services: {{web: {{image: example/web, command: [sh, -c, '{line}']}}}}")
    command = words(result.application.workload("web").command)
    assert command == ["sh", "-c", 'echo $(date) $HOME ${PORT:-80} fast "$${MODE}"']


def test_a_command_s_shell_substitution_is_no_substitution_of_cloudformation() -> None:
    """`${PORT}` stays text for the container beside an address that CloudFormation fills in."""
    command = "{image: example/web, command: [sh, -c, 'wait $${PORT} db:5432'],"
    compose = POSTGRES.replace("{image: example/web,", command)
    files = {"db/Dockerfile": "FROM postgres:16\n"}
    topology, _ = designed(compose, files, told="rds.master-user rds.tls-not-forced")
    text, values = containers(topology)["web"]["Command"][2]["Fn::Sub"]
    assert text.startswith("wait ${!PORT} ${")
    assert values


def test_the_shell_s_substitution_without_its_second_dollar_is_refused_with_the_fix() -> None:
    (error,) = refused('services: {web: {image: example/web, command: ["sh", "-c", "echo $(date) $$HOME"]}}')
    assert error.code == "compose.bad-interpolation"
    assert "$$" in error.fix


# 22222:22


def test_ports_that_yaml_1_1_reads_as_base_60_are_two_ports() -> None:
    result, _ = lowered(
        "services: {git: {image: example/git, ports: [22222:22, 33:33, 8080:80]}}", told="route.not-http"
    )
    ports = result.application.workload("git").ports
    assert [(p.published, p.number) for p in ports] == [(22222, 22), (33, 33), (8080, 80)]


def test_variables_that_yaml_1_1_reads_as_base_60_or_as_truth_are_the_text_that_stands_there() -> None:
    result, _ = lowered("services: {a: {image: x, environment: {TIME: 1:30:00, SSH: 22:22, ON: on, NO: no, Y: y}}}")
    found = {name: value.literal for name, value in result.application.workload("a").environment}
    assert found == {"TIME": "1:30:00", "SSH": "22:22", "ON": "on", "NO": "no", "Y": "y"}


# service_healthy on a health check that is in the image

HEALTHY = """
services:
  engine: {SOURCE, expose: [9]}
  web: {image: example/web, depends_on: {engine: {condition: service_healthy}}}
"""
CHECKED = "FROM example/engine\nHEALTHCHECK --interval=5s --retries=7 CMD curl -f http://localhost:9/ok || exit 1\n"


def test_a_health_check_of_the_image_is_the_workload_s_own() -> None:
    result, _ = lowered(HEALTHY.replace("SOURCE", "build: ."), {"Dockerfile": CHECKED})
    check = result.application.workload("engine").health
    assert check is not None
    assert (check.command[0], check.interval, check.retries, str(check.origin)) == ("CMD-SHELL", 5, 7, "Dockerfile:2")
    assert result.application.workload("engine").health_path == "/ok"
    needed = [(d.name, d.condition) for d in result.application.workload("web").depends_on]
    assert needed == [("engine", "healthy")]


def test_compose_s_times_go_with_the_image_s_test_and_its_disable_switches_it_off() -> None:
    source = HEALTHY.replace("SOURCE", "build: ., healthcheck: {CHECK}")
    check = lowered(source.replace("CHECK", "interval: 30s"), {"Dockerfile": CHECKED})[0].application.workload("engine")
    assert check.health is not None
    assert (check.health.command[0], check.health.interval, check.health.retries) == ("CMD-SHELL", 30, 7)
    off, _ = lowered(source.replace("CHECK", "disable: true"), {"Dockerfile": CHECKED})
    assert off.application.workload("engine").health is None


def test_a_health_check_that_nobody_can_see_stops_nothing() -> None:
    """The image is somebody else's: whether it has a check is not known, and the project is deployed all the same."""
    topology, diagnostics = designed(HEALTHY.replace("SOURCE", "image: example/engine"))
    assert diagnostics.errors() == ()
    assert {wait.workload for wait in topology.every(WaitService)} == {"engine", "web"}


def test_a_database_that_is_waited_for_until_healthy_may_become_managed() -> None:
    result, _ = lowered(
        f"services: {{db: {{image: postgres, environment: {CREDENTIALS}}}, web: {{image: example/web, "
        "environment: {DB_HOST: db, DB_PASSWORD: hunter-two}, depends_on: {db: {condition: service_healthy}}}}"
    )
    assert [d.name for d in result.application.datastores] == ["db"]
    parts = [value.parts for _, value in result.application.workload("web").environment]
    assert all(isinstance(part, Attribute) for (part,) in parts)
