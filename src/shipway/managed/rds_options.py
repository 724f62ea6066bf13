"""What shipway.yaml may say about a database on RDS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.records import record
from shipway.shapes import SWITCH, UNBORN, VERSION, choice, gigabytes, number, pattern
from shipway.words import word

CLASS = pattern(
    r"^db\.[a-z][a-z0-9-]*\.(micro|small|medium|large|[0-9]{0,2}xlarge)$", "an instance class such as db.t4g.medium"
)
# gp3 begins with 20 GB: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
DISK = gigabytes(20, 65_536)


@record
class RdsOptions:
    """Options of a database on Amazon RDS."""

    class_: str | None = word(
        "class", CLASS, "the instance class", without="`db.t4g.micro`, in production `db.t4g.small`"
    )
    storage: int = word("storage", DISK, "the disk's size at first", default=20)
    max_storage: int = word("max_storage", DISK, "the size that the disk may grow to", default=100)
    multi_az: bool | None = word("multi_az", SWITCH, "a standby in a second zone", without="`true` in production")
    # 7 written out: the API's default is 1, the console's 7
    backup_days: int = word("backup_days", number(0, 35, "a number of days"), "how long backups are kept", default=7)
    version: str | None = word("version", VERSION, "the engine's version", without="the image's")
    deletion_protection: bool | None = word(
        "deletion_protection", SWITCH, "AWS refuses to delete it", without="`true` in production"
    )
    tls: str | None = word(
        "tls",
        choice("required", "offered"),
        "whether connections without TLS are refused",
        without="`required` where every user's driver can be told to use TLS",
    )
    database: Any = word("database", UNBORN, "the database's name", later=True)
    user: Any = word("user", UNBORN, "the user's name", later=True)

    @staticmethod
    def agree(values: Mapping[str, Any]) -> tuple[str, str] | None:
        """(key, what it must be) where two keys contradict each other."""
        low, high = values.get("storage", 20), values.get("max_storage", 100)
        return ("max_storage", f"at least `storage`, which is {low}") if low > high else None
