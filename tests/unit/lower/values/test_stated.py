"""What the manifest adds to workloads: variables, secrets, the release's job; and what is said of secrets in images."""

from __future__ import annotations

import pytest
from unit.lower.lowering import lowered

from shipway.diagnostics import Severity
from shipway.model.value import Attribute, Key, RouteUrl, SecretRef
from shipway.model.workload import Kind

SHOP = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: hunter-two, POSTGRES_DB: shop}}
  web:
    image: shop:1
    ports: ["8000:8000"]
    environment: {DATABASE_URL: "postgres://postgres:hunter-two@db:5432/shop", MODE: dev}
  worker: {image: shop:1, command: work}
"""


def environment(manifest: str, service: str) -> dict[str, tuple[object, ...]]:
    workload = lowered(SHOP, manifest)[0].application.workload(service)
    return {name: value.parts for name, value in workload.environment}


def test_variables_of_the_manifest_reach_every_service_and_win() -> None:
    manifest = "env: {MODE: production, REGION: eu}"
    assert environment(manifest, "web")["MODE"] == ("production",)
    assert environment(manifest, "worker") == {"MODE": ("production",), "REGION": ("eu",)}


def test_references_name_routes_and_datastores() -> None:
    found = environment('env: {SELF: "${web.url}/x", PGHOST: "${db.host}"}', "worker")
    assert found["SELF"] == (RouteUrl("web"), "/x")
    assert found["PGHOST"] == (Attribute("db", Key.HOST),)
    links = lowered(SHOP, 'env: {PGHOST: "${db.host}"}')[0].application.links
    assert ("worker", "db", 5432) in {(link.source, link.sink, link.port) for link in links}


def test_unknown_reference_is_told_with_what_there_is() -> None:
    told = [
        one
        for one in lowered(SHOP, 'env: {A: "${nobody.host}"}', told="manifest.unknown-reference")[1]
        if one.severity is Severity.ERROR
    ]
    assert [str(one) for one in told] == [
        "shipway.yaml:1: ${nobody.host} is neither a public service's address nor an attribute of a managed datastore"
    ]
    assert told[0].fix == "Known names: db, web."


def test_named_secrets_are_secrets_whatever_they_are_called() -> None:
    found = environment("secrets: [MODE, VERTEX]", "web")
    assert found["MODE"] == (SecretRef("MODE"),)
    assert found["VERTEX"] == (SecretRef("VERTEX"),)
    assert environment("secrets: [MODE]", "worker") == {}


def test_a_secret_s_name_with_a_reference_is_the_reference() -> None:
    """`${db.password}` is no text that somebody chose: stored as it is, nobody could sign in with it."""
    found = environment('env: {DB_PASSWORD: "${db.password}", DSN: "host=${db.host} password=${db.password}"}', "web")
    assert found["DB_PASSWORD"] == (Attribute("db", Key.PASSWORD),)
    assert found["DSN"] == ("host=", Attribute("db", Key.HOST), " password=", Attribute("db", Key.PASSWORD))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("amqp://u:open-sesame-99@far/", ("amqp://u:", SecretRef("FAR_PASSWORD"), "@far/")),
        (
            "${web.url} amqp://u:open-sesame-99@far/",
            (RouteUrl("web"), " amqp://u:", SecretRef("FAR_PASSWORD"), "@far/"),
        ),
    ],
)
def test_a_password_in_a_url_of_the_manifest_is_a_secret(text: str, parts: tuple[object, ...]) -> None:
    result, _ = lowered(SHOP, f'env: {{FAR: "{text}"}}', told="manifest.secret-in-env")
    assert dict(result.application.workload("worker").environment)["FAR"].parts == parts
    assert {name: value.reveal() for name, value in result.values.items()} == {"FAR_PASSWORD": "open-sesame-99"}


def test_what_env_gives_and_secrets_name_is_a_secret_with_the_value_of_env() -> None:
    result, _ = lowered(SHOP, "secrets: [MODE]\nenv: {MODE: production}")
    for workload in ("web", "worker"):
        assert dict(result.application.workload(workload).environment)["MODE"].parts == (SecretRef("MODE"),)
    assert result.values["MODE"].reveal() == "production"


@pytest.mark.parametrize("manifest", ["secrets: [BROKER]", "secrets: [BROKER]\nenv: {BROKER: 'amqp://u:staple-77@x/'}"])
def test_a_named_secret_is_one_also_where_it_holds_a_password(manifest: str) -> None:
    """`shipway secrets set BROKER` has to find it: a secret of its password alone is another one."""
    compose = "services: {web: {image: x, environment: {BROKER: 'amqp://u:open-sesame-99@far/'}}}"
    result, _ = lowered(compose, manifest, may="manifest.secret-in-env")
    assert dict(result.application.workload("web").environment)["BROKER"].parts == (SecretRef("BROKER"),)
    expected = "amqp://u:staple-77@x/" if "env" in manifest else "amqp://u:open-sesame-99@far/"
    assert {name: value.reveal() for name, value in result.values.items()} == {"BROKER": expected}


def test_release_runs_before_the_workloads_with_the_service_s_own_means() -> None:
    result = lowered(SHOP, "release: {service: web, command: alembic upgrade head}")[0].application
    job = result.workload("release")
    assert job.kind is Kind.JOB
    assert [value.literal for value in job.command or ()] == ["alembic", "upgrade", "head"]
    assert dict(job.environment)["DATABASE_URL"] == dict(result.workload("web").environment)["DATABASE_URL"]
    assert ("release", "db") in {(link.source, link.sink) for link in result.links}


def test_release_of_an_unknown_service_is_told() -> None:
    assert any(
        "`release` names" in str(one)
        for one in lowered(SHOP, "release: {service: api, command: x}", told="manifest.unknown-service")[1]
    )


BUILT = "services: {web: {build: ., volumes: ['./:/etc/app', './.env:/app/.env']}}"


@pytest.mark.parametrize(("dockerfile", "told"), [("COPY . /srv", True), ("COPY src /srv", False)])
def test_env_file_in_an_image_is_told(dockerfile: str, told: bool) -> None:
    files = {"Dockerfile": f"FROM python:3.12\n{dockerfile}\n", ".env": "A=b\n", "src/a.py": ""}
    found = lowered("services: {web: {build: .}}", files=files, told="image.env-file" if told else "")[1]
    assert any(one.code == "image.env-file" for one in found) is told


def test_mounted_env_file_blocks_and_a_folder_goes_without_it() -> None:
    files = {".env": "A=b\n", "conf/app.ini": "x", "conf/.env.local": "y", "conf/.env.example": "z"}
    compose = "services: {web: {image: x, volumes: ['./conf:/etc/app', './.env:/app/.env']}}"
    result, found = lowered(compose, files=files, told="volume.env-file")
    assert [one.severity for one in found if one.code == "volume.env-file"] == [Severity.BLOCKER]
    assert [overlay.source for overlay in result.application.workload("web").image.overlays] == ["conf"]
    assert any("without .env.local" in str(one) for one in found)


def test_variable_that_names_a_tool_left_out_is_told_once() -> None:
    compose = """
