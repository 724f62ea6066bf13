"""A datastore with several endpoints in the values that name it."""

from __future__ import annotations

from shipway.model.value import Attribute, ConnectionUrl, Key, Part, Value
from shipway.topology.delivery import Connection, Delivery, Endpoint, Homes
from shipway.topology.graph import Property, Ref

ONE = Connection(Ref("Broker", "Host"), "5671", "app", "", "Secret")
SEVERAL = Connection(
    Ref("Broker", "First"), "5671", "app", "", "Secret", others=(Endpoint(Ref("Broker", "Second"), "5672"),)
)


def delivered(connection: Connection, *parts: Part) -> Property:
    return Delivery({"queue": connection}, {}, {}, Homes("data", str.lower)).plain(Value(parts))


def test_all_of_them_with_commas() -> None:
    assert delivered(SEVERAL, Attribute("queue", Key.ENDPOINTS)) == {
        "Fn::Sub": ["${A}:5671,${B}:5672", {"A": Ref("Broker", "First"), "B": Ref("Broker", "Second")}]
    }
    assert delivered(ONE, Attribute("queue", Key.ENDPOINTS)) == {"Fn::Sub": ["${A}:5671", {"A": Ref("Broker", "Host")}]}


def test_a_url_lists_them() -> None:
    url = ConnectionUrl("queue", "amqp", port=True, path="/vhost")
    bare = ConnectionUrl("queue", "amqp", path="/vhost")
    several = {"A": Ref("Broker", "First"), "B": Ref("Broker", "Second")}
    assert delivered(SEVERAL, url) == {"Fn::Sub": ["amqp://${A}:5671,${B}:5672/vhost", several]}
    assert delivered(SEVERAL, bare) == {"Fn::Sub": ["amqp://${A},${B}/vhost", several]}
    assert delivered(ONE, url) == {"Fn::Sub": ["amqp://${A}:5671/vhost", {"A": Ref("Broker", "Host")}]}


def test_host_and_port_are_the_first_one_s() -> None:
    assert delivered(SEVERAL, Attribute("queue", Key.HOST)) == Ref("Broker", "First")
    assert delivered(SEVERAL, Attribute("queue", Key.PORT)) == "5671"
