"""An env file that is not in the repository, with its example beside it."""

from __future__ import annotations

import pytest
from unit.lower.lowering import lowered

from shipway.diagnostics import InputError, Severity

from ..files import project

EXAMPLE = "services: {web: {image: x, env_file: .env}}"


@pytest.mark.parametrize("name", [".env.example", ".env.sample", ".env.dist", "env.example", "example.env"])
def test_a_missing_env_file_is_planned_from_its_example_and_blocks_a_deployment(name: str) -> None:
    """D000-02: "`.env.example` files are read as the list of required names"."""
    loaded, diagnostics = project(EXAMPLE, {name: "COLOR=red\nSECRET_KEY=change-me\n"})
    assert [(v.name, v.value) for v in loaded.services[0].environment] == [
        ("COLOR", "red"),
        ("SECRET_KEY", "change-me"),
    ]
    (told,) = [d for d in diagnostics if d.severity is Severity.BLOCKER]
    assert told.summary == f".env does not exist; this plan takes its variables from {name}"
    assert told.fix.startswith(f"Copy {name} to .env")


@pytest.mark.parametrize("name", [".env.local", ".env.production"])
def test_a_kind_of_env_file_without_an_example_of_its_own_takes_the_common_one(name: str) -> None:
    loaded, _ = project(f"services: {{web: {{image: x, env_file: {name}}}}}", {".env.example": "A=1\n"})
    assert [v.name for v in loaded.services[0].environment] == ["A"]


def test_without_an_example_it_is_an_error() -> None:
    with pytest.raises(InputError) as error:
        project(EXAMPLE)
    assert "does not exist" in str(next(iter(error.value.diagnostics)))


def test_an_env_file_of_a_folder_has_its_example_there() -> None:
    loaded, _ = project(
        "services: {web: {image: x, env_file: config/web.env}}",
        {"config/web.env.example": "A=1\n", ".env.example": "B=1\n"},
    )
    assert [v.name for v in loaded.services[0].environment] == ["A"]


@pytest.mark.parametrize("written", ["${TAG}", "${TAG:?needed}", "$TAG"])
def test_a_variable_that_is_set_nowhere_is_the_examples(written: str) -> None:
    loaded, diagnostics = project(f"services: {{web: {{image: 'x:{written}'}}}}", {".env.example": "TAG=7\n"})
    assert loaded.services[0].image == "x:7"
    assert [d.code for d in diagnostics] == ["compose.example-variable"]


def test_a_default_and_the_shell_come_before_the_example() -> None:
    compose = "services: {web: {image: 'x:${TAG:-6}', command: '${WORD}'}}"
    loaded, diagnostics = project(compose, {".env.example": "TAG=7\nWORD=no\n"}, environ={"WORD": "yes"})
    assert (loaded.services[0].image, loaded.services[0].command) == ("x:6", ("yes",))
    assert not list(diagnostics)


def test_an_empty_value_of_the_example_says_nothing() -> None:
    _, diagnostics = project("services: {web: {image: 'x:1$TAG'}}", {".env.example": "TAG=\n"})
    assert [d.code for d in diagnostics] == ["compose.unset-variable"]


def test_names_of_the_example_that_get_no_value_are_told() -> None:
    """D000-02: "one without a value anywhere is a finding before deploy"."""
    compose = "services: {web: {build: ./backend, environment: {GIVEN: a}}}"
    files = {"backend/.env.example": "GIVEN=\nSTRIPE_KEY=\nSTATED=\n", "backend/Dockerfile": "FROM x"}
    _, diagnostics = lowered(compose, "env: {STATED: b}", files, told="env.required")
    (told,) = [d for d in diagnostics if d.code == "env.required"]
    assert str(told) == "backend/.env.example:2: backend/.env.example lists variables that get no value: STRIPE_KEY"
