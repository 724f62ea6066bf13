"""Every route answers HTTP 200 to 399, through the load balancer's own address and then by its public name."""

from __future__ import annotations

from shipway.deploy.addresses import addresses
from shipway.deploy.checks.report import Check, Checks, Scene, Status, judged
from shipway.ports import Answer


def routes(scene: Scene) -> Checks:
    for address in addresses(scene.seen):
        answer = scene.cloud.http.get(address.direct, address.host)
        yield judged("route answers", address.url, _good(answer), _said(answer))
        if address.host is None:
            continue
        if not scene.cloud.real:
            yield Check("name resolves", address.url, Status.ONLY_AWS, "DNS and the certificate exist in AWS only")
            continue
        answer = scene.cloud.http.get(address.url)
        yield judged("name resolves", address.url, _good(answer), _said(answer))


def _good(answer: Answer) -> bool:
    return 200 <= answer.status < 400


def _said(answer: Answer) -> str:
    return f"{answer.status} {answer.reason}".strip() if answer.status else f"no answer: {answer.reason}"
