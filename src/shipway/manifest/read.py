"""shipway.yaml becomes a Manifest. One table says what each section may hold; the JSON Schema comes from it too."""

from __future__ import annotations

from collections.abc import Mapping

from shipway.compose.attributes import values
from shipway.compose.read import read as read_yaml
from shipway.compose.tree import Node, plain
from shipway.diagnostics import Diagnostics, Origin
from shipway.manifest.types import DatastoreChoice, EnvironmentChoice, Manifest, ServiceChoice
from shipway.spelling import nearest

TOP = (
    *("app", "region", "compose", "services", "datastores", "sites", "secrets", "env", "alerts", "budget", "checks"),
    *("release", "environments"),
)
SERVICE = ("public", "health", "scale", "deploy", "spot", "schedule", "run", "skip", "spread")
DATASTORE = (
    *("as", "class", "storage", "max_storage", "multi_az", "backup_days", "replicas", "version", "database", "user"),
    *("deletion_protection", "tls", "host"),
)
ENVIRONMENT = (
    *("target", "region", "account", "domain", "zone", "zones", "nat", "waf", "size", "instance", "production"),
    "insights",
)
TARGETS = ("fargate", "lightsail", "beanstalk")
RUNS = ("before-release", "keep", "always")
HOMES = ("rds", "elasticache", "volume", "external", "instance", "neptune", "container")


def read(text: str | None, file: str, diagnostics: Diagnostics) -> Manifest:
    """The manifest; all defaults where there is no file. Problems are collected, with file and line."""
    if text is None:
        return Manifest()
    documents = read_yaml(text, file, diagnostics)
    if not documents:
        return Manifest()
    tree = documents[0]
    _words(tree, TOP, "the manifest", diagnostics)
    _untaken(tree, diagnostics)
    try:
        return _manifest(tree, diagnostics)
    except values.BadValue as error:
        diagnostics.error(
            "manifest.bad-value", f"{file}: a value {error}", error.node.origin, fix="See docs/manifest.md."
        )
        return Manifest()


NOT_YET = {
    "services": ("deploy", "spot", "spread"),
    "datastores": ("database", "user"),
    "environments": ("waf", "size", "instance"),
}
"""Words below each entry of a section that are part of the manifest and not acted upon yet."""


def _untaken(tree: Node, diagnostics: Diagnostics) -> None:
    """What of the manifest's full shape this version reads past."""
    for key in ("sites", "alerts", "budget", "checks"):
        _not_yet(tree, key, f"`{key}`", diagnostics)
    for section, words in NOT_YET.items():
        for name, node in _section(tree, section):
            for word in words:
                _not_yet(node, word, f'`{word}` of "{name}"', diagnostics)
            scale = node.get("scale")
            if section == "services" and scale is not None:
                _not_yet(scale, "queue", f'`scale: {{queue}}` of "{name}"', diagnostics)


def _not_yet(node: Node, key: str, what: str, diagnostics: Diagnostics) -> None:
    if isinstance(node.value, dict) and node.get(key) is not None:
        diagnostics.warning(
            "manifest.not-yet",
            f"{what} is not acted upon yet",
            node.key_origin(key),
            detail="This version of Shipway reads past it.",
            fix="Leave it for a later version, or remove it.",
        )


def _manifest(tree: Node, diagnostics: Diagnostics) -> Manifest:
    app, region = tree.get("app"), tree.get("region")
    compose = tree.get("compose")
    return Manifest(
        app=values.word(app) if app else None,
        region=values.word(region) if region else "us-east-1",
        compose=values.texts(compose) if compose else (),
        services={name: _service(name, node, tree, diagnostics) for name, node in _section(tree, "services")},
        datastores={name: _datastore(name, node, tree, diagnostics) for name, node in _section(tree, "datastores")},
        secrets=tuple((item.text, item.origin) for item in tree.mapping["secrets"].items)
        if "secrets" in tree.mapping
        else (),
        env=tuple((name, values.text(node), node.origin) for name, node in _section(tree, "env")),
        release=_release(tree),
        environments={
            name: _environment(name, node, tree, diagnostics) for name, node in _section(tree, "environments")
        },
        origin=tree.origin,
    )


