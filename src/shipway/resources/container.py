"""The containers of a task: the workload's own, and the one that writes its secret files."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Sequence

from shipway.model.application import HealthCheck, Workload
from shipway.resources.task_definition import volume_name
from shipway.topology.graph import Property, Ref

FILES_CONTAINER = "shipway-secret-files"
FILES_IMAGE = "public.ecr.aws/docker/library/busybox:stable"
CONTENT_CONTAINER = "shipway-volume-content"
CONTENT_PATH = "/shipway-volumes"
FILES_PATH = "/run/secrets"
MAX_STOP_TIMEOUT = 120


def port_name(number: int, protocol: str) -> str:
    return f"{protocol}-{number}"


def container(
    workload: Workload,
    image: Property,
    environment: Sequence[tuple[str, Property]],
    secrets: Sequence[tuple[str, Property]],
    command: Sequence[Property] | None,
    entrypoint: Sequence[Property] | None,
    logs: str,
) -> dict[str, Property]:
    """The workload's container, named as its service in Compose."""
    found: dict[str, Property] = {
        "Name": workload.name,
        "Image": image,
        "Essential": True,
        "LogConfiguration": log_configuration(logs, workload.name),
        "StopTimeout": min(MAX_STOP_TIMEOUT, max(2, round(workload.stop_timeout))),
    }
    if workload.ports:
        found["PortMappings"] = [
            {"ContainerPort": p.number, "Protocol": p.protocol, "Name": port_name(p.number, p.protocol)}
            for p in workload.ports
            if p.protocol in ("tcp", "udp")
        ]
    if environment:
        found["Environment"] = [{"Name": name, "Value": value} for name, value in environment]
    if secrets:
        found["Secrets"] = [{"Name": name, "ValueFrom": source} for name, source in secrets]
    if entrypoint is not None:
        found["EntryPoint"] = list(entrypoint)
    if command is not None:
        found["Command"] = list(command)
    if workload.health is not None:
        found["HealthCheck"] = health_check(workload.health)
    found |= _hardening(workload)
    mounts = _mounts(workload)
    if mounts:
        found["MountPoints"] = mounts
    before = [FILES_CONTAINER] if workload.secret_files else []
    before += [CONTENT_CONTAINER] if any(mount.seeded for mount in workload.mounts) else []
    if before:
        found["DependsOn"] = [{"ContainerName": name, "Condition": "SUCCESS"} for name in before]
    return found


def log_configuration(group: str, prefix: str) -> Property:
    return {
        "LogDriver": "awslogs",
        "Options": {
            "awslogs-group": Ref(group),
            "awslogs-region": {"Ref": "AWS::Region"},
            "awslogs-stream-prefix": prefix,
        },
    }


def health_check(check: HealthCheck) -> dict[str, Property]:
    """Within ECS's ranges. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html"""
    interval = min(300, max(5, round(check.interval)))
    return {
        "Command": list(check.command),
        "Interval": interval,
        "Timeout": min(60, max(2, round(check.timeout))),
        "Retries": min(10, max(1, check.retries)),
        "StartPeriod": min(300, max(0, round(check.start_period))),
    }


def _hardening(workload: Workload) -> dict[str, Property]:
    hardening = workload.hardening
    found: dict[str, Property] = {}
    if hardening.read_only:
        found["ReadonlyRootFilesystem"] = True
    if hardening.user:
        found["User"] = hardening.user
    if hardening.working_dir:
        found["WorkingDirectory"] = hardening.working_dir
    linux: dict[str, Property] = {}
    if hardening.init:
        linux["InitProcessEnabled"] = True
    if hardening.cap_drop:
        linux["Capabilities"] = {"Drop": [name.removeprefix("CAP_") for name in hardening.cap_drop]}
    if linux:
        found["LinuxParameters"] = linux
    # Fargate lets nofile alone be set:
    # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html
    limits: list[Property] = [
        {"Name": name, "SoftLimit": max(0, soft), "HardLimit": max(0, hard)}
        for name, soft, hard in hardening.ulimits
        if name == "nofile"
    ]
    if limits:
        found["Ulimits"] = limits
    return found


def _mounts(workload: Workload) -> list[Property]:
    found: list[Property] = [
        {"SourceVolume": volume_name(mount.volume), "ContainerPath": mount.path, "ReadOnly": mount.read_only}
        for mount in workload.mounts
    ]
    for folder in secret_folders(workload):
        found.append({"SourceVolume": "shipway-secrets", "ContainerPath": folder, "ReadOnly": True})
    return found


def secret_folders(workload: Workload) -> tuple[str, ...]:
    """The folders that secret files are mounted at; one volume serves them all."""
    return tuple(dict.fromkeys(posixpath.dirname(file.path) for file in workload.secret_files))


def files_container(
    workload: Workload, secrets: Sequence[tuple[str, Property]], plain: Sequence[tuple[str, Property]], logs: str
) -> dict[str, Property]:
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
        **({"Secrets": [{"Name": name, "ValueFrom": source} for name, source in secrets]} if secrets else {}),
        **({"Environment": [{"Name": name, "Value": value} for name, value in plain]} if plain else {}),
    }


def content_container(workload: Workload, image: Property, logs: str) -> dict[str, Property]:
    """Copies what the image has at each seeded path into the volume while that is empty, and ends.

    A new volume of Docker's is filled like that, and a file system is not. As root, so that owners stay as they are.
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
