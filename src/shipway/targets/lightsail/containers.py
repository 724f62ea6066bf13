"""The containers of the service, and what one of them cannot be given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application
from shipway.model.value import RouteUrl
from shipway.model.workload import Workload
from shipway.naming import lightsail_name
from shipway.resources.container_service import CONTAINERS, Container
from shipway.resources.secret import user_secret_id
from shipway.targets.lightsail.command import command
from shipway.topology.delivery import Address, Delivery, Homes

UNKNOWN = "address.invalid"
"""Stands for an address that is not known, so that the rest of the design can be looked at."""


def containers(workloads: Sequence[Workload], application: Application, diagnostics: Diagnostics) -> list[Container]:
    """workloads: of the application, as they name each other."""
    secrets = {secret.name: user_secret_id(secret.name) for secret in application.secrets}
    addresses = {one.name: Address(UNKNOWN) for one in workloads}
    # A value with secrets in it is no secret of its own here: the dynamic references stand in the variable itself.
    delivery = Delivery({}, secrets, addresses, Homes(CONTAINERS, lambda workload: CONTAINERS))
    return [_container(one, delivery, diagnostics) for one in workloads]


def _container(workload: Workload, delivery: Delivery, diagnostics: Diagnostics) -> Container:
    _tell_addresses(workload, diagnostics)
    _tell_visible(workload, delivery, diagnostics)
    words = command(workload, diagnostics)
    return Container(
        lightsail_name(workload.name, 53),
        workload.image.reference or workload.image.name,
        None if words is None else tuple(delivery.plain(word) for word in words),
        tuple((name, delivery.plain(value)) for name, value in workload.environment),
    )


def _tell_addresses(workload: Workload, diagnostics: Diagnostics) -> None:
    for name, value in workload.environment:
        if any(isinstance(part, RouteUrl) for part in value.parts):
            diagnostics.error(
                "lightsail.address",
                f'{name} of "{workload.name}" is the public address, which Lightsail makes up with the service',
                value.origin or workload.origin,
                fix="Let the program take it from the request's Host header, or choose `target: fargate`.",
            )


def _tell_visible(workload: Workload, delivery: Delivery, diagnostics: Diagnostics) -> None:
    names = list(_secret_names(workload, delivery))
    if names:
        diagnostics.warning(
            "lightsail.secret-visible",
            f'whoever may look at the container service can read {", ".join(names)} of "{workload.name}"',
            workload.origin,
            detail="Lightsail has variables in the open alone: CloudFormation reads the value from Secrets Manager when"
            " it deploys, and the Lightsail console shows it. No template holds it. A new value reaches the container"
            " when something of the service changes.",
            fix="Let few people into Lightsail's console, or choose `target: fargate`.",
        )


def _secret_names(workload: Workload, delivery: Delivery) -> Iterator[str]:
    yield from (name for name, value in workload.environment if delivery.secret(value))
    words = (*(workload.entrypoint or ()), *(workload.command or ()))
    if any(delivery.secret(word) for word in words):
        yield "the command"