services:
  mail: {image: axllent/mailpit}
  a: &a {image: x, environment: {MAIL_HOST: mail}}
  b: *a
"""
    told = [str(one) for one in lowered(compose, told="skipped.still-named")[1] if one.code == "skipped.still-named"]
    assert told == ['compose.yaml:4: MAIL_HOST of "a", "b" is left out: it names "mail", which is left out']
    assert not [one for one in lowered(compose, "env: {MAIL_HOST: x}")[1] if one.code == "skipped.still-named"]


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("APP_KEY", "base64:c29tZS1yYW5kb20tMzItYnl0ZS1rZXktaGVyZQ==", True),
        ("STRIPE", "sk_live_abcdefghijklmnop", True),
        ("STRIPE_PUBLIC", "pk_live_abcdefghijklmnop", False),
        ("SUPABASE_ANON_KEY", "eyJhbGciOiJI.eyJyb2xlIjoi.c2lnbmF0dXJl", False),
        ("SERVICE_KEY", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", True),
        ("SORT_KEY", "created_at", False),
        ("MODE", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", False),
    ],
)
def test_a_secret_is_known_by_its_value(name: str, value: str, secret: bool) -> None:
    compose = f"services: {{web: {{image: x, environment: {{{name}: '{value}'}}}}}}"
    assert (name in {one.name for one in lowered(compose)[0].application.secrets}) is secret


def test_what_a_managed_database_does_not_take_over_is_told() -> None:
    compose = """
