"""Manifest: shipway.yaml, typed. What Compose can say is not here. See docs/manifest.md for the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from shipway.diagnostics import Origin
from shipway.records import record


@record
class ServiceChoice:
    """One key of `services:`. public: host or None; path with it. options: the rest, as written."""

    name: str
    origin: Origin
    public: tuple[str, ...] = ()  # hosts
    path: str = "/"
    health: str | None = None
    scale: Mapping[str, object] = field(default_factory=dict)
    schedule: str | None = None
    run: str | None = None
    skip: str | None = None
    options: Mapping[str, object] = field(default_factory=dict)


@record
class DatastoreChoice:
    """One key of `datastores:`. `as_`: rds, elasticache, volume, external… None: the default.

    options: the rest; places: where each is written.
    """

    name: str
    origin: Origin
    as_: str | None = None
    options: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[str, Origin] = field(default_factory=dict)

    def origin_of(self, word: str) -> Origin:
        """Where an option is written."""
        return self.places.get(word, self.origin)


@record
class EnvironmentChoice:
    """One key of `environments:`. options: `domain`, `zones`, `nat`, `size`…, each with the manifest's value."""

    name: str
    origin: Origin | None = None
    target: str = "fargate"
    region: str | None = None
    account: str | None = None
    domain: str | None = None
    options: Mapping[str, object] = field(default_factory=dict)


@record
class Manifest:
    """Empty (all defaults) where there is no shipway.yaml. origin None then."""

    app: str | None = None
    region: str = "us-east-1"
    compose: tuple[str, ...] = ()
    services: Mapping[str, ServiceChoice] = field(default_factory=dict)
    datastores: Mapping[str, DatastoreChoice] = field(default_factory=dict)
    secrets: tuple[tuple[str, Origin], ...] = ()
    env: tuple[tuple[str, str, Origin], ...] = ()
    release: tuple[str, str, Origin] | None = None  # service, command
    checks: tuple[tuple[str, int], ...] = ()  # url with ${route}, status
    environments: Mapping[str, EnvironmentChoice] = field(default_factory=dict)
    alerts_email: str | None = None
    budget: float | None = None
    origin: Origin | None = None

    @property
    def stated(self) -> frozenset[str]:
        """The variables that `env:` gives a value to, whatever Compose says of them."""
        return frozenset(name for name, _, _ in self.env)
