"""The public side: one load balancer with its listeners, rules and target groups, and with a domain its names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application, Route
from shipway.records import record
from shipway.resources import load_balancer as balancer
from shipway.resources.listener_rules import rules
from shipway.targets.fargate.draft import Draft
from shipway.topology.delivery import Address
from shipway.topology.graph import Edge, Purpose, Ref, Resource

EDGE = "load-balancer"
"""A node that is not a workload; Compose names cannot collide with it, since logical ids have their own suffix."""


@record
class PublicSide:
    """addresses: workload → where it is reached from outside."""

    resources: tuple[Resource, ...] = ()
    edges: tuple[Edge, ...] = ()
    addresses: Mapping[str, Address] = field(default_factory=dict)


def public_side(draft: Draft, subnets: Sequence[str], group: str, live: Mapping[str, int]) -> PublicSide:
    """subnets: the public ones. group: the load balancer's security group. live: `HOST/PATH` → priority in use."""
    application = draft.application
    routes = application.routes
    resources = [balancer.load_balancer(subnets, group)]
    edges: list[Edge] = []
    for workload, port in dict.fromkeys((r.workload, r.port) for r in routes):
        resources.append(balancer.target_group(application.workload(workload), port))
        edges.append(Edge(EDGE, workload, Purpose.CONNECT, port))
    _tell_unknown(application, draft.diagnostics)
    hosts = tuple(dict.fromkeys(r.host for r in routes if r.host))
    if not hosts:
        draft.diagnostics.warning(
            "route.plain-http",
            "public routes are plain HTTP, because the environment has no domain",
            routes[0].origin,
            fix="Add `domain:` (a hosted zone of yours) to the environment in shipway.yaml.",
        )
        return _plain(routes, resources, edges, live)
    from shipway.resources.public_names import certificate, records  # late: only with a domain

    edges += [Edge("internet", EDGE, Purpose.PUBLIC, port) for port in (80, 443)]
    zone = _zone(draft, routes)
    resources += [certificate(hosts, zone), balancer.redirect_listener(), balancer.secure_listener()]
    resources += [*rules(routes, live), *records(hosts, zone)]
    return PublicSide(tuple(resources), tuple(edges), {r.workload: Address(r.host) for r in reversed(routes) if r.host})


def _tell_unknown(application: Application, diagnostics: Diagnostics) -> None:
    """Report services whose health is checked at / although nothing says that they answer there."""
    names = list(dict.fromkeys(r.workload for r in application.routes))
    unknown = [name for name in names if not application.workload(name).health_path]
    if unknown:
        diagnostics.note(
            "health.unknown",
            f"nothing says which path {', '.join(unknown)} {'answers' if len(unknown) == 1 else 'answer'} on: "
            "any answer to / below 500 counts as healthy",
            application.workload(unknown[0]).origin,
            fix=f"Set it: services: {{{unknown[0]}: {{health: /PATH}}}}, or add a `healthcheck` that calls a URL.",
        )


def _plain(
    routes: Sequence[Route], resources: list[Resource], edges: list[Edge], live: Mapping[str, int]
) -> PublicSide:
    """Without a domain: a plain listener for each public port; paths tell the services of one port apart."""
    listeners: dict[int, list[Route]] = {}
    for route in routes:
        listeners.setdefault(route.listener or route.port, []).append(route)
    for port, shared in listeners.items():
        root = next((route for route in shared if route.path == "/"), None)
        # The only service on a port gets every path, as on the port that Compose publishes.
        root = shared[0] if root is None and len(shared) == 1 else root
        resources.append(balancer.plain_listener(port, root))
        resources += rules([route for route in shared if route is not root], live)
        edges.append(Edge("internet", EDGE, Purpose.PUBLIC, port))
    name = Ref("LoadBalancer", "DNSName")
    ports = {r.workload: r.listener or r.port for r in reversed(routes)}
    addresses = {w: Address(name, "http", port if port != 80 else None) for w, port in ports.items()}
    return PublicSide(tuple(resources), tuple(edges), addresses)


def _zone(draft: Draft, routes: Sequence[Route]) -> str:
    if not draft.options.zone:
        draft.diagnostics.error(
            "fargate.no-zone",
            f'the environment "{draft.environment.name}" has a domain but no hosted zone',
            routes[0].origin,
            detail="The certificate is validated, and the names are served, by a Route 53 hosted zone.",
            fix="Add `zone: Z…` (the hosted zone's id) next to `domain:` in shipway.yaml.",
        )
    return str(draft.options.zone)
