"""From a Compose project to what the user means."""

from __future__ import annotations

import pytest
from unit.lower.lowering import SHOP, environment, lowered

from shipway.model.value import Attribute, ConnectionUrl, Key, SecretRef


def test_urls_become_references_and_keep_scheme_and_query():
    result, _ = lowered(SHOP)
    (url,) = environment(result, "web")["DATABASE_URL"].parts
    assert url == ConnectionUrl("db", "postgresql+asyncpg", True, True, True, "/", True, "x=1")
    assert [(d.name, d.engine, d.version, d.rewritable) for d in result.application.datastores] == [
        ("db", "postgres", "16", True),
        ("cache", "redis", "7", True),
    ]


def test_secrets_leave_the_application_and_are_kept_apart():
    result, diagnostics = lowered(SHOP)
    assert environment(result, "web")["SECRET_KEY"].parts == (SecretRef("SECRET_KEY"),)
    assert result.values["SECRET_KEY"].reveal() == "keep-this-one-hidden"
    told = repr(result) + "".join(f"{d.summary}{d.detail}{d.fix}" for d in diagnostics)
    assert "keep-this-one-hidden" not in told
    assert "hunter-two" not in told


def test_pieces_become_attributes():
    result, _ = lowered("""
services:
  db: {image: postgres, environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: pw-1234, POSTGRES_DB: shop}}
  web:
    image: shop
    environment: {DB_HOST: db, DB_PORT: "5432", DB_USER: app, DB_PASSWORD: pw-1234, DB_NAME: shop, APP_NAME: other}
""")
    found = environment(result, "web")
    assert [found[f"DB_{w}"].parts for w in ("HOST", "PORT", "USER", "PASSWORD", "NAME")] == [
        (Attribute("db", key),) for key in (Key.HOST, Key.PORT, Key.USER, Key.PASSWORD, Key.DATABASE)
    ]
    assert found["APP_NAME"].literal == "other"


@pytest.mark.parametrize(
    ("user", "reason"),
    [
        ("{image: x, depends_on: [db]}", "names it nowhere that Shipway can rewrite"),
        ("{image: x}", "no service names it"),
    ],
)
def test_a_database_without_rewritable_users_stays_a_container(user, reason):
    result, diagnostics = lowered(f"services: {{db: {{image: postgres}}, web: {user}}}")
    assert result.application.datastores == ()
    db = result.application.workload("db")
    assert db.mounts[0].path == "/var/lib/postgresql/data"
    assert db.scaling.singleton
    told = next(d for d in diagnostics if d.code == "decision" and "stays a container" in d.summary)
    assert reason in told.summary
    assert "{as: rds}" in told.fix


def test_the_manifest_decides():
    result, _ = lowered(SHOP, "datastores: {db: {as: volume}}")
    assert [d.name for d in result.application.datastores] == ["cache"]
    url = environment(result, "web")["DATABASE_URL"]
    assert SecretRef("POSTGRES_PASSWORD") in url.parts, "the container's password stays out of the template"


def test_variants_that_rds_cannot_serve_stay():
    result, _ = lowered("""
services:
  db: {image: timescale/timescaledb:latest-pg16}
  web: {image: x, environment: {DATABASE_URL: "postgres://a:b@db/c"}}
""")
    assert result.application.datastores == ()


def test_base_image_of_a_build_decides():
    result, _ = lowered(
        """
services:
  db: {build: {context: db}}
  web: {image: x, environment: {DATABASE_URL: "postgres://a:b@db/c"}}
""",
        files={"db/Dockerfile": "ARG V=15\nFROM postgres:${V}\nCOPY x /x\n"},
    )
    assert [(d.engine, d.version) for d in result.application.datastores] == [("postgres", "15")]


def test_a_client_on_a_servers_image_is_no_database():
    result, _ = lowered("""
services:
  wait: {image: "postgres:16", command: ["psql", "-h", "db", "-c", "select 1"]}
  web: {image: x, depends_on: {wait: {condition: service_completed_successfully}}}
""")
    assert result.application.workload("wait").kind == "job"


