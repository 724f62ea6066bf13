"""`deploy:`. https://docs.docker.com/reference/compose-file/deploy/"""

from __future__ import annotations

from shipway.compose.attributes import values
from shipway.compose.forms import pairs
from shipway.compose.tree import Node
from shipway.compose.types import DeploySpec

FIELDS = (
    *("mode", "endpoint_mode", "replicas", "labels", "rollback_config", "update_config", "resources"),
    *("restart_policy", "placement"),
)
AMOUNTS = ("cpus", "memory", "pids", "devices", "generic_resources")


def deploy(node: Node) -> DeploySpec:
    if node.value is None:
        return DeploySpec()
    entries = values.fields(node, FIELDS)
    resources = values.fields(entries["resources"], ("limits", "reservations")) if _given(entries, "resources") else {}
    limits = values.fields(resources["limits"], AMOUNTS) if _given(resources, "limits") else {}
    reserved = values.fields(resources["reservations"], AMOUNTS) if _given(resources, "reservations") else {}
    for device in reserved["devices"].items if _given(reserved, "devices") else ():
        _device(device)
    return DeploySpec(
        replicas=values.integer(entries["replicas"]) if _given(entries, "replicas") else None,
        mode=values.text(entries["mode"]) if "mode" in entries else "replicated",
        limit_cpus=values.number(limits["cpus"]) if _given(limits, "cpus") else None,
        limit_memory=values.mebibytes(limits["memory"]) if _given(limits, "memory") else None,
        reserve_cpus=values.number(reserved["cpus"]) if _given(reserved, "cpus") else None,
        reserve_memory=values.mebibytes(reserved["memory"]) if _given(reserved, "memory") else None,
        devices=_given(reserved, "devices") and bool(reserved["devices"].items),
        labels=values.pairs(pairs(entries["labels"])) if "labels" in entries else (),
        origin=node.origin,
    )


def _device(node: Node) -> None:
    """https://docs.docker.com/reference/compose-file/deploy/#devices"""
    entries = values.fields(node, ("capabilities", "driver", "count", "device_ids", "options"))
    if "capabilities" not in entries:
        raise values.BadValue("reserves a device without `capabilities`, which say what it is for", node)
    if "count" in entries and "device_ids" in entries:
        raise values.BadValue("takes `count` or `device_ids` of a device, not both", entries["device_ids"])
    if "count" in entries and values.text(entries["count"]) != "all":
        values.integer(entries["count"])


def _given(entries: dict[str, Node], key: str) -> bool:
    return key in entries and entries[key].value not in (None, "")
