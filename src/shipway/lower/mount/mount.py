"""mount: what each service's mounts are, whatever becomes of the service."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING

from shipway.lower.identify.identify import Identified
from shipway.lower.identify.readings import Text
from shipway.lower.mount.mounted import Mounted
from shipway.lower.mount.volumes import mounts
from shipway.records import record

if TYPE_CHECKING:
    from shipway.lower.mount.settings import Bound


@record
class Brought:
    """mounted: service → what its mounts become. files: service → the configuration files among them.

    said: program → what its configuration files say, read like variables; a datastore's are about itself.
    """

    mounted: Mapping[str, Mounted]
    files: Mapping[str, tuple[Bound, ...]]
    said: Mapping[str, tuple[Text, ...]]


def mount(found: Identified) -> Brought:
    project = found.project
    stores = {name for name, one in found.detected.items() if one.family}
    mounted = {s.name: mounts(s, found.detected[s.name], project) for s in project.services}
    files = _files(mounted, found, stores)
    said = {
        name: tuple(setting.said for file in own for setting in file.settings)
        for name, own in files.items()
        if name not in stores
    }
    return Brought(mounted, files, said)


def _files(mounted: Mapping[str, Mounted], found: Identified, stores: Set[str]) -> dict[str, tuple[Bound, ...]]:
    """Service → the configuration files among what goes into its image."""
    overlaid = {name: one.overlays for name, one in mounted.items() if one.overlays and stores}
    if not overlaid:
        return {}
    from shipway.lower.mount.settings import bound  # late: only where something is laid over an image

    return {name: bound(own, found.project, stores, found.directory) for name, own in overlaid.items()}
