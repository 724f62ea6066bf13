"""Bind mounts: what goes into the image, what lasts, what belongs to the developer's machine, and what no cloud has."""

from __future__ import annotations

import posixpath
import re
from dataclasses import field

from shipway.compose.paths import within
from shipway.compose.types import File, MountSpec, Project, Service
from shipway.diagnostics import Diagnostics
from shipway.lower.detect import Detected
from shipway.model.application import Decision, Mount, Overlay, Volume
from shipway.model.kept_out import dotenv
from shipway.naming import digest
from shipway.records import draft

SYSTEM = re.compile(r"/(etc|usr|lib|lib64|dev|proc|sys|boot|run|root|bin|sbin|var/run|var/lib/docker|var/log)(/|$)|/$")
CLOCKS = ("/etc/localtime", "/etc/timezone")
DATA = re.compile(
    r"(^|[/._-])(data|db|database|storage|uploads?|media|files|logs?|backups?|cache|state|tmp|volumes?)($|[/._-])", re.I
)
CODE = (
    *(".py", ".js", ".mjs", ".ts", ".tsx", ".jsx", ".vue", ".php", ".rb", ".go", ".java", ".kt", ".rs", ".ex", ".cs"),
    *(".sql", ".html", ".css", ".scss", ".conf", ".yml", ".yaml", ".toml", ".sh"),
)
"""Endings of what people write, as against what programs leave."""
DEVELOPER = re.compile(
    r"(^|/)(Microsoft/UserSecrets|ASP\.NET/Https|\.aspnet(/https)?|\.microsoft/usersecrets|\.nuget(/packages)?|\.m2|\.ssh|"
    r"\.aws|\.kube|\.docker|\.gitconfig|\.npmrc?|\.cargo|\.gnupg|\.config/gcloud|\.?vsdbg|\.vscode-server|\.ssh-agent)(/|$)",
    re.I,
)
"""Folders of the developer's own: credentials, caches, debuggers."""


@draft
class Mounted:
    """What the mounts of one service become."""

    mounts: list[Mount] = field(default_factory=list)
    overlays: list[Overlay] = field(default_factory=list)
    volumes: list[Volume] = field(default_factory=list)
    tmpfs: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


def last(name: str, mount: MountSpec, found: Mounted, seeded: bool = False) -> None:
    found.mounts.append(Mount(name, mount.target, mount.read_only, mount.subpath, mount.origin, seeded))
    found.volumes.append(Volume(name, mount.origin))


def made(service: Service, mount: MountSpec, found: Mounted) -> None:
    """A durable volume for a folder of the host's, named after it: services that mount one folder share one volume.

    A name that loses letters of the path (`a_b`, `../a`) gets a digest of it, so that two folders never share one.
    """
    source = posixpath.normpath(mount.source) if mount.source else "."
    where = f"{source}-folder" if source != "." else f"{service.name}-{mount.target}"
    lost = source != "." and not re.fullmatch(r"[a-z0-9]+", source)
    name = re.sub(r"[^a-z0-9]+", "-", where.lower()).strip("-") + (f"-{digest(source, length=4)}" if lost else "")
    last(name, mount, found)
    found.decisions.append(
        Decision(
            service.name,
            f"{service.name}: {mount.source} becomes the durable volume {name} at {mount.target}",
            mount.origin,
        )
    )


def bind(
    mount: MountSpec, service: Service, detected: Detected, project: Project, found: Mounted, diagnostics: Diagnostics
) -> None:
    source = mount.source or ""
    if "docker.sock" in source or "docker.sock" in mount.target:
        diagnostics.error(
            "volume.docker-socket",
            f'"{service.name}" mounts the Docker socket; no cloud target has one',
            mount.origin,
            detail="The socket is full control of the machine, and Fargate has no machine.",
            fix=f"Leave the service out: services: {{{service.name}: {{skip: needs the Docker socket}}}}.",
        )
    elif source in CLOCKS:
        diagnostics.note(
            "volume.clock",
            f'"{service.name}": {source} is left out; containers run in UTC',
            mount.origin,
            fix="Set TZ in its environment.",
        )
    elif DEVELOPER.search(source):
        diagnostics.note(
            "volume.developer",
            f'"{service.name}": {source} of the developer\'s machine is left out',
            mount.origin,
            detail="On AWS the task's role stands in for credentials, and the load balancer for a certificate.",
            fix="What the program needs beyond that goes into its variables or its image.",
        )
    elif source.startswith("~"):
        made(service, mount, found)
    elif source.startswith("/"):
        if SYSTEM.match(source):
            diagnostics.error(
                "volume.host-path",
                f'"{service.name}" mounts {source} of the host, which no cloud target has',
                mount.origin,
                fix="Copy what it needs into the repository or the image, or use a named volume.",
            )
        else:
            made(service, mount, found)
    else:
        _project_file(mount, source, service, detected, project, found, diagnostics)


