"""The one public way into a container service: HTTPS under an address of Lightsail's, HTTP from there on."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application, Route
from shipway.model.speech import Speech
from shipway.model.workload import Workload
from shipway.naming import lightsail_name
from shipway.resources.container_service import Endpoint


def public_endpoint(application: Application, diagnostics: Diagnostics) -> Endpoint | None:
    """Of several routes the first, and an error for each of the others; None where nothing is public.

    A program that redirects to HTTPS is well; where nobody said at which path it answers, one that answers at all is.
    """
    routes = application.routes
    if not routes:
        return None
    _alone(routes, diagnostics)
    workload, port = application.workload(routes[0].workload), routes[0].port
    _tell_unknown(workload, diagnostics)
    speaks = next((one.speaks for one in workload.ports if one.number == port), Speech.HTTP)
    return Endpoint(
        container=lightsail_name(workload.name, 53),
        port=port,
        protocol="HTTPS" if speaks is Speech.HTTPS else "HTTP",
        path=workload.health_path or "/",
        codes="200-399" if workload.health_path else "200-499",
    )


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
