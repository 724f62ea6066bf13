"""Manifest: shipway.yaml, typed. What Compose can say is not here.

One record per mapping of the file; each field that is made by `word(…)` is a key of it. The JSON Schema, the checks of
`read` and the tables of docs/manifest.md are made from these records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from shipway.diagnostics import Origin
from shipway.manifest import shapes
from shipway.records import record
from shipway.shapes import SWITCH, TEXT, UNBORN, WORDS, choice, mapping, number, several, table
from shipway.words import word, words_of


@record
class Public:
    """`public:` of a service. opened: None where the file says nothing. path: below which the service answers."""

    opened: bool | None = None
    hosts: tuple[str, ...] = word("host", shapes.HOSTS, "its host, or several", default=(), without="`SERVICE.DOMAIN`")
    path: str = word("path", shapes.PATH, "the path below which it answers", default="/")
    allow: tuple[str, ...] = word("allow", UNBORN, "who is let in", later=True)


@record
class Scale:
    """`scale:` of a service; read as a mapping."""

    min: int | None = word("min", number(0, 5000), "the fewest copies", without="what Compose says, else 1")
    max: int | None = word("max", number(1, 5000), "the most copies", without="`min`")
    cpu: int | None = word("cpu", number(1, 100, "a percentage"), "the percentage of CPU to hold")
    memory: int | None = word("memory", number(1, 100, "a percentage"), "the percentage of memory to hold")
    queue: Any = word("queue", UNBORN, "a queue whose length to hold", later=True)

    @staticmethod
    def agree(values: Mapping[str, Any]) -> tuple[str, str] | None:
        """(key, what it must be) where two keys contradict each other."""
        low, high = values.get("min"), values.get("max")
        wrong = low is not None and high is not None and low > high
        return ("max", f"at least `min`, which is {low}") if wrong else None


@record
class ServiceChoice:
    """One key of `services:`. options: the keys of the target, checked."""

    name: str
    origin: Origin
    way: Public = word(
        "public", shapes.public(Public), "whether and where it is public", default=Public(), without="as in Compose"
    )
    health: str | None = word(
        "health", shapes.PATH, "the load balancer's health path", without="the path in the health check, else `/`"
    )
    scale: Mapping[str, Any] = word("scale", mapping(Scale), "copies, and the load to hold", factory=dict)
    schedule: str | None = word("schedule", shapes.SCHEDULE, "when it runs, in UTC; it runs at no other time")
    run: str | None = word(
        "run",
        choice("before-release", "keep", "always"),
        "`before-release`: a job at each release, before those that wait for it; `always`: a service of its own, "
        "even if others wait for its end; `keep`: deploy it even if it looks like a development tool",
    )
    skip: str | None = word("skip", TEXT, "leave it out, with the reason")
    deploy: Any = word("deploy", UNBORN, "how a new version takes over", later=True)
    spot: Any = word("spot", UNBORN, "the percentage of copies on Spot", later=True)
    spread: Any = word("spread", UNBORN, "copies in different zones", later=True)
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def public(self) -> tuple[str, ...]:
        """The hosts that are given; () for none."""
        return self.way.hosts

    @property
    def path(self) -> str:
        return self.way.path

    @property
    def opened(self) -> bool | None:
        """False for `public: false`, True for true or a host, None where the evidence decides."""
        return self.way.opened


@record
class DatastoreChoice:
    """One key of `datastores:`. `as_`: a home, None for the default. options: the keys of its home, checked.

    places: where each of them is written. inherited: those of them that were said without a home, and that this one
    need not have.
    """

    name: str
    origin: Origin
    as_: str | None = word("as", TEXT, "what becomes of it", without="a managed service where possible")
    options: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Origin] = field(default_factory=dict)
    inherited: frozenset[str] = frozenset()

    def origin_of(self, word: str) -> Origin:
        """Where an option is written."""
        return self.places.get(word, self.origin)


@record
class Release:
    """`release:`."""

    service: str = word("service", TEXT, "the service whose image and variables the job has", required=True)
    command: str = word("command", TEXT, "what the job runs", required=True)


ENV = table(WORDS, "a mapping of variables, `NAME: value`")
ANY_SERVICE = table(mapping(ServiceChoice), "a mapping keyed by Compose services")
ANY_DATASTORE = table(mapping(DatastoreChoice), "a mapping keyed by Compose services")


@record
class EnvironmentChoice:
    """One key of `environments:`. options: the keys of its target, checked."""

    name: str
    origin: Origin | None = None
    target: str = word("target", TEXT, "where it runs", default="fargate")
    region: str | None = word("region", shapes.REGION, "the AWS region", without="the manifest's `region`")
    account: str | None = word("account", shapes.ACCOUNT, "the only AWS account to deploy to", without="any")
    domain: str | None = word(
        "domain",
        shapes.DOMAIN,
        "names are `SERVICE.DOMAIN` over HTTPS, and port 80 redirects; without it each published HTTP port is a "
        "plain-HTTP listener of its own, with a warning",
    )
    production: bool | None = word(
        "production",
        SWITCH,
        "larger databases in two zones, protected from deletion",
        without="`true` for `production`, `prod` and `live`",
    )
    services: Mapping[str, ServiceChoice] = word("services", ANY_SERVICE, "as at the top, for this one", factory=dict)
    datastores: Mapping[str, DatastoreChoice] = word(
        "datastores", ANY_DATASTORE, "as at the top, for this one", factory=dict
    )
    env: tuple[tuple[str, str, Origin], ...] = word("env", ENV, "as at the top, for this one", default=())
    options: Mapping[str, Any] = field(default_factory=dict)


@record
class Manifest:
    """Empty (only defaults) where there is no shipway.yaml; origin is None then.

    secrets: (name, origin). env: (name, text, origin). release: (service, command, origin).
    """

    app: str | None = word("app", shapes.APP, "the application's name", without="the Compose project's name")
    region: str = word("region", shapes.REGION, "the AWS region; `--region` overrides it", default="us-east-1")
    compose: tuple[str, ...] = word(
        "compose", shapes.FILES, "the Compose files", default=(), without="those that `docker compose` would use"
    )
    services: Mapping[str, ServiceChoice] = word("services", ANY_SERVICE, "keyed by Compose service", factory=dict)
    datastores: Mapping[str, DatastoreChoice] = word(
        "datastores", ANY_DATASTORE, "what becomes of each datastore", factory=dict
    )
    secrets: tuple[tuple[str, Origin], ...] = word(
        "secrets",
        several(shapes.SECRET, "a list of variables' names, without their values"),
        "variables that are secrets; `shipway secrets set NAME` stores the value",
        default=(),
    )
    env: tuple[tuple[str, str, Origin], ...] = word(
        "env",
        ENV,
        "for every service, overriding Compose; `${web.host}` and `${web.url}` are a public service's, "
        "`${db.host}`, `port`, `user` and `database` a managed datastore's",
        default=(),
    )
    release: tuple[str, str, Origin] | None = word("release", mapping(Release), "a job to run before each release")
    environments: Mapping[str, EnvironmentChoice] = word(
        "environments",
        table(mapping(EnvironmentChoice), "a mapping keyed by names of environments"),
        "the first one is the default; `--env` chooses",
        factory=dict,
        without="`dev`",
    )
    sites: Any = word("sites", UNBORN, "static front ends", later=True)
    alerts: Any = word("alerts", UNBORN, "who is told about trouble", later=True)
    budget: Any = word("budget", UNBORN, "US dollars a month", later=True)
    checks: Any = word("checks", UNBORN, "after a deployment, by `verify`", later=True)
    origin: Origin | None = None

    @property
    def stated(self) -> frozenset[str]:
        """The variables that `env:` gives a value to, whatever Compose says about them."""
        return frozenset(name for name, _, _ in self.env)

    def for_environment(self, name: str) -> Manifest:
        """The manifest with the environment's services, datastores and variables laid over the rest."""
        chosen = self.environments.get(name)
        if chosen is None:
            return self
        env = {one[0]: one for one in (*self.env, *chosen.env)}
        return replace(
            self,
            services={**self.services, **{n: _over(one, self.services.get(n)) for n, one in chosen.services.items()}},
            datastores={
                **self.datastores,
                **{n: _over_store(one, self.datastores.get(n)) for n, one in chosen.datastores.items()},
            },
            env=tuple(env.values()),
        )


