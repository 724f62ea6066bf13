"""Settings in the command of a database's container that the managed service takes over."""

from __future__ import annotations

from shipway.compose.types import Service
from shipway.engines.family import family_of
from shipway.model.homes import Offer


def parameters(service: Service, offer: Offer) -> tuple[tuple[str, str], ...]:
    """(name, value) of the settings that the home takes over, named as the engine writes them, sorted."""
    words = [*(service.entrypoint or ()), *(service.command or ())]
    found: dict[str, str] = {}
    for name, value in family_of(offer.family).settings(words):
        if value and (name in offer.settings or f"{name}={value}" in offer.settings):
            found[name] = value
    return tuple(sorted(found.items()))
