"""Who may talk to whom."""

from __future__ import annotations

from unit.lower.lowering import lowered

ZAMMAD = """
services:
  memcached: {image: memcached}
  elasticsearch: {image: "elasticsearch:8.19.0"}
  rails: {image: acme/zammad, environment: {MEMCACHE_SERVERS: "memcached:11211"}}
  worker: {image: acme/zammad, command: run-worker}
  web: {image: acme/nginx, environment: {RAILS: "http://rails:3000"}}
"""


def links(compose: str, files: dict[str, str] | None = None) -> set[tuple[str, str]]:
    result, _ = lowered(compose, files=files)
    return {(link.source, link.sink) for link in result.application.links}


def test_a_database_calls_nobody_by_itself():
    assert not {source for source, _ in links(ZAMMAD)} & {"memcached", "elasticsearch"}


def test_what_no_program_names_is_open_to_every_program_and_told():
    """Zammad's image knows the name of its search engine, and no variable has it."""
    found = links(ZAMMAD)
    assert {(program, "elasticsearch") for program in ("rails", "worker", "web")} <= found
    _, diagnostics = lowered(ZAMMAD)
    assert "links.unspoken" in {one.code for one in diagnostics}


def test_what_one_service_of_an_image_names_the_others_may_reach():
    assert ("worker", "memcached") in links(ZAMMAD)
    assert ("web", "memcached") not in links(ZAMMAD)


def test_a_program_that_names_nothing_reaches_every_store():
    compose = "services: {app: {image: acme/app}, cache: {image: memcached}, queue: {image: rabbitmq}}"
    assert links(compose) == {("app", "cache"), ("app", "queue")}


def test_a_word_of_a_dockerfile_is_no_call():
    compose = """
services:
  nginx: {image: nginx, ports: ["80:80"], expose: ["80"]}
  frontend: {build: frontend, environment: {API: "http://api:3000"}}
  api: {image: acme/api, expose: ["3000"]}
"""
    files = {"frontend/Dockerfile": "FROM nginx\n# the api and nginx\nCOPY . /usr/share/nginx/html\n"}
    assert links(compose, files) == {("frontend", "api")}


def test_services_of_one_folder_do_not_say_what_each_others_files_say():
    compose = """
services:
  proxy: {image: nginx, ports: ["80:80"], volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]}
  api: {build: ., expose: ["3000"]}
  worker: {build: {context: ., dockerfile: Worker}, expose: ["3001"]}
"""
    files = {"Dockerfile": "FROM node\n", "Worker": "FROM node\n", "nginx.conf": "proxy_pass http://api:3000;\n"}
    assert links(compose, files) == {("proxy", "api")}


def test_a_link_is_for_tcp_alone() -> None:
    """A rule that lets a UDP port's number in by TCP would open what nobody listens at."""
    compose = """
services:
  web: {image: x, depends_on: [dns]}
  dns: {image: y, expose: ["53/udp", "8080"]}
"""
    result, _ = lowered(compose)
    assert [(link.source, link.sink, link.port) for link in result.application.links] == [("web", "dns", 8080)]
