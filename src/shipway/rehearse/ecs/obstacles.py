"""Why a task cannot start: an image that is not there, a secret without a value, a right or a route that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.ecs import words
from shipway.rehearse.ecs.network import reaches_internet
from shipway.rehearse.ecs.permissions import allowed
from shipway.rehearse.ecs.task import Task
from shipway.rehearse.services import secretsmanager


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


def _denied(region: Region, role: str, task: Task, action: str, resource: str) -> str:
    user = f"arn:{region.partition}:sts::{region.account}:assumed-role/{role.rpartition('/')[2]}/{task.id}"
    return words.denied(user, action, resource)


def _secret(region: Region, source: str, role: str, task: Task, outside: bool) -> Iterator[str]:
    """source: `arn:…:secret:NAME-AbCdEf:json-key:version-stage:version-id`, everything after the name optional."""
    parts = source.split(":")
    if len(parts) < 7 or parts[2] != "secretsmanager":
        yield from _parameter(region, source, role, task)
        return
    arn = ":".join(parts[:7])
    key, stage, version_id = [*parts[7:], "", "", ""][:3]
    if not outside:
        yield words.secrets_unreachable()
    action = "secretsmanager:GetSecretValue"
    if not allowed(region, role, action, arn):
        yield words.secret_failed(arn, _denied(region, role, task, action, arn))
    record = secretsmanager.find(region, arn)
    if record is None:
        missing = "ResourceNotFoundException: Secrets Manager can't find the specified secret."
        yield words.secret_failed(arn, missing)
        return
    version = record.state.at(stage or secretsmanager.CURRENT, version_id)
    if version is None:
        yield words.secret_failed(arn, words.secret_without_value(stage or secretsmanager.CURRENT))
    elif key and secretsmanager.value_at(version.value, key) is None:
        yield words.secret_without_key(key)


def _parameter(region: Region, source: str, role: str, task: Task) -> Iterator[str]:
    """A parameter of Systems Manager, by ARN or name.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
    """
    name = source.partition(":parameter")[2] or source
    record = region.store.named("AWS::SSM::Parameter", name.removeprefix("/"), "Name")
    record = record or region.store.named("AWS::SSM::Parameter", name, "Name")
    arn = region.arn("ssm", f"parameter/{name.removeprefix('/')}")
    if not allowed(region, role, "ssm:GetParameters", arn):
        yield words.parameter_failed(_denied(region, role, task, "ssm:GetParameters", arn))
    if record is None:
        yield words.parameter_failed(f"invalid parameters: {name}")


def _image(region: Region, image: str, role: str, task: Task, outside: bool) -> Iterator[str]:
    """Images of the account's own registry are known; whether another registry has one, no rehearsal can tell."""
    host, _, rest = image.partition("/")
    own = ".dkr.ecr." in host and host.startswith(region.account)
    if not outside and own:
        yield words.registry_unreachable()
    if not outside:
        yield words.image_unreachable(image, host if "." in host else "registry-1.docker.io")
    if not own:
        return
    if not allowed(region, role, "ecr:GetAuthorizationToken", "*"):
        yield words.registry_denied(_denied(region, role, task, "ecr:GetAuthorizationToken", "*"))
    name, _, digest = rest.partition("@") if "@" in rest else rest.rpartition(":")
    home = region.cloud.region(host.split(".")[3])
    repository = home.store.find("AWS::ECR::Repository", name)
    if repository is None:
        yield words.image_failed(image, f"{image}: not found")
        return
    if not allowed(region, role, "ecr:BatchGetImage", str(repository.value("Arn"))):
        status = f"pulling from host {host} failed with status code [manifests {digest}]: 403 Forbidden"
        yield words.image_failed(image, status)
    if not any(digest == one.digest or digest in one.tags for one in repository.state):
        yield words.image_failed(image, f"{image}: not found")


def _volume(region: Region, volume: Mapping[str, Any], task: Task) -> Iterator[str]:
    configuration = volume.get("EFSVolumeConfiguration") or {}
    system = str(configuration.get("FilesystemId") or "")
    if not system:
        return
    unresolved = f'Failed to resolve "{system}.efs.{region.name}.{region.suffix}" - '
    if region.store.find("AWS::EFS::FileSystem", system) is None:
        yield words.volume_failed(f"{unresolved}check that your file system ID is correct")
        return
    zones = {
        _zone(region, str(target.value("SubnetId")))
        for target in region.store.every("AWS::EFS::MountTarget")
        if target.value("FileSystemId") == system
    }
    if _zone(region, task.subnet) not in zones:
        absent = "the file system mount target does not exist in the availability zone of the task"
        yield words.volume_failed(unresolved + absent)
    point = str((configuration.get("AuthorizationConfig") or {}).get("AccessPointId") or "")
    if point and region.store.find("AWS::EFS::AccessPoint", point) is None:
        yield words.volume_failed(f"Access point {point} does not exist")


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
    if record is None and str(options.get("awslogs-create-group")) != "true":
        yield words.log_failed("ResourceNotFoundException: The specified log group does not exist.")
    arn = home.arn("logs", f"log-group:{group}:log-stream:{options.get('awslogs-stream-prefix', '')}/x/{task.id}")
    if not allowed(region, role, "logs:CreateLogStream", arn):
        yield words.log_failed(_denied(region, role, task, "logs:CreateLogStream", arn))
