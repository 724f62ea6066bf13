"""AWS CloudFormation's operations.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.engine import change_sets, drift, requests
from shipway.rehearse.engine.changes import changes, outputs_differ
from shipway.rehearse.engine.parameters import is_list
from shipway.rehearse.engine.stack import Stack, stacks
from shipway.rehearse.engine.template import parsed, text_of
from shipway.rehearse.paging import page
from shipway.rehearse.refusal import Refused, invalid
from shipway.rehearse.services import stack_views as views

Parameters = Mapping[str, Any]
PAGE = 100


def create_change_set(region: Region, parameters: Parameters) -> dict[str, Any]:
    made = change_sets.propose(region, parameters)
    return {"Id": made.id, "StackId": made.stack.id}


def describe_change_set(region: Region, parameters: Parameters) -> dict[str, Any]:
    made = change_sets.find(region, str(parameters["ChangeSetName"]), str(parameters.get("StackName") or ""))
    items, token = page(made.changes, parameters, PAGE)
    return {**views.change_set(made), "Changes": [views.change(one) for one in items], **token}


def list_change_sets(region: Region, parameters: Parameters) -> dict[str, Any]:
    stack = requests.existing(region, str(parameters["StackName"]), "Stack [{}] does not exist")
    items, token = page(stack.change_sets, parameters, PAGE)
    return {"Summaries": [views.change_set_summary(one) for one in items], **token}


def execute_change_set(region: Region, parameters: Parameters) -> dict[str, Any]:
    change_sets.execute(region, str(parameters["ChangeSetName"]), str(parameters.get("StackName") or ""))
    return {}


def delete_change_set(region: Region, parameters: Parameters) -> dict[str, Any]:
    change_sets.discard(region, str(parameters["ChangeSetName"]), str(parameters.get("StackName") or ""))
    return {}


def create_stack(region: Region, parameters: Parameters) -> dict[str, Any]:
    name = str(parameters["StackName"])
    if requests.named(region, name) is not None:
        raise Refused("AlreadyExistsException", f"Stack [{name}] already exists")
    asked = requests.wanted(region, parameters)
    stack = requests.opened(region, name)
    stack.protected = bool(parameters.get("EnableTerminationProtection"))
    requests.begin(stack, asked, create=True)
    return {"StackId": stack.id}


def update_stack(region: Region, parameters: Parameters) -> dict[str, Any]:
    stack = requests.existing(region, str(parameters["StackName"]), "Stack [{}] does not exist")
    requests.updatable(stack)
    asked = requests.wanted(region, parameters, stack)
    found = changes(stack, asked)
    if not found and asked.tags == stack.tags and not outputs_differ(stack, asked, found):
        raise invalid("No updates are to be performed.")
    requests.begin(stack, asked, create=False)
    return {"StackId": stack.id}


def delete_stack(region: Region, parameters: Parameters) -> dict[str, Any]:
    requests.delete(region, str(parameters["StackName"]), parameters.get("RetainResources") or ())
    return {}


def update_termination_protection(region: Region, parameters: Parameters) -> dict[str, Any]:
    stack = requests.existing(region, str(parameters["StackName"]), "Stack [{}] does not exist")
    stack.protected = bool(parameters["EnableTerminationProtection"])
    return {"StackId": stack.id}


def describe_stacks(region: Region, parameters: Parameters) -> dict[str, Any]:
    if parameters.get("StackName"):
        return {"Stacks": [views.stack(requests.existing(region, str(parameters["StackName"])))]}
    live = [stack for stack in reversed(stacks(region)) if stack.status != "DELETE_COMPLETE"]
    items, token = page(live, parameters, PAGE)
    return {"Stacks": [views.stack(one) for one in items], **token}


def list_stacks(region: Region, parameters: Parameters) -> dict[str, Any]:
    wanted = set(parameters.get("StackStatusFilter") or ())
    found = [stack for stack in reversed(stacks(region)) if not wanted or stack.status in wanted]
    items, token = page(found, parameters, PAGE)
    return {"StackSummaries": [views.summary(one) for one in items], **token}


def describe_stack_events(region: Region, parameters: Parameters) -> dict[str, Any]:
    stack = _stack(region, parameters)
    items, token = page(stack.events[::-1], parameters, PAGE)
    return {"StackEvents": [views.event(stack, one) for one in items], **token}


def describe_events(region: Region, parameters: Parameters) -> dict[str, Any]:
    stack = _stack(region, parameters)
    wanted = parameters.get("OperationId")
    failed = bool((parameters.get("Filters") or {}).get("FailedEvents"))
    found = [
        one
        for one in stack.events[::-1]
        if one.operation and wanted in (None, one.operation) and (not failed or one.status.endswith("FAILED"))
    ]
    items, token = page(found, parameters, PAGE)
    return {"OperationEvents": [views.operation_event(stack, one) for one in items], **token}


def _stack(region: Region, parameters: Parameters) -> Stack:
    return requests.existing(region, str(parameters.get("StackName") or ""), "Stack [{}] does not exist")


def describe_stack_resources(region: Region, parameters: Parameters) -> dict[str, Any]:
    stack = requests.existing(region, str(parameters.get("StackName") or ""))
    wanted = parameters.get("LogicalResourceId")
    rows = [m for m in stack.members.values() if m.status and wanted in (None, m.logical_id)]
    return {"StackResources": [views.resource(stack, member) for member in rows]}


def describe_stack_resource(region: Region, parameters: Parameters) -> dict[str, Any]:
    stack = requests.existing(region, str(parameters["StackName"]), "Stack '{}' does not exist")
    id = str(parameters["LogicalResourceId"])
    if id not in stack.members:
        raise invalid(f"Resource {id} does not exist for stack {stack.name}")
    return {"StackResourceDetail": views.resource_detail(stack, stack.members[id])}


def list_stack_resources(region: Region, parameters: Parameters) -> dict[str, Any]:
    stack = requests.existing(region, str(parameters["StackName"]))
    rows = [member for member in stack.members.values() if member.status]
    items, token = page(rows, parameters, PAGE)
    return {"StackResourceSummaries": [views.resource_summary(one) for one in items], **token}


def get_template(region: Region, parameters: Parameters) -> dict[str, Any]:
    if parameters.get("ChangeSetName"):
        made = change_sets.find(region, str(parameters["ChangeSetName"]), str(parameters.get("StackName") or ""))
        return {"TemplateBody": made.asked.text, "StagesAvailable": ["Original", "Processed"]}
    stack = requests.existing(region, str(parameters.get("StackName") or ""))
    if not stack.text:
        raise invalid(f"Stack with id {stack.name} has no template yet")
    return {"TemplateBody": stack.text, "StagesAvailable": ["Original", "Processed"]}


def validate_template(region: Region, parameters: Parameters) -> dict[str, Any]:
    template = parsed(text_of(region, parameters))
    rows = []
    for name, body in (template.get("Parameters") or {}).items():
        row: dict[str, Any] = {"ParameterKey": name, "NoEcho": bool(body.get("NoEcho", False))}
        if "Default" in body and not is_list(body):
            row["DefaultValue"] = str(body["Default"])
        rows.append(row)
    return {"Parameters": rows, "Description": str(template.get("Description", "")), "Capabilities": []}


def detect_stack_drift(region: Region, parameters: Parameters) -> dict[str, Any]:
    stack = requests.existing(region, str(parameters["StackName"]), "Stack [{}] does not exist")
    if stack.busy or stack.status == "REVIEW_IN_PROGRESS":
        raise invalid(f"Drift detection cannot be performed on stack [{stack.id}] in {stack.status}")
    return {"StackDriftDetectionId": drift.detect(stack).id}


def describe_stack_drift_detection_status(region: Region, parameters: Parameters) -> dict[str, Any]:
    id = str(parameters["StackDriftDetectionId"])
    found = next((stack.drift for stack in stacks(region) if stack.drift and stack.drift.id == id), None)
    if found is None:
        raise invalid(f"Stack drift detection [{id}] does not exist")
    return views.detection(found)


def describe_stack_resource_drifts(region: Region, parameters: Parameters) -> dict[str, Any]:
    stack = requests.existing(region, str(parameters["StackName"]), "Stack [{}] does not exist")
    wanted = set(parameters.get("StackResourceDriftStatusFilters") or ())
    rows = [
        row
        for row in (stack.drift.rows if stack.drift else ())
        if not wanted or row["StackResourceDriftStatus"] in wanted
    ]
    items, token = page(rows, parameters, PAGE, limit="MaxResults")
    return {"StackResourceDrifts": items, **token}


OPERATIONS = {
    "CreateChangeSet": create_change_set,
    "CreateStack": create_stack,
    "DeleteChangeSet": delete_change_set,
    "DeleteStack": delete_stack,
    "DescribeChangeSet": describe_change_set,
    "DescribeEvents": describe_events,
    "DescribeStackDriftDetectionStatus": describe_stack_drift_detection_status,
    "DescribeStackEvents": describe_stack_events,
    "DescribeStackResource": describe_stack_resource,
    "DescribeStackResourceDrifts": describe_stack_resource_drifts,
    "DescribeStackResources": describe_stack_resources,
    "DescribeStacks": describe_stacks,
    "DetectStackDrift": detect_stack_drift,
    "ExecuteChangeSet": execute_change_set,
    "GetTemplate": get_template,
    "ListChangeSets": list_change_sets,
    "ListStackResources": list_stack_resources,
    "ListStacks": list_stacks,
    "UpdateStack": update_stack,
    "UpdateTerminationProtection": update_termination_protection,
    "ValidateTemplate": validate_template,
}
