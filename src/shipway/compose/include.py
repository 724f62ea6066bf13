"""Phase 5, include: other Compose files, each a project of its own with its folder and env files.

https://docs.docker.com/reference/compose-file/include/
"""

from __future__ import annotations

from collections.abc import Callable

from shipway.compose.attributes import values
from shipway.compose.merge import merge
from shipway.compose.tree import Node, mapping
from shipway.diagnostics import Diagnostics, Origin
from shipway.records import record

SECTIONS = ("services", "networks", "volumes", "secrets", "configs", "models")


@record
class Inclusion:
    """paths: merged in order. project_directory "" is the first path's folder."""

    paths: tuple[str, ...]
    origin: Origin
    project_directory: str = ""
    env_files: tuple[str, ...] = ()


Load = Callable[[Inclusion], Node | None]


def inclusions(tree: Node) -> list[Inclusion]:
    """What a file includes. Raises values.BadValue."""
    node = tree.get("include")
    if node is None or node.value is None:
        return []
    if not isinstance(node.value, list):
        raise values.BadValue("must be a list", node)
    found = []
    for item in node.value:
        if not isinstance(item.value, dict):
            found.append(Inclusion((values.word(item),), item.origin))
            continue
        entries = values.fields(item, ("path", "project_directory", "env_file"))
        if "path" not in entries:
            raise values.BadValue("has an entry without a path", item)
        folder = entries.get("project_directory")
        env = entries.get("env_file")
        found.append(
            Inclusion(
                values.texts(entries["path"]),
                item.origin,
                values.text(folder) if folder else "",
                values.texts(env) if env else (),
            )
        )
    return found


def include(tree: Node, load: Load, diagnostics: Diagnostics) -> Node:
    """The tree with all that it includes."""
    try:
        found = inclusions(tree)
    except values.BadValue as error:
        diagnostics.error(
            "compose.bad-include",
            f"`include` {error}",
            error.node.origin,
            fix="Write a list of paths, or of {path:, env_file:, project_directory:}.",
        )
        return tree
    result = Node({k: v for k, v in tree.mapping.items() if k != "include"}, tree.origin, keys=dict(tree.keys))
    for inclusion in found:
        other = load(inclusion)
        if other is not None:
            _import(result, other)
    return result


def _import(tree: Node, other: Node) -> None:
    for section in SECTIONS:
        source = other.get(section)
        if source is None or not isinstance(source.value, dict):
            continue
        target = tree.get(section)
        if target is None or target.value is None:
            target = mapping(source.origin)
            tree.put(section, target)
        for name, child in source.value.items():
            own = target.get(name)
            if own is not None:
                child = _merged(section, name, child, own)
            target.put(name, child, source.key_origin(name))


def _merged(section: str, name: str, included: Node, own: Node) -> Node:
    """What both define: the including file overrides, as a later file does. https://github.com/compose-spec/compose-go"""

    def alone(node: Node) -> Node:
        tree, inner = mapping(node.origin), mapping(node.origin)
        inner.put(name, node, node.origin)
        tree.put(section, inner, node.origin)
        return tree

    return merge(alone(included), alone(own)).mapping[section].mapping[name]