services:
  db:
    image: postgres:16
    command: postgres -c shared_buffers=300MB
    environment: {POSTGRES_PASSWORD: hunter-two}
    volumes: ["./tuned.conf:/etc/postgresql/postgresql.conf", "data:/var/lib/postgresql/data"]
  web: {image: x, environment: {DATABASE_URL: "postgres://postgres:hunter-two@db/postgres"}}
volumes: {data: }
"""
    told = {
        one.code: str(one)
        for one in lowered(compose, files={"tuned.conf": "work_mem = 64MB"}, told="datastore.file")[1]
    }
    assert told["datastore.file"].startswith('compose.yaml:7: tuned.conf of "db" is not carried over to Amazon RDS')
    assert told["datastore.command"].startswith('compose.yaml:5: the command of "db" is not carried over')


def test_tls_port_stays_closed_beside_a_plain_one() -> None:
    result, found = lowered("services: {web: {image: nginx, ports: ['443:443', '80:80']}}")
    assert [(route.port, route.listener) for route in result.application.routes] == [(80, 80)]
    assert any(one.code == "route.tls-port" for one in found)
    assert [r.port for r in lowered("services: {web: {image: x, ports: ['443:443']}}")[0].application.routes] == [443]


def test_with_a_domain_further_ports_are_named() -> None:
    manifest = "environments: {prod: {domain: example.org, zone: Z1}}"
    result, found = lowered("services: {web: {image: x, ports: ['80:80', '9000:9000']}}", manifest)
    assert [route.port for route in result.application.routes] == [80]
    assert [str(one) for one in found if one.code == "route.one-port"] == [
        'compose.yaml:1: port 9000 of "web" stays closed: its host leads to port 80'
    ]


MAIL = """
services:
  mail: {image: axllent/mailpit}
  web: {image: x, environment: {MAIL_URL: "smtp://mail:1025"}}
  api: {image: y}
"""


def test_a_named_secret_that_names_what_is_left_out_waits_for_its_value() -> None:
    """Compose's value is the laptop's mail catcher; only the service that has the variable is given it."""
    result, _ = lowered(MAIL, "secrets: [MAIL_URL]")
    given = {w.name: [name for name, _ in w.environment] for w in result.application.workloads}
    assert given == {"web": ["MAIL_URL"], "api": []}
    assert [one.name for one in result.application.secrets] == ["MAIL_URL"]
    assert result.values == {}


def test_a_named_secret_of_a_replaced_database_is_given_to_nobody_else() -> None:
    """A deployment would wait for a value that nobody reads."""
    assert "POSTGRES_PASSWORD" not in environment("secrets: [POSTGRES_PASSWORD]", "web")


def test_two_databases_with_one_password_file_each_give_their_own() -> None:
    compose = """
services:
  one: &db {image: "postgres:16", environment: {POSTGRES_PASSWORD_FILE: /run/secrets/pw}, secrets: [pw]}
  two: *db
  of-one: {image: x, environment: {DB_HOST: one, DB_PASSWORD_FILE: /run/secrets/pw}, secrets: [pw]}
  of-two: {image: x, environment: {DB_HOST: two, DB_PASSWORD_FILE: /run/secrets/pw}, secrets: [pw]}
secrets: {pw: {file: ./pw}}
"""
    result, _ = lowered(compose, files={"pw": "long-enough-1"})
    for name in ("one", "two"):
        (file,) = result.application.workload(f"of-{name}").secret_files
        assert file.value.parts == (Attribute(name, Key.PASSWORD),)


def test_the_release_waits_for_none_of_those_that_its_service_waits_for() -> None:
    """They run the new code, which may count on what the release changes first."""
    compose = """
services:
  api: {image: y, expose: ["90"]}
  web: {image: x, ports: ["80:80"], depends_on: [api], healthcheck: {test: "curl http://localhost/up"}}
"""
    result, _ = lowered(compose, "release: {service: web, command: migrate}")
    job = result.application.workload("release")
    assert result.application.workload("web").depends_on != ()
    assert (job.depends_on, job.ports, job.aliases, job.health) == ((), (), ("release",), None)
