"""docker build and push, as plain commands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from shipway.adapters.dockerfile import lay_over
from shipway.errors import BuildFailed
from shipway.model.sensitive import Sensitive
from shipway.plan.model import BuildImage

INSTALL = "install Docker: https://docs.docker.com/engine/install/"
_DIGEST = re.compile(r"digest: (sha256:[0-9a-f]{64})")
_LAST_LINES = 20


class DockerBuilder:
    """Builds below the project directory `root`. login: (registry, user, password) of the registry pushed to."""

    def __init__(
        self, root: Path, login: Callable[[], tuple[str, str, Sensitive]] | None = None, command: str = "docker"
    ) -> None:
        self._root = root
        self._login = login
        self._command = command
        self._logged_in: set[str] = set()

    def available(self) -> str | None:
        """None when images can be built; else why not, and what to do."""
        if shutil.which(self._command) is None:
            return f"docker is not installed: {INSTALL}"
        try:
            self._docker(["version", "--format", "{{.Server.Version}}"], "ask docker for its version")
        except BuildFailed:
            return "docker is installed, but its daemon does not answer: start it, or set DOCKER_HOST"
        return None

    def build(self, step: BuildImage, uri: str, secrets: Mapping[str, Sensitive] | None = None) -> None:
        """Build the step's image and tag it `uri`; overlays become one thin layer on top."""
        base = step.reference
        if step.context is not None or step.inline_dockerfile is not None:
            base = f"{uri}-base" if step.overlays else uri
            self._build(step, base, secrets or {})
        if not step.overlays:
            return
        if base is None:
            raise BuildFailed(f"could not build {step.image}: it has neither a build nor an image to start from")
        with tempfile.TemporaryDirectory(prefix="shipway-") as folder:
            with tempfile.TemporaryDirectory(prefix="shipway-") as fetched:
                lay_over(base, step.overlays, Path(folder), lambda source: self._local(source, Path(fetched)))
            self._docker(["build", "--tag", uri, *_platform(step), folder], f"add files to {step.image}")

    def _local(self, source: str, folder: Path) -> Path:
        """A file of the project, or one that is fetched first."""
        if not source.startswith("https://"):
            return self._root / source
        place = folder / source.rsplit("/", 1)[-1]
        try:
            with urllib.request.urlopen(source, timeout=30) as answer:
                place.write_bytes(answer.read())
        except OSError as error:
            why = getattr(error, "reason", error)
            raise BuildFailed(f"could not fetch {source}: {why}", "check the network, and run it again") from error
        place.chmod(0o644)
        return place

    def _build(self, step: BuildImage, uri: str, secrets: Mapping[str, Sensitive]) -> None:
        context = step.context or "."
        remote = "://" in context or context.startswith("git@")
        folder = context if remote else str((self._root / context).resolve())
        arguments = ["build", "--tag", uri, *_platform(step)]
        if step.inline_dockerfile is not None:
            arguments += ["--file", "-"]
        else:
            arguments += ["--file", step.dockerfile if remote else str(Path(folder) / step.dockerfile)]
        if step.target:
            arguments += ["--target", step.target]
        # Without `=VALUE` docker reads the value from its environment, so the process list does not show it.
        # https://docs.docker.com/reference/cli/docker/buildx/build/#build-arg
        values = {**dict(step.args), **{name: value.reveal() for name, value in secrets.items()}}
        for name in values:
            arguments += ["--build-arg", name]
        self._docker([*arguments, folder], f"build {step.image}", step.inline_dockerfile, values)

    def push(self, uri: str) -> str:
        """Push the image and return its digest, `sha256:…`."""
        self._log_in(uri)
        output = self._docker(["push", uri], f"push {uri}")
        found = _DIGEST.findall(output)
        if not found:
            raise BuildFailed(f"could not push {uri}: docker named no digest", "run `docker push` by hand to see why")
        return str(found[-1])

    def _log_in(self, uri: str) -> None:
        if self._login is None or uri.partition("/")[0] in self._logged_in:
            return
        registry, user, password = self._login()
        doing = f"log in to {registry}"
        self._docker(["login", "--username", user, "--password-stdin", registry], doing, password.reveal())
        self._logged_in.add(uri.partition("/")[0])

    def _docker(
        self, arguments: Sequence[str], doing: str, stdin: str | None = None, extra: Mapping[str, str] | None = None
    ) -> str:
        """Run docker and return all it said; BuildFailed with the last lines where it failed."""
        try:
            done = subprocess.run(
                [self._command, *arguments],
                input=stdin if stdin is not None else "",
                env={**os.environ, **(extra or {})},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                check=False,
            )
        except OSError as error:
            raise BuildFailed(f"could not {doing}: {error.strerror or error}", INSTALL) from error
        if done.returncode != 0:
            lines = [line for line in done.stdout.splitlines() if line.strip()][-_LAST_LINES:]
            said = "".join(f"\n  {line}" for line in lines)
            raise BuildFailed(f"could not {doing}: docker ended with status {done.returncode}{said}")
        return done.stdout


def _platform(step: BuildImage) -> list[str]:
    return ["--platform", step.platform] if step.platform else []
