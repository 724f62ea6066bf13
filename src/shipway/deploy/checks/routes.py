"""Every route answers as its target group expects: at the load balancer's own address, then by its public name."""

from __future__ import annotations

from shipway.deploy.addresses import Address, addresses
from shipway.deploy.checks.report import Check, Checks, Scene, Status, judged
from shipway.ports import Answer


def routes(scene: Scene) -> Checks:
    for address in addresses(scene.seen):
        answer = scene.cloud.http.get(address.direct, address.host)
        yield judged("route answers", address.url, _good(answer, address), _said(answer))
        if address.host is None:
            continue
        if not scene.cloud.real:
            yield Check("name resolves", address.url, Status.ONLY_AWS, "DNS and the certificate exist only in AWS")
            continue
        answer = scene.cloud.http.get(address.url)
        yield judged("name resolves", address.url, _good(answer, address), _said(answer))


def _good(answer: Answer, address: Address) -> bool:
    return 200 <= answer.status <= address.highest


def _said(answer: Answer) -> str:
    return f"{answer.status} {answer.reason}".strip() if answer.status else f"no answer: {answer.reason}"
