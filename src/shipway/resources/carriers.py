"""Containers that run before a workload's own and end: they write its secret files, and fill its empty volumes."""

from __future__ import annotations

import posixpath
import shlex

from shipway.model.workload import Workload
from shipway.resources.container import CONTENT_CONTAINER, FILES_CONTAINER, Contents, log_configuration, variables
from shipway.resources.task_definition import volume_name
from shipway.topology.graph import Property

FILES_IMAGE = "public.ecr.aws/docker/library/busybox:stable"
CONTENT_PATH = "/shipway-volumes"


def files_container(workload: Workload, contents: Contents, logs: str) -> dict[str, Property]:
    """Writes each file from a variable and ends; FILE_1 is the first of the workload's files."""
    lines = ["umask 022"]
    for number, file in enumerate(workload.secret_files, 1):
        path = shlex.quote(f"/files/{posixpath.basename(file.path)}")
        owned = [f"chown {file.owner} {path}"] if file.owner else []
        lines += [f'printf %s "$FILE_{number}" > {path}', *owned, f"chmod {shlex.quote(file.mode)} {path}"]
    return {
        "Name": FILES_CONTAINER,
        "Image": FILES_IMAGE,
        "Essential": False,
        "EntryPoint": ["/bin/sh", "-c"],
        "Command": [" && ".join(lines)],
        "LogConfiguration": log_configuration(logs, FILES_CONTAINER),
        "MountPoints": [{"SourceVolume": "shipway-secrets", "ContainerPath": "/files", "ReadOnly": False}],
        **variables(contents),
    }


def content_container(workload: Workload, image: Property, logs: str) -> dict[str, Property]:
    """Copies what the image has at each seeded path into the volume while it is empty, and ends.

    Docker fills a new volume like that; a file system starts empty. As root, so that owners stay as they are.
    """
    lines: list[str] = []
    mounts: list[Property] = []
    for number, mount in enumerate((m for m in workload.mounts if m.seeded), 1):
        source, place = shlex.quote(mount.path), f"{CONTENT_PATH}/{number}"
        lines.append(f'if [ -d {source} ] && [ -z "$(ls -A {place})" ]; then cp -a {source}/. {place}/; fi')
        mounts.append({"SourceVolume": volume_name(mount.volume), "ContainerPath": place, "ReadOnly": False})
    return {
        "Name": CONTENT_CONTAINER,
        "Image": image,
        "Essential": False,
        "User": "0",
        "EntryPoint": ["/bin/sh", "-c"],
        "Command": ["; ".join(lines)],
        "LogConfiguration": log_configuration(logs, CONTENT_CONTAINER),
        "MountPoints": mounts,
    }
