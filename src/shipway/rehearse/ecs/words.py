"""How ECS says why a task did not start.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
"""

from __future__ import annotations

_RESOURCE = "ResourceInitializationError: "
_PULL = f"{_RESOURCE}unable to pull secrets or registry auth: "
_RETRIEVAL = f"{_PULL}execution resource retrieval failed: "
_NETWORK = "Check your task network configuration."


def denied(user: str, action: str, resource: str) -> str:
    """IAM's own sentence."""
    return (
        f"AccessDeniedException: User: {user} is not authorized to perform: {action} on resource: {resource} "
        f"because no identity-based policy allows the {action} action"
    )


def secrets_unreachable() -> str:
    return f"{_PULL}There is a connection issue between the task and AWS Secrets Manager. {_NETWORK}"


def secret_failed(arn: str, why: str) -> str:
    return (
        f"{_RETRIEVAL}unable to retrieve secret from asm: service call has been retried 1 time(s): "
        f"failed to fetch secret {arn} from secrets manager: {why}"
    )


def secret_without_value(stage: str) -> str:
    """Secrets Manager's answer, for `secret_failed`."""
    return (
        f"ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: {stage}"
    )


def secret_without_key(key: str) -> str:
    return f"{_RETRIEVAL}retrieved secret from Secrets Manager did not contain json key {key}"


def parameter_failed(why: str) -> str:
    return f"{_RETRIEVAL}unable to retrieve secrets from ssm: service call has been retried 1 time(s): {why}"


def registry_unreachable() -> str:
    return (
        f"{_PULL}The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task "
        f"and Amazon ECR. {_NETWORK}"
    )


def registry_denied(why: str) -> str:
    return f"{_RETRIEVAL}unable to retrieve ecr registry auth: {why}"


def image_unreachable(image: str, host: str) -> str:
    return (
        f"CannotPullContainerError: failed to resolve ref {image}: failed to do request: "
        f'Head "https://{host}/v2/": dial tcp: i/o timeout'
    )


def image_failed(image: str, why: str) -> str:
    return (
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): "
        f"failed to resolve ref {image}: {why}"
    )


def volume_failed(why: str) -> str:
    return f"{_RESOURCE}failed to invoke EFS utils commands to set up EFS volumes: stderr: {why}"


def log_failed(why: str) -> str:
    return (
        f"{_RESOURCE}failed to validate logger args: create stream has been retried 1 times: "
        f"failed to create Cloudwatch log stream: {why}"
    )
