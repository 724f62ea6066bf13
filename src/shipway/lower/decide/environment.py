"""Which environment is chosen, and its settings."""

from __future__ import annotations

import re
from dataclasses import replace

from shipway.diagnostics import Diagnostics
from shipway.manifest.types import EnvironmentChoice, Manifest
from shipway.model.application import Environment
from shipway.naming import APP_NAME

PRODUCTION = ("production", "prod", "live")


def choose(manifest: Manifest, name: str | None, target: str | None, diagnostics: Diagnostics) -> EnvironmentChoice:
    """The named environment, else the manifest's first, else `dev` with all defaults."""
    wanted = name or next(iter(manifest.environments), "dev")
    choice = manifest.environments.get(wanted)
    if choice is None:
        if name is not None and manifest.environments:
            diagnostics.error(
                "environment.unknown",
                f'the environment "{name}" is not in the manifest',
                manifest.origin,
                fix=f"Choose {', '.join(manifest.environments)}, or add it below `environments:`.",
            )
        choice = EnvironmentChoice(wanted)
    if not re.fullmatch(APP_NAME, choice.name):
        diagnostics.error(
            "environment.name",
            f'"{choice.name}" cannot be an environment\'s name',
            choice.origin,
            fix="Use up to 30 lower-case letters, digits and dashes, starting with a letter.",
        )
    if target is None:
        return choice
    return replace(choice, target=target)


def environment(choice: EnvironmentChoice, manifest: Manifest, region: str | None) -> Environment:
    return Environment(
        name=choice.name,
        target=choice.target,
        region=region or choice.region or manifest.region,
        account=choice.account,
        domain=choice.domain,
        production=choice.name in PRODUCTION if choice.production is None else choice.production,
        options=choice.options,
    )
