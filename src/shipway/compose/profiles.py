"""Phase 6, profiles: which services are switched on. https://docs.docker.com/reference/compose-file/profiles/"""

from __future__ import annotations

from collections.abc import Sequence

from shipway.compose.types import Service


def select(services: Sequence[Service], active: Sequence[str]) -> tuple[tuple[Service, ...], tuple[Service, ...]]:
    """(switched on, switched off). A service without profiles is always on; `*` switches all on."""
    everything = "*" in active
    on = tuple(s for s in services if everything or not s.profiles or set(s.profiles) & set(active))
    kept = {service.name for service in on}
    return on, tuple(s for s in services if s.name not in kept)
