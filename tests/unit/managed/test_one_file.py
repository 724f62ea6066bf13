"""A store is one file and a row: the toy beside this one is planned with."""

from __future__ import annotations

import pytest

from shipway.diagnostics import Severity
from shipway.inputs import vocabulary
from shipway.lower.lower import lower
from shipway.managed import index
from shipway.manifest.read import read
from shipway.model.value import Attribute, ConnectionUrl, Key
from shipway.targets.fargate.design import design
from shipway.targets.fargate.target import TARGET

from ..files import project
from . import toy_store

COMPOSE = """
services:
  queue:
    image: rabbitmq:4-management
    environment: {RABBITMQ_DEFAULT_USER: app, RABBITMQ_DEFAULT_PASS: hidden-one-9, RABBITMQ_DEFAULT_VHOST: shop}
  web:
    image: example/web
    environment:
      AMQP_URL: amqp://app:hidden-one-9@queue:5672/shop
"""


def test_a_store_is_one_file_and_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(index.STORES, "toy", (toy_store.__name__, ("rabbitmq",)))
    loaded, diagnostics = project(COMPOSE)
    text = "datastores: {queue: {x-of: a}}\nenv: {AMQP_HOSTS: '${queue.endpoints}'}"
    manifest = read(text, "shipway.yaml", vocabulary(), diagnostics)
    offered = index.offers((*TARGET.stores, "toy"))
    result = lower(loaded, manifest, diagnostics, offers=offered)
    (queue,) = result.application.datastores
    assert (queue.home, queue.engine, queue.port, queue.user) == ("toy", "rabbitmq", 5672, "app")
    variables = dict(result.application.workload("web").environment)
    assert variables["AMQP_URL"].parts == (ConnectionUrl("queue", "amqp", True, True, True, "/", True),)
    assert variables["AMQP_HOSTS"].parts == (Attribute("queue", Key.ENDPOINTS),)
    decisions = [d.sentence for d in result.application.decisions]
    assert decisions == ["queue (compose.yaml:3, image rabbitmq:4-management) becomes Toys for RabbitMQ 4"]
    topology = design(result.application, result.environment, diagnostics)
    made = [r for r in topology.resources if r.stack == "data" and r.subject == "queue"]
    assert "AWS::AmazonMQ::Broker" in {r.type for r in made}
    (url,) = [r.properties["SecretString"] for r in topology.resources if "SecretString" in r.properties]
    assert url["Fn::Sub"][0].startswith("amqps://${A}:{{resolve:")  # type: ignore[call-overload,index]
    assert url["Fn::Sub"][0].endswith("@${C}:5671,${D}:5671/shop")  # type: ignore[call-overload,index]
    assert [d for d in diagnostics if d.severity is Severity.ERROR] == []
    assert "hidden-one-9" not in repr(topology)
    assert "hidden-one-9" not in repr(result)


def test_of_several_homes_the_default_is_offered_first(monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("plain", "toy"):
        monkeypatch.setitem(index.STORES, word, (toy_store.__name__, ("rabbitmq",)))
    assert [offer.word for offer in index.offers(("plain", "toy"))["rabbitmq"]] == ["toy", "plain"]
