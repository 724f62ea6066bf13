"""Which databases become managed services: those whose every user names them where we can rewrite."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics
from shipway.lower import names, references
from shipway.lower.arranging import only_arranges
from shipway.lower.detect import EXTENSIONS, Detected
from shipway.lower.mentions import texts
from shipway.lower.parameters import parameters
from shipway.lower.tools import tool
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
PASSWORD = re.compile(r"pass(w|word|wd|phrase)?[\w.]*\s*=|pwd[\w.]*\s*=|secret[\w.]*\s*=|PGPASSFILE", re.I)
OF_A_DATABASE = re.compile(r"(db|database|pg|postgres|mysql|mariadb|sql|datasource|jdbc)\w*(pass|pwd)|PGPASSFILE", re.I)
DEFAULT_USERS = {"postgres": "postgres", "mysql": "root", "mariadb": "root", "redis": ""}

Said = Mapping[str, list[tuple[str, str]]]
"""Service → every text of it that may name another one, with the variable's name or the file's key."""


@record
class Credentials:
    """A database container's own user, password and database; password_secret: the Compose secret that holds it."""

    user: str
    password: str
    database: str
    password_secret: str = ""


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
    found: dict[str, Replaced] = {}
    decisions: list[Decision] = []
    for service in project.services:
        family = detected[service.name].family
        if not family:
            continue
        choice = manifest.datastores.get(service.name)
        if choice is not None and choice.as_ == "external":
            continue
        users = [
            other
            for other in project.services
            if other.name != service.name and not tool(other, detected[other.name], manifest.services.get(other.name))
        ]
        reason = _obstacle(service, users, project, directory, said, choice.as_ if choice else None)
        if not reason and choice is None and family != "redis":
            reason = _unsigned(service, family, users, project, manifest, directory, said)
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


def _signs_in(key: str, text: str, own: Credentials) -> bool:
    """Whether a text is the password, holds it, or is called a database's."""
    holds = bool(own.password) and own.password in text and bool(PASSWORD.search(f"{key}={text}"))
    return holds or bool(OF_A_DATABASE.search(key))


def _unsigned(
    service: Service,
    family: str,
    users: Sequence[Service],
    project: Project,
    manifest: Manifest,
    directory: Mapping[str, str],
    said: Said,
) -> str:
    """Why nobody could sign in: the managed database's password is a new one, and reaches whom a text asks for it."""
    if f"${{{service.name}." in "".join(text for _, text, _ in manifest.env):
        return ""
    own = _credentials(service, family, project)
    for user in users:
        named = [r for key, text in said[user.name] for r in references.find(key, text, directory)]
        mine = [r for r in named if r.service == service.name]
        if any(r.parts.get("password") or r.parts.get("user") for r in mine):
            return ""  # a URL that signs in is delivered with both
        if mine and (user.secrets or any(_signs_in(key, text, own) for key, text in said[user.name])):
            return ""
    return "nobody who names it is given a password, and a managed database has one"


def _obstacle(
    service: Service,
    others: Sequence[Service],
    project: Project,
    directory: Mapping[str, str],
    said: Said,
    choice: str | None,
) -> str:
    """Why a datastore stays a container; "" where nothing is in the way."""
    if choice in ("volume", "container", "instance"):
        return f"the manifest says `as: {choice}`"
    users = 0
    for other in others:
        if _shares_data(other, service):
            return f"{other.name} ({other.origin}) mounts its data"
        if not names.networks(other) & names.networks(service):
            continue
        if any(
            r.service == service.name for key, text in said[other.name] for r in references.find(key, text, directory)
        ):
            users += 1
        elif any(needed.service == service.name for needed in other.depends_on) or _links(other, service.name):
            return f"{other.name} ({other.origin}) needs it but names it nowhere that can be rewritten"
        elif _bound_text(other, service.name, project):
            return f"a file bound into {other.name} names it"
    return "" if users else "no service names it in its environment or command"


def _shares_data(other: Service, service: Service) -> bool:
    """Whether another service works on the database's files, as a backup does; one that gives them a user goes too."""
    own = {mount.source for mount in service.mounts if mount.type == "volume" and mount.source}
    theirs = {mount.source for mount in other.mounts if mount.type == "volume"}
    return bool(own & theirs) and not only_arranges(other)


def _links(service: Service, name: str) -> bool:
    return any(target == name for target, _ in service.links)


def _bound_text(service: Service, name: str, project: Project) -> bool:
    for mount in service.mounts:
        file = project.files.get(mount.source or "")
        if mount.type == "bind" and file is not None and file.text and f"{name}:" in file.text:
            return True
    return False


def _variable(service: Service, *variables: str) -> str:
    found = {v.name: v.value or "" for v in service.environment}
    return next((found[name] for name in variables if found.get(name)), "")


def _secret_of(service: Service, variable: str, project: Project) -> tuple[str, str]:
    """(Compose secret, its text) that a `…_FILE` variable points at."""
    path = _variable(service, variable)
    for use in service.secrets:
        target = use.target or use.source
        if path and (path == f"/run/secrets/{target}" or path == target):
            spec = next((s for s in project.secrets if s.name == use.source), None)
            file = project.files.get(_normal(spec.file)) if spec and spec.file else None
            if spec and spec.environment:
                return use.source, project.environment.get(spec.environment, "")
            return use.source, (file.text or "").strip() if file else ""
    return "", ""


def _normal(path: str) -> str:
    return path.removeprefix("./")


def _credentials(service: Service, family: str, project: Project) -> Credentials:
    if family == "postgres":
        user = _variable(service, "POSTGRES_USER") or "postgres"
        secret, text = _secret_of(service, "POSTGRES_PASSWORD_FILE", project)
        return Credentials(
            user, _variable(service, "POSTGRES_PASSWORD") or text, _variable(service, "POSTGRES_DB") or user, secret
        )
    if family in ("mysql", "mariadb"):
        user = _variable(service, "MYSQL_USER", "MARIADB_USER")
        database = _variable(service, "MYSQL_DATABASE", "MARIADB_DATABASE")
        if user:
            return Credentials(user, _variable(service, "MYSQL_PASSWORD", "MARIADB_PASSWORD"), database)
        secret, text = _secret_of(service, "MYSQL_ROOT_PASSWORD_FILE", project)
        return Credentials(
            "root", _variable(service, "MYSQL_ROOT_PASSWORD", "MARIADB_ROOT_PASSWORD") or text, database, secret
        )
    words = list(service.command or ())
    password = words[words.index("--requirepass") + 1] if "--requirepass" in words[:-1] else ""
    return Credentials("", password or _variable(service, "REDIS_PASSWORD"), "")


def _datastore(
    service: Service, family: str, detected: Detected, project: Project, said: Said, manifest: Manifest
) -> Replaced:
    directory = names.directory(project)
    credentials = _credentials(service, family, project)
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
