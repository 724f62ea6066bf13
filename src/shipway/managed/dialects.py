"""How a connection URL asks drivers for TLS: each has its own parameters, and some have none.

PostgreSQL's: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
https://magicstack.github.io/asyncpg/current/api/index.html https://jdbc.postgresql.org/documentation/use/
MySQL's: https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-security.html
https://mariadb.com/docs/connectors/mariadb-connector-j/about-mariadb-connector-j
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shipway.model.application import Application, Datastore
from shipway.model.value import ConnectionUrl
from shipway.model.workload import Workload
from shipway.records import record
from shipway.topology.delivery import Caller


@record
class Dialect:
    """word=value in a URL's query asks for TLS. weak: the values of that parameter that do not.

    others: parameters that ask for it as well, and for more.
    """

    word: str
    value: str
    weak: tuple[str, ...]
    others: tuple[str, ...] = ()

    def into(self, query: str) -> str:
        """The query with the parameter in it; a stronger one that the user wrote stays."""
        words = [word for word in query.split("&") if word]
        if any(word.partition("=")[0] in self.others for word in words):
            return query
        own = [word for word in words if word.partition("=")[0] == self.word]
        if own and own[-1].partition("=")[2].lower() not in self.weak:
            return query
        return "&".join([*(word for word in words if word not in own), f"{self.word}={self.value}"])


WEAK = ("disable", "allow", "prefer", "preferred", "disabled", "false", "0")
SSLMODE = Dialect("sslmode", "require", WEAK)
POSTGRES_DRIVERS = {
    "asyncpg": Dialect("ssl", "require", WEAK),
    "psycopg": SSLMODE,
    "psycopg2": SSLMODE,
    "psycopg2cffi": SSLMODE,
    "psycopg_async": SSLMODE,
    "aiopg": SSLMODE,
    "jdbc": SSLMODE,
    "r2dbc": Dialect("sslMode", "require", WEAK),
}
"""The driver that a scheme names, as in `postgresql+asyncpg`."""
POSTGRES_RUNTIMES = frozenset({"node", "python", "ruby", "php", "go", "rust", "java"})
"""Runtimes whose drivers for a plain `postgres://` know sslmode; Elixir's and .NET's do not."""
MYSQL_DRIVERS = {
    "jdbc:mysql": Dialect("sslMode", "REQUIRED", WEAK),
    "jdbc:mariadb": Dialect("sslMode", "trust", WEAK),
    "mysql+pymysql": Dialect("ssl_check_hostname", "false", (), ("ssl_ca", "ssl_capath", "ssl_cert")),
    "mysql+mysqlconnector": Dialect("ssl_verify_cert", "false", (), ("ssl_ca", "ssl_verify_cert")),
    "mysql2": Dialect("ssl_mode", "required", WEAK),
}
"""By scheme. For mysqlclient, aiomysql, Node.js's mysql2 and plain `mysql://` no parameter works for all of them.

https://docs.sqlalchemy.org/en/20/dialects/mysql.html https://github.com/brianmario/mysql2#ssltls-options
"""


def dialect(engine: str, scheme: str, caller: Caller) -> Dialect | None:
    """The parameters for TLS; None where the driver takes none in its URL, or is not known."""
    if engine != "postgres":
        return MYSQL_DRIVERS.get(scheme)
    driver = re.match(r"(r2dbc|jdbc):|\w+\+(\w+)$", scheme) if ":" in scheme or "+" in scheme else None
    if driver is not None:
        return POSTGRES_DRIVERS.get(driver[1] or driver[2])
    return SSLMODE if caller.runtime in POSTGRES_RUNTIMES else None


def checks_certificates(engine: str, scheme: str, caller: Caller) -> bool:
    """Whether the driver, told to use TLS, also wants a certificate that it trusts: Node.js's `pg` does.

    RDS's authorities are in no image's trust store. https://github.com/brianc/node-postgres/issues/2375
    """
    return engine == "postgres" and caller.runtime == "node" and not scheme.startswith(("jdbc", "r2dbc"))


def caller(workload: Workload) -> Caller:
    """Celery is recognized by its name in the command, the service's name or the variables'."""
    words = [part for word in (*(workload.command or ()), *(workload.entrypoint or ())) for part in word.parts]
    texts = [workload.name, *(name for name, _ in workload.environment), *(w for w in words if isinstance(w, str))]
    return Caller(workload.runtime, "celery" in " ".join(texts).lower())


def urls(application: Application, datastore: str) -> Iterator[tuple[Workload, ConnectionUrl]]:
    """Every connection URL of a datastore, with the workload that reads it."""
    for workload in application.workloads:
        values = [value for _, value in workload.environment]
        values += [*(workload.command or ()), *(workload.entrypoint or ()), *(f.value for f in workload.secret_files)]
        for value in values:
            for part in value.parts:
                if isinstance(part, ConnectionUrl) and part.datastore == datastore:
                    yield workload, part


def untold(datastore: Datastore, application: Application) -> str:
    """Why not every user can be made to use TLS; "" where each can."""
    if not datastore.rewritable:
        return "at least one user is given only the host, so it cannot be told to use TLS"
    for workload, url in urls(application, datastore.name):
        if dialect(datastore.engine, url.scheme, caller(workload)) is None:
            return f"it is not known how a {url.scheme}:// URL asks the driver of {workload.name} for TLS"
    return ""
