"""Scripts that a database's container runs at its first start: /docker-entrypoint-initdb.d, mounted or in the image."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from shipway.compose.paths import within
from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostic, warning
from shipway.lower.identify.detect import Detected
from shipway.model.image import Overlay
from shipway.records import record

FOLDER = "/docker-entrypoint-initdb.d"


@record
class InitScripts:
    """overlays: what is laid over the image. paths: of the scripts in it, sorted by name."""

    overlays: tuple[Overlay, ...] = ()
    paths: tuple[str, ...] = ()
    told: tuple[Diagnostic, ...] = ()


def init_scripts(service: Service, detected: Detected, project: Project) -> InitScripts:
    overlays: list[Overlay] = []
    told: list[Diagnostic] = []
    paths: set[str] = set(_copied(service, detected, project))
    for mount in service.mounts:
        target = posixpath.normpath(mount.target)
        if mount.type != "bind" or not mount.source or not within(target, FOLDER):
            continue
        file = project.files.get(posixpath.normpath(mount.source))
        if file is None or file.missing:
            missing = warning(
                "datastore.missing-script",
                f'{mount.source} of "{service.name}" does not exist, so no script runs',
                mount.origin,
                fix="Create the file, or remove the mount.",
            )
            told.append(missing)
            continue
        overlays.append(Overlay(posixpath.normpath(mount.source), target, file.digest))
        paths |= {posixpath.join(target, name) for name in file.names if "/" not in name} if file.folder else {target}
    return InitScripts(tuple(overlays), tuple(sorted(paths, key=posixpath.basename)), tuple(told))


def _copied(service: Service, detected: Detected, project: Project) -> Iterator[str]:
    """Scripts that the Dockerfile puts there."""
    if service.build is None or detected.stage is None:
        return
    context = project.files.get(posixpath.normpath(service.build.context))
    for source, target in detected.stage.copies:
        if posixpath.normpath(target) != FOLDER and posixpath.dirname(posixpath.normpath(target)) != FOLDER:
            continue
        source = posixpath.normpath(source)
        inside = [n for n in (context.names if context else ()) if posixpath.dirname(n) == source.removeprefix(".")]
        if inside:
            yield from (posixpath.join(FOLDER, posixpath.basename(name)) for name in inside)
        elif posixpath.normpath(target) == FOLDER:
            yield posixpath.join(FOLDER, posixpath.basename(source))
        else:
            yield posixpath.normpath(target)
