"""What a project has for its developers and not for production, each with its reason."""

from __future__ import annotations

from shipway.lower.detect import Detected
from shipway.manifest.types import ServiceChoice

ADMIN = "an admin tool, which would open the databases to whoever finds it"
MAIL = "a mail catcher for development"
REASONS = {
    **dict.fromkeys(("adminer", "pgadmin", "phpmyadmin", "cloudbeaver", "mongo-express", "redis-commander"), ADMIN),
    **dict.fromkeys(("redisinsight", "kafka-ui", "dozzle"), ADMIN),
    **dict.fromkeys(("mailpit", "mailhog", "mailcatcher", "maildev", "greenmail"), MAIL),
    "aws-cli": "AWS's own command line, which is a person's tool",
    "watchtower": "it updates containers on a Docker host; here a deployment does",
    "localstack": "an emulation of AWS for development",
}
"""Engine → why it is not for production."""


def tool(detected: Detected, choice: ServiceChoice | None) -> str:
    """Why a service is left out as a tool; "" for what is none, or what the manifest keeps."""
    name = detected.engine.name if detected.engine else ""
    return "" if choice is not None and (choice.run or choice.public) else REASONS.get(name, "")
