"""The attributes of a service that Shipway's later stages read: attribute → (field of Service, function).

An attribute that is only passed on, or only named where a target does not carry it, needs no row: `KNOWN` lists it.
"""

from __future__ import annotations

from collections.abc import Callable

from shipway.compose.attributes import values
from shipway.compose.attributes.build import build
from shipway.compose.attributes.deploy import deploy
from shipway.compose.attributes.health import healthcheck
from shipway.compose.attributes.lists import (
    configs,
    depends_on,
    devices,
    environment,
    expose,
    hosts,
    links,
    networks,
    ports,
    secrets,
    ulimits,
    volumes,
)
from shipway.compose.tree import Node

Row = tuple[str, Callable[[Node], object]]

ROWS: dict[str, Row] = {
    "build": ("build", build),
    "cap_add": ("cap_add", values.texts),
    "cap_drop": ("cap_drop", values.texts),
    "command": ("command", values.command),
    "configs": ("configs", configs),
    "container_name": ("container_name", values.optional),
    "cpus": ("cpus", values.number),
    "depends_on": ("depends_on", depends_on),
    "deploy": ("deploy", deploy),
    "devices": ("devices", devices),
    "entrypoint": ("entrypoint", values.command),
    "environment": ("environment", environment),
    "expose": ("expose", expose),
    "extra_hosts": ("extra_hosts", hosts),
    "healthcheck": ("healthcheck", healthcheck),
    "hostname": ("hostname", values.optional),
    "image": ("image", values.optional),
    "init": ("init", values.flag),
    "ipc": ("ipc", values.text),
    "labels": ("labels", values.pairs),
    "links": ("links", links),
    "mem_limit": ("mem_limit", values.size),
    "mem_reservation": ("mem_reservation", values.size),
    "network_mode": ("network_mode", values.text),
    "networks": ("networks", networks),
    "pid": ("pid", values.text),
    "platform": ("platform", values.text),
    "ports": ("ports", ports),
    "privileged": ("privileged", values.flag),
    "profiles": ("profiles", values.texts),
    "pull_policy": ("pull_policy", values.text),
    "read_only": ("read_only", values.flag),
    "restart": ("restart", values.text),
    "runtime": ("runtime", values.text),
    "scale": ("scale", values.integer),
    "secrets": ("secrets", secrets),
    "security_opt": ("security_opt", values.texts),
    "shm_size": ("shm_size", values.size),
    "stop_grace_period": ("stop_grace_period", values.duration),
    "stop_signal": ("stop_signal", values.optional),
    "tmpfs": ("tmpfs", values.texts),
    "ulimits": ("ulimits", ulimits),
    "user": ("user", values.optional),
    "volumes": ("mounts", volumes),
    "working_dir": ("working_dir", values.optional),
}


def develop(node: Node) -> None:
    """What `docker compose watch` does: https://docs.docker.com/reference/compose-file/develop/"""
    watch = values.fields(node, ("watch",)).get("watch") if node.value is not None else None
    for rule in watch.items if watch else ():
        for key in ("path", "action"):
            if rule.get(key) is None:
                raise values.BadValue(f"watches without `{key}`", rule)


def hooks(node: Node) -> None:
    """Commands around a container's start and end: https://docs.docker.com/compose/how-tos/lifecycle/"""
    if node.value is not None and not isinstance(node.value, list):
        raise values.BadValue("must be a list", node)
    for hook in node.items if node.value else ():
        if not isinstance(hook.value, dict):
            raise values.BadValue("has an entry that is no mapping; write `command: …` in it", hook)


CHECKED: dict[str, Callable[[Node], None]] = {
    "develop": develop,
    "post_start": hooks,
    "pre_start": hooks,
    "pre_stop": hooks,
}
"""Attributes that only have to be right."""

PASSED_ON = (
    *("annotations", "attach", "blkio_config", "cgroup", "cgroup_parent", "cpu_count", "cpu_percent", "cpu_period"),
    *("cpu_quota", "cpu_rt_period", "cpu_rt_runtime", "cpu_shares", "cpuset", "credential_spec", "develop"),
    *("device_cgroup_rules", "dns", "dns_opt", "dns_search", "domainname", "env_file", "extends", "external_links"),
    *("gpus", "group_add", "isolation", "label_file", "logging", "mac_address", "mem_swappiness", "memswap_limit"),
    *("models", "oom_kill_disable", "oom_score_adj", "pids_limit", "post_start", "pre_start", "pre_stop", "provider"),
    *("pull_refresh_after", "stdin_open", "storage_opt", "sysctls", "tty", "use_api_socket", "userns_mode", "uts"),
    "volumes_from",
)
KNOWN = frozenset(ROWS) | frozenset(PASSED_ON)
OPEN = frozenset({
    "network_mode", "pid", "ipc", "privileged", "cap_add", "devices", "runtime", "platform", "tmpfs", "shm_size",
    "stop_signal", "userns_mode", "security_opt", "cgroup", "dns", "mac_address", "group_add", "domainname",
    "oom_score_adj", "pids_limit", "volumes_from", "uts", "isolation", "tty", "stdin_open", "init", "read_only",
    "restart", "ulimits", "extra_hosts",
})  # fmt: skip
"""Attributes whose values never hold a secret: a target may decide by them. Of others it learns that they are set."""
