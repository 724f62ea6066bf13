"""Which service builds the image that another one runs."""

from __future__ import annotations

from shipway.compose.types import Project, Service


def owner(service: Service, project: Project) -> Service:
    """The service whose build makes this one's image: itself, or the one that builds an image of that name."""
    if service.build is not None:
        return service
    for other in project.services:
        if other.build is not None and other.image and other.image == service.image:
            return other
    return service
