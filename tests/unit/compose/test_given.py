"""What a load is given: env files, and the folder it starts in."""

from __future__ import annotations

import pytest

from shipway.compose.load import load
from shipway.diagnostics import Diagnostics, InputError

from ..files import DictReader, project

COMPOSE = "services: {web: {image: 'shop:${TAG:-none}-${COLOR:-none}'}}"
FILES = {"compose.yaml": COMPOSE, ".env": "TAG=dot\n", "a.env": "TAG=a\nCOLOR=red\n", "b.env": "TAG=${COLOR}b\n"}


def image(environ: dict[str, str] | None = None, env_files: tuple[str, ...] = ()) -> str | None:
    diagnostics = Diagnostics()
    loaded = load(
        DictReader(FILES), directory="/shop", environ=environ or {}, env_files=env_files, diagnostics=diagnostics
    )
    return loaded.services[0].image


def test_named_env_files_stand_in_for_dot_env_and_a_later_one_counts():
    assert image() == "shop:dot-none"
    assert image(env_files=("a.env",)) == "shop:a-red"
    assert image(env_files=("a.env", "b.env")) == "shop:redb-red"
    assert image({"COMPOSE_ENV_FILES": "a.env,b.env"}) == "shop:redb-red"
    assert image({"COMPOSE_ENV_FILES": "b.env"}, ("a.env",)) == "shop:a-red"
    assert image({"TAG": "shell"}, ("a.env",)) == "shop:shell-red"


def test_an_env_file_that_is_named_and_missing_is_an_error():
    with pytest.raises(InputError) as error:
        image(env_files=("none.env",))
    assert "the env file none.env does not exist" in str(next(iter(error.value.diagnostics)))


def test_the_present_folder_is_the_projects():
    compose = """
services:
  web:
    build: ${PWD}/app
    volumes: ["${PWD}/nginx.conf:/etc/nginx/nginx.conf", "$PWD:/all", "${PWD}/../other:/other"]
"""
    loaded, _ = project(compose, {"nginx.conf": "", "app/Dockerfile": "FROM x"}, {"PWD": "/somewhere/else"})
    (web,) = loaded.services
    assert web.build is not None
    assert web.build.context == "app"
    assert [mount.source for mount in web.mounts] == ["nginx.conf", ".", "../other"]


def test_a_name_that_the_file_beside_defines_is_told_with_both_files():
    files = {
        "compose.yaml": "services: {db: {image: postgres}}\nnetworks: {back: }\n",
        "load.yaml": "services: {load: {image: k6, depends_on: [db], networks: [back]}}",
    }
    diagnostics = Diagnostics()
    with pytest.raises(InputError):
        load(DictReader(files), directory="/shop", files=("load.yaml",), environ={}, diagnostics=diagnostics)
    fix = "compose.yaml defines it: name both files, -f compose.yaml -f load.yaml."
    assert [one.fix for one in diagnostics.errors()] == [fix, fix]


STORED = """
services:
  web:
    image: acme/web
    environment: {TOKEN: "${TOKEN:?set it}"}
  api:
    image: acme/api
    environment: ["TOKEN=$TOKEN"]
"""


def stored(compose: str) -> tuple[list[str | None], Diagnostics]:
    diagnostics = Diagnostics()
    loaded = load(
        DictReader({"compose.yaml": compose}),
        directory="/shop",
        environ={},
        stored=frozenset({"TOKEN"}),
        diagnostics=diagnostics,
    )
    return [v.value for service in loaded.services for v in service.environment], diagnostics


def test_a_secret_that_aws_keeps_needs_no_value_here():
    values, diagnostics = stored(STORED)
    assert values == ["", ""]
    assert list(diagnostics) == []


@pytest.mark.parametrize("value", ["x${TOKEN:?set it}", "${OTHER:?set it}"])
def test_inside_another_value_it_does(value: str):
    with pytest.raises(InputError):
        stored(STORED.replace("${TOKEN:?set it}", value))
