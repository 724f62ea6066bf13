"""Bind mounts by what they point at: the project's files, the developer's machine, or a host that no cloud has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shipway.compose.types import MountSpec, Project, Service
from shipway.diagnostics import error, note
from shipway.lower.identify.detect import Detected
from shipway.lower.mount.mounted import Piece, made
from shipway.lower.mount.project_files import project_file

SYSTEM = r"/(etc|usr|lib|lib64|dev|proc|sys|boot|run|root|bin|sbin|var/run|var/lib/docker|var/log)(/|$)|/$"
CLOCKS = ("/etc/localtime", "/etc/timezone")
DEVELOPER = (
    r"(?i)(^|/)(Microsoft/UserSecrets|ASP\.NET/Https|\.aspnet(/https)?|\.microsoft/usersecrets|\.nuget(/packages)?|\.m2|"
    r"\.ssh|\.aws|\.kube|\.docker|\.gitconfig|\.npmrc?|\.cargo|\.gnupg|\.config/gcloud|\.?vsdbg|\.vscode-server|"
    r"\.ssh-agent)(/|$)"
)
"""Folders of the developer's own: credentials, caches, debuggers."""


def bind(mount: MountSpec, service: Service, detected: Detected, project: Project) -> Iterator[Piece]:
    source = mount.source or ""
    if "docker.sock" in source or "docker.sock" in mount.target:
        yield error(
            "volume.docker-socket",
            f'"{service.name}" mounts the Docker socket; no cloud target has one',
            mount.origin,
            detail="The socket gives full control of the machine, and in the cloud there is no machine of your own.",
            fix=f"Leave the service out: services: {{{service.name}: {{skip: needs the Docker socket}}}}.",
        )
    elif source in CLOCKS:
        yield note(
            "volume.clock",
            f'"{service.name}": {source} is left out; containers run in UTC',
            mount.origin,
            fix="Set TZ in its environment.",
        )
    elif re.search(DEVELOPER, source):
        yield note(
            "volume.developer",
            f'"{service.name}": {source} from the developer\'s machine is left out',
            mount.origin,
            detail="When deployed, a role replaces credentials, and the public endpoint has its own certificate.",
            fix="Put anything else that the program needs into its variables or its image.",
        )
    elif source.startswith("/") and re.match(SYSTEM, source):
        yield error(
            "volume.host-path",
            f'"{service.name}" mounts {source} from the host, which no cloud target has',
            mount.origin,
            fix="Copy what it needs into the repository or the image, or use a named volume.",
        )
    elif source.startswith(("/", "~")):
        yield from made(service, mount)
    else:
        yield from project_file(mount, service, detected, project)
