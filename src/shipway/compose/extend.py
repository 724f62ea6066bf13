"""Phase 4, extends: a service begins as a copy of another one, of this file or another.

https://docs.docker.com/reference/compose-file/services/#extends
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from shipway.compose.merge import merge
from shipway.compose.paths import rebase
from shipway.compose.tree import Node
from shipway.diagnostics import Diagnostics, Origin

Open = Callable[[str, Origin], Node | None]
"""Reads and interpolates another Compose file by its project-relative path; None after collecting a diagnostic."""

NOT_INHERITED = ("depends_on", "links", "volumes_from", "network_mode", "extends")


def extend(tree: Node, folder: str, open_file: Open, diagnostics: Diagnostics) -> Node:
    """The tree with no `extends` left. folder: where the tree's file lies, relative to the project."""
    services = tree.get("services")
    if services is None or not isinstance(services.value, dict):
        return tree
    extended = Node({}, services.origin)
    for name, service in services.value.items():
        built = _service(tree, folder, name, (), open_file, diagnostics)
        extended.put(name, built if built is not None else service, services.key_origin(name))
    result = Node(dict(tree.mapping), tree.origin, tree.tag, keys=dict(tree.keys))
    result.put("services", extended, tree.key_origin("services"))
    return result


def _service(
    tree: Node, folder: str, name: str, seen: tuple[tuple[str, str], ...], open_file: Open, diagnostics: Diagnostics
) -> Node | None:
    """The service with what it extends merged below it; None where that cannot be."""
    services = tree.get("services")
    service = services.get(name) if services else None
    if service is None:
        return None
    extends = service.get("extends")
    if extends is None or extends.value is None:
        return service
    where = service.key_origin("extends")
    if (folder, name) in seen:
        chain = " → ".join([step[1] for step in seen] + [name])
        diagnostics.error(
            "compose.extends-cycle",
            f"services extend each other in a circle: {chain}",
            where,
            fix="Let one of them stand on its own.",
        )
        return None
    file, base_name = _target(extends, name)
    base_tree, base_folder = tree, folder
    if file:
        path = posixpath.normpath(posixpath.join(folder, file))
        opened = open_file(path, where)
        if opened is None:
            return None
        base_tree, base_folder = opened, posixpath.dirname(path)
    base = _service(base_tree, base_folder, base_name, (*seen, (folder, name)), open_file, diagnostics)
    if base is None:
        if not diagnostics.errors():
            diagnostics.error(
                "compose.unknown-service",
                f'"{name}" extends "{base_name}", which is not defined',
                where,
                fix="Correct the name, or define the service.",
            )
        return None
    if base_folder != folder:
        base = rebase(base, base_folder, folder)
    kept = {key: child for key, child in base.mapping.items() if key not in NOT_INHERITED or key == "network_mode"}
    stripped = Node(kept, base.origin, keys=dict(base.keys))
    own = Node({k: v for k, v in service.mapping.items() if k != "extends"}, service.origin, keys=dict(service.keys))
    merged = merge(stripped, own, ("services", name))
    merged.origin = service.origin
    return merged


def _target(extends: Node, name: str) -> tuple[str, str]:
    """(file, service) of an `extends`."""
    if not isinstance(extends.value, dict):
        return "", extends.text
    file, service = extends.get("file"), extends.get("service")
    return (file.text if file else ""), (service.text if service else name)