def _project_file(
    mount: MountSpec,
    source: str,
    service: Service,
    detected: Detected,
    project: Project,
    found: Mounted,
    diagnostics: Diagnostics,
) -> None:
    file = project.files.get(posixpath.normpath(source))
    if file is None or file.missing:
        named = "." in posixpath.basename(source).lstrip(".") and not source.endswith("/")
        if named or (mount.read_only and not _written(source, project)):
            diagnostics.warning(
                "volume.missing-file",
                f'"{service.name}" mounts {source}, which does not exist; left out',
                mount.origin,
                detail="Docker would make an empty folder of that name.",
                fix="Put what belongs there into the repository, or remove the mount.",
            )
        else:
            made(service, mount, found)
        return
    lasts = file.folder and not mount.read_only and _runtime(source, mount.target, file, detected)
    if lasts:
        made(service, mount, found)
        return
    if service.build is not None and _in_image(source, mount.target, service, detected):
        diagnostics.note(
            "volume.development-mount",
            f'"{service.name}": the development mount {source}:{mount.target} is left out',
            mount.origin,
            detail="The image is built from that folder and has its files already.",
        )
        return
    if not file.folder and dotenv(posixpath.basename(source)):
        diagnostics.blocker(
            "volume.env-file",
            f'"{service.name}" mounts {source}, whose secrets would lie open in the image; left out',
            mount.origin,
            detail="A mounted file of the project becomes part of the image, and this one holds variables.",
            fix=f"Give its variables with `env_file: {source}`: the secrets among them go to Secrets Manager.",
        )
        return
    out = sorted(name for name in file.names if dotenv(posixpath.basename(name)))
    without = f", without {', '.join(out[:3])}{' and others' if out[3:] else ''}" if out else ""
    _unread(source, out, service, mount, diagnostics)
    found.overlays.append(Overlay(posixpath.normpath(source), mount.target, file.digest))
    found.decisions.append(
        Decision(service.name, f"{service.name}: {source} goes into the image at {mount.target}{without}", mount.origin)
    )


def _written(source: str, project: Project) -> bool:
    """Whether some service may write into the folder."""
    mounts = [mount for service in project.services for mount in service.mounts if mount.type == "bind"]
    return any(mount.source == source and not mount.read_only for mount in mounts)


def _unread(source: str, out: list[str], service: Service, mount: MountSpec, diagnostics: Diagnostics) -> None:
    """Frameworks read the `.env` of their folder by themselves; it is kept out, so its variables would be missing."""
    path = posixpath.normpath(posixpath.join(source, ".env"))
    if ".env" not in out or any(v.origin.file == path for v in service.environment):
        return
    diagnostics.warning(
        "volume.env-left-out",
        f'"{service.name}" finds no {path} in its folder on AWS, and is given none of its variables',
        mount.origin,
        detail="The folder goes into the image without it, since whoever can pull the image could read it.",
        fix=f"Add `env_file: {path}` to the service: its secrets go to Secrets Manager, the rest into the task.",
    )


def _in_image(source: str, target: str, service: Service, detected: Detected) -> bool:
    assert service.build is not None
    context = posixpath.normpath(service.build.context)
    source = posixpath.normpath(source)
    if detected.stage is None:
        return True
    if within(source, context):
        return detected.stage.provides(posixpath.relpath(source, context), target)
    inside = within(context, source)
    return inside and detected.stage.provides(".", posixpath.join(target, posixpath.relpath(context, source)))


def _runtime(source: str, target: str, file: File, detected: Detected) -> bool:
    """A folder that the program writes to while it runs: by its name, where no program's text lies in it."""
    engine = detected.engine
    if engine is not None and any(target.rstrip("/").startswith(path) for path in engine.data):
        return True
    named = DATA.search(posixpath.basename(posixpath.normpath(source)))
    return bool(named) and not any(name.endswith(CODE) for name in file.names)
