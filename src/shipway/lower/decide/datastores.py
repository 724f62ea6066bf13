"""Which databases become managed services: those whose every user names them where we can rewrite."""

from __future__ import annotations

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics
from shipway.lower.decide.credentials import Credentials, credentials_of
from shipway.lower.decide.parameters import parameters
from shipway.lower.decide.replaceable import Texts, obstacle, unsigned
from shipway.lower.decide.tools import tool
from shipway.lower.identify import names
from shipway.lower.identify.detect import EXTENSIONS
from shipway.lower.identify.identify import Identified
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
    found: Identified, said: Texts, manifest: Manifest, diagnostics: Diagnostics
) -> tuple[dict[str, Replaced], list[Decision]]:
    """Service → what it becomes, and a decision for every service that could have become something.

    said: what each service says, in its configuration files too.
    """
    project, detected = found.project, found.detected
    choices = manifest.services
    skipped = {name for name, one in choices.items() if one.skip}
    left_out = skipped | {s.name for s in project.services if tool(s, detected[s.name], choices.get(s.name))}
    becoming: dict[str, Replaced] = {}
    decisions: list[Decision] = []
    for service in project.services:
        family = detected[service.name].family
        if not family:
            continue
        choice = manifest.datastores.get(service.name)
        if choice is not None and choice.as_ == "external":
            continue
        users = [other for other in project.services if other.name != service.name and other.name not in left_out]
        reason = obstacle(service, users, project, said, choice.as_ if choice else None)
        forced = choice is not None and choice.as_ in HOMES.values()
        if not reason and not forced and family != "redis":
            own = credentials_of(service, family, project)
            reason = unsigned(service, own, users, manifest, said)
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
        built = _datastore(service, found, said, manifest)
        becoming[service.name] = built
        version = f" {built.datastore.version}" if built.datastore.version and family != "redis" else ""
        decisions.append(
            Decision(
                service.name,
                f"{known} becomes {TITLES[family]}{version}{_with(built.datastore.extensions)}",
                service.origin,
                f"datastores: {{{service.name}: {{as: volume}}}}",
            )
        )
    return becoming, decisions


def _lasting(service: Service, family: str) -> str:
    """A cache keeps on disk what a volume is there for; a database is given one."""
    mounted = any(mount.type in ("volume", "bind") for mount in service.mounts)
    return " with durable storage" if mounted or family != "redis" else ""


def _with(extensions: tuple[str, ...]) -> str:
    return f" with the {' and '.join(extensions)} extension{'s' if extensions[1:] else ''}" if extensions else ""


def _datastore(service: Service, found: Identified, said: Texts, manifest: Manifest) -> Replaced:
    project, detected = found.project, found.detected[service.name]
    family = detected.family
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
            rewritable=_all_urls(service.name, said),
            extensions=EXTENSIONS.get(engine, ()),
            aliases=names.aliases(service, project.services),
            options=dict(choice.options) if choice else {},
        ),
        credentials,
    )


def _all_urls(name: str, said: Texts) -> bool:
    """Whether every reference to the service, anywhere, is a whole URL, which can be told of TLS and a token."""
    texts = (text for speaker, own in said.items() if speaker != name for text in own)
    return {one.kind for text in texts for one in text.names if one.service == name} == {"url"}
