"""Amazon RDS for PostgreSQL, MySQL and MariaDB: one instance, private, encrypted, backed up; password generated."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from shipway.diagnostics import Diagnostics
from shipway.managed.dialects import dialect, untold
from shipway.managed.rds_options import RdsOptions
from shipway.managed.rds_parameters import SETTINGS, parameter_group, parameters_id
from shipway.managed.rds_versions import engine_version, version
from shipway.managed.store import Managed, Store, Wanted, options_of
from shipway.model.application import Datastore
from shipway.model.homes import Fate
from shipway.naming import logical_id
from shipway.resources.secret import generated_secret
from shipway.topology.delivery import Caller, Connection
from shipway.topology.graph import Property, Ref, Resource, Retention
from shipway.topology.properties import sub

TITLES = {
    "postgres": "Amazon RDS for PostgreSQL",
    "mysql": "Amazon RDS for MySQL",
    "mariadb": "Amazon RDS for MariaDB",
}
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html (names that RDS keeps to itself)
RESERVED = {
    "postgres": {"admin", "rdsadmin", "rds_superuser"},
    "mysql": {"root", "rdsadmin"},
    "mariadb": {"root", "rdsadmin"},
}
EXTENDED_SUPPORT = "open-source-rds-extended-support-disabled"


def design(wanted: Wanted, diagnostics: Diagnostics) -> Managed:
    """The instance with its secret and its parameter group."""
    datastore = wanted.datastore
    options = options_of(RdsOptions, datastore)
    major = version(datastore, options.version, diagnostics)
    told = _told(wanted, options.tls, diagnostics)
    user, database = _user(datastore), _database(datastore)
    diagnostics.warning(
        "rds.master-user",
        f'users of "{datastore.name}" sign in as the database\'s master user',
        datastore.origin,
        detail="It may do what the database's owner may, and create extensions; it is not an AWS user.",
        fix="Nothing to do; the password is generated and is rotated only when you say so.",
    )
    id, secret = logical_id(datastore.name, "database"), logical_id(datastore.name, "master", "secret")
    template = json.dumps({"username": user, "database": database}, separators=(",", ":"))
    resources = (
        generated_secret(secret, f"master password of {wanted.name}", template, "password", 32, datastore.name),
        parameter_group(datastore, major, told, wanted.name),
        Resource(
            id,
            "data",
            "AWS::RDS::DBInstance",
            _instance(wanted, options, major, user, database, secret),
            retention=Retention.SNAPSHOT,
            subject=datastore.name,
            holds_data=True,
            origin=datastore.origin,
        ),
        # adds host, port and engine to the secret's JSON
        Resource(
            logical_id(datastore.name, "secret attachment"),
            "data",
            "AWS::SecretsManager::SecretTargetAttachment",
            {
                "SecretId": Ref(secret),
                "TargetId": Ref(id),
                "TargetType": "AWS::RDS::DBInstance",
            },
            subject=datastore.name,
        ),
    )
    connection = Connection(
        Ref(id, "Endpoint.Address"),
        Ref(id, "Endpoint.Port"),
        user,
        database,
        secret,
        query=_tls(datastore.engine) if told else (lambda scheme, query, caller: query),
    )
    return Managed(resources, connection, told)


def _instance(
    wanted: Wanted, options: RdsOptions, major: str, user: str, database: str, secret: str
) -> dict[str, Property]:
    """secret: the resource id of the master user's."""
    protected, several = options.deletion_protection, options.multi_az
    properties: dict[str, Property] = {
        "Engine": wanted.datastore.engine,
        "EngineVersion": engine_version(major),
        "EngineLifecycleSupport": EXTENDED_SUPPORT,
        "DBInstanceClass": options.class_ or ("db.t4g.small" if wanted.production else "db.t4g.micro"),
        "AllocatedStorage": str(options.storage),
        "MaxAllocatedStorage": options.max_storage,
        "StorageType": "gp3",
        "StorageEncrypted": True,
        "MultiAZ": wanted.production if several is None else several,
        "PubliclyAccessible": False,
        "DBSubnetGroupName": Ref("DatabaseSubnets"),
        "VPCSecurityGroups": [Ref(wanted.group, "GroupId")],
        "DBParameterGroupName": Ref(parameters_id(wanted.datastore)),
        "MasterUsername": user,
        "MasterUserPassword": sub("{{resolve:secretsmanager:${A}:SecretString:password}}", {"A": Ref(secret)}),
        "BackupRetentionPeriod": options.backup_days,
        "CopyTagsToSnapshot": True,
        "DeleteAutomatedBackups": False,
        "AutoMinorVersionUpgrade": True,
        "DeletionProtection": wanted.production if protected is None else protected,
    }
    if database:
        properties["DBName"] = database
    return properties


def _told(wanted: Wanted, wish: str | None, diagnostics: Diagnostics) -> bool:
    """Whether connections without TLS are refused; `tls: required` or `offered` in the manifest decides."""
    datastore = wanted.datastore
    reason = untold(datastore, wanted.application)
    told = wish == "required" or (wish != "offered" and not reason)
    if not told:
        why = "the manifest says `tls: offered`" if wish == "offered" else reason
        diagnostics.warning(
            "rds.tls-not-forced",
            f'"{datastore.name}": TLS is offered, not forced: {why}',
            datastore.origin,
            detail="Drivers that prefer TLS use it; one that does not is unencrypted inside the private network.",
            fix=f"If every user asks for TLS on its own: datastores: {{{datastore.name}: {{tls: required}}}}.",
        )
    return told


def shared(name: str, subnets: Sequence[str]) -> tuple[Resource, ...]:
    """The subnets of all instances."""
    return (
        Resource(
            "DatabaseSubnets",
            "data",
            "AWS::RDS::DBSubnetGroup",
            {
                "DBSubnetGroupDescription": f"private subnets of {name}",
                "SubnetIds": [Ref(id) for id in subnets],
            },
        ),
    )


def _tls(engine: str) -> Callable[[str, str, Caller], str]:
    """A URL's query with TLS in the driver's own dialect."""

    def query(scheme: str, query: str, caller: Caller) -> str:
        known = dialect(engine, scheme, caller)
        return known.into(query) if known is not None else query

    return query


def _user(datastore: Datastore) -> str:
    clean = re.sub(r"[^a-zA-Z0-9_]", "_", datastore.user)[: 16 if datastore.engine != "postgres" else 63]
    if not clean or not clean[0].isalpha() or clean.lower() in RESERVED[datastore.engine]:
        return "shipway"
    return clean


def _database(datastore: Datastore) -> str:
    clean = re.sub(r"[^a-zA-Z0-9_]", "_", datastore.database)[:63]
    return clean if clean and clean[0].isalpha() else ""


RDS = Store(
    "rds",
    Fate.REPLACED,
    TITLES,
    RdsOptions,
    (
        "It has no superuser: the master user has the role that RDS gives it, and extensions are those that RDS lists.",
        "It reads no files of the project, and takes its settings only from its parameter group.",
        "It runs only versions in standard support: an older one is replaced by the next that is offered.",
    ),
    design,
    shared,
    default_for=frozenset(TITLES),
    settings=SETTINGS,
)
HOMES = (RDS,)
