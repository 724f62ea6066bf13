"""An embedded account with its boto3 clients, and the words to deploy a template to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shipway.rehearse.clock import VirtualClock
from shipway.rehearse.cloud import EmbeddedCloud, Region
from shipway.rehearse.faults import Fault
from shipway.rehearse.session import session

REGION = "us-east-1"
Template = Mapping[str, Any]


@dataclass
class World:
    """clients: by service, as boto3 makes them."""

    cloud: EmbeddedCloud
    clients: Any
    made: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, service: str) -> Any:
        if service.startswith("__"):
            raise AttributeError(service)
        if service not in self.made:
            self.made[service] = self.clients.client(service)
        return self.made[service]

    @property
    def region(self) -> Region:
        return self.cloud.region(REGION)

    def sleep(self, seconds: float) -> None:
        self.cloud.clock.sleep(seconds)

    def settle(self, name: str) -> str:
        """Let time pass until nothing is in progress; the status then."""
        for _ in range(10_000):
            status = self.status(name)
            if not status.endswith("_IN_PROGRESS"):
                return status
            self.sleep(5)
        raise AssertionError(f"{name} never settled")

    def status(self, name: str) -> str:
        try:
            return str(self.cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"])
        except self.cloudformation.exceptions.ClientError:
            return "absent"

    def create(self, name: str, resources: Template, **more: Any) -> str:
        """Make a stack and wait; its status. more: other sections in their own names, arguments in lower case."""
        self.cloudformation.create_stack(StackName=name, **_request(resources, more))
        return self.settle(name)

    def update(self, name: str, resources: Template, **more: Any) -> str:
        self.cloudformation.update_stack(StackName=name, **_request(resources, more))
        return self.settle(name)

    def delete(self, name: str, **more: Any) -> str:
        self.cloudformation.delete_stack(StackName=name, **more)
        return self.settle(name)

    def proposed(self, name: str, resources: Template, kind: str = "UPDATE", **more: Any) -> dict[str, Any]:
        """A change set, worked out."""
        request = _request(resources, more)
        self.cloudformation.create_change_set(StackName=name, ChangeSetName="next", ChangeSetType=kind, **request)
        while True:
            found: dict[str, Any] = self.cloudformation.describe_change_set(StackName=name, ChangeSetName="next")
            if found["Status"] not in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
                return found
            self.sleep(1)

    def events(self, name: str) -> list[tuple[str, str, str]]:
        """(logical id, status, reason), oldest first. name: of the stack, or its ARN after it was deleted."""
        rows = self.cloudformation.describe_stack_events(StackName=name)["StackEvents"]
        return [
            (r["LogicalResourceId"], r["ResourceStatus"], r.get("ResourceStatusReason", "")) for r in reversed(rows)
        ]

    def statuses(self, name: str) -> list[tuple[str, str]]:
        return [(id, status) for id, status, _ in self.events(name)]

    def physical(self, name: str) -> dict[str, str]:
        rows = self.cloudformation.list_stack_resources(StackName=name)["StackResourceSummaries"]
        return {row["LogicalResourceId"]: row.get("PhysicalResourceId", "") for row in rows}

    def outputs(self, name: str) -> dict[str, str]:
        rows = self.cloudformation.describe_stacks(StackName=name)["Stacks"][0].get("Outputs", ())
        return {row["OutputKey"]: row["OutputValue"] for row in rows}


def _request(resources: Template, more: dict[str, Any]) -> dict[str, Any]:
    sections = {key: value for key, value in more.items() if key[0].isupper()}
    parameters = more.get("parameters", {})
    return {
        "TemplateBody": json.dumps({"Resources": resources, **sections}),
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        "Capabilities": ["CAPABILITY_NAMED_IAM"],
    }


def world(*faults: Fault) -> World:
    cloud = EmbeddedCloud(VirtualClock(), faults=faults)
    return World(cloud, session(cloud, REGION))


def resource(type: str, properties: Template | None = None, **attributes: Any) -> dict[str, Any]:
    """attributes: such as DependsOn."""
    return {"Type": type, "Properties": dict(properties or {}), **attributes}


def ids(rows: Iterable[tuple[str, str]], status: str) -> list[str]:
    """The logical ids that reached a status, in that order."""
    return [id for id, reached in rows if reached == status]
