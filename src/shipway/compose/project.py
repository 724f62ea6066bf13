"""Phase 8, project: the resolved tree becomes the typed Project's services, volumes, networks, secrets and configs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from shipway.compose.attributes import values
from shipway.compose.attributes.service import CHECKED, KNOWN, ROWS
from shipway.compose.tree import Node, plain
from shipway.compose.types import FileSpec, NetworkSpec, Service, VolumeSpec
from shipway.diagnostics import Diagnostics, Origin
from shipway.spelling import nearest

TOP_LEVEL = ("name", "version", "services", "networks", "volumes", "secrets", "configs", "include", "models")
VOLUME_FIELDS = ("name", "driver", "driver_opts", "external", "labels")
NETWORK_FIELDS = (
    *("name", "driver", "driver_opts", "ipam", "external", "internal", "enable_ipv4", "enable_ipv6", "attachable"),
    "labels",
)
FILE_FIELDS = (
    "name",
    "file",
    "environment",
    "content",
    "external",
    "labels",
    "template_driver",
    "driver",
    "driver_opts",
)

NAME = r"[a-zA-Z0-9._-]+"


def services(tree: Node, diagnostics: Diagnostics) -> tuple[Service, ...]:
    """Every service, typed; what is wrong with any attribute of any is collected."""
    node = tree.get("services")
    if node is None or node.value is None:
        return ()
    if not isinstance(node.value, dict):
        diagnostics.error(
            "compose.bad-services",
            "`services` must be a mapping of names to services",
            node.origin,
            fix="Indent each service below `services:` as NAME: and its attributes below that.",
        )
        return ()
    found = []
    for name, child in node.value.items():
        if not re.fullmatch(NAME, name):
            diagnostics.error(
                "compose.bad-name",
                f'"{name}" cannot be the name of a service',
                node.key_origin(name),
                fix="Use letters, digits, dots, dashes and underscores.",
            )
            continue
        if not isinstance(child.value, dict):
            diagnostics.error(
                "compose.bad-service",
                f'service "{name}" must be a mapping',
                node.key_origin(name),
                fix="Write its attributes (image, build, ports…) below the name.",
            )
            continue
        found.append(_service(name, child, node.key_origin(name), diagnostics))
    return tuple(found)


def _service(name: str, node: Node, origin: Origin, diagnostics: Diagnostics) -> Service:
    fields: dict[str, Any] = {}
    attributes: dict[str, tuple[Origin, object]] = {}
    for key, child in node.mapping.items():
        where = node.key_origin(key)
        if key.startswith("x-"):
            continue
        attributes[key] = (where, plain(child))
        if key not in KNOWN:
            unknown(f'service "{name}"', key, where, KNOWN, diagnostics)
            continue
        row, check = ROWS.get(key), CHECKED.get(key)
        if child.value is None and key != "environment":
            continue
        try:
            if row is not None:
                fields[row[0]] = row[1](child)
            elif check is not None:
                check(child)
        except values.BadValue as error:
            diagnostics.error(
                "compose.bad-value",
                f'service "{name}": `{key}` {error}',
                error.node.origin,
                fix=f"See https://docs.docker.com/reference/compose-file/services/#{key}.",
            )
    sources = (node.get(key) for key in ("image", "build", "provider"))
    if all(source is None or source.value in (None, "") for source in sources):
        diagnostics.error(
            "compose.no-image",
            f'service "{name}" has neither an image nor a build',
            origin,
            fix="Add `image:` or `build:`; a fragment must be given together with the file it belongs to (-f).",
        )
    return Service(name=name, origin=origin, attributes=attributes, **fields)


def unknown(what: str, key: str, origin: Origin, known: Iterable[str], diagnostics: Diagnostics) -> None:
    """Say that a word is not known, with the nearest one that is."""
    close = nearest(key, known)
    hint = f'Did you mean "{close}"?' if close else "Remove it, or begin its name with x- to keep it as a note."
    diagnostics.error("compose.unknown-attribute", f'{what} has the unknown attribute "{key}"', origin, fix=hint)


def top_level(tree: Node, diagnostics: Diagnostics) -> None:
    name = tree.get("name")
    if name is not None and name.value is not None and not isinstance(name.value, str):
        diagnostics.error(
            "compose.bad-name", "`name` must be a text", name.origin, fix="Write the project's name, in quotes."
        )
    for key in tree.mapping:
        if key not in TOP_LEVEL and not key.startswith("x-"):
            unknown("the file", key, tree.key_origin(key), TOP_LEVEL, diagnostics)


def _entries(
    tree: Node, section: str, known: Iterable[str], diagnostics: Diagnostics
) -> list[tuple[str, Origin, Node]]:
    """(name, origin, node) of a top-level section, its words checked."""
    node = tree.get(section)
    if node is None or node.value is None:
        return []
    if not isinstance(node.value, dict):
        diagnostics.error(
            "compose.bad-section",
            f"`{section}` must be a mapping",
            node.origin,
            fix=f"Write each of the {section} as NAME: below it.",
        )
        return []
    found = []
    for name, child in node.value.items():
        if child.value is not None and not isinstance(child.value, dict):
            diagnostics.error(
                "compose.bad-section",
                f'`{section}`: "{name}" must be a mapping or empty',
                node.key_origin(name),
                fix="Leave it empty for the defaults.",
            )
            continue
        for key in child.mapping:
            if key not in known and not key.startswith("x-"):
                unknown(f'{section[:-1]} "{name}"', key, child.key_origin(key), known, diagnostics)
        _external(section, name, child, diagnostics)
        found.append((name, node.key_origin(name), child))
    return found


def _external(section: str, name: str, node: Node, diagnostics: Diagnostics) -> None:
    """What is made elsewhere has its own name and nothing else. external: true, or the old form {name: …}."""
    external = node.get("external")
    if external is None or (not isinstance(external.value, dict) and external.text.lower() in ("false", "")):
        return
    others = [key for key in ("driver", "driver_opts", "labels", "file", "environment", "content") if node.get(key)]
    if isinstance(external.value, dict) and node.get("name") is not None and external.get("name") is not None:
        others.append("name")
    if others:
        diagnostics.error(
            "compose.external",
            f'{section[:-1]} "{name}" is external, and has `{others[0]}` beside it',
            node.key_origin(others[0]),
            fix=f"Remove `external`, or `{others[0]}`: what is external is made by somebody else.",
        )


def _flag(node: Node, key: str, diagnostics: Diagnostics) -> bool:
    child = node.get(key)
    if child is None or isinstance(child.value, dict):
        return child is not None
    try:
        return values.flag(child)
    except values.BadValue as error:
        diagnostics.error("compose.bad-value", f"`{key}` {error}", child.origin, fix="Write true or false.")
        return False


def _word(node: Node, key: str) -> str:
    child = node.get(key)
    return child.text if child is not None and not isinstance(child.value, dict | list) else ""


def volumes(tree: Node, diagnostics: Diagnostics) -> tuple[VolumeSpec, ...]:
    return tuple(
        VolumeSpec(
            name,
            origin,
            _flag(node, "external", diagnostics),
            _word(node, "driver"),
            values.pairs(node.mapping["driver_opts"]) if node.get("driver_opts") else (),
            _word(node, "name"),
        )
        for name, origin, node in _entries(tree, "volumes", VOLUME_FIELDS, diagnostics)
    )


def networks(tree: Node, diagnostics: Diagnostics) -> tuple[NetworkSpec, ...]:
    return tuple(
        NetworkSpec(
            name,
            origin,
            _flag(node, "internal", diagnostics),
            _flag(node, "external", diagnostics),
            _word(node, "driver"),
        )
        for name, origin, node in _entries(tree, "networks", NETWORK_FIELDS, diagnostics)
    )


def files(tree: Node, section: str, diagnostics: Diagnostics) -> tuple[FileSpec, ...]:
    """The top-level `secrets` or `configs`."""
    found = []
    for name, origin, node in _entries(tree, section, FILE_FIELDS, diagnostics):
        spec = FileSpec(
            name,
            origin,
            _word(node, "file") or None,
            _word(node, "environment") or None,
            _word(node, "content") or None,
            _flag(node, "external", diagnostics),
        )
        if not (spec.file or spec.environment or spec.content or spec.external):
            diagnostics.error(
                "compose.no-source",
                f'{section[:-1]} "{name}" has no file, environment or content',
                origin,
                fix="Say where it comes from: `file: ./path`, `environment: NAME`, or `external: true`.",
            )
        found.append(spec)
    return tuple(found)
