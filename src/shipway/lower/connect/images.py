"""Where the image of a service comes from; services that share a build share an image."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Collection, Mapping

from shipway.compose.paths import within
from shipway.compose.types import BuildSpec, Project, Service
from shipway.diagnostics import Diagnostics
from shipway.lower.identify import references
from shipway.lower.identify.dockerfile import Stage
from shipway.lower.values import classify
from shipway.lower.values.secrets import Vault
from shipway.model.application import Build, Image, Overlay
from shipway.model.kept_out import dotenv
from shipway.model.value import Value


def image(
    service: Service, overlays: tuple[Overlay, ...], project: Project, names: Mapping[str, str], vault: Vault
) -> Image:
    """names: of `shared_names`."""
    built_by = owner(service, project)
    build = _build(built_by.build, built_by.name, project, vault) if built_by.build is not None else None
    name = names[built_by.name] if not overlays else service.name
    reference = None if build is not None else service.image
    return Image(name, reference, build, overlays, service.platform or None, service.origin_of("image"))


def owner(service: Service, project: Project) -> Service:
    """The service whose build makes this one's image: itself, or the one that builds an image of that name."""
    if service.build is not None:
        return service
    for other in project.services:
        if other.build is not None and other.image and other.image == service.image:
            return other
    return service


def shared_names(project: Project) -> dict[str, str]:
    """Service → the name of its image's repository: of the services with one build, wherever they stand in the file,
    one that is published gives it, else the first by name."""
    sharing: dict[tuple[object, ...], list[Service]] = {}
    for service in project.services:
        if service.build is not None:
            sharing.setdefault(_key(service.build), []).append(service)
    names = {
        other.name: min(group, key=lambda one: (not one.ports, one.name)).name
        for group in sharing.values()
        for other in group
    }
    return {service.name: names.get(service.name, service.name) for service in project.services}


def _key(build: BuildSpec) -> tuple[object, ...]:
    args = tuple((a.name, a.value) for a in build.args)
    return build.context, build.dockerfile, build.dockerfile_inline, build.target, args


def _build(build: BuildSpec, service: str, project: Project, vault: Vault) -> Build:
    given = [(a.name, a.value) for a in build.args if a.value is not None]
    args = tuple((name, value) for name, value in given if not _secret(name, value, vault))
    hidden = tuple(
        (name, vault.building(f"build/{service}/{name}", value)) for name, value in given if (name, value) not in args
    )
    context = project.files.get(posixpath.normpath(build.context))
    digest = hashlib.sha256(
        repr(
            (
                context.digest if context else build.context,
                build.dockerfile,
                build.dockerfile_inline,
                build.target,
                args,
                hidden,
            )
        ).encode()
    ).hexdigest()
    return Build(build.context, build.dockerfile, build.target, args, build.dockerfile_inline, digest, hidden)


def _secret(name: str, value: str, vault: Vault) -> bool:
    """Whether a build argument is a secret: by its name, its looks, or since some variable's secret is in it."""
    if classify.secret_variable(name, value) or classify.passwords(value):
        return True
    return vault.conceal(Value((value,))).secret


def secret_arguments(service: Service, vault: Vault, diagnostics: Diagnostics) -> None:
    """Say which build arguments are secrets: the image's history keeps what a build is given like that."""
    for argument in service.build.args if service.build is not None else ():
        if argument.value and _secret(argument.name, argument.value, vault):
            diagnostics.warning(
                "image.secret-argument",
                f'the build of "{service.name}" is given the secret {argument.name} as an argument',
                argument.origin,
                detail="Whoever can pull the image can read the arguments of its build in its history.",
                fix="Mount it instead: `RUN --mount=type=secret,id=…` in the Dockerfile and `secrets:` below `build`.",
            )


def unreachable(
    service: Service, replaced: Collection[str], directory: Mapping[str, str], diagnostics: Diagnostics
) -> None:
    """Say which build arguments name a datastore that is replaced: a build is outside of its network."""
    for argument in service.build.args if service.build is not None else ():
        for one in references.find(argument.name, argument.value or "", directory):
            if one.service in replaced:
                diagnostics.warning(
                    "image.datastore-argument",
                    f'the build of "{service.name}" is given {argument.name}, which names "{one.service}"',
                    argument.origin,
                    detail="It becomes a managed service, which a build cannot reach, under another address.",
                    fix="Read it when the program starts, or do the work in a job: `release: {service, command}`.",
                )


def nowhere(service: Service, project: Project, diagnostics: Diagnostics) -> None:
    """Say where an image is on this machine alone: Compose is told not to pull it, and nothing builds it."""
    policy = service.attributes.get("pull_policy")
    if policy is not None and policy[1] == "never" and owner(service, project).build is None:
        diagnostics.warning(
            "image.local",
            f'"{service.name}" runs {service.image}, which is never pulled and which no service builds',
            policy[0],
            detail="On AWS it is pulled from a registry, and may not be in one.",
            fix="Give the service a `build:`, or push the image and write its full name.",
        )


def secrets_inside(service: Service, stage: Stage | None, project: Project, diagnostics: Diagnostics) -> None:
    """Say where the Dockerfile copies a whole folder with an environment's file in it."""
    if service.build is None or stage is None:
        return
    folder = project.files.get(posixpath.normpath(service.build.context))
    names = [name for name in (folder.names if folder else ()) if dotenv(posixpath.basename(name))]
    roots = {posixpath.normpath(source) for source, _ in stage.copies}
    inside = [n for n in names if any(within(n, r) for r in roots)]
    if inside:
        path = posixpath.normpath(posixpath.join(service.build.context, inside[0]))
        given = any(v.origin.file == path for v in service.environment)
        diagnostics.warning(
            "image.env-file",
            f'the image of "{service.name}" gets {inside[0]}, with the secrets in it',
            service.build.origin,
            detail="Its Dockerfile copies the folder; whoever can pull the image can read the file.",
            fix=f"Write {inside[0]} into .dockerignore"
            + ("; `env_file` gives its variables." if given else f", and add `env_file: {path}` to the service.")
            if posixpath.basename(path) == ".env"
            else f"Write {', '.join(inside[:3])} into .dockerignore.",
        )
