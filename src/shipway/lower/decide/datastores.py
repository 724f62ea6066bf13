"""Which databases become managed services: those that every user names in a place that we can rewrite."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics
from shipway.engines.family import Credentials, family_of
from shipway.lower.decide import homes
from shipway.lower.decide.credentials import credentials_of
from shipway.lower.decide.parameters import parameters
from shipway.lower.decide.replaceable import Texts, obstacle, unsigned
from shipway.lower.decide.tools import tool
from shipway.lower.decide.wanted import Wanted
from shipway.lower.identify import names
from shipway.lower.identify.detect import Detected
from shipway.lower.identify.identify import Identified
from shipway.manifest.types import DatastoreChoice
from shipway.model.application import Datastore, Decision
from shipway.model.homes import Fate, Offer
from shipway.records import record


@record
class Replaced:
    """A datastore, what identifies its users, and its home."""

    datastore: Datastore
    credentials: Credentials
    offer: Offer


def replaced(
    found: Identified, said: Texts, wanted: Wanted, diagnostics: Diagnostics
) -> tuple[dict[str, Replaced], list[Decision]]:
    """Service → what it becomes, and a decision for every service that could have become something.

    said: what each service says, in its configuration files too.
    """
    becoming: dict[str, Replaced] = {}
    decisions: list[Decision] = []
    users = _users(found, wanted)
    for service in found.project.services:
        detected, choice = found.detected[service.name], wanted.manifest.datastores.get(service.name)
        stated = homes.stated(choice, detected.family, wanted.offers)
        if choice and choice.as_ and stated is None:
            from shipway.lower.decide.home_options import refuse_home  # late: for few manifests

            refuse_home(choice, detected.family, wanted.offers, diagnostics)
        better = homes.better(stated, detected.family, wanted.offers)
        if better is None:
            if stated or not (choice and choice.as_):
                _check(choice, stated or homes.kept(wanted.offers), diagnostics)
            continue
        others = [other for other in users if other.name != service.name]
        reason = _obstacle(service, others, stated, found, said, wanted)
        known = f"{service.name} ({service.origin}, image {detected.image})"
        if reason and choice and stated is better:
            diagnostics.error(
                "datastore.not-rewritable",
                f'"{service.name}" cannot become a managed service: {reason}',
                choice.origin,
                fix="Give every user its address in an environment variable, or write `as: volume`.",
            )
        elif reason:
            _check(choice, stated or homes.kept(wanted.offers), diagnostics)
        if reason:
            sentence = f"{known} stays a container{_lasting(service, detected)}: {reason}"
            decisions.append(_decision(service, sentence, better.word))
            continue
        _check(choice, better, diagnostics)
        built = becoming[service.name] = _datastore(service, better, found, said, wanted)
        version = f" {built.datastore.version}" if built.datastore.version and better.versioned else ""
        sentence = f"{known} becomes {better.title}{version}{_with(built.datastore.extensions)}"
        decisions.append(_decision(service, sentence, "volume"))
    return becoming, decisions


def _check(choice: DatastoreChoice | None, home: Offer | None, diagnostics: Diagnostics) -> None:
    """Report the manifest's options that the home does not know, and the values that it cannot take."""
    if choice is not None and home is not None and choice.options:
        from shipway.lower.decide.home_options import check_options  # late: most projects say nothing of datastores

        check_options(choice, home, diagnostics)


def _users(found: Identified, wanted: Wanted) -> list[Service]:
    """The services that may use a datastore: those that are not left out as tools, or by the manifest."""
    choices = wanted.manifest.services
    skipped = {name for name, one in choices.items() if one.skip}
    services = [s for s in found.project.services if s.name not in skipped]
    return [s for s in services if not tool(s, found.detected[s.name], choices.get(s.name))]


def _obstacle(
    service: Service, users: Sequence[Service], stated: Offer | None, found: Identified, said: Texts, wanted: Wanted
) -> str:
    """Why it stays a container; "" where nothing is in the way."""
    family = found.detected[service.name].family
    word = stated.word if stated and stated.fate is Fate.KEPT else ""
    reason = obstacle(service, users, found.project, said, word)
    if reason or (stated and stated.fate is Fate.REPLACED) or not family_of(family).signed:
        return reason
    own = credentials_of(service, family, found.project)
    return unsigned(service, own, users, wanted.manifest, said)


def _decision(service: Service, sentence: str, otherwise: str) -> Decision:
    return Decision(service.name, sentence, service.origin, f"datastores: {{{service.name}: {{as: {otherwise}}}}}")


def _lasting(service: Service, detected: Detected) -> str:
    """A cache keeps its data only if it has a volume; a database always gets one."""
    mounted = any(mount.type in ("volume", "bind") for mount in service.mounts)
    return " with durable storage" if mounted or detected.role != "cache" else ""


def _with(extensions: tuple[str, ...]) -> str:
    return f" with the {' and '.join(extensions)} extension{'s' if extensions[1:] else ''}" if extensions else ""


def _datastore(service: Service, home: Offer, found: Identified, said: Texts, wanted: Wanted) -> Replaced:
    project, detected = found.project, found.detected[service.name]
    credentials, family = credentials_of(service, home.family, project), family_of(home.family)
    choice = wanted.manifest.datastores.get(service.name)
    datastore = Datastore(
        name=service.name,
        engine=home.family,
        version=detected.version,
        origin=service.origin,
        port=family.port,
        database=credentials.database,
        user=credentials.user or family.user,
        parameters=parameters(service, home),
        rewritable=_all_urls(service.name, said),
        extensions=detected.engine.extensions if detected.engine else (),
        aliases=names.aliases(service, found.mentions.linked),
        options=dict(choice.options) if choice else {},
        home=home.word,
    )
    return Replaced(datastore, credentials, home)


def _all_urls(name: str, said: Texts) -> bool:
    """Whether every reference to the service, anywhere, is a complete URL, which can carry TLS and a token."""
    texts = (text for speaker, own in said.items() if speaker != name for text in own)
    return {one.kind for text in texts for one in text.names if one.service == name} == {"url"}
