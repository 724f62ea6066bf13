"""The container of a workload in its task."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from shipway.model.workload import HealthCheck, Workload
from shipway.records import record
from shipway.resources.task_definition import volume_name
from shipway.topology.graph import Property, Ref

FILES_CONTAINER = "shipway-secret-files"
CONTENT_CONTAINER = "shipway-volume-content"
MAX_STOP_TIMEOUT = 120


def port_name(number: int, protocol: str) -> str:
    return f"{protocol}-{number}"


Pairs = Sequence[tuple[str, Property]]
"""Names with values, as variables have them."""


@record
class Contents:
    """What a container is given. environment: variables; secrets: variable → where ECS reads its value."""

    environment: Pairs = ()
    secrets: Pairs = ()
    command: Sequence[Property] | None = None
    entrypoint: Sequence[Property] | None = None


def container(workload: Workload, image: Property, contents: Contents, logs: str) -> dict[str, Property]:
    """The workload's container, named as its service in Compose. logs: the id of its log group."""
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
    found |= variables(contents)
    if contents.entrypoint is not None:
        found["EntryPoint"] = list(contents.entrypoint)
    if contents.command is not None:
        found["Command"] = list(contents.command)
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


def variables(contents: Contents) -> dict[str, Property]:
    """A container's variables, in plain text and from secrets; a kind that it has none of is left out."""
    found: dict[str, Property] = {}
    if contents.environment:
        found["Environment"] = [{"Name": name, "Value": value} for name, value in contents.environment]
    if contents.secrets:
        found["Secrets"] = [{"Name": name, "ValueFrom": source} for name, source in contents.secrets]
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
    # Fargate lets only nofile be set:
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
