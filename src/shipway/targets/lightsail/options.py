"""What shipway.yaml may say of an environment on Lightsail."""

from __future__ import annotations

from shipway.records import record
from shipway.shapes import choice, number
from shipway.words import word

MEMORY = {"nano": 512, "micro": 1024, "small": 2048, "medium": 4096, "large": 8192, "xlarge": 16384}
"""Size → the MiB of one node, shared by all containers.

https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-container-services.html
"""


@record
class LightsailOptions:
    """Of an environment on Lightsail."""

    size: str = word(
        "size",
        choice(*MEMORY),
        "what one node has, from 512 MB of memory (`nano`) to 16 GB (`xlarge`)",
        default="micro",
    )
    scale: int = word("scale", number(1, 20), "nodes, each of which runs all containers", default=1)
