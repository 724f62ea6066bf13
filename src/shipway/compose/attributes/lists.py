"""The attributes of a service that are lists of something: ports, volumes, variables, dependencies, files, networks."""

from __future__ import annotations

import re
from collections.abc import Callable

from shipway.compose import forms
from shipway.compose.attributes import values
from shipway.compose.ports import BadPort, expand
from shipway.compose.tree import Node
from shipway.compose.types import DependsOn, FileUse, MountSpec, NetworkUse, PortSpec, Variable

WINDOWS_PATH = r"[A-Za-z]:[\\/]"
CONDITIONS = ("service_started", "service_healthy", "service_completed_successfully")
MAX_ENTRIES, MAX_PORTS = 2_000, 20_000
"""Bounds far beyond what any target takes, so that no file can eat the memory."""
PORT_FIELDS = ("target", "published", "protocol", "host_ip", "mode", "app_protocol", "name")
MOUNT_FIELDS = ("type", "source", "target", "read_only", "bind", "volume", "tmpfs", "image", "consistency", "nocopy")
MOUNT_TYPES = ("volume", "bind", "tmpfs", "npipe", "cluster", "image")
FILE_FIELDS = ("source", "target", "mode", "uid", "gid")


def environment(node: Node) -> tuple[Variable, ...]:
    node = forms.pairs(node)
    if node.value is None:
        return ()
    if not isinstance(node.value, dict):
        raise values.BadValue("must be a mapping, or a list of KEY=value", node)
    return tuple(
        Variable(
            key, None if child.value is None else values.text(child), node.key_origin(key), child.raw, child.sources
        )
        for key, child in node.value.items()
    )


def ports(node: Node) -> tuple[PortSpec, ...]:
    found: list[PortSpec] = []
    items = _items(node)
    if len(items) > MAX_ENTRIES:
        raise values.BadValue(f"has more than {MAX_ENTRIES:,} entries", node)
    for item in items:
        found += _port(item)
        if len(found) > MAX_PORTS:
            raise values.BadValue(f"names more than {MAX_PORTS:,} ports", item)
    return tuple(found)


def _port(node: Node) -> list[PortSpec]:
    if not isinstance(node.value, dict):
        try:
            return [
                PortSpec(p.target, node.origin, p.published, p.protocol, p.host_ip) for p in expand(values.text(node))
            ]
        except BadPort as error:
            written = f" (written {node.raw}, of which something is not set)" if node.raw and ":" in node.raw else ""
            raise values.BadValue(f"{error}{written}", node) from None
    entries = values.fields(node, PORT_FIELDS)
    if "target" not in entries:
        raise values.BadValue("has an entry without a target", node)
    published = entries.get("published")
    return [
        PortSpec(
            target=values.integer(entries["target"]),
            origin=node.origin,
            published=values.optional(published) if published else None,
            protocol=values.text(entries["protocol"]).lower() if "protocol" in entries else "tcp",
            host_ip=values.text(entries["host_ip"]) if "host_ip" in entries else "",
            mode=values.text(entries["mode"]) if "mode" in entries else "ingress",
            app_protocol=values.text(entries["app_protocol"]) if "app_protocol" in entries else "",
        )
    ]


def expose(node: Node) -> tuple[tuple[int, str], ...]:
    found: list[tuple[int, str]] = []
    for item in _items(node):
        try:
            found += [(port.target, port.protocol) for port in expand(values.text(item))]
        except BadPort as error:
            raise values.BadValue(str(error), item) from None
    return tuple(found)


def volumes(node: Node) -> tuple[MountSpec, ...]:
    return tuple(_mount(item) for item in _items(node))


def _mount(node: Node) -> MountSpec:
    if not isinstance(node.value, dict):
        return _short_mount(values.text(node), node)
    entries = values.fields(node, MOUNT_FIELDS)
    kind = values.text(entries["type"]) if "type" in entries else "volume"
    if kind not in MOUNT_TYPES:
        raise values.BadValue(f'has the type "{kind}"; known are {", ".join(MOUNT_TYPES)}', entries["type"])
    if "target" not in entries:
        raise values.BadValue("has an entry without a target", node)
    if kind == "bind" and "source" not in entries:
        raise values.BadValue("has a bind without a source", node)
    options, scratch = entries.get("volume"), entries.get("tmpfs")
    amount = scratch.get("size") if scratch else None
    subpath = options.get("subpath") if options else None
    nocopy = options.get("nocopy") if options else None
    return MountSpec(
        type=kind,
        target=values.word(entries["target"]),
        origin=node.origin,
        source=values.optional(entries["source"]) if "source" in entries else None,
        read_only="read_only" in entries and values.flag(entries["read_only"]),
        subpath=values.text(subpath) if subpath else "",
        tmpfs_size=values.size(amount) if amount else None,
        nocopy=nocopy is not None and values.flag(nocopy),
    )


