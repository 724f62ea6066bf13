"""What Compose means without its being written: the default network, names with the project's in front, dependencies.

Works on a project as plain data in long forms, and leaves what is written as it is.
https://docs.docker.com/reference/compose-file/services/#depends_on and the pages beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Plain = dict[str, Any]
NAMED = ("networks", "volumes", "secrets", "configs")
SHARED = ("network_mode", "ipc", "pid", "uts", "cgroup")
"""Attributes that may say `service:NAME`."""


def implied(project: Mapping[str, Any], environ: Mapping[str, str]) -> Plain:
    """The project with all that it implies. environ: what variables without a value are taken from."""
    found: Plain = dict(project)
    services = {name: _service(dict(body or {}), environ) for name, body in (found.get("services") or {}).items()}
    if "services" in found:
        found["services"] = services
    networks = dict(found.get("networks") or {})
    if any("default" in (service.get("networks") or ()) for service in services.values()):
        networks.setdefault("default", None)
    if networks:
        found["networks"] = networks
    for section in NAMED:
        if found.get(section):
            found[section] = {key: _named(key, body, found.get("name", "")) for key, body in found[section].items()}
    return found


def _named(key: str, body: Any, project: str) -> Plain:
    """What is external keeps its own name, everything else has the project's in front."""
    entry = dict(body or {})
    if not entry.get("name"):
        entry["name"] = key if entry.get("external") else f"{project}_{key}"
    return entry


def _service(service: Plain, environ: Mapping[str, str]) -> Plain:
    if isinstance(service.get("build"), Mapping):
        service["build"] = _build(dict(service["build"]), environ)
    if "environment" in service:
        service["environment"] = _resolved(service["environment"], environ)
    if not service.get("networks") and not service.get("network_mode"):
        service["networks"] = {"default": None}
    depends = dict(service.get("depends_on") or {})
    for name, restart in _needed(service):
        depends.setdefault(name, {"condition": "service_started", "restart": restart, "required": True})
    if depends:
        service["depends_on"] = depends
    hooks = service.get("pre_start")
    if service.get("image") and isinstance(hooks, list):
        image = {"image": service["image"]}
        service["pre_start"] = [{**image, **hook} if isinstance(hook, dict) else hook for hook in hooks]
    return service


def _build(build: Plain, environ: Mapping[str, str]) -> Plain:
    build.setdefault("context", ".")
    if "dockerfile_inline" not in build:
        build.setdefault("dockerfile", "Dockerfile")
    if "args" in build:
        arguments = _resolved(build["args"], environ)
        if isinstance(arguments, dict):
            arguments = {key: value for key, value in arguments.items() if value is not None}
        build["args"] = arguments
    return build


def _resolved(variables: Any, environ: Mapping[str, str]) -> Any:
    """Variables without a value get the environment's, in either form of the list."""
    if isinstance(variables, Mapping):
        return {key: environ.get(key) if value is None else value for key, value in variables.items()}
    return [f"{one}={environ[one]}" if "=" not in str(one) and one in environ else one for one in variables or ()]


def _needed(service: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """(service, whether this one is restarted with it) for everything that one container takes from another."""
    for attribute in SHARED:
        kind, _, name = str(service.get(attribute) or "").partition(":")
        if kind == "service" and name:
            yield name, True
    for link in service.get("links") or ():
        yield str(link).partition(":")[0], True
    for other in service.get("volumes_from") or ():
        if not str(other).startswith("container:"):
            yield str(other).partition(":")[0], False
