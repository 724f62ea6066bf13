"""Amazon RDS for PostgreSQL, MySQL and MariaDB: one instance, private, encrypted, backed up, its password generated."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from shipway.diagnostics import Diagnostics
from shipway.managed.dialects import dialect
from shipway.model.application import Datastore
from shipway.naming import logical_id
from shipway.records import record
from shipway.resources.secret import generated_secret
from shipway.topology.delivery import Caller, Connection
from shipway.topology.graph import Property, Ref, Resource, Retention
from shipway.topology.properties import sub

# Majors in standard support, newest first; where the tag says none, the second is taken as the settled one.
# https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html and its like,
# as of 2026-11.
SUPPORTED = {
    "postgres": ("18", "17", "16", "15", "14"),
    "mysql": ("8.4",),
    "mariadb": ("11.8", "11.4", "10.11", "10.6"),
}
# MySQL and MariaDB are asked for by minor version: the newest that every region had in 2026-08.
MINORS = {"8.4": "8.4.8", "10.6": "10.6.25", "10.11": "10.11.16", "11.4": "11.4.10", "11.8": "11.8.6"}
DEFAULT = {"postgres": "17", "mysql": "8.4", "mariadb": "11.4"}
RESERVED = {
    "postgres": {"admin", "rdsadmin", "rds_superuser"},
    "mysql": {"root", "rdsadmin"},
    "mariadb": {"root", "rdsadmin"},
}
EXTENDED_SUPPORT = "open-source-rds-extended-support-disabled"


@record
class Managed:
    """What a managed datastore adds to the data stack, and how it is reached. tls: connections without are refused."""

    resources: tuple[Resource, ...]
    connection: Connection
    tls: bool = False


def version(datastore: Datastore, diagnostics: Diagnostics) -> str:
    """The major version RDS is asked for: the local one where it is offered, else the next that is."""
    known = SUPPORTED[datastore.engine]
    asked = str(datastore.options.get("version") or datastore.version)
    if not asked:
        return DEFAULT[datastore.engine]
    wanted = _numbers(asked)
    for major in known:
        parts = _numbers(major)
        if wanted[: len(parts)] == parts:
            return major
    later = [major for major in known if _numbers(major) >= wanted[:2]] or [known[0]]
    chosen = later[-1]
    diagnostics.warning(
        "rds.version",
        f'"{datastore.name}" runs version {asked} locally and {chosen} on RDS',
        datastore.origin,
        detail="RDS does not offer that version in standard support.",
        fix=f"Test with the image's tag {chosen}, or set datastores: {{{datastore.name}: {{version: …}}}}.",
    )
    return chosen


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def rds(
    datastore: Datastore, name: str, group: str, production: bool, untold: str, diagnostics: Diagnostics
) -> Managed:
    """untold: why its users cannot all be told to use TLS, "" where they can."""
    id = logical_id(datastore.name, "database")
    secret = logical_id(datastore.name, "master", "secret")
    options = datastore.options
    chosen = version(datastore, diagnostics)
    user = _user(datastore)
    database = _database(datastore)
    template = json.dumps({"username": user, "database": database}, separators=(",", ":"))
    properties: dict[str, Property] = {
        "Engine": datastore.engine,
        "EngineVersion": MINORS.get(chosen, chosen),
        "EngineLifecycleSupport": EXTENDED_SUPPORT,
        "DBInstanceClass": str(options.get("class", "db.t4g.small" if production else "db.t4g.micro")),
        "AllocatedStorage": str(_gigabytes(options.get("storage"), 20)),
        "MaxAllocatedStorage": _gigabytes(options.get("max_storage"), 100),
        "StorageType": "gp3",
        "StorageEncrypted": True,
        "MultiAZ": bool(options.get("multi_az", production)),
        "PubliclyAccessible": False,
        "DBSubnetGroupName": Ref("DatabaseSubnets"),
        "VPCSecurityGroups": [Ref(group, "GroupId")],
        "DBParameterGroupName": Ref(logical_id(datastore.name, "parameters")),
        "MasterUsername": user,
        "MasterUserPassword": sub("{{resolve:secretsmanager:${A}:SecretString:password}}", {"A": Ref(secret)}),
        "BackupRetentionPeriod": _days(options.get("backup_days")),
        "CopyTagsToSnapshot": True,
        "DeleteAutomatedBackups": False,
        "AutoMinorVersionUpgrade": True,
        "DeletionProtection": bool(options.get("deletion_protection", production)),
    }
    if database:
        properties["DBName"] = database
    told = _told(datastore, untold, diagnostics)
    diagnostics.warning(
        "rds.master-user",
        f'users of "{datastore.name}" sign in as the database\'s master user',
        datastore.origin,
        detail="It may do in the database what its owner may, and make extensions; it is no user of AWS.",
        fix="Nothing to do; the password is generated and rotates only when you say so.",
    )
    resources = (
        generated_secret(secret, f"master password of {name}", template, "password", 32, datastore.name),
        _parameters(datastore, chosen, told, name),
        Resource(
            id,
            "data",
            "AWS::RDS::DBInstance",
            properties,
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


def _told(datastore: Datastore, untold: str, diagnostics: Diagnostics) -> bool:
    """Whether connections without TLS are refused; `tls: required` or `offered` in the manifest decides."""
    wish = datastore.options.get("tls")
    told = wish == "required" or (wish != "offered" and not untold)
    if not told:
        why = "the manifest says `tls: offered`" if wish == "offered" else untold
        diagnostics.warning(
            "rds.tls-not-forced",
            f'"{datastore.name}": TLS is offered, not forced: {why}',
            datastore.origin,
            detail="Drivers that prefer TLS use it; one that does not talks in the open inside the private network.",
            fix=f"Where every user asks for TLS by itself: datastores: {{{datastore.name}: {{tls: required}}}}.",
        )
    return told


def subnet_group(name: str, subnets: Sequence[str]) -> Resource:
    return Resource(
        "DatabaseSubnets",
        "data",
        "AWS::RDS::DBSubnetGroup",
        {
            "DBSubnetGroupDescription": f"private subnets of {name}",
            "SubnetIds": [Ref(id) for id in subnets],
        },
    )


def _parameters(datastore: Datastore, chosen: str, told: bool, name: str) -> Resource:
    family = f"{datastore.engine}{chosen}"
    # Written out: the defaults differ between versions, and MariaDB's became 1 with 11.8.
    # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html
    word = "rds.force_ssl" if datastore.engine == "postgres" else "require_secure_transport"
    return Resource(
        logical_id(datastore.name, "parameters"),
        "data",
        "AWS::RDS::DBParameterGroup",
        {
            "Family": family,
            "Description": f"settings of {name}",
            "Parameters": {word: "1" if told else "0", **dict(datastore.parameters)},
        },
        subject=datastore.name,
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


def _gigabytes(value: object, default: int) -> int:
    match = re.match(r"\d+", str(value)) if value is not None else None
    return int(match.group()) if match else default


def _days(value: object) -> int:
    """7 written out: the API's default is 1, the console's 7 (X-39)."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 35 else 7