def _short_mount(text: str, node: Node) -> MountSpec:
    """`source:target:mode`, `target`, with Windows drives."""
    drive, rest = (text[:2], text[2:]) if text[1:2] == ":" and re.match(WINDOWS_PATH, text) else ("", text)
    parts = rest.split(":")
    if len(parts) > 3 or (not parts[-1] and len(parts) > 1):
        raise values.BadValue(f'"{text}" is no volume; write SOURCE:TARGET or SOURCE:TARGET:ro', node)
    if len(parts) == 1:
        return MountSpec("volume", drive + rest, node.origin)
    source, target, mode = drive + parts[0], parts[1], parts[2] if len(parts) == 3 else ""
    if not source or not target:
        raise values.BadValue(f'"{text}" lacks a source or a target, perhaps because a variable is empty', node)
    options = mode.split(",")
    bound = source.startswith((".", "/", "~", "\\")) or bool(drive)
    return MountSpec(
        "bind" if bound else "volume",
        target,
        node.origin,
        source,
        read_only="ro" in options,
        nocopy="nocopy" in options,
    )


def depends_on(node: Node) -> tuple[DependsOn, ...]:
    node = forms.depends(node)
    if node.value is None:
        return ()
    if not isinstance(node.value, dict):
        raise values.BadValue("must be a list of services, or a mapping", node)
    found = []
    for name, child in node.value.items():
        entries = values.fields(child, ("condition", "required", "restart")) if child.value is not None else {}
        condition = values.text(entries["condition"]) if "condition" in entries else CONDITIONS[0]
        if condition not in CONDITIONS:
            raise values.BadValue(f'has the condition "{condition}"; known are {", ".join(CONDITIONS)}', child)
        required = values.flag(entries["required"]) if "required" in entries else True
        found.append(DependsOn(name, node.key_origin(name), condition, required))
    return tuple(found)


def networks(node: Node) -> tuple[NetworkUse, ...]:
    node = forms.named(node)
    if node.value is None:
        return ()
    if not isinstance(node.value, dict):
        raise values.BadValue("must be a list of networks, or a mapping", node)
    found = []
    for name, child in node.value.items():
        aliases = child.get("aliases")
        address = child.get("ipv4_address")
        found.append(
            NetworkUse(
                name,
                node.key_origin(name),
                values.texts(aliases) if aliases else (),
                values.text(address) if address else "",
            )
        )
    return tuple(found)


def secrets(node: Node) -> tuple[FileUse, ...]:
    return tuple(_file(item) for item in _items(node))


configs: Callable[[Node], tuple[FileUse, ...]] = secrets


def _file(node: Node) -> FileUse:
    if not isinstance(node.value, dict):
        return FileUse(values.word(node), node.origin)
    entries = values.fields(node, FILE_FIELDS)
    if "source" not in entries:
        raise values.BadValue("has an entry without a source", node)
    given = {key: values.text(entries[key]) for key in ("target", "mode", "uid", "gid") if key in entries}
    mode = entries.get("mode")
    if mode is not None and isinstance(mode.value, int):
        given["mode"] = f"{mode.value:04o}"
    return FileUse(values.word(entries["source"]), node.origin, **given)


def links(node: Node) -> tuple[tuple[str, str], ...]:
    found = []
    for item in values.texts(node):
        name, _, alias = item.partition(":")
        found.append((name, alias or name))
    return tuple(found)


def hosts(node: Node) -> tuple[tuple[str, str], ...]:
    """extra_hosts: (name, address)."""
    return tuple(
        (name, address) for name, _, address in (text.partition("=") for text in values.texts(forms.hosts(node)))
    )


def devices(node: Node) -> tuple[str, ...]:
    return tuple(item.text if not isinstance(item.value, dict) else _device(item) for item in _items(node))


def _device(node: Node) -> str:
    source = node.get("source")
    return source.text if source else ""


def ulimits(node: Node) -> tuple[tuple[str, int, int], ...]:
    if node.value is None:
        return ()
    if not isinstance(node.value, dict):
        raise values.BadValue("must be a mapping", node)
    found = []
    for name, child in node.value.items():
        if isinstance(child.value, dict):
            soft, hard = child.get("soft"), child.get("hard")
            low = values.integer(soft) if soft else 0
            found.append((name, low, values.integer(hard) if hard else low))
        else:
            found.append((name, values.integer(child), values.integer(child)))
    return tuple(found)


def _items(node: Node) -> list[Node]:
    if node.value is None:
        return []
    if not isinstance(node.value, list):
        raise values.BadValue("must be a list", node)
    return node.value
