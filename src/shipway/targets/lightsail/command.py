"""What a container of Lightsail runs: a command, and no entrypoint."""

from __future__ import annotations

from shipway.diagnostics import Diagnostics, Origin
from shipway.engines.catalogue import split_reference
from shipway.model.value import Value
from shipway.model.workload import Workload

BARE = frozenset({"alpine", "amazonlinux", "busybox", "debian", "golang", "python", "ruby", "ubuntu"})
"""Official images without an ENTRYPOINT, so that Compose's entrypoint and command are together the command.

https://github.com/docker-library/official-images
"""


def command(workload: Workload, diagnostics: Diagnostics) -> tuple[Value, ...] | None:
    """The words of the command; None where the image's own is run."""
    words = workload.command
    if workload.entrypoint is not None:
        _tell_entrypoint(workload, diagnostics)
        words = (*workload.entrypoint, *(workload.command or ()))
    _tell_twice(workload, words or (), diagnostics)
    return words or None


def _tell_entrypoint(workload: Workload, diagnostics: Diagnostics) -> None:
    if split_reference(workload.image.reference or "")[0] in BARE:
        return
    diagnostics.error(
        "lightsail.entrypoint",
        f'"{workload.name}" has an entrypoint, and Lightsail takes a command alone, which the image\'s own entrypoint '
        "would be given",
        _origin(workload, "entrypoint"),
        fix="Write ENTRYPOINT into the Dockerfile of the image, or choose `target: fargate`.",
    )


def _tell_twice(workload: Workload, words: tuple[Value, ...], diagnostics: Diagnostics) -> None:
    parts = [word.parts for word in words]
    twice = next((word for word in words if parts.count(word.parts) > 1), None)
    if twice is not None:
        said = f" ({twice.literal})" if twice.literal else ""
        diagnostics.error(
            "lightsail.command",
            f'"{workload.name}" says a word of its command twice{said}, and CloudFormation takes each word once',
            _origin(workload, "command"),
            detail="The resource type's schema asks for unique items in `Command`.",
            fix="Put the command into a script of the image, or write options as one word: `--name=value`.",
        )


def _origin(workload: Workload, attribute: str) -> Origin:
    return dict(workload.attributes).get(attribute, workload.origin)
