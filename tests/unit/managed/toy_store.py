"""A whole store in one file, as the next one will be: a broker with two endpoints."""

from __future__ import annotations

from dataclasses import replace

from shipway.diagnostics import Diagnostics
from shipway.managed.store import Managed, Store, Wanted, options_of
from shipway.model.homes import Fate
from shipway.naming import logical_id
from shipway.records import record
from shipway.resources.secret import generated_secret
from shipway.shapes import number
from shipway.topology.delivery import Connection, Endpoint
from shipway.topology.graph import Ref, Resource
from shipway.words import word


@record
class ToyOptions:
    """Of a toy."""

    brokers: int = word("brokers", number(1, 3), "how many there are", default=2)


def design(wanted: Wanted, diagnostics: Diagnostics) -> Managed:
    datastore, options = wanted.datastore, options_of(ToyOptions, wanted.datastore)
    id, secret = logical_id(datastore.name, "broker"), logical_id(datastore.name, "secret")
    broker = Resource(id, "data", "AWS::AmazonMQ::Broker", {"BrokerName": wanted.name}, subject=datastore.name)
    others = tuple(Endpoint(Ref(id, f"Host{n}"), "5671") for n in range(2, options.brokers + 1))
    connection = Connection(
        Ref(id, "Host1"),
        "5671",
        datastore.user,
        datastore.database,
        secret,
        key="",
        scheme=lambda scheme: "amqps",
        others=others,
    )
    password = generated_secret(secret, f"password of {wanted.name}", None, None, 32, datastore.name)
    return Managed((password, broker), connection, True)


TOY = Store(
    "toy",
    Fate.REPLACED,
    {"rabbitmq": "Toys for RabbitMQ"},
    ToyOptions,
    ("It is a toy.",),
    design,
    default_for=frozenset({"rabbitmq"}),
)
PLAIN = replace(TOY, word="plain", default_for=frozenset())
"""Another home of the same engine, which only who names it gets."""
HOMES = (TOY, PLAIN)
