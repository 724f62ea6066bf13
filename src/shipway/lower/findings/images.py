"""Findings about images: secrets that would end up in them, and what a build or a registry cannot give."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping

from shipway.compose.paths import within
from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostic, warning
from shipway.lower.connect.images import secret_argument
from shipway.lower.decide.decide import Decided
from shipway.lower.identify import references
from shipway.lower.identify.builds import owner
from shipway.lower.identify.dockerfile import Stage
from shipway.lower.identify.identify import Identified
from shipway.lower.values.secrets import Secrets
from shipway.model.kept_out import dotenv


def images(found: Identified, decided: Decided, secrets: Secrets) -> Iterator[Diagnostic]:
    for service in decided.kept:
        yield from _secret_arguments(service, secrets)
        yield from _unreachable(service, decided.stores, found.directory)
        yield from _nowhere(service, found.project)
        yield from _secrets_inside(service, found.detected[service.name].stage, found.project)


def _secret_arguments(service: Service, secrets: Secrets) -> Iterator[Diagnostic]:
    """Report secret build arguments: the image's history keeps them."""
    for argument in service.build.args if service.build is not None else ():
        if argument.value and secret_argument(argument.name, argument.value, secrets):
            yield warning(
                "image.secret-argument",
                f'the build of "{service.name}" is given the secret {argument.name} as an argument',
                argument.origin,
                detail="Anyone who can pull the image can read its build arguments in its history.",
                fix="Mount it instead: `RUN --mount=type=secret,id=…` in the Dockerfile and `secrets:` below `build`.",
            )


def _unreachable(service: Service, replaced: Collection[str], directory: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report build arguments that name a replaced datastore: a build is outside its network."""
    for argument in service.build.args if service.build is not None else ():
        for one in references.find(argument.name, argument.value or "", directory):
            if one.service in replaced:
                yield warning(
                    "image.datastore-argument",
                    f'the build of "{service.name}" is given {argument.name}, which names "{one.service}"',
                    argument.origin,
                    detail="It becomes a managed service with another address, which a build cannot reach.",
                    fix="Read it when the program starts, or do the work in a job: `release: {service, command}`.",
                )


def _nowhere(service: Service, project: Project) -> Iterator[Diagnostic]:
    """Warn of an image that is only on this machine: Compose is told not to pull it, and nothing builds it."""
    policy = service.attributes.get("pull_policy")
    if policy is not None and policy[1] == "never" and owner(service, project).build is None:
        yield warning(
            "image.local",
            f'"{service.name}" runs {service.image}, which is never pulled and which no service builds',
            policy[0],
            detail="A deployment pulls the image from a registry, and it may not be in one.",
            fix="Give the service a `build:`, or push the image and write its full name.",
        )


def _secrets_inside(service: Service, stage: Stage | None, project: Project) -> Iterator[Diagnostic]:
    """Warn where the Dockerfile copies a folder that has an env file in it."""
    if service.build is None or stage is None:
        return
    folder = project.files.get(posixpath.normpath(service.build.context))
    names = [name for name in (folder.names if folder else ()) if dotenv(posixpath.basename(name))]
    roots = {posixpath.normpath(source) for source, _ in stage.copies}
    inside = [n for n in names if any(within(n, r) for r in roots)]
    if inside:
        path = posixpath.normpath(posixpath.join(service.build.context, inside[0]))
        given = any(v.origin.file == path for v in service.environment)
        yield warning(
            "image.env-file",
            f'the image of "{service.name}" will contain {inside[0]} and its secrets',
            service.build.origin,
            detail="Its Dockerfile copies the folder; anyone who can pull the image can read the file.",
            fix=f"Add {inside[0]} to .dockerignore"
            + ("; `env_file` gives its variables." if given else f", and add `env_file: {path}` to the service.")
            if posixpath.basename(path) == ".env"
            else f"Add {', '.join(inside[:3])} to .dockerignore.",
        )
