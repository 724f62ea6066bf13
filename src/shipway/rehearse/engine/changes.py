"""What an update would do, as far as CloudFormation can tell before it runs.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shipway.cloudformation.compare import differences
from shipway.cloudformation.graph import dependencies
from shipway.cloudformation.intrinsics import IntrinsicError, evaluate
from shipway.cloudformation.replacement import ALWAYS, NEVER, requires
from shipway.cloudformation.unknown import Unknown, as_text, holds_unknown
from shipway.rehearse.engine import policies
from shipway.rehearse.engine.members import taggable
from shipway.rehearse.engine.operations import Wanted
from shipway.rehearse.engine.scope import LiveScope
from shipway.rehearse.engine.stack import Member, Stack
from shipway.rehearse.refusal import invalid

_RECREATION = {"never": "Never", "may": "Conditionally", "always": "Always"}


@dataclass(frozen=True, slots=True)
class Detail:
    """One property, or the tags or metadata, that changes. static: known for sure before the run."""

    scope: str
    name: str
    requires: str = NEVER
    static: bool = True

    def shown(self) -> dict[str, Any]:
        target: dict[str, Any] = {"Attribute": self.scope, "RequiresRecreation": _RECREATION[self.requires]}
        if self.name:
            target["Name"] = self.name
        source = {"ChangeSource": "DirectModification"} if self.static else {}
        return {"Target": target, "Evaluation": "Static" if self.static else "Dynamic", **source}


@dataclass(frozen=True, slots=True)
class Change:
    """action: Add, Modify or Remove. replacement: True, False or Conditional, of Modify alone."""

    logical_id: str
    type: str
    action: str
    physical_id: str = ""
    replacement: str = ""
    policy: str = ""
    details: tuple[Detail, ...] = ()


class PlannedScope(LiveScope):
    """Resources that will be new have no identifier yet, and those that change may get other attributes."""

    def __init__(self, stack: Stack, wanted: Wanted) -> None:
        super().__init__(stack, wanted.template, wanted.values)
        self.fresh: set[str] = set()
        self.moved: set[str] = set()

    def ref(self, name: str) -> Any:
        if name in self.fresh:
            return Unknown(f"${{{name}}}")
        return super().ref(name)

    def get_att(self, id: str, attribute: str) -> Any:
        if id in self.fresh or id in self.moved:
            return Unknown(f"${{{id}.{attribute}}}", "any")
        return super().get_att(id, attribute)


def changes(stack: Stack, wanted: Wanted) -> tuple[Change, ...]:
    """Every resource that would be added, modified or removed. Raises Refused where a function cannot be evaluated."""
    scope = PlannedScope(stack, wanted)
    try:
        included = scope.included()
        live = {id: member for id, member in stack.members.items() if member.record is not None}
        found: dict[str, Change] = {}
        for id in _ordered(included):
            change = _one(id, included[id], live.get(id), scope, stack, wanted)
            if change is not None:
                found[id] = change
    except (IntrinsicError, KeyError) as error:
        raise invalid(str(error)) from None
    listed = [found[id] for id in included if id in found]
    return (*listed, *(_removal(member) for id, member in live.items() if id not in included))


def outputs_differ(stack: Stack, wanted: Wanted, found: tuple[Change, ...]) -> bool:
    """Whether an output or an export would change although no resource does."""
    scope = PlannedScope(stack, wanted)
    scope.fresh = {change.logical_id for change in found if change.action == "Add" or change.replacement != "False"}
    new: dict[str, Any] = {}
    try:
        for name, body in (wanted.template.get("Outputs") or {}).items():
            if "Condition" not in body or scope.condition(body["Condition"]) is True:
                new[name] = as_text(evaluate(body["Value"], scope))
    except (IntrinsicError, KeyError):
        return True
    exports = [(body.get("Export") or {}) for body in (wanted.template.get("Outputs") or {}).values()]
    before = [(body.get("Export") or {}) for body in (stack.template.get("Outputs") or {}).values()]
    return new != stack.outputs or exports != before


def _ordered(included: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The resources, each after those that it names."""
    waits = dependencies(included)
    left = dict.fromkeys(included)
    while left:
        ready = [id for id in left if not any(target in left for target in waits[id])]
        yield from ready
        for id in ready:
            del left[id]


def _one(
    id: str, body: Mapping[str, Any], member: Member | None, scope: PlannedScope, stack: Stack, wanted: Wanted
) -> Change | None:
    kind = str(body["Type"])
    if member is None:
        scope.fresh.add(id)
        return Change(id, kind, "Add")
    details = tuple(_details(body, member, scope, wanted.tags != stack.tags))
    other = member.type != kind
    if not details and not other:
        return None
    certain = other or any(detail.requires == ALWAYS and detail.static for detail in details)
    maybe = any(detail.requires != NEVER for detail in details)
    replacement = "True" if certain else "Conditional" if maybe else "False"
    (scope.fresh if maybe or certain else scope.moved).add(id)
    policy = {"Retain": "ReplaceAndRetain", "Snapshot": "ReplaceAndSnapshot"}.get(
        policies.replacement(body), "ReplaceAndDelete"
    )
    return Change(id, kind, "Modify", member.physical_id, replacement, policy if certain else "", details)


def _details(body: Mapping[str, Any], member: Member, scope: PlannedScope, retagged: bool) -> Iterator[Detail]:
    new = evaluate(body.get("Properties") or {}, scope)
    old_text: Mapping[str, Any] = member.body.get("Properties") or {}
    new_text: Mapping[str, Any] = body.get("Properties") or {}
    for path, _, after in differences(member.intended, new):
        name = path.split("/")[1] if "/" in path else path
        direct = old_text.get(name) != new_text.get(name)
        static = direct or not holds_unknown(after)
        scope_name = "Tags" if name == "Tags" else "Properties"
        yield Detail(scope_name, "" if name == "Tags" else name, requires(member.type, f"/Properties{path}"), static)
    if retagged and taggable(member):
        yield Detail("Tags", "")
    if body.get("Metadata") != member.body.get("Metadata"):
        yield Detail("Metadata", "")


def _removal(member: Member) -> Change:
    return Change(member.logical_id, member.type, "Remove", member.physical_id, policy=policies.deletion(member.body))
