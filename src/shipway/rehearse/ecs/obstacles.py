"""Why a task cannot start: an image that is not there, a secret without a value, a right or a route that is missing.

Worded as ECS words it: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.ecs.network import reaches_internet
from shipway.rehearse.ecs.permissions import allowed
from shipway.rehearse.ecs.task import Task
from shipway.rehearse.services import secretsmanager

_RESOURCE = "ResourceInitializationError: "
_PULL_SECRETS = f"{_RESOURCE}unable to pull secrets or registry auth: "


def obstacle(region: Region, task: Task) -> str:
    """The first reason why the task cannot start, in the order in which ECS would meet it; "" where there is none."""
    return next(_obstacles(region, task), "")


def _obstacles(region: Region, task: Task) -> Iterator[str]:
    role = str(task.definition.properties.get("ExecutionRoleArn") or "")
    outside = reaches_internet(region, task.subnet, task.public_ip)
    for container in task.definitions():
        for secret in container.get("Secrets") or ():
            yield from _secret(region, str(secret.get("ValueFrom")), role, task, outside)
    for container in task.definitions():
        yield from _image(region, str(container.get("Image")), role, task, outside)
    for volume in task.definition.properties.get("Volumes") or ():
        yield from _volume(region, volume, task)
    for container in task.definitions():
        yield from _log(region, container, role, task)


def _user(region: Region, role: str, task: Task) -> str:
    name = role.rpartition("/")[2]
    return f"User: arn:{region.partition}:sts::{region.account}:assumed-role/{name}/{task.id}"


def _denied(region: Region, role: str, task: Task, action: str, resource: str) -> str:
    return (
        f"{_user(region, role, task)} is not authorized to perform: {action} on resource: {resource} "
        f"because no identity-based policy allows the {action} action"
    )


def _secret(region: Region, source: str, role: str, task: Task, outside: bool) -> Iterator[str]:
    """source: an ARN, `arn:…:secret:NAME-AbCdEf:json-key:version-stage:version-id` with everything after it optional."""
    parts = source.split(":")
    if len(parts) < 7 or parts[2] != "secretsmanager":
        return
    arn = ":".join(parts[:7])
    key, stage, version_id = [*parts[7:], "", "", ""][:3]
    failed = (
        f"{_PULL_SECRETS}execution resource retrieval failed: unable to retrieve secret from asm: service call has been "
        f"retried 1 time(s): failed to fetch secret {arn} from secrets manager: "
    )
    if not outside:
        yield f"{_PULL_SECRETS}There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration."
    if not allowed(region, role, "secretsmanager:GetSecretValue", arn):
        yield f"{failed}AccessDeniedException: {_denied(region, role, task, 'secretsmanager:GetSecretValue', arn)}"
    record = secretsmanager.find(region, arn)
    if record is None:
        yield f"{failed}ResourceNotFoundException: Secrets Manager can't find the specified secret."
        return
    version = record.state.at(stage or secretsmanager.CURRENT, version_id)
    if version is None:
        yield (
            f"{failed}ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging "
            f"label: {stage or secretsmanager.CURRENT}"
        )
    elif key and secretsmanager.value_at(version.value, key) is None:
        yield f"{_PULL_SECRETS}execution resource retrieval failed: retrieved secret from Secrets Manager did not contain json key {key}"


def _image(region: Region, image: str, role: str, task: Task, outside: bool) -> Iterator[str]:
    """Images of the account's own registry are known; whether another registry has one, no rehearsal can tell."""
    host, _, rest = image.partition("/")
    own = ".dkr.ecr." in host and host.startswith(region.account)
    if not outside:
        where = host if "." in host else "registry-1.docker.io"
        if own:
            yield (
                f"{_PULL_SECRETS}The task cannot pull registry auth from Amazon ECR: There is a connection issue between "
                "the task and Amazon ECR. Check your task network configuration."
            )
        yield f"CannotPullContainerError: failed to resolve ref {image}: failed to do request: Head \"https://{where}/v2/\": dial tcp: i/o timeout"
    if not own:
        return
    if not allowed(region, role, "ecr:GetAuthorizationToken", "*"):
        yield f"{_PULL_SECRETS}execution resource retrieval failed: unable to retrieve ecr registry auth: AccessDeniedException: {_denied(region, role, task, 'ecr:GetAuthorizationToken', '*')}"
    name, digest = (rest.split("@", 1) if "@" in rest else rest.rpartition(":")[::2])[:2]
    home = region.cloud.region(host.split(".")[3])
    repository = home.store.find("AWS::ECR::Repository", name)
    if repository is None:
        yield f"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}: {image}: not found"
        return
    arn = str(repository.value("Arn"))
    if not allowed(region, role, "ecr:BatchGetImage", arn):
        yield f"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}: pulling from host {host} failed with status code [manifests {digest}]: 403 Forbidden"
    if not any(digest == one.digest or digest in one.tags for one in repository.state):
        yield f"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}: {image}: not found"


def _volume(region: Region, volume: Mapping[str, Any], task: Task) -> Iterator[str]:
    configuration = volume.get("EFSVolumeConfiguration") or {}
    system = str(configuration.get("FilesystemId") or "")
    record = region.store.find("AWS::EFS::FileSystem", system)
    if not system:
        return
    mount = f"{_RESOURCE}failed to invoke EFS utils commands to set up EFS volumes: stderr: "
    if record is None:
        yield f"{mount}Failed to resolve \"{system}.efs.{region.name}.{region.suffix}\" - check that your file system ID is correct"
        return
    zones = {_zone(region, str(t.value("SubnetId"))) for t in region.store.every("AWS::EFS::MountTarget") if t.value("FileSystemId") == system}
    if _zone(region, task.subnet) not in zones:
        yield f"{mount}Failed to resolve \"{system}.efs.{region.name}.{region.suffix}\" - the file system mount target does not exist in the availability zone of the task"
    point = str((configuration.get("AuthorizationConfig") or {}).get("AccessPointId") or "")
    if point and region.store.find("AWS::EFS::AccessPoint", point) is None:
        yield f"{mount}Access point {point} does not exist"


def _zone(region: Region, subnet: str) -> str:
    record = region.store.find("AWS::EC2::Subnet", subnet)
    return str(record.value("AvailabilityZone") or subnet) if record else subnet


def _log(region: Region, container: Mapping[str, Any], role: str, task: Task) -> Iterator[str]:
    configuration = container.get("LogConfiguration") or {}
    if configuration.get("LogDriver") != "awslogs":
        return
    options = configuration.get("Options") or {}
    group = str(options.get("awslogs-group") or "")
    home = region.cloud.region(str(options.get("awslogs-region") or region.name))
    record = home.store.find("AWS::Logs::LogGroup", group)
    failed = f"{_RESOURCE}failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: "
    if record is None and str(options.get("awslogs-create-group")) != "true":
        yield f"{failed}ResourceNotFoundException: The specified log group does not exist."
    arn = home.arn("logs", f"log-group:{group}:log-stream:{options.get('awslogs-stream-prefix', '')}/x/{task.id}")
    if not allowed(region, role, "logs:CreateLogStream", arn):
        yield f"{failed}AccessDeniedException: {_denied(region, role, task, 'logs:CreateLogStream', arn)}"
