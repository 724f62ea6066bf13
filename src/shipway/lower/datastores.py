"""Which databases become managed services: those whose every user names them where we can rewrite."""

from __future__ import annotations

from collections.abc import Mapping

from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics
from shipway.engines.family import Credentials, family_of
from shipway.lower import homes, names, references
from shipway.lower.credentials import credentials_of
from shipway.lower.detect import Detected
from shipway.lower.mentions import texts
from shipway.lower.parameters import parameters
from shipway.lower.replaceable import Said, obstacle, unsigned
from shipway.lower.tools import tool
from shipway.manifest.types import Manifest
from shipway.model.application import Datastore, Decision
from shipway.model.homes import Fate, Offer, Offers
from shipway.records import record


@record
class Replaced:
    """A datastore with what its users are recognised by, and its home."""

    datastore: Datastore
    credentials: Credentials
    offer: Offer


def replaced(
    project: Project,
    manifest: Manifest,
    detected: Mapping[str, Detected],
    spoken: Mapping[str, list[tuple[str, str]]],
    offers: Offers,
    diagnostics: Diagnostics,
) -> tuple[dict[str, Replaced], list[Decision]]:
    """Service → what it becomes, and a decision for every service that could have become something.

    spoken: of `settings.spoken`, what the services' bound files say.
    """
    directory = names.directory(project)
    said = {service.name: [*texts(service), *spoken.get(service.name, ())] for service in project.services}
    choices = manifest.services
    skipped = {name for name, one in choices.items() if one.skip}
    left_out = skipped | {s.name for s in project.services if tool(s, detected[s.name], choices.get(s.name))}
    found: dict[str, Replaced] = {}
    decisions: list[Decision] = []
    for service in project.services:
        engine = detected[service.name].family
        choice = manifest.datastores.get(service.name)
        stated = homes.stated(choice, engine, offers, diagnostics)
        better = stated if stated and stated.fate is Fate.REPLACED else homes.default(engine, offers)
        stays = stated or (homes.kept(offers) if choice else None)
        if better is None or (stated and stated.fate is Fate.OUTSIDE):
            if stays is not None and (stated or not (choice and choice.as_)):
                homes.check(choice, stays, diagnostics)
            continue
        users = [other for other in project.services if other.name != service.name and other.name not in left_out]
        word = stated.word if stated and stated.fate is Fate.KEPT else ""
        reason = obstacle(service, users, project, directory, said, word)
        if not reason and stated is not better and family_of(engine).signed:
            own = credentials_of(service, engine, project)
            reason = unsigned(service, own, users, manifest, directory, said)
        known = f"{service.name} ({service.origin}, image {detected[service.name].image})"
        if reason and choice and stated is better:
            diagnostics.error(
                "datastore.not-rewritable",
                f'"{service.name}" cannot become a managed service: {reason}',
                choice.origin,
                fix="Give every user its address in an environment variable, or write `as: volume`.",
            )
        if reason:
            if stays is not None and stated is not better:
                homes.check(choice, stays, diagnostics)
            decisions.append(
                Decision(
                    service.name,
                    f"{known} stays a container{_lasting(service, detected[service.name])}: {reason}",
                    service.origin,
                    f"datastores: {{{service.name}: {{as: {better.word}}}}}",
                )
            )
            continue
        homes.check(choice, better, diagnostics)
        built = _datastore(service, better, detected[service.name], project, said, manifest)
        found[service.name] = built
        version = f" {built.datastore.version}" if built.datastore.version and better.versioned else ""
        decisions.append(
            Decision(
                service.name,
                f"{known} becomes {better.title}{version}{_with(built.datastore.extensions)}",
                service.origin,
                f"datastores: {{{service.name}: {{as: volume}}}}",
            )
        )
    return found, decisions


def _lasting(service: Service, detected: Detected) -> str:
    """A cache keeps on disk what a volume is there for; a database is given one."""
    mounted = any(mount.type in ("volume", "bind") for mount in service.mounts)
    return " with durable storage" if mounted or detected.role != "cache" else ""


def _with(extensions: tuple[str, ...]) -> str:
    return f" with the {' and '.join(extensions)} extension{'s' if extensions[1:] else ''}" if extensions else ""


def _datastore(
    service: Service, home: Offer, detected: Detected, project: Project, said: Said, manifest: Manifest
) -> Replaced:
    directory = names.directory(project)
    credentials = credentials_of(service, home.family, project)
    choice = manifest.datastores.get(service.name)
    family = family_of(home.family)
    return Replaced(
        Datastore(
            name=service.name,
            engine=home.family,
            version=detected.version,
            origin=service.origin,
            port=family.port,
            database=credentials.database,
            user=credentials.user or family.user,
            parameters=parameters(service, home),
            rewritable=_all_urls(service.name, said, directory),
            extensions=detected.engine.extensions if detected.engine else (),
            aliases=names.aliases(service, project.services),
            options=dict(choice.options) if choice else {},
            home=home.word,
        ),
        credentials,
        home,
    )


def _all_urls(name: str, said: Said, directory: Mapping[str, str]) -> bool:
    """Whether every reference to the service, anywhere, is a whole URL, which can be told of TLS and a token."""
    kinds = {
        reference.kind
        for speaker, pairs in said.items()
        if speaker != name
        for key, text in pairs
        for reference in references.find(key, text, directory)
        if reference.service == name
    }
    return kinds == {"url"}
