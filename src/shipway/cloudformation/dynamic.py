"""Dynamic references: `{{resolve:secretsmanager:ARN:SecretString:password}}`, read by CloudFormation at deployment.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
"""

from __future__ import annotations

import re

from shipway.records import record

PATTERN = r"\{\{resolve:([a-z0-9-]+):([^{}]*)\}\}"
SERVICES = ("secretsmanager", "ssm", "ssm-secure")


@record
class DynamicReference:
    """One reference, taken apart. name: secret id, secret ARN or parameter name.

    json_key, version_stage, version_id: of a secret; "" where left out. version: of an SSM parameter. text: as written.
    """

    text: str
    service: str
    name: str
    json_key: str = ""
    version_stage: str = ""
    version_id: str = ""
    version: str = ""


def parse(service: str, rest: str) -> DynamicReference:
    """The parts of `{{resolve:SERVICE:REST}}`. Raises ValueError, worded as CloudFormation does."""
    text = f"{{{{resolve:{service}:{rest}}}}}"
    if service not in SERVICES or not rest:
        raise ValueError(f"Incorrect format is used in the following dynamic reference: [{text}]")
    if service != "secretsmanager":
        name, _, version = rest.partition(":")
        return DynamicReference(text, service, name, version=version)
    fields = rest.split(":")
    # A secret's ARN has colons of its own: arn:partition:secretsmanager:region:account:secret:name
    size = 7 if fields[0] == "arn" else 1
    name, options = ":".join(fields[:size]), fields[size:]
    if len(options) > 4 or (options and options[0] not in ("SecretString", "")):
        raise ValueError(f"Incorrect format is used in the following dynamic reference: [{text}]")
    _, json_key, stage, version_id = [*options, "", "", "", ""][:4]
    return DynamicReference(text, service, name, json_key, stage, version_id)


def find(text: str) -> tuple[DynamicReference, ...]:
    """Every dynamic reference in a string. Raises ValueError at a malformed one."""
    return tuple(parse(found[1], found[2]) for found in re.finditer(PATTERN, text))
