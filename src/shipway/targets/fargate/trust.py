"""Which authorities a container trusts: RDS's go into the images of workloads whose driver checks certificates."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from shipway.managed.dialects import caller, checks_certificates, urls
from shipway.model.application import Application
from shipway.model.image import Overlay
from shipway.model.value import text
from shipway.model.workload import Workload

# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
BUNDLE = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"
PLACE = "/etc/ssl/rds/global-bundle.pem"
VARIABLE = "NODE_EXTRA_CA_CERTS"
"""https://nodejs.org/api/cli.html#node_extra_ca_certsfile"""


def trusting(application: Application, encrypted: Collection[str]) -> Application:
    """encrypted: the datastores that only take TLS. An image that workloads share changes for all of them."""
    needing = {
        workload.name
        for datastore in application.datastores
        if datastore.name in encrypted
        for workload, url in urls(application, datastore.name)
        if checks_certificates(datastore.engine, url.scheme, caller(workload))
        and VARIABLE not in dict(workload.environment)
    }
    if not needing:
        return application
    images = {w.image.name for w in application.workloads if w.name in needing}
    return dataclasses.replace(
        application,
        workloads=tuple(
            _with_bundle(w, w.name in needing) if w.image.name in images else w for w in application.workloads
        ),
    )


def _with_bundle(workload: Workload, named: bool) -> Workload:
    image = dataclasses.replace(workload.image, overlays=(*workload.image.overlays, Overlay(BUNDLE, PLACE, "")))
    variables = ((VARIABLE, text(PLACE, workload.origin)),) if named else ()
    return dataclasses.replace(workload, image=image, environment=(*workload.environment, *variables))
