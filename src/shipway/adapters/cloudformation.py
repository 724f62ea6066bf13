"""AWS CloudFormation: stacks, change sets, events."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shipway.adapters.clients import Clients
from shipway.adapters.errors import translated
from shipway.errors import CloudError, NotFound
from shipway.plan.model import Json, LiveStack
from shipway.ports import ChangeSet, LiveResource, ResourceChange, StackEvent

# How CloudFormation words a change set that is empty; there is no code for it.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html#troubleshooting-errors-no-updates-to-perform
_EMPTY = ("didn't contain changes", "No updates are to be performed")
_DRIFT_STATUSES = ["IN_SYNC", "MODIFIED", "DELETED", "NOT_CHECKED"]


class CloudFormation:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @property
    def _client(self) -> Any:
        return self._clients("cloudformation")

    def look(self, name: str) -> LiveStack | None:
        """The stack without its template (one call, for polling); None where it is absent or deleted."""
        try:
            with translated(f"read the stack {name}"):
                found = self._client.describe_stacks(StackName=name)["Stacks"]
        except NotFound:
            return None
        return _live(found[0], {}) if found and found[0]["StackStatus"] != "DELETE_COMPLETE" else None

    def find(self, name: str) -> LiveStack | None:
        """The stack with the template it was deployed with; None where it is absent or deleted."""
        stack = self.look(name)
        if stack is None or stack.status == "REVIEW_IN_PROGRESS":
            return stack  # a stack under review has had no template yet
        try:
            with translated(f"read the template of the stack {name}"):
                body = self._client.get_template(StackName=name, TemplateStage="Original")["TemplateBody"]
        except NotFound:
            return None
        return LiveStack(
            stack.name, stack.status, _template(name, body), stack.parameters, stack.outputs, stack.protected,
            stack.id, stack.tags,
        )  # fmt: skip

    def events(self, name: str, after: str | None = None) -> Sequence[StackEvent]:
        """The stack's history, oldest first; only what came after the event `after`. None where the stack is absent."""
        found: list[StackEvent] = []
        try:
            for event in self._pages(
                "describe_stack_events", "StackEvents", f"read the events of {name}", StackName=name
            ):
                if event["EventId"] == after:
                    break
                found.append(_event(event))
        except NotFound:
            return ()
        return tuple(reversed(found))

    def resources(self, name: str) -> Sequence[LiveResource]:
        """Every resource of a stack; none where the stack is absent."""
        doing = f"list the resources of {name}"
        try:
            rows = list(self._pages("list_stack_resources", "StackResourceSummaries", doing, StackName=name))
        except NotFound:
            return ()
        return tuple(
            LiveResource(
                row["LogicalResourceId"], row.get("PhysicalResourceId", ""), row["ResourceType"], row["ResourceStatus"]
            )
            for row in rows
        )

    def propose(self, name: str, template: str, parameters: Mapping[str, str], tags: Mapping[str, str]) -> str:
        """Create a change set; returns its id. template: the text, or the `https://` address of one in S3."""
        live = self.look(name)
        kind = "CREATE" if live is None or live.status == "REVIEW_IN_PROGRESS" else "UPDATE"
        source = {"TemplateURL": template} if template.startswith("https://") else {"TemplateBody": template}
        with translated(f"propose the changes to {name}"):
            answer = self._client.create_change_set(
                StackName=name,
                ChangeSetName=f"shipway-{uuid.uuid4().hex}",
                ChangeSetType=kind,
                Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
                Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
                Capabilities=["CAPABILITY_NAMED_IAM"],
                **source,
            )
        return str(answer["Id"])

    def change_set(self, name: str, id: str) -> ChangeSet:
        """The change set as it stands: CREATE_PENDING and CREATE_IN_PROGRESS until it is worked out."""
        changes: list[ResourceChange] = []
        token: dict[str, str] = {}
        while True:
            with translated(f"read the changes proposed to {name}"):
                page = self._client.describe_change_set(StackName=name, ChangeSetName=id, **token)
            changes += [_change(row["ResourceChange"]) for row in page.get("Changes", ()) if "ResourceChange" in row]
            if not page.get("NextToken"):
                break
            token = {"NextToken": page["NextToken"]}
        status, reason = str(page["Status"]), str(page.get("StatusReason", ""))
        empty = status == "FAILED" and any(words in reason for words in _EMPTY)
        return ChangeSet(id, status, reason, tuple(changes), empty)

    def execute(self, name: str, id: str) -> None:
        with translated(f"start the changes to {name}"):
            self._client.execute_change_set(StackName=name, ChangeSetName=id)

    def discard(self, name: str, id: str) -> None:
        with translated(f"discard the changes proposed to {name}"):
            self._client.delete_change_set(StackName=name, ChangeSetName=id)

    def delete(self, name: str, retain: Sequence[str] = ()) -> None:
        """Start the deletion. retain: logical ids to leave behind, allowed only in DELETE_FAILED."""
        kept = {"RetainResources": list(retain)} if retain else {}
        with translated(f"delete the stack {name}"):
            self._client.delete_stack(StackName=name, **kept)

    def protect(self, name: str, enabled: bool) -> None:
        with translated(f"switch the termination protection of {name}"):
            self._client.update_termination_protection(StackName=name, EnableTerminationProtection=enabled)

    def list(self, tags: Mapping[str, str]) -> Sequence[str]:
        """The names of the stacks that carry all these tags, sorted."""
        found = self._pages("describe_stacks", "Stacks", "list the stacks")
        return sorted(
            str(stack["StackName"])
            for stack in found
            if stack["StackStatus"] != "DELETE_COMPLETE" and tags.items() <= _tags(stack).items()
        )

    def detect_drift(self, name: str) -> str:
        """Start a detection; returns its id."""
        with translated(f"look for drift in {name}"):
            return str(self._client.detect_stack_drift(StackName=name)["StackDriftDetectionId"])

    def drift(self, name: str, detection: str) -> tuple[str, Sequence[tuple[str, str]]] | None:
        """(status, [(logical id, drift status)]) once detection has ended, None before."""
        with translated(f"look for drift in {name}"):
            state = self._client.describe_stack_drift_detection_status(StackDriftDetectionId=detection)
        if state["DetectionStatus"] == "DETECTION_IN_PROGRESS":
            return None
        if state["DetectionStatus"] == "DETECTION_FAILED" and not state.get("StackDriftStatus"):
            raise CloudError(
                f"could not look for drift in {name}: {state.get('DetectionStatusReason', 'no reason given')}"
            )
        rows = self._pages(
            "describe_stack_resource_drifts", "StackResourceDrifts", f"read the drift of {name}",
            StackName=name, StackResourceDriftStatusFilters=_DRIFT_STATUSES,
        )  # fmt: skip
        return str(state["StackDriftStatus"]), [
            (str(row["LogicalResourceId"]), str(row["StackResourceDriftStatus"])) for row in rows
        ]

    def _pages(self, operation: str, key: str, doing: str, **arguments: Any) -> Iterator[Mapping[str, Any]]:
        token: dict[str, str] = {}
        while True:
            with translated(doing):
                page = getattr(self._client, operation)(**arguments, **token)
            yield from page.get(key, ())
            if not page.get("NextToken"):
                return
            token = {"NextToken": page["NextToken"]}


