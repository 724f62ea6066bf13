"""The parts of a template around its properties: sections, attributes of resources, parameters, conditions, outputs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from shipway.cloudformation.graph import depends_on
from shipway.cloudformation.problem import Problem, meant
from shipway.cloudformation.schemas import known_types
from shipway.cloudformation.template import ATTRIBUTES, SECTIONS

DELETION = ("Delete", "Retain", "RetainExceptOnCreate", "Snapshot")
REPLACEMENT = ("Delete", "Retain", "Snapshot")
SNAPSHOTS = frozenset(
    {
        # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
        "AWS::DocDB::DBCluster",
        "AWS::EC2::Volume",
        "AWS::ElastiCache::CacheCluster",
        "AWS::ElastiCache::ReplicationGroup",
        "AWS::Neptune::DBCluster",
        "AWS::RDS::DBCluster",
        "AWS::RDS::DBInstance",
        "AWS::Redshift::Cluster",
    }
)
PARAMETER_KEYS = frozenset(
    {
        "AllowedPattern",
        "AllowedValues",
        "ConstraintDescription",
        "Default",
        "Description",
        "MaxLength",
        "MaxValue",
        "MinLength",
        "MinValue",
        "NoEcho",
        "Type",
    }
)
PARAMETER_TYPES = ("String", "Number", "List<Number>", "List<String>", "CommaDelimitedList")
PARAMETER_TYPE = r"AWS::SSM::Parameter::(Name|Value<.+>)|(List<)?AWS::[A-Za-z0-9:]+>?"
OUTPUT_KEYS = frozenset({"Condition", "Description", "Export", "Value"})


def shapes(template: Mapping[str, Any]) -> Iterator[Problem]:
    """Sections that are no mappings of mappings; nothing else can be said of such a template."""
    for section in ("Parameters", "Mappings", "Conditions", "Resources", "Outputs"):
        body = template.get(section, None if section == "Resources" else {})
        if not isinstance(body, dict) or not all(isinstance(name, str) for name in body):
            yield Problem(section, "", f"{section} is a mapping of names", "type")
        elif section != "Conditions":
            for name, entry in body.items():
                if not isinstance(entry, dict):
                    yield Problem(section, f"/{name}", f"{name} is a mapping, not {entry!r:.40}", "type")
    for name, entry in (template.get("Mappings") or {}).items() if isinstance(template.get("Mappings"), dict) else ():
        if isinstance(entry, dict) and not all(isinstance(value, dict) for value in entry.values()):
            yield Problem("Mappings", f"/{name}", f"every key of the mapping {name} holds a mapping", "type")


def sections(template: Mapping[str, Any]) -> Iterator[Problem]:
    """Unknown sections, and names that CloudFormation does not take."""
    for name in template:
        if name not in SECTIONS:
            yield Problem("Template", f"/{name}", f"{name} is no section{meant(name, SECTIONS)}", "section")
    if not template["Resources"]:
        yield Problem("Resources", "", "a template needs at least one resource", "required")
    for section in ("Parameters", "Resources", "Outputs"):
        for name in template.get(section) or ():
            if not (name.isascii() and name.isalnum()):
                yield Problem(name, "", f"the name {name} in {section} may hold letters and digits only", "name")


def attributes(template: Mapping[str, Any]) -> Iterator[Problem]:
    """Type, DependsOn, Condition and the policies of every resource."""
    resources: Mapping[str, Any] = template["Resources"]
    conditions = template.get("Conditions") or {}
    for id, body in resources.items():
        for name in body:
            if name not in ATTRIBUTES:
                yield Problem(id, f"/{name}", f"{name} is no resource attribute{meant(name, ATTRIBUTES)}", "attribute")
        yield from _type(id, body)
        yield from _depends(id, body, resources)
        if "Condition" in body and str(body["Condition"]) not in conditions:
            yield Problem(id, "/Condition", f"the condition {body['Condition']} is not defined", "condition")
        yield from _policies(id, body)


def _type(id: str, body: Mapping[str, Any]) -> Iterator[Problem]:
    name = body.get("Type")
    if not isinstance(name, str):
        yield Problem(id, "/Type", "a resource needs a type", "required")
    elif name not in known_types() and not name.startswith("Custom::"):
        yield Problem(id, "/Type", f"no schema of {name} is bundled{meant(name, known_types())}", "unknown-type")


def _depends(id: str, body: Mapping[str, Any], resources: Mapping[str, Any]) -> Iterator[Problem]:
    for target in depends_on(body):
        if target == id:
            yield Problem(id, "/DependsOn", f"{id} depends on itself", "cycle")
        elif target not in resources:
            message = f"DependsOn names {target}, which is not in the template{meant(target, resources)}"
            yield Problem(id, "/DependsOn", message, "reference")


def _policies(id: str, body: Mapping[str, Any]) -> Iterator[Problem]:
    for attribute, allowed in (("DeletionPolicy", DELETION), ("UpdateReplacePolicy", REPLACEMENT)):
        policy = body.get(attribute, "Delete")
        if policy not in allowed:
            yield Problem(id, f"/{attribute}", f"{policy!r} is none of {', '.join(allowed)}", "deletion-policy")
        elif policy == "Snapshot" and str(body.get("Type")) not in SNAPSHOTS:
            yield Problem(id, f"/{attribute}", f"no snapshot can be taken of {body.get('Type')}", "deletion-policy")


def parameters(template: Mapping[str, Any], used: frozenset[str]) -> Iterator[Problem]:
    """Definitions of parameters, and whether each is used. used: every name that is referred to."""
    for name, body in (template.get("Parameters") or {}).items():
        for key in body:
            if key not in PARAMETER_KEYS:
                message = f"{key} is no attribute of a parameter{meant(key, PARAMETER_KEYS)}"
                yield Problem(name, f"/{key}", message, "parameter")
        kind = body.get("Type")
        if kind not in PARAMETER_TYPES and not (isinstance(kind, str) and re.fullmatch(PARAMETER_TYPE, kind)):
            yield Problem(name, "/Type", f"{kind!r} is no type of a parameter", "parameter")
        yield from _default(name, body)
        if name not in used:
            yield Problem(name, "", f"the parameter {name} is not used", "unused-parameter")


def _default(name: str, body: Mapping[str, Any]) -> Iterator[Problem]:
    if "Default" not in body:
        return
    default = str(body["Default"])
    listed = body.get("AllowedValues")
    allowed = [str(value) for value in listed] if isinstance(listed, list) else []
    given = [item.strip() for item in default.split(",")] if "List" in str(body.get("Type")) else [default]
    if allowed and default not in allowed and not set(given) <= set(allowed):
        yield Problem(name, "/Default", f"the default {default!r} is none of the allowed values", "parameter")
    if body.get("Type") == "Number" and not re.fullmatch(r"[+-]?\d+(\.\d+)?", default):
        yield Problem(name, "/Default", f"the default {default!r} is no number", "parameter")


def conditions(template: Mapping[str, Any], used: frozenset[str]) -> Iterator[Problem]:
    """Conditions that nothing uses, and names of conditions that are not defined. used: names that are referred to."""
    defined = template.get("Conditions") or {}
    for name in defined:
        if name not in used:
            yield Problem(name, "", f"the condition {name} is not used", "unused-condition")
    for name in sorted(used):
        if name not in defined:
            message = f"the condition {name} is not defined{meant(name, defined)}"
            yield Problem("Conditions", f"/{name}", message, "condition")


def outputs(template: Mapping[str, Any]) -> Iterator[Problem]:
    """Definitions of outputs."""
    defined = template.get("Conditions") or {}
    for name, body in (template.get("Outputs") or {}).items():
        if not isinstance(body, Mapping) or "Value" not in body:
            yield Problem(name, "", f"the output {name} needs a value", "output")
            continue
        for key in body:
            if key not in OUTPUT_KEYS:
                message = f"{key} is no attribute of an output{meant(key, OUTPUT_KEYS)}"
                yield Problem(name, f"/{key}", message, "output")
        if "Condition" in body and str(body["Condition"]) not in defined:
            yield Problem(name, "/Condition", f"the condition {body['Condition']} is not defined", "condition")
        export = body.get("Export")
        if export is not None and (not isinstance(export, Mapping) or set(export) != {"Name"}):
            yield Problem(name, "/Export", "an export has a Name and nothing else", "output")
