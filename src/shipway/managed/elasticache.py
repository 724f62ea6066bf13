"""Amazon ElastiCache for Valkey: private, encrypted; with a token where every user has a URL that can carry it."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.diagnostics import Diagnostics
from shipway.managed.dialects import Dialect
from shipway.managed.store import Managed, Store, Wanted, options_of
from shipway.model.application import Datastore
from shipway.model.homes import Fate
from shipway.naming import logical_id
from shipway.records import record
from shipway.resources.secret import generated_secret
from shipway.shapes import VERSION, number, pattern
from shipway.topology.delivery import Caller, Connection
from shipway.topology.graph import Property, Ref, Resource, Retention
from shipway.topology.properties import sub
from shipway.words import word

VALKEY = "8.0"
CERTIFICATES = Dialect("ssl_cert_reqs", "CERT_REQUIRED", ("none", "cert_none", "optional", "cert_optional"))


CLASS = pattern(
    r"^cache\.[a-z][a-z0-9-]*\.(micro|small|medium|large|[0-9]{0,2}xlarge)$", "a node type such as cache.t4g.small"
)
# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
SETTINGS = frozenset(("maxmemory-policy", "notify-keyspace-events"))


@record
class ElastiCacheOptions:
    """Options of a cache on Amazon ElastiCache."""

    class_: str = word("class", CLASS, "the node type", default="cache.t4g.micro")
    replicas: int | None = word("replicas", number(0, 5), "copies besides the first node", without="1 in production")
    version: str = word("version", VERSION, "the version of Valkey", default=VALKEY)


def design(wanted: Wanted, diagnostics: Diagnostics) -> Managed:
    """One replication group, with a token where every user can be given it."""
    datastore, name = wanted.datastore, wanted.name
    id, secret = logical_id(datastore.name, "cache"), logical_id(datastore.name, "token", "secret")
    options = options_of(ElastiCacheOptions, datastore)
    replicas = options.replicas if options.replicas is not None else (1 if wanted.production else 0)
    token = datastore.rewritable
    properties: dict[str, Property] = {
        "ReplicationGroupDescription": name,
        "Engine": "valkey",
        "EngineVersion": options.version,
        "CacheNodeType": options.class_,
        "NumCacheClusters": 1 + replicas,
        "AutomaticFailoverEnabled": replicas > 0,
        "MultiAZEnabled": replicas > 0,
        "CacheSubnetGroupName": Ref("CacheSubnets"),
        "SecurityGroupIds": [Ref(wanted.group, "GroupId")],
        "AtRestEncryptionEnabled": True,
        "TransitEncryptionEnabled": True,
        "TransitEncryptionMode": "required" if token else "preferred",
        "SnapshotRetentionLimit": 1,
        "AutoMinorVersionUpgrade": True,
    }
    resources: list[Resource] = []
    if datastore.parameters:
        resources.append(_parameters(datastore, options.version, name))
        properties["CacheParameterGroupName"] = Ref(resources[0].id)
    if token:
        resources.append(generated_secret(secret, f"token of {name}", None, None, 48, datastore.name))
        properties["AuthToken"] = sub("{{resolve:secretsmanager:${A}:SecretString}}", {"A": Ref(secret)})
    else:
        diagnostics.warning(
            "elasticache.no-token",
            f'"{datastore.name}" has no token and accepts unencrypted connections',
            datastore.origin,
            detail="A user is given only the host, so it cannot be told to use TLS; a security group keeps others out.",
            fix="Where its client reads URLs, give every user a complete redis:// URL in its environment.",
        )
    resources.append(
        Resource(
            id,
            "data",
            "AWS::ElastiCache::ReplicationGroup",
            properties,
            retention=Retention.SNAPSHOT,
            subject=datastore.name,
            holds_data=True,
            origin=datastore.origin,
        )
    )
    connection = Connection(
        Ref(id, "PrimaryEndPoint.Address"),
        Ref(id, "PrimaryEndPoint.Port"),
        "",
        "",
        secret if token else "",
        key="",
        scheme=_encrypted if token else (lambda scheme: scheme),
        query=_verified if token else (lambda scheme, query, caller: query),
    )
    return Managed(tuple(resources), connection, token)


def _parameters(datastore: Datastore, version: str, name: str) -> Resource:
    return Resource(
        logical_id(datastore.name, "cache parameters"),
        "data",
        "AWS::ElastiCache::ParameterGroup",
        {
            "CacheParameterGroupFamily": f"valkey{version.partition('.')[0]}",
            "Description": f"settings of {name}",
            "Properties": dict(datastore.parameters),
        },
        subject=datastore.name,
    )


def shared(name: str, subnets: Sequence[str]) -> tuple[Resource, ...]:
    """The subnets of all caches."""
    return (
        Resource(
            "CacheSubnets",
            "data",
            "AWS::ElastiCache::SubnetGroup",
            {
                "Description": f"private subnets of {name}",
                "SubnetIds": [Ref(id) for id in subnets],
            },
        ),
    )


def _encrypted(scheme: str) -> str:
    """`tcp` is how PHP's clients write it."""
    return {"redis": "rediss", "valkey": "valkeys", "tcp": "tls"}.get(scheme, scheme)


def _verified(scheme: str, query: str, caller: Caller) -> str:
    """Celery fails on rediss:// without this parameter; other clients verify on their own (X-03).

    `ssl_cert_reqs=none`, which turns off verification, is not taken over.
    """
    return CERTIFICATES.into(query) if caller.celery or "ssl_cert_reqs=" in query else query


ELASTICACHE = Store(
    "elasticache",
    Fate.REPLACED,
    {"redis": "Amazon ElastiCache for Valkey"},
    ElastiCacheOptions,
    (
        "It loads no Redis modules.",
        "It refuses CONFIG, DEBUG, SAVE and similar commands: its settings are those of its parameter group.",
        "It keeps a daily snapshot, not every write: data that must last belongs in a database.",
    ),
    design,
    shared,
    default_for=frozenset({"redis"}),
    settings={"redis": SETTINGS},
    versioned=False,
)
HOMES = (ELASTICACHE,)
