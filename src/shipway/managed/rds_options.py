"""What shipway.yaml may say of a database on RDS."""

from __future__ import annotations

from shipway.records import record
from shipway.shapes import SWITCH, TEXT, VERSION, choice, gigabytes, number, pattern
from shipway.words import word

CLASS = pattern(r"^db\.[a-z0-9-]+\.[a-z0-9]+$", "a class of instances such as db.t4g.medium")
# gp3 begins with 20 GB: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
DISK = gigabytes(20, 65_536)


@record
class RdsOptions:
    """Of a database on Amazon RDS."""

    class_: str | None = word("class", CLASS, "its class; else db.t4g.small in production, and db.t4g.micro")
    storage: int = word("storage", DISK, "what its disk begins with", default=20)
    max_storage: int = word("max_storage", DISK, "up to what its disk grows by itself", default=100)
    multi_az: bool | None = word("multi_az", SWITCH, "a standby in another zone; else in production")
    # 7 written out: the API's default is 1, the console's 7
    backup_days: int = word("backup_days", number(0, 35, "a number of days"), "how long backups are kept", default=7)
    deletion_protection: bool | None = word(
        "deletion_protection", SWITCH, "whether a deletion is refused; else in production"
    )
    version: str | None = word("version", VERSION, "its major version; else the image's, or the next that RDS has")
    tls: str | None = word(
        "tls",
        choice("required", "offered"),
        "whether connections without TLS are refused; else where every user can be told to use it",
    )
    database: str | None = word("database", TEXT, "the name of its database", later=True)
    user: str | None = word("user", TEXT, "the name of its user", later=True)
