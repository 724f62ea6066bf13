"""The options of today's target and homes, until each declares them in its own room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.manifest.vocabulary import Vocabulary
from shipway.records import record
from shipway.shapes import SWITCH, UNBORN, VERSION, choice, gigabytes, number, pattern
from shipway.words import word

SIZES = "(micro|small|medium|large|[0-9]{0,2}xlarge)"
HOST = pattern("^[A-Za-z0-9._:-]+$", "a bare host such as db.example.org")


@record
class FargateOptions:
    """Of an environment on Fargate."""

    zone: str | None = word(
        "zone",
        pattern("^Z[A-Z0-9]+$", "a hosted zone's id such as Z0123456789ABC"),
        "the id of the Route 53 hosted zone; needed with `domain`",
    )
    zones: int = word("zones", number(2, 6), "availability zones", default=2)
    nat: str = word(
        "nat",
        choice("one", "per-zone", "none"),
        "`one` NAT gateway, one in every zone (`per-zone`), or `none`: tasks in public subnets",
        default="one",
    )
    insights: str | None = word(
        "insights",
        choice("enhanced", "enabled", "disabled"),
        "Container Insights of the cluster",
        without="`enabled` in production, else `disabled`",
    )
    waf: Any = word("waf", UNBORN, "AWS WAF before the load balancer", later=True)


@record
class RdsOptions:
    """Of a datastore on Amazon RDS."""

    instance_class: str | None = word(
        "class",
        pattern(f"^db\\.[a-z][a-z0-9-]*\\.{SIZES}$", "an instance class such as db.t4g.medium"),
        "the instance class",
        without="`db.t4g.micro`, in production `db.t4g.small`",
    )
    storage: int = word("storage", gigabytes(20, 65536), "what the disk begins with", default=20)
    max_storage: int = word("max_storage", gigabytes(20, 65536), "what the disk may grow to", default=100)
    multi_az: bool | None = word("multi_az", SWITCH, "a standby in a second zone", without="`true` in production")
    backup_days: int = word("backup_days", number(0, 35), "days that backups are kept", default=7)
    version: str | None = word("version", VERSION, "the engine's version", without="that of the image")
    deletion_protection: bool | None = word(
        "deletion_protection", SWITCH, "AWS refuses to delete it", without="`true` in production"
    )
    tls: str | None = word(
        "tls",
        choice("required", "offered"),
        "whether connections without TLS are refused",
        without="`required` where every user's driver can be told",
    )
    database: Any = word("database", UNBORN, "the database's name", later=True)
    user: Any = word("user", UNBORN, "the user's name", later=True)

    @staticmethod
    def agree(values: Mapping[str, Any]) -> tuple[str, str] | None:
        """(word, what it must be) where two words contradict each other."""
        low, high = values.get("storage", 20), values.get("max_storage", 100)
        if low > high:
            return ("max_storage", f"at least `storage`, which is {low}")
        return None


@record
class ElasticacheOptions:
    """Of a datastore on Amazon ElastiCache."""

    node_class: str = word(
        "class",
        pattern(f"^cache\\.[a-z][a-z0-9-]*\\.{SIZES}$", "a node type such as cache.t4g.small"),
        "the node type",
        default="cache.t4g.micro",
    )
    replicas: int | None = word("replicas", number(0, 5), "copies beside the first node", without="1 in production")
    version: str = word("version", VERSION, "the engine's version", default="8.0")


@record
class VolumeOptions:
    """Of a container that keeps its data on a file system."""


@record
class ExternalOptions:
    """Of a datastore that stays where it is."""

    host: str | None = word("host", HOST, "its host: what a variable that is its name becomes")


TODAY = Vocabulary(
    targets={"fargate": FargateOptions},
    homes={
        "rds": RdsOptions,
        "elasticache": ElasticacheOptions,
        "volume": VolumeOptions,
        "container": VolumeOptions,
        "external": ExternalOptions,
    },
    later=("lightsail", "beanstalk", "instance", "neptune"),
)
