"""Phase 7, normalize: the resolved project as plain data in long forms, as `docker compose config` prints it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shipway.compose.implied import implied
from shipway.compose.tree import Node, plain
from shipway.compose.types import MountSpec, PortSpec, Service

DROPPED = ("extends", "env_file")


def normalize(name: str, tree: Node, services: Sequence[Service]) -> dict[str, object]:
    """The project in long forms; every `$` is doubled, so that what is printed reads back as itself."""
    whole: dict[str, Any] = {
        "name": name,
        "services": {s.name: _service(tree, s) for s in sorted(services, key=lambda s: s.name)},
    }
    for section in ("networks", "volumes", "secrets", "configs"):
        entries = tree.get(section)
        if entries is not None and entries.mapping:
            whole[section] = {key: plain(child) or {} for key, child in entries.mapping.items()}
    whole = implied(whole, {})
    whole["services"] = {key: dict(sorted(body.items())) for key, body in whole["services"].items()}
    escaped = _escape(whole)
    assert isinstance(escaped, dict)
    return escaped


def _service(tree: Node, service: Service) -> dict[str, object]:
    node = tree.mapping["services"].mapping[service.name]
    found = {key: plain(child) for key, child in node.mapping.items() if key not in DROPPED}
    if service.environment:
        found["environment"] = {v.name: v.value for v in service.environment}
    if service.ports:
        found["ports"] = [_port(port) for port in service.ports]
    if service.mounts:
        found["volumes"] = [_mount(mount) for mount in service.mounts]
    for attribute, words in (("command", service.command), ("entrypoint", service.entrypoint)):
        if words is not None:
            found[attribute] = list(words)
    if service.depends_on:
        found["depends_on"] = {
            d.service: {"condition": d.condition, "required": d.required} for d in service.depends_on
        }
    if service.build is not None:
        found["build"] = _build(node, service)
    return dict(sorted(found.items()))


def _build(node: Node, service: Service) -> dict[str, object]:
    assert service.build is not None
    build = plain(node.mapping["build"])
    found = dict(build) if isinstance(build, dict) else {}
    found["context"] = service.build.context
    if service.build.args:
        found["args"] = {one.name: one.value for one in service.build.args if one.value is not None}
    if service.build.dockerfile_inline is None:
        found["dockerfile"] = service.build.dockerfile
    return found


def _port(port: PortSpec) -> dict[str, object]:
    found: dict[str, object] = {"mode": port.mode, "target": port.target}
    if port.published:
        found["published"] = port.published
    found["protocol"] = port.protocol
    if port.host_ip:
        found["host_ip"] = port.host_ip
    if port.app_protocol:
        found["app_protocol"] = port.app_protocol
    return found


def _mount(mount: MountSpec) -> dict[str, object]:
    found: dict[str, object] = {"type": mount.type, "target": mount.target}
    if mount.source:
        found["source"] = mount.source
    if mount.read_only:
        found["read_only"] = True
    if mount.subpath or mount.nocopy:
        words = {"subpath": mount.subpath, "nocopy": mount.nocopy}
        found["volume"] = {word: value for word, value in words.items() if value}
    if mount.tmpfs_size is not None:
        found["tmpfs"] = {"size": mount.tmpfs_size}
    return found


def _escape(value: object) -> object:
    if isinstance(value, str):
        return value.replace("$", "$$")
    if isinstance(value, dict):
        return {key: _escape(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [_escape(child) for child in value]
    return value
