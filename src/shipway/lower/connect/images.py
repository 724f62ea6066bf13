"""Where the image of a service comes from; services that share a build share an image."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import field

from shipway.compose.types import BuildSpec, Project, Service
from shipway.lower.identify.builds import owner
from shipway.lower.values import classify
from shipway.lower.values.secrets import Secrets
from shipway.model.image import Build, Image, Overlay
from shipway.model.sensitive import Sensitive
from shipway.records import record
from shipway.sha256 import hexadecimal


@record
class Images:
    """How the project's images are made. names: service → the name of its image's repository."""

    project: Project
    names: Mapping[str, str]
    secrets: Secrets = field(repr=False)

    def image(self, service: Service, overlays: tuple[Overlay, ...]) -> Image:
        """The service's image, with the overlays laid over it."""
        by = owner(service, self.project)
        build = self._build(by.build, by.name) if by.build is not None else None
        name = self.names[by.name] if not overlays else service.name
        reference = None if build is not None else service.image
        return Image(name, reference, build, overlays, service.platform or None, service.origin_of("image"))

    def _build(self, build: BuildSpec, service: str) -> Build:
        given = [(a.name, a.value) for a in build.args if a.value is not None]
        args = tuple((name, value) for name, value in given if not secret_argument(name, value, self.secrets))
        hidden = tuple((name, _key(service, name)) for name, value in given if (name, value) not in args)
        context = self.project.files.get(posixpath.normpath(build.context))
        ground = (context.digest if context else build.context, build.dockerfile, build.dockerfile_inline, build.target)
        digest = hexadecimal(repr((*ground, args, hidden)))
        return Build(build.context, build.dockerfile, build.target, args, build.dockerfile_inline, digest, hidden)

    def arguments(self) -> Mapping[str, Sensitive]:
        """The values of secret build arguments by the keys that the builds hold: none becomes a secret of its own."""
        return dict(self._arguments())

    def _arguments(self) -> Iterator[tuple[str, Sensitive]]:
        for service in self.project.services:
            for argument in service.build.args if service.build is not None else ():
                if argument.value is not None and secret_argument(argument.name, argument.value, self.secrets):
                    yield _key(service.name, argument.name), Sensitive(argument.value)


def images(project: Project, secrets: Secrets) -> Images:
    return Images(project, _shared_names(project), secrets)


def _key(service: str, argument: str) -> str:
    return f"build/{service}/{argument}"


def _shared_names(project: Project) -> dict[str, str]:
    """Service → the name of its image's repository. Services with one build share the name of the published one,
    else of the first by name, whatever their order in the file."""
    sharing: dict[tuple[object, ...], list[Service]] = {}
    for service in project.services:
        if service.build is not None:
            sharing.setdefault(_identity(service.build), []).append(service)
    names = {
        other.name: min(group, key=lambda one: (not one.ports, one.name)).name
        for group in sharing.values()
        for other in group
    }
    return {service.name: names.get(service.name, service.name) for service in project.services}


def _identity(build: BuildSpec) -> tuple[object, ...]:
    args = tuple((a.name, a.value) for a in build.args)
    return build.context, build.dockerfile, build.dockerfile_inline, build.target, args


def secret_argument(name: str, value: str, secrets: Secrets) -> bool:
    """Whether a build argument is a secret: by its name, its look, or because it contains a variable's secret."""
    return bool(classify.secret_variable(name, value) or classify.passwords(value)) or secrets.inside(value)
