"""A Fargate task definition: sizes in the fixed pairs, volumes on EFS, a volume for secret files."""

from __future__ import annotations

import math
from collections.abc import Sequence

from shipway.records import record
from shipway.resources.tasks import Tasks
from shipway.topology.graph import Property, Ref, Resource

# vCPU in units of 1/1024 → memory in MiB.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
SIZES: dict[int, tuple[int, ...]] = {
    256: (512, 1024, 2048),
    512: tuple(range(1024, 4097, 1024)),
    1024: tuple(range(2048, 8193, 1024)),
    2048: tuple(range(4096, 16385, 1024)),
    4096: tuple(range(8192, 30721, 1024)),
    8192: tuple(range(16384, 61441, 4096)),
    16384: tuple(range(32768, 122881, 8192)),
}
DEFAULT_CPU, DEFAULT_MEMORY = 512, 1024
LARGEST = max(SIZES)


@record
class Size:
    """cpu in units of 1/1024, memory in MiB: a pair that Fargate has."""

    cpu: int
    memory: int


def size(cpu: float | None, memory: int | None) -> Size | None:
    """The smallest pair that holds what is asked (cpu in vCPUs, memory in MiB); None where none does."""
    if cpu is None and memory is None:
        return Size(DEFAULT_CPU, DEFAULT_MEMORY)
    wanted_cpu = math.ceil((cpu or 0.25) * 1024)
    wanted_memory = memory or 512
    for units, memories in SIZES.items():
        if units < wanted_cpu:
            continue
        fitting = [mebibytes for mebibytes in memories if mebibytes >= wanted_memory]
        if fitting:
            return Size(units, fitting[0])
    return None


def volume_name(volume: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in volume)[:255]


def task_definition(tasks: Tasks, containers: Sequence[Property], fits: Size) -> Resource:
    """containers: in the order in which they start."""
    workload = tasks.workload
    volumes: list[Property] = [_volume(name) for name in dict.fromkeys(mount.volume for mount in workload.mounts)]
    if workload.secret_files:
        volumes.append({"Name": "shipway-secrets"})
    properties: dict[str, Property] = {
        "NetworkMode": "awsvpc",
        "RequiresCompatibilities": ["FARGATE"],
        "Cpu": str(fits.cpu),
        "Memory": str(fits.memory),
        "RuntimePlatform": {
            "OperatingSystemFamily": "LINUX",
            "CpuArchitecture": "ARM64" if workload.architecture == "arm64" else "X86_64",
        },
        "ExecutionRoleArn": Ref(tasks.execution_role, "Arn"),
        "TaskRoleArn": Ref(tasks.role, "Arn"),
        "ContainerDefinitions": list(containers),
    }
    if volumes:
        properties["Volumes"] = volumes
    return Resource(tasks.definition, tasks.stack, "AWS::ECS::TaskDefinition", properties, subject=workload.name)


def _volume(volume: str) -> Property:
    from shipway.resources.file_system import access_point_id, file_system_id  # late: few tasks keep files

    return {
        "Name": volume_name(volume),
        "EFSVolumeConfiguration": {
            "FilesystemId": Ref(file_system_id(volume)),
            "TransitEncryption": "ENABLED",
            "AuthorizationConfig": {"AccessPointId": Ref(access_point_id(volume)), "IAM": "ENABLED"},
        },
    }
