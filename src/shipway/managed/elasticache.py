"""Amazon ElastiCache for Valkey: private, encrypted; with a token where every user holds a URL that can be told."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.diagnostics import Diagnostics
from shipway.managed.dialects import Dialect
from shipway.managed.rds import Managed
from shipway.model.application import Datastore
from shipway.naming import logical_id
from shipway.resources.secret import generated_secret
from shipway.topology.delivery import Caller, Connection
from shipway.topology.graph import Property, Ref, Resource, Retention
from shipway.topology.properties import sub

VERSION = "8.0"
CERTIFICATES = Dialect("ssl_cert_reqs", "CERT_REQUIRED", ("none", "cert_none", "optional", "cert_optional"))


def elasticache(datastore: Datastore, name: str, group: str, production: bool, diagnostics: Diagnostics) -> Managed:
    id, secret = logical_id(datastore.name, "cache"), logical_id(datastore.name, "token", "secret")
    options = datastore.options
    replicas = options.get("replicas", 1 if production else 0)
    replicas = replicas if isinstance(replicas, int) and 0 <= replicas <= 5 else 0
    token = datastore.rewritable
    properties: dict[str, Property] = {
        "ReplicationGroupDescription": name,
        "Engine": "valkey",
        "EngineVersion": str(options.get("version", VERSION)),
        "CacheNodeType": str(options.get("class", "cache.t4g.micro")),
        "NumCacheClusters": 1 + replicas,
        "AutomaticFailoverEnabled": replicas > 0,
        "MultiAZEnabled": replicas > 0,
        "CacheSubnetGroupName": Ref("CacheSubnets"),
        "SecurityGroupIds": [Ref(group, "GroupId")],
        "AtRestEncryptionEnabled": True,
        "TransitEncryptionEnabled": True,
        "TransitEncryptionMode": "required" if token else "preferred",
        "SnapshotRetentionLimit": 1,
        "AutoMinorVersionUpgrade": True,
    }
    resources: list[Resource] = []
    if datastore.parameters:
        resources.append(_parameters(datastore, str(properties["EngineVersion"]), name))
        properties["CacheParameterGroupName"] = Ref(resources[0].id)
    if token:
        resources.append(generated_secret(secret, f"token of {name}", None, None, 48, datastore.name))
        properties["AuthToken"] = sub("{{resolve:secretsmanager:${A}:SecretString}}", {"A": Ref(secret)})
    else:
        diagnostics.warning(
            "elasticache.no-token",
            f'"{datastore.name}" has no token and accepts unencrypted connections',
            datastore.origin,
            detail="A user has the host alone and cannot be told of TLS; the security group keeps it closed.",
            fix="Where its client reads URLs, give every user a whole redis:// URL in its environment.",
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


def subnet_group(name: str, subnets: Sequence[str]) -> Resource:
    return Resource(
        "CacheSubnets",
        "data",
        "AWS::ElastiCache::SubnetGroup",
        {
            "Description": f"private subnets of {name}",
            "SubnetIds": [Ref(id) for id in subnets],
        },
    )


def _encrypted(scheme: str) -> str:
    """`tcp` is how PHP's clients write it."""
    return {"redis": "rediss", "valkey": "valkeys", "tcp": "tls"}.get(scheme, scheme)


def _verified(scheme: str, query: str, caller: Caller) -> str:
    """Celery fails on rediss:// without this word; other clients verify by themselves (X-03).

    `ssl_cert_reqs=none`, which switches verification off, is not taken over.
    """
    return CERTIFICATES.into(query) if caller.celery or "ssl_cert_reqs=" in query else query
