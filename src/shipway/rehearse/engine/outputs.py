"""A stack's outputs and exports, worked out once its resources are there."""

from __future__ import annotations

from shipway.cloudformation.intrinsics import IntrinsicError, evaluate
from shipway.cloudformation.unknown import as_text
from shipway.rehearse.engine.scope import LiveScope
from shipway.rehearse.engine.stack import Stack, stacks
from shipway.rehearse.refusal import Failed


def publish(stack: Stack, scope: LiveScope) -> None:
    """Set the stack's outputs. Raises Failed, and leaves the old ones, where one cannot be worked out."""
    outputs: dict[str, str] = {}
    exports: dict[str, tuple[str, str]] = {}
    try:
        for name, body in (scope.template.get("Outputs") or {}).items():
            if "Condition" in body and scope.condition(body["Condition"]) is not True:
                continue
            value = evaluate(body["Value"], scope)
            if isinstance(value, dict | list):
                raise IntrinsicError(f"Template format error: Output {name} is malformed. (Related property: [Value])")
            outputs[name] = as_text(value)
            if "Export" in body:
                exports[name] = (as_text(evaluate(body["Export"]["Name"], scope)), outputs[name])
    except IntrinsicError as error:
        raise Failed(str(error)) from None
    _refuse_double(stack, exports)
    _refuse_used(stack, exports)
    stack.outputs, stack.exports, stack.imports = outputs, exports, scope.imported


def _refuse_double(stack: Stack, exports: dict[str, tuple[str, str]]) -> None:
    for other in stacks(stack.region):
        if other is stack:
            continue
        for name, _ in exports.values():
            if any(name == taken for taken, _ in other.exports.values()):
                raise Failed(
                    f"Export with name {name} is already exported by stack {other.name}. "
                    "Rename the export and then retry."
                )


def _refuse_used(stack: Stack, exports: dict[str, tuple[str, str]]) -> None:
    """What another stack imports can neither go nor change."""
    kept = set(exports.values())
    for name, value in stack.exports.values():
        users = [other.name for other in stacks(stack.region) if name in other.imports and not other.deleted]
        if users and (name, value) not in kept:
            raise Failed(f"Cannot update export {name} as it is in use by {' and '.join(users)}")
