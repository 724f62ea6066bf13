"""How a value reaches a container: in the open, as a secret, or as one that is assembled."""

from __future__ import annotations

from shipway.model.value import Attribute, ConnectionUrl, Key, RouteUrl, SecretRef, Value, text
from shipway.topology.delivery import Address, Connection, Delivery, Homes, SecretSource
from shipway.topology.graph import Ref

DATABASE = Connection(Ref("Database", "Endpoint.Address"), "5432", "app", "shop", secret="MasterSecret")
CACHE = Connection(Ref("Cache", "PrimaryEndPoint.Address"), "6379", "", "", secret="Token", key="")
PLAIN_CACHE = Connection("cache.example.org", "6379", "", "")
URL = ConnectionUrl("db", "postgresql", user=True, password=True, port=True, path="/", database=True)


def delivery(**connections: Connection) -> Delivery:
    known = {"db": DATABASE, "cache": CACHE, "plain": PLAIN_CACHE} | connections
    homes = Homes(early="stores", late=lambda workload: f"stack-of-{workload}")
    return Delivery(known, {"JWT": "JwtSecret"}, {"web": Address(Ref("Balancer", "DNSName"), "http", 8080)}, homes)


def test_text_stays_text_and_its_dollars_too() -> None:
    assert delivery().plain(text("a ${b}")) == "a ${b}"


def test_what_is_no_secret_goes_in_the_open() -> None:
    value = Value(("host=", Attribute("db", Key.HOST), " ${x}"))
    assert not delivery().secret(value)
    assert delivery().plain(value) == {"Fn::Sub": ["host=${A} ${!x}", {"A": Ref("Database", "Endpoint.Address")}]}


def test_a_lone_reference_is_the_reference_itself() -> None:
    assert delivery().plain(Value((Attribute("db", Key.HOST),))) == Ref("Database", "Endpoint.Address")


def test_a_route_has_the_address_of_its_workload() -> None:
    whole, host = Value((RouteUrl("web"),)), Value((RouteUrl("web", host_only=True),))
    assert delivery().plain(whole) == {"Fn::Sub": ["http://${A}:8080", {"A": Ref("Balancer", "DNSName")}]}
    assert delivery().plain(host) == {"Fn::Sub": ["${A}:8080", {"A": Ref("Balancer", "DNSName")}]}


def test_what_holds_a_secret_is_never_in_the_open() -> None:
    found = delivery()
    assert found.secret(Value((SecretRef("JWT"),)))
    assert found.secret(Value((Attribute("db", Key.PASSWORD),)))
    assert found.secret(Value((URL,)))
    assert found.secret(Value((ConnectionUrl("cache", "redis"),)))
    assert not found.secret(Value((ConnectionUrl("plain", "redis"),)))


def test_a_secret_alone_is_read_where_it_is() -> None:
    found = delivery()
    assert found.source(Value((SecretRef("JWT"),)), "web", "JWT") == SecretSource("JwtSecret")
    assert found.source(Value((Attribute("db", Key.PASSWORD),)), "web", "PW") == SecretSource(
        "MasterSecret", "password"
    )
    assert found.source(Value((Attribute("cache", Key.PASSWORD),)), "web", "PW") == SecretSource("Token")
    assert found.assembled == {}


def test_a_url_is_assembled_where_its_parts_are() -> None:
    """Mutation `early = True`: made of generated secrets alone it can live with them."""
    found = delivery()
    source = found.source(Value((URL,)), "web", "DATABASE_URL")
    (made,) = found.assembled.values()
    assert (made.id, made.stack, made.type) == (source.id, "stores", "AWS::SecretsManager::Secret")
    assert made.properties["SecretString"] == {
        "Fn::Sub": [
            "postgresql://${A}:{{resolve:secretsmanager:${B}:SecretString:password}}@${C}:5432/shop",
            {"A": "app", "B": Ref("MasterSecret"), "C": Ref("Database", "Endpoint.Address")},
        ]
    }


def test_what_has_the_users_own_secret_is_assembled_with_its_workload() -> None:
    """Mutation `early = True`: the user's value is stored after the stores' stack, so it cannot be resolved there."""
    found = delivery()
    found.source(Value(("Bearer ", SecretRef("JWT"))), "web", "HEADER")
    found.source(Value(("Bearer ", SecretRef("JWT"))), "worker", "HEADER")
    assert [made.stack for made in found.assembled.values()] == ["stack-of-web", "stack-of-worker"]


def test_the_same_text_of_two_workloads_is_assembled_once() -> None:
    found = delivery()
    first = found.source(Value((URL,)), "web", "DATABASE_URL")
    assert found.source(Value((URL,)), "worker", "DATABASE_URL") == first
    assert len(found.assembled) == 1


def test_a_cache_without_a_token_is_sent_none() -> None:
    url = ConnectionUrl("plain", "redis", password=True, port=True, path="/0")
    assert delivery().plain(Value((url,))) == "redis://cache.example.org:6379/0"
