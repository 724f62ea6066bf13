"""Amazon RDS: what a database becomes, and what the manifest may say of it."""

from __future__ import annotations

from typing import Any

import pytest

from shipway.diagnostics import Diagnostics, Origin
from shipway.fits import fits
from shipway.managed.index import store
from shipway.managed.rds_options import RdsOptions
from shipway.managed.store import Managed, Wanted
from shipway.model.application import Application, Datastore
from shipway.topology.graph import Ref
from shipway.words import words_of

HERE = Origin("compose.yaml", 3)


def wanted(engine: str = "postgres", production: bool = False, **more: Any) -> Wanted:
    datastore = Datastore("db", engine, more.pop("version", "17"), HERE, 5432, home="rds", **more)
    return Wanted(datastore, "shop-dev-db", "DbGroup", production, Application("shop", (), (datastore,)))


def designed(one: Wanted) -> tuple[Managed, dict[str, Any], set[str]]:
    """(what is made, the instance's properties, codes of what is told)."""
    diagnostics = Diagnostics()
    managed = store("rds").design(one, diagnostics)
    (instance,) = [r for r in managed.resources if r.type == "AWS::RDS::DBInstance"]
    return managed, dict(instance.properties), {d.code for d in diagnostics}


def test_what_it_makes_and_how_it_is_reached() -> None:
    managed, instance, told = designed(wanted(user="app", database="shop", rewritable=True))
    assert [r.type for r in managed.resources] == [
        "AWS::SecretsManager::Secret",
        "AWS::RDS::DBParameterGroup",
        "AWS::RDS::DBInstance",
        "AWS::SecretsManager::SecretTargetAttachment",
    ]
    assert (instance["Engine"], instance["EngineVersion"], instance["MasterUsername"]) == ("postgres", "17", "app")
    assert instance["DBName"] == "shop"
    assert instance["VPCSecurityGroups"] == [Ref("DbGroup", "GroupId")]
    assert managed.connection.host == Ref(managed.resources[2].id, "Endpoint.Address")
    assert (managed.connection.user, managed.connection.database) == ("app", "shop")
    assert managed.connection.secret == managed.resources[0].id
    assert managed.tls
    assert told == {"rds.master-user"}


def test_the_defaults_outside_of_production() -> None:
    _, instance, _ = designed(wanted())
    assert instance["DBInstanceClass"] == "db.t4g.micro"
    assert (instance["AllocatedStorage"], instance["MaxAllocatedStorage"]) == ("20", 100)
    assert (instance["MultiAZ"], instance["DeletionProtection"]) == (False, False)
    assert instance["BackupRetentionPeriod"] == 7


def test_the_defaults_of_production() -> None:
    _, instance, _ = designed(wanted(production=True))
    assert instance["DBInstanceClass"] == "db.t4g.small"
    assert (instance["MultiAZ"], instance["DeletionProtection"]) == (True, True)


def test_the_manifest_s_options() -> None:
    options = {
        "class": "db.r8g.large",
        "storage": "50GB",
        "max_storage": 200,
        "multi_az": False,
        "backup_days": 0,
        "deletion_protection": False,
        "version": 16,
    }
    _, instance, told = designed(wanted(production=True, options=options))
    assert instance["DBInstanceClass"] == "db.r8g.large"
    assert (instance["AllocatedStorage"], instance["MaxAllocatedStorage"]) == ("50", 200)
    assert (instance["MultiAZ"], instance["DeletionProtection"]) == (False, False)
    assert (instance["BackupRetentionPeriod"], instance["EngineVersion"]) == (0, "16")
    assert "rds.version" not in told


def test_every_option_has_a_meaning_and_the_defaults_fit() -> None:
    for word in words_of(RdsOptions):
        assert word.meaning
        assert word.shape.said
        assert word.default is None or fits(word.shape, word.default)
        assert word.default is not None or word.without or word.later


def test_a_disk_does_not_grow_to_less_than_it_begins_with() -> None:
    assert RdsOptions.agree({"storage": 200}) == ("max_storage", "at least `storage`, which is 200")
    assert RdsOptions.agree({"storage": 200, "max_storage": 200}) is None
    assert RdsOptions.agree({}) is None


@pytest.mark.parametrize(("wish", "forced"), [("required", "1"), ("offered", "0")])
def test_tls_is_what_the_manifest_says(wish: str, forced: str) -> None:
    """H-02: "`tls: required`: offered, documented, refused"."""
    managed, _, told = designed(wanted(rewritable=wish == "offered", options={"tls": wish}))
    assert managed.resources[1].properties["Parameters"] == {"rds.force_ssl": forced}
    assert managed.tls is (wish == "required")
    assert ("rds.tls-not-forced" in told) is (wish == "offered")


@pytest.mark.parametrize(
    ("engine", "version", "asked"),
    [
        ("postgres", "16.2", "16"),
        ("postgres", "", "17"),
        ("mysql", "8.4", "8.4.8"),
        ("mariadb", "10.11", "10.11.16"),
        ("mariadb", "", "11.4.10"),
    ],
)
def test_a_version_that_rds_has_is_kept(engine: str, version: str, asked: str) -> None:
    _, instance, told = designed(wanted(engine, version=version))
    assert instance["EngineVersion"] == asked
    assert "rds.version" not in told


@pytest.mark.parametrize(
    ("engine", "version", "asked"),
    [("postgres", "12", "14"), ("postgres", "19", "18"), ("mysql", "5.7", "8.4.8"), ("mariadb", "11.5", "11.8.6")],
)
def test_one_that_it_has_not_becomes_the_next_and_is_told(engine: str, version: str, asked: str) -> None:
    _, instance, told = designed(wanted(engine, version=version))
    assert instance["EngineVersion"] == asked
    assert "rds.version" in told


@pytest.mark.parametrize(
    ("engine", "setting", "parameter"),
    [
        ("postgres", ("wal_level", "logical"), ("rds.logical_replication", "1")),
        ("postgres", ("max_connections", "300"), ("max_connections", "300")),
        ("mysql", ("sql_mode", "ANSI"), ("sql_mode", "ANSI")),
    ],
)
def test_settings_are_named_as_rds_names_them(
    engine: str, setting: tuple[str, str], parameter: tuple[str, str]
) -> None:
    managed, _, _ = designed(wanted(engine, parameters=(setting,)))
    group = dict(managed.resources[1].properties["Parameters"])  # type: ignore[arg-type,call-overload]
    group.pop("rds.force_ssl" if engine == "postgres" else "require_secure_transport")
    assert group == dict([parameter])


@pytest.mark.parametrize(
    ("engine", "user", "master"),
    [
        ("postgres", "my-app", "my_app"),
        ("postgres", "rdsadmin", "shipway"),
        ("mysql", "root", "shipway"),
        ("mysql", "a-user-of-twenty-one", "a_user_of_twenty"),
        ("postgres", "1st", "shipway"),
    ],
)
def test_a_user_that_rds_refuses_gets_another_name(engine: str, user: str, master: str) -> None:
    _, instance, _ = designed(wanted(engine, user=user))
    assert instance["MasterUsername"] == master


def test_all_share_a_group_of_subnets() -> None:
    (group,) = store("rds").shared("shop-dev", ["SubnetA", "SubnetB"])
    assert group.type == "AWS::RDS::DBSubnetGroup"
    assert group.properties["SubnetIds"] == [Ref("SubnetA"), Ref("SubnetB")]
