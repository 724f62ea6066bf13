"""Bind mounts of the project's own files: copied into the image, already in it, or written to by the program."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from shipway.compose.paths import within
from shipway.compose.types import File, MountSpec, Project, Service
from shipway.diagnostics import Diagnostic, blocker, note, warning
from shipway.lower.identify.detect import Detected
from shipway.lower.mount.mounted import Piece, made
from shipway.model.application import Decision
from shipway.model.image import Overlay
from shipway.model.kept_out import dotenv

DATA = (
    r"(?i)(^|[/._-])(data|db|database|storage|uploads?|media|files|logs?|backups?|cache|state|tmp|volumes?)($|[/._-])"
)
CODE = (
    *(".py", ".js", ".mjs", ".ts", ".tsx", ".jsx", ".vue", ".php", ".rb", ".go", ".java", ".kt", ".rs", ".ex", ".cs"),
    *(".sql", ".html", ".css", ".scss", ".conf", ".yml", ".yaml", ".toml", ".sh"),
)
"""Endings of files that people write, as opposed to what programs leave behind."""


def project_file(mount: MountSpec, service: Service, detected: Detected, project: Project) -> Iterator[Piece]:
    source = mount.source or ""
    file = project.files.get(posixpath.normpath(source))
    if file is None or file.missing:
        yield from _missing(mount, service, project)
    elif file.folder and not mount.read_only and _written_to(mount, file, detected):
        yield from made(service, mount)
    elif service.build is not None and _in_image(mount, service, detected):
        yield note(
            "volume.development-mount",
            f'"{service.name}": the development mount {source}:{mount.target} is left out',
            mount.origin,
            detail="The image is built from that folder and already has its files.",
        )
    elif not file.folder and dotenv(posixpath.basename(source)):
        yield blocker(
            "volume.env-file",
            f'"{service.name}" mounts {source}, whose secrets could be read in the image; it is left out',
            mount.origin,
            detail="A mounted file of the project becomes part of the image, and this one holds variables.",
            fix=f"Give its variables with `env_file: {source}`: the secrets among them go to the secret store.",
        )
    else:
        yield from _laid_over(mount, file, service)


def _missing(mount: MountSpec, service: Service, project: Project) -> Iterator[Piece]:
    """Docker makes an empty folder: right for one that is written to, wrong for a file that is read."""
    source = mount.source or ""
    named = "." in posixpath.basename(source).lstrip(".") and not source.endswith("/")
    if not named and not (mount.read_only and not _writable(source, project)):
        yield from made(service, mount)
        return
    yield warning(
        "volume.missing-file",
        f'"{service.name}" mounts {source}, which does not exist; it is left out',
        mount.origin,
        detail="Docker would create an empty folder with that name.",
        fix="Add it to the repository, or remove the mount.",
    )


def _writable(source: str, project: Project) -> bool:
    """Whether some service may write into the folder."""
    mounts = [mount for service in project.services for mount in service.mounts if mount.type == "bind"]
    return any(mount.source == source and not mount.read_only for mount in mounts)


def _written_to(mount: MountSpec, file: File, detected: Detected) -> bool:
    """A folder that the program writes to while it runs: by its name, where no program's text lies in it."""
    engine = detected.engine
    if engine is not None and any(mount.target.rstrip("/").startswith(path) for path in engine.data):
        return True
    named = re.search(DATA, posixpath.basename(posixpath.normpath(mount.source or "")))
    return bool(named) and not any(name.endswith(CODE) for name in file.names)


def _in_image(mount: MountSpec, service: Service, detected: Detected) -> bool:
    """Whether the image that is built here has these files at that place."""
    assert service.build is not None
    if detected.stage is None:
        return True
    context, source = posixpath.normpath(service.build.context), posixpath.normpath(mount.source or "")
    if within(source, context):
        return detected.stage.provides(posixpath.relpath(source, context), mount.target)
    inside = within(context, source)
    return inside and detected.stage.provides(".", posixpath.join(mount.target, posixpath.relpath(context, source)))


def _laid_over(mount: MountSpec, file: File, service: Service) -> Iterator[Piece]:
    source = mount.source or ""
    out = sorted(name for name in file.names if dotenv(posixpath.basename(name)))
    without = f", without {', '.join(out[:3])}{' and others' if out[3:] else ''}" if out else ""
    yield from _unread(mount, out, service)
    yield Overlay(posixpath.normpath(source), mount.target, file.digest)
    sentence = f"{service.name}: {source} goes into the image at {mount.target}{without}"
    yield Decision(service.name, sentence, mount.origin)


def _unread(mount: MountSpec, out: list[str], service: Service) -> Iterator[Diagnostic]:
    """Frameworks read the `.env` of their folder on their own; it is kept out, so its variables would be missing."""
    path = posixpath.normpath(posixpath.join(mount.source or "", ".env"))
    if ".env" not in out or any(v.origin.file == path for v in service.environment):
        return
    yield warning(
        "volume.env-left-out",
        f'"{service.name}" will not find {path} when it is deployed, and gets none of its variables',
        mount.origin,
        detail="The image leaves it out, because anyone who can pull the image could read it.",
        fix=f"Add `env_file: {path}` to the service: its secrets go to the secret store, the rest into the container.",
    )
