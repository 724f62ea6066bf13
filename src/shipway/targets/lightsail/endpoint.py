"""The one public way into a container service: HTTPS under an address of Lightsail's, HTTP from there on."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application, Route
from shipway.model.speech import Speech
from shipway.model.workload import Workload
from shipway.naming import lightsail_name
from shipway.records import record
from shipway.topology.graph import Property


@record
class Endpoint:
    """body: of PublicEndpoint, None where nothing is public. opened: workload → (port, protocol) open for it."""

    body: dict[str, Property] | None
    opened: dict[str, tuple[int, str]]


def public_endpoint(application: Application, diagnostics: Diagnostics) -> Endpoint:
    """Of several routes the first, and an error for each of the others."""
    routes = application.routes
    if not routes:
        return Endpoint(None, {})
    _alone(routes, diagnostics)
    workload = application.workload(routes[0].workload)
    _tell_unknown(workload, diagnostics)
    speaks = next((one.speaks for one in workload.ports if one.number == routes[0].port), Speech.HTTP)
    body: dict[str, Property] = {
        "ContainerName": lightsail_name(workload.name, 53),
        "ContainerPort": routes[0].port,
        "HealthCheckConfig": _health(workload),
    }
    return Endpoint(body, {workload.name: (routes[0].port, "HTTPS" if speaks is Speech.HTTPS else "HTTP")})


def _health(workload: Workload) -> Property:
    """A program that redirects to HTTPS is well; where nobody said at which path it answers, one that answers at all.

    https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContainerServiceHealthCheckConfig.html
    """
    return {
        "Path": workload.health_path or "/",
        "SuccessCodes": "200-399" if workload.health_path else "200-499",
        "IntervalSeconds": 10,
        "TimeoutSeconds": 5,
        "HealthyThreshold": 2,
        "UnhealthyThreshold": 5,
    }


def _alone(routes: Sequence[Route], diagnostics: Diagnostics) -> None:
    first = routes[0]
    for route in routes[1:]:
        diagnostics.error(
            "lightsail.endpoint",
            f'port {route.port} of "{route.workload}" cannot be public beside port {first.port} of "{first.workload}": '
            "a container service has one public endpoint",
            route.origin,
            detail=f"The first one stands at {first.origin}.",
            fix=f"Close one: services: {{{route.workload}: {{public: false}}}}; or choose `target: fargate`.",
        )
    for route in routes:
        if route.path != "/":
            diagnostics.error(
                "lightsail.path",
                f'"{route.workload}" is public below {route.path} alone, and the endpoint leads every path to it',
                route.origin,
                fix="Remove the path, and let the program or a proxy container answer it; or choose `target: fargate`.",
            )


def _tell_unknown(workload: Workload, diagnostics: Diagnostics) -> None:
    if not workload.health_path:
        diagnostics.note(
            "health.unknown",
            f"nothing says at which path {workload.name} answers: any answer to / below 500 counts as healthy",
            workload.origin,
            fix=f"Say it: services: {{{workload.name}: {{health: /PATH}}}}, or by a `healthcheck` that asks a URL.",
        )
