"""The forms an attribute may be written in, brought to one, so that two files can be merged.

Lists of `KEY=value` become mappings, lists of names become mappings with empty entries, single strings become lists.
"""

from __future__ import annotations

from collections.abc import Callable

from shipway.compose.tree import Node, mapping, scalar, sequence

Path = tuple[str, ...]
Form = Callable[[Node], Node]

PAIRS = ("environment", "labels", "annotations", "sysctls", "args", "additional_contexts", "extra_hosts")
NAMED = ("networks", "models")
LISTED = ("dns", "dns_search", "env_file", "tmpfs", "profiles", "platforms", "tags")


def pairs(node: Node) -> Node:
    """`[KEY=value, NAME]` as `{KEY: value, NAME: null}`; a later entry of the same key wins."""
    if isinstance(node.value, dict):
        return mapping(node.origin, {key: _worded(child) for key, child in node.value.items()}, like=node)
    if not isinstance(node.value, list):
        return node
    built = mapping(node.origin)
    for item in node.value:
        if isinstance(item.value, dict | list):
            return node
        key, sign, value = item.text.partition("=")
        entry = scalar(value if sign else None, item)
        entry.raw = item.raw.partition("=")[2]
        built.put(key, entry, item.origin)
    return built


def _worded(node: Node) -> Node:
    """A number or a truth value as the text that a container would see."""
    return scalar(node.text, node) if isinstance(node.value, bool | int | float) else node


def hosts(node: Node) -> Node:
    """extra_hosts: a list of `name=address`, one for each address."""
    if not isinstance(node.value, dict):
        items = [
            scalar(_equals(item.text), item) if not isinstance(item.value, dict | list) else item for item in node.items
        ]
        return sequence(node.origin, items)
    found = []
    for name, addresses in node.value.items():
        for address in addresses.items if isinstance(addresses.value, list) else [addresses]:
            found.append(scalar(f"{name}={address.text}", address))
    return sequence(node.origin, found)


def _equals(text: str) -> str:
    return text if "=" in text else text.replace(":", "=", 1)


def named(node: Node) -> Node:
    """`[front, back]` as `{front: null, back: null}`."""
    if not isinstance(node.value, list):
        return node
    built = mapping(node.origin)
    for item in node.value:
        if isinstance(item.value, dict | list):
            return node
        built.put(item.text, scalar(None, item), item.origin)
    return built


def depends(node: Node) -> Node:
    """`depends_on` in its long form."""
    if not isinstance(node.value, list):
        return node
    built = mapping(node.origin)
    for item in node.value:
        if isinstance(item.value, dict | list):
            return node
        entry = mapping(item.origin)
        entry.put("condition", Node("service_started", item.origin))
        entry.put("required", Node(True, item.origin))
        built.put(item.text, entry, item.origin)
    return built


def listed(node: Node) -> Node:
    """A single string as a list of one."""
    if isinstance(node.value, list) or node.value is None:
        return node
    return sequence(node.origin, [node])


def build(node: Node) -> Node:
    """`build: ./dir` as `{context: ./dir}`."""
    if isinstance(node.value, str):
        built = mapping(node.origin)
        built.put("context", node)
        return built
    return node


def form_of(path: Path) -> Form | None:
    """How the attribute at a path is brought to one form; None where it has only one."""
    name = path[-1] if path else ""
    in_service = len(path) == 3 and path[0] == "services"
    in_build = len(path) == 4 and path[2] == "build"
    if name == "labels" or ((in_service or in_build) and name in PAIRS):
        return hosts if name == "extra_hosts" else pairs
    if in_service and name == "depends_on":
        return depends
    if in_service and name == "build":
        return build
    if in_service and name in NAMED:
        return named
    if (in_service or in_build) and name in LISTED:
        return listed
    return None