def _live(stack: Mapping[str, Any], template: Mapping[str, Json]) -> LiveStack:
    return LiveStack(
        name=str(stack["StackName"]),
        status=str(stack["StackStatus"]),
        template=template,
        parameters={p["ParameterKey"]: p.get("ParameterValue", "") for p in stack.get("Parameters") or ()},
        outputs={o["OutputKey"]: o.get("OutputValue", "") for o in stack.get("Outputs") or ()},
        protected=bool(stack.get("EnableTerminationProtection", False)),
        id=str(stack.get("StackId", "")),
        tags=_tags(stack),
    )


def _tags(stack: Mapping[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in stack.get("Tags") or ()}


def _template(name: str, body: Any) -> Mapping[str, Json]:
    """botocore parses a JSON template itself; emulators give text."""
    if not isinstance(body, str):
        return json.loads(json.dumps(body))  # type: ignore[no-any-return]  # an OrderedDict, made plain
    try:
        template = json.loads(body)
    except ValueError:
        template = None
    if isinstance(template, dict):
        return template
    raise CloudError(
        f"the stack {name} was deployed with a template that Shipway did not write: it is not JSON",
        "choose another app or environment name, or remove that stack",
    )


def _event(event: Mapping[str, Any]) -> StackEvent:
    return StackEvent(
        id=str(event["EventId"]),
        time=event["Timestamp"],
        stack=str(event["StackName"]),
        resource=str(event.get("LogicalResourceId", "")),
        type=str(event.get("ResourceType", "")),
        status=str(event.get("ResourceStatus", "")),
        reason=str(event.get("ResourceStatusReason", "")),
        physical_id=str(event.get("PhysicalResourceId", "")),
    )


def _change(row: Mapping[str, Any]) -> ResourceChange:
    return ResourceChange(
        str(row.get("LogicalResourceId", "")),
        str(row.get("ResourceType", "")),
        str(row.get("Action", "")),
        str(row.get("Replacement") or "False"),
    )
