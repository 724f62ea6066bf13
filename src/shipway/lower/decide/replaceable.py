"""Why a datastore cannot become a managed service: its users need a new address, and cannot be given it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from shipway.compose.types import Project, Service
from shipway.engines.family import Credentials
from shipway.lower.identify import names
from shipway.lower.identify.arranging import only_arranges
from shipway.lower.identify.readings import Text
from shipway.manifest.types import Manifest

PASSWORD = r"(?i)pass(w|word|wd|phrase)?[\w.]*\s*=|pwd[\w.]*\s*=|secret[\w.]*\s*=|PGPASSFILE"
OF_A_DATABASE = r"(?i)(db|database|pg|postgres|mysql|mariadb|sql|datasource|jdbc)\w*(pass|pwd)|PGPASSFILE"

Texts = Mapping[str, Sequence[Text]]
"""Service → every text of it that may name another one: its variables, commands and configuration files."""


def obstacle(
    service: Service,
    others: Sequence[Service],
    project: Project,
    said: Texts,
    kept: str,
) -> str:
    """Why a datastore stays a container; "" where nothing is in the way. kept: the manifest's `as:`, or ""."""
    if kept:
        return f"the manifest says `as: {kept}`"
    users = 0
    for other in others:
        if _shares_data(other, service):
            return f"{other.name} ({other.origin}) mounts its data"
        if not names.networks(other) & names.networks(service):
            continue
        if any(one.service == service.name for text in said[other.name] for one in text.names):
            users += 1
        elif any(needed.service == service.name for needed in other.depends_on) or _links(other, service.name):
            return f"{other.name} ({other.origin}) needs it but names it nowhere that Shipway can rewrite"
        elif _bound_text(other, service.name, project):
            return f"a file mounted into {other.name} names it"
    return "" if users else "no service names it in its environment or command"


def unsigned(
    service: Service,
    own: Credentials,
    users: Sequence[Service],
    manifest: Manifest,
    said: Texts,
) -> str:
    """Why nobody could sign in: the managed database has a new password, which reaches only users that ask for one."""
    if f"${{{service.name}." in "".join(text for _, text, _ in manifest.env):
        return ""
    for user in users:
        mine = [one for text in said[user.name] for one in text.names if one.service == service.name]
        if any(r.parts.get("password") or r.parts.get("user") for r in mine):
            return ""  # a URL that signs in gets the new user and password
        if mine and (user.secrets or any(_signs_in(text.key, text.text, own) for text in said[user.name])):
            return ""
    return "no service that names it is given a password, and a managed database needs one"


def _signs_in(key: str, text: str, own: Credentials) -> bool:
    """Whether a text holds the password, or its key is named like a database's."""
    holds = bool(own.password) and own.password in text and re.search(PASSWORD, f"{key}={text}") is not None
    return holds or re.search(OF_A_DATABASE, key) is not None


def _shares_data(other: Service, service: Service) -> bool:
    """Whether another service works on the database's files, as a backup does, and does not only set their owner."""
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