def _section(tree: Node, key: str) -> list[tuple[str, Node]]:
    node = tree.get(key)
    if node is None or node.value is None:
        return []
    if not isinstance(node.value, dict):
        raise values.BadValue(f"of `{key}` must be a mapping", node)
    return list(node.value.items())


def _words(node: Node, known: tuple[str, ...], what: str, diagnostics: Diagnostics) -> None:
    for key in node.mapping:
        if key in known or key.startswith("x-"):
            continue
        close = nearest(key, known)
        diagnostics.error(
            "manifest.unknown-word",
            f'{what} does not know "{key}"',
            node.key_origin(key),
            fix=f'Did you mean "{close}"?' if close else f"It takes {', '.join(known)}.",
        )


def _rest(node: Node, taken: tuple[str, ...]) -> Mapping[str, object]:
    return {key: plain(child) for key, child in node.mapping.items() if key not in taken}


def _one_of(node: Node | None, known: tuple[str, ...], what: str, diagnostics: Diagnostics) -> str | None:
    if node is None:
        return None
    word = values.text(node)
    if word not in known:
        diagnostics.error(
            "manifest.unknown-word", f'{what} "{word}" is not known', node.origin, fix=f"Known are {', '.join(known)}."
        )
        return None
    return word


def _service(name: str, node: Node, tree: Node, diagnostics: Diagnostics) -> ServiceChoice:
    _words(node, SERVICE, f'service "{name}"', diagnostics)
    public, path = node.get("public"), "/"
    hosts: tuple[str, ...] = ()
    if public is not None and isinstance(public.value, dict):
        host, below = public.get("host"), public.get("path")
        hosts, path = (values.texts(host) if host else ()), (values.text(below) if below else "/")
    elif public is not None and not isinstance(public.value, bool):
        hosts = values.texts(public)
    health, schedule, skip = node.get("health"), node.get("schedule"), node.get("skip")
    scale = node.get("scale")
    return ServiceChoice(
        name=name,
        origin=tree.mapping["services"].key_origin(name),
        public=hosts,
        path=path,
        health=values.text(health) if health else None,
        scale=_rest(scale, ()) if scale else {},
        schedule=values.text(schedule) if schedule else None,
        run=_one_of(node.get("run"), RUNS, "`run`", diagnostics),
        skip=values.text(skip) if skip else None,
        options=_rest(node, ("public", "health", "scale", "schedule", "run", "skip")),
    )


def _datastore(name: str, node: Node, tree: Node, diagnostics: Diagnostics) -> DatastoreChoice:
    _words(node, DATASTORE, f'datastore "{name}"', diagnostics)
    home = _one_of(node.get("as"), HOMES, "`as`", diagnostics)
    places = {key: node.key_origin(key) for key in node.mapping}
    options = {key: value for key, value in _rest(node, ("as",)).items() if key in DATASTORE}
    return DatastoreChoice(name, tree.mapping["datastores"].key_origin(name), home, options, places)


def _environment(name: str, node: Node, tree: Node, diagnostics: Diagnostics) -> EnvironmentChoice:
    _words(node, ENVIRONMENT, f'environment "{name}"', diagnostics)
    region, account, domain = node.get("region"), node.get("account"), node.get("domain")
    return EnvironmentChoice(
        name=name,
        origin=tree.mapping["environments"].key_origin(name),
        target=_one_of(node.get("target"), TARGETS, "the target", diagnostics) or "fargate",
        region=values.text(region) if region else None,
        account=values.text(account) if account else None,
        domain=values.text(domain) if domain else None,
        options=_rest(node, ("target", "region", "account", "domain")),
    )


def _release(tree: Node) -> tuple[str, str, Origin] | None:
    node = tree.get("release")
    if node is None:
        return None
    entries = values.fields(node, ("service", "command"))
    if "service" not in entries or "command" not in entries:
        raise values.BadValue("of `release` needs a service and a command", node)
    return values.word(entries["service"]), values.word(entries["command"]), node.origin