def test_development_mounts_are_left_out_and_files_go_into_the_image():
    result, diagnostics = lowered(
        """
services:
  web: {build: ., volumes: [".:/app", "/app/node_modules"]}
  proxy: {image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"], ports: ["80:80"]}
""",
        files={"Dockerfile": "FROM node\nWORKDIR /app\nCOPY . .\n", "nginx.conf": "proxy_pass http://web:3000;"},
    )
    assert result.application.workload("web").mounts == ()
    assert [o.target for o in result.application.workload("proxy").image.overlays] == ["/etc/nginx/nginx.conf"]
    assert [p.number for p in result.application.workload("web").ports] == [3000]
    assert ("proxy", "web", 3000) in {(link.source, link.sink, link.port) for link in result.application.links}
    assert any(d.code == "volume.development-mount" for d in diagnostics)


def test_docker_socket_and_host_paths_are_refused_with_their_line():
    _, diagnostics = lowered(
        "services:\n  a:\n    image: x\n    volumes:\n      - /var/run/docker.sock:/s\n      - /etc/x:/x\n",
        told="volume.docker-socket volume.host-path",
    )
    assert [(d.code, d.origin.line) for d in diagnostics.errors()] == [
        ("volume.docker-socket", 5),
        ("volume.host-path", 6),
    ]


def test_schedulers_and_single_writers_are_never_two():
    result, diagnostics = lowered(
        """
services:
  beat: {image: x, command: celery -A app beat, deploy: {replicas: 3}}
  search: {image: "elasticsearch:8", deploy: {replicas: 2}}
""",
        told="scale.singleton",
    )
    assert {w.name: (w.scaling.maximum, w.scaling.singleton) for w in result.application.workloads} == {
        "beat": (1, True),
        "search": (1, True),
    }
    assert len([d for d in diagnostics if d.code == "scale.singleton"]) == 2


def test_ports_of_databases_and_debuggers_stay_closed():
    result, _ = lowered(
        "services: {m: {image: mongo, ports: ['27017:27017']}, n: {image: x, ports: ['80:80', '9229:9229']}}"
    )
    assert [(r.workload, r.port) for r in result.application.routes] == [("n", 80)]


def test_two_services_on_one_port_are_an_error():
    _, diagnostics = lowered(
        "services: {a: {image: x, ports: ['80:80']}, b: {image: y, ports: ['80:8080']}}", told="route.conflict"
    )
    assert [d.code for d in diagnostics.errors()] == ["route.conflict"]


def test_a_secret_in_a_command_is_read_from_the_environment():
    result, _ = lowered("""
services:
  cache:
    image: redis/redis-stack-server
    command: redis-server --requirepass long-enough-1
    environment: {REDIS_PASSWORD: long-enough-1}
""")
    cache = result.application.workload("cache")
    assert cache.command is not None
    assert [w.literal for w in cache.command][:2] == ["/bin/sh", "-c"]
    assert "long-enough-1" not in repr(cache)


def test_tools_for_development_are_left_out_with_a_reason():
    result, _ = lowered(SHOP.replace("volumes: {data: }", "  mail: {image: axllent/mailpit}\nvolumes: {data: }"))
    assert [(s.name, "mail catcher" in s.reason) for s in result.application.skipped] == [("mail", True)]


@pytest.mark.parametrize("name", ["Shop", "1shop", "a" * 40, "my_shop"])
def test_a_written_name_that_aws_does_not_take_is_an_error(name):
    _, diagnostics = lowered("services: {a: {image: x}}", f"app: {name}", told="manifest.bad-value")
    assert [d.code for d in diagnostics.errors()] == ["manifest.bad-value"]


def test_a_container_name_is_answered_only_where_something_says_it():
    compose = (
        "services: {a: {image: x, container_name: box, expose: [1]}, b: {image: y, environment: {URL: 'http://%s:1'}}}"
    )
    assert lowered(compose % "box")[0].application.workload("a").aliases == ("a", "box")
    assert lowered(compose % "a")[0].application.workload("a").aliases == ("a",)


def test_a_service_that_others_call_without_a_known_port_is_told() -> None:
    compose = "services: {a: {image: example/a, depends_on: [b]}, b: {image: example/b}, c: {image: example/c}}"
    told = [one for one in lowered(compose, told="workload.no-port")[1] if one.code == "workload.no-port"]
    assert [one.summary for one in told] == ['nothing says which port "b" listens on, so no other service can reach it']
    assert told[0].fix == "If they call it, add `expose: [PORT]` to it."
