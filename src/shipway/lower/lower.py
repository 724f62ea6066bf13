"""lower: Project and Manifest become Application and Environment; the user's secret values are returned separately.

Each phase has a folder, named after the question that it answers, and returns a record that later phases read:

    tidy      the project as it reads without Docker
    identify  what each service is
    mount     what each of its mounts is
    decide    what becomes of it
    values    what each of its values means
    connect   the Application
    findings  what users are told
"""

from __future__ import annotations

from collections.abc import Mapping

from shipway.compose.types import Project
from shipway.diagnostics import Diagnostics
from shipway.lower.connect.connect import connect
from shipway.lower.decide.decide import decide
from shipway.lower.decide.environment import choose
from shipway.lower.decide.environment import environment as environment_of
from shipway.lower.decide.wanted import Wanted
from shipway.lower.findings.findings import tell
from shipway.lower.identify.identify import identify
from shipway.lower.mount.mount import mount
from shipway.lower.tidy.tidy import tidied
from shipway.lower.values.mean import mean
from shipway.manifest.types import EnvironmentChoice, Manifest
from shipway.model.application import Application, Environment
from shipway.model.homes import Offers
from shipway.model.sensitive import Sensitive
from shipway.records import record


@record
class Lowered:
    """values: the user's secret values by secret name, for the step that stores them."""

    application: Application
    environment: Environment
    values: Mapping[str, Sensitive]


def lower(
    project: Project,
    manifest: Manifest,
    diagnostics: Diagnostics,
    *,
    offers: Offers,
    choice: EnvironmentChoice | None = None,
    region: str | None = None,
) -> Lowered:
    """What the user asks for. offers: the homes of datastores on the target. choice: the environment, else the first.

    Problems are collected; the caller raises when any is an error.
    """
    choice = choice or choose(manifest, None, None, diagnostics)
    wanted = Wanted(manifest.for_environment(choice.name), choice, offers)
    found = identify(tidied(project, diagnostics))
    brought = mount(found)
    decided = decide(found, brought, wanted, diagnostics)
    meant = mean(found, brought, decided, diagnostics)
    made = connect(found, brought, decided, meant, diagnostics)
    tell(made.application, found, brought, decided, meant.secrets, diagnostics)
    return Lowered(made.application, environment_of(choice, manifest, region), made.values)
