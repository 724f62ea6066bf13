"""Routes that proxies read from Docker become routes of the load balancer."""

from __future__ import annotations

import pytest
from unit.lower.lowering import lowered

from shipway.diagnostics import Diagnostics
from shipway.targets.fargate.design import design

DOMAIN = "environments: {prod: {domain: example.com, zone: Z1}}"
PROXY = """
  traefik:
    image: traefik:v3.1
    command: --providers.docker
    ports: ["80:80", "443:443"]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
"""


def services(*labels: str, more: str = "") -> str:
    lines = "".join(f"      - {label}\n" for label in labels)
    return f"services:{PROXY}\n  api:\n    image: acme/api\n    expose: ['8000']\n    labels:\n{lines}{more}"


def routes(compose: str, manifest: str | None = None, told: str = "") -> tuple[list[tuple], Diagnostics]:
    result, diagnostics = lowered(compose, manifest, told=told)
    return [(r.workload, r.port, r.host, r.path, r.listener) for r in result.application.routes], diagnostics


def codes(diagnostics: Diagnostics) -> set[str]:
    return {one.code for one in diagnostics}


def test_the_proxy_is_left_out_and_its_rule_becomes_a_route():
    result, diagnostics = lowered(services("traefik.http.routers.api.rule=Host(`api.example.com`)"))
    assert [s.name for s in result.application.skipped] == ["traefik"]
    assert [(r.workload, r.port, r.listener) for r in result.application.routes] == [("api", 8000, 80)]
    assert "volume.docker-socket" not in codes(diagnostics)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("Host(`example.com`)", [("example.com", "/")]),
        ("Host(`example.com`, `www.example.com`)", [("example.com", "/"), ("www.example.com", "/")]),
        ("Host(`example.com`) || Host(`www.example.com`)", [("example.com", "/"), ("www.example.com", "/")]),
        ("Host(`example.com`) && PathPrefix(`/api/`)", [("example.com", "/api")]),
        ("(Host(`a.example.com`) || Host(`b.example.com`)) && (PathPrefix(`/x`) || Path(`/y`))",
         [("a.example.com", "/x"), ("b.example.com", "/x"), ("a.example.com", "/y"), ("b.example.com", "/y")]),
        ("PathPrefix(`/users/{id:[0-9]+}`)", [("api.example.com", "/users")]),
        ("Host(`shop.test`)", [("api.example.com", "/")]),
    ],
)  # fmt: skip
def test_rules_of_traefik_with_a_domain(rule, expected):
    found, _ = routes(services(f"traefik.http.routers.api.rule={rule}"), DOMAIN)
    assert [(host, path) for _, _, host, path, _ in found] == expected


def test_the_port_is_that_of_the_service_that_the_router_names():
    found, _ = routes(
        services(
            "traefik.http.routers.web.rule=Host(`example.com`)",
            "traefik.http.routers.web.service=site",
            "traefik.http.services.metrics.loadbalancer.server.port=9100",
            "traefik.http.services.site.loadbalancer.server.port=3000",
        )
    )
    assert found == [("api", 3000, None, "/", 80)]


def test_the_port_of_a_label_is_one_that_the_container_listens_at():
    compose = (
        "services: {api: {image: acme/api, labels: {caddy: example.com, caddy.reverse_proxy: '{{upstreams 81}}'}}}"
    )
    result, diagnostics = lowered(compose)
    assert [p.number for p in result.application.workload("api").ports] == [81]
    assert "workload.no-port" not in codes(diagnostics)


@pytest.mark.parametrize(
    "labels",
    [
        ("traefik.http.routers.api.middlewares=door", "traefik.http.middlewares.door.basicauth.users=u:p"),
        ("traefik.http.routers.api.middlewares=authelia@file",),
        ("traefik.http.routers.api.middlewares=us", "traefik.http.middlewares.us.ipallowlist.sourcerange=10.0.0.0/8"),
    ],
    ids=["password", "another file's", "addresses"],
)  # fmt: skip
def test_a_route_that_asks_who_calls_stays_closed(labels):
    found, diagnostics = routes(
        services("traefik.http.routers.api.rule=Host(`example.com`)", *labels), told="route.label-closed"
    )
    assert found == []
    assert "route.label-closed" in codes(diagnostics)


@pytest.mark.parametrize("rule", ["Host(`a.b`) && ClientIP(`10.0.0.0/8`)", "Host(`a.b`) && !PathPrefix(`/admin`)"])
def test_what_a_listener_rule_cannot_ask_closes_the_route(rule):
    found, diagnostics = routes(services(f"traefik.http.routers.api.rule={rule}"), told="route.label-closed")
    assert found == []
    assert "route.label-closed" in codes(diagnostics)


def test_the_manifest_opens_what_a_label_closes():
    labels = ("traefik.http.routers.api.rule=Host(`a.b`)", "traefik.http.routers.api.middlewares=auth")
    manifest = f"{DOMAIN}\nservices: {{api: {{public: api.example.com}}}}"
    found, _ = routes(services(*labels), manifest)
    assert found == [("api", 8000, "api.example.com", "/", None)]


