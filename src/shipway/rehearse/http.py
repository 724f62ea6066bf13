"""What a URL of the embedded cloud answers: the load balancer's listeners, rules and targets decide; no container runs.

The address of a Lightsail container service answers where it has an active deployment with a public endpoint.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from shipway.errors import Unsupported
from shipway.ports import Answer
from shipway.rehearse.cloud import EmbeddedCloud, Region
from shipway.rehearse.ecs.network import admitted
from shipway.rehearse.services import lightsail
from shipway.rehearse.services.elbv2 import BALANCER
from shipway.rehearse.store import Record

_LISTENER, _RULE = "AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule"
_CERTIFICATE, _RECORD = "AWS::CertificateManager::Certificate", "AWS::Route53::RecordSet"
_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 404: "Not Found", 503: "Service Temporarily Unavailable"}
SOMEBODY = "198.51.100.7"
"""An address on the internet: https://www.rfc-editor.org/rfc/rfc5737"""


class RehearsalHttp:
    """Implements ports.Http."""

    def __init__(self, cloud: EmbeddedCloud) -> None:
        self._cloud = cloud

    def get(self, url: str, host: str | None = None) -> Answer:
        """As adapters.http.UrlHttp: one request, no redirect followed. A healthy target answers 200."""
        parts = urlsplit(url)
        name = (parts.hostname or "").lower()
        secure = parts.scheme == "https"
        for region in self._cloud.regions():
            balancer = _named(region, name)
            if balancer is not None:
                port = parts.port or (443 if secure else 80)
                return _asked(region, balancer, port, secure, (host or name).lower(), parts.path or "/")
            status = lightsail.status_of(region, name)
            if status:
                return _answer(status if secure else 301)
        return Answer(0, f"Name or service not known: {name}")


def _named(region: Region, name: str) -> Record | None:
    """The load balancer with this name, or the one that a DNS record of this name leads to."""
    names = {name}
    for record in region.store.every(_RECORD):
        if str(record.value("Name")).rstrip(".").lower() == name:
            target = (record.properties.get("AliasTarget") or {}).get("DNSName")
            names |= {
                str(t).rstrip(".").lower() for t in (target, *(record.properties.get("ResourceRecords") or ())) if t
            }
    for balancer in region.store.every(BALANCER):
        own = str(balancer.value("DNSName")).lower()
        if own in names or f"dualstack.{own}" in names:
            return balancer
    return None


def _asked(region: Region, balancer: Record, port: int, secure: bool, host: str, path: str) -> Answer:
    groups = [str(id) for id in balancer.properties.get("SecurityGroups") or ()]
    if balancer.value("Scheme") == "internal" or not admitted(region, groups, (), port, SOMEBODY):
        return Answer(0, "timed out")
    listeners = region.store.every(_LISTENER)
    mine = (one for one in listeners if one.value("LoadBalancerArn") == balancer.physical_id)
    listener = next((one for one in mine if int(one.value("Port") or 0) == port), None)
    if listener is None:
        return Answer(0, "Connection refused")
    if secure != (listener.value("Protocol") == "HTTPS"):
        return Answer(0, "wrong version number") if secure else _answer(400)
    if secure and not _covered(region, listener, host):
        return Answer(0, f"the certificate is not valid: Hostname mismatch, certificate is not valid for '{host}'")
    return _acted(region, _actions(region, listener, host, path))


def _covered(region: Region, listener: Record, host: str) -> bool:
    """Whether one of the listener's certificates is for the host; one that was not made here is taken to be."""
    arns = [str(c.get("CertificateArn")) for c in listener.properties.get("Certificates") or ()]
    for other in region.store.every("AWS::ElasticLoadBalancingV2::ListenerCertificate"):
        if other.value("ListenerArn") == listener.physical_id:
            arns += [str(c.get("CertificateArn")) for c in other.properties.get("Certificates") or ()]
    for arn in arns:
        certificate = region.store.find(_CERTIFICATE, arn)
        if certificate is None:
            return True
        names = [certificate.value("DomainName"), *(certificate.value("SubjectAlternativeNames") or ())]
        if any(_same_name(str(name).lower(), host) for name in names):
            return True
    return False


def _same_name(pattern: str, host: str) -> bool:
    """A wildcard stands for one label."""
    return pattern == host or (pattern.startswith("*.") and host.partition(".")[2] == pattern[2:])


def _actions(region: Region, listener: Record, host: str, path: str) -> list[Mapping[str, Any]]:
    """Those of the first rule that matches, by priority; the listener's own where none does."""
    rules = [one for one in region.store.every(_RULE) if one.value("ListenerArn") == listener.physical_id]
    for rule in sorted(rules, key=lambda one: int(one.value("Priority"))):
        if all(_holds(condition, host, path) for condition in rule.properties.get("Conditions") or ()):
            return list(rule.properties.get("Actions") or ())
    return list(listener.properties.get("DefaultActions") or ())


def _holds(condition: Mapping[str, Any], host: str, path: str) -> bool:
    field = condition.get("Field")
    configuration = condition.get(
        {"host-header": "HostHeaderConfig", "path-pattern": "PathPatternConfig"}.get(str(field), "")
    )
    values = (configuration or condition).get("Values") or ()
    if field == "host-header":
        return any(fnmatchcase(host, str(value).lower()) for value in values)
    if field == "path-pattern":
        return any(fnmatchcase(path, str(value)) for value in values)
    if field == "http-request-method":
        return "GET" in (condition.get("HttpRequestMethodConfig") or condition).get("Values", ())
    raise Unsupported(
        f"the embedded cloud does not know the listener rule's condition {field}",
        "this cannot be rehearsed; run the command against AWS",
    )


def _acted(region: Region, actions: list[Mapping[str, Any]]) -> Answer:
    for action in actions:
        if action.get("Type") == "redirect":
            return _answer(int(str(action["RedirectConfig"]["StatusCode"]).removeprefix("HTTP_")))
        if action.get("Type") == "fixed-response":
            return _answer(int(action["FixedResponseConfig"]["StatusCode"]))
        if action.get("Type") == "forward":
            return _answer(200 if any(_healthy(region, arn) for arn in _groups(action)) else 503)
    return _answer(503)


def _groups(action: Mapping[str, Any]) -> list[str]:
    several = (action.get("ForwardConfig") or {}).get("TargetGroups") or ()
    return [str(arn) for arn in (action.get("TargetGroupArn"), *(g.get("TargetGroupArn") for g in several)) if arn]


def _healthy(region: Region, arn: str) -> bool:
    return any(task.live and task.health.get(arn, ("", ""))[0] == "healthy" for task in region.tasks.values())


def _answer(status: int) -> Answer:
    return Answer(status, _REASONS.get(status, ""))