FATES = frozenset({"schedule", "run", "skip"})
"""Words of a service that say what becomes of it: one of them in an environment takes the others' place."""


def _over(inner: ServiceChoice, outer: ServiceChoice | None) -> ServiceChoice:
    """The outer choice, with every key that the inner one has."""
    if outer is None:
        return inner
    empty = ServiceChoice(inner.name, inner.origin)
    words = [word.attribute for word in words_of(ServiceChoice)]
    said = {name: getattr(inner, name) for name in words if getattr(inner, name) != getattr(empty, name)}
    if said.keys() & FATES:
        said = {**{name: getattr(empty, name) for name in FATES}, **said}
    return replace(outer, origin=inner.origin, options={**outer.options, **inner.options}, **said)


def _over_store(inner: DatastoreChoice, outer: DatastoreChoice | None) -> DatastoreChoice:
    """As `_over`; the keys of another home do not apply to the inner one's."""
    if outer is None or (outer.as_ is not None and inner.as_ not in (None, outer.as_)):
        return inner
    return replace(
        inner,
        as_=inner.as_ or outer.as_,
        options={**outer.options, **inner.options},
        places={**outer.places, **inner.places},
        inherited=frozenset(outer.options) - inner.options.keys() if inner.as_ != outer.as_ else frozenset(),
    )