def test_middlewares_are_told_and_those_for_https_are_not():
    labels = (
        "traefik.http.routers.api.rule=Host(`a.b`)",
        "traefik.http.routers.api.middlewares=limit@file,redirect-to-https",
    )
    _, diagnostics = routes(services(*labels), told="route.middleware")
    (told,) = [one for one in diagnostics if one.code == "route.middleware"]
    assert "limit@file" in told.summary
    assert "redirect" not in told.summary


def test_a_stripped_prefix_is_told():
    labels = (
        "traefik.http.routers.api.rule=PathPrefix(`/api`)",
        "traefik.http.routers.api.middlewares=bare",
        "traefik.http.middlewares.bare.stripprefix.prefixes=/api",
    )
    found, diagnostics = routes(services(*labels), told="route.path-kept")
    assert found == [("api", 8000, None, "/api", 80)]
    assert "route.path-kept" in codes(diagnostics)


@pytest.mark.parametrize(
    "label", ["traefik.enable=false", "traefik.http.routers.api.service=api@internal", "org.example=1"]
)
def test_what_no_router_leads_to_stays_private(label):
    assert routes(services(label, "traefik.http.services.api.loadbalancer.server.port=80"))[0] == []


def test_labels_of_deploy_and_of_an_outside_proxy_count():
    compose = """
services:
  web:
    image: acme/web
    deploy:
      labels: ["traefik.http.routers.web.rule=Host(`x.org`)", "traefik.http.services.web.loadbalancer.server.port=5000"]
"""
    assert routes(compose)[0] == [("web", 5000, None, "/", 80)]


def test_labels_of_the_first_traefik():
    labels = "{traefik.frontend.rule: 'Host:example.com;PathPrefix:/a', traefik.port: '88'}"
    compose = f"services: {{web: {{image: w, labels: {labels}}}}}"
    assert routes(compose, DOMAIN)[0] == [("web", 88, "example.com", "/a", None)]


def test_variables_of_nginx_proxy():
    compose = """
services:
  proxy: {image: nginxproxy/nginx-proxy, ports: ["8080:80"], volumes: ["/var/run/docker.sock:/tmp/docker.sock:ro"]}
  certificates: {image: nginxproxy/acme-companion, volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]}
  web: {image: acme/web, environment: {VIRTUAL_HOST: "example.com,www.example.com", VIRTUAL_PORT: "8000"}}
"""
    result, _ = lowered(compose)
    assert [s.name for s in result.application.skipped] == ["proxy", "certificates"]
    assert {(r.port, r.listener) for r in result.application.routes} == {(8000, 8080)}


def test_without_a_domain_the_shortest_host_keeps_the_port_and_the_others_get_their_own():
    more = """
  site: {image: acme/site, expose: ["8000"], labels: ["traefik.http.routers.site.rule=Host(`www.example.com`)"]}
"""
    found, _ = routes(services("traefik.http.routers.api.rule=Host(`api.example.com`)", more=more))
    assert sorted(found) == [("api", 8000, None, "/", 8000), ("site", 8000, None, "/", 80)]


def test_a_proxy_alone_is_what_the_project_is_about():
    _, diagnostics = lowered(f"services:{PROXY}", told="volume.docker-socket")
    assert "volume.docker-socket" in codes(diagnostics)


def test_paths_of_one_plain_port_are_rules_of_its_listener():
    more = """
  site: {image: acme/site, expose: ["3000"], labels: ["traefik.http.routers.site.rule=Host(`example.com`)"]}
"""
    result, diagnostics = lowered(services("traefik.http.routers.api.rule=PathPrefix(`/api`)", more=more))
    built = {r.id: r for r in design(result.application, result.environment, diagnostics).resources}
    (listener,) = [r for r in built.values() if r.type.endswith("::Listener")]
    (rule,) = [r for r in built.values() if r.type.endswith("::ListenerRule")]
    assert listener.properties["DefaultActions"][0]["TargetGroupArn"].id == "SiteTarget3000"
    assert rule.properties["ListenerArn"].id == listener.id
    assert rule.properties["Conditions"] == [
        {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/api", "/api/*"]}}
    ]


@pytest.mark.parametrize("first", ["plain", "guarded"])
def test_of_two_routers_for_one_place_the_one_that_asks_who_calls_counts(first: str) -> None:
    """Traefik has a router per entry point: what HTTPS asks a password for is not opened by the one for HTTP."""
    plain = ("traefik.http.routers.plain.rule=Host(`api.example.com`)",)
    guarded = (
        "traefik.http.routers.safe.rule=Host(`api.example.com`)",
        "traefik.http.routers.safe.middlewares=login",
        "traefik.http.middlewares.login.basicauth.users=admin:x",
    )
    labels = (*plain, *guarded) if first == "plain" else (*guarded, *plain)
    found, _ = routes(services(*labels), DOMAIN, told="route.label-closed")
    assert found == []
