"""H-07: uid, gid and mode of Compose's secrets and configs, on what is rendered and built."""

from __future__ import annotations

from pathlib import Path

import pytest
from unit.files import project
from unit.strict import expect

from shipway.adapters.dockerfile import lay_over
from shipway.diagnostics import Diagnostics
from shipway.lower.lower import Lowered, lower
from shipway.managed.index import offers
from shipway.manifest.types import Manifest
from shipway.targets.fargate.design import design
from shipway.targets.fargate.target import TARGET
from shipway.topology.actions import BuildImage

PROJECT = """
services:
  web:
    image: example/web
    {user}
    {uses}
secrets: {{key: {{environment: KEY}}}}
configs: {{hello: {{content: "greet"}}, script: {{file: ./run.sh}}}}
"""


def lowered(uses: str, user: str = "") -> tuple[Lowered, Diagnostics]:
    files = {"run.sh": "#!/bin/sh\n"}
    loaded, found = project(PROJECT.format(uses=uses, user=user), files, {"KEY": "opened-with-this-1"})
    result = lower(loaded, Manifest(), found, offers=offers(TARGET.stores))
    expect(found)
    return result, found


def written(uses: str, user: str = "") -> str:
    """The command of the container that writes the files, without what it always begins with."""
    result, found = lowered(uses, user)
    topology = design(result.application, result.environment, found)
    tasks = [r for r in topology.resources if r.type == "AWS::ECS::TaskDefinition"]
    containers = tasks[0].properties["ContainerDefinitions"]
    assert isinstance(containers, list)
    (writer,) = [c for c in containers if isinstance(c, dict) and c["Name"] == "shipway-secret-files"]
    command = writer["Command"]
    assert isinstance(command, list)
    return str(command[0]).removeprefix('umask 022 && printf %s "$FILE_1" > /files/key && ')


@pytest.mark.parametrize(
    ("uses", "user", "command"),
    [
        ("secrets: [key]", "user: '1000'", "chmod 0444 /files/key"),
        ("secrets: [{source: key}]", "user: '1000'", "chmod 0444 /files/key"),
        (
            "secrets: [{source: key, uid: '103', gid: '104', mode: 0440}]",
            "",
            "chown 103:104 /files/key && chmod 0440 /files/key",
        ),
        ("secrets: [{source: key, uid: '103'}]", "", "chown 103 /files/key && chmod 0444 /files/key"),
        ("secrets: [{source: key, gid: '104'}]", "user: '7'", "chown :104 /files/key && chmod 0444 /files/key"),
        ("secrets: [{source: key, mode: 0400}]", "", "chmod 0400 /files/key"),
        ("secrets: [{source: key, mode: 0400}]", "user: '1000'", "chown 1000 /files/key && chmod 0400 /files/key"),
        (
            "secrets: [{source: key, mode: 0440}]",
            "user: '1000:50'",
            "chown 1000:50 /files/key && chmod 0440 /files/key",
        ),
    ],
)
def test_a_secret_belongs_to_whom_the_file_says(uses: str, user: str, command: str) -> None:
    """Without `uid`, a file that its owner alone may read belongs to the container's user."""
    assert written(uses, user) == command


@pytest.mark.parametrize(
    ("uses", "user", "name"),
    [
        ("secrets: [{source: key, uid: app}]", "", "app"),
        ("secrets: [{source: key, mode: 0400}]", "user: node", "node"),
        ("configs: [{source: hello, gid: staff}]", "", "staff"),
    ],
)
def test_an_owner_that_is_no_number_is_told(uses: str, user: str, name: str) -> None:
    _, found = lowered(uses, user)
    (told,) = [d for d in found if d.code == "file.owner"]
    assert f'belongs to root: "{name}" is not a number' in told.summary
    assert str(told.origin) == "compose.yaml:6"


def test_who_may_read_it_anyway_is_not_told() -> None:
    _, found = lowered("secrets: [{source: key, uid: '1', gid: '2', mode: 0400}]", "user: node")
    assert not [d for d in found if d.code == "file.owner"]


def test_a_config_in_the_image_keeps_its_mode_and_owner(tmp_path: Path) -> None:
    """A script as a config is not executable without its mode."""
    uses = "configs: [{source: hello, target: /a, mode: 0750, uid: '9'}, {source: script, target: /b, mode: 0755}]"
    result, _ = lowered(uses)
    overlays = result.application.workload("web").image.overlays
    (tmp_path / "run.sh").write_text("#!/bin/sh\n")
    (tmp_path / "context").mkdir()
    lay_over("example/web", overlays, tmp_path / "context", lambda path: tmp_path / path)
    lines = (tmp_path / "context" / "Dockerfile").read_text().splitlines()
    assert lines == ["FROM example/web", 'COPY --chown=9 ["overlay0", "/a"]', 'COPY ["overlay1", "/b"]']
    modes = [(tmp_path / "context" / name).stat().st_mode & 0o777 for name in ("overlay0", "overlay1")]
    assert modes == [0o750, 0o755]


def test_another_mode_is_another_image() -> None:
    tags = []
    for mode in ("", ", mode: 0755", ", mode: 0700", ", uid: '4'"):
        result, found = lowered(f"configs: [{{source: hello{mode}}}]")
        tags.append(design(result.application, result.environment, found).every(BuildImage)[0].tag)
    assert len(set(tags)) == 4
