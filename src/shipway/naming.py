"""Every AWS name and logical id is made here, so that each limit of AWS is known in one place."""

from __future__ import annotations

import re
from functools import cache

from shipway.sha256 import hexadecimal

# https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
STACK_NAME_LIMIT = 128
APP_NAME = r"[a-z][a-z0-9-]{0,29}"
"""An application or environment name; it is part of every other name, of which the tightest has 32 characters."""


def digest(*parts: str, length: int = 8) -> str:
    """A short, stable, lower-case hexadecimal digest of the parts."""
    return hexadecimal("\0".join(parts))[:length]


@cache
def logical_id(*words: str) -> str:
    """A CloudFormation logical id from words: `logical_id("web-1", "task role")` is `Web1TaskRole`.

    Characters and capitals that would be lost are made up for with a digest, so `a-b` and `a_b` give two ids.
    """
    pieces = [piece for word in words for piece in re.split(r"[^A-Za-z0-9]+", word) if piece]
    kept = ""
    for piece in pieces:
        apart = "N" if kept[-1:].isdigit() and piece[0].isdigit() else ""
        kept += apart + piece[:1].upper() + piece[1:]
    ambiguous = any(re.search(r"[^a-z0-9 -]", word) for word in words) or len(kept) > 200
    if not kept or not kept[0].isalpha():
        kept = "X" + kept
    return kept[:200] + (digest(*words) if ambiguous else "")


def stack_name(app: str, environment: str, key: str) -> str:
    """The name of a stack: `APP-ENVIRONMENT-KEY`; registry has no environment, bootstrap neither."""
    if key == "bootstrap":
        return "shipway-bootstrap"
    if key == "registry":
        return clip(f"{app}-registry", STACK_NAME_LIMIT)
    return clip(f"{app}-{environment}-{dashed(key)}", STACK_NAME_LIMIT)


def workload_stack(workload: str) -> str:
    """The key of a workload's stack. What a stack is, its kind says; nothing reads it from the key."""
    return f"workload-{workload}"


def dashed(name: str) -> str:
    """Letters, digits and single dashes: what stack and service names take."""
    clean = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")
    return clean if clean == name else f"{clean or 'x'}-{digest(name, length=4)}"


def clip(name: str, limit: int) -> str:
    """The name, or its beginning with a digest where it is longer than AWS allows."""
    return name if len(name) <= limit else f"{name[: limit - 9].rstrip('-')}-{digest(name)}"


def lightsail_name(name: str, limit: int) -> str:
    """A container service (63 characters) or a container of one (53): lower-case words with dashes between.

    https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CreateContainerServiceDeployment.html
    """
    clean = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return clip(clean if clean == name else f"{clean or 'x'}-{digest(name, length=4)}", limit)


def log_group(app: str, environment: str, workload: str) -> str:
    """`/ecs/APP-ENVIRONMENT/WORKLOAD`: the environment is in it, or two environments would collide (X-09)."""
    return f"/ecs/{app}-{environment}/{workload}"


def repository(app: str, image: str) -> str:
    """An ECR repository: `APP/IMAGE`, lower case.

    https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
    """
    clean = re.sub(r"[^a-z0-9._-]+", "-", image.lower()).strip("-._") or digest(image)
    return clip(f"{app}/" + re.sub(r"[._-]{2,}", "-", clean), 256)


def namespace(app: str, environment: str) -> str:
    """The private DNS namespace: `ENVIRONMENT.APP.internal`."""
    return f"{environment}.{app}.internal"


def tags(app: str, environment: str) -> tuple[tuple[str, str], ...]:
    """The tags on every stack, which CloudFormation hands on to its resources."""
    return (("shipway:app", app), ("shipway:environment", environment))
