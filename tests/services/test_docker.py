"""The docker adapter against a real Docker Engine; images are made from nothing, since not everybody can pull."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import tarfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shipway.adapters.docker import DockerBuilder
from shipway.errors import BuildFailed
from shipway.model.image import Overlay
from shipway.model.sensitive import Sensitive
from shipway.plan.model import BuildImage

REASON = DockerBuilder(Path()).available()
pytestmark = pytest.mark.skipif(REASON is not None, reason=str(REASON))
PREFIX = f"shipway-test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
"""Each test removes the images of its own process when it ends, but not the layers that another one may build on."""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "Dockerfile").write_text(
        "FROM scratch\nCOPY hello.txt /hello.txt\nARG STAGE\nLABEL stage=$STAGE\n"
    )
    (tmp_path / "app" / "hello.txt").write_text("hello")
    (tmp_path / "conf" / "deep").mkdir(parents=True)
    (tmp_path / "conf" / "deep" / "one.conf").write_text("one")
    (tmp_path / "single.conf").write_text("single")
    yield tmp_path
    found = _docker("images", "--format", "{{.Repository}}:{{.Tag}}", "--filter", f"reference={PREFIX}*").split()
    if found:
        subprocess.run(["docker", "rmi", "--force", "--no-prune", *found], check=False, capture_output=True)


def step(**settings: Any) -> BuildImage:
    return BuildImage("build-web", (), "web", "abc", None, **settings)


def _docker(*arguments: str) -> str:
    return subprocess.run(["docker", *arguments], check=True, capture_output=True, text=True).stdout


def files(uri: str, folder: Path) -> dict[str, str]:
    """The files of an image: path → text."""
    container = _docker("create", uri, "none").strip()
    try:
        archive = folder / "image.tar"
        _docker("export", "--output", str(archive), container)
    finally:
        _docker("rm", container)
    with tarfile.open(archive) as members:
        made = [
            one for one in members if one.isfile() and one.name.partition("/")[0] not in ("etc", "dev", ".dockerenv")
        ]
        return {one.name: (members.extractfile(one) or io.BytesIO()).read().decode() for one in made}


def links(uri: str, folder: Path) -> dict[str, str]:
    """The symbolic links of an image, and what they point to."""
    archive, container = folder / "links.tar", _docker("create", uri, "x").strip()
    try:
        _docker("export", "--output", str(archive), container)
    finally:
        _docker("rm", container)
    with tarfile.open(archive) as members:
        return {one.name: one.linkname for one in members if one.issym() and not one.name.startswith(("dev", "etc/"))}


def test_builds_a_context(project: Path, tmp_path: Path) -> None:
    uri = f"{PREFIX}-a:abc"
    DockerBuilder(project).build(step(context="app", args=(("STAGE", "dev"),), platform="linux/amd64"), uri)
    assert files(uri, tmp_path) == {"hello.txt": "hello"}
    assert json.loads(_docker("inspect", uri))[0]["Config"]["Labels"] == {"stage": "dev"}


def test_a_secret_argument_reaches_the_build(project: Path, tmp_path: Path) -> None:
    uri = f"{PREFIX}-i:abc"
    (project / "app" / "Dockerfile").write_text("FROM scratch\nARG TOKEN\nLABEL length=$TOKEN\nCOPY hello.txt /\n")
    DockerBuilder(project).build(step(context="app"), uri, {"TOKEN": Sensitive("only-here")})
    assert json.loads(_docker("inspect", uri))[0]["Config"]["Labels"] == {"length": "only-here"}


def test_builds_an_inline_dockerfile(project: Path, tmp_path: Path) -> None:
    uri = f"{PREFIX}-b:abc"
    inline = "FROM scratch\nCOPY hello.txt /inline.txt\n"
    DockerBuilder(project).build(step(context="app", inline_dockerfile=inline), uri)
    assert files(uri, tmp_path) == {"inline.txt": "hello"}


def test_lays_files_over_a_build(project: Path, tmp_path: Path) -> None:
    uri = f"{PREFIX}-c:abc"
    overlays = (Overlay("conf", "/etc-web", ""), Overlay("single.conf", "/etc-web/name with space.conf", ""))
    DockerBuilder(project).build(step(context="app", overlays=overlays), uri)
    assert files(uri, tmp_path) == {
        "hello.txt": "hello",
        "etc-web/deep/one.conf": "one",
        "etc-web/name with space.conf": "single",
    }


def test_lays_texts_and_links_beside_the_files_that_are_there(project: Path, tmp_path: Path) -> None:
    """A link is kept as one: `configs` and `secrets` at a path of their own hide no other file of its folder."""
    uri, base = f"{PREFIX}-h:abc", f"{PREFIX}-h:base"
    DockerBuilder(project).build(step(context="app", overlays=(Overlay("conf", "/etc-web", ""),)), base)
    inline, link = Overlay("", "/etc-web/inline.conf", "", "inline"), Overlay("", "/etc-web/key", "", link="/run/k")
    DockerBuilder(project).build(step(reference=base, overlays=(inline, link)), uri)
    made = files(uri, tmp_path)
    assert made == {"hello.txt": "hello", "etc-web/deep/one.conf": "one", "etc-web/inline.conf": "inline"}
    assert links(uri, tmp_path) == {"etc-web/key": "/run/k"}


def test_a_link_takes_the_place_of_a_file_of_the_same_folder(project: Path, tmp_path: Path) -> None:
    """A mounted file that is written when the task starts is a link in the folder that goes into the image."""
    uri = f"{PREFIX}-j:abc"
    link = Overlay("", "/etc-web/deep/one.conf", "", link="/run/secrets/shipway-1-one.conf")
    DockerBuilder(project).build(step(context="app", overlays=(Overlay("conf", "/etc-web", ""), link)), uri)
    assert files(uri, tmp_path) == {"hello.txt": "hello"}
    assert links(uri, tmp_path) == {"etc-web/deep/one.conf": "/run/secrets/shipway-1-one.conf"}


def test_lays_files_over_a_reference(project: Path, tmp_path: Path) -> None:
    base, uri = f"{PREFIX}-d:base", f"{PREFIX}-d:abc"
    DockerBuilder(project).build(step(context="app"), base)
    DockerBuilder(project).build(step(reference=base, overlays=(Overlay("single.conf", "/single.conf", ""),)), uri)
    assert files(uri, tmp_path) == {"hello.txt": "hello", "single.conf": "single"}


def test_build_that_fails_shows_the_last_lines(project: Path) -> None:
    (project / "app" / "Dockerfile").write_text("FROM scratch\nCOPY not-there.txt /\n")
    with pytest.raises(BuildFailed, match="could not build web: docker ended with status") as caught:
        DockerBuilder(project).build(step(context="app"), f"{PREFIX}-e:abc")
    assert "not-there.txt" in caught.value.what


def test_missing_overlay_is_named(project: Path) -> None:
    gone = step(reference="scratch", overlays=(Overlay("gone.conf", "/x", ""),))
    with pytest.raises(BuildFailed, match=r"could not copy gone\.conf into the image"):
        DockerBuilder(project).build(gone, f"{PREFIX}-f:abc")


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("docker-registry") or shutil.which("registry")
    if program is None:
        pytest.skip("there is no registry here: apt-get install docker-registry")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = tmp_path / "registry.yml"
    storage = f"{{filesystem: {{rootdirectory: {tmp_path}/registry}}}}"
    config.write_text(f"version: 0.1\nstorage: {storage}\nhttp: {{addr: 127.0.0.1:{port}}}\n")
    process = subprocess.Popen([program, "serve", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/v2/", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def test_push_gives_the_digest_that_the_registry_has(project: Path, registry: str) -> None:
    uri = f"{registry}/shop/web:abc"
    asked: list[str] = []

    def login() -> tuple[str, str, Sensitive]:
        asked.append(registry)
        return registry, "AWS", Sensitive("hunter2")

    builder = DockerBuilder(project, login)
    builder.build(step(context="app"), uri)
    try:
        digest = builder.push(uri)
        assert builder.push(uri) == digest
    finally:
        _docker("rmi", "--force", uri)
        _docker("logout", registry)
    accept = {"Accept": "application/vnd.docker.distribution.manifest.v2+json"}
    request = urllib.request.Request(f"http://{registry}/v2/shop/web/manifests/abc", headers=accept, method="HEAD")
    with urllib.request.urlopen(request, timeout=5) as answer:
        assert answer.headers["Docker-Content-Digest"] == digest
    assert asked == [registry]


def test_push_to_nowhere_says_so(project: Path) -> None:
    uri = f"127.0.0.1:9/{PREFIX}:abc"
    builder = DockerBuilder(project)
    builder.build(step(context="app"), uri)
    try:
        with pytest.raises(BuildFailed, match=r"could not push 127\.0\.0\.1:9/"):
            builder.push(uri)
    finally:
        _docker("rmi", "--force", uri)
