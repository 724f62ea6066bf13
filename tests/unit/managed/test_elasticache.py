"""Amazon ElastiCache: what a cache becomes, and what the manifest may say of it."""

from __future__ import annotations

from typing import Any

import pytest

from shipway.diagnostics import Diagnostics, Origin
from shipway.fits import fits
from shipway.managed.elasticache import ElastiCacheOptions
from shipway.managed.index import store
from shipway.managed.store import Managed, Wanted
from shipway.model.application import Application, Datastore
from shipway.topology.delivery import Caller
from shipway.topology.graph import Ref
from shipway.words import words_of


def designed(production: bool = False, **more: Any) -> tuple[Managed, dict[str, Any], set[str]]:
    """(what is made, the replication group's properties, codes of what is told)."""
    cache = Datastore("cache", "redis", "7", Origin("compose.yaml", 3), 6379, home="elasticache", **more)
    diagnostics = Diagnostics()
    wanted = Wanted(cache, "shop-dev-cache", "CacheGroup", production, Application("shop", (), (cache,)))
    managed = store("elasticache").design(wanted, diagnostics)
    (group,) = [r for r in managed.resources if r.type == "AWS::ElastiCache::ReplicationGroup"]
    return managed, dict(group.properties), {d.code for d in diagnostics}


def test_with_a_token_where_every_user_holds_a_url() -> None:
    managed, group, told = designed(rewritable=True)
    assert [r.type for r in managed.resources] == [
        "AWS::SecretsManager::Secret",
        "AWS::ElastiCache::ReplicationGroup",
    ]
    assert (group["TransitEncryptionMode"], "AuthToken" in group) == ("required", True)
    assert managed.connection.secret == managed.resources[0].id
    assert managed.connection.scheme("redis") == "rediss"
    assert managed.connection.query("redis", "", Caller("python", celery=True)) == "ssl_cert_reqs=CERT_REQUIRED"
    assert managed.tls
    assert told == set()


def test_without_where_one_has_the_host_alone() -> None:
    managed, group, told = designed()
    assert (group["TransitEncryptionMode"], "AuthToken" in group) == ("preferred", False)
    assert (managed.connection.secret, managed.connection.scheme("redis"), managed.tls) == ("", "redis", False)
    assert told == {"elasticache.no-token"}


@pytest.mark.parametrize(
    ("production", "options", "nodes"),
    [(False, {}, 1), (True, {}, 2), (True, {"replicas": 0}, 1), (False, {"replicas": 5}, 6)],
)
def test_its_copies(production: bool, options: dict[str, object], nodes: int) -> None:
    _, group, _ = designed(production, options=options)
    assert group["NumCacheClusters"] == nodes
    assert group["AutomaticFailoverEnabled"] is group["MultiAZEnabled"] is (nodes > 1)


def test_class_and_version() -> None:
    _, group, _ = designed()
    assert (group["CacheNodeType"], group["EngineVersion"]) == ("cache.t4g.micro", "8.0")
    managed, group, _ = designed(
        options={"class": "cache.r7g.large", "version": 7.2}, parameters=(("maxmemory-policy", "noeviction"),)
    )
    assert (group["CacheNodeType"], group["EngineVersion"]) == ("cache.r7g.large", "7.2")
    assert managed.resources[0].properties["CacheParameterGroupFamily"] == "valkey7"
    assert managed.resources[0].properties["Properties"] == {"maxmemory-policy": "noeviction"}
    assert group["CacheParameterGroupName"] == Ref(managed.resources[0].id)


def test_every_option_has_a_meaning_and_the_defaults_fit() -> None:
    for word in words_of(ElastiCacheOptions):
        assert word.meaning
        assert word.default is None or fits(word.shape, word.default)
