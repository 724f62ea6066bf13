"""Resolved properties against the resource's schema, in the words of CloudFormation's own validation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.cloudformation.problem import Problem
from shipway.cloudformation.properties import problems
from shipway.rehearse.refusal import Failed


def validate(logical_id: str, type_name: str, properties: Mapping[str, Any]) -> None:
    """Raise Failed where the schema does not take the properties; no property's value is in the message."""
    found = problems(logical_id, type_name, properties)
    read_only = [problem.path.removeprefix("/Properties/") for problem in found if problem.rule == "read-only"]
    if read_only:
        raise Failed(f"Encountered unsupported property {read_only[0]}")
    if found:
        said = ", ".join(dict.fromkeys(_said(problem) for problem in found))
        raise Failed(f"Properties validation failed for resource {logical_id} with message:\n[{said}]")


def _said(problem: Problem) -> str:
    path = "#" + problem.path.removeprefix("/Properties")
    parent, _, leaf = path.rpartition("/")
    if problem.rule == "unknown-property":
        return f"{parent}: extraneous key [{leaf}] is not permitted"
    if problem.rule == "required":
        words = problem.message.split(" needs ")[-1].removesuffix(" here")
        return f"{path}: required key [{words}] not found"
    if problem.rule == "enum":
        return f"{path}: value is not a valid enum value"
    if problem.rule == "type":
        return f"{path}: the value is of another type than expected"
    return f"{path}: failed validation constraint for keyword [{problem.rule}]"
