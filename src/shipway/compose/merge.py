"""Phase 3, merge: a later Compose file over an earlier one, by the rules of each attribute.

The rules: https://docs.docker.com/reference/compose-file/merge/
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from shipway.compose.forms import Path, form_of
from shipway.compose.ports import port_keys
from shipway.compose.tree import Node, copy, sequence

Key = Callable[[Node], Hashable]

REPLACED = {"command", "entrypoint", "test", "runtime_flags"}
"""Attributes whose list is one thing: the later one counts whole."""


def merge(base: Node, override: Node, path: Path = ()) -> Node:
    """The merged tree; neither argument is changed. `!reset` removes, `!override` replaces."""
    if override.tag in ("!override", "!reset"):
        return override
    form = form_of(path)
    if form is not None:
        base, override = form(base), form(override)
    if override.value is None and path and isinstance(base.value, dict):
        return base
    if isinstance(base.value, dict) and isinstance(override.value, dict) and not _replaces(base, override, path):
        return _mappings(base, override, path)
    if isinstance(base.value, list) and isinstance(override.value, list) and path[-1] not in REPLACED:
        if path[-2:] == ("ipam", "config"):
            return _subnets(base, override, path)
        return sequence(base.origin, [*base.value, *override.value])
    return override


def _subnets(base: Node, override: Node, path: Path) -> Node:
    """`ipam.config`: entries of the same subnet are one."""
    found = {_subnet(item): item for item in base.items}
    for item in override.items:
        known = found.get(_subnet(item))
        found[_subnet(item)] = merge(known, item, (*path, "[]")) if known else item
    return sequence(base.origin, list(found.values()))


def _replaces(base: Node, override: Node, path: Path) -> bool:
    """Whether a mapping counts whole: a ulimit, or a logging section with another driver."""
    if len(path) == 4 and path[2] == "ulimits":
        return True
    if path and path[-1] == "logging":
        first, second = base.get("driver"), override.get("driver")
        return first is not None and second is not None and first.text != second.text
    return False


def _mappings(base: Node, override: Node, path: Path) -> Node:
    merged = Node(dict(base.mapping), base.origin, base.tag, keys=dict(base.keys))
    for key, child in override.mapping.items():
        known = merged.get(key)
        merged.put(key, merge(known, child, (*path, key)) if known else child, override.key_origin(key))
    return merged


def settle(node: Node, path: Path = ()) -> Node | None:
    """After all merging: what `!reset` names is gone, tags are gone, lists with a key hold each key once."""
    if node.tag == "!reset":
        return None
    form = form_of(path)
    if form is not None:
        node = form(node)
    if isinstance(node.value, dict):
        settled = Node({}, node.origin)
        for key, child in node.value.items():
            kept = settle(child, (*path, key))
            if kept is not None:
                settled.put(key, kept, node.key_origin(key))
        return settled
    if isinstance(node.value, list):
        items = [kept for child in node.value if (kept := settle(child, (*path, "[]"))) is not None]
        return sequence(node.origin, _unique(items, path))
    return node if not node.tag else copy(Node(node.value, node.origin, "", node.raw, node.sources))


def _unique(items: list[Node], path: Path) -> list[Node]:
    """The last one of each key, at the place of the first."""
    key = _key_of(path)
    if key is None:
        return items
    found: dict[Hashable, Node] = {}
    for item in items:
        found[key(item)] = item
    if path[-1] == "extra_hosts":
        return _by_host(found.values())
    return list(found.values())


def _by_host(items: Iterable[Node]) -> list[Node]:
    """The addresses of one host stand together, at the place of the first."""
    places: dict[str, int] = {}
    return sorted(items, key=lambda item: places.setdefault(item.text.partition("=")[0], len(places)))


def _key_of(path: Path) -> Key | None:
    name = path[-1] if path else ""
    if len(path) == 3 and path[0] == "services":
        return SERVICE_KEYS.get(name)
    if name in ("aliases", "link_local_ips", "tags", "platforms", "platform", "extra_hosts"):
        return _text
    return None


def _text(node: Node) -> Hashable:
    return node.text if not isinstance(node.value, dict | list) else id(node)


def _field(node: Node, *names: str) -> str:
    for name in names:
        child = node.get(name)
        if child is not None and child.value is not None:
            return child.text
    return ""


def _volume(node: Node) -> Hashable:
    if isinstance(node.value, dict):
        return _field(node, "target").rstrip("/")
    parts = node.text.split(":")
    windows = len(parts) > 1 and len(parts[0]) == 1 and parts[1].startswith("\\")
    parts = [":".join(parts[:2]), *parts[2:]] if windows else parts
    return (parts[1] if len(parts) > 1 and parts[1].startswith(("/", "~", "$")) else parts[0]).rstrip("/")


def _device(node: Node) -> Hashable:
    if isinstance(node.value, dict):
        return _field(node, "target", "source")
    parts = node.text.split(":")
    return parts[1] if len(parts) > 1 else parts[0]


def _mounted_file(folder: str) -> Key:
    def key(node: Node) -> Hashable:
        target = _field(node, "target", "source") if isinstance(node.value, dict) else node.text
        return target if target.startswith("/") else folder + target

    return key


def _link(node: Node) -> Hashable:
    return node.text.partition("=")[0]


def _subnet(node: Node) -> Hashable:
    return _field(node, "subnet") or id(node)


def _env_file(node: Node) -> Hashable:
    return _field(node, "path") if isinstance(node.value, dict) else node.text


SERVICE_KEYS: dict[str, Key] = {
    "cap_add": _text,
    "cap_drop": _text,
    "configs": _mounted_file("/"),
    "devices": _device,
    "dns": _text,
    "dns_opt": _text,
    "dns_search": _text,
    "env_file": _env_file,
    "expose": _text,
    "external_links": _text,
    "extra_hosts": _text,
    "links": _link,
    "ports": port_keys,
    "profiles": _text,
    "secrets": _mounted_file("/run/secrets/"),
    "security_opt": _text,
    "tmpfs": _text,
    "volumes": _volume,
}
