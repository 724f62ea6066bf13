"""What docker is told, seen through a stand-in program that writes down its arguments, environment and input."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from shipway.adapters.docker import DockerBuilder
from shipway.errors import BuildFailed
from shipway.model.sensitive import Sensitive
from shipway.plan.model import BuildImage

PROGRAM = """#!{python}
import json, os, sys
said = {{"arguments": sys.argv[1:], "stage": os.environ.get("STAGE"), "input": sys.stdin.read()}}
with open({log!r}, "a") as file:
    file.write(json.dumps(said) + "\\n")
print("abc: digest: sha256:{digest} size: 1")
sys.exit({status})
"""
DIGEST = "0" * 64


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


def fake(tmp_path: Path, log: Path, status: int = 0) -> str:
    program = tmp_path / "docker"
    program.write_text(PROGRAM.format(python=sys.executable, log=str(log), digest=DIGEST, status=status))
    program.chmod(0o755)
    return str(program)


def calls(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text().splitlines()]


def step(**settings: Any) -> BuildImage:
    return BuildImage("build-web", (), "web", "abc", None, **settings)


def test_password_goes_through_standard_input(tmp_path: Path, log: Path) -> None:
    def login() -> tuple[str, str, Sensitive]:
        return "registry.example", "AWS", Sensitive("hunter2")

    builder = DockerBuilder(tmp_path, login, fake(tmp_path, log))
    assert builder.push("registry.example/shop/web:abc") == f"sha256:{DIGEST}"
    first, second = calls(log)
    assert first["arguments"] == ["login", "--username", "AWS", "--password-stdin", "registry.example"]
    assert first["input"] == "hunter2"
    assert second["arguments"] == ["push", "registry.example/shop/web:abc"]


def test_values_of_build_arguments_are_not_in_the_process_list(tmp_path: Path, log: Path) -> None:
    builder = DockerBuilder(tmp_path, command=fake(tmp_path, log))
    builder.build(step(context="app", args=(("STAGE", "quiet"),), target="run", dockerfile="D"), "web:abc")
    (call,) = calls(log)
    folder = str(tmp_path / "app")
    assert call["arguments"] == [
        "build", "--tag", "web:abc", "--file", f"{folder}/D", "--target", "run", "--build-arg", "STAGE", folder,
    ]  # fmt: skip
    assert call["stage"] == "quiet"


def test_remote_context_is_left_as_it_is(tmp_path: Path, log: Path) -> None:
    context = "https://github.com/example/app.git#main"
    DockerBuilder(tmp_path, command=fake(tmp_path, log)).build(step(context=context), "web:abc")
    assert calls(log)[0]["arguments"][-3:] == ["--file", "Dockerfile", context]


def test_absent_docker_says_how_to_get_it(tmp_path: Path) -> None:
    builder = DockerBuilder(tmp_path, command=str(tmp_path / "none"))
    assert "install Docker: https://docs.docker.com" in str(builder.available())
    with pytest.raises(BuildFailed, match="could not build web") as caught:
        builder.build(step(context="."), "web:abc")
    assert "install Docker" in caught.value.next_step


def test_silent_daemon_is_told_from_absent_docker(tmp_path: Path, log: Path) -> None:
    builder = DockerBuilder(tmp_path, command=fake(tmp_path, log, status=1))
    assert "its daemon does not answer" in str(builder.available())
    assert DockerBuilder(tmp_path, command=fake(tmp_path, log)).available() is None


def test_failed_login_shows_no_password(tmp_path: Path, log: Path) -> None:
    builder = DockerBuilder(
        tmp_path, lambda: ("registry.example", "AWS", Sensitive("hunter2")), fake(tmp_path, log, status=1)
    )
    with pytest.raises(BuildFailed, match=r"could not log in to registry\.example") as caught:
        builder.push("registry.example/shop/web:abc")
    assert "hunter2" not in repr(caught.value)


def test_nothing_to_build_from_is_said(tmp_path: Path, log: Path) -> None:
    with pytest.raises(BuildFailed, match="neither a build nor an image"):
        DockerBuilder(tmp_path, command=fake(tmp_path, log)).build(step(overlays=(("a", "/a"),)), "web:abc")
