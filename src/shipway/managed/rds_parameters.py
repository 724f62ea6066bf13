"""The parameter group of a database: the settings that its container had, and whether TLS is forced."""

from __future__ import annotations

from shipway.model.application import Datastore
from shipway.naming import logical_id
from shipway.topology.graph import Resource

# What a parameter group takes under the same name; what belongs to the machine (memory, disk, sync) stays behind.
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
POSTGRES = frozenset(
    ("max_connections", "statement_timeout", "lock_timeout", "log_statement", "timezone", "max_locks_per_transaction")
)
MYSQL = frozenset({
    "max_connections", "character_set_server", "collation_server", "sql_mode", "max_allowed_packet",
    "wait_timeout", "lower_case_table_names", "event_scheduler", "explicit_defaults_for_timestamp",
    "time_zone", "group_concat_max_len", "log_bin_trust_function_creators", "innodb_lock_wait_timeout",
})  # fmt: skip
RENAMED = {("wal_level", "logical"): ("rds.logical_replication", "1")}
SETTINGS = {"postgres": POSTGRES | {f"{name}={value}" for name, value in RENAMED}, "mysql": MYSQL, "mariadb": MYSQL}


def parameters_id(datastore: Datastore) -> str:
    return logical_id(datastore.name, "parameters")


def parameter_group(datastore: Datastore, version: str, tls: bool, name: str) -> Resource:
    """version: the major one. tls: whether connections without TLS are refused. name: for people."""
    # Written out: the defaults differ between versions, and MariaDB's became 1 with 11.8.
    # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html
    force = "rds.force_ssl" if datastore.engine == "postgres" else "require_secure_transport"
    taken = sorted(RENAMED.get(setting, setting) for setting in datastore.parameters)
    return Resource(
        parameters_id(datastore),
        "data",
        "AWS::RDS::DBParameterGroup",
        {
            "Family": f"{datastore.engine}{version}",
            "Description": f"settings of {name}",
            "Parameters": {force: "1" if tls else "0", **dict(taken)},
        },
        subject=datastore.name,
    )
