"""Configuration files that are bound into a container and name a database that is replaced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.lower.lowering import lowered

from shipway.lower.mount.settings import LARGEST, settings
from shipway.model.value import Attribute, ConnectionUrl, Key, SecretRef

COMPOSE = """
services:
  db:
    image: postgres:16
    environment: {{POSTGRES_USER: shop, POSTGRES_PASSWORD: hunter2go, POSTGRES_DB: orders}}
  cache: {{image: "redis:7"}}
  app:
    image: acme/app
    depends_on: [db]
    volumes: ["./{name}:/app/{name}:ro"]
"""


def app(text: str, name: str = "app.yml", compose: str = COMPOSE, manifest: str | None = None):
    result, diagnostics = lowered(compose.format(name=name), manifest, {name: text})
    return result.application, result.application.workload("app"), diagnostics


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("app.yml", "db:\n  host: db\n  password: hunter2go\n"),
        ("app.yml", "db:\n  host: 'db'  # the container\n  password: \"hunter2go\"\n"),
        ("app.json", '{\n  "host": "db",\n  "password": "hunter2go"\n}\n'),
        ("app.ini", "[db]\nhost = db\npassword = hunter2go\n"),
        ("app.toml", 'host = "db"\npassword = "hunter2go"\n'),
        ("app.properties", "spring.datasource.host=db\nspring.datasource.password=hunter2go\n"),
        ("app.conf", "host db;\npassword hunter2go;\n"),
        ("app.xml", '<db host="db"><password>hunter2go</password></db>'),
        ("pool.ini", "orders = host=db password=hunter2go\n"),
    ],
)
def test_host_and_password_of_a_file_are_written_when_the_task_starts(name, text):
    application, workload, _ = app(text, name)
    assert [d.name for d in application.datastores] == ["db"]
    (file,) = workload.secret_files
    assert {Attribute("db", Key.HOST), Attribute("db", Key.PASSWORD)} <= set(file.value.parts)
    plain = [part for part in file.value.parts if isinstance(part, str)]
    assert "hunter2go" not in "".join(plain)
    (link,) = workload.image.overlays
    assert (link.target, link.link) == (f"/app/{name}", file.path)


def test_a_url_is_rewritten_whole_and_the_cache_may_have_tls():
    application, workload, _ = app("cache:\n  url: redis://cache:6379/2\nkeep: ${THIS}\n")
    assert [(d.name, d.rewritable) for d in application.datastores] == [("cache", True)]
    (file,) = workload.secret_files
    head, url, tail = file.value.parts
    assert (head, tail) == ("cache:\n  url: ", "\nkeep: ${THIS}\n")
    assert isinstance(url, ConnectionUrl)


def test_a_host_alone_in_a_file_cannot_be_told_of_a_token():
    application, _, _ = app("redis:\n  host: cache\n")
    assert [(d.name, d.rewritable) for d in application.datastores] == [("cache", False)]


def test_the_other_files_of_a_folder_go_into_the_image():
    compose = COMPOSE.replace("./{name}:/app/{name}:ro", "./conf:/app/conf")
    result, _ = lowered(
        compose.format(), None, {"conf/a.yml": "host: db\npassword: hunter2go\n", "conf/b.yml": "title: shop\n"}
    )
    workload = result.application.workload("app")
    folder, link = workload.image.overlays
    assert (folder.source, folder.target) == ("conf", "/app/conf")
    assert (link.target, link.link) == ("/app/conf/a.yml", workload.secret_files[0].path)


def test_variables_beside_the_file_are_rewritten_too():
    compose = COMPOSE + "    environment: {{DB_PASSWORD: hunter2go}}\n"
    _, workload, _ = app("host: db\n", compose=compose)
    assert dict(workload.environment)["DB_PASSWORD"].parts == (Attribute("db", Key.PASSWORD),)


def test_a_secret_of_the_project_in_such_a_file_stays_one():
    compose = COMPOSE + "    environment: {{SMTP_PASSWORD: very-long-word}}\n"
    _, workload, _ = app("host: db\npassword: hunter2go\nsmtp: very-long-word\n", compose=compose)
    assert SecretRef("SMTP_PASSWORD") in workload.secret_files[0].value.parts


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("app.yml", "# host: db\ntitle: db\n"),
        ("app.py", "host = 'db'\n"),
        ("app.yml", "host: db\n" + "x: 1\n" * LARGEST),
        ("app.yml", "database: {host: db, port: 5432}\n"),
    ],
    ids=["a comment", "a program", "too large", "a form that is not read"],
)
def test_what_cannot_be_rewritten_leaves_the_database_a_container(name, text):
    application, workload, diagnostics = app(text, name)
    assert application.datastores == ()
    assert workload.secret_files == ()
    assert any("names it nowhere that Shipway can rewrite" in one.summary for one in diagnostics)


def test_a_container_that_stays_is_named_as_before():
    _, workload, _ = app("host: db\n", manifest="datastores: {db: {as: volume}}")
    assert workload.secret_files == ()
    assert [o.source for o in workload.image.overlays] == ["app.yml"]


def test_a_line_with_a_host_and_a_port_has_no_key():
    assert [(key, value) for key, value, _ in settings("- redis:6379\nserver db:5432;\n")] == [
        ("item", "redis:6379"),
        ("server", "db:5432"),
    ]


WORDS = st.text("abz09:=-.#\"' {}[]/@,;\t", max_size=30)


@given(st.lists(WORDS, max_size=12).map("\n".join))
def test_values_stand_where_they_are_said_to_stand(text):
    end = 0
    for _, value, start in settings(text):
        assert text[start : start + len(value)] == value
        assert start >= end
        end = start + len(value)
