"""A database container's own user, password and database, as its image's variables give them."""

from __future__ import annotations

from shipway.compose.types import Project, Service
from shipway.engines.family import Credentials, Given, SecretFile, family_of
from shipway.lower.identify.contents import content


def credentials_of(service: Service, family: str, project: Project) -> Credentials:
    """family: as detected."""
    return family_of(family).credentials(given(service, project))


def given(service: Service, project: Project) -> Given:
    """What Compose says about a container, as the engines read it."""
    variables = {v.name: v.value or "" for v in service.environment}
    return Given(variables, tuple(service.command or ()), _files(service, project))


def _files(service: Service, project: Project) -> dict[str, SecretFile]:
    """Path → the secret there. Of two with one path the first counts; a bare name counts as a path too."""
    found: dict[str, SecretFile] = {}
    for use in service.secrets:
        target = use.target or use.source
        secret = SecretFile(use.source, _text(use.source, project))
        found.setdefault(f"/run/secrets/{target}", secret)
        found.setdefault(target, secret)
    return found


def _text(name: str, project: Project) -> str:
    spec = next((secret for secret in project.secrets if secret.name == name), None)
    return content(spec, project).strip() if spec is not None else ""
