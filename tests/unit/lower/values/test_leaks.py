"""No password that the project writes out lies open in a template, wherever it stands beside what is rewired."""

from __future__ import annotations

import json

import pytest
from unit.lower.lowering import lowered

from shipway.diagnostics import Diagnostics
from shipway.lower.lower import Lowered
from shipway.model.value import Attribute, Key, SecretRef
from shipway.targets.fargate.design import design
from shipway.topology.synthesize import synthesize

PASSWORD = "hunter-two-22"
OTHER = "open-sesame-99"
DATABASE = f"""
  db: {{image: "postgres:16", environment: {{POSTGRES_USER: app, POSTGRES_PASSWORD: {PASSWORD}}}}}"""
URL = f"postgres://app:{PASSWORD}@db/app"


def rendered(compose: str, files: dict[str, str] | None = None, **told: str) -> tuple[Lowered, str, Diagnostics]:
    """(what is meant, all templates as text)"""
    result, found = lowered(compose, files=files, **told)
    stacks = synthesize(design(result.application, result.environment, found))
    return result, json.dumps([stack.template for stack in stacks]), found


@pytest.mark.parametrize(
    ("value", "secret"),
    [
        (f"{URL},amqp://u:{OTHER}@far:5672/", "URLS_PASSWORD"),
        (f"{URL} password={OTHER}", "URLS_PASSWORD"),
        (f"amqp://u:{OTHER}@far/,{URL}", "URLS_PASSWORD"),
    ],
)
def test_the_other_password_of_a_variable_that_names_a_database(value: str, secret: str) -> None:
    result, text, _ = rendered(f"services:{DATABASE}\n  web: {{image: x, environment: {{URLS: '{value}'}}}}\n")
    assert OTHER not in text
    assert {name: one.reveal() for name, one in result.values.items()} == {secret: OTHER}
    ((_, given),) = result.application.workload("web").environment
    assert SecretRef(secret) in given.parts


def test_the_other_passwords_of_a_config_that_names_a_database() -> None:
    compose = f"""
services:{DATABASE}
  web: {{image: x, environment: {{DATABASE_URL: '{URL}'}}, configs: [app.yml]}}
configs: {{app.yml: {{content: "db: {URL}\\nmq: amqp://u:{OTHER}@far/\\nsmtp_password: horse-staple-1\\n"}}}}
"""
    result, text, _ = rendered(compose)
    assert {name: one.reveal() for name, one in result.values.items()} == {
        "APP_YML_PASSWORD": OTHER,
        "SMTP_PASSWORD": "horse-staple-1",
    }
    for secret in (PASSWORD, OTHER, "horse-staple-1"):
        assert secret not in text


SETTINGS = """{
  "Database": "Host=db;Username=app;Password=hunter-two-22",
  "Mail": {
    "Host": "mail.example.org",
    "Password": "open-sesame-99",
    "ApiKey": "${API_KEY}",
    "Retries": "3"
  },
  "Queue": "amqp://u:horse-staple-1@far/"
}
"""


def test_the_other_passwords_of_a_mounted_file_that_names_a_database() -> None:
    compose = f"""
services:{DATABASE}
  web: {{image: x, environment: {{DATABASE_URL: '{URL}'}}, volumes: ["./app.json:/etc/app.json"]}}
"""
    result, text, _ = rendered(compose, {"app.json": SETTINGS})
    assert {name: one.reveal() for name, one in result.values.items()} == {
        "PASSWORD": OTHER,
        "APP_JSON_PASSWORD": "horse-staple-1",
    }
    (file,) = result.application.workload("web").secret_files
    filled = {SecretRef("PASSWORD"): OTHER, SecretRef("APP_JSON_PASSWORD"): "horse-staple-1"}
    filled |= {Attribute("db", Key.HOST): "db", Attribute("db", Key.PASSWORD): PASSWORD}
    assert "".join(part if isinstance(part, str) else filled[part] for part in file.value.parts) == SETTINGS
    for secret in (PASSWORD, OTHER, "horse-staple-1"):
        assert secret not in text


def test_a_private_key_beside_an_address_takes_its_text_along() -> None:
    key = "-----BEGIN PRIVATE KEY-----\\nMIIabc\\n-----END PRIVATE KEY-----"
    compose = f"""
services:{DATABASE}
  web: {{image: x, environment: {{DATABASE_URL: '{URL}'}}, configs: [c]}}
configs: {{c: {{content: "{URL}\\n{key}"}}}}
"""
    result, text, _ = rendered(compose)
    assert "MIIabc" not in text
    assert [*result.values] == ["C"]


def test_a_config_with_a_known_secret_and_another_password_is_a_secret_as_a_whole() -> None:
    content = f"token: {PASSWORD}\\nmq: amqp://u:{OTHER}@far/"
    compose = f"""
services:
  web: {{image: x, environment: {{TOKEN: {PASSWORD}}}, configs: [c]}}
configs: {{c: {{content: "{content}"}}}}
"""
    result, text, _ = rendered(compose)
    assert OTHER not in text
    assert PASSWORD not in text
    assert [file.value.parts for file in result.application.workload("web").secret_files] == [(SecretRef("C"),)]


