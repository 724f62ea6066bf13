"""Which databases become managed services: those whose every user names them where we can rewrite."""

from __future__ import annotations

from collections.abc import Mapping

from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics
from shipway.lower.decide.credentials import Credentials, credentials_of
from shipway.lower.decide.parameters import parameters
from shipway.lower.decide.replaceable import Said, obstacle, unsigned
from shipway.lower.decide.tools import tool
from shipway.lower.identify import names, references
from shipway.lower.identify.detect import EXTENSIONS, Detected
from shipway.lower.identify.mentions import texts
from shipway.manifest.types import Manifest
from shipway.model.application import Datastore, Decision
from shipway.records import record

TITLES = {
    "postgres": "Amazon RDS for PostgreSQL",
    "mysql": "Amazon RDS for MySQL",
    "mariadb": "Amazon RDS for MariaDB",
    "redis": "Amazon ElastiCache for Valkey",
}
HOMES = {"postgres": "rds", "mysql": "rds", "mariadb": "rds", "redis": "elasticache"}
PORTS = {"postgres": 5432, "mysql": 3306, "mariadb": 3306, "redis": 6379}
DEFAULT_USERS = {"postgres": "postgres", "mysql": "root", "mariadb": "root", "redis": ""}


@record
class Replaced:
    """A datastore with what its users are recognised by."""

    datastore: Datastore
    credentials: Credentials


def replaced(
    project: Project,
    manifest: Manifest,
    detected: Mapping[str, Detected],
    spoken: Mapping[str, list[tuple[str, str]]],
    diagnostics: Diagnostics,
) -> tuple[dict[str, Replaced], list[Decision]]:
    """Service → what it becomes, and a decision for every service that could have become something.

    spoken: of `settings.spoken`, what the services' bound files say.
    """
    directory = names.directory(project)
    said = {service.name: [*texts(service), *spoken.get(service.name, ())] for service in project.services}
    choices = manifest.services
    skipped = {name for name, one in choices.items() if one.skip}
    left_out = skipped | {s.name for s in project.services if tool(s, detected[s.name], choices.get(s.name))}
    found: dict[str, Replaced] = {}
    decisions: list[Decision] = []
    for service in project.services:
        family = detected[service.name].family
        if not family:
            continue
        choice = manifest.datastores.get(service.name)
        if choice is not None and choice.as_ == "external":
            continue
        users = [other for other in project.services if other.name != service.name and other.name not in left_out]
        reason = obstacle(service, users, project, directory, said, choice.as_ if choice else None)
        forced = choice is not None and choice.as_ in HOMES.values()
        if not reason and not forced and family != "redis":
            own = credentials_of(service, family, project)
            reason = unsigned(service, own, users, manifest, directory, said)
        known = f"{service.name} ({service.origin}, image {detected[service.name].image})"
        if reason and choice and choice.as_ in ("rds", "elasticache"):
            diagnostics.error(
                "datastore.not-rewritable",
                f'"{service.name}" cannot become a managed service: {reason}',
                choice.origin,
                fix="Give every user its address in an environment variable, or write `as: volume`.",
            )
        if reason:
            decisions.append(
                Decision(
                    service.name,
                    f"{known} stays a container{_lasting(service, family)}: {reason}",
                    service.origin,
                    f"datastores: {{{service.name}: {{as: {HOMES[family]}}}}}",
                )
            )
            continue
        built = _datastore(service, family, detected[service.name], project, said, manifest)
        found[service.name] = built
        version = f" {built.datastore.version}" if built.datastore.version and family != "redis" else ""
        decisions.append(
            Decision(
                service.name,
                f"{known} becomes {TITLES[family]}{version}{_with(built.datastore.extensions)}",
                service.origin,
                f"datastores: {{{service.name}: {{as: volume}}}}",
            )
        )
    return found, decisions


def _lasting(service: Service, family: str) -> str:
    """A cache keeps on disk what a volume is there for; a database is given one."""
    mounted = any(mount.type in ("volume", "bind") for mount in service.mounts)
    return " with durable storage" if mounted or family != "redis" else ""


def _with(extensions: tuple[str, ...]) -> str:
    return f" with the {' and '.join(extensions)} extension{'s' if extensions[1:] else ''}" if extensions else ""


def _datastore(
    service: Service, family: str, detected: Detected, project: Project, said: Said, manifest: Manifest
) -> Replaced:
    directory = names.directory(project)
    credentials = credentials_of(service, family, project)
    choice = manifest.datastores.get(service.name)
    engine = detected.engine.name if detected.engine else family
    return Replaced(
        Datastore(
            name=service.name,
            engine=family,
            version=detected.version,
            origin=service.origin,
            port=PORTS[family],
            database=credentials.database,
            user=credentials.user or DEFAULT_USERS[family],
            parameters=parameters(service, family),
            rewritable=_all_urls(service.name, said, directory),
            extensions=EXTENSIONS.get(engine, ()),
            aliases=names.aliases(service, project.services),
            options=dict(choice.options) if choice else {},
        ),
        credentials,
    )


def _all_urls(name: str, said: Said, directory: Mapping[str, str]) -> bool:
    """Whether every reference to the service, anywhere, is a whole URL, which can be told of TLS and a token."""
    kinds = {
        reference.kind
        for speaker, pairs in said.items()
        if speaker != name
        for key, text in pairs
        for reference in references.find(key, text, directory)
        if reference.service == name
    }
    return kinds == {"url"}
