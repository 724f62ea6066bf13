"""Every rule, in the order in which they run. docs/rules.md is made from it."""

from __future__ import annotations

from shipway.review.rules import certificates, command, cors, debug, hosts, kept_data, settings, weak_secrets

RULES = (
    debug.RULE,
    settings.RULE,
    hosts.RULE,
    cors.RULE,
    certificates.RULE,
    command.RULE,
    weak_secrets.RULE,
    *kept_data.RULES,
)