@pytest.mark.parametrize("attribute", ["command", "entrypoint"])
def test_the_password_of_a_url_in_a_command_is_read_from_a_variable(attribute: str) -> None:
    compose = f"services: {{web: {{image: x, {attribute}: [run, '', --broker, 'amqp://u:{OTHER}@far/']}}}}"
    result, text, _ = rendered(compose)
    web = result.application.workload("web")
    words = web.command if attribute == "command" else web.entrypoint
    variable = f"SHIPWAY_{attribute.upper()}_1"
    assert [word.literal for word in words or ()][-1] == f"exec run '' --broker amqp://u:\"${{{variable}}}\"@far/"
    assert dict(web.environment)[variable].parts == (SecretRef(f"{attribute.upper()}_PASSWORD"),)
    assert OTHER not in text


def test_a_database_s_password_in_a_line_for_a_shell_becomes_the_new_one() -> None:
    line = f"PGPASSWORD={PASSWORD} psql -c x; PGPASSWORD={PASSWORD} psql -c y"
    compose = f"""
services:{DATABASE}
  web:
    image: x
    environment: {{DATABASE_URL: '{URL}'}}
    command: ["sh", "-c", "{line}"]
    healthcheck: {{test: "PGPASSWORD={PASSWORD} psql -c x"}}
"""
    result, text, _ = rendered(compose)
    web = result.application.workload("web")
    assert PASSWORD not in text
    assert [word.literal for word in web.command or ()][-1] == (
        "PGPASSWORD=${SHIPWAY_COMMAND_1} psql -c x; PGPASSWORD=${SHIPWAY_COMMAND_2} psql -c y"
    )
    assert web.health is not None
    assert web.health.command == ("CMD-SHELL", "PGPASSWORD=${SHIPWAY_HEALTH_1} psql -c x")
    given = dict(web.environment)
    names = ("SHIPWAY_COMMAND_1", "SHIPWAY_COMMAND_2", "SHIPWAY_HEALTH_1")
    assert {given[name].parts for name in names} == {(Attribute("db", Key.PASSWORD),)}


def test_a_health_check_with_a_password_that_no_variable_holds_is_left_out() -> None:
    compose = f"services: {{web: {{image: x, healthcheck: {{test: 'ping amqp://u:{OTHER}@far/'}}}}}}"
    result, text, _ = rendered(compose, told="health.dropped")
    assert result.application.workload("web").health is None
    assert OTHER not in text


def test_a_dockerfile_s_health_check_reads_its_secret_from_the_variable() -> None:
    dockerfile = f'FROM python:3\nHEALTHCHECK CMD curl -H "token: {OTHER}" http://localhost:80/\n'
    compose = f"services: {{web: {{build: ., environment: {{TOKEN: {OTHER}}}}}}}"
    result, text, found = rendered(compose, {"Dockerfile": dockerfile})
    health = result.application.workload("web").health
    assert health is not None
    assert health.command == ("CMD-SHELL", 'curl -H "token: ${TOKEN}" http://localhost:80/')
    assert OTHER not in text
    assert [(str(one.origin), one.detail) for one in found if one.code == "health.secret"] == [
        ("Dockerfile:2", "It was written out in the Dockerfile.")
    ]


def test_one_secret_in_a_command_a_health_check_and_a_config_is_one_secret() -> None:
    compose = f"""
services:
  web:
    image: x
    environment: {{TOKEN: {OTHER}}}
    command: run --token {OTHER}
    healthcheck: {{test: "check {OTHER}"}}
    configs: [c]
configs: {{c: {{content: "token: {OTHER}"}}}}
"""
    result, text, _ = rendered(compose)
    assert {name: one.reveal() for name, one in result.values.items()} == {"TOKEN": OTHER}
    assert OTHER not in text


def test_a_config_s_secret_key_does_not_go_into_the_image() -> None:
    """An image's layers are read by whoever can pull it, and a plan shows what is laid over it."""
    content = f"mail:\\n  host: far\\n  password: {OTHER}\\n  token: ${{TOKEN}}\\n"
    compose = f'services: {{web: {{image: x, configs: [c]}}}}\nconfigs: {{c: {{content: "{content}"}}}}'
    result, text, _ = rendered(compose.replace("${", "$${"))
    web = result.application.workload("web")
    assert [file.value.parts for file in web.secret_files] == [
        ("mail:\n  host: far\n  password: ", SecretRef("PASSWORD"), "\n  token: ${TOKEN}\n")
    ]
    assert [(overlay.text, overlay.link != "") for overlay in web.image.overlays] == [(None, True)]
    assert OTHER not in text
