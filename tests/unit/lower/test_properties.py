"""What holds for every connection URL, every resolved project and every order of keys, with generated examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from unit.files import project

from shipway.compose.types import Project
from shipway.diagnostics import Diagnostics, Origin
from shipway.lower.lower import Lowered, lower
from shipway.managed.index import offers
from shipway.manifest.types import Manifest
from shipway.model.application import Application
from shipway.model.value import Attribute, ConnectionUrl, Key, Part, RouteUrl, SecretRef, Value
from shipway.targets.fargate.target import TARGET
from shipway.views import config

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(value: Any) -> str:
    """A project as text, as Compose reads it: JSON is YAML, and a dollar sign is written twice."""
    return json.dumps(value).replace("$", "$$")


def lowered(loaded: Project) -> Lowered:
    diagnostics = Diagnostics()
    result = lower(loaded, Manifest(), diagnostics, offers=offers(TARGET.stores))
    assert not diagnostics.errors(), "a generated project is one that can be deployed"
    return result


# Connection URLs

NAMES = st.from_regex(r"[a-z][a-z0-9_]{1,7}", fullmatch=True)
SECRETS = st.text("abXY09$-._~!*+=&'(),;:%", min_size=8, max_size=14).filter(lambda text: unquote(text) == text)
ESCAPED = st.sampled_from(("p%40ss-word-1", "%2Fslash%3A%23", "100%25-sure"))
PLAIN_SECRETS = st.from_regex(r"[A-Za-z0-9._~-]{8,14}", fullmatch=True)
QUERY = st.lists(
    st.sampled_from(("sslmode=disable", "x=1", "charset=utf8mb4", "opt=a%20b", "flag", "a=b=c")),
    max_size=3,
    unique=True,
)
VARIABLES = st.sampled_from(("DATABASE_URL", "DSN", "SPRING_DATASOURCE_URL", "CELERY_BROKER", "URI", "X"))
FAMILIES = {
    "postgres": ("postgres:16", "postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg2", "psql+async.x"),
    "mysql": ("mysql:8.4", "mysql", "mysql+pymysql", "mysql2"),
    "redis": ("redis:7", "redis", "redis+sentinel"),
}
"""What becomes managed: image, and schemes."""
KEPT = {
    "mongo:7": "mongodb",
    "rabbitmq:3": "amqp",
    "neo4j:5": "bolt",
    "example/api:1": "http",
    "mongo:8": "mongodb+srv",
}


@dataclass(frozen=True)
class Connection:
    """A URL in a variable, by its parts. user, password: as the URL has them, None where it has none."""

    image: str
    scheme: str
    host: str
    user: str | None
    password: str | None
    port: str | None
    path: str
    words: tuple[str, ...]
    around: tuple[str, str]
    variable: str
    database: str
    signed_by_query: bool = False

    @property
    def url(self) -> str:
        signed = "" if self.user is None else self.user + ("" if self.password is None else f":{self.password}") + "@"
        words = self.words
        if self.signed_by_query:
            signed, words = "", (*words, f"user={self.user}", f"password={self.password}")
        port = f":{self.port}" if self.port else ""
        query = f"?{'&'.join(words)}" if words else ""
        return f"{self.scheme}://{signed}{self.host}{port}{self.path}{query}"

    @property
    def text(self) -> str:
        return self.around[0] + self.url + self.around[1]

    @property
    def compose(self) -> dict[str, Any]:
        password = unquote(self.password or "")
        own: dict[str, Any] = {"image": self.image}
        if self.image.startswith("postgres"):
            own["environment"] = {
                "POSTGRES_USER": self.user,
                "POSTGRES_PASSWORD": password,
                "POSTGRES_DB": self.database,
            }
        elif self.image.startswith("mysql"):
            own["environment"] = {"MYSQL_USER": self.user, "MYSQL_PASSWORD": password, "MYSQL_DATABASE": self.database}
        elif self.image.startswith("redis") and password:
            own["command"] = ["redis-server", "--requirepass", password]
        user = {"image": "example/web", "environment": {self.variable: self.text}}
        return {"services": {self.host: own, "web": user}}


@st.composite
def connections(draw: st.DrawFn, managed: bool) -> Connection:
    database = draw(NAMES)
    if managed:
        image, *schemes = FAMILIES[draw(st.sampled_from(sorted(FAMILIES)))]
        scheme = draw(st.sampled_from(schemes))
    else:
        image = draw(st.sampled_from(sorted(KEPT)))
        scheme = KEPT[image]
    user = draw(NAMES | st.none()) if not image.startswith("redis") else draw(st.sampled_from(("", None)))
    secrets = (SECRETS if managed else SECRETS.map(lambda text: text.replace("$", "S"))) | ESCAPED
    password = draw(secrets) if user == "" else draw(secrets | st.none()) if user else None
    around = draw(st.sampled_from((("", ""), ("", "#part"), ("--dsn=", " --verbose"), ("dsn=", ";timeout=5"))))
    return Connection(
        image=image,
        scheme=scheme,
        host=draw(st.sampled_from(("db", "postgres", "data-base", "main_db", "cache.internal"))),
        user=user,
        password=password,
        port=draw(st.none() | st.integers(1, 65535).map(str) | st.sampled_from(("5432", "3306", "6379"))),
        path=draw(st.sampled_from(("", "/", f"/{database}", "/other", f"/{database}/more", "/0", "/v%2Fh"))),
        words=tuple(draw(QUERY)),
        around=around,
        variable=draw(VARIABLES),
        database=database,
    )


@st.composite
def jdbc(draw: st.DrawFn) -> Connection:
    """A URL whose user and password are words of its query."""
    database, image = draw(NAMES), draw(st.sampled_from(("postgres:16", "mysql:8.4")))
    return Connection(
        image=image,
        scheme="jdbc:" + ("postgresql" if image.startswith("postgres") else "mysql"),
        host="db",
        user=draw(NAMES),
        password=draw(PLAIN_SECRETS),
        port=draw(st.none() | st.sampled_from(("5432", "3306"))),
        path=f"/{database}",
        words=tuple(draw(QUERY)),
        around=("", ""),
        variable=draw(VARIABLES),
        database=database,
        signed_by_query=True,
    )


def put_back(result: Lowered, value: Value, connection: Connection) -> str:
    """The text of a value with what was written in it in place of each reference."""
    return ordered("".join(_original(result, part, connection) for part in value.parts))


def _original(result: Lowered, part: Part, connection: Connection) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, SecretRef):
        return result.values[part.name].reveal()
    assert not isinstance(part, RouteUrl)
    assert part.datastore == connection.host
    if isinstance(part, Attribute):
        return {
            Key.HOST: connection.host,
            Key.PORT: connection.port or "",
            Key.USER: connection.user or "",
            Key.PASSWORD: unquote(connection.password or ""),
            Key.DATABASE: connection.database,
        }[part.key]
    return _url(part, connection)


def _url(part: ConnectionUrl, connection: Connection) -> str:
    user, password = connection.user or "", connection.password or ""
    text = f"{part.scheme}://"
    text += (user if part.user else "") + (f":{password}" if part.password else "")
    text += "@" if part.user or part.password else ""
    text += connection.host + (f":{connection.port}" if part.port else "")
    text += part.path + (connection.database if part.database else "")
    words = [part.query] if part.query else []
    words += [f"{part.user_word}={user}"] if part.user_word else []
    words += [f"{part.password_word}={password}"] if part.password_word else []
    return text + (f"?{'&'.join(words)}" if words else "")


def ordered(text: str) -> str:
    """The text with the words of its query in order, since where they stand means nothing."""
    return re.sub(r"\?([^\s#,;]*)", lambda match: "?" + "&".join(sorted(match[1].split("&"))), text)


def closed(result: Lowered, connection: Connection) -> None:
    """The password is nowhere but among the values that are stored."""
    assert connection.password is None or connection.password not in repr(result.application)
    assert connection.password is None or unquote(connection.password) not in repr(result.application)


@quick
@given(connections(managed=True) | jdbc())
def test_the_url_of_a_managed_datastore_is_rewired_without_a_loss(connection: Connection) -> None:
    signs_in = bool(connection.user or connection.password) or not connection.image.startswith(
        ("postgres", "mysql", "mariadb")
    )
    loaded, _ = project(written(connection.compose))
    result = lowered(loaded)
    assert [d.name for d in result.application.datastores] == ([connection.host] if signs_in else [])
    if not signs_in:
        return
    value = dict(result.application.workload("web").environment)[connection.variable]
    assert [type(part) for part in value.parts if not isinstance(part, str)] == [ConnectionUrl]
    assert connection.host not in "".join(part for part in value.parts if isinstance(part, str))
    assert put_back(result, value, connection) == ordered(connection.text)
    closed(result, connection)


@quick
@given(connections(managed=False))
def test_the_url_of_a_container_keeps_all_but_its_password(connection: Connection) -> None:
    loaded, _ = project(written(connection.compose))
    result = lowered(loaded)
    assert result.application.datastores == ()
    value = dict(result.application.workload("web").environment)[connection.variable]
    assert [type(part) for part in value.parts if not isinstance(part, str)] == [SecretRef] * (
        connection.password is not None
    )
    assert put_back(result, value, connection) == ordered(connection.text)
    closed(result, connection)


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("jdbc:postgresql://far.example.com:5432/shop?user=app&password=hunter-two", "hunter-two"),
        ("postgresql://far.example.com/shop?user=app&password=hunter-two&sslmode=require", "hunter-two"),
        ("amqp://app:hunter$two@far.example.com:5672/v", "hunter$two"),
    ],
)
def test_a_password_in_the_url_of_a_server_elsewhere_is_no_literal(text: str, password: str) -> None:
    loaded, _ = project(written({"services": {"web": {"image": "example/web", "environment": {"DSN": text}}}}))
    result = lowered(loaded)
    assert password not in "".join(part for part in _parts(result) if isinstance(part, str))
    assert [sensitive.reveal() for sensitive in result.values.values()] == [password]


def _parts(result: Lowered) -> list[Part]:
    return [part for w in result.application.workloads for _, value in w.environment for part in value.parts]


@quick
@given(NAMES, PLAIN_SECRETS, NAMES, st.sampled_from(("5432", "5433")), st.permutations(range(8)), st.integers(1, 8))
def test_what_repeats_a_datastore_s_parts_names_them_and_reads_the_same(
    user: str, password: str, database: str, port: str, order: list[int], count: int
) -> None:
    written_ = [
        ("DB_HOST", "db"),
        ("DB_PORT", port),
        ("DB_USER", user),
        ("DB_PASSWORD", password),
        ("DB_NAME", database),
        ("DB_SERVER", f"db:{port}"),
        ("DB_DSN", f"host=db port={port} user={user} password={password} dbname={database}"),
        ("DB_ADO", f"Server=db,1433;User Id={user};Password={password};Database={database}"),
    ]
    chosen = dict(written_[n] for n in order[:count])
    own = {"POSTGRES_USER": user, "POSTGRES_PASSWORD": password, "POSTGRES_DB": database}
    web = {"image": "example/web", "environment": {**chosen, "URL": f"postgres://{user}:{password}@db"}}
    loaded, _ = project(written({"services": {"db": {"image": "postgres", "environment": own}, "web": web}}))
    result = lowered(loaded)
    connection = Connection("", "", "db", user, password, port, "", (), ("", ""), "", database)
    values = dict(result.application.workload("web").environment)
    assert {name: put_back(result, values[name], connection) for name in chosen} == chosen
    assert "db" not in {part for name in chosen for part in values[name].parts}
    closed(result, connection)


# The resolved project

TEXTS = st.sampled_from((
    *("plain", "two words", "", "1", "1.50", "true", "null", "~", "on", "no", "y", "1:30", "22222:22", "0x1F", "017"),
    *("$HOME", "${X}", "$$", "a$b", "#no comment", " lead", "trail ", "two\nlines\n", "tab\t", "é ✓", "'", '"', "- a"),
    *("{}", "[", "a: b", "!reset x", "&a", "*a", "=", "<<", "1_000", "%", "@x", "`x`", "2026-01-01", "?", "|", ">"),
))  # fmt: skip
WORDS = st.sampled_from(("serve", "--flag", "a b", "$X", "x'y", 'q"q', "-c", "\\", "é"))
SCALARS = TEXTS | st.integers(-5, 70000) | st.booleans() | st.none() | st.sampled_from((0.5, 1.0))
KEYS = st.sampled_from(("A", "B_C", "d.e", "X-Y", "PORT", "PATH"))
ENVIRONMENT = st.dictionaries(KEYS, SCALARS, max_size=4) | st.lists(
    st.builds("{}={}".format, KEYS, TEXTS) | KEYS, max_size=4, unique_by=lambda line: line.partition("=")[0]
)
COMMAND = st.lists(WORDS, max_size=4) | st.sampled_from(("serve --port 80", 'sh -c "echo $HOME; x"', "a 'b c' d"))
ADDRESSES = st.sampled_from(("front", "back"))
ATTRIBUTES: dict[str, st.SearchStrategy[Any]] = {
    "command": COMMAND,
    "entrypoint": COMMAND,
    "environment": ENVIRONMENT,
    "labels": st.dictionaries(KEYS, TEXTS, max_size=3) | st.just(["a=b", "c"]),
    "ports": st.lists(
        st.sampled_from((
            *("80", 81, "8080:82", "127.0.0.1:8443:83/udp", "9000-9002:9000-9002", "0:84", "[::1]:85:85"),
            "7000-7001:86",
            *({"target": 87}, {"target": 88, "published": "8088", "protocol": "udp", "host_ip": "10.0.0.1"}),
        )),
        max_size=3, unique_by=repr,
    ),
    "expose": st.lists(st.sampled_from(("3000", 3001, "3002/udp")), max_size=2, unique=True),
    "volumes": st.lists(
        st.sampled_from((
            *("rows:/rows", "./conf:/conf:ro", "/anonymous", "../up:/up", "~/.x:/x", "/srv:/srv:rw,z", "./app:/all"),
            *({"type": "volume", "source": "rows", "target": "/long"}, {"type": "tmpfs", "target": "/tmp"}),
            {"type": "bind", "source": "./conf", "target": "/bind", "read_only": True},
        )),
        max_size=4, unique_by=repr,
    ),
    "healthcheck": st.sampled_from((
        {"test": "curl -f http://localhost/$X"},
        {"test": ["CMD", "a", "b"], "interval": "1m30s", "retries": 3},
        {"test": ["NONE"]},
        {"disable": True},
        {"test": ["CMD-SHELL", "x"], "timeout": "5s", "start_period": "1h"},
    )),
    "deploy": st.sampled_from((
        {"replicas": 2, "resources": {"limits": {"cpus": "0.5", "memory": "512M"}}},
        {"resources": {"reservations": {"memory": "1g"}}, "labels": {"a": "b"}},
        {"mode": "global", "restart_policy": {"condition": "on-failure"}},
    )),
    "networks": st.lists(ADDRESSES, max_size=2, unique=True)
    | st.dictionaries(ADDRESSES, st.sampled_from((None, {"aliases": ["x", "y"]})), max_size=2),
    "extra_hosts": st.sampled_from((["db:10.0.0.1"], {"db": "10.0.0.1"}, ["a=::1", "a=10.0.0.2"])),
    "secrets": st.sampled_from((["key"], [{"source": "key", "target": "/k", "mode": 0o440}])),
    "configs": st.sampled_from((["setup"], [{"source": "setup", "target": "/etc/setup"}])),
    "tmpfs": st.sampled_from(("/tmp", ["/tmp", "/run:size=1m"])),
    "ulimits": st.sampled_from(({"nofile": 1024}, {"nofile": {"soft": 1, "hard": 2}})),
    "dns": st.sampled_from(("1.1.1.1", ["1.1.1.1", "8.8.8.8"])),
    "env_file": st.sampled_from(("web.env", ["web.env"], [{"path": "none.env", "required": False}])),
    "logging": st.just({"driver": "json-file", "options": {"max-size": "10m"}}),
    "sysctls": st.sampled_from(({"net.core.somaxconn": 1024}, ["net.core.somaxconn=1024"])),
    "restart": st.sampled_from(("no", "always", "on-failure:3")),
    "user": st.sampled_from(("1000:1000", "app", "0")),
    "stop_grace_period": st.sampled_from(("1m", "90s")),
    "mem_limit": st.sampled_from(("512m", 1073741824)),
    "cpus": st.sampled_from((0.5, "1.5")),
    "scale": st.integers(0, 3),
    "init": st.booleans(),
    "working_dir": st.just("/app"),
    "x-note": st.just({"a": ["$b"]}),
}  # fmt: skip
BUILDS: tuple[dict[str, Any], ...] = (
    {"build": "."},
    {"build": {"context": "./app", "target": "run", "args": {"V": "1$", "EMPTY": None}}},
    {"build": {"context": "app", "args": ["V=2", "EMPTY"], "dockerfile": "../Dockerfile"}, "image": "example/app"},
    {"build": {"context": ".", "dockerfile_inline": "FROM x\nRUN echo $HOME\n"}},
    {"image": "example/app:${TAG}$"},
)
BESIDE = {
    "Dockerfile": "FROM x",
    "app/Dockerfile": "FROM x",
    "conf/a.conf": "a",
    "web.env": "FROM_FILE='$X y'\nA=file\nTIME=1:30\n",
    "key.txt": "secret",
}
SHELL = {"SET": "from the shell", "PORT": "3000"}


@st.composite
def projects(draw: st.DrawFn) -> dict[str, Any]:
    """A project in short and long forms mixed; each service may depend on those before it."""
    services: dict[str, Any] = {}
    builds = draw(st.permutations(BUILDS))
    for name in draw(st.permutations(("web", "db", "a.b", "worker-1")))[: draw(st.integers(1, 4))]:
        attributes = draw(st.lists(st.sampled_from(sorted(ATTRIBUTES)), max_size=6, unique=True))
        service = builds[len(services)] | {key: draw(ATTRIBUTES[key]) for key in attributes}
        needed = draw(st.lists(st.sampled_from(sorted(services)), unique=True)) if services else []
        if needed:
            long = {one: {"condition": "service_healthy", "required": False} for one in needed}
            service["depends_on"] = draw(st.sampled_from((needed, long)))
        services[name] = service
    return {
        "name": draw(st.sampled_from(("shop", "my_shop-1"))),
        "services": services,
        "networks": {"front": None, "back": {"internal": True}},
        "volumes": {"rows": draw(st.sampled_from((None, {"external": True}, {"driver": "local", "name": "own"})))},
        "secrets": {"key": draw(st.sampled_from(({"file": "./key.txt"}, {"environment": "SET"})))},
        "configs": {"setup": draw(st.sampled_from(({"content": "a=$b"}, {"file": "conf/a.conf"})))},
    }


def printed(loaded: Project) -> str:
    """What `shipway config` prints, where it has no secret to hide."""
    return "\n".join(config.human(loaded.plain))


@quick
@given(projects())
def test_the_resolved_project_is_resolved_to_itself(compose: dict[str, Any]) -> None:
    once, _ = project(written(compose), BESIDE, SHELL)
    twice, _ = project(printed(once), BESIDE, SHELL)
    assert twice.plain == once.plain


@pytest.mark.parametrize("text", ["0o17", "1e3", "12e4", "-0o1"])
def test_a_text_that_looks_like_a_number_of_yaml_1_2_is_printed_in_quotes(text: str) -> None:
    compose = {"services": {"web": {"image": "example/web", "environment": {"COMMIT": text}}}}
    once, _ = project(written(compose))
    twice, _ = project(printed(once))
    assert twice.plain == once.plain


def test_the_printed_project_is_printed_as_itself() -> None:
    once, _ = project("services: {web: {image: example/web, ports: ['80:80']}}")
    assert printed(project(printed(once))[0]) == printed(once)


@pytest.mark.parametrize(
    "attribute",
    [
        {"volumes": [{"type": "volume", "source": "rows", "target": "/rows", "volume": {"subpath": "a"}}]},
        {"volumes": [{"type": "volume", "source": "rows", "target": "/rows", "volume": {"nocopy": True}}]},
        {"volumes": [{"type": "tmpfs", "target": "/tmp", "tmpfs": {"size": 1024}}]},
        {"ports": [{"target": 80, "app_protocol": "http"}]},
    ],
)
def test_every_word_of_a_long_form_is_printed(attribute: dict[str, Any]) -> None:
    compose = {"services": {"web": {"image": "example/web", **attribute}}, "volumes": {"rows": None}}
    once, _ = project(written(compose))
    twice, _ = project(printed(once))
    assert canonical(twice.services[0].mounts) == canonical(once.services[0].mounts)
    assert canonical(twice.services[0].ports) == canonical(once.services[0].ports)


def test_a_build_argument_of_the_shell_is_printed_with_its_value() -> None:
    compose = {"services": {"web": {"build": {"context": ".", "args": {"SET": None}}}}}
    once, _ = project(written(compose), BESIDE, SHELL)
    twice, _ = project(printed(once), BESIDE)
    assert [(a.name, a.value) for s in once.services if s.build for a in s.build.args] == [("SET", "from the shell")]
    assert [(a.name, a.value) for s in twice.services if s.build for a in s.build.args] == [("SET", "from the shell")]


@quick
@given(projects())
def test_the_resolved_project_means_what_the_written_one_means(compose: dict[str, Any]) -> None:
    """Lines, and the network that is implied, apart."""
    once, _ = project(written(compose), BESIDE, SHELL)
    twice, _ = project(printed(once), BESIDE, SHELL)
    assert meaning(lowered(twice).application, {"attributes"}) == meaning(lowered(once).application, {"attributes"})


# The order of keys, and anchors

SHOP: dict[str, Any] = {
    "services": {
        "db": {
            "image": "postgres:16",
            "restart": "always",
            "environment": {"POSTGRES_USER": "app", "POSTGRES_PASSWORD": "hunter-two", "POSTGRES_DB": "shop"},
            "volumes": ["rows:/var/lib/postgresql/data"],
            "networks": ["back"],
        },
        "cache": {"image": "redis:7", "restart": "always", "networks": ["back"]},
        "queue": {
            "image": "rabbitmq:3",
            "restart": "always",
            "networks": ["back"],
        },
        "migrate": {
            "build": ".",
            "command": "migrate up",
            "environment": {"DATABASE_URL": "postgres://app:hunter-two@db:5432/shop", "SECRET_KEY": "k-hunter-three"},
            "networks": ["back"],
            "depends_on": {"db": {"condition": "service_healthy"}},
        },
        "web": {
            "image": "example/web:1",
            "restart": "always",
            "ports": ["8000:80"],
            "environment": {
                "DATABASE_URL": "postgres://app:hunter-two@db:5432/shop",
                "REDIS_URL": "redis://cache:6379/0",
                "DB_HOST": "db",
                "API_URL": "http://api:3000/v1",
                "SECRET_KEY": "k-hunter-three",
                "DEBUG": False,
            },
            "networks": ["front", "back"],
            "depends_on": {
                "migrate": {"condition": "service_completed_successfully"},
                "cache": {"condition": "service_started"},
            },
        },
        "api": {
            "image": "example/api:1",
            "restart": "always",
            "environment": {
                "DATABASE_URL": "postgres://app:hunter-two@db:5432/shop",
                "AMQP_URL": "amqp://app:hunter-four@queue:5672/",
                "SECRET_KEY": "k-hunter-three",
            },
            "networks": ["back"],
        },
        "base": {"image": "example/api:1", "scale": 0, "networks": ["back"], "environment": {"A": "1"}},
        "proxy": {
            "image": "nginx",
            "restart": "always",
            "ports": ["80:80"],
            "volumes": ["./nginx.conf:/etc/nginx/nginx.conf:ro"],
            "networks": ["front"],
            "healthcheck": {"test": ["CMD", "curl", "-f", "http://localhost/ok"], "interval": "30s"},
        },
    },
    "networks": {"front": {}, "back": {}},
    "volumes": {"rows": {}},
}
SHOP_FILES = {"Dockerfile": "FROM python:3.12\n", "nginx.conf": "location / { proxy_pass http://web:80; }"}
ORDERED = {"command", "entrypoint", "parts", "cap_drop", "test", "args"}
"""Fields in which the order is part of what is meant."""


def meaning(application: Application, without: Iterable[str] = ()) -> object:
    return canonical(application, frozenset(without))


def canonical(value: Any, without: frozenset[str] = frozenset(), ordered_: bool = False) -> Any:
    """A record as plain data without its lines; what is listed by the order of the file is sorted."""
    if isinstance(value, Origin):
        return "line"
    if is_dataclass(value):
        kept = [one.name for one in fields(value) if one.name not in without and "origin" not in one.name]
        return {name: canonical(getattr(value, name), without, name in ORDERED) for name in kept}
    if isinstance(value, Mapping):
        return {key: canonical(child, without) for key, child in value.items()}
    if isinstance(value, tuple | list):
        items = [canonical(child, without) for child in value]
        pair = len(items) == 2 and isinstance(items[0], str)
        return items if ordered_ or pair else sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
    if isinstance(value, str):
        return re.sub(r"compose\.yaml:\d+", "line", value)
    return value


@st.composite
def reordered(draw: st.DrawFn, value: Any) -> Any:
    """The same mapping, and those in it, in another order of keys."""
    if not isinstance(value, dict):
        return value
    return {key: draw(reordered(value[key])) for key in draw(st.permutations(sorted(value)))}


@st.composite
def anchored(draw: st.DrawFn, compose: dict[str, Any]) -> str:
    """The same project with parts of its mappings behind anchors: merged one by one, as a list, or named whole."""
    anchors: list[str] = []

    def anchor(part: dict[str, Any]) -> str:
        anchors.append(f"x-{len(anchors)}: &a{len(anchors)} {written(part)}")
        return f"*a{len(anchors) - 1}"

    def mapping(value: Any, depth: int) -> str:
        if not isinstance(value, dict) or not value or depth == 0:
            return written(value)
        if draw(st.integers(0, 5)) == 0:
            return anchor(value)
        groups: list[dict[str, Any]] = [{}, {}, {}]
        for key, child in value.items():
            groups[draw(st.integers(0, 2))][key] = child
        own, first, second = groups
        hidden = dict.fromkeys(draw(st.lists(st.sampled_from(sorted(own)), unique=True)) if own else [], "not this")
        entries = [f"{written(key)}: {mapping(child, depth - 1)}" for key, child in own.items()]
        if first and second:
            entries.append(
                f"<<: [{anchor(first | hidden)}, {anchor(hidden | second | dict.fromkeys(first, 'nor this'))}]"
            )
        elif first or second:
            entries.append(f"<<: {anchor(hidden | (first or second))}")
        return "{" + ", ".join(draw(st.permutations(entries))) + "}"

    services = [f"  {name}: {mapping(service, 2)}" for name, service in compose["services"].items()]
    rest = [f"{key}: {written(value)}" for key, value in compose.items() if key != "services"]
    return "\n".join([*anchors, *rest, "services:", *services])


def same(compose: str, other: str, files: Mapping[str, str]) -> None:
    """Both are one project and one application."""
    (first, _), (second, _) = project(compose, files, SHELL), project(other, files, SHELL)
    assert second.plain == first.plain
    assert canonical(second, frozenset({"raw"})) == canonical(first, frozenset({"raw"}))
    one, two = lowered(first), lowered(second)
    assert meaning(two.application) == meaning(one.application)
    assert {n: v.reveal() for n, v in two.values.items()} == {n: v.reveal() for n, v in one.values.items()}


@quick
@given(reordered(SHOP))
def test_the_order_of_keys_means_nothing(compose: dict[str, Any]) -> None:
    same(written(SHOP), written(compose), SHOP_FILES)


@quick
@given(anchored(SHOP))
def test_anchors_and_merge_keys_mean_what_is_written_out(compose: str) -> None:
    same(written(SHOP), compose, SHOP_FILES)


@quick
@given(projects().flatmap(lambda compose: st.tuples(st.just(compose), anchored(compose))))
def test_anchors_mean_what_is_written_out_for_any_attribute(both: tuple[dict[str, Any], str]) -> None:
    same(written(both[0]), both[1], BESIDE)


@pytest.mark.parametrize(
    "services",
    [
        pytest.param({"a": {"build": "."}, "b": {"build": ".", "command": "work"}}, id="one build of two services"),
        pytest.param(
            {
                "a": {"image": "example/a", "environment": {"SECRET_KEY": "k-hunter-one"}},
                "b": {"image": "example/b", "environment": {"SECRET_KEY": "k-hunter-two"}},
            },
            id="two values of one name",
        ),
        pytest.param(
            {
                "a": {"image": "rabbitmq:3", "environment": {"RABBITMQ_DEFAULT_PASS": "hunter-two"}},
                "b": {"image": "example/b", "environment": {"URL": "amqp://app:hunter-two@a:5672/"}},
            },
            id="one value of two names",
        ),
    ],
)
def test_the_order_of_services_names_neither_repositories_nor_secrets(services: dict[str, Any]) -> None:
    turned = dict(reversed(services.items()))
    same(written({"services": services}), written({"services": turned}), BESIDE)
