"""Which service a name means."""

from __future__ import annotations

from unit.files import project

from shipway.lower.identify.names import directory


def test_a_service_s_own_name_wins_over_another_s_alias_wherever_it_stands() -> None:
    compose = """
services:
  proxy: {image: x, container_name: api, hostname: web, networks: {default: {aliases: [api, front]}}}
  api: {image: y}
"""
    loaded, _ = project(compose)
    assert directory(loaded) == {"proxy": "proxy", "api": "api", "web": "proxy", "front": "proxy"}
