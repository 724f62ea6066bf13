"""`build:` in its long form. https://docs.docker.com/reference/compose-file/build/"""

from __future__ import annotations

from shipway.compose.attributes import values
from shipway.compose.attributes.lists import environment
from shipway.compose.tree import Node
from shipway.compose.types import BuildSpec

FIELDS = (
    *("context", "dockerfile", "dockerfile_inline", "args", "target", "ssh", "cache_from", "cache_to", "no_cache"),
    *("no_cache_filter", "additional_contexts", "network", "provenance", "sbom", "pull", "extra_hosts", "isolation"),
    *("labels", "shm_size", "secrets", "tags", "ulimits", "platforms", "privileged", "entitlements"),
)


def build(node: Node) -> BuildSpec:
    entries = values.fields(node, FIELDS)
    context, dockerfile = entries.get("context"), entries.get("dockerfile")
    inline, target = entries.get("dockerfile_inline"), entries.get("target")
    if dockerfile is not None and inline is not None:
        raise values.BadValue("takes dockerfile or dockerfile_inline, not both", inline)
    if "ssh" in entries and entries["ssh"].value is None:
        raise values.BadValue("has `ssh` without a key; write `ssh: [default]` or name one", entries["ssh"])
    return BuildSpec(
        context=values.text(context) if context and context.value else ".",
        origin=node.origin,
        dockerfile=values.text(dockerfile) if dockerfile and dockerfile.value else "Dockerfile",
        dockerfile_inline=values.text(inline) if inline else None,
        target=values.optional(target) if target else None,
        args=environment(entries["args"]) if "args" in entries else (),
        secrets=tuple(_secret(item) for item in entries["secrets"].items) if "secrets" in entries else (),
        platforms=values.texts(entries["platforms"]) if "platforms" in entries else (),
    )


def _secret(node: Node) -> str:
    source = node.get("source")
    return values.text(source) if source else values.text(node)
