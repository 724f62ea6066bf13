"""Where a workload's image comes from: a reference, or a build, with files laid over it."""

from __future__ import annotations

from shipway.diagnostics import Origin
from shipway.records import record


@record
class Build:
    """A Docker build. Paths are relative to the project directory, `dockerfile` to the context.

    digest: of the context's content, build arguments and target; the image's content tag.
    secret_args: (argument, the key of its value): what is secret is read when the image is built, and is not here.
    """

    context: str
    dockerfile: str = "Dockerfile"
    target: str | None = None
    args: tuple[tuple[str, str], ...] = ()
    inline_dockerfile: str | None = None
    digest: str = ""
    secret_args: tuple[tuple[str, str], ...] = ()


@record
class Overlay:
    """A file or folder that goes into the image at `target` (an absolute path).

    source: its path in the repository, or where it is fetched from (https://…). text: the file's content, where no
    file has it. link: what a symbolic link at the target points to. mode: octal digits, "" for the source's own; owner:
    `UID:GID`, "" for root; the digest covers both.
    """

    source: str
    target: str
    digest: str
    text: str | None = None
    link: str = ""
    mode: str = ""
    owner: str = ""


@record
class Image:
    """Where a workload's image comes from: `reference` as written for a public image, or a `build`.

    name: the repository's name below the application's; workloads that share a build share the name.
    With overlays (files that the service mounts from the repository) the image is built here on top of the reference or
    the build. `built` says whether it is pushed.
    """

    name: str
    reference: str | None = None
    build: Build | None = None
    overlays: tuple[Overlay, ...] = ()
    platform: str | None = None
    origin: Origin | None = None

    @property
    def built(self) -> bool:
        return self.build is not None or bool(self.overlays)
