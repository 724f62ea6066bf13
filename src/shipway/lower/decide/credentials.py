"""A database container's own user, password and database, as its image's variables give them."""

from __future__ import annotations

from shipway.compose.types import Project, Service
from shipway.records import record


@record
class Credentials:
    """A database container's own user, password and database; password_secret: the Compose secret that holds it."""

    user: str
    password: str
    database: str
    password_secret: str = ""


def credentials_of(service: Service, family: str, project: Project) -> Credentials:
    """family: of detection."""
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
