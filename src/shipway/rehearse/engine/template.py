"""A template as CloudFormation takes it in: read, and refused where it cannot be worked with at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from shipway.cloudformation.graph import cycles, dependencies, depends_on
from shipway.cloudformation.limits import BYTES, INLINE_BYTES
from shipway.cloudformation.references import references
from shipway.cloudformation.schemas import known_types
from shipway.cloudformation.template import SECTIONS
from shipway.errors import Unsupported
from shipway.rehearse.cloud import Region
from shipway.rehearse.refusal import Refused, invalid
from shipway.rehearse.services.s3 import at_url

_FORMAT = "Template format error: "
_NAMED = frozenset(
    {
        "AWS::IAM::Role": "RoleName",
        "AWS::IAM::User": "UserName",
        "AWS::IAM::Group": "GroupName",
        "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
        "AWS::IAM::InstanceProfile": "InstanceProfileName",
    }.items()
)
_IAM = frozenset({"AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy", "AWS::IAM::AccessKey"})


def text_of(region: Region, parameters: Mapping[str, Any]) -> str:
    """The template's text, from the request or from the embedded S3. Raises Refused."""
    if "TemplateBody" in parameters:
        text = str(parameters["TemplateBody"])
        if len(text.encode()) > INLINE_BYTES:
            raise invalid(
                f"1 validation error detected: Value at 'templateBody' failed to satisfy constraint: "
                f"Member must have length less than or equal to {INLINE_BYTES}"
            )
        return text
    if "TemplateURL" in parameters:
        return _fetched(region, str(parameters["TemplateURL"]))
    raise invalid("Either Template URL or Template Body must be specified.")


def _fetched(region: Region, url: str) -> str:
    body = at_url(region, url)
    if body is None:
        raise invalid("S3 error: Access Denied")
    if len(body) > BYTES:
        raise invalid(f"Template size limit exceeded. The maximum is {BYTES} bytes")
    return body.decode()


def parsed(text: str) -> dict[str, Any]:
    """The template, checked for what CloudFormation checks before anything else. Raises Refused, Unsupported."""
    try:
        template = json.loads(text)
    except ValueError as error:
        if not text.lstrip().startswith("{"):
            raise Unsupported(
                "the embedded cloud reads templates in JSON only, not in YAML", "render the template as JSON"
            ) from None
        raise invalid(f"{_FORMAT}JSON not well-formed. ({error})") from None
    if not isinstance(template, dict):
        raise invalid(f"{_FORMAT}unsupported structure.")
    unknown = [name for name in template if name not in SECTIONS]
    if unknown:
        raise invalid(f"Invalid template property or properties [{', '.join(unknown)}]")
    if "Transform" in template or "Rules" in template:
        raise Unsupported("the embedded cloud knows neither transforms nor rules of templates")
    _resources(template)
    _references(template)
    return template


def _resources(template: Mapping[str, Any]) -> None:
    resources = template.get("Resources")
    if not isinstance(resources, dict) or not resources:
        raise invalid(f"{_FORMAT}At least one Resources member must be defined.")
    wrong = [id for id, body in resources.items() if not isinstance(body, dict) or "Type" not in body]
    if wrong:
        raise invalid(f"{_FORMAT}Every Resources object must contain a Type member.")
    types = {str(body["Type"]) for body in resources.values()} - known_types()
    if types:
        raise Unsupported(
            f"the embedded cloud has no schema of {', '.join(sorted(types))}", "these resources can be made on AWS only"
        )


def _references(template: Mapping[str, Any]) -> None:
    resources: Mapping[str, Any] = template["Resources"]
    names = {*resources, *(template.get("Parameters") or ())}
    for section, known in (("Resources", names), ("Outputs", names)):
        used = {name for name, _ in references(template.get(section) or {})}
        used |= {id for body in resources.values() for id in depends_on(body)}
        missing = sorted(used - known)
        if missing:
            raise invalid(
                f"{_FORMAT}Unresolved resource dependencies [{', '.join(missing)}] "
                f"in the {section} block of the template"
            )
    circles = cycles(dependencies(resources))
    if circles:
        raise invalid(f"Circular dependency between resources: [{', '.join(circles[0])}]")


def capabilities(template: Mapping[str, Any], given: tuple[str, ...]) -> None:
    """Refuse a template that makes IAM resources where the caller did not acknowledge that."""
    needed = ""
    for body in template["Resources"].values():
        kind, properties = body["Type"], body.get("Properties") or {}
        if any(kind == type and name in properties for type, name in _NAMED):
            needed = "CAPABILITY_NAMED_IAM"
            break
        if kind in _IAM or any(kind == type for type, _ in _NAMED):
            needed = "CAPABILITY_IAM"
    if needed and "CAPABILITY_NAMED_IAM" not in given and needed not in given:
        raise Refused("InsufficientCapabilitiesException", f"Requires capabilities : [{needed}]")
