"""Settings that a database's container is given in its command, as a managed database's parameter group has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from shipway.compose.types import Service

KNOWN = {
    "postgres": ("max_connections", "statement_timeout", "lock_timeout", "log_statement", "timezone",
                 "max_locks_per_transaction"),
    "mysql": ("max_connections", "character_set_server", "collation_server", "sql_mode", "max_allowed_packet",
              "wait_timeout", "lower_case_table_names", "event_scheduler", "explicit_defaults_for_timestamp",
              "time_zone", "group_concat_max_len", "log_bin_trust_function_creators", "innodb_lock_wait_timeout"),
    "redis": ("maxmemory_policy", "notify_keyspace_events"),
}  # fmt: skip
"""What a parameter group takes under the same name; what belongs to the machine (memory, disk, sync) stays behind.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
"""
RENAMED = {("postgres", "wal_level", "logical"): ("rds.logical_replication", "1")}
UNITS = {"k": 2**10, "m": 2**20, "g": 2**30}
FLAG = r"--([\w-]+)(?:=(.*))?"


def parameters(service: Service, family: str) -> tuple[tuple[str, str], ...]:
    """(name, value) of the settings that the managed service takes over, sorted. family: of detection."""
    kind = "mysql" if family == "mariadb" else family
    found: dict[str, str] = {}
    for flag, value in _given(service):
        name = flag.replace("-", "_")
        if (kind, name, value) in RENAMED:
            renamed, text = RENAMED[kind, name, value]
            found[renamed] = text
        elif name in KNOWN[kind] and value:
            found[name.replace("_", "-") if kind == "redis" else name] = _bytes(value)
    return tuple(sorted(found.items()))


def _given(service: Service) -> Iterator[tuple[str, str]]:
    """`--name=value`, `--name value` and PostgreSQL's `-c name=value`."""
    words = [*(service.entrypoint or ()), *(service.command or ())]
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        match = re.fullmatch(FLAG, word)
        if match is not None:
            yield match[1], match[2] if match[2] is not None else ("" if following.startswith("-") else following)
        elif word == "-c" or word.startswith("-c"):
            name, sign, value = (following if word == "-c" else word[2:].strip()).partition("=")
            if sign:
                yield name.strip(), value.strip()


def _bytes(value: str) -> str:
    match = re.fullmatch(r"(\d+)([kmg])b?", value, re.I)
    return str(int(match[1]) * UNITS[match[2].lower()]) if match else value
