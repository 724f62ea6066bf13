"""What the user means, in terms that belong to no cloud.

`lower/` makes an Application out of a Compose project and a manifest; targets read it. Names are Compose names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from shipway.diagnostics import Origin
from shipway.model.workload import Workload
from shipway.records import record


@record
class Datastore:
    """A database or cache that may become something better than a container.

    engine: postgres, mysql, mariadb, redis, valkey, memcached… version: as the image's tag says, "" unknown.
    database, user: the names as the containers' variables gave them, "" for the engine's default.
    rewritable: every user holds a connection URL for it, so all of them can be given TLS and a token.
    extensions: of PostgreSQL, as the image variant asks for. parameters: settings of its command.
    options: what the manifest says for it below `datastores:`, as its home's keys. home: what it becomes.
    """

    name: str
    engine: str
    version: str
    origin: Origin
    port: int
    database: str = ""
    user: str = ""
    rewritable: bool = False
    parameters: tuple[tuple[str, str], ...] = ()
    extensions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    home: str = ""


@record
class Route:
    """A public way in. host: None without a domain. listener: the public port of a plain-HTTP listener then."""

    workload: str
    port: int
    host: str | None = None
    path: str = "/"
    listener: int | None = None
    origin: Origin | None = None


@record
class Schedule:
    """When a scheduled workload runs: an expression of EventBridge Scheduler, `cron(0 3 * * ? *)` or `rate(1 hour)`."""

    workload: str
    expression: str
    origin: Origin | None = None


@record
class Volume:
    """A named volume that must last. size in GiB, None where not set."""

    name: str
    origin: Origin
    size: int | None = None


@record
class Secret:
    """A secret of the user's: its name, and where its value was found, None where it has none yet; never the value."""

    name: str
    source: Origin | None = None


@record
class Link:
    """`source` talks to `sink` (a workload or a datastore) on `port`. guessed: it may, though nothing says so."""

    source: str
    sink: str
    port: int
    guessed: bool = False


@record
class Skipped:
    """A service that is not deployed, with the reason shown in the plan."""

    name: str
    reason: str
    origin: Origin


@record
class Decision:
    """A decision of Shipway's, as a sentence, with the manifest line that changes it ("" where none does)."""

    subject: str
    sentence: str
    origin: Origin | None = None
    override: str = ""


@record
class Application:
    """Everything above. Tuples are sorted by the order of the Compose file."""

    name: str
    workloads: tuple[Workload, ...]
    datastores: tuple[Datastore, ...] = ()
    routes: tuple[Route, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    volumes: tuple[Volume, ...] = ()
    secrets: tuple[Secret, ...] = ()
    links: tuple[Link, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def workload(self, name: str) -> Workload:
        return next(w for w in self.workloads if w.name == name)


@record
class Environment:
    """One home of the application. options: the manifest's keys for the target (`zones`, `nat`, `domain`…)."""

    name: str = "dev"
    target: str = "fargate"
    region: str = "us-east-1"
    account: str | None = None
    domain: str | None = None
    production: bool = False
    options: Mapping[str, object] = field(default_factory=dict)
