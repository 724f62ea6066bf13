"""What the manifest states for workloads beside Compose: variables for all, names of secrets, the release's job."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from shipway.diagnostics import Diagnostics, Origin
from shipway.engines.catalogue import SERVERS, engine_named
from shipway.lower import classify
from shipway.lower.datastores import Replaced
from shipway.lower.secrets import Vault
from shipway.manifest.types import Manifest
from shipway.model.application import Kind, Link, Route, Scaling, Workload
from shipway.model.value import Attribute, Key, Part, RouteUrl, Value

REFERENCE = re.compile(r"\$\{([\w.-]+)\.(\w+)\}")
JOB = "release"
Stated = tuple[tuple[str, Value], ...]


def variables(
    manifest: Manifest,
    stores: Mapping[str, Replaced],
    routes: Iterable[Route],
    vault: Vault,
    diagnostics: Diagnostics,
) -> Stated:
    """`env:` of the manifest; `${api.host}` is a route's address, `${db.host}` an attribute of a managed datastore."""
    public = {route.workload for route in routes}
    found: list[tuple[str, Value]] = []
    for name, text, origin in manifest.env:
        if classify.secret_variable(name, text):
            diagnostics.warning(
                "manifest.secret-in-env",
                f"{name} looks like a secret and is written in the manifest",
                origin,
                fix=f"Remove it here, write `secrets: [{name}]`, and run `shipway secrets set {name}`.",
            )
            found.append((name, Value((vault.keep(name, text, origin),), origin)))
            continue
        found.append((name, Value(tuple(_parts(text, stores, public, origin, diagnostics)), origin)))
    return tuple(found)


def _parts(
    text: str, stores: Mapping[str, Replaced], public: Collection[str], origin: Origin, diagnostics: Diagnostics
) -> Iterable[Part]:
    position = 0
    for match in REFERENCE.finditer(text):
        name, attribute = match.groups()
        if match.start() > position:
            yield text[position : match.start()]
        position = match.end()
        if name in public and attribute in ("host", "url"):
            yield RouteUrl(name, host_only=attribute == "host")
        elif name in stores and attribute in tuple(Key):
            yield Attribute(name, Key(attribute))
        else:
            diagnostics.error(
                "manifest.unknown-reference",
                f"{match.group()} is neither a public service's address nor an attribute of a managed datastore",
                origin,
                detail=f"A service has host and url; a datastore has {', '.join(Key)}.",
                fix=f"Known are {', '.join(sorted({*public, *stores})) or 'none in this project'}.",
            )
    if position < len(text):
        yield text[position:]


def with_stated(
    workload: Workload, stated: Stated, manifest: Manifest, vault: Vault, owners: Collection[str]
) -> Workload:
    """The workload with the manifest's variables over its own. owners: names of secrets that some service declares."""
    if not _application(workload):
        return workload
    environment = dict(workload.environment)
    environment.update(stated)
    for name, origin in manifest.secrets:
        value = environment.get(name)
        if value is None and name in owners:
            continue
        if value is None or value.literal is not None:
            text, source = (value.literal or "", value.origin) if value else ("", None)
            environment[name] = Value((vault.keep(name, text, source, workload.name),), origin)
    return replace(workload, environment=tuple(environment.items()))


def _application(workload: Workload) -> bool:
    """Whether it is no database, cache or broker, which have settings of their own."""
    engine = engine_named(workload.engine)
    return engine is None or engine.role not in SERVERS


def named(workloads: Iterable[Workload], stated: Stated, ports: Mapping[str, int]) -> tuple[Link, ...]:
    """Who talks to a datastore because the manifest's variables name it. ports: of the datastores."""
    stores = dict.fromkeys(name for _, value in stated for name in sorted(value.datastores))
    return tuple(Link(one.name, store, ports[store]) for one in workloads if _application(one) for store in stores)


def release(
    manifest: Manifest, workloads: Iterable[Workload], links: Iterable[Link], diagnostics: Diagnostics
) -> tuple[Workload | None, tuple[Link, ...]]:
    """The job of `release: {service, command}`: the service's image and variables with another command."""
    if manifest.release is None:
        return None, ()
    name, command, origin = manifest.release
    owner = next((one for one in workloads if one.name == name), None)
    if owner is None:
        diagnostics.error(
            "manifest.unknown-service",
            f'`release` names "{name}", which is not deployed',
            origin,
            fix="Name a service whose image has the command.",
        )
        return None, ()
    words = tuple(Value((word,), origin) for word in shlex.split(command))
    job = replace(
        owner, name=JOB, kind=Kind.JOB, command=words, ports=(), aliases=(JOB,), health=None, scaling=Scaling(),
        depends_on=(), origin=origin,
    )  # fmt: skip
    return job, tuple(replace(link, source=JOB) for link in links if link.source == name)
